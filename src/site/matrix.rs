//! A learner's row of the cohort's matrix, for a page that is drawn while somebody scrolls it.

use maud::html;

use crate::{
    desk::{
        matrix::{Cell, Column, Row},
        place::{DeskPlace, address_of},
    },
    wording::{assess::cohort as words, record},
};

/// Where links lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The page where an answer is judged.
    pub judge: String,
    /// The page of a learner's whole record.
    pub portfolio: String,
}

/// A row, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'m> {
    /// Its place, from 0.
    pub at: usize,
    /// The row.
    pub row: &'m Row,
    /// What the learner is called.
    pub called: &'m str,
    /// The columns of its cells.
    pub columns: &'m [Column],
    /// The column of the cell that the Tab key leads to, from 0 for the name; none where that is
    /// in another row.
    pub tab_stop: Option<usize>,
    /// Where links lead.
    pub addresses: &'m Addresses,
}

/// What stands in a row: the name, how much waits and is met, and a cell for each criterion.
pub fn row(drawn: &Drawn<'_>) -> String {
    let Drawn {
        at, row, columns, ..
    } = drawn;
    let tab = |column: usize| match drawn.tab_stop == Some(column) {
        true => "0",
        false => "-1",
    };
    let learner = DeskPlace::learner(row.learner);
    let to_learner = format!("{}#{learner}", drawn.addresses.portfolio);
    let cells = row.cells.iter().zip(*columns).zip(1..);
    html! {
        th scope="row" class="matrix__name" {
            a href=(to_learner) tabindex=(tab(0)) data-row=(at) data-column="0" { (drawn.called) }
        }
        td class="matrix__count" { (row.waiting) }
        td class="matrix__count" { (row.met) }
        @for ((cell, column), number) in cells {
            td data-state=(record::standing_key(cell.standing)) data-late=[cell.late.then_some("")] {
                a href=(address_of(&drawn.addresses.judge, row.learner, &column.place)) tabindex=(tab(number)) data-row=(at) data-column=(number) aria-label=(said(*cell)) {
                    (record::standing_sign(cell.standing))
                    @if cell.late { (words::LATE_SIGN) }
                }
            }
        }
    }
    .into_string()
}

/// A cell in words.
fn said(cell: Cell) -> String {
    let standing = record::standing(cell.standing);
    match cell.late {
        true => format!("{standing}, {}", words::LATE),
        false => standing.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        quality::Place,
        record::{event::PersonId, state::Standing},
    };

    fn drawn(name: &str, tab_stop: Option<usize>) -> String {
        let place = Place {
            pack: "underpin".parse().unwrap(),
            unit: "carer-partnerships".parse().unwrap(),
            criterion: "ac-3-2".parse().unwrap(),
        };
        let column = Column {
            place,
            met: 0,
            waiting: 1,
        };
        let cell = Cell {
            standing: Standing::NotYetMet,
            late: true,
        };
        let with = Row {
            learner: PersonId::from_random([1; 16]),
            name: name.into(),
            cells: vec![cell],
            waiting: 1,
            met: 0,
        };
        row(&Drawn {
            at: 7,
            row: &with,
            called: name,
            columns: &[column],
            tab_stop,
            addresses: &Addresses {
                judge: "../answer/".to_owned(),
                portfolio: "../learner/".to_owned(),
            },
        })
    }

    #[test]
    fn a_row_is_told_by_words_and_leads_to_the_answer() {
        insta::assert_snapshot!(drawn("Ada Quill", Some(1)));
    }

    #[test]
    fn a_name_is_text_whatever_is_in_it() {
        let row = drawn("<img src=x onerror=alert(1)>\"'", None);
        assert!(row.contains("&lt;img src=x onerror=alert(1)&gt;"), "{row}");
        assert!(!row.contains("<img"), "{row}");
    }

    #[test]
    fn an_address_is_one_of_the_desk() {
        let row = drawn("Ada Quill", None);
        let hash = row.split("../answer/#").nth(1).unwrap();
        let place: DeskPlace = hash.split('"').next().unwrap().parse().unwrap();
        assert_eq!(place.as_criterion().unwrap().criterion.as_str(), "ac-3-2");
    }
}
