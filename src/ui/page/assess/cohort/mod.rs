//! All learners on the desk: the matrix, what is late, what waits for whom, how practice goes.

mod export;
mod items;
mod matrix;
mod open_ends;
mod plot;

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use self::{
    export::Export,
    items::ItemAnalysis,
    matrix::MatrixCard,
    open_ends::{LateActions, Queues, Waits},
};
use super::{at_desk::AtDesk, turns};
use crate::{
    desk::{
        matrix::{Filter, Matrix, Order},
        names::Names,
    },
    pack::Settings,
    route::Route,
    site::matrix::Addresses,
    ui::{
        clock,
        desk::Desk,
        dom,
        page::{address, with_everything},
    },
    unit::Unit,
};

/// The pack's content, as far as it could be had.
type Content = StoredValue<(Rc<Settings>, Vec<Rc<Unit>>), LocalStorage>;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Cohort {
    desk: Desk,
    content: Content,
    names: StoredValue<Names>,
    filter: RwSignal<Filter>,
    order: RwSignal<Order>,
    matrix: Memo<Arc<Matrix>>,
    addresses: StoredValue<Addresses>,
}

/// Fills the page's place.
pub(super) fn attach(desk: Desk) {
    with_everything(move |settings, units| {
        let Some(place) = dom::place("cohort") else {
            return;
        };
        let names = Names::of(&settings, units.iter().map(|unit| &**unit));
        let content = StoredValue::new_local((settings, units));
        dom::fill(place, move || {
            let cohort = Cohort::new(desk, content, StoredValue::new(names));
            view! { <Page cohort=cohort/> }
        });
    });
}

impl Cohort {
    fn new(desk: Desk, content: Content, names: StoredValue<Names>) -> Self {
        let filter = RwSignal::new(Filter::default());
        let order = RwSignal::new(Order::default());
        let matrix = Memo::new(move |_| {
            let today = clock::today();
            desk.summaries.with(|summaries| {
                names.with_value(|names| {
                    let (filter, order) = (filter.get(), order.get());
                    let places = names.places();
                    Arc::new(Matrix::of(
                        summaries.values(),
                        places,
                        &filter,
                        order,
                        today,
                    ))
                })
            })
        });
        Self {
            desk,
            content,
            names,
            filter,
            order,
            matrix,
            addresses: StoredValue::new(Addresses {
                judge: address(&Route::Judge),
                portfolio: address(&Route::Portfolio),
            }),
        }
    }
}

#[component]
fn Page(cohort: Cohort) -> impl IntoView {
    let is_due = turns::parts(move || cohort.desk.open.get());
    view! {
        <AtDesk desk=cohort.desk>
            <div class="stack">
                <Show when=move || is_due(1)><MatrixCard cohort=cohort/></Show>
                <div class="columns">
                    <Show when=move || is_due(2)><LateActions cohort=cohort/></Show>
                    <Show when=move || is_due(3)><Queues cohort=cohort/></Show>
                </div>
                <Show when=move || is_due(4)><Waits cohort=cohort/></Show>
                <ItemAnalysis cohort=cohort/>
                <Export cohort=cohort/>
            </div>
        </AtDesk>
    }
}
