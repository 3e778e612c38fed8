//! The conversation of a package with the learning system that has opened it, from its first word to
//! its last.
//!
//! Every change is told and committed at once, so that a telephone whose battery dies has told all.
//! The attempt is always suspended, never ended: a learning system that ends it would begin a new,
//! empty one when a learner comes back to look something up, and take her completion away.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::{Api, Function, Version, parts, words};
use crate::exchange::attempt::{
    milestones::Milestones,
    report::{CameOut, Item, Report},
    resume,
    scaled::Scaled,
    spent::{iso_8601, timespan},
};

/// How many interactions SCORM 2004 promises to keep.
const INTERACTIONS: usize = 250;

/// After how long time alone is worth storing: storing is slow in some learning systems, and a page
/// may be looked away from often.
const OFTEN: Duration = Duration::from_secs(10);

/// How much of an attempt a learning system keeps that keeps less than its standard promises: what
/// the first editions of SCORM 2004 asked for.
const LESS_ROOM: usize = 4_000;

/// How much it keeps at least, whatever comes back.
const LEAST_ROOM: usize = 256;

/// How many objectives are looked at; where there are more, none is told.
const OBJECTIVES: usize = 500;

/// What a learning system took in of what it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    /// Everything.
    All,
    /// Everything but the text by which the attempt goes on elsewhere: it keeps none.
    ButTheAttempt,
    /// Not everything: it has to be told again.
    NotAll,
}

/// What became of a value that was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Done,
    Refused,
    /// The learning system has no such value.
    Lacking,
}

/// What a learning system says when it opens a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Launch {
    /// Who is learning, by the learning system's own name for her; empty where it does not say.
    pub learner_id: String,
    /// Her name; empty where it does not say.
    pub learner_name: String,
    /// Whether what is done counts. It does not for somebody who looks around or looks back.
    pub counts: bool,
    /// Whether she looks around.
    pub looks_around: bool,
    /// What it kept of the attempt; empty where it is a new one.
    pub kept: String,
    /// Where she left off; empty where it does not say.
    pub location: String,
    /// The score that passes, where the learning system has one.
    pub pass_mark: Option<Scaled>,
    /// As what it knows the attempt.
    pub told: Milestones,
    /// Whether it knows the attempt as failed.
    pub has_failed: bool,
    /// Whether it has never been told anything of the attempt.
    pub is_new: bool,
    /// The score that it has of the attempt.
    pub score: Option<Scaled>,
}

impl Launch {
    /// How the attempt came out, in the learning system's word.
    pub fn came_out(&self) -> Option<CameOut> {
        match (self.told.passed, self.has_failed, self.told.completed) {
            (true, ..) => Some(CameOut::Passed),
            (false, true, _) => Some(CameOut::Failed),
            (false, false, true) => Some(CameOut::Completed),
            (false, false, false) => None,
        }
    }
}

/// Why there is no conversation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the learning system would not begin{}", error(.0))]
pub struct NotBegun(pub String);

fn error(number: &str) -> String {
    match number.trim() {
        "" | "0" => String::new(),
        number => format!(" (its error {number})"),
    }
}

/// A conversation.
#[derive(Debug)]
pub struct Session<A> {
    api: A,
    version: Version,
    launch: Launch,
    /// What was set last, so that nothing is set twice.
    told: BTreeMap<String, String>,
    /// Where each scenario is among the objectives; none where the learning system keeps none.
    objectives: Option<BTreeMap<String, usize>>,
    interactions: Interactions,
    /// How many characters may be kept.
    room: usize,
    /// Whether the learning system keeps an attempt at all.
    keeps: bool,
    /// Whether everything that was set is stored.
    is_stored: bool,
    /// The time in the session up to which that is so.
    stored_to: Duration,
    is_over: bool,
}

/// Which answers were told as interactions.
#[derive(Debug, Default)]
struct Interactions {
    /// How many there were before; none where the learning system keeps none.
    next: Option<usize>,
    /// What was there at the first report: answers of earlier sessions are told already.
    known: Option<BTreeMap<String, Item>>,
    /// Where those of this session are.
    at: BTreeMap<String, usize>,
}

impl Interactions {
    /// Where an answer is told; none where there is no room for another.
    fn place(&mut self, name: &str) -> Option<usize> {
        if let Some(at) = self.at.get(name) {
            return Some(*at);
        }
        let next = self.next.filter(|next| *next < INTERACTIONS)?;
        self.next = Some(next + 1);
        self.at.insert(name.to_owned(), next);
        Some(next)
    }
}

impl<A: Api> Session<A> {
    /// Begins.
    ///
    /// # Errors
    /// The learning system refused.
    pub fn begin(mut api: A, version: Version) -> Result<Self, NotBegun> {
        if !is_true(&api.call(Function::Initialize, &[""])) {
            let error = api.call(Function::GetLastError, &[]);
            if !is_on(&mut api, version) {
                return Err(NotBegun(error));
            }
        }
        let mut session = Self {
            api,
            version,
            launch: Launch::default(),
            told: BTreeMap::new(),
            objectives: None,
            interactions: Interactions::default(),
            room: version.room(),
            keeps: true,
            is_stored: true,
            stored_to: Duration::ZERO,
            is_over: false,
        };
        session.launch = session.asked();
        if session.launch.counts {
            session.objectives = session.objectives_before();
            session.interactions.next = session.count("cmi.interactions._count");
            // Learning systems call what says nothing complete.
            if session.launch.is_new {
                session.set(version.names().completion, "incomplete");
            }
            session.suspend();
            session.commit();
        }
        Ok(session)
    }

    /// What the learning system said at the beginning.
    pub fn launch(&self) -> &Launch {
        &self.launch
    }

    /// How many characters may be kept.
    pub fn room(&self) -> usize {
        self.room
    }

    /// Tells how the attempt stands. Says what the learning system has stored of it; where what is
    /// done does not count, there is nothing to store. Where there is less [room](Self::room) afterwards than
    /// before, a shorter text has to be told.
    pub fn tell(&mut self, report: &Report, kept: &str, location: &str, spent: Duration) -> Took {
        if self.is_over {
            return Took::NotAll;
        }
        if !self.launch.counts {
            return Took::All;
        }
        let names = self.version.names();
        let mut is_told = true;
        for (name, value) in words::told(self.version, report, &self.launch) {
            is_told &= match self.set(&name, &value) {
                Set::Done => true,
                Set::Lacking => name != names.completion,
                Set::Refused => words::is_for_comfort(&name),
            };
        }
        let took = match self.set(names.kept, kept) {
            Set::Done => Took::All,
            Set::Lacking => Took::ButTheAttempt,
            Set::Refused if !self.keeps => Took::ButTheAttempt,
            Set::Refused => {
                if kept.len() > LESS_ROOM {
                    self.room = self.room.min(LESS_ROOM);
                }
                Took::NotAll
            }
        };
        let took = match is_told {
            true => took,
            false => Took::NotAll,
        };
        // These are for comfort: a learning system that does not keep them keeps what counts.
        if !location.is_empty() {
            self.set(names.location, location);
        }
        self.tell_scenarios(report);
        self.tell_answers(report);
        self.suspend();
        let has_passed = spent >= self.stored_to.saturating_add(OFTEN);
        if self.is_stored && !has_passed {
            return took;
        }
        self.tell_time(spent);
        self.stored_to = spent;
        match self.commit() {
            true => took,
            false => Took::NotAll,
        }
    }

    /// Says how long the session was, and goodbye. Nothing can be told afterwards.
    pub fn end(&mut self, spent: Duration) {
        if self.is_over {
            return;
        }
        if self.launch.counts {
            self.suspend();
            self.tell_time(spent);
            self.commit();
        } else if self.version == Version::V12 && self.launch.looks_around && self.launch.is_new {
            // SCORM 1.2's word for it (RTE, cmi.core.lesson_status). Where nothing is said, Moodle takes what
            // was not attempted for completed.
            self.set(self.version.names().completion, "browsed");
            self.commit();
        }
        self.api.call(Function::Terminate, &[""]);
        self.is_over = true;
    }

    /// Whether goodbye was said.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    fn asked(&mut self) -> Launch {
        let names = self.version.names();
        let mode = self.get_word(names.mode);
        let status = self.get_word(names.completion);
        let success = match self.version {
            Version::V12 => status.clone(),
            Version::V2004 => self.get_word(words::SUCCESS),
        };
        let pass_mark = self.get(names.pass_mark);
        let score = self.get(names.score);
        let kept = self.get(names.kept);
        // 403: it has the value, and nothing in it yet.
        self.keeps = !kept.is_empty() || matches!(&*self.error(), "" | "0" | "403");
        if let Some(room) = resume::room(&kept) {
            self.room = self.room.min(room.max(LEAST_ROOM));
        }
        Launch {
            learner_id: self.get(names.learner_id),
            learner_name: self.get(names.learner_name),
            counts: !matches!(&*mode, "browse" | "review"),
            looks_around: mode == "browse",
            kept,
            location: self.get(names.location),
            pass_mark: self.version.pass_mark(&pass_mark),
            told: Milestones {
                completed: matches!(&*status, "completed" | "passed"),
                passed: success == "passed",
            },
            has_failed: success == "failed",
            is_new: matches!(&*status, "" | "not attempted" | "unknown"),
            score: self.version.pass_mark(&score),
        }
    }

    /// Says that the attempt goes on later, until that is taken in.
    fn suspend(&mut self) {
        self.set(self.version.names().exit, "suspend");
    }

    fn tell_time(&mut self, spent: Duration) {
        let time = match self.version {
            Version::V12 => timespan(spent),
            Version::V2004 => iso_8601(spent),
        };
        self.set(self.version.names().time, &time);
    }

    /// Where each objective is; none where they cannot all be read, as another would then be written over.
    fn objectives_before(&mut self) -> Option<BTreeMap<String, usize>> {
        let count = self.count("cmi.objectives._count")?;
        let count = Some(count).filter(|count| *count <= OBJECTIVES)?;
        let known = (0..count).map(|at| (self.get(&format!("cmi.objectives.{at}.id")), at));
        let known: BTreeMap<_, _> = known.collect();
        (known.len() == count && !known.contains_key("")).then_some(known)
    }

    fn tell_scenarios(&mut self, report: &Report) {
        for item in &report.items {
            let Some(objectives) = &mut self.objectives else {
                return;
            };
            // What has not been walked to an end is not mentioned.
            if !matches!(item, Item::Scenario { best: Some(_), .. }) {
                continue;
            }
            let (name, new) = (parts::name(item), objectives.len());
            let at = *objectives.entry(name.clone()).or_insert(new);
            if at == new && self.set(&format!("cmi.objectives.{at}.id"), &name) != Set::Done {
                self.objectives = None;
                return;
            }
            for (name, value) in parts::objective(self.version, at, item) {
                self.set(&name, &value);
            }
        }
    }

    fn tell_answers(&mut self, report: &Report) {
        let answered = report.items.iter().filter(|item| {
            let Item::Question { share, .. } = item else {
                return false;
            };
            share.is_some()
        });
        let answered: BTreeMap<_, _> = answered.map(|item| (parts::name(item), item)).collect();
        let Some(known) = &mut self.interactions.known else {
            let known = answered
                .into_iter()
                .map(|(name, item)| (name, item.clone()));
            self.interactions.known = Some(known.collect());
            return;
        };
        let mut news = BTreeSet::new();
        for (name, item) in &answered {
            if known.get(name) != Some(item) {
                known.insert(name.clone(), (*item).clone());
                news.insert(name.clone());
            }
        }
        for name in news {
            let Some(at) = self.interactions.place(&name) else {
                continue;
            };
            let told = answered
                .get(&name)
                .map(|item| parts::interaction(self.version, at, item));
            for (name, value) in told.unwrap_or_default() {
                self.set(&name, &value);
            }
        }
    }

    fn count(&mut self, name: &str) -> Option<usize> {
        self.get(name).parse().ok()
    }

    fn get(&mut self, name: &str) -> String {
        self.api.call(Function::GetValue, &[name])
    }

    /// A value out of a few; some learning systems write them with capital letters.
    fn get_word(&mut self, name: &str) -> String {
        self.get(name).trim().to_ascii_lowercase()
    }

    fn error(&mut self) -> String {
        self.api.call(Function::GetLastError, &[]).trim().to_owned()
    }

    /// Sets a value, if it is another than was set last.
    fn set(&mut self, name: &str, value: &str) -> Set {
        if self.told.get(name).is_some_and(|before| before == value) {
            return Set::Done;
        }
        if is_true(&self.api.call(Function::SetValue, &[name, value])) {
            self.is_stored = false;
            self.told.insert(name.to_owned(), value.to_owned());
            return Set::Done;
        }
        match (self.version, &*self.error()) {
            (_, "401") | (Version::V2004, "402") => Set::Lacking,
            _ => Set::Refused,
        }
    }

    fn commit(&mut self) -> bool {
        self.is_stored = is_true(&self.api.call(Function::Commit, &[""]));
        self.is_stored
    }
}

/// A learning system answers with a text; some answer with a value of their own language.
fn is_true(answer: &str) -> bool {
    let answer = answer.trim();
    answer == "1" || answer.eq_ignore_ascii_case("true")
}

/// Whether the conversation is on already: a page before this one went without a goodbye.
fn is_on(api: &mut impl Api, version: Version) -> bool {
    let status = api.call(Function::GetValue, &[version.names().completion]);
    let error = api.call(Function::GetLastError, &[]);
    !status.trim().is_empty() && error.trim() == "0"
}
