//! The learner's answer: its text with comments in place, what was declared with it, and earlier
//! versions.

use leptos::prelude::*;

use super::{
    case::Case,
    comments::{self, Commenting},
    selection,
};
use crate::{
    desk::marks::{self, Run},
    identify::{self, Finding},
    record::{
        event::Via,
        state::{CriterionState, Kept},
        what::{HandedIn, Help, Version},
    },
    ui::{clock, part::changes::changes},
    wording::{assess::judge, date},
};

/// The answers that stand: one, or those that were handed in apart.
#[component]
pub(super) fn Answers(case: Case) -> impl IntoView {
    let submissions = Memo::new(move |_| {
        case.state.with(|state| {
            let current = state.current_submissions().into_iter();
            current.cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <section class="stack" aria-labelledby="judge_answer" data-part="answers">
            <h3 id="judge_answer">{judge::ANSWER}</h3>
            {move || {
                let submissions = submissions.get();
                if submissions.is_empty() {
                    return view! { <p class="hint">{judge::NO_ANSWER}</p> }.into_any();
                }
                let all = submissions.into_iter().map(|submission| view! { <Answer case=case submission=submission/> });
                all.collect_view().into_any()
            }}
            <Versions case=case/>
        </section>
    }
}

/// What marks a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mark {
    /// A comment, by its number.
    Comment(usize),
    /// The passage of the comment that is being written.
    Chosen,
    /// It could show who somebody is.
    Identifying,
}

#[component]
fn Answer(case: Case, submission: Kept<HandedIn>) -> impl IntoView {
    let seal = submission.seal;
    let Some(text) = case.text(&seal) else {
        return view! { <p class="notice" data-kind="warning">{judge::TEXT_MISSING}</p> }
            .into_any();
    };
    let findings = StoredValue::new(identify::scan(&text));
    let marked = {
        let text = text.clone();
        Memo::new(move |_| {
            let comments = comments::on(case, seal).into_iter().enumerate();
            let mut marks: Vec<_> = comments
                .filter_map(|(at, comment)| {
                    let passage = comment.said.passage()?;
                    Some((passage.find(&text)?, Mark::Comment(at + 1)))
                })
                .collect();
            if let Some(Commenting {
                passage: Some(passage),
                submission,
            }) = case.commenting.get()
                && submission == seal
            {
                marks.extend(passage.find(&text).map(|range| (range, Mark::Chosen)));
            }
            findings.with_value(|findings| {
                marks.extend(
                    findings
                        .iter()
                        .map(|f| (f.range.clone(), Mark::Identifying)),
                );
            });
            marks
        })
    };
    let when = judge::handed_in(
        &clock::local(submission.event.at),
        text.split_whitespace().count(),
    );
    let shown = text.clone();
    let nothing_selected = move || {
        let selected = case.selected.get();
        selected.is_none_or(|selected| selected.submission != seal)
    };
    let may_comment = case.may_decide();
    let from_paper = case.state.with_untracked(|state| {
        let version = state.version_of(&submission);
        version.is_some_and(|version| version.event.via == Some(Via::Workbook))
    });
    view! {
        <article class="stack">
            <p class="meta">{when}</p>
            {from_paper.then(|| view! { <p class="notice" data-kind="info" data-part="from-paper">{judge::FROM_PAPER}</p> })}
            <div class="card answer__text judge__text" data-answer=seal.to_string() tabindex="0" role="group"
                aria-label=judge::ANSWER_TEXT on:keydown=move |event| selection::step(&event)>
                {move || marks::runs(&shown, &marked.get()).into_iter().map(run).collect_view()}
            </div>
            {may_comment.then(|| view! {
                <p class="hint">{judge::SELECT_HELP}</p>
                <p class="cluster">
                    <button type="button" class="button button--quiet" data-action="comment" disabled=nothing_selected
                        on:click=move |_| comments::begin(case, seal)>{judge::COMMENT_ON_THIS}</button>
                    <button type="button" class="button button--plain" data-action="comment-on-all"
                        on:click=move |_| comments::begin_on_all(case, seal)>{judge::COMMENT_ON_ALL}</button>
                </p>
                <comments::CommentForm case=case submission=seal/>
            })}
            <comments::CommentList case=case submission=seal/>
            {findings.with_value(|findings| identifying(&text, findings))}
            {declaration(&submission.said)}
        </article>
    }
    .into_any()
}

/// A piece of the text. The marks add no text of their own, so that places in it can be counted.
fn run(run: Run<'_, Mark>) -> AnyView {
    let text = run.text.to_owned();
    let numbers = |marks: &[Mark]| {
        let numbers = marks.iter().filter_map(|mark| match mark {
            Mark::Comment(number) => Some(number.to_string()),
            Mark::Chosen | Mark::Identifying => None,
        });
        numbers.collect::<Vec<_>>().join(" ")
    };
    let identifying = run.marks.contains(&Mark::Identifying).then_some("");
    let chosen = run.marks.contains(&Mark::Chosen).then_some("");
    let (over, ends) = (numbers(&run.marks), numbers(&run.ends));
    if run.marks.is_empty() {
        text.into_any()
    } else if over.is_empty() && chosen.is_none() {
        view! { <span data-identifying=identifying>{text}</span> }.into_any()
    } else {
        let ends = (!ends.is_empty()).then_some(ends);
        view! { <mark data-comments=over data-ends=ends data-identifying=identifying data-chosen=chosen>{text}</mark> }
            .into_any()
    }
}

fn identifying(text: &str, findings: &[Finding]) -> impl IntoView + use<> {
    let lines: Vec<_> = findings
        .iter()
        .filter_map(|finding| {
            let words = text.get(finding.range.clone())?.to_owned();
            let seems = judge::looks_like(finding.kind.noun());
            Some(view! { <li><strong>{words}</strong>" "{seems}". "{finding.why}</li> })
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <details class="notice" data-kind="warning" data-part="identifying" open>
                <summary>{judge::IDENTIFYING}</summary>
                <p>{judge::IDENTIFYING_HELP}</p>
                <ul>{lines}</ul>
            </details>
        }
    })
}

fn declaration(said: &HandedIn) -> impl IntoView + use<> {
    let sources = match said.sources.trim() {
        "" => judge::NO_SOURCES.to_owned(),
        sources => judge::sources_were(sources),
    };
    let help = match &said.help {
        Help::None => judge::NO_HELP.to_owned(),
        Help::Used(how) => judge::help_used(how),
    };
    view! {
        <details data-part="declaration">
            <summary>{judge::DECLARATION}</summary>
            <p>{said.statement.to_string()}</p>
            <p>{sources}</p>
            <p>{help}</p>
            <p>{judge::signed(&said.signed, &date::day(said.date))}</p>
        </details>
    }
}

/// Versions before those that stand, each with what changed after it.
#[component]
fn Versions(case: Case) -> impl IntoView {
    let earlier = Memo::new(move |_| case.state.with(earlier));
    move || {
        let earlier = earlier.get();
        (!earlier.is_empty()).then(|| {
            view! {
                <details data-part="versions">
                    <summary>{judge::EARLIER_VERSIONS}</summary>
                    <ol class="history" reversed>{earlier.into_iter().map(version).collect_view()}</ol>
                </details>
            }
        })
    }
}

/// A version, with the text that follows it.
#[derive(Clone, PartialEq)]
struct Earlier {
    version: Kept<Version>,
    next: String,
    handed_in: bool,
}

fn earlier(state: &CriterionState) -> Vec<Earlier> {
    let current: Vec<_> = state
        .current_submissions()
        .into_iter()
        .filter_map(|submission| state.version_of(submission))
        .map(|version| version.seal)
        .collect();
    let versions = state.versions.in_order();
    let earlier = versions.iter().enumerate().filter_map(|(at, version)| {
        let follows = |later: &&&Kept<Version>| {
            later.event.after.contains(&version.seal)
                || state.handed_in_after(&version.seal, &later.seal)
        };
        let next = versions.iter().skip(at + 1).find(follows)?;
        let mut submissions = state.submissions.iter();
        let shown = current.contains(&version.seal);
        (!shown).then(|| Earlier {
            version: (*version).clone(),
            next: next.said.text.to_string(),
            handed_in: submissions.any(|s| s.event.after.contains(&version.seal)),
        })
    });
    let mut earlier: Vec<_> = earlier.collect();
    earlier.reverse();
    earlier
}

fn version(earlier: Earlier) -> impl IntoView {
    let (old, next) = (earlier.version.said.text.to_string(), earlier.next);
    let shown = RwSignal::new(false);
    let text = old.clone();
    view! {
        <li class="stack" data-version=earlier.version.seal.to_string()>
            <p class="meta">{clock::local(earlier.version.event.at)}
                {earlier.handed_in.then(|| view! { " "<span class="chip" data-state="handed-in">{crate::wording::answer::HANDED_IN}</span> })}</p>
            <p class="answer__text">{move || if shown.get() { changes(&old, &next) } else { text.clone().into_any() }}</p>
            <p><button type="button" class="button button--plain" aria-pressed=move || shown.get().to_string()
                on:click=move |_| shown.update(|shown| *shown = !*shown)>{judge::SHOW_CHANGES}</button></p>
        </li>
    }
}
