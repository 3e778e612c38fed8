//! The checks that were made, how far each has come, and closing those that were answered.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{
    super::{
        keeper::{GivenBack, KeptSoFar, KeptText},
        to_answer,
    },
    Quality,
};
use crate::{
    desk::{judging::Decisions, portfolio::Portfolio, summary::Sampled, unfinished::Work},
    quality::Place,
    record::{
        decision::Decision,
        event::{About, Item, PersonId},
        pending::Texts,
        sample::SampleClosed,
        seal::Seal,
        state::{CriterionState, Kept, SampleStanding},
        store::StoreError,
        stored::Learner,
        what::What,
    },
    ui::{clock, desk::Act, part::dialog::Dialog},
    wording::{answer, assess::quality as words, date},
};

/// How many checks are shown at first, and how many more each time.
const ROWS: usize = 15;

/// A check and where it stands.
#[derive(Clone, PartialEq)]
struct Line {
    learner: PersonId,
    name: String,
    place: Place,
    sampled: Sampled,
}

/// What is needed to close a check.
#[derive(Clone, PartialEq)]
struct Closing {
    learner: Learner,
    place: Place,
    sample: Seal,
    about: Vec<About>,
    after: Vec<Seal>,
    says: Vec<String>,
    /// What now stands, or waits to be countersigned.
    now: Vec<String>,
}

/// The checks, the latest first.
#[component]
pub(super) fn Made(quality: Quality) -> impl IntoView {
    let lines = Memo::new(move |_| lines(quality));
    let open = RwSignal::new(false);
    let closing = RwSignal::new(None::<Closing>);
    let shown = RwSignal::new(ROWS);
    let table = move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p>{words::NONE_MADE}</p> }.into_any();
        }
        let more = lines.len() > shown.get();
        let rows = lines.into_iter().take(shown.get());
        let rows = rows.map(|line| row(quality, line, open, closing));
        view! {
            <div class="figures" tabindex="0" role="group" aria-label=words::MADE>
                <table>
                    <thead><tr>
                        <th scope="col">{words::LEARNER}</th><th scope="col">{words::CRITERION}</th><th scope="col">{words::FOUND}</th>
                        <th scope="col">{words::STATE}</th><th scope="col">{words::CHECKED_ON}</th><th scope="col">{words::BY_WHEN}</th><td></td>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {more.then(|| view! {
                <p><button type="button" class="button button--quiet" on:click=move |_| shown.update(|shown| *shown += ROWS)>{words::MORE}</button></p>
            })}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="quality_made" data-part="made">
            <h2 id="quality_made">{words::MADE}</h2>
            {table}
        </section>
        <Dialog open=open title=words::CLOSE_TITLE id="quality_close">
            {move || closing.get().map(|closing| view! { <Close quality=quality closing=closing open=open/> })}
        </Dialog>
    }
}

fn lines(quality: Quality) -> Vec<Line> {
    let summaries = quality.desk.summaries.read();
    let mut lines: Vec<Line> = summaries
        .values()
        .flat_map(|summary| summary.criteria().map(move |found| (summary, found)))
        .flat_map(|(summary, (pack, unit, criterion))| {
            criterion.samples.iter().map(|sampled| Line {
                learner: summary.learner.id,
                name: quality.learner_called(summary),
                place: Place {
                    pack: pack.clone(),
                    unit: unit.clone(),
                    criterion: criterion.id.clone(),
                },
                sampled: sampled.clone(),
            })
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.sampled.done.at));
    lines
}

fn row(
    quality: Quality,
    line: Line,
    open: RwSignal<bool>,
    closing: RwSignal<Option<Closing>>,
) -> impl IntoView {
    let sampled = &line.sampled;
    let me = quality.desk.me().map(|me| me.person);
    let may_close = quality.may_write()
        && sampled.standing == SampleStanding::WithSampler
        && Some(sampled.done.by) == me;
    // What others found would tell what was decided.
    let unseen = quality
        .unseen
        .with(|unseen| unseen.contains(&sampled.decision));
    let (finding, standing) = match unseen {
        true => (words::HIDDEN, words::CHECK_FIRST),
        false => (
            words::finding(sampled.finding),
            words::standing(sampled.standing),
        ),
    };
    let day = clock::local_day(sampled.done.at);
    let by_when = sampled.by_when.map(date::day);
    let to = to_answer(line.learner, &line.place);
    let criterion = quality.called(&line.place);
    let name = line.name.clone();
    let close = may_close.then(|| {
        let begin = move |_| {
            let line = line.clone();
            spawn_local(async move {
                match find(quality, line.learner, &line.place, line.sampled.done.seal).await {
                    Ok(found) => {
                        let is_there = found.is_some();
                        quality.said.try_set((!is_there).then_some(words::NOTHING_TO_CLOSE));
                        closing.try_set(found);
                        open.try_set(is_there);
                    }
                    Err(error) => quality.desk.session.tell(&error),
                }
            });
        };
        view! { <button type="button" class="button button--quiet" data-action="close" on:click=begin>{words::CLOSE}</button> }
    });
    view! {
        <tr data-hidden=unseen.then_some("")>
            <th scope="row">{name}</th><td><a href=to>{criterion}</a></td><td>{finding}</td>
            <td>{standing}</td><td>{day}</td><td>{by_when}</td><td>{close}</td>
        </tr>
    }
}

/// Reads what the assessor answered; none where there is nothing to close.
async fn find(
    quality: Quality,
    learner: PersonId,
    place: &Place,
    sample: Seal,
) -> Result<Option<Closing>, StoreError> {
    let portfolio = quality.desk.portfolio(learner).await?;
    let Some(portfolio) = portfolio else {
        return Ok(None);
    };
    let found = closing_of(&portfolio, place, sample);
    if found.is_none() {
        quality.desk.follow(&portfolio);
    }
    Ok(found)
}

fn closing_of(portfolio: &Portfolio, place: &Place, sample: Seal) -> Option<Closing> {
    let state = portfolio.record.state();
    let unit = state.unit(&place.pack, &place.unit)?;
    let criterion = unit.criteria.get(&place.criterion)?;
    let mut samples = criterion.samples_that_count().into_iter();
    let open = samples
        .find(|open| open.sample.seal == sample && open.standing == SampleStanding::WithSampler)?;
    let answers = open.answers.iter();
    let item = Item::Criterion(place.criterion.clone());
    let about = open
        .sample
        .event
        .about
        .iter()
        .filter(|about| about.item == item);
    Some(Closing {
        learner: portfolio.learner.clone(),
        place: place.clone(),
        sample,
        about: about.cloned().collect(),
        after: std::iter::once(sample)
            .chain(answers.clone().map(|answer| answer.seal))
            .collect(),
        says: answers.map(|answer| answer.said.text.to_string()).collect(),
        now: now(criterion, open.decision.seal),
    })
}

/// How the criterion stands, so that a check is not closed on words alone.
fn now(criterion: &CriterionState, checked: Seal) -> Vec<String> {
    let decisions = Decisions::of(criterion);
    let line = |decision: &Kept<Decision>, counts: bool| {
        let (by, day) = (&decision.event.by.name, clock::local_day(decision.event.at));
        let by = answer::decided_by(by, &day);
        let judgement = decision.said.judgement;
        words::stands_now(judgement, &by, counts, decision.seal == checked)
    };
    let standing = decisions
        .standing
        .iter()
        .map(|decision| line(decision, true));
    let unsigned = decisions.to_countersign.iter();
    standing
        .chain(unsigned.map(|decision| line(decision, false)))
        .collect()
}

#[component]
fn Close(quality: Quality, closing: Closing, open: RwSignal<bool>) -> impl IntoView {
    let work = Work::Closing(closing.learner.id, closing.sample);
    let note = KeptText::follow(quality.desk, work);
    let (typed, state) = (note.typed, note.state());
    let wrong = RwSignal::new(None);
    let seen = RwSignal::new(closing);
    let busy = RwSignal::new(false);
    let says = move || {
        let says = seen.with(|closing| closing.says.clone()).into_iter();
        says.map(|text| view! { <p class="answer__text">{text}</p> })
            .collect_view()
    };
    let now = move || {
        let now = seen.with(|closing| closing.now.clone()).into_iter();
        now.map(|line| view! { <li>{line}</li> }).collect_view()
    };
    let close = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let note = note.clone();
        spawn_local(async move {
            match record(quality, seen, note.said()).await {
                Ok(()) => {
                    note.forget();
                    let _ = open.try_set(false);
                    quality.said.set(Some(words::CLOSED));
                }
                Err(why) => drop(wrong.try_set(Some(why))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="fields stack" method="dialog" on:submit=close novalidate>
            <h3>{words::ASSESSOR_SAYS}</h3>
            {says}
            <h3>{words::NOW}</h3>
            <ul data-part="now">{now}</ul>
            <GivenBack state=state start_again=move || typed.set(String::new())/>
            <div class="field">
                <label for="quality_note">{words::NOTE}</label>
                <textarea id="quality_note" rows="3" prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
            </div>
            <p class="field__error" role="alert">{move || wrong.get()}</p>
            <p class="cluster">
                <button type="submit" class="button" data-action="close-it" disabled=busy>{words::CLOSE_IT}</button>
                <button type="button" class="button button--quiet" data-action="not-now" on:click=move |_| open.set(false)>{words::NOT_NOW}</button>
            </p>
            <KeptSoFar state=state/>
        </form>
    }
}

/// Records that the check is closed, if what was read is still all that there is; it is shown as it now is
/// where it is not.
async fn record(
    quality: Quality,
    seen: RwSignal<Closing>,
    note: Arc<str>,
) -> Result<(), &'static str> {
    let closing = seen.try_get_untracked().ok_or(words::NOTHING_TO_CLOSE)?;
    match find(quality, closing.learner.id, &closing.place, closing.sample).await {
        Ok(Some(now)) if now == closing => {}
        Ok(Some(now)) => {
            seen.try_set(now);
            return Err(words::CLOSING_CHANGED);
        }
        Ok(None) => return Err(words::NOTHING_TO_CLOSE),
        // What cannot be read cannot be written either: that is told there.
        Err(_) => {}
    }
    let said = SampleClosed {
        note,
        date: clock::today(),
    };
    let act = Act {
        what: What::SampleClosed(said.into()),
        about: closing.about,
        after: closing.after,
    };
    let acted = quality
        .desk
        .act(&closing.learner, vec![act], Texts::new())
        .await;
    match acted {
        Ok(_) => Ok(()),
        Err(error) => {
            quality.desk.session.tell(&error);
            Err(words::NOT_RECORDED)
        }
    }
}
