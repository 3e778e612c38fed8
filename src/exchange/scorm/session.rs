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
    report::{Item, Report},
    scaled::Scaled,
    spent::{iso_8601, timespan},
};

/// How many interactions SCORM 2004 promises to keep.
const INTERACTIONS: usize = 250;

/// After how long time alone is worth storing: storing is slow in some learning systems, and a page
/// may be looked away from often.
const OFTEN: Duration = Duration::from_secs(10);

/// What a learning system says when it opens a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Launch {
    /// Who is learning, by the learning system's own name for her; empty where it does not say.
    pub learner_id: String,
    /// Her name; empty where it does not say.
    pub learner_name: String,
    /// Whether what is done counts. It does not for somebody who looks around or looks back.
    pub counts: bool,
    /// What it kept of the attempt; empty where it is a new one.
    pub kept: String,
    /// Where she left off; empty where it does not say.
    pub location: String,
    /// The score that passes, where the learning system has one.
    pub pass_mark: Option<Scaled>,
    /// Whether it knows the attempt as complete.
    pub was_complete: bool,
    /// Whether it knows the attempt as passed.
    pub was_passed: bool,
}

/// Why there is no conversation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the learning system would not begin (its error {0})")]
pub struct NotBegun(pub String);

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
            return Err(NotBegun(api.call(Function::GetLastError, &[])));
        }
        let mut session = Self {
            api,
            version,
            launch: Launch::default(),
            told: BTreeMap::new(),
            objectives: None,
            interactions: Interactions::default(),
            is_stored: true,
            stored_to: Duration::ZERO,
            is_over: false,
        };
        session.launch = session.asked();
        if session.launch.counts {
            session.objectives = session.objectives_before();
            session.interactions.next = session.count("cmi.interactions._count");
            // Learning systems call what says nothing complete.
            let status = version.names().completion;
            if matches!(&*session.get(status), "" | "not attempted" | "unknown") {
                session.set(status, "incomplete");
            }
            session.set(version.names().exit, "suspend");
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
        self.version.room()
    }

    /// Tells how the attempt stands. Says whether the learning system has stored it; where what is
    /// done does not count, there is nothing to store.
    pub fn tell(&mut self, report: &Report, kept: &str, location: &str, spent: Duration) -> bool {
        if self.is_over || !self.launch.counts {
            return !self.is_over;
        }
        let names = self.version.names();
        let mut is_told = true;
        for (name, value) in words::told(self.version, report) {
            is_told &= self.set(&name, &value);
        }
        is_told &= self.set(names.kept, kept);
        // These are for comfort: a learning system that does not keep them keeps what counts.
        if !location.is_empty() {
            self.set(names.location, location);
        }
        self.tell_scenarios(report);
        self.tell_answers(report);
        let has_passed = spent >= self.stored_to.saturating_add(OFTEN);
        if self.is_stored && !has_passed {
            return is_told;
        }
        self.tell_time(spent);
        self.stored_to = spent;
        self.commit() && is_told
    }

    /// Says how long the session was, and goodbye. Nothing can be told afterwards.
    pub fn end(&mut self, spent: Duration) {
        if self.is_over {
            return;
        }
        if self.launch.counts {
            self.tell_time(spent);
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
        let mode = self.get(names.mode);
        let status = self.get(names.completion);
        let success = match self.version {
            Version::V12 => status.clone(),
            Version::V2004 => self.get(words::SUCCESS),
        };
        let pass_mark = self.get(names.pass_mark);
        Launch {
            learner_id: self.get(names.learner_id),
            learner_name: self.get(names.learner_name),
            counts: !matches!(&*mode, "browse" | "review"),
            kept: self.get(names.kept),
            location: self.get(names.location),
            pass_mark: self.version.pass_mark(&pass_mark),
            was_complete: matches!(&*status, "completed" | "passed"),
            was_passed: success == "passed",
        }
    }

    fn tell_time(&mut self, spent: Duration) {
        let time = match self.version {
            Version::V12 => timespan(spent),
            Version::V2004 => iso_8601(spent),
        };
        self.set(self.version.names().time, &time);
    }

    fn objectives_before(&mut self) -> Option<BTreeMap<String, usize>> {
        let count = self.count("cmi.objectives._count")?;
        let known = (0..count).map(|at| (self.get(&format!("cmi.objectives.{at}.id")), at));
        Some(known.collect())
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
            if at == new && !self.set(&format!("cmi.objectives.{at}.id"), &name) {
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

    /// Sets a value, if it is another than was set last.
    fn set(&mut self, name: &str, value: &str) -> bool {
        if self.told.get(name).is_some_and(|before| before == value) {
            return true;
        }
        let is_set = is_true(&self.api.call(Function::SetValue, &[name, value]));
        if is_set {
            self.is_stored = false;
            self.told.insert(name.to_owned(), value.to_owned());
        }
        is_set
    }

    fn commit(&mut self) -> bool {
        self.is_stored = is_true(&self.api.call(Function::Commit, &[""]));
        self.is_stored
    }
}

/// A learning system answers with a text; some answer with a value of their own language.
fn is_true(answer: &str) -> bool {
    matches!(answer, "true" | "1")
}
