//! What of the table is in view, and the cell that the keyboard is at.

use std::ops::Range;

use leptos::{
    ev::KeyboardEvent,
    html,
    prelude::*,
    task::{spawn_local, tick},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use crate::{
    desk::{
        grid::{At, Grid, Step, rows_in_view},
        matrix::Matrix,
    },
    ui::dom,
};

/// How high the box is taken to be until it has been measured, in pixels.
const HEIGHT: f64 = 600.0;
/// How high a row is taken to be until one has been drawn, in pixels.
const ROW_HEIGHT: f64 = 46.0;

/// The box that is scrolled, in pixels, and the cell that the keyboard is at.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub element: NodeRef<html::Div>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    pub row: RwSignal<f64>,
    /// Whether every row is drawn, in view or not.
    pub whole: RwSignal<bool>,
    pub current: RwSignal<At>,
}

/// The cell that something happened in.
pub(super) fn at_of(target: Option<EventTarget>) -> Option<At> {
    let element = target?.dyn_into::<Element>().ok()?;
    let cell = element.closest("[data-column]").ok()??;
    let number = |name| cell.get_attribute(name)?.parse().ok();
    Some(At {
        row: number("data-row")?,
        column: number("data-column")?,
    })
}

impl View {
    pub fn new() -> Self {
        Self {
            element: NodeRef::new(),
            top: RwSignal::new(0.0),
            height: RwSignal::new(HEIGHT),
            row: RwSignal::new(ROW_HEIGHT),
            whole: RwSignal::new(false),
            current: RwSignal::new(At::default()),
        }
    }

    /// The rows to draw, of so many.
    pub fn rows(self, rows: usize) -> Range<usize> {
        match self.whole.get() {
            true => 0..rows,
            false => rows_in_view(self.top.get(), self.height.get(), self.row.get(), rows),
        }
    }

    /// Looks how far the box is scrolled and how high a row is.
    pub fn measure(self) {
        let Some(element) = self.element.get_untracked() else {
            return;
        };
        set(self.top, f64::from(element.scroll_top()));
        set(self.height, f64::from(element.client_height()));
        let drawn = dom::one(&element, "tbody tr");
        let height = drawn.map(|row| row.get_bounding_client_rect().height());
        if let Some(height) = height.filter(|height| *height > 1.0) {
            set(self.row, height);
        }
    }

    pub fn step(self, event: &KeyboardEvent, matrix: &Matrix) {
        let Some(step) = Step::of_key(&event.key(), event.ctrl_key()) else {
            return;
        };
        let Some(from) = at_of(event.target()) else {
            return;
        };
        event.prevent_default();
        let (height, row) = (self.height.get_untracked(), self.row.get_untracked());
        let grid = Grid {
            rows: matrix.rows.len(),
            columns: matrix.columns.len() + 1,
            page: ((height / row) as usize).saturating_sub(4).max(1),
        };
        self.go(grid.step(from, step));
    }

    /// Takes the keyboard to a cell, which may have to be drawn first.
    fn go(self, to: At) {
        self.current.set(to);
        if self.cell(to).is_none()
            && let Some(element) = self.element.get_untracked()
        {
            let row = self.row.get_untracked();
            element.set_scroll_top((to.row as f64 * row) as i32);
            self.measure();
        }
        spawn_local(async move {
            tick().await;
            if let Some(cell) = self.cell(to) {
                let _ = cell.focus();
            }
        });
    }

    fn cell(self, At { row, column }: At) -> Option<HtmlElement> {
        let element = self.element.get_untracked()?;
        dom::one(
            &element,
            &format!("[data-row='{row}'][data-column='{column}']"),
        )
    }

    /// Makes this the one cell that the Tab key leads to.
    pub fn mark(self, at: At) {
        let Some(element) = self.element.get_untracked() else {
            return;
        };
        for other in dom::all(&element, "tbody a[tabindex='0']") {
            let _ = other.set_attribute("tabindex", "-1");
        }
        if let Some(cell) = self.cell(at) {
            let _ = cell.set_attribute("tabindex", "0");
        }
    }

    /// Sees to it that the Tab key leads to a cell that is drawn.
    pub fn keep_reachable(self, drawn: Range<usize>) {
        let mut at = self.current.get_untracked();
        if !drawn.contains(&at.row) || self.cell(at).is_none() {
            at = At {
                row: drawn.start,
                column: 0,
            };
            self.current.set(at);
        }
        self.mark(at);
    }
}

/// Tells only of what has changed.
fn set(signal: RwSignal<f64>, value: f64) {
    if (signal.get_untracked() - value).abs() > 0.01 {
        signal.set(value);
    }
}
