//! A session: what is asked at the beginning, and the statements that follow, each once.
//!
//! - *Initialized* first, *terminated* last, nothing after it.
//! - *Completed* and *passed* once in an enrolment, across sessions and devices.
//! - *Failed* only at the end of a session in which practice was done: cmi5 allows one of *passed*
//!   and *failed* in a session, and until its end somebody may still pass.
//! - Where nothing counts (somebody looks around, or looks back): the first and the last only.
//!
//! A statement is made once and kept until it has arrived. One that is sent again has the same id,
//! and a record store that has it already says so, which is as good.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{
    Method, Request,
    launch::{Launch, LaunchData},
    statement::{Statement, Verb, statement},
};
use crate::exchange::attempt::{
    report::{Item, Report, Success},
    scaled::Scaled,
};

/// The name of the document in which the learning system keeps the attempt.
const KEPT: &str = "underpin-attempt";

/// The answer's status where the record store has another statement of that id.
const CONFLICT: u16 = 409;

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
    /// Asks for the token. It is given once.
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

/// The attempt in the document that was kept; empty where there is none.
pub fn kept(document: &str) -> String {
    let document = serde_json::from_str::<serde_json::Value>(document).unwrap_or_default();
    document["attempt"].as_str().unwrap_or_default().to_owned()
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

    /// What the learning system has put down for this session.
    pub fn data(&self) -> &LaunchData {
        &self.data
    }

    /// The score that passes. A learning system that wants *passed* and names no score is told so
    /// of whatever is complete.
    pub fn pass_mark(&self) -> Option<Scaled> {
        let any = self.data.wants_passed.then(Scaled::default);
        self.data.pass_mark.or(any)
    }

    /// Takes in how the attempt stands, and what of that was told in earlier sessions.
    pub fn tell(&mut self, report: &Report, told: (bool, bool), now: Timestamp, spent: Duration) {
        if self.is_over || !self.data.counts {
            return;
        }
        let (told_completed, told_passed) = told;
        for (was_told, verb) in [
            (told_completed, Verb::Completed),
            (told_passed, Verb::Passed),
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
        self.report = Some(report.clone());
    }

    /// The statement to send next; none where all have arrived.
    pub fn next(&self) -> Option<Request> {
        self.outbox.first().map(|statement| self.put(statement))
    }

    /// Takes in the answer to [`Self::next`]. Says whether the statement has arrived.
    pub fn answered(&mut self, status: u16) -> bool {
        let has_arrived = (200..300).contains(&status) || status == CONFLICT;
        if has_arrived && !self.outbox.is_empty() {
            self.arrived.push(self.outbox.remove(0).verb);
        }
        has_arrived
    }

    /// Whether *completed* and *passed* have arrived in this session.
    pub fn arrived(&self) -> (bool, bool) {
        let has = |verb| self.arrived.contains(&verb);
        (has(Verb::Completed), has(Verb::Passed))
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
        self.outbox
            .iter()
            .map(|statement| self.put(statement))
            .collect()
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
        let made = statement((&self.launch, &self.data), verb, at, score, spent);
        self.outbox.push(made);
    }
}
