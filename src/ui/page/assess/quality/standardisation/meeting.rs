//! Everybody's judgements side by side, what is agreed, and the minutes: kept, and printed.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use super::Standard;
use crate::{
    exchange::standardisation::{Exercise, Meeting, Spread},
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
    exercise: StoredValue<Exercise>,
    /// The minutes as they stand in their field.
    minutes: RwSignal<Arc<str>>,
    /// What of them was kept last, or read.
    known: StoredValue<Rc<RefCell<Arc<str>>>, LocalStorage>,
}

impl Open {
    fn change(self, change: impl Fn(&mut Meeting) + 'static) {
        spawn_local(async move {
            self.kept(change).await;
        });
    }

    async fn kept(self, change: impl Fn(&mut Meeting)) -> Option<Meeting> {
        let exercise = self.exercise.try_get_value()?;
        let kept = self.standard.change(&exercise, change).await;
        if kept.is_none() {
            let wrong = vec![words::NOT_KEPT.to_owned()];
            let _ = self.standard.wrong.try_set(wrong);
        }
        kept
    }

    /// Takes down minutes. What another tab has taken down meanwhile is shown behind them.
    fn take_down(self, typed: String) {
        let (typed, known) = (Arc::<str>::from(typed), self.known.get_value());
        self.minutes.set(Arc::clone(&typed));
        spawn_local(async move {
            let kept = self.kept(|kept| kept.take_down(&known.borrow(), &typed));
            let Some(kept) = kept.await else { return };
            let is_last = self.minutes.try_with_untracked(|now| *now == typed);
            let shown = match is_last == Some(true) {
                true => kept.minutes,
                // More was typed, without a look at what others did.
                false => typed,
            };
            known.replace(Arc::clone(&shown));
            if is_last == Some(true) {
                self.minutes.try_set(shown);
            }
        });
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
    let open = Open {
        standard,
        exercise: StoredValue::new(meeting.exercise.clone()),
        minutes: RwSignal::new(Arc::clone(&meeting.minutes)),
        known: StoredValue::new_local(Rc::new(RefCell::new(Arc::clone(&meeting.minutes)))),
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
                <textarea id="standard_minutes" rows="8" prop:value=move || open.minutes.get().to_string()
                    on:input:target=move |event| open.take_down(event.target().value())></textarea>
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
        open.change(move |meeting| {
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
