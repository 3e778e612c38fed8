//! The case that is open: one criterion of one learner's, and what the assessor is doing with
//! it. It draws nothing.

use std::{rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use super::{super::keeper::Keeper, comments::Commenting, form::Draft};
use crate::{
    criterion::Criterion,
    desk::{
        judging,
        place::DeskPlace,
        portfolio::Portfolio,
        sampled::may_judge_blind,
        task::{Task, tasks},
        unfinished::Writing,
    },
    fingerprint::Shown,
    id::{CriterionId, UnitId},
    pack::Settings,
    quality::Place,
    record::{
        decision::Passage,
        event::{About, Actor, Event, Item, PersonId, Role},
        pending::Texts,
        seal::Seal,
        state::CriterionState,
        stored::Learner,
        what::What,
    },
    since::Since,
    ui::{
        desk::{Act, Desk},
        dom,
    },
    unit::Unit,
    wording::assess::judge,
};

/// The content of this site, as far as it could be had.
pub(super) struct Content {
    pub settings: Rc<Settings>,
    pub units: Vec<Rc<Unit>>,
}

fn is_of(about: &About, place: &Place) -> bool {
    about.pack == place.pack
        && about.unit == place.unit
        && about.item == Item::Criterion(place.criterion.clone())
}

/// Whether a record is somebody's own, under whichever of her ids.
fn is_of_person(portfolio: &Portfolio, person: PersonId) -> bool {
    let state = portfolio.record.state();
    state.same_person(person, portfolio.learner.id)
}

fn state_of(portfolio: &Portfolio, place: &Place) -> CriterionState {
    let state = portfolio.record.state();
    let unit = state.unit(&place.pack, &place.unit);
    unit.and_then(|unit| unit.criteria.get(&place.criterion).cloned())
        .unwrap_or_default()
}

/// A passage of a submission's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Selected {
    pub submission: Seal,
    pub passage: Passage,
}

/// How the criterion was worded, and how it is worded now.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wording {
    /// The text to judge by: as it was shown to the learner, or as it is now where nobody has
    /// handed anything in.
    pub shown: Option<String>,
    /// How it is worded now, where that differs.
    pub now: Option<String>,
    pub since: Since,
    /// Whether `shown` is what the learner saw.
    pub pinned: bool,
}

/// The case. It is a handle: copies are the same case.
#[derive(Clone, Copy)]
pub(super) struct Case {
    pub desk: Desk,
    /// The learner's record as it now stands.
    pub portfolio: RwSignal<Arc<Portfolio>>,
    /// What it comes to for the criterion.
    pub state: Memo<CriterionState>,
    /// Something to be announced.
    pub said: RwSignal<String>,
    /// What was recorded last, for the case after this one.
    pub last: RwSignal<String>,
    /// The passage that is selected.
    pub selected: RwSignal<Option<Selected>>,
    /// The comment that is being written.
    pub commenting: RwSignal<Option<Commenting>>,
    /// Its text so far.
    pub comment: RwSignal<String>,
    /// The decision that is being made.
    pub draft: Draft,
    /// Whether something is being kept.
    pub busy: RwSignal<bool>,
    /// Whether what was decided is kept from a quality assurer who may still judge it blind.
    pub hides: Memo<bool>,
    /// That she wants to see it all the same.
    pub shows: RwSignal<bool>,
    /// Keeps what is being written.
    pub keeper: StoredValue<Option<Rc<Keeper<Writing>>>, LocalStorage>,
    content: StoredValue<Rc<Content>, LocalStorage>,
    me: StoredValue<Actor>,
    place: StoredValue<Place>,
}

impl Case {
    pub fn new(
        desk: Desk,
        content: StoredValue<Rc<Content>, LocalStorage>,
        me: Actor,
        place: Place,
        portfolio: Arc<Portfolio>,
        last: RwSignal<String>,
    ) -> Self {
        let portfolio = RwSignal::new(portfolio);
        let place = StoredValue::new(place);
        let state = Memo::new(move |_| {
            portfolio.with(|portfolio| place.with_value(|place| state_of(portfolio, place)))
        });
        let draft = Draft::new(&state.get_untracked());
        let shows = RwSignal::new(false);
        let is_own = portfolio.with_untracked(|portfolio| is_of_person(portfolio, me.person));
        let samples = me.role == Role::InternalQualityAssurer && !is_own;
        let sampler = me.person;
        let hides = Memo::new(move |_| {
            samples && !shows.get() && state.with(|state| may_judge_blind(state, sampler))
        });
        Self {
            desk,
            portfolio,
            state,
            said: RwSignal::new(String::new()),
            last,
            selected: RwSignal::new(None),
            commenting: RwSignal::new(None),
            comment: RwSignal::new(String::new()),
            draft,
            busy: RwSignal::new(false),
            hides,
            shows,
            keeper: StoredValue::new_local(None),
            content,
            me: StoredValue::new(me),
            place,
        }
    }

    pub fn content(self) -> Rc<Content> {
        self.content.get_value()
    }

    pub fn place(self) -> Place {
        self.place.get_value()
    }

    pub fn learner(self) -> Learner {
        self.portfolio
            .with_untracked(|portfolio| portfolio.learner.clone())
    }

    /// The case as the fragment of its address has it.
    pub fn desk_place(self) -> DeskPlace {
        DeskPlace::criterion(self.learner().id, self.place())
    }

    pub fn me(self) -> Actor {
        self.me.get_value()
    }

    /// What the learner is called.
    pub fn name(self) -> String {
        let latest = self
            .portfolio
            .with_untracked(|portfolio| portfolio.record.state().known_as().map(str::to_owned));
        let learner = self.learner();
        let name = latest.unwrap_or_else(|| learner.name.to_string());
        self.called(learner.id, &name)
    }

    /// What a learner of this name is called.
    pub fn called(self, learner: PersonId, name: &str) -> String {
        let called = self.desk.called;
        called.with_untracked(|called| called.learner(learner, name))
    }

    /// The unit as the pack has it now.
    pub fn unit(self) -> Option<Rc<Unit>> {
        let (content, place) = (self.content(), self.place());
        let mut units = content.units.iter();
        let unit = units.find(|unit| content.settings.id == place.pack && unit.id == place.unit);
        unit.map(Rc::clone)
    }

    pub fn unit_title(self) -> String {
        self.unit()
            .map_or_else(|| self.place().unit.to_string(), |unit| unit.title.clone())
    }

    /// The criterion as the pack has it now.
    pub fn criterion(self) -> Option<Criterion> {
        self.unit()?.criterion(&self.place().criterion).cloned()
    }

    fn shown_now(self, criterion: &Criterion) -> Shown {
        let (content, place) = (self.content(), self.place());
        let settings = &content.settings;
        let official = settings.official(&place.unit, &criterion.id);
        Shown::criterion(criterion, official, &settings.fillings)
    }

    /// How the criterion was worded when the latest answer to it was handed in, and now.
    pub fn wording(self) -> Wording {
        let (content, place, now) = (self.content(), self.place(), self.criterion());
        let then = self.state.with(|state| {
            let submissions = state.current_submissions();
            let latest = submissions.last().map(|kept| &kept.event);
            let written = state.versions.latest().map(|kept| &kept.event);
            latest.or(written).and_then(|event| self.own(event))
        });
        let settings = &content.settings;
        let official = settings.official(&place.unit, &place.criterion);
        let since = match &then {
            Some(then) => Since::criterion(then, now.as_ref(), official, &settings.fillings),
            None if now.is_some() => Since::Same,
            None => Since::Gone,
        };
        let pinned = then.and_then(|about| about.shown).and_then(|hash| {
            let text = |portfolio: &Arc<Portfolio>| portfolio.record.text(&hash).map(str::to_owned);
            self.portfolio.with(text)
        });
        let now = now.map(|criterion| self.shown_now(&criterion).text);
        Wording {
            pinned: pinned.is_some(),
            now: now
                .clone()
                .filter(|now| pinned.as_ref().is_some_and(|then| then != now)),
            shown: pinned.or(now),
            since,
        }
    }

    /// What an event says about this criterion.
    fn own(self, event: &Event) -> Option<About> {
        let place = self.place();
        let mut about = event.about.iter();
        about.find(|about| is_of(about, &place)).cloned()
    }

    /// How an event about this criterion is pinned: as what it is on was, else as the criterion
    /// now stands.
    pub fn about(self, on: &[Seal]) -> Option<(About, Texts)> {
        let record = self.portfolio.get_untracked();
        let mut events = on
            .iter()
            .filter_map(|seal| record.record.event(seal)?.event());
        let pinned = events.find_map(|event| self.own(event));
        pinned
            .map(|about| (about, Texts::new()))
            .or_else(|| self.about_now(&self.place().criterion))
            .or_else(|| {
                let state = self.state.get_untracked();
                let latest = state.versions.latest()?;
                Some((self.own(&latest.event)?, Texts::new()))
            })
    }

    /// How an event about a criterion of this unit is pinned as the criterion now stands.
    pub fn about_now(self, criterion: &CriterionId) -> Option<(About, Texts)> {
        let (content, unit) = (self.content(), self.unit()?);
        let shown = self.shown_now(unit.criterion(criterion)?);
        let (hash, structure) = (shown.hash(), shown.structure);
        let about = About {
            pack: content.settings.id.clone(),
            pack_version: content.settings.version.as_str().into(),
            adaptation: content.settings.adaptation.clone(),
            unit: unit.id.clone(),
            item: Item::Criterion(criterion.clone()),
            shown: Some(hash),
            structure: Some(structure),
        };
        Some((about, Texts::from([(hash, Arc::from(shown.text))])))
    }

    /// The text of a submission; none where it is not in the record.
    pub fn text(self, submission: &Seal) -> Option<Arc<str>> {
        self.state.with_untracked(|state| {
            let submission = state.submissions.get(submission)?;
            Some(Arc::clone(&state.version_of(submission)?.said.text))
        })
    }

    /// Whether the person at the desk may decide here.
    pub fn may_decide(self) -> bool {
        matches!(self.me().role, Role::Assessor { .. }) && !self.is_own_work()
    }

    pub fn in_training(self) -> bool {
        self.me().role == Role::Assessor { in_training: true }
    }

    fn is_own_work(self) -> bool {
        let me = self.me().person;
        self.portfolio
            .with_untracked(|portfolio| is_of_person(portfolio, me))
    }

    /// Why she may not.
    pub fn why_not(self) -> Option<&'static str> {
        if self.is_own_work() {
            Some(judge::OWN_WORK)
        } else if self.may_decide() {
            None
        } else {
            Some(judge::READ_ONLY)
        }
    }

    /// Does one thing to the record, about what these were about, and goes on when it is kept.
    pub fn act(self, what: What, after: Vec<Seal>, done: impl FnOnce() + 'static) {
        match self.about(&after) {
            Some((about, texts)) => self.act_about(what, vec![about], after, texts, done),
            None => self.said.set(judge::NO_WORDING.to_owned()),
        }
    }

    /// The same, about several criteria.
    pub fn act_about(
        self,
        what: What,
        about: Vec<About>,
        after: Vec<Seal>,
        texts: Texts,
        done: impl FnOnce() + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let judges = matches!(what, What::Decision(_) | What::Countersigned(_));
        let acts = vec![Act { what, about, after }];
        spawn_local(async move {
            let learner = self.learner();
            if judges && self.was_overtaken().await {
                self.busy.try_set(false);
                self.said.try_set(judge::CHANGED_MEANWHILE.to_owned());
                dom::focus_soon("#judge_whose");
                return;
            }
            let kept = self.desk.act(&learner, acts, texts).await;
            if let Ok(Some(portfolio)) = self.desk.portfolio(learner.id).await {
                self.portfolio.try_set(Arc::new(portfolio));
            }
            self.busy.try_set(false);
            match kept {
                Ok(_) => done(),
                Err(error) => {
                    self.desk.session.tell(&error);
                    self.said.try_set(judge::NOT_KEPT.to_owned());
                }
            }
        });
    }

    /// Whether another tab has changed the criterion since it was read here; it is shown as it now
    /// is then. What is judged is what was seen.
    async fn was_overtaken(self) -> bool {
        let Ok(Some(now)) = self.desk.portfolio(self.learner().id).await else {
            // What cannot be read cannot be written either: that is told there.
            return false;
        };
        let state = state_of(&now, &self.place());
        let overtaken = self
            .state
            .try_get_untracked()
            .is_some_and(|seen| seen != state);
        if overtaken {
            self.desk.follow(&now);
            self.portfolio.try_set(Arc::new(now));
        }
        overtaken
    }

    /// Puts what newly waits among what the decision is on, in place of what it corrects.
    pub fn take_up(self) {
        let waiting = self.state.with_untracked(judging::candidates);
        let known: Vec<Seal> = waiting.iter().map(|one| one.basis.seal()).collect();
        self.draft
            .on
            .update(|on| on.retain(|seal| known.contains(seal)));
        for candidate in waiting.iter().filter(|candidate| candidate.waits) {
            self.draft.choose(candidate.basis.seal(), true);
        }
    }

    /// What waits after this case.
    pub fn next(self) -> Option<Task> {
        let me = self.me();
        let tasks = self
            .desk
            .summaries
            .with_untracked(|summaries| tasks(summaries.values(), &me));
        judging::next(&tasks, &self.desk_place()).cloned()
    }

    /// The number of a criterion, as its unit counts.
    pub fn number_of(self, unit: &UnitId, criterion: &CriterionId) -> String {
        let content = self.content();
        let unit = content.units.iter().find(|known| known.id == *unit);
        unit.and_then(|unit| unit.criterion(criterion)).map_or_else(
            || criterion.to_string(),
            |criterion| criterion.reference.clone(),
        )
    }
}
