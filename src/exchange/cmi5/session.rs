//! A session: what is asked at the beginning, and the statements that follow, each once.
//!
//! - *Initialized* first, *terminated* last, nothing after it.
//! - *Completed* and *passed* once in an enrolment, across sessions and devices.
//! - *Failed* only at the end of a session in which practice was done: cmi5 allows one of *passed*
//!   and *failed* in a session, and until its end somebody may still pass.
//! - Where nothing counts (somebody looks around, or looks back): the first and the last only.
//!
//! A statement is made once and kept until it has arrived. One that is sent again has the same id,
//! and a record store that has it already says so, which is as good. One that is refused holds up no
//! other: it is set aside and tried again with the next news.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{
    Method, Request,
    launch::{Launch, LaunchData},
    statement::{Statement, Verb, statement},
};
use crate::exchange::attempt::{
    Attempt,
    milestones::Milestones,
    report::{Item, Report, Success},
    scaled::Scaled,
};

/// The name of the document in which the learning system keeps the attempt.
const KEPT: &str = "underpin-attempt";

/// The answer's status where the record store has another statement of that id.
const CONFLICT: u16 = 409;

/// The answers' statuses where the record store has read a statement and will not have it. Some say so of
/// one that is there already.
const REFUSED: [u16; 4] = [400, 403, 413, 422];

/// The answer's status where there is no such document.
const NOT_FOUND: u16 = 404;

/// What became of a statement that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The record store has it.
    Arrived,
    /// The record store will not have it now.
    Refused,
    /// Nobody knows: there was no answer, or none that says.
    Unknown,
}

/// What the learning system says of the attempt as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is there; empty for a new one.
    Told(String),
    /// It did not say. Whoever took that for a new attempt would write over what is there.
    NotTold,
}

/// A session that the learning system has let in.
#[derive(Clone, Debug)]
pub struct Session {
    launch: Launch,
    token: String,
    data: LaunchData,
    outbox: Vec<Statement>,
    /// What has been said, here or in earlier sessions.
    said: Vec<Verb>,
    arrived: Vec<Verb>,
    last: Option<Timestamp>,
    first_items: Option<Vec<Item>>,
    report: Option<Report>,
    is_over: bool,
}

impl Launch {
    /// Asks for the token. It is given once, for the whole session; see [`super::noted`].
    pub fn ask_token(&self) -> Request {
        Request {
            method: Method::Post,
            address: self.fetch.clone(),
            query: Vec::new(),
            body: None,
            token: None,
        }
    }

    /// Asks for what the learning system has put down for this session.
    pub fn ask_data(&self, token: &str) -> Request {
        self.document("LMS.LaunchData", token)
    }

    /// Asks for the attempt as it was kept.
    pub fn ask_kept(&self, token: &str) -> Request {
        self.document(KEPT, token)
    }

    /// Asks for what the learner likes, which cmi5 wants asked. There is one language here and no
    /// sound, so nothing hangs on the answer.
    pub fn ask_preferences(&self, token: &str) -> Request {
        Request {
            method: Method::Get,
            address: format!("{}agents/profile", self.endpoint),
            query: vec![
                ("agent", self.actor.to_string()),
                ("profileId", "cmi5LearnerPreferences".to_owned()),
            ],
            body: None,
            token: Some(token.to_owned()),
        }
    }

    fn document(&self, name: &str, token: &str) -> Request {
        Request {
            method: Method::Get,
            address: format!("{}activities/state", self.endpoint),
            query: vec![
                ("activityId", self.activity.clone()),
                ("agent", self.actor.to_string()),
                ("registration", self.registration.to_string()),
                ("stateId", name.to_owned()),
            ],
            body: None,
            token: Some(token.to_owned()),
        }
    }
}

/// The attempt in the answer to the request for the document that was kept.
pub fn kept(status: u16, document: &str) -> Kept {
    match status {
        NOT_FOUND => Kept::Told(String::new()),
        200..=299 if document.trim().is_empty() => Kept::Told(String::new()),
        200..=299 => match serde_json::from_str::<serde_json::Value>(document) {
            Ok(document) => Kept::Told(document["attempt"].as_str().unwrap_or_default().to_owned()),
            // A page to sign in at, for one.
            Err(_) => Kept::NotTold,
        },
        _ => Kept::NotTold,
    }
}

impl Session {
    /// Begins: the first statement waits to be sent.
    pub fn begin(launch: Launch, token: String, data: LaunchData, now: Timestamp) -> Self {
        let mut session = Self {
            launch,
            token,
            data,
            outbox: Vec::new(),
            said: Vec::new(),
            arrived: Vec::new(),
            last: None,
            first_items: None,
            report: None,
            is_over: false,
        };
        session.say(Verb::Initialized, now, None, Duration::ZERO);
        session
    }

    /// The same, gone on with by a page that is loaded again: its beginning may be there already.
    #[must_use]
    pub fn gone_on_with(mut self) -> Self {
        for statement in &mut self.outbox {
            statement.is_sent = true;
            statement.may_be_there = true;
        }
        self
    }

    /// What the learning system has put down for this session.
    pub fn data(&self) -> &LaunchData {
        &self.data
    }

    /// The score that passes. A learning system that wants *passed* and names no score is told so
    /// of whatever is complete; not so one whose score cannot be one, which wants more than that.
    pub fn pass_mark(&self) -> Option<Scaled> {
        let names_none = self.data.pass_mark_as_written.is_none();
        let any = (self.data.wants_passed && names_none).then(Scaled::default);
        self.data.pass_mark.or(any)
    }

    /// Takes in how the attempt stands, and what of that was told in earlier sessions. What was said at
    /// the end of one and never answered is said again, as what may be there.
    pub fn tell(&mut self, report: &Report, carried: &Attempt, now: Timestamp, spent: Duration) {
        if self.is_over || !self.data.counts {
            return;
        }
        for (was_told, verb) in [
            (carried.told.completed, Verb::Completed),
            (carried.told.passed, Verb::Passed),
        ] {
            if was_told && !self.said.contains(&verb) {
                self.said.push(verb);
            }
        }
        self.first_items.get_or_insert_with(|| report.items.clone());
        if report.is_complete {
            self.say(Verb::Completed, now, None, spent);
        }
        if report.success == Success::Passed {
            self.say(Verb::Passed, now, report.score, spent);
        }
        for statement in &mut self.outbox {
            let was_said = match statement.verb {
                Verb::Completed => carried.unheard.completed,
                Verb::Passed => carried.unheard.passed,
                Verb::Initialized | Verb::Failed | Verb::Terminated => false,
            };
            statement.is_sent |= was_said;
            statement.may_be_there |= was_said;
        }
        self.report = Some(report.clone());
    }

    /// Sends what was refused once more.
    pub fn try_again(&mut self) {
        for statement in &mut self.outbox {
            statement.is_refused = false;
        }
    }

    /// The statement to send next; none where all have arrived or were refused.
    pub fn next_request(&mut self) -> Option<Request> {
        let at = self.outbox.iter().position(|it| !it.is_refused)?;
        let request = self.put(&self.outbox[at]);
        self.outbox[at].is_sent = true;
        Some(request)
    }

    /// Whether something waits to be sent that was not refused.
    pub fn has_next(&self) -> bool {
        self.outbox.iter().any(|statement| !statement.is_refused)
    }

    /// Whether everything has arrived.
    pub fn has_all_arrived(&self) -> bool {
        self.outbox.is_empty()
    }

    /// Takes in the answer to [`Self::next_request`].
    pub fn answered(&mut self, status: u16) -> Sent {
        let Some(at) = self.outbox.iter().position(|it| !it.is_refused) else {
            return Sent::Unknown;
        };
        let statement = &mut self.outbox[at];
        let was_there = statement.may_be_there && REFUSED.contains(&status);
        if (200..300).contains(&status) || status == CONFLICT || was_there {
            self.arrived.push(self.outbox.remove(at).verb);
            return Sent::Arrived;
        }
        if REFUSED.contains(&status) {
            statement.is_refused = true;
            return Sent::Refused;
        }
        statement.may_be_there = true;
        Sent::Unknown
    }

    /// What has arrived in this session.
    pub fn arrived(&self) -> Milestones {
        let has = |verb| self.arrived.contains(&verb);
        Milestones {
            completed: has(Verb::Completed),
            passed: has(Verb::Passed),
        }
    }

    /// What is said once in an enrolment and waits to arrive: what the next session has to know if this one
    /// ends now.
    pub fn unheard(&self) -> Milestones {
        let waits = |verb| self.outbox.iter().any(|statement| statement.verb == verb);
        Milestones {
            completed: waits(Verb::Completed),
            passed: waits(Verb::Passed),
        }
    }

    /// Keeps the attempt for other devices; none where nothing counts.
    pub fn keep(&self, attempt: &str) -> Option<Request> {
        self.data.counts.then(|| Request {
            method: Method::Put,
            body: Some(json!({ "attempt": attempt }).to_string()),
            ..self.launch.document(KEPT, &self.token)
        })
    }

    /// Ends the session: everything that has still to be sent, to be sent at once.
    pub fn end(&mut self, now: Timestamp, spent: Duration) -> Vec<Request> {
        if self.is_over {
            return Vec::new();
        }
        if let Some(report) = self.report.take() {
            let has_practised = self.first_items.as_ref() != Some(&report.items);
            let may_fail = !self.said.contains(&Verb::Passed);
            if report.success == Success::Failed && has_practised && may_fail {
                self.say(Verb::Failed, now, report.score, spent);
            }
        }
        self.say(Verb::Terminated, now, None, spent);
        self.is_over = true;
        self.last_requests()
    }

    /// What has still to be sent, each request to be begun without waiting for the one before. What was
    /// sent already goes by itself, because a record store may refuse it for being there; the rest goes
    /// together, so that none of it can overtake another.
    fn last_requests(&self) -> Vec<Request> {
        let (before, new): (Vec<_>, Vec<_>) = self.outbox.iter().partition(|it| it.is_sent);
        let mut requests: Vec<_> = before.into_iter().map(|it| self.put(it)).collect();
        match new.as_slice() {
            [] => {}
            [only] => requests.push(self.put(only)),
            several => {
                let texts: Vec<&str> = several.iter().map(|it| it.text.as_str()).collect();
                requests.push(Request {
                    method: Method::Post,
                    query: Vec::new(),
                    body: Some(format!("[{}]", texts.join(","))),
                    ..self.put(several[0])
                });
            }
        }
        requests
    }

    /// Whether it has ended.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    fn put(&self, statement: &Statement) -> Request {
        Request {
            method: Method::Put,
            address: format!("{}statements", self.launch.endpoint),
            query: vec![("statementId", statement.id.to_string())],
            body: Some(statement.text.clone()),
            token: Some(self.token.clone()),
        }
    }

    fn say(&mut self, verb: Verb, now: Timestamp, score: Option<Scaled>, spent: Duration) {
        if self.said.contains(&verb) {
            return;
        }
        // Their times say in which order statements were made, even on a clock that was put back.
        let after = self
            .last
            .map(|last| last.saturating_add(SignedDuration::from_millis(1)));
        let at = match after {
            Some(Ok(after)) => now.max(after),
            Some(Err(_)) | None => now,
        };
        self.last = Some(at);
        self.said.push(verb);
        let about = (&self.launch, &self.data, &*self.token);
        let made = statement(about, verb, at, score, spent);
        self.outbox.push(made);
    }
}
