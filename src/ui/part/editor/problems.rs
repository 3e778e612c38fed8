//! What is wrong, by line, with what mends it.

use leptos::prelude::*;

use super::{Writer, area::severity_key};
use crate::{
    author::{
        place::line_span,
        problems::{Line, Problem, all_mended, by_line, mended},
    },
    source::Position,
    wording::author as words,
};

/// The list of all that is wrong.
#[component]
pub(super) fn Problems(writer: Writer) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let found = writer.found.get();
        writer
            .paused
            .with_untracked(|text| by_line(text, found.iter()))
    });
    let mendable = move || {
        let problems = |line: &Line| line.problems.iter().filter(|p| p.mend.is_some()).count();
        lines.read().iter().map(problems).sum::<usize>()
    };
    let mend_all = move |_| {
        let found = writer.found.get_untracked();
        let edit = writer
            .paused
            .with_untracked(|text| all_mended(text, found.iter()));
        if let Some(edit) = edit.filter(|_| is_read(writer)) {
            writer.apply(&edit, None, false);
            writer.said.set(words::MENDED.to_owned());
        }
    };
    view! {
        <section class="writer__problems" data-part="problems" aria-label=words::PROBLEMS_LABEL>
            {move || lines.read().is_empty().then(|| view! { <p>{words::NO_PROBLEMS}</p> })}
            {move || (mendable() > 1).then(|| view! {
                <p><button type="button" class="button button--quiet" data-action="mend-all" on:click=mend_all>{words::mend_all(mendable())}</button></p>
            })}
            <ul class="writer__list">
                {move || lines.get().into_iter().map(|line| line_of(writer, line)).collect_view()}
            </ul>
        </section>
    }
}

/// Whether what was found is about the text as it is now.
fn is_read(writer: Writer) -> bool {
    writer
        .text
        .with_untracked(|text| writer.paused.with_untracked(|paused| text == paused))
}

fn line_of(writer: Writer, line: Line) -> impl IntoView {
    let number = line.number;
    view! {
        <li>
            <button type="button" class="button button--plain" data-line=number.to_string()
                on:click=move |_| writer.go_to(writer.text.with_untracked(|text| line_span(text, number)))>
                {words::line_button(number)}
            </button>
            <ul>
                {line.problems.into_iter().map(|problem| view! { <li>{one(writer, problem)}</li> }).collect_view()}
            </ul>
        </li>
    }
}

fn one(writer: Writer, problem: Problem) -> impl IntoView {
    let Problem { found, mend, .. } = problem;
    let severity = found.severity();
    let title = found.fix.as_ref().map(|fix| fix.title.clone());
    let fix = mend.zip(title).map(|(_, title)| {
        let found = found.clone();
        let make = move |_| {
            // Worked out again: the text may have changed above.
            let edit = writer.text.with_untracked(|text| mended(text, &found));
            if let Some(edit) = edit.filter(|_| is_read(writer)) {
                writer.apply(&edit, None, false);
                writer.said.set(words::MENDED.to_owned());
            }
        };
        view! { <button type="button" class="button button--quiet" data-action="mend" on:click=make>{title}</button> }
    });
    view! {
        <p data-severity=severity_key(severity) class="writer__problem">
            <strong>{words::severity(severity)}</strong>" "{found.message.clone()}"."
            {found.help.clone().map(|help| view! { <span class="hint">" "{help}"."</span> })}
        </p>
        {fix}
    }
}

/// What is wrong on the caret's line, under the text.
#[component]
pub(super) fn AtCaret(writer: Writer) -> impl IntoView {
    let line = Memo::new(move |_| {
        let at = writer.caret.get();
        writer
            .text
            .with_untracked(|text| Position::of(text, at).line)
    });
    let here = Memo::new(move |_| {
        let found = writer.found.get();
        let line = line.get();
        writer.paused.with_untracked(|text| {
            let here = found
                .iter()
                .filter(|wrong| Position::of(text, wrong.span.start).line == line);
            here.map(|wrong| wrong.message.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <p id="writer_at_caret" class="hint writer__status" role="status">
            {move || words::at_line(line.get(), &here.read())}
        </p>
    }
}
