//! Diagnostics as one JSON object a line, for editors and other programs.

use serde::Serialize;

use super::subject::Subject;
use crate::diagnostic::{Code, Fix, Severity};

/// A diagnostic as it is written. The names are for ever: programs read them.
#[derive(Serialize)]
struct Line<'a> {
    code: Code,
    severity: Severity,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: Option<&'a str>,
    fix: Option<&'a Fix>,
}

/// Writes every diagnostic of a subject.
pub(super) fn report(subject: &Subject, out: &mut String) {
    for diagnostic in &subject.found {
        let (start, end) = diagnostic.positions(subject.text(diagnostic));
        let line = Line {
            code: diagnostic.code,
            severity: diagnostic.severity(),
            file: subject.file(diagnostic),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            fix: diagnostic.fix.as_ref(),
        };
        if let Ok(line) = serde_json::to_string(&line) {
            out.push_str(&line);
            out.push('\n');
        }
    }
}
