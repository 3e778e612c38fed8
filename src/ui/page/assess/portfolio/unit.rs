//! One unit of a learner’s record: its criteria with the way to where each is judged, its plans,
//! evidence and sign-off.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    super::to_answer, Opened, PortfolioPage, evidence::Evidence, plan::Plans, sign_off::SignOffPart,
};
use crate::{
    desk::{place::DeskPlace, unfinished::Work},
    id::{CriterionId, PackId, UnitId},
    overview::named::Named,
    quality::Place,
    record::{
        event::{Event, Item},
        state::{Standing, UnitState},
    },
    ui::part::standing::chip,
    wording::assess::portfolio as words,
};

/// A unit in a pack.
pub(super) type UnitPlace = (PackId, UnitId);

/// Every unit of the pack in its order, then those that only the record has; what was begun first.
pub(super) fn all(page: PortfolioPage, opened: &Opened) -> Vec<UnitPlace> {
    let mut places: Vec<UnitPlace> = page.with(|content| {
        let pack = &content.settings.id;
        let units = content.units.iter();
        units.map(|unit| (pack.clone(), unit.id.clone())).collect()
    });
    for (pack, unit, did) in opened.state.units() {
        let place = (pack.clone(), unit.clone());
        if !places.contains(&place) && has_begun(did) {
            places.push(place);
        }
    }
    let begun = |(pack, unit): &UnitPlace| opened.state.unit(pack, unit).is_some_and(has_begun);
    places.sort_by_key(|place| !begun(place));
    places
}

fn has_begun(did: &UnitState) -> bool {
    !(did.criteria.is_empty() && did.plans.is_empty() && did.declarations.is_empty())
}

/// What the parts of a unit’s card need.
#[derive(Clone)]
pub(super) struct Looked {
    pub page: PortfolioPage,
    pub opened: Arc<Opened>,
    pub place: UnitPlace,
    /// The criteria in order, as they are called.
    pub criteria: Vec<(CriterionId, Named)>,
}

impl Looked {
    fn new(page: PortfolioPage, opened: Arc<Opened>, place: UnitPlace) -> Self {
        let (pack, unit) = &place;
        let did = opened.state.unit(pack, unit);
        let record = &opened.portfolio.record;
        let criteria = page.with(|content| {
            let ids = content.criteria(pack, unit, did).into_iter();
            ids.map(|id| {
                let state = did.and_then(|did| did.criteria.get(&id));
                let named = content.named(pack, unit, &id, record, state);
                (id, named)
            })
            .collect()
        });
        Self {
            page,
            opened,
            place,
            criteria,
        }
    }

    /// What was done in the unit.
    pub fn with_unit<R>(&self, look: impl FnOnce(&UnitState) -> R) -> R {
        let none = UnitState::default();
        let (pack, unit) = &self.place;
        look(self.opened.state.unit(pack, unit).unwrap_or(&none))
    }

    pub fn standing(&self, id: &CriterionId) -> Standing {
        self.with_unit(|did| {
            let state = did.criteria.get(id);
            state.map_or(Standing::NotStarted, |state| state.standing())
        })
    }

    /// The numbers of the unit’s criteria that an event is about.
    pub fn numbers(&self, event: &Event) -> String {
        let about = |id: &CriterionId| {
            let item = Item::Criterion(id.clone());
            let mut all = event.about.iter();
            all.any(|about| about.unit == self.place.1 && about.item == item)
        };
        let numbers = self.criteria.iter().filter(|(id, _)| about(id));
        let numbers: Vec<&str> = numbers.map(|(_, named)| &*named.number).collect();
        numbers.join(", ")
    }

    /// What a plan for the unit is kept as while it is being written.
    pub fn plan_work(&self) -> Work {
        let (pack, unit) = self.place.clone();
        let learner = self.opened.portfolio.learner.id;
        Work::Plan(DeskPlace::unit(learner, pack, unit))
    }

    /// What controls’ ids in this unit begin with.
    pub fn id(&self, part: &str) -> String {
        format!("unit_{}_{part}", self.place.1)
    }
}

#[component]
pub(super) fn UnitCard(
    page: PortfolioPage,
    opened: Arc<Opened>,
    place: UnitPlace,
) -> impl IntoView {
    let looked = Looked::new(page, opened, place);
    let (pack, unit) = &looked.place;
    let title = page.with(|content| content.title(pack, unit));
    let begun = looked.with_unit(has_begun);
    let met = looked.criteria.iter();
    let met = met.filter(|(id, _)| looked.standing(id) == Standing::Met);
    let count = if begun {
        words::met(met.count(), looked.criteria.len())
    } else {
        words::NOT_BEGUN.to_owned()
    };
    let learner = looked.opened.portfolio.learner.id;
    let criteria = looked.criteria.iter().map(|(id, named)| {
        let place = Place {
            pack: pack.clone(),
            unit: unit.clone(),
            criterion: id.clone(),
        };
        let to = to_answer(learner, &place);
        let words = words::criterion(&named.number, &named.asks);
        view! {
            <li data-criterion=id.to_string()>
                <div class="portfolio__criterion"><a href=to>{words}</a>{chip(looked.standing(id))}</div>
            </li>
        }
    });
    view! {
        <details class="card portfolio__unit" open=begun data-unit=unit.to_string()>
            <summary><h2>{title}</h2><span class="meta">{count}</span></summary>
            <section><h3>{words::CRITERIA}</h3><ul class="history">{criteria.collect_view()}</ul></section>
            <Plans looked=looked.clone()/>
            <Evidence looked=looked.clone()/>
            <SignOffPart looked=looked.clone()/>
        </details>
    }
}
