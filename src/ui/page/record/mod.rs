//! My record: where everything stands and what comes next, practice, the files that go out and
//! come in, and all of it on paper; what is completed, with certificates, CPD entries and the
//! statement that an employer gets.

mod certificate;
mod cpd;
mod declare;
mod open;
mod paper;
mod plan;
mod practice;
mod save;
mod statement;
mod unit;

use std::rc::Rc;

use jiff::civil::Date;
use leptos::{
    prelude::*,
    task::{spawn_local, tick},
};

use self::{
    certificate::CertificateOnPaper,
    cpd::CpdOnPaper,
    open::OpenFile,
    paper::Paper,
    save::SaveFile,
    statement::{Completed, Giving, StatementOnPaper},
    unit::UnitCard,
};
use super::{address, with_everything};
use crate::{
    completion::statement::Statement,
    id::UnitId,
    overview::{self, CriterionOverview, UnitOverview},
    pack::Settings,
    record::state::Standing,
    route::Route,
    ui::{
        dom, look, nav,
        part::decided::by_when,
        session::Session,
        sync::{
            card::{ProviderCard, ToProvider},
            known,
        },
    },
    unit::Unit,
    wording::{completion, record},
};

/// Takes over the page.
pub(super) fn attach(session: Session) {
    with_everything(move |settings, units| fill(session, settings, units));
}

/// Fills the page with what the record says of a pack's units.
pub fn fill(session: Session, settings: Rc<Settings>, units: Vec<Rc<Unit>>) {
    if let Some(place) = dom::place("record") {
        let content = StoredValue::new_local((settings, units));
        dom::fill(
            place,
            move || view! { <MyRecord session=session content=content/> },
        );
    }
}

type Content = StoredValue<(Rc<Settings>, Vec<Rc<Unit>>), LocalStorage>;

/// What is shown in place of the record, to be printed.
#[derive(Clone, PartialEq)]
enum Sheet {
    /// The completion statement, as it was when it was asked for.
    Statement(Box<Statement>),
    /// A unit's certificate.
    Certificate(UnitId),
    /// A unit's CPD entry.
    Cpd(UnitId),
}

#[component]
fn MyRecord(session: Session, content: Content) -> impl IntoView {
    let units = Memo::new(move |_| {
        content.with_value(|(settings, units)| {
            let units: Vec<&Unit> = units.iter().map(|unit| &**unit).collect();
            let record = session.record();
            session.state.with(|state| {
                overview::of(&record, state, settings, &units, look::nation(settings))
            })
        })
    });
    let assessed = plan::assessed(session, content);
    let on_paper = RwSignal::new(false);
    let print = move |_| {
        on_paper.set(true);
        spawn_local(async {
            tick().await;
            let _ = dom::window().print();
        });
    };
    let sheet: RwSignal<Option<Sheet>> = RwSignal::new(None);
    let giving = Giving::new();
    Effect::new(move |_| {
        nav::entitle(sheet.with(|sheet| match sheet {
            None => "",
            Some(Sheet::Statement(_)) => completion::STATEMENT_TITLE,
            Some(Sheet::Certificate(_)) => completion::CERTIFICATE_TITLE,
            Some(Sheet::Cpd(_)) => completion::CPD_TITLE,
        }));
    });
    let is_sheet = move || sheet.with(Option::is_some);
    dom::focus_between(is_sheet, "[data-sheet=title]", "#record_completed");
    let printed = move || on_paper.get();
    dom::focus_between(
        printed,
        "[data-record=paper] [data-action=print]",
        "[data-action=print]",
    );
    let away = Memo::new(move |_| on_paper.get() || sheet.with(Option::is_some));
    let instead = move || {
        match sheet.get() {
        None => view! { <Paper session=session units=units on_paper=on_paper/> }.into_any(),
        Some(wanted) => view! { <SheetPage session=session content=content giving=giving sheet=sheet wanted=wanted/> }.into_any(),
    }
    };
    view! {
        <Show when=move || !away.get() fallback=move || instead>
            <div class="stack">
                <p class="toolbar">
                    <a class="button button--quiet" href="#record_save">{record::TO_SAVE}</a>
                    <a class="button button--quiet" href="#record_open">{record::TO_OPEN}</a>
                    <a class="button button--quiet" href="#record_completed">{completion::TO_COMPLETED}</a>
                    <ToProvider/>
                    <button type="button" class="button button--quiet" data-action="print" on:click=print>{record::PRINT}</button>
                </p>
                {move || view! { <Next session=session units=units.get() assessed=assessed.get()/> }}
                <plan::Planned session=session content=content assessed=assessed/>
                {move || units.get().into_iter().map(|unit| view! { <UnitCard unit=unit/> }).collect_view()}
                <Completed session=session content=content giving=giving sheet=sheet/>
                <SaveFile session=session/>
                <OpenFile session=session/>
                <ProviderCard/>
            </div>
        </Show>
    }
}

#[component]
fn SheetPage(
    session: Session,
    content: Content,
    giving: Giving,
    sheet: RwSignal<Option<Sheet>>,
    wanted: Sheet,
) -> impl IntoView {
    let sheet = match wanted {
        Sheet::Statement(statement) => {
            view! { <StatementOnPaper statement=*statement sheet=sheet/> }.into_any()
        }
        Sheet::Certificate(unit) => {
            view! { <CertificateOnPaper session=session content=content giving=giving unit=unit sheet=sheet/> }.into_any()
        }
        Sheet::Cpd(unit) => {
            view! { <CpdOnPaper session=session content=content giving=giving unit=unit sheet=sheet/> }.into_any()
        }
    };
    view! { <div class="stack" data-record="sheet">{sheet}</div> }
}

/// The buttons over a sheet.
#[component]
fn Toolbar(
    sheet: RwSignal<Option<Sheet>>,
    /// Whether the sheet has all that it needs. Where it has not, this asks for it.
    may_print: impl Fn() -> bool + 'static,
) -> impl IntoView {
    let print = move |_| {
        if may_print() {
            let _ = dom::window().print();
        }
    };
    view! {
        <p class="toolbar">
            <button type="button" class="button" data-action="print" on:click=print>{completion::PRINT}</button>
            <button type="button" class="button button--quiet" data-action="back" on:click=move |_| sheet.set(None)>{completion::BACK}</button>
        </p>
    }
}

/// What waits for the learner: what to declare and to agree to, what is not yet met, then drafts.
#[component]
fn Next(
    session: Session,
    units: Vec<UnitOverview>,
    assessed: Vec<plan::Assessed>,
) -> impl IntoView {
    let with = |wanted: fn(Standing) -> bool| -> Vec<_> {
        let all = units.iter().filter(|unit| unit.title.is_some());
        all.flat_map(|unit| {
            let criteria = unit
                .criteria
                .iter()
                .filter(|criterion| wanted(criterion.standing));
            criteria.map(move |criterion| (unit, criterion))
        })
        .collect()
    };
    let mut waiting =
        with(|standing| matches!(standing, Standing::NotYetMet | Standing::Disagreement));
    // What is wanted soonest comes first, and what has no day last.
    waiting.sort_by_key(|(_, criterion)| {
        let soonest = days(criterion).min();
        (soonest.is_none(), soonest)
    });
    waiting.extend(with(|standing| standing == Standing::Draft));
    let handed_in = with(|standing| standing == Standing::HandedIn).len();
    let met = with(|standing| standing == Standing::Met).len();
    let items = waiting.into_iter().map(|(unit, criterion)| {
        let to = address(&Route::Answer(unit.id.clone(), criterion.id.clone()));
        view! {
            <li>
                <a href=to>{record::next(criterion.standing, &criterion.number, unit.title.as_deref().unwrap_or_default())}</a>
                {what_to_do(criterion)}
            </li>
        }
    });
    let items: Vec<_> = items.collect();
    let with_you = assessed.iter().flat_map(|unit| {
        let to = format!("#{}", unit.heading());
        let waits = unit.waits().into_iter();
        waits.map(move |words| view! { <li><a href=to.clone()>{words}</a></li> })
    });
    let with_you: Vec<_> = with_you.collect();
    // With a provider it has gone already.
    let to_give = (handed_in > 0 && !known::goes_to_provider(session)).then(|| {
        view! { <li><a href="#record_save">{record::to_give(handed_in)}</a></li> }
    });
    let nothing = items.is_empty() && with_you.is_empty() && to_give.is_none();
    view! {
        <section class="card" aria-labelledby="record_next" data-record="next">
            <h2 id="record_next">{record::NEXT}</h2>
            {if nothing {
                view! { <p>{record::NOTHING_WAITS}</p> }.into_any()
            } else {
                view! { <ul class="history record__next">{to_give}{with_you}{items}</ul> }.into_any()
            }}
            <p class="meta">{record::sums(handed_in, met)}</p>
        </section>
    }
}

/// The action of the decisions that stand, and by when.
fn what_to_do(criterion: &CriterionOverview) -> impl IntoView + use<> {
    let not_met = matches!(
        criterion.standing,
        Standing::NotYetMet | Standing::Disagreement
    );
    let asked = criterion.decisions.iter().filter(move |_| not_met);
    let asked: Vec<_> = asked
        .map(|decision| {
            let said = &decision.decision.said.feedback;
            let action = said.action.to_string();
            view! {
                {(!action.is_empty()).then(|| view! { <p>{action}</p> })}
                {said.by_when.map(by_when)}
            }
        })
        .collect();
    asked
}

/// The days by which something is wanted.
fn days(criterion: &CriterionOverview) -> impl Iterator<Item = Date> {
    let decisions = criterion.decisions.iter();
    decisions.filter_map(|decided| decided.decision.said.feedback.by_when)
}
