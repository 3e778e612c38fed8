//! Everybody's judgements side by side, what is agreed, and the minutes: kept, and printed.

use leptos::prelude::*;

use super::Standard;
use crate::{
    exchange::standardisation::{Meeting, Spread},
    record::decision::Judgement,
    ui::dom,
    wording::{
        assess::{quality, standardisation as words},
        date,
    },
};

const JUDGEMENTS: [Judgement; 2] = [Judgement::Met, Judgement::NotYetMet];

/// The meeting on the table, kept with every change.
#[derive(Clone, Copy)]
struct Open {
    standard: Standard,
    meeting: StoredValue<Meeting>,
}

impl Open {
    fn change(self, change: impl FnOnce(&mut Meeting)) {
        self.meeting.update_value(change);
        self.meeting
            .with_value(|meeting| self.standard.keep(meeting));
    }
}

/// The meeting.
#[component]
pub(super) fn Together(standard: Standard, meeting: Meeting) -> impl IntoView {
    let title = format!(
        "{}, {}",
        meeting.exercise.title,
        date::day(meeting.exercise.date)
    );
    let minutes = meeting.minutes.to_string();
    let open = Open {
        standard,
        meeting: StoredValue::new(meeting.clone()),
    };
    let spread = meeting.spread().into_iter().enumerate();
    let cases: Vec<_> = spread.map(|(at, spread)| one(open, at, &spread)).collect();
    let print = move |_| {
        let _ = dom::window().print();
    };
    view! {
        <section class="stack" aria-labelledby="standard_together" data-part="meeting">
            <h3 id="standard_together">{words::TOGETHER}": "{title}</h3>
            {cases}
            <div class="fields field">
                <label for="standard_minutes">{words::MINUTES}</label>
                <textarea id="standard_minutes" rows="8" prop:value=minutes
                    on:input:target=move |event| open.change(|meeting| meeting.minutes = event.target().value().into())></textarea>
            </div>
            <p class="cluster">
                <button type="button" class="button" data-action="print" on:click=print>{words::PRINT}</button>
                <button type="button" class="button button--quiet" data-action="put-away" on:click=move |_| standard.put_away()>{words::PUT_AWAY}</button>
            </p>
        </section>
    }
}

fn one(open: Open, at: usize, spread: &Spread<'_>) -> impl IntoView + use<> {
    let judged = spread.judged.iter().map(|(name, judged)| {
        let line = words::judged(name, quality::judgement(judged.judgement), &judged.note);
        view! { <li>{line}</li> }
    });
    let judged = judged.collect_view();
    let (id, case) = (format!("standard_agreed_{at}"), spread.case.id());
    let agreed = spread.agreed;
    let options = JUDGEMENTS.map(|judgement| {
        view! { <option selected=agreed == Some(judgement)>{quality::judgement(judgement)}</option> }
    });
    let choose = move |at: i32| {
        let chosen = usize::try_from(at - 1)
            .ok()
            .and_then(|at| JUDGEMENTS.get(at).copied());
        open.change(|meeting| {
            match chosen {
                Some(judgement) => meeting.agreed.insert(case, judgement),
                None => meeting.agreed.remove(&case),
            };
        });
    };
    view! {
        <article class="stack" data-part="spread">
            <h4>{words::case(at + 1, &spread.case.number)}</h4>
            <p><strong>{spread.case.asks.to_string()}</strong></p>
            <div class="answer__text">{spread.case.text.to_string()}</div>
            <p><strong>{words::spread(spread.met, spread.not_yet)}</strong></p>
            <ul class="links">{judged}</ul>
            <div class="fields field">
                <label for=id.clone()>{words::AGREED}</label>
                <select id=id on:change:target=move |event| choose(event.target().selected_index())>
                    <option selected=agreed.is_none()>{words::NOT_AGREED}</option>
                    {options.collect_view()}
                </select>
            </div>
        </article>
    }
}
