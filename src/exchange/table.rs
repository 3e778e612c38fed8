//! Decisions and the matrix as CSV (RFC 4180), for a spreadsheet.
//!
//! Each table begins with a byte order mark, without which Excel takes it for another encoding. A
//! cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, “CSV
//! injection”): what a learner typed as her name never calculates on somebody's desk.

use csv::{Terminator, WriterBuilder};

use crate::{
    desk::{
        matrix::{Cell, Matrix, Row},
        summary::{CriterionSummary, Decided, Done, Summary},
    },
    id::{PackId, UnitId},
    record::event::Role,
    wording::{assess::table as words, record},
};

/// Every assessor's decision, superseded ones included, a line each.
pub fn decisions<'s>(summaries: impl IntoIterator<Item = &'s Summary>) -> String {
    let mut lines = vec![words::DECISIONS.map(str::to_owned).to_vec()];
    for summary in summaries {
        for (pack, unit, criterion) in summary.criteria() {
            let decisions = criterion.decisions.iter();
            lines.extend(decisions.map(|made| decision(summary, pack, unit, criterion, made)));
        }
    }
    csv(&lines)
}

fn decision(
    summary: &Summary,
    pack: &PackId,
    unit: &UnitId,
    criterion: &CriterionSummary,
    made: &Decided,
) -> Vec<String> {
    let methods: Vec<&str> = made
        .methods
        .iter()
        .map(|kind| words::method(*kind))
        .collect();
    let signers = |says: fn(&Done) -> String| {
        let signers: Vec<_> = made.countersigned.iter().map(says).collect();
        signers.join("; ")
    };
    vec![
        summary.learner.name.to_string(),
        summary.learner.id.to_string(),
        pack.to_string(),
        unit.to_string(),
        criterion.id.to_string(),
        words::judgement(made.judgement).to_owned(),
        yes(made.stands),
        made.done.at.to_string(),
        made.done.name.to_string(),
        made.done.by.to_string(),
        yes(made.done.role == Role::Assessor { in_training: true }),
        methods.join("; "),
        made.handed_in.map(|at| at.to_string()).unwrap_or_default(),
        yes(made.resubmission),
        signers(|done| done.name.to_string()),
        signers(|done| done.by.to_string()),
    ]
}

fn yes(holds: bool) -> String {
    if holds { words::YES } else { words::NO }.to_owned()
}

/// The matrix as it is shown: a line for each of its rows, a column for each of its criteria.
pub fn matrix(matrix: &Matrix) -> String {
    let mut head = [
        words::LEARNER,
        words::LEARNER_ID,
        words::WAITING,
        words::MET,
    ]
    .map(str::to_owned)
    .to_vec();
    let columns = matrix.columns.iter();
    head.extend(columns.map(|column| format!("{}/{}", column.place.unit, column.place.criterion)));
    let mut lines = vec![head];
    lines.extend(matrix.rows.iter().map(row));
    csv(&lines)
}

fn row(row: &Row) -> Vec<String> {
    let mut line = vec![
        row.name.to_string(),
        row.learner.to_string(),
        row.waiting.to_string(),
        row.met.to_string(),
    ];
    line.extend(row.cells.iter().map(|cell| standing(*cell)));
    line
}

fn standing(cell: Cell) -> String {
    let standing = record::standing(cell.standing);
    match cell.late {
        true => format!("{standing}, {}", words::LATE),
        false => standing.to_owned(),
    }
}

/// Lines as a table that a spreadsheet takes for nothing but text.
pub(super) fn csv(lines: &[Vec<String>]) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for line in lines {
        let safe = line.iter().map(|cell| guarded(cell));
        writer
            .write_record(safe)
            .unwrap_or_else(|bug| panic!("every line has as many cells as the first: {bug}"));
    }
    let bytes = writer
        .into_inner()
        .unwrap_or_else(|bug| panic!("memory takes every byte: {bug}"));
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// A cell that no spreadsheet takes for a formula. Some take the wide signs of East Asian keyboards
/// for the plain ones, and pass over a line break before either.
fn guarded(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n' | '\0') => {
            format!("'{cell}")
        }
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        desk::matrix::{Filter, Order},
        record::{
            Record,
            decision::Judgement::NotYetMet,
            event::PersonId,
            stored::Learner,
            story::{ASSESSOR, IN_TRAINING, Story},
        },
    };

    fn summary(name: &str) -> Summary {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let not_yet = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        let record: Record = [version, handed_in, not_yet].into_iter().collect();
        let learner = Learner {
            id: PersonId::from_random([1; 16]),
            name: name.into(),
        };
        Summary::of(&learner, &record, &record.state())
    }

    fn read(table: &str) -> Vec<Vec<String>> {
        let text = table.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let lines = reader.records();
        lines
            .map(|line| line.unwrap().iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn a_name_that_would_calculate_is_only_a_name() {
        for (name, wanted) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+44", "'+44"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\n=1", "'\n=1"),
            ("＝1", "'＝1"),
            (
                "Ada, \"the\" Countess\nof Lovelace",
                "Ada, \"the\" Countess\nof Lovelace",
            ),
        ] {
            let summary = summary(name);
            let shown = Matrix::of(
                [&summary],
                &[],
                &Filter::default(),
                Order::default(),
                date(2026, 12, 6),
            );
            for table in [decisions([&summary]), matrix(&shown)] {
                assert_eq!(read(&table)[1][0], wanted);
            }
        }
    }

    #[test]
    fn whoever_countersigned_a_decision_stands_beside_it() {
        let story = Story::default();
        let made = story.decide(IN_TRAINING, NotYetMet, &[]);
        let signed = story.countersign(ASSESSOR, &[made.seal()]);
        let by = signed.event().unwrap().by.clone();
        let record: Record = [made, signed].into_iter().collect();
        let learner = Learner {
            id: PersonId::from_random([1; 16]),
            name: "Ada".into(),
        };
        let table = read(&decisions([&Summary::of(
            &learner,
            &record,
            &record.state(),
        )]));
        assert_eq!(table[0][14..], words::DECISIONS[14..]);
        assert_eq!(table[1][10], "Yes");
        assert_eq!(table[1][14..], [by.name.to_string(), by.person.to_string()]);
    }

    #[test]
    fn every_decision_and_every_standing_has_its_place() {
        let summary = summary("Ada");
        let table = read(&decisions([&summary]));
        assert_eq!(table.len(), 2);
        assert_eq!(
            table[1][2..7],
            [
                "underpin",
                "carer-partnerships",
                "ac-3-2",
                "Not yet met",
                "Yes"
            ]
        );
        assert_eq!(table[1][11], "Written answer");
        let order = (Filter::default(), Order::default());
        let shown = Matrix::of([&summary], &[], &order.0, order.1, date(2026, 12, 6));
        let table = read(&matrix(&shown));
        assert_eq!(table[0][4], "carer-partnerships/ac-3-2");
        assert_eq!(table[1][2..], ["0", "0", "Not yet met, late"]);
    }
}
