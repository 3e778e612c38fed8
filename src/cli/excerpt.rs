//! A mistake with the line it is about, for a person at a terminal.

use annotate_snippets::{
    AnnotationKind, Level, Renderer, Snippet, normalize_untrusted_str, renderer::DecorStyle,
};

use crate::source::Span;

/// What is wrong, and where.
pub(super) struct Excerpt<'a> {
    /// How bad it is.
    pub level: Level<'static>,
    /// The rule, if there is one.
    pub code: Option<&'static str>,
    /// What is wrong.
    pub message: &'a str,
    /// How to mend it.
    pub help: Option<&'a str>,
    /// The place.
    pub span: Span,
    /// The file, as the person knows it.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// The mistake as text.
pub(super) fn excerpt(wrong: &Excerpt<'_>) -> String {
    let text = wrong.text;
    let mut shown = wrong.span.first_line(text);
    if shown.of(text).is_empty() {
        shown = wrong.span;
        shown.end = shown.start;
    }
    let snippet = Snippet::source(text)
        .path(wrong.file)
        .annotation(AnnotationKind::Primary.span(shown.range()));
    let mut title = wrong.level.clone().primary_title(wrong.message);
    if let Some(code) = wrong.code {
        title = title.id(code);
    }
    let mut group = title.element(snippet);
    if let Some(help) = wrong.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .render(&[group])
}
