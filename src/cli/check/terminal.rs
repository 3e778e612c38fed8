//! Diagnostics as excerpts of the files, for a person at a terminal.

use std::fmt::Write;

use annotate_snippets::{
    AnnotationKind, Level, Renderer, Snippet, normalize_untrusted_str, renderer::DecorStyle,
};

use super::subject::Subject;
use crate::diagnostic::{Diagnostic, Severity};

/// Writes every diagnostic of a subject, and how many there are.
pub(super) fn report(subject: &Subject, out: &mut String) {
    for diagnostic in &subject.found {
        out.push_str(&excerpt(
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
fn excerpt(diagnostic: &Diagnostic, file: &str, text: &str) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut shown = diagnostic.span.first_line(text);
    if shown.of(text).is_empty() {
        shown = diagnostic.span;
        shown.end = shown.start;
    }
    let snippet = Snippet::source(text)
        .path(file)
        .annotation(AnnotationKind::Primary.span(shown.range()));
    let mut group = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.as_str())
        .element(snippet);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .render(&[group])
}

pub(super) fn many(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
