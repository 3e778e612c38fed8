//! Waits as a box plot: whiskers from the shortest to the longest, a box around the middle half, a
//! thick line at the median. The table beside it says the same in words.

use leptos::prelude::*;

use crate::{quality::spread::Spread, wording::assess::cohort as words};

/// The plot is so wide, in its own units; how large a unit is is the style's business.
const WIDTH: f64 = 400.0;
/// Room at either end for the ends of the whiskers.
const EDGE: f64 = 4.0;

/// The plot of one spread, on a scale from nothing to the longest wait.
pub(super) fn box_plot(spread: Spread) -> impl IntoView {
    let at = |seconds: i64| {
        let part = seconds as f64 / spread.longest.as_secs().max(1) as f64;
        EDGE + part.clamp(0.0, 1.0) * (WIDTH - 2.0 * EDGE)
    };
    let left = at(spread.shortest.as_secs());
    let lower = at(spread.lower_quartile.as_secs());
    let median = at(spread.median.as_secs());
    let upper = at(spread.upper_quartile.as_secs());
    let right = at(spread.longest.as_secs());
    let said = words::plot(
        &words::wait(spread.median),
        &words::wait(spread.lower_quartile),
        &words::wait(spread.upper_quartile),
        &words::wait(spread.longest),
    );
    let line = |class: &'static str, x1: f64, y1: f64, x2: f64, y2: f64| {
        view! { <line class=class x1=x1.to_string() y1=y1.to_string() x2=x2.to_string() y2=y2.to_string()/> }
    };
    view! {
        <svg class="plot" role="img" aria-label=said viewBox="0 0 400 40" preserveAspectRatio="none">
            {line("plot__scale", EDGE, 36.0, WIDTH - EDGE, 36.0)}
            {line("plot__whisker", left, 16.0, right, 16.0)}
            {line("plot__whisker", left, 9.0, left, 23.0)}
            {line("plot__whisker", right, 9.0, right, 23.0)}
            <rect class="plot__box" x=lower.to_string() y="4" width=(upper - lower).max(1.0).to_string() height="24"/>
            {line("plot__median", median, 4.0, median, 28.0)}
        </svg>
        <p class="plot__ends" aria-hidden="true"><span>"0"</span><span>{words::wait(spread.longest)}</span></p>
    }
}
