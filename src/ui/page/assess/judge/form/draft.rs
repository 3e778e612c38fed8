//! The decision that is being made, before it is one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use leptos::prelude::*;

use super::super::case::Case;
use crate::{
    desk::{judging, unfinished::Writing},
    record::{
        decision::{Decision, Evidence, Feedback, Judgement, Refusal, Rule, Shown},
        seal::Seal,
        state::CriterionState,
    },
    typed,
    ui::clock,
    wording::{assess::judge, date},
};

/// What has been filled in. It is a handle: copies are the same draft.
#[derive(Clone, Copy)]
pub(in super::super) struct Draft {
    /// What it is on.
    pub on: RwSignal<BTreeSet<Seal>>,
    /// None until she has chosen.
    pub judgement: RwSignal<Option<Judgement>>,
    pub evidence: RwSignal<Evidence>,
    pub points: RwSignal<BTreeMap<Arc<str>, Shown>>,
    pub strengths: RwSignal<String>,
    pub gap: RwSignal<String>,
    pub action: RwSignal<String>,
    /// As the browser's date field has it; empty without one.
    pub by_when: RwSignal<String>,
    /// Whether she has tried to record it: what is missing is said from then on.
    pub tried: RwSignal<bool>,
    /// What was recorded.
    pub recorded: RwSignal<Option<Judgement>>,
}

/// Why it cannot be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is on nothing.
    Basis,
    /// Met or not is not chosen.
    Judgement,
    /// The rules of evidence or the feedback stand against it.
    Refused(Refusal),
    /// What stands for the day by when is none.
    Unread,
    /// The day by when is over.
    TooLate,
}

impl Missing {
    pub fn words(self) -> String {
        match self {
            Self::Basis => judge::CHOOSE_BASIS.to_owned(),
            Self::Judgement => judge::CHOOSE_JUDGEMENT.to_owned(),
            Self::Refused(refusal) => judge::refusal(refusal),
            Self::Unread => date::DAY_UNREAD.to_owned(),
            Self::TooLate => judge::DAY_OVER.to_owned(),
        }
    }

    /// The id of the control to mend it at.
    pub fn control(self) -> String {
        match self {
            Self::Basis => "judge_basis".to_owned(),
            Self::Judgement => "judge_met".to_owned(),
            Self::Refused(Refusal::DoesNotHold(rule) | Refusal::NotJudged(rule)) => {
                format!("judge_{}_yes", judge::rule_key(rule))
            }
            Self::Refused(Refusal::NoAction) => "judge_action".to_owned(),
            Self::Unread | Self::TooLate => "judge_by_when".to_owned(),
        }
    }
}

impl Draft {
    /// What waits to be judged, with evidence of other kinds from before: what was seen stays seen. All there is
    /// where nothing waits.
    pub fn new(state: &CriterionState) -> Self {
        let candidates = judging::candidates(state);
        let any = candidates.iter().any(|candidate| candidate.waits);
        let on = candidates
            .iter()
            .filter(|candidate| candidate.waits || !any || candidate.basis.is_seen());
        Self {
            on: RwSignal::new(on.map(|candidate| candidate.basis.seal()).collect()),
            judgement: RwSignal::new(None),
            evidence: RwSignal::new(Evidence::default()),
            points: RwSignal::new(BTreeMap::new()),
            strengths: RwSignal::new(String::new()),
            gap: RwSignal::new(String::new()),
            action: RwSignal::new(String::new()),
            by_when: RwSignal::new(String::new()),
            tried: RwSignal::new(false),
            recorded: RwSignal::new(None),
        }
    }

    /// Empties it for another decision.
    pub fn begin_anew(self) {
        self.judgement.set(None);
        self.evidence.set(Evidence::default());
        self.points.set(BTreeMap::new());
        for text in [self.strengths, self.gap, self.action, self.by_when] {
            text.set(String::new());
        }
        self.tried.set(false);
        self.recorded.set(None);
    }

    /// What has been written so far.
    pub fn writing(self) -> Writing {
        Writing {
            on: self.on.get(),
            judgement: self.judgement.get(),
            evidence: self.evidence.get(),
            points: self.points.get(),
            strengths: self.strengths.get(),
            gap: self.gap.get(),
            action: self.action.get(),
            by_when: self.by_when.get(),
            comment: None,
        }
    }

    /// Goes on from what was written. What it was on counts as far as it can still be judged.
    /// Says whether all of it can.
    pub fn go_on_from(self, writing: &Writing, state: &CriterionState) -> bool {
        let candidates = judging::candidates(state).into_iter();
        let known: BTreeSet<Seal> = candidates.map(|one| one.basis.seal()).collect();
        let on: BTreeSet<Seal> = writing.on.intersection(&known).copied().collect();
        if !on.is_empty() {
            self.on.set(on);
        }
        self.judgement.set(writing.judgement);
        self.evidence.set(writing.evidence.clone());
        self.points.set(writing.points.clone());
        self.strengths.set(writing.strengths.clone());
        self.gap.set(writing.gap.clone());
        self.action.set(writing.action.clone());
        self.by_when.set(writing.by_when.clone());
        writing.on.is_subset(&known)
    }

    /// Puts something among what it is on, or takes it out.
    pub fn choose(self, seal: Seal, chosen: bool) {
        self.on.update(|on| {
            if chosen {
                on.insert(seal);
            } else {
                on.remove(&seal);
            }
        });
    }

    /// Which attempt it is on.
    pub fn attempt(self, case: Case) -> u32 {
        let on: Vec<Seal> = self.on.get().into_iter().collect();
        case.state.with(|state| judging::attempt(state, &on))
    }

    /// The decision as it stands; none until it is chosen whether the criterion is met.
    pub fn decision(self, case: Case) -> Option<Decision> {
        let attempt = self.attempt(case);
        Some(self.with_attempt(self.judgement.get()?, attempt))
    }

    fn with_attempt(self, judgement: Judgement, attempt: u32) -> Decision {
        let trimmed = |text: RwSignal<String>| text.with(|text| text.trim().into());
        let mut evidence = self.evidence.get();
        for rule in Rule::ALL {
            let finding = evidence.finding_mut(rule);
            finding.note = finding.note.trim().into();
        }
        Decision {
            attempt,
            judgement,
            evidence,
            points: self.points.get(),
            feedback: Feedback {
                strengths: trimmed(self.strengths),
                gap: trimmed(self.gap),
                action: trimmed(self.action),
                by_when: self.by_when.with(|day| typed::day(day).ok().flatten()),
            },
        }
    }

    /// Everything that stops it from being recorded.
    pub(super) fn missing(self) -> Vec<Missing> {
        let basis = self.on.with(BTreeSet::is_empty).then_some(Missing::Basis);
        let refused = match self.judgement.get() {
            None => vec![Missing::Judgement],
            Some(judgement) => {
                let refusals = self.with_attempt(judgement, 1).refusals().into_iter();
                refusals.map(Missing::Refused).collect()
            }
        };
        let writing = self.writing();
        let unread = writing.day_is_unread().then_some(Missing::Unread);
        let too_late = writing.asks_too_late(clock::today());
        let day = unread.or(too_late.then_some(Missing::TooLate));
        basis.into_iter().chain(refused).chain(day).collect()
    }

    /// The same once she has tried to record it.
    pub(super) fn shown_missing(self) -> Vec<Missing> {
        if self.tried.get() {
            self.missing()
        } else {
            Vec::new()
        }
    }

    /// What is said where this is missing.
    pub(super) fn says(self, missing: Missing) -> Option<String> {
        let shown = self.shown_missing();
        shown.contains(&missing).then(|| missing.words())
    }
}
