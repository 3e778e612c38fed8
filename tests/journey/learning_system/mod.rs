//! A learning management system for journeys: it plays SCORM packages with scorm-again, and cmi5
//! packages with a record store of its own, and remembers everything that it is told.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, Method, StatusCode},
    middleware::map_response,
    response::{Html, Response},
    routing::{any, get, post},
};
use serde_json::{Value, json};
use tower_http::services::ServeDir;
use underpin::exchange::unzip::{Limits, unzip};

use crate::browser::Seen;

/// The unit's question.
pub const QUESTION: &str = "form[data-question=first-thing]";

/// What a package says of the system that it is in.
pub const PANEL: &str = "[data-notice=learning-system]";

/// A unit with one of each: something to read, a question, a scenario.
const UNIT: &str = include_str!("tea.md");
const PACK: &str = "id = \"kitchen\"\ntitle = \"Kitchen\"\nversion = \"1\"\nunits = [\"tea\"]\n";

/// What was kept and said.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// What a SCORM package has set, in this session and those before.
    values: BTreeMap<String, String>,
    /// The latest session's calls, refusals and status.
    session: Value,
    /// cmi5's documents, by name.
    documents: BTreeMap<String, Value>,
    /// cmi5's statements, in the order in which they came.
    statements: Vec<Value>,
    /// How often a token was asked for.
    tokens: u32,
    /// What no package should have asked.
    wrong: Vec<String>,
    /// How many of the next statements it pretends not to have understood.
    deaf: u32,
    /// How many of the next questions for the attempt it does not answer.
    forgetful: u32,
    /// The verb that it does not want to hear.
    refuses: Option<String>,
}

/// A running learning system with one package in it.
pub struct LearningSystem {
    address: String,
    heard: Heard,
}

impl LearningSystem {
    /// Makes a package of a small unit with `underpin export`, and puts it into a new learning system.
    ///
    /// # Errors
    /// The package is not made, or there is no free port.
    pub async fn with(standard: &str, more: &[&str]) -> Seen<Self> {
        let folder = folder(standard)?;
        let package = package(standard, &folder, more)?;
        let scorm_again = std::env::var("SCORM_AGAIN").unwrap_or_default();
        let heard = Heard::default();
        let app = Router::new()
            .route("/host.html", get(async || Html(HOST)))
            .route(
                "/host.js",
                get(async || ([("content-type", "text/javascript")], HOST_SCRIPT)),
            )
            .route(
                "/back.html",
                get(async || Html("<title>Back</title><h1>Back in the course</h1>")),
            )
            .route(
                "/middle.html",
                get(async |Query(asked): Asked| Html(middle(&asked))),
            )
            .route("/kept", get(values).post(keep))
            .route("/token", post(token))
            .route("/lrs/activities/state", any(document))
            .route("/lrs/agents/profile", get(async || StatusCode::NOT_FOUND))
            .route("/lrs/statements", any(statement))
            .nest_service("/scorm-again", ServeDir::new(scorm_again))
            .nest_service("/package", ServeDir::new(&package))
            // Where another system keeps it, which knows no kinds of file.
            .nest_service("/plugin%20file.php/12/mod/1", ServeDir::new(&package))
            .layer(map_response(unknown_kinds))
            .with_state(heard.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}/", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok(Self { address, heard })
    }

    /// Where its page is that plays a SCORM package.
    pub fn host(&self, version: &str) -> String {
        format!("{}host.html?version={version}", self.address)
    }

    /// Where the package's own page is.
    pub fn page(&self) -> String {
        format!("{}package/index.html", self.address)
    }

    /// Lets somebody into a cmi5 package: prepares a session, and gives the address to open.
    pub fn launch(&self, session: &str, more: Value) -> Seen<String> {
        let mut data = json!({
            "contextTemplate": {
                "contextActivities": { "grouping": [{ "id": "urn:underpin:unit:kitchen:tea" }] },
                "extensions": { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": session },
            },
            "launchMode": "Normal",
            "moveOn": "CompletedAndPassed",
            "masteryScore": 0.6,
            "returnURL": format!("{}back.html", self.address),
        });
        if let (Some(data), Some(more)) = (data.as_object_mut(), more.as_object()) {
            data.extend(more.clone());
        }
        let mut kept = self.heard.0.lock()?;
        kept.documents.insert("LMS.LaunchData".to_owned(), data);
        kept.tokens = 0;
        let actor = json!({ "objectType": "Agent", "name": "Ada Okafor",
            "account": { "homePage": "https://lms.example", "name": "17" } });
        let parts = [
            ("endpoint", format!("{}lrs/", self.address)),
            ("fetch", format!("{}token", self.address)),
            ("actor", actor.to_string()),
            (
                "registration",
                "760e3480-ba55-4991-94b0-01820dbd23a2".to_owned(),
            ),
            ("activityId", "https://lms.example/tea".to_owned()),
        ];
        let query: Vec<String> = parts
            .iter()
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        Ok(format!("{}?{}", self.page(), query.join("&")))
    }

    /// What a SCORM package has set.
    pub fn value(&self, name: &str) -> Seen<String> {
        let kept = self.heard.0.lock()?;
        Ok(kept.values.get(name).cloned().unwrap_or_default())
    }

    /// Sets a value before a package is opened, as an administrator does.
    pub fn set(&self, name: &str, value: &str) -> Seen {
        self.heard
            .0
            .lock()?
            .values
            .insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    /// Begins a new attempt in SCORM, of which there is nothing but who is learning and what passes.
    pub fn begin_anew(&self) -> Seen {
        let stays = ["student_", "learner_", "mastery_score", "passing_score"];
        let mut kept = self.heard.0.lock()?;
        kept.values
            .retain(|name, _| stays.iter().any(|stays| name.contains(stays)));
        Ok(())
    }

    /// The latest SCORM session: its calls, what was refused, and the status that scorm-again came to.
    pub fn session(&self) -> Seen<Value> {
        Ok(self.heard.0.lock()?.session.clone())
    }

    /// The verbs of cmi5's statements, in the order in which they came.
    pub fn verbs(&self) -> Seen<Vec<String>> {
        let kept = self.heard.0.lock()?;
        let verbs = kept.statements.iter().map(|statement| {
            let verb = statement["verb"]["id"].as_str().unwrap_or_default();
            verb.rsplit('/').next().unwrap_or_default().to_owned()
        });
        Ok(verbs.collect())
    }

    /// cmi5's statements.
    pub fn statements(&self) -> Seen<Vec<Value>> {
        Ok(self.heard.0.lock()?.statements.clone())
    }

    /// What no package should have asked.
    pub fn wrong(&self) -> Seen<Vec<String>> {
        Ok(self.heard.0.lock()?.wrong.clone())
    }

    /// Does not say what it keeps of the attempt, so many times.
    pub fn be_forgetful(&self, times: u32) -> Seen {
        self.heard.0.lock()?.forgetful = times;
        Ok(())
    }

    /// Does not want to hear a verb, until it wants to.
    pub fn refuse(&self, verb: Option<&str>) -> Seen {
        self.heard.0.lock()?.refuses = verb.map(str::to_owned);
        Ok(())
    }

    /// One of cmi5's documents.
    pub fn document(&self, name: &str) -> Seen<Value> {
        let kept = self.heard.0.lock()?;
        Ok(kept.documents.get(name).cloned().unwrap_or_default())
    }

    /// Does not understand so many of the next statements.
    pub fn be_deaf(&self, times: u32) -> Seen {
        self.heard.0.lock()?.deaf = times;
        Ok(())
    }
}

const HOST: &str = "<!doctype html><html lang=en><title>A learning system</title>\
    <script src=scorm-again/scorm12.min.js></script><script src=scorm-again/scorm2004.min.js></script>\
    <body><script src=host.js></script>";
const HOST_SCRIPT: &str = include_str!("host.js");

/// A page between the learning system's and the package's, with names in it that mean something else.
fn middle(asked: &BTreeMap<String, String>) -> String {
    let at = asked.get("at").map_or("", String::as_str);
    format!(
        "<!doctype html><html lang=en><title>Between</title><form id=API></form>\
         <iframe name=API_1484_11 title=Nothing srcdoc=x></iframe>\
         <iframe id=unit title=Unit src=\"{at}\" style=\"width:100%;height:80vh\"></iframe>"
    )
}

async fn unknown_kinds(uri: axum::http::Uri, mut answer: Response) -> Response {
    if uri.path().starts_with("/plugin%20file.php") && uri.path().ends_with(".wasm") {
        let kind = axum::http::HeaderValue::from_static("application/octet-stream");
        answer.headers_mut().insert("content-type", kind);
    }
    answer
}

fn folder(standard: &str) -> Seen<PathBuf> {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("learning-system-{standard}-{number}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("content"))?;
    Ok(folder)
}

/// Makes the package, and unpacks it as a learning system does.
fn package(standard: &str, folder: &Path, more: &[&str]) -> Seen<PathBuf> {
    fs::write(folder.join("content/pack.toml"), PACK)?;
    fs::write(folder.join("content/tea.md"), UNIT)?;
    let mut export = Command::new(env!("CARGO_BIN_EXE_underpin"));
    export
        .args(["export", standard, "--unit", "tea"])
        .args(more);
    export.arg("--pack").arg(folder.join("content"));
    export.arg("--out").arg(folder.join("package.zip"));
    if cfg!(not(feature = "site")) {
        // The program that `trunk build package.html` has made.
        let trunk = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/trunk-package");
        export.arg("--trunk").arg(trunk);
    }
    let done = export.output()?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned().into());
    }
    let package = folder.join("package");
    let limits = Limits {
        file_bytes: 200_000_000,
        all_bytes: 200_000_000,
        ..Limits::PACK
    };
    for (name, bytes) in unzip(&fs::read(folder.join("package.zip"))?, &limits)? {
        let path = package.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&package))?;
        fs::write(path, bytes)?;
    }
    Ok(package)
}

fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let letters = text.bytes().map(|byte| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    letters.collect()
}

type Asked = Query<BTreeMap<String, String>>;

async fn values(State(heard): State<Heard>) -> String {
    let kept = heard.0.lock().map(|kept| json!(kept.values));
    kept.unwrap_or_default().to_string()
}

async fn keep(State(heard): State<Heard>, body: Bytes) {
    let Ok(mut kept) = heard.0.lock() else { return };
    let session: Value = serde_json::from_slice(&body).unwrap_or_default();
    for (name, value) in session["set"].as_object().into_iter().flatten() {
        // What an answer was, SCORM 1.2 keeps to itself; how long a session was is added up.
        let is_kept = !name.contains("interactions") && !name.contains("session_time");
        if let Some(value) = value.as_str().filter(|_| is_kept) {
            kept.values.insert(name.clone(), value.to_owned());
        }
    }
    kept.session = session;
}

async fn token(State(heard): State<Heard>) -> String {
    let Ok(mut kept) = heard.0.lock() else {
        return String::new();
    };
    kept.tokens += 1;
    match kept.tokens {
        1 => json!({ "auth-token": "dG9rZW4=" }),
        _ => json!({ "error-code": "1", "error-text": "The token was given already." }),
    }
    .to_string()
}

/// Notes where a request is not as xAPI wants it.
fn check(kept: &mut Kept, what: &str, headers: &HeaderMap) {
    let is = |name: &str, wanted: &str| headers.get(name).is_some_and(|value| value == wanted);
    if !is("authorization", "Basic dG9rZW4=") || !is("x-experience-api-version", "1.0.3") {
        kept.wrong.push(format!("{what} without token or version"));
    }
}

async fn document(
    State(heard): State<Heard>,
    method: Method,
    Query(asked): Asked,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    let Ok(mut kept) = heard.0.lock() else {
        return (StatusCode::INTERNAL_SERVER_ERROR, String::new());
    };
    let name = asked.get("stateId").cloned().unwrap_or_default();
    check(&mut kept, &name, &headers);
    for wanted in ["activityId", "agent", "registration"] {
        if !asked.contains_key(wanted) {
            kept.wrong.push(format!("{name} without {wanted}"));
        }
    }
    if method == Method::PUT {
        let document = serde_json::from_slice(&body).unwrap_or_default();
        kept.documents.insert(name, document);
        return (StatusCode::NO_CONTENT, String::new());
    }
    if kept.forgetful > 0 && name != "LMS.LaunchData" {
        kept.forgetful -= 1;
        return (StatusCode::SERVICE_UNAVAILABLE, String::new());
    }
    match kept.documents.get(&name) {
        Some(document) => (StatusCode::OK, document.to_string()),
        None => (StatusCode::NOT_FOUND, String::new()),
    }
}

async fn statement(
    State(heard): State<Heard>,
    method: Method,
    Query(asked): Asked,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Ok(mut kept) = heard.0.lock() else {
        return StatusCode::INTERNAL_SERVER_ERROR;
    };
    check(&mut kept, "a statement", &headers);
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    if let (Value::Array(several), &Method::POST) = (&body, &method) {
        kept.statements.extend(several.iter().cloned());
        return StatusCode::OK;
    }
    let statement = body;
    let verb = statement["verb"]["id"].as_str().unwrap_or_default();
    if kept
        .refuses
        .as_ref()
        .is_some_and(|refused| verb.ends_with(refused.as_str()))
    {
        return StatusCode::FORBIDDEN;
    }
    if method != Method::PUT
        || asked.get("statementId").map(String::as_str) != statement["id"].as_str()
    {
        kept.wrong.push("a statement without its id".to_owned());
    }
    if kept.deaf > 0 {
        kept.deaf -= 1;
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    if kept
        .statements
        .iter()
        .any(|before| before["id"] == statement["id"])
    {
        return StatusCode::CONFLICT;
    }
    kept.statements.push(statement);
    StatusCode::NO_CONTENT
}
