//! What quality assurers found in a decision: the assessor answers, the sampler closes.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    super::keeper::{GivenBack, KeptSoFar, KeptText},
    case::Case,
};
use crate::{
    desk::unfinished::Work,
    record::{
        event::{PersonId, Role},
        sample::{Sample, SampleAnswer, SampleClosed},
        seal::Seal,
        state::{Kept, SampleStanding},
        what::What,
    },
    ui::{clock, dom},
    wording::{assess::judge, date},
};

/// A sample with what was said to it.
#[derive(Clone, PartialEq)]
struct Sampled {
    sample: Kept<Sample>,
    answers: Vec<Kept<SampleAnswer>>,
    closings: Vec<Kept<SampleClosed>>,
    standing: SampleStanding,
    decided_by: PersonId,
}

/// The samples of a decision.
#[component]
pub(super) fn Samples(case: Case, decision: Seal) -> impl IntoView {
    let samples = Memo::new(move |_| {
        case.state.with(|state| {
            let samples = state.samples_that_count().into_iter();
            samples
                .filter(|open| open.decision.seal == decision)
                .map(|open| Sampled {
                    sample: open.sample.clone(),
                    answers: open.answers.into_iter().cloned().collect(),
                    closings: open.closings.into_iter().cloned().collect(),
                    standing: open.standing,
                    decided_by: open.decision.event.by.person,
                })
                .collect::<Vec<_>>()
        })
    });
    move || {
        let samples = samples.get().into_iter();
        let samples = samples.map(|sampled| view! { <One case=case sampled=sampled/> });
        samples.collect_view()
    }
}

#[component]
fn One(case: Case, sampled: Sampled) -> impl IntoView {
    let said = &sampled.sample.said;
    let by = &sampled.sample.event.by;
    let meta = judge::by(
        &by.name,
        by.role,
        &clock::local_day(sampled.sample.event.at),
    );
    let paragraph = |words: &str| {
        let words = words.to_owned();
        (!words.is_empty()).then(|| view! { <p class="answer__text">{words}</p> })
    };
    let by_when = said.by_when.map(|day| judge::by_when(&date::day(day)));
    let said_to_it = sampled.answers.iter().map(|answer| {
        let by = &answer.event.by;
        let by = judge::by(&by.name, by.role, &clock::local_day(answer.event.at));
        view! { <li><p class="answer__text">{answer.said.text.to_string()}</p><p class="meta">{by}</p></li> }
    });
    let closed = sampled.closings.iter().map(|closing| {
        let by = &closing.event.by;
        let by = judge::by(&by.name, by.role, &date::day(closing.said.date));
        view! { <li><p class="answer__text">{closing.said.note.to_string()}</p><p class="meta">{by}</p></li> }
    });
    let me = case.me();
    let answers = sampled.standing == SampleStanding::WithAssessor
        && case.may_decide()
        && me.person == sampled.decided_by;
    let closes = sampled.standing == SampleStanding::WithSampler
        && me.role == Role::InternalQualityAssurer
        && me.person == by.person;
    let (sample, last) = (sampled.sample.seal, sampled.answers.last().map(|a| a.seal));
    view! {
        <div class="notice" data-kind="info" data-sample=sample.to_string()>
            <h5>{judge::sampled(said.stage, said.finding)}</h5>
            <p class="meta">{meta}" · "{judge::sample_standing(sampled.standing)}</p>
            {paragraph(&said.comment)}
            {(!said.action.is_empty()).then(|| view! { <p><strong>{judge::ACTION}": "</strong>{said.action.to_string()}</p> })}
            {by_when.map(|words| view! { <p><strong>{words}</strong></p> })}
            <ul class="judge__replies">{said_to_it.collect_view()}{closed.collect_view()}</ul>
            {answers.then(|| view! { <Answer case=case sample=sample/> })}
            {closes.then(|| view! { <Close case=case sample=sample answer=last/> })}
        </div>
    }
}

#[component]
fn Answer(case: Case, sample: Seal) -> impl IntoView {
    let answer = KeptText::follow(case.desk, Work::Reply(case.learner().id, sample));
    let (typed, state) = (answer.typed, answer.state());
    let empty = RwSignal::new(false);
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let text = answer.said();
        empty.set(text.is_empty());
        if text.is_empty() {
            dom::focus_soon("#judge_sample_answer");
            return;
        }
        let said = SampleAnswer { text };
        let answer = answer.clone();
        case.act(What::SampleAnswer(said.into()), vec![sample], move || {
            answer.forget();
            case.said.try_set(judge::ANSWER_KEPT.to_owned());
            dom::focus_soon("#judge_whose");
        });
    };
    view! {
        <form class="fields stack" data-part="answer-sample" novalidate on:submit=keep>
            <GivenBack state=state start_again=move || typed.set(String::new())/>
            <div class="field">
                <label for="judge_sample_answer">{judge::YOUR_ANSWER}</label>
                <textarea id="judge_sample_answer" rows="3" aria-describedby="judge_sample_wrong" aria-invalid=move || empty.get().then_some("true")
                    prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
                <p id="judge_sample_wrong" class="field__error">{move || empty.get().then_some(judge::WRITE_ANSWER)}</p>
            </div>
            <p><button type="submit" class="button" data-action="answer-sample" disabled=case.busy>{judge::ANSWER_SAMPLE}</button></p>
            <KeptSoFar state=state/>
        </form>
    }
}

#[component]
fn Close(case: Case, sample: Seal, answer: Option<Seal>) -> impl IntoView {
    let note = KeptText::follow(case.desk, Work::Closing(case.learner().id, sample));
    let (typed, state) = (note.typed, note.state());
    let close = move |event: SubmitEvent| {
        event.prevent_default();
        let said = SampleClosed {
            note: note.said(),
            date: clock::today(),
        };
        let after = [Some(sample), answer].into_iter().flatten().collect();
        let note = note.clone();
        case.act(What::SampleClosed(said.into()), after, move || {
            note.forget();
            case.said.try_set(judge::SAMPLE_CLOSED.to_owned());
            dom::focus_soon("#judge_whose");
        });
    };
    view! {
        <form class="fields stack" data-part="close-sample" on:submit=close>
            <GivenBack state=state start_again=move || typed.set(String::new())/>
            <div class="field">
                <label for="judge_close_note">{judge::CLOSE_NOTE}</label>
                <textarea id="judge_close_note" rows="2" prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
            </div>
            <p><button type="submit" class="button" data-action="close-sample" disabled=case.busy>{judge::CLOSE_SAMPLE}</button></p>
            <KeptSoFar state=state/>
        </form>
    }
}
