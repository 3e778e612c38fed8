//! The decisions so far: those that stand, those that wait to be countersigned, and earlier ones.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    super::keeper::{GivenBack, KeptSoFar, KeptText},
    basis,
    case::Case,
    comments::replies,
    samples::Samples,
};
use crate::{
    desk::{judging::Decisions, unfinished::Work},
    record::{
        decision::{Decision, Rule, Shown},
        event::Role,
        seal::Seal,
        state::Kept,
        what::{Countersignature, What},
    },
    ui::{clock, dom, part::decided},
    wording::{assess::judge, date},
};

/// All decisions.
#[component]
pub(super) fn DecisionList(case: Case) -> impl IntoView {
    let decisions = Memo::new(move |_| case.state.with(Decisions::of));
    move || {
        let decisions = decisions.get();
        if decisions == Decisions::default() {
            return ().into_any();
        }
        let differ = decisions.differ();
        let several = decisions.standing.len() > 1;
        let all = |decisions: Vec<Kept<Decision>>, state: &'static str| {
            let all = decisions.into_iter();
            all.map(|decision| view! { <One case=case decision=decision state=state/> })
                .collect_view()
        };
        let earlier = (!decisions.earlier.is_empty()).then(|| {
            let earlier = all(decisions.earlier.clone(), judge::SUPERSEDED);
            view! { <details data-part="superseded"><summary>{judge::EARLIER}</summary>{earlier}</details> }
        });
        view! {
            <section class="stack" aria-labelledby="judge_decisions" data-part="decisions">
                <h3 id="judge_decisions">{judge::DECISIONS}</h3>
                {differ.then(|| view! {
                    <div class="notice" data-kind="warning" data-part="differ"><h4>{judge::DIFFER}</h4><p>{judge::DIFFER_HELP}</p></div>
                })}
                <div class="judge__standing" data-several=several.then_some("")>{all(decisions.standing, judge::STANDS)}</div>
                {all(decisions.to_countersign, judge::AWAITS)}
                {earlier}
            </section>
        }
        .into_any()
    }
}

#[component]
fn One(case: Case, decision: Kept<Decision>, state: &'static str) -> impl IntoView {
    let (said, by) = (&decision.said, &decision.event.by);
    let seal = decision.seal;
    let feedback = &said.feedback;
    let part = |title: &'static str, words: &str| {
        let words = words.to_owned();
        (!words.is_empty()).then(|| view! { <h5>{title}</h5><p class="answer__text">{words}</p> })
    };
    let by_when = feedback.by_when.map(|day| judge::by_when(&date::day(day)));
    let meta = judge::by(&by.name, by.role, &clock::local_day(decision.event.at));
    let on = case
        .state
        .with_untracked(|state| basis::of(state, &decision));
    let me = case.me();
    let countersigns = state == judge::AWAITS
        && case.may_decide()
        && me.role.is_qualified_assessor()
        && me.person != by.person;
    view! {
        <article class="card" data-decision=seal.to_string()>
            <h4 class="cluster">
                {decided::judgement(said.judgement)}
                <span class="chip">{state}</span>
            </h4>
            <p class="meta">{meta}" · "{judge::attempt(said.attempt)}</p>
            {(!on.is_empty()).then(|| view! { <p class="meta" data-part="on">{judge::on(&on)}</p> })}
            {part(judge::STRENGTHS, &feedback.strengths)}
            {part(judge::GAP, &feedback.gap)}
            {part(judge::ACTION, &feedback.action)}
            {by_when.map(|words| view! { <p><strong>{words}</strong></p> })}
            {rules(said)}
            {points(said)}
            {signatures(case, seal)}
            {replies(case, seal)}
            <Samples case=case decision=seal/>
            {countersigns.then(|| view! { <Countersign case=case decision=seal/> })}
        </article>
    }
}

fn rules(said: &Decision) -> impl IntoView + use<> {
    let lines = Rule::ALL.map(|rule| {
        let finding = said.evidence.finding(rule);
        let note = finding.note.to_string();
        view! {
            <li><span aria-hidden="true">{judge::holds_sign(finding.holds)}" "</span>{judge::rule(rule)}": "{judge::holds(finding.holds)}
                {(!note.is_empty()).then(|| format!(". {note}"))}</li>
        }
    });
    view! { <details><summary>{judge::RULES}</summary><ul class="plain">{lines.collect_view()}</ul></details> }
}

fn points(said: &Decision) -> impl IntoView + use<> {
    let lines: Vec<_> = said
        .points
        .iter()
        .map(|(lead, shown)| match shown {
            Shown::In(passage) => judge::point_in(lead, &passage.quote),
            Shown::AsAWhole => lead.to_string(),
        })
        .map(|words| view! { <li>{words}</li> })
        .collect();
    (!lines.is_empty()).then(|| {
        view! { <details><summary>{judge::POINTS_WERE}</summary><ul>{lines}</ul></details> }
    })
}

/// Who stands by a decision of an assessor in training.
fn signatures(case: Case, decision: Seal) -> impl IntoView {
    let signatures = Memo::new(move |_| {
        case.state.with(|state| {
            let signatures = state.countersignatures.iter();
            signatures
                .filter(|signature| {
                    signature.event.after.contains(&decision)
                        && signature.event.by.role == (Role::Assessor { in_training: false })
                })
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    move || {
        let lines = signatures.get().into_iter().map(|signature| {
            let by = &signature.event.by;
            let by = judge::by(&by.name, by.role, &clock::local_day(signature.event.at));
            let note = signature.said.note.to_string();
            view! {
                <p class="meta" data-countersigned="">"✓ "{judge::COUNTERSIGN}": "{by}</p>
                {(!note.is_empty()).then(|| view! { <p class="answer__text">{note}</p> })}
            }
        });
        lines.collect_view()
    }
}

#[component]
fn Countersign(case: Case, decision: Seal) -> impl IntoView {
    let note = KeptText::follow(case.desk, Work::Countersigning(case.learner().id, decision));
    let (typed, state) = (note.typed, note.state());
    let sign = move |event: SubmitEvent| {
        event.prevent_default();
        let said = Countersignature { note: note.said() };
        let note = note.clone();
        case.act(
            What::Countersigned(said.into()),
            vec![decision],
            move || {
                note.forget();
                case.said.try_set(judge::COUNTERSIGNED.to_owned());
                dom::focus_soon("#judge_whose");
            },
        );
    };
    view! {
        <form class="fields stack" data-part="countersign" on:submit=sign>
            <p>{judge::COUNTERSIGN_HELP}</p>
            <GivenBack state=state start_again=move || typed.set(String::new())/>
            <div class="field">
                <label for="judge_countersign_note">{judge::COUNTERSIGN_NOTE}</label>
                <textarea id="judge_countersign_note" rows="2" prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
            </div>
            <p><button type="submit" class="button" data-action="countersign" disabled=case.busy>{judge::COUNTERSIGN}</button></p>
            <KeptSoFar state=state/>
        </form>
    }
}
