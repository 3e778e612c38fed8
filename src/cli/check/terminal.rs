//! Diagnostics as excerpts of the files, for a person at a terminal.

use std::fmt::Write;

use annotate_snippets::Level;

use super::subject::Subject;
use crate::{
    cli::excerpt::{self, Excerpt},
    diagnostic::{Diagnostic, Severity},
};

/// Writes every diagnostic of a subject, and how many there are.
pub(super) fn report(subject: &Subject, out: &mut String) {
    for diagnostic in &subject.found {
        out.push_str(&shown(
            diagnostic,
            &subject.file(diagnostic),
            subject.text(diagnostic),
        ));
        out.push_str("\n\n");
    }
    let _ = write!(
        out,
        "{}: {}, {}",
        subject.path.display(),
        many(subject.count(Severity::Error), "error"),
        many(subject.count(Severity::Warning), "warning"),
    );
    let offered = subject.found.iter().filter(|wrong| wrong.fix.is_some());
    match offered.count() {
        0 => out.push('\n'),
        1 => out.push_str("; --fix mends one of them\n"),
        count => {
            let _ = writeln!(out, "; --fix mends {count} of them");
        }
    }
}

/// One diagnostic with the line it is about.
fn shown(diagnostic: &Diagnostic, file: &str, text: &str) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    excerpt::excerpt(&Excerpt {
        level,
        code: Some(diagnostic.code.as_str()),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        span: diagnostic.span,
        file,
        text,
    })
}

pub(super) fn many(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
