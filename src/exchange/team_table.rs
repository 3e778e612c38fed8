//! The employer's table as CSV: a line a person, and for each unit where it stands, the day it
//! was completed and the day it is due again. It is as safe in a spreadsheet as the
//! [desk's tables](super::table).

use super::table;
use crate::{
    completion::team::{Cell, Row, Team},
    wording::team as words,
};

/// The table as it is shown.
pub fn team(team: &Team) -> String {
    let mut head = words::COLUMNS.map(str::to_owned).to_vec();
    for column in &team.columns {
        let title = &column.title;
        head.push(title.to_string());
        head.extend(words::OF_UNIT.map(|what| format!("{title}: {what}")));
    }
    let mut lines = vec![head];
    lines.extend(team.rows.iter().map(row));
    table::csv(&lines)
}

fn row(row: &Row) -> Vec<String> {
    let next = row.next.map(|day| day.to_string()).unwrap_or_default();
    let mut line = vec![
        words::called(&row.name).to_owned(),
        row.role.to_string(),
        row.stated.to_string(),
        next,
    ];
    line.extend(row.cells.iter().flat_map(cell));
    line
}

fn cell(cell: &Cell) -> [String; 3] {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mark = words::mark(cell.mark).to_owned();
    [mark, day(cell.done), day(cell.due)]
}
