//! Finds the learning system that has opened the page, and begins to talk with it.

use futures::future::join3;
use sha2::{Digest, Sha256};
use web_sys::Url;

use super::{
    api::JsApi,
    requests::{Answer, ask},
};
use crate::{
    exchange::{
        attempt::{milestones::Milestones, report::CameOut, scaled::Scaled},
        cmi5::{
            Request,
            launch::{self, BadLaunch, Launch, LaunchData},
            noted::Noted,
            session::{self as cmi5, Kept},
        },
        scorm::{Version, session as scorm},
        standard::Standard,
    },
    record::event::PersonId,
    ui::{address, clock, dom, storage},
    wording::package as words,
};

/// The line to a learning system.
#[derive(Debug, Default)]
pub enum Link {
    /// There is none: somebody opened the page by hand.
    #[default]
    None,
    /// There is one, and it would not talk: why, in words.
    Broken(String),
    /// One that lends functions.
    Scorm(Box<scorm::Session<JsApi>>),
    /// One that keeps statements.
    Cmi5(Box<cmi5::Session>),
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The line.
    pub link: Link,
    /// Who is learning; none where nobody says.
    pub learner: Option<Learner>,
    /// What was kept of the attempt; empty for a new one.
    pub kept: String,
    /// Where she left off; empty where it is not known.
    pub location: String,
    /// The score that passes, if there is one.
    pub pass_mark: Option<Scaled>,
    /// Whether what is done counts.
    pub counts: bool,
    /// As what the learning system knows the attempt already.
    pub told: Milestones,
    /// How the attempt came out, where the learning system says so.
    pub came_out: Option<CameOut>,
    /// The score that it has of it.
    pub score: Option<Scaled>,
    /// Whether it says that it knows nothing at all of the attempt.
    pub is_new: bool,
    /// Where to go at the end, if it wants that.
    pub back: Option<String>,
}

/// Somebody whom a learning system has let in.
#[derive(Clone, Debug)]
pub struct Learner {
    /// The id of her record: the same on every device and in every package of that system.
    pub id: PersonId,
    /// Her name, as that system writes it; may be empty.
    pub name: String,
}

impl Learner {
    /// Two systems may call two people alike, so where the system is goes into her id. What the
    /// system calls her does not go anywhere: only its hash does.
    fn new(system: &str, called: &str, name: &str) -> Self {
        let id = match called.is_empty() {
            // Nobody knows who she is, and whoever is next must not find her work.
            true => clock::random(),
            false => {
                let mut hash = Sha256::new();
                for part in ["underpin learner", system, called] {
                    hash.update(part.len().to_be_bytes());
                    hash.update(part);
                }
                let mut bytes = [0; 16];
                bytes.copy_from_slice(&hash.finalize()[..16]);
                bytes
            }
        };
        Self {
            id: PersonId::from_random(id),
            name: name.trim().to_owned(),
        }
    }
}

/// SCORM writes “Okafor, Ada”.
fn plain_name(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.trim().is_empty() => {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => name.trim().to_owned(),
    }
}

/// Looks for a learning system of the package's standard; where it has none that is known, there is none.
pub async fn find(standard: Option<Standard>) -> Found {
    let own_mark = dom::html_attribute("data-pass-mark").parse().ok();
    let found = match standard {
        Some(Standard::Scorm(version)) => of_scorm(version).await,
        Some(Standard::Cmi5) => of_cmi5().await,
        None => Found::default(),
    };
    // In cmi5 a learning system that names none has none.
    let own_mark = own_mark.filter(|_| !matches!(found.link, Link::Cmi5(_)));
    Found {
        pass_mark: found.pass_mark.or(own_mark),
        ..found
    }
}

/// How often a learning system's functions are looked for that are not there yet, and how many
/// milliseconds apart: some lend them only once the package stands.
const LOOKS: usize = 40;
const APART: i32 = 75;

async fn lent(version: Version) -> Option<JsApi> {
    for _ in 0..LOOKS {
        let found = JsApi::find(version);
        if found.is_some() || !JsApi::may_come() {
            return found;
        }
        clock::wait(APART).await;
    }
    None
}

async fn of_scorm(version: Version) -> Found {
    let Some(api) = lent(version).await else {
        return Found::default();
    };
    let session = match scorm::Session::begin(api, version) {
        Ok(session) => session,
        Err(why) => return broken(&why.to_string()),
    };
    let launch = session.launch().clone();
    let came_out = launch.came_out();
    let system = dom::window().location().origin().unwrap_or_default();
    Found {
        learner: Some(Learner::new(
            &system,
            &launch.learner_id,
            &plain_name(&launch.learner_name),
        )),
        kept: launch.kept,
        location: launch.location,
        pass_mark: launch.pass_mark,
        counts: launch.counts,
        told: launch.told,
        came_out,
        score: launch.score,
        is_new: launch.is_new,
        back: None,
        link: Link::Scorm(Box::new(session)),
    }
}

async fn of_cmi5() -> Found {
    let launch = match launch() {
        Ok(Some(launch)) => launch,
        Ok(None) => return Found::default(),
        Err(why) => return broken(&why.to_string()),
    };
    let learner = Learner::new("", &launch.learner(), launch.learner_name());
    // Who it is is known, so that whatever is done now goes into nobody else's record.
    let broken = |why: &str| Found {
        learner: Some(learner.clone()),
        ..broken(why)
    };
    let answer = ask(&launch.ask_token()).await;
    let given = launch::token(&answer.text);
    let noted = noted(&launch).filter(|_| given.is_err());
    let refused = |why: &str| broken(&words::no_token(answer.status, why));
    let token = match (&given, &noted) {
        (Ok(token), _) => token.clone(),
        (Err(_), Some(noted)) => noted.token().to_owned(),
        (Err(why), None) => return refused(why),
    };
    let (asks_data, asks_liked, asks_kept) = (
        launch.ask_data(&token),
        launch.ask_preferences(&token),
        launch.ask_kept(&token),
    );
    let (data, _, kept) = join3(
        patiently(&asks_data),
        ask(&asks_liked),
        patiently(&asks_kept),
    )
    .await;
    if !data.is_good() {
        return broken(&words::no_data(data.status));
    }
    let data = LaunchData::read(&data.text);
    if let (Err(why), Some(noted)) = (&given, &noted)
        && !noted.is_of(&data)
    {
        return refused(why);
    }
    storage::tab_set(SESSION, &Noted::new(&launch, &data, &token).text());
    let back = data.back.clone();
    let kept = match cmi5::kept(kept.status, &kept.text) {
        Kept::Told(kept) => kept,
        Kept::NotTold => {
            return Found {
                back,
                ..broken(&words::no_kept(kept.status))
            };
        }
    };
    let counts = data.counts;
    let session = cmi5::Session::begin(launch, token, data, clock::now());
    let session = match noted {
        Some(_) => session.gone_on_with(),
        None => session,
    };
    Found {
        learner: Some(learner),
        kept,
        location: String::new(),
        pass_mark: session.pass_mark(),
        counts,
        told: Milestones::default(),
        came_out: None,
        score: None,
        is_new: false,
        back,
        link: Link::Cmi5(Box::new(session)),
    }
}

/// The key, in a tab's storage, of the cmi5 session that is on in it.
const SESSION: &str = "underpin/cmi5-session";

/// What was noted of the session that a launch began, where it is not over.
fn noted(launch: &Launch) -> Option<Noted> {
    Noted::read(&storage::tab_get(SESSION)?, launch)
}

/// Notes that the cmi5 session of this tab is over.
pub fn forget_session() {
    storage::tab_remove(SESSION);
}

/// Asks again, a few times, where no answer came or the learning system had a moment's trouble.
async fn patiently(request: &Request) -> Answer {
    for pause in [250, 1_000, 3_000] {
        let answer = ask(request).await;
        if answer.status != 0 && answer.status != 429 && answer.status < 500 {
            return answer;
        }
        clock::wait(pause).await;
    }
    ask(request).await
}

fn launch() -> Result<Option<Launch>, BadLaunch> {
    let Ok(url) = Url::new(&address::whole()) else {
        return Ok(None);
    };
    let asked = url.search_params();
    Launch::read(|name| asked.get(name))
}

fn broken(why: &str) -> Found {
    Found {
        link: Link::Broken(why.to_owned()),
        ..Found::default()
    }
}
