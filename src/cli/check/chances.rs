//! What luck earns, as a line for the whole and, where it is asked for, a line for each question.

use std::fmt::Write;

use super::{subject::Subject, terminal::many};
use crate::{check::chances::Chances, question::Question, score::Points, unit::Unit};

/// Writes what guessing, choosing everything and choosing nothing would earn; nothing where no
/// question is scored.
pub(super) fn report(subject: &Subject, each: bool, out: &mut String) {
    let units: Vec<(&Unit, Vec<Line<'_>>)> = subject
        .pack
        .units
        .iter()
        .map(|unit| (unit, unit.questions().filter_map(Line::of).collect()))
        .collect();
    if each {
        for (unit, lines) in units.iter().filter(|(_, lines)| !lines.is_empty()) {
            table(unit, lines, out);
        }
    }
    let all: Vec<&Chances> = units
        .iter()
        .flat_map(|(_, lines)| lines.iter().map(|line| &line.chances))
        .collect();
    if all.is_empty() {
        return;
    }
    // Only shown, and the exact sum of many fractions may not fit.
    let sum = |points: &dyn Fn(&Chances) -> Option<Points>| -> Option<f64> {
        let some: Vec<f64> = all
            .iter()
            .filter_map(|chances| points(chances))
            .map(Points::to_f64)
            .collect();
        (!some.is_empty()).then(|| some.iter().sum())
    };
    let worth = sum(&|chances| Some(chances.worth)).unwrap_or_default();
    let earned = [
        ("guessing", sum(&|chances| chances.guessing)),
        ("choosing everything", sum(&|chances| chances.everything)),
        ("choosing nothing", sum(&|chances| Some(chances.nothing))),
    ];
    let shares: Vec<String> = earned
        .into_iter()
        .filter_map(|(how, earned)| Some(format!("{how} {:.0} %", 100.0 * earned? / worth)))
        .collect();
    let _ = write!(
        out,
        "{}: {} of all points",
        many(all.len(), "scored question"),
        shares.join(", "),
    );
    out.push_str(if each {
        "\n"
    } else {
        " (--chances lists them)\n"
    });
}

struct Line<'a> {
    question: &'a Question,
    chances: Chances,
}

impl<'a> Line<'a> {
    fn of(question: &'a Question) -> Option<Self> {
        let chances = Chances::of(question)?;
        Some(Self { question, chances })
    }
}

fn table(unit: &Unit, lines: &[Line<'_>], out: &mut String) {
    let width = lines
        .iter()
        .map(|line| line.question.id.as_str().len())
        .max()
        .unwrap_or_default()
        .max(unit.id.as_str().len());
    let _ = writeln!(
        out,
        "{:width$}  {:8}  {:>6}  {:>8}  {:>10}  {:>7}",
        unit.id.as_str(),
        "kind",
        "points",
        "guessing",
        "everything",
        "nothing",
    );
    for Line { question, chances } in lines {
        let share = |earned: Option<Points>| match earned {
            Some(earned) => format!("{} %", earned.percent_of(chances.worth)),
            None => "–".to_owned(),
        };
        let _ = writeln!(
            out,
            "{:width$}  {:8}  {:>6}  {:>8}  {:>10}  {:>7}",
            question.id.as_str(),
            question.kind().class(),
            chances.worth.to_string(),
            share(chances.guessing),
            share(chances.everything),
            share(Some(chances.nothing)),
        );
    }
    out.push('\n');
}
