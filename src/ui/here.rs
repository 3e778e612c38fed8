//! Where in the content the learner is: the unit, its pack's settings, and what events say of it.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::{dom, session::Session, sync::known};
use crate::{
    criterion::Criterion,
    fingerprint::Shown,
    nation::Nation,
    pack::Settings,
    prose::Setting,
    question::{Question, Response},
    record::{
        event::{About, Item},
        pending::Texts,
        state::UnitState,
    },
    scenario::Scenario,
    unit::Unit,
    wording::practice,
};

/// A unit that is open, in the session of this tab.
#[derive(Clone)]
pub struct Here {
    /// The session.
    pub session: Session,
    /// The pack's settings.
    pub settings: Rc<Settings>,
    /// The unit.
    pub unit: Rc<Unit>,
    /// The way to the site's root.
    pub root: Rc<str>,
}

impl Here {
    /// What prose needs to know of the page.
    pub fn setting(&self) -> Setting<'_> {
        Setting {
            fillings: &self.settings.fillings,
            root: &self.root,
            away_from: None,
        }
    }

    /// Who sees an answer that earns no points.
    pub fn kept(&self) -> &'static str {
        match known::goes_to_provider(self.session) {
            true => practice::KEPT_SENT,
            false => practice::KEPT,
        }
    }

    /// The nation the reader has chosen, or the pack's.
    pub fn nation(&self) -> Nation {
        dom::html_attribute("data-nation")
            .parse()
            .unwrap_or(self.settings.nation)
    }

    /// What the record says of this unit, without following changes.
    pub fn with_unit<R>(&self, look: impl FnOnce(Option<&UnitState>) -> R) -> R {
        self.session
            .state
            .with_untracked(|state| look(state.unit(&self.settings.id, &self.unit.id)))
    }

    /// The same, following changes.
    pub fn track_unit<R>(&self, look: impl FnOnce(Option<&UnitState>) -> R) -> R {
        self.session
            .state
            .with(|state| look(state.unit(&self.settings.id, &self.unit.id)))
    }

    /// What an event says that it is about, and the text it is pinned to.
    pub fn about(&self, item: Item, shown: Option<Shown>) -> (About, Texts) {
        let mut texts = Texts::new();
        let hash = shown.as_ref().map(|shown| {
            let hash = shown.hash();
            texts.insert(hash, Arc::from(shown.text.as_str()));
            hash
        });
        let about = About {
            pack: self.settings.id.clone(),
            pack_version: self.settings.version.as_str().into(),
            adaptation: self.settings.adaptation.clone(),
            unit: self.unit.id.clone(),
            item,
            shown: hash,
            structure: shown.map(|shown| shown.structure),
        };
        (about, texts)
    }

    /// The same for a question outside a scenario.
    pub fn about_question(&self, question: &Question) -> (About, Texts) {
        let shown = Shown::question(question, &self.settings.fillings);
        self.about(Item::Question(question.id.clone()), Some(shown))
    }

    /// The same for a step of a scenario: the scenario, pinned to the step's question.
    pub fn about_step(&self, scenario: &Scenario, question: &Question) -> (About, Texts) {
        let shown = Shown::question(question, &self.settings.fillings);
        self.about(Item::Scenario(scenario.id.clone()), Some(shown))
    }

    /// The same for a criterion.
    pub fn about_criterion(&self, criterion: &Criterion) -> (About, Texts) {
        let official = self.settings.official(&self.unit.id, &criterion.id);
        let shown = Shown::criterion(criterion, official, &self.settings.fillings);
        self.about(Item::Criterion(criterion.id.clone()), Some(shown))
    }

    /// What a response says, in the question's words.
    pub fn words(&self, question: &Question, response: &Response) -> String {
        question.words_of(response, &self.settings.fillings)
    }
}
