//! The sample that the plan proposes, with the reasons for each row, and what is added by hand.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;

use super::{Looked, Quality};
use crate::{
    desk::{matrix::assessors, sampled::judged},
    quality::sampling::{Judged, Reason, Sample},
    record::{event::PersonId, seal::Seal},
    wording::assess::quality as words,
};

/// How many rows are shown at first, and how many more each time.
const ROWS: usize = 25;

/// What there is to draw from, and what is drawn.
#[derive(Clone, PartialEq)]
struct Drawn {
    all: Vec<Judged>,
    sample: Sample,
    checked: BTreeSet<Seal>,
}

/// The proposed sample.
#[component]
pub(super) fn Proposed(quality: Quality) -> impl IntoView {
    let drawn = Memo::new(move |_| Arc::new(draw(quality)));
    let shown = RwSignal::new(ROWS);
    let rows = move || {
        let drawn = drawn.get();
        let all = drawn.all.len() - drawn.sample.own.min(drawn.all.len());
        let proposed = &drawn.sample.proposed;
        let checked = proposed
            .iter()
            .filter(|row| drawn.checked.contains(&row.judged.decision))
            .count();
        let own = (drawn.sample.own > 0)
            .then(|| view! { <p class="hint">{words::own(drawn.sample.own)}</p> });
        if all == 0 {
            return view! { <p>{words::NO_DECISIONS}</p>{own} }.into_any();
        }
        if proposed.is_empty() {
            return view! { <p>{words::NOTHING_DRAWN}</p>{own} }.into_any();
        }
        view! {
            <p class="meta" role="status">{words::drawn(proposed.len(), all, checked)}</p>
            {own}
            {table(quality, &drawn, shown.get())}
            {(proposed.len() > shown.get()).then(|| view! {
                <p><button type="button" class="button button--quiet" on:click=move |_| shown.update(|shown| *shown += ROWS)>{words::MORE}</button></p>
            })}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="quality_sample" data-part="sample">
            <h2 id="quality_sample">{words::SAMPLE}</h2>
            {rows}
            <AddByHand quality=quality drawn=drawn/>
        </section>
    }
}

fn draw(quality: Quality) -> Drawn {
    let summaries = quality.desk.summaries.read();
    let plan = quality.plan.read();
    let all = plan
        .as_ref()
        .map(|kept| judged(summaries.values(), kept))
        .unwrap_or_default();
    let mut sample = plan
        .as_ref()
        .map(|kept| kept.plan.draw(&all))
        .unwrap_or_default();
    let samples = summaries.values().flat_map(|summary| summary.criteria());
    let checked: BTreeSet<Seal> = samples
        .flat_map(|(_, _, criterion)| &criterion.samples)
        .map(|sample| sample.decision)
        .collect();
    // What is still to do comes first; within that the order drawn stays.
    sample
        .proposed
        .sort_by_key(|row| checked.contains(&row.judged.decision));
    Drawn {
        all,
        sample,
        checked,
    }
}

fn table(quality: Quality, drawn: &Drawn, most: usize) -> impl IntoView + use<> {
    let people = quality
        .desk
        .summaries
        .with(|summaries| assessors(summaries.values()));
    let rows = drawn.sample.proposed.iter().take(most).map(|row| {
        let judged = &row.judged;
        let looked = Looked {
            learner: judged.learner,
            place: judged.place.clone(),
            decision: judged.decision,
        };
        let learner = quality.learner_name(judged.learner);
        let criterion = quality.called(&judged.place);
        let assessor = people.get(&judged.assessor).map(|name| name.to_string());
        let reasons: Vec<&str> = row.reasons.iter().map(|reason| words::reason(*reason)).collect();
        let reasons = reasons.join(", ");
        let state = match drawn.checked.contains(&judged.decision) {
            true => words::CHECKED,
            false => words::TO_CHECK,
        };
        let label = words::check(&learner, &criterion);
        let decision = judged.decision;
        let by_hand = row.reasons.contains(&Reason::ByHand);
        let take_out = by_hand.then(|| {
            let take_out = move |_| quality.change(move |kept| { kept.plan.by_hand.remove(&decision); });
            view! { <button type="button" class="button button--plain" on:click=take_out>{words::TAKE_OUT}</button> }
        });
        let check = move |_| {
            quality.said.set(None);
            quality.checking.set(Some(looked.clone()));
        };
        view! {
            <tr data-decision=decision.to_string()>
                <th scope="row">{learner}</th><td>{criterion}</td><td>{assessor}</td><td>{reasons}</td><td>{state}</td>
                <td><button type="button" class="button button--quiet" data-action="check" aria-label=label on:click=check>{words::CHECK}</button>{take_out}</td>
            </tr>
        }
    });
    view! {
        <div class="figures" tabindex="0" role="group" aria-label=words::SAMPLE>
            <table>
                <thead><tr>
                    <th scope="col">{words::LEARNER}</th><th scope="col">{words::CRITERION}</th><th scope="col">{words::ASSESSOR}</th>
                    <th scope="col">{words::WHY}</th><th scope="col">{words::STATE}</th><td></td>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn AddByHand(quality: Quality, drawn: Memo<Arc<Drawn>>) -> impl IntoView {
    let learner = RwSignal::new(None::<PersonId>);
    let decision = RwSignal::new(None::<Seal>);
    let wrong = RwSignal::new(None);
    let learners = move || quality.learner_options();
    let decisions = move || {
        let drawn = drawn.get();
        let of = drawn
            .all
            .iter()
            .filter(|row| Some(row.learner) == learner.get());
        let options = of.map(|row| view! { <option value=row.decision.to_string()>{quality.called(&row.place)}</option> });
        options.collect_view()
    };
    let add = move |_| {
        let Some(seal) = decision.get_untracked() else {
            wrong.set(Some(words::CHOOSE_FIRST));
            return;
        };
        let all = drawn.get_untracked();
        let mut tried = quality.plan.get_untracked();
        let tried = tried.as_mut().map(|kept| kept.plan.add(seal, &all.all));
        let refused = tried.is_some_and(|tried| tried.is_err());
        wrong.set(refused.then_some(words::OWN));
        if !refused {
            quality.change(move |kept| {
                let _ = kept.plan.add(seal, &all.all);
            });
        }
    };
    view! {
        <details>
            <summary>{words::ADD_TITLE}</summary>
            <div class="fields matrix__filters">
                <div class="field">
                    <label for="quality_add_learner">{words::ADD_LEARNER}</label>
                    <select id="quality_add_learner" on:change:target=move |event| { decision.set(None); learner.set(event.target().value().parse().ok()); }>
                        <option value="">{words::CHOOSE}</option>{learners}
                    </select>
                </div>
                <div class="field">
                    <label for="quality_add_decision">{words::ADD_DECISION}</label>
                    <select id="quality_add_decision" on:change:target=move |event| decision.set(event.target().value().parse().ok())>
                        <option value="">{words::CHOOSE}</option>{decisions}
                    </select>
                </div>
                <button type="button" class="button button--quiet" data-action="add-by-hand" on:click=add>{words::ADD}</button>
            </div>
            <p class="field__error" role="alert">{move || wrong.get()}</p>
        </details>
    }
}
