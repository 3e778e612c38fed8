//! What is late, whom things wait for, and how long learners wait.

use leptos::prelude::*;

use super::{super::to_answer, Cohort, plot::box_plot};
use crate::{
    desk::open_ends::{LateAction, Party, late, queues, waited},
    quality::spread::Spread,
    ui::clock,
    wording::{assess::cohort as words, date},
};

/// How many late actions are shown before the rest is asked for.
const SHOWN_AT_ONCE: usize = 8;

/// Actions whose day has passed.
#[component]
pub(super) fn LateActions(cohort: Cohort) -> impl IntoView {
    let list = move || {
        let late = cohort
            .desk
            .summaries
            .with(|summaries| late(summaries.values(), clock::today()));
        if late.is_empty() {
            return view! { <p>{words::NOTHING_LATE}</p> }.into_any();
        }
        let (first, rest) = late.split_at(late.len().min(SHOWN_AT_ONCE));
        let line = |action: &LateAction| one_late(cohort, action);
        let first = first.iter().map(line).collect_view();
        let rest = (!rest.is_empty()).then(|| {
            let rest = rest.iter().map(line).collect_view();
            view! { <details><summary>{words::MORE_LATE}</summary><ul class="history">{rest}</ul></details> }
        });
        view! { <ul class="history">{first}</ul>{rest} }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="cohort_late_title" data-part="late">
            <h2 id="cohort_late_title">{words::LATE_TITLE}</h2>
            {list}
        </section>
    }
}

fn one_late(cohort: Cohort, action: &LateAction) -> impl IntoView + use<> {
    let to = to_answer(action.learner, &action.place);
    let criterion = cohort.names.with_value(|names| {
        let unit = names.unit(&action.place.pack, &action.place.unit);
        format!("{} {}", names.number(&action.place), unit)
    });
    let called = cohort.desk.called;
    let name = called.with(|called| called.learner(action.learner, &action.name));
    view! {
        <li>
            <a href=to>{name}": "{criterion}</a>
            <p class="hint">{words::late_since(&date::day(action.due), action.days)}</p>
        </li>
    }
}

/// How much waits for whom.
#[component]
pub(super) fn Queues(cohort: Cohort) -> impl IntoView {
    let lines = move || {
        let queues = cohort
            .desk
            .summaries
            .with(|summaries| queues(summaries.values()));
        Party::ALL
            .into_iter()
            .map(|party| {
                let queue = queues.get(&party).copied().unwrap_or_default();
                let oldest = queue.oldest.map_or(words::NONE.to_owned(), clock::local_day);
                view! { <tr><th scope="row">{words::party(party)}</th><td>{queue.count}</td><td>{oldest}</td></tr> }
            })
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="cohort_waits_for" data-part="queues">
            <h2 id="cohort_waits_for">{words::WAITS_FOR}</h2>
            <div class="figures" tabindex="0" role="group" aria-label=words::WAITS_FOR>
                <table>
                    <thead><tr><th scope="col">{words::WHO}</th><th scope="col">{words::HOW_MANY}</th><th scope="col">{words::OLDEST}</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
}

/// How long learners waited, and wait.
#[component]
pub(super) fn Waits(cohort: Cohort) -> impl IntoView {
    let figures = move || {
        let waited = cohort
            .desk
            .summaries
            .with(|summaries| waited(summaries.values(), clock::now()));
        let spreads = [
            (words::DECIDED, waited.decided),
            (words::STILL_WAITING, waited.waiting),
        ];
        let spreads: Vec<(&str, Spread)> = spreads
            .into_iter()
            .filter_map(|(title, spread)| Some((title, spread?)))
            .collect();
        if spreads.is_empty() {
            return view! { <p>{words::NO_WAITS}</p> }.into_any();
        }
        let plots = spreads.iter().map(|(title, spread)| {
            view! { <figure class="plot-figure"><figcaption>{*title}</figcaption>{box_plot(*spread)}</figure> }
        });
        let plots = plots.collect_view();
        let wrong = (waited.wrong_clocks > 0)
            .then(|| view! { <p class="hint">{words::wrong_clocks(waited.wrong_clocks)}</p> });
        view! {
            <p class="hint">{words::WAITS_HELP}</p>
            {plots}
            {table(&spreads)}
            {wrong}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="cohort_waits" data-part="waits">
            <h2 id="cohort_waits">{words::WAITS}</h2>
            {figures}
        </section>
    }
}

fn table(spreads: &[(&'static str, Spread)]) -> impl IntoView + use<> {
    let headings = words::SPREAD.map(|heading| view! { <th scope="col">{heading}</th> });
    let lines = spreads.iter().map(|(title, spread)| {
        let times = [
            spread.shortest,
            spread.lower_quartile,
            spread.median,
            spread.upper_quartile,
            spread.longest,
        ];
        let times = times.map(|time| view! { <td>{words::wait(time)}</td> });
        view! { <tr><th scope="row">{*title}</th><td>{spread.count}</td>{times.collect_view()}</tr> }
    });
    view! {
        <div class="figures" tabindex="0" role="group" aria-label=words::WAITS>
            <table>
                <thead><tr><td></td>{headings.collect_view()}</tr></thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
}
