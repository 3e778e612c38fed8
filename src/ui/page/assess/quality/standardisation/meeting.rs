//! Everybody's judgements side by side, what is agreed, and the minutes: kept, and printed.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

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
    taking_down: StoredValue<Rc<TakingDown>, LocalStorage>,
}

/// Minutes on their way to the device. They go there also when the meeting is put away.
struct TakingDown {
    /// As they were typed last.
    typed: RefCell<Arc<str>>,
    /// What of them was kept last, or read.
    known: RefCell<Arc<str>>,
    keeping: Cell<bool>,
}

impl Open {
    fn change(self, change: impl Fn(&mut Meeting) + 'static) {
        let exercise = self.exercise.get_value();
        spawn_local(async move {
            self.kept(&exercise, change).await;
        });
    }

    async fn kept(self, exercise: &Exercise, change: impl Fn(&mut Meeting)) -> Option<Meeting> {
        let kept = self.standard.change(exercise, change).await;
        if kept.is_none() {
            let wrong = vec![words::NOT_KEPT.to_owned()];
            let _ = self.standard.wrong.try_set(wrong);
        }
        kept
    }

    fn take_down(self, typed: String) {
        let (typed, exercise) = (Arc::<str>::from(typed), self.exercise.get_value());
        let taking_down = self.taking_down.get_value();
        self.minutes.set(Arc::clone(&typed));
        taking_down.typed.replace(typed);
        if !taking_down.keeping.replace(true) {
            spawn_local(async move {
                self.keep_minutes(&exercise, &taking_down).await;
                taking_down.keeping.set(false);
            });
        }
    }

    /// Keeps what is typed, and again for as long as more is typed meanwhile. What another tab has taken
    /// down is shown behind it then.
    async fn keep_minutes(self, exercise: &Exercise, taking_down: &TakingDown) {
        loop {
            let typed = Arc::clone(&taking_down.typed.borrow());
            let take = |kept: &mut Meeting| kept.take_down(&taking_down.known.borrow(), &typed);
            let Some(kept) = self.kept(exercise, take).await else {
                return;
            };
            if *taking_down.typed.borrow() != typed {
                taking_down.known.replace(typed);
                continue;
            }
            if kept.minutes != typed {
                taking_down.typed.replace(Arc::clone(&kept.minutes));
                self.minutes.try_set(Arc::clone(&kept.minutes));
            }
            taking_down.known.replace(kept.minutes);
            return;
        }
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
        taking_down: StoredValue::new_local(Rc::new(TakingDown {
            typed: RefCell::new(Arc::clone(&meeting.minutes)),
            known: RefCell::new(Arc::clone(&meeting.minutes)),
            keeping: Cell::new(false),
        })),
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
