//! A learning record store that stands in for a real one: it keeps statements in memory, as xAPI
//! says, and can be told to misbehave.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    thread,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot};

/// The user and the password that it asks for.
pub const USER: &str = "door";
pub const PASSWORD: &str = "open";

/// How it behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// As xAPI says.
    #[default]
    Fine,
    /// It fails, whatever it is asked.
    Down,
    /// It gives out everybody's statements, whosever are asked for.
    Gossip,
    /// It sends who asks to another place.
    Elsewhere,
    /// It names another place for the rest of its answer.
    RestElsewhere,
    /// It answers with something that is not JSON.
    Nonsense,
    /// It says that it has taken a part.
    Part,
    /// It keeps the first half of what is new to it, and names that.
    Half,
    /// It keeps nothing, names nothing, and says that all is well.
    Nothing,
    /// It keeps everything and names nothing.
    Silent,
    /// It does not look whether what it has is the same.
    Lax,
    /// Its way to the rest does not say how many it was asked for.
    Forgetful,
    /// It does not look how many it is asked for.
    Heedless,
    /// It calls it a conflict when it is sent what was voided.
    Strict,
    /// It names all that it was sent, also what it had already, and what was voided.
    NamesAll,
}

/// Why it does not show something that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// It was voided.
    Voided,
    /// It belongs to another user of the store.
    Others,
}

/// What it has.
#[derive(Default)]
pub struct Kept {
    pub statements: Vec<Value>,
    /// The same as texts: some tests have many megabytes of them.
    texts: Vec<String>,
    by_id: HashMap<String, usize>,
    by_account: HashMap<String, Vec<usize>>,
    hidden: HashMap<String, Hidden>,
    pub mood: Mood,
    /// How many it gives at once.
    pub at_once: usize,
    /// What was asked: method, path and query.
    pub asked: Vec<String>,
    /// Whether it writes down what was asked.
    pub listens: bool,
}

/// A running store.
pub struct StandIn {
    pub at: SocketAddr,
    kept: Shared,
    stop: Option<oneshot::Sender<()>>,
}

type Shared = Arc<Mutex<Kept>>;

impl StandIn {
    pub fn start() -> Self {
        let kept = Shared::default();
        kept.lock().unwrap().at_once = 100;
        kept.lock().unwrap().listens = true;
        let (tell, told) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let routes = Router::new()
            .route("/xAPI/statements", get(give).post(take))
            .layer(axum::extract::DefaultBodyLimit::disable())
            .with_state(Arc::clone(&kept));
        thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                let served = axum::serve(listener, routes);
                let stop = async { drop(stopped.await) };
                served.with_graceful_shutdown(stop).await.unwrap();
            });
        });
        Self {
            at: told.recv().unwrap(),
            kept,
            stop: Some(stop),
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}/xAPI/", self.at)
    }

    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    pub fn set(&self, mood: Mood) {
        self.kept().mood = mood;
    }
}

impl Kept {
    /// Something that another program has put there.
    pub fn put(&mut self, statement: Value) {
        let account = statement["actor"]["account"].to_string();
        self.put_among(account, statement);
    }

    /// Puts a statement among those of an account.
    fn put_among(&mut self, account: String, mut statement: Value) {
        statement["stored"] = json!(stored(self.statements.len()));
        statement["authority"] = json!({"mbox": "mailto:door@example.org"});
        let at = self.statements.len();
        self.by_account.entry(account).or_default().push(at);
        let id = statement["id"].as_str().unwrap().to_owned();
        self.by_id.insert(id, at);
        self.texts.push(statement.to_string());
        self.statements.push(statement);
    }

    /// No longer shows a statement.
    pub fn hide(&mut self, id: &str, why: Hidden) {
        self.hidden.insert(id.to_owned(), why);
    }

    /// Voids a statement. What voids it stands among those of the same account, as the standard says.
    pub fn void(&mut self, id: &str) {
        self.hide(id, Hidden::Voided);
        let account = self.statements[self.by_id[id]]["actor"]["account"].to_string();
        let voiding = json!({
            "id": format!("00000000{}", &id[8..]),
            "actor": {"mbox": "mailto:office@example.org"},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
            "object": {"objectType": "StatementRef", "id": id},
        });
        self.put_among(account, voiding);
    }

    /// Deletes a statement, past all that the standard knows.
    pub fn delete(&mut self, id: &str) {
        let at = self.by_id.remove(id);
        for all in self.by_account.values_mut() {
            all.retain(|there| Some(*there) != at);
        }
    }

    /// How many statements it shows.
    pub fn shown(&self) -> usize {
        let shown = self.by_id.keys();
        shown.filter(|id| !self.hidden.contains_key(*id)).count()
    }

    fn is_hidden(&self, at: usize) -> bool {
        let id = self.statements[at]["id"].as_str();
        id.is_some_and(|id| self.hidden.contains_key(id))
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}

fn is_known(headers: &HeaderMap) -> bool {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let expected = BASE64_STANDARD.encode(format!("{USER}:{PASSWORD}"));
    let given = headers.get(header::AUTHORIZATION);
    given.is_some_and(|given| given == &format!("Basic {expected}"))
        && headers.get("x-experience-api-version").is_some()
}

fn bad_mood(kept: &Kept) -> Option<Response> {
    match kept.mood {
        Mood::Down => Some(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        Mood::Nonsense => Some("<html>".into_response()),
        Mood::Elsewhere => {
            let to = [(header::LOCATION, "/elsewhere")];
            Some((StatusCode::TEMPORARY_REDIRECT, to).into_response())
        }
        _ => None,
    }
}

async fn give(
    State(kept): State<Shared>,
    headers: HeaderMap,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let mut kept = kept.lock().unwrap();
    if kept.listens {
        kept.asked.push(format!("GET {asked:?}"));
    }
    if !is_known(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if let Some(response) = bad_mood(&kept) {
        return response;
    }
    for (asked_for, hidden) in [
        (asked.get("statementId"), None),
        (asked.get("voidedStatementId"), Some(&Hidden::Voided)),
    ] {
        if let Some(id) = asked_for {
            let is_meant = |_: &&usize| kept.hidden.get(id) == hidden;
            return match kept.by_id.get(id).filter(is_meant) {
                Some(at) => kept.statements[*at].to_string().into_response(),
                None => StatusCode::NOT_FOUND.into_response(),
            };
        }
    }
    let agent: Value = asked
        .get("agent")
        .map_or(Value::Null, |agent| serde_json::from_str(agent).unwrap());
    let account = agent["account"].to_string();
    let mut all: Vec<usize> = match kept.mood {
        Mood::Gossip => (0..kept.statements.len()).collect(),
        _ => kept.by_account.get(&account).cloned().unwrap_or_default(),
    };
    all.retain(|at| !kept.is_hidden(*at));
    let from: usize = asked.get("from").map_or(0, |from| from.parse().unwrap());
    let limit = asked.get("limit").map_or(0, |limit| limit.parse().unwrap());
    let limit = match limit {
        _ if kept.mood == Mood::Heedless => kept.at_once,
        0 => kept.at_once,
        limit => kept.at_once.min(limit),
    };
    let part: Vec<&str> = all
        .iter()
        .skip(from)
        .take(limit)
        .map(|at| &*kept.texts[*at])
        .collect();
    let rest = from + part.len() < all.len();
    let more = match (kept.mood, rest) {
        (Mood::RestElsewhere, _) => "http://192.0.2.1/xAPI/statements?from=1".to_owned(),
        (_, true) => {
            let mut at = reqwest::Url::parse("http://x/xAPI/statements").unwrap();
            at.query_pairs_mut()
                .append_pair("agent", &agent.to_string())
                .append_pair("from", &(from + part.len()).to_string());
            if let Some(limit) = asked.get("limit").filter(|_| kept.mood != Mood::Forgetful) {
                at.query_pairs_mut().append_pair("limit", limit);
            }
            format!("{}?{}", at.path(), at.query().unwrap())
        }
        (_, false) => String::new(),
    };
    let part = part.join(",");
    let said = format!("{{\"statements\":[{part}],\"more\":{}}}", json!(more));
    ([(header::CONTENT_TYPE, "application/json")], said).into_response()
}

async fn take(State(kept): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let mut kept = kept.lock().unwrap();
    if kept.listens {
        kept.asked.push("POST".to_owned());
    }
    if !is_known(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if let Some(response) = bad_mood(&kept) {
        return response;
    }
    if kept.mood == Mood::Part {
        return "{\"inserted\":1,\"errors\":[]}".into_response();
    }
    let Ok(sent) = serde_json::from_slice::<Vec<Value>>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let id_of = |statement: &Value| statement["id"].as_str().unwrap().to_owned();
    let differs = |statement: &Value| {
        let there = kept.by_id.get(&id_of(statement));
        let is_refused = match kept.hidden.get(&id_of(statement)) {
            Some(Hidden::Others) => true,
            Some(Hidden::Voided) => kept.mood == Mood::Strict,
            None => false,
        };
        is_refused
            || there.is_some_and(|at| {
                let mut there = kept.statements[*at].clone();
                let added = ["stored", "authority"];
                there
                    .as_object_mut()
                    .unwrap()
                    .retain(|part, _| !added.contains(&part.as_str()));
                there != *statement
            })
    };
    if kept.mood != Mood::Lax && sent.iter().any(differs) {
        return StatusCode::CONFLICT.into_response();
    }
    let all: Vec<String> = sent.iter().map(id_of).collect();
    let mut new = sent;
    new.retain(|statement| !kept.by_id.contains_key(&id_of(statement)));
    match kept.mood {
        Mood::Half => new.truncate(new.len() / 2),
        Mood::Nothing => new.clear(),
        _ => {}
    }
    let ids: Vec<String> = new.iter().map(id_of).collect();
    for statement in new {
        // One that is sent twice at once is kept once.
        if !kept.by_id.contains_key(&id_of(&statement)) {
            kept.put(statement);
        }
    }
    if matches!(kept.mood, Mood::Nothing | Mood::Silent) {
        return "[]".into_response();
    }
    if kept.mood == Mood::NamesAll {
        return serde_json::to_string(&all).unwrap().into_response();
    }
    match ids.is_empty() {
        true => StatusCode::NO_CONTENT.into_response(),
        false => serde_json::to_string(&ids).unwrap().into_response(),
    }
}

/// A minute passes from one statement to the next.
pub fn stored(at: usize) -> String {
    let begin: jiff::Timestamp = "2026-11-21T00:00:00Z".parse().unwrap();
    let minutes = jiff::SignedDuration::from_mins(i64::try_from(at).unwrap());
    (begin + minutes).to_string()
}
