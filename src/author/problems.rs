//! What is wrong with a text, by the line it stands on, and the edits that mend it.

use super::edit_between;
use crate::{
    check::mend,
    diagnostic::{Diagnostic, Edit, Severity},
    source::{Position, Span},
};

/// A line that something is wrong with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// The worst that is wrong.
    pub severity: Severity,
    /// All that is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub found: Diagnostic,
    /// Where it begins.
    pub from: Position,
    /// The edit that mends it, where there is one that is surely right.
    pub mend: Option<Edit>,
}

/// What was found in a text, by line.
pub fn by_line<'d>(text: &str, found: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut problems: Vec<Problem> = found
        .into_iter()
        .map(|found| Problem {
            from: Position::of(text, found.span.start),
            mend: mended(text, found),
            found: found.clone(),
        })
        .collect();
    problems.sort_by_key(|problem| (problem.from, problem.found.code));
    for problem in problems {
        let severity = problem.found.severity();
        match lines.last_mut() {
            Some(line) if line.number == problem.from.line => {
                line.severity = line.severity.min(severity);
                line.problems.push(problem);
            }
            _ => lines.push(Line {
                number: problem.from.line,
                severity,
                problems: vec![problem],
            }),
        }
    }
    lines
}

/// The one edit that a diagnostic's fix is. None where it has none, or where it was worked out
/// for another text and its places are not in this one.
pub fn mended(text: &str, found: &Diagnostic) -> Option<Edit> {
    let fix = found.fix.as_ref()?;
    let fits = |span: Span| text.get(span.range()).is_some();
    if fix.edits.iter().any(|edit| !fits(edit.span)) {
        return None;
    }
    let new = fix.apply(text);
    (new != text).then(|| edit_between(text, &new))
}

/// The one edit that makes every fix there is, of those that do not touch one another. None where
/// there is nothing to mend.
pub fn all_mended<'d>(text: &str, found: impl IntoIterator<Item = &'d Diagnostic>) -> Option<Edit> {
    let new = mend(text, found);
    (new != text).then(|| edit_between(text, &new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        author::with_edit,
        check::{Example, check_unit},
        read::read_unit,
        source::Source,
    };

    const TEXT: &str = "\
+++
id = \"unit\"
title = “A unit”
level = 3
minutes = 5
+++

## One {.singel}

Words <b>.

## Two
";

    fn found(text: &str) -> Vec<Diagnostic> {
        let source = Source {
            name: "unit.md",
            text,
        };
        check_unit(source, &read_unit(source), Example::TODAY)
    }

    #[test]
    fn problems_stand_by_line_and_are_mended_one_by_one_or_together() {
        let all = found(TEXT);
        let lines = by_line(TEXT, &all);
        let numbers: Vec<usize> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [3, 8, 10, 12]);
        assert!(lines.iter().all(|line| line.severity == Severity::Error));

        let class = lines[1]
            .problems
            .iter()
            .find(|p| p.found.message.contains("singel"));
        let edit = class.and_then(|problem| problem.mend.clone()).unwrap();
        assert!(with_edit(TEXT, &edit).contains("{.single}"));

        let mended = with_edit(TEXT, &all_mended(TEXT, &all).unwrap());
        assert!(mended.contains("title = \"A unit\"") && mended.contains("## Two {#two}"));
        assert_eq!(all_mended(&mended, &[]), None);
    }

    #[test]
    fn a_fix_for_another_text_is_not_made() {
        for wrong in found(TEXT) {
            assert_eq!(mended("", &wrong), None);
        }
    }
}
