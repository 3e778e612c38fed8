//! A table of more rows than a page can hold: which of them are in view, and where the keyboard
//! goes next (the grid pattern of the ARIA Authoring Practices Guide).

use std::ops::Range;

/// Rows are drawn so many at a time, so that a small step of the scroll bar draws nothing.
const STEP: usize = 8;

/// The rows to draw, of so many, where the box is scrolled down so far and each row is so high
/// (all in the same unit). There is at least a step of rows above and below what is seen.
pub fn rows_in_view(scrolled: f64, height: f64, row: f64, rows: usize) -> Range<usize> {
    // A cast of what is negative or no number gives 0, of what is too large the largest there is.
    let at = |pixels: f64| (pixels / row.max(1.0)) as usize;
    let first = at(scrolled).saturating_sub(STEP) / STEP * STEP;
    let last = at(scrolled + height).saturating_add(2 * STEP) / STEP * STEP;
    first.min(rows)..last.min(rows)
}

/// A cell by its row and column, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// How large a table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// How many rows it has.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
    /// How many rows a page of the keyboard is.
    pub page: usize,
}

/// A step of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// A column to the left.
    Left,
    /// A column to the right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first column.
    RowStart,
    /// To the last column.
    RowEnd,
    /// To the first cell of all.
    Start,
    /// To the last cell of all.
    End,
}

impl Step {
    /// The step that a key asks for, by its name in `KeyboardEvent.key`.
    pub fn of_key(key: &str, control: bool) -> Option<Self> {
        match (key, control) {
            ("ArrowUp", _) => Some(Self::Up),
            ("ArrowDown", _) => Some(Self::Down),
            ("ArrowLeft", _) => Some(Self::Left),
            ("ArrowRight", _) => Some(Self::Right),
            ("PageUp", _) => Some(Self::PageUp),
            ("PageDown", _) => Some(Self::PageDown),
            ("Home", false) => Some(Self::RowStart),
            ("End", false) => Some(Self::RowEnd),
            ("Home", true) => Some(Self::Start),
            ("End", true) => Some(Self::End),
            _ => None,
        }
    }
}

impl Grid {
    /// Where a step from a cell leads: it stays within the table.
    pub fn step(self, At { row, column }: At, step: Step) -> At {
        let (row, column) = match step {
            Step::Up => (row.saturating_sub(1), column),
            Step::Down => (row.saturating_add(1), column),
            Step::Left => (row, column.saturating_sub(1)),
            Step::Right => (row, column.saturating_add(1)),
            Step::PageUp => (row.saturating_sub(self.page), column),
            Step::PageDown => (row.saturating_add(self.page), column),
            Step::RowStart => (row, 0),
            Step::RowEnd => (row, usize::MAX),
            Step::Start => (0, 0),
            Step::End => (usize::MAX, usize::MAX),
        };
        At {
            row: row.min(self.rows.saturating_sub(1)),
            column: column.min(self.columns.saturating_sub(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_seen_is_drawn_and_little_more(top in 0..3000_usize, seen in 1..40_usize) {
            let rows = 2000;
            let view = rows_in_view(top as f64 * 44.0, seen as f64 * 44.0, 44.0, rows);
            for row in top..(top + seen).min(rows) {
                prop_assert!(view.contains(&row), "{view:?} without {row}");
            }
            prop_assert!(view.len() <= seen + 4 * STEP);
        }

        #[test]
        fn any_numbers_give_rows_that_are_there(top: f64, height: f64, row: f64, rows in 0..99_usize) {
            let view = rows_in_view(top, height, row, rows);
            prop_assert!(view.end <= rows && view.start <= rows);
        }

        #[test]
        fn no_step_leads_out_of_the_table(row: usize, column: usize, key in 0..10_usize) {
            let keys = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"];
            let step = Step::of_key(keys[key % 8], key > 7).unwrap();
            let grid = Grid { rows: 3, columns: 4, page: 2 };
            let to = grid.step(At { row, column }, step);
            prop_assert!(to.row < 3 && to.column < 4);
        }
    }

    #[test]
    fn steps_lead_where_the_keys_say() {
        let grid = Grid {
            rows: 9,
            columns: 4,
            page: 3,
        };
        let from = At { row: 4, column: 2 };
        for (key, control, row, column) in [
            ("ArrowUp", false, 3, 2),
            ("ArrowDown", false, 5, 2),
            ("ArrowLeft", false, 4, 1),
            ("ArrowRight", false, 4, 3),
            ("PageUp", false, 1, 2),
            ("PageDown", false, 7, 2),
            ("Home", false, 4, 0),
            ("End", false, 4, 3),
            ("Home", true, 0, 0),
            ("End", true, 8, 3),
        ] {
            let step = Step::of_key(key, control).unwrap();
            assert_eq!(grid.step(from, step), At { row, column }, "{key}");
        }
        assert_eq!(Step::of_key("Enter", false), None);
    }
}
