//! What of the matrix is shown: a unit, a standing, an assessor, a centre, what is late.

use leptos::prelude::*;

use super::{super::Cohort, STANDINGS};
use crate::{
    desk::matrix::{OfCentre, assessors, centres},
    wording::{assess::cohort as words, record},
};

/// One choice of several; `choose` is told which, none for all of them.
fn select(
    id: &'static str,
    label: &'static str,
    all: &'static str,
    choices: Vec<String>,
    chosen: Option<usize>,
    choose: impl Fn(Option<usize>) + 'static,
) -> impl IntoView {
    let options = choices.into_iter().enumerate().map(move |(at, choice)| {
        view! { <option value=at.to_string() selected=chosen == Some(at)>{choice}</option> }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change:target=move |event| choose(event.target().value().parse().ok())>
                <option value="" selected=chosen.is_none()>{all}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

/// The filters.
#[component]
pub(super) fn Filters(cohort: Cohort) -> impl IntoView {
    let units = Memo::new(move |_| {
        let content = cohort.names.with_value(|names| {
            let places = names.places().iter();
            places
                .map(|place| (place.pack.clone(), place.unit.clone()))
                .collect::<Vec<_>>()
        });
        let worked_on = cohort.desk.summaries.with(|summaries| {
            let units = summaries.values().flat_map(|summary| &summary.units);
            units
                .map(|unit| (unit.pack.clone(), unit.unit.clone()))
                .collect::<Vec<_>>()
        });
        let mut units = Vec::new();
        for unit in content.into_iter().chain(worked_on) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        units
    });
    let people = Memo::new(move |_| {
        let summaries = cohort.desk.summaries.read();
        assessors(summaries.values())
            .into_iter()
            .collect::<Vec<_>>()
    });
    let chosen = cohort.filter;
    let found = Memo::new(move |_| {
        let summaries = cohort.desk.summaries.read();
        centres(summaries.values()).into_iter().collect::<Vec<_>>()
    });
    view! {
        <fieldset class="fields matrix__filters">
            <legend class="field__label">{words::FILTERS}</legend>
            {move || {
                let units = units.get();
                let titles = cohort.names.with_value(|names| {
                    units.iter().map(|(pack, unit)| names.unit(pack, unit).to_owned()).collect()
                });
                let now = chosen.with(|filter| units.iter().position(|unit| filter.unit.as_ref() == Some(unit)));
                select("cohort_unit", words::UNIT, words::ALL_UNITS, titles, now, move |at| {
                    let unit = at.and_then(|at| units.get(at).cloned());
                    chosen.update(|filter| filter.unit = unit);
                })
            }}
            {move || {
                let names = STANDINGS.map(|standing| record::standing(standing).to_owned()).to_vec();
                let now = chosen.with(|filter| STANDINGS.iter().position(|standing| filter.standing == Some(*standing)));
                select("cohort_state", words::STATE, words::ANY_STATE, names, now, move |at| {
                    let standing = at.and_then(|at| STANDINGS.get(at).copied());
                    chosen.update(|filter| filter.standing = standing);
                })
            }}
            {move || {
                let people = people.get();
                let names = people.iter().map(|(_, name)| name.to_string()).collect();
                let now = chosen.with(|filter| people.iter().position(|(id, _)| filter.assessor == Some(*id)));
                select("cohort_assessor", words::ASSESSOR, words::ANY_ASSESSOR, names, now, move |at| {
                    let assessor = at.and_then(|at| people.get(at)).map(|(id, _)| *id);
                    chosen.update(|filter| filter.assessor = assessor);
                })
            }}
            {move || {
                let found = found.get();
                // With nothing to choose from, it is said why.
                if found.iter().all(|centre| *centre == OfCentre::NotSaid) {
                    return view! { <p class="hint" data-part="no-centre">{words::NO_CENTRES}</p> }.into_any();
                }
                let names = found.iter().map(|centre| match centre {
                    OfCentre::Named(name) => name.to_string(),
                    OfCentre::NotSaid => words::NO_CENTRE.to_owned(),
                });
                let now = chosen.with(|filter| found.iter().position(|centre| filter.centre.as_ref() == Some(centre)));
                let names = names.collect();
                select("cohort_centre", words::CENTRE, words::ALL_CENTRES, names, now, move |at| {
                    let centre = at.and_then(|at| found.get(at).cloned());
                    chosen.update(|filter| filter.centre = centre);
                })
                .into_any()
            }}
            <div class="choice">
                <input type="checkbox" id="cohort_late" prop:checked=move || chosen.with(|filter| filter.late)
                    on:change:target=move |event| chosen.update(|filter| filter.late = event.target().checked())/>
                <label for="cohort_late">{words::LATE_ONLY}</label>
            </div>
        </fieldset>
    }
}
