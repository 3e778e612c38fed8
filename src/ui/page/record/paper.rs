//! The whole record on paper, or as a PDF: every criterion with every answer and what was said to
//! it.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{
    practice::results,
    unit::{changed, feedback, named, paragraphs},
};
use crate::{
    overview::{Answer, CriterionOverview, Decided, UnitOverview},
    record::what::Help,
    ui::{clock, dom, session::Session},
    wording::{answer, date, record},
};

/// Everything, one after another.
#[component]
pub(super) fn Paper(
    session: Session,
    units: Memo<Vec<UnitOverview>>,
    on_paper: RwSignal<bool>,
) -> impl IntoView {
    let name = move || {
        session
            .person()
            .map(|person| person.shown_name().to_owned())
            .unwrap_or_default()
    };
    let today: Date = clock::today();
    let print = move |_| {
        let _ = dom::window().print();
    };
    let worked_in = move || {
        let units = units.get().into_iter().filter(|unit| !unit.is_empty());
        units
            .map(|unit| view! { <UnitOnPaper unit=unit/> })
            .collect_view()
    };
    view! {
        <div class="stack" data-record="paper">
            <p class="toolbar">
                <button type="button" class="button" data-action="print" on:click=print>{record::PRINT}</button>
                <button type="button" class="button button--quiet" data-action="back" on:click=move |_| on_paper.set(false)>{record::BACK}</button>
            </p>
            <p>{move || record::paper_head(&name(), &date::day(today))}</p>
            <p class="meta">{record::PAPER_HELP}</p>
            {worked_in}
        </div>
    }
}

#[component]
fn UnitOnPaper(unit: UnitOverview) -> impl IntoView {
    let title = unit
        .title
        .clone()
        .unwrap_or_else(|| record::gone_unit(unit.id.as_str()));
    let begun = unit
        .criteria
        .iter()
        .filter(|criterion| !criterion.answers.is_empty() || !criterion.decisions.is_empty());
    let has_practice = !(unit.questions.is_empty() && unit.scenarios.is_empty());
    view! {
        <section class="section">
            <h2>{title}</h2>
            {begun.map(criterion).collect_view()}
            {has_practice.then(|| view! { <h3>{record::PRACTICE}</h3>{results(&unit.questions, &unit.scenarios, true)} })}
        </section>
    }
}

fn criterion(criterion: &CriterionOverview) -> impl IntoView + use<> {
    view! {
        <section data-criterion=criterion.id.to_string()>
            <h3>{named(criterion)}</h3>
            <p><strong>{record::standing(criterion.standing)}</strong></p>
            {changed(criterion)}
            {criterion.answers.iter().map(answer).collect_view()}
            {criterion.decisions.iter().map(decided).collect_view()}
        </section>
    }
}

/// A decision, behind the answer that it is about where that is no longer the one above.
fn decided(decided: &Decided) -> impl IntoView + use<> {
    let earlier = decided.on_earlier.as_ref().map(answer);
    view! { {earlier.map(|answer| view! { <p><strong>{record::EARLIER_ANSWER}</strong></p>{answer} })}{feedback(decided)} }
}

fn answer(answer: &Answer) -> impl IntoView + use<> {
    let declared = answer.handed_in.as_ref().map(|declared| {
        let help = match &declared.help {
            Help::None => record::NO_HELP.to_owned(),
            Help::Used(how) => record::help_used(how),
        };
        view! {
            <p class="meta">{record::declared(&declared.statement, &declared.signed, &date::day(declared.date))}</p>
            {(!declared.sources.is_empty()).then(|| view! { <p class="meta">{answer::sources_were(&declared.sources)}</p> })}
            <p class="meta">{help}</p>
        }
    });
    let draft = answer
        .handed_in
        .is_none()
        .then(|| view! { <p class="meta">{record::draft_of(&clock::local(answer.at))}</p> });
    view! { <blockquote>{paragraphs(&answer.text)}</blockquote>{draft}{declared} }
}
