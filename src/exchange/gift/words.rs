//! Words in one of GIFT's four formats, as Markdown.

use pulldown_cmark::{Event, Tag};

use super::scan::{self, Mark};
use crate::{
    block::Document,
    exchange::bank::{
        GAP, Loss,
        edit::edited,
        html::{self, Cleaning},
    },
    normal::one_line,
    prose::Target,
    read::{filling, target},
    source::Span,
};

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// Moodle's own: HTML, in which line breaks count.
    #[default]
    Moodle,
    /// HTML.
    Html,
    /// Nothing but words.
    Plain,
    /// Markdown.
    Markdown,
}

impl Format {
    const NAMED: [(&'static str, Self); 4] = [
        ("moodle", Self::Moodle),
        ("html", Self::Html),
        ("plain", Self::Plain),
        ("markdown", Self::Markdown),
    ];

    /// The format that a text names at its start, and the text behind the name.
    pub fn of(marks: &[Mark], otherwise: Self) -> (Self, &[Mark]) {
        let marks = scan::trim(marks);
        for (name, format) in Self::NAMED {
            let tag = format!("[{name}]");
            if scan::find(marks, &tag) == Some(0) {
                let rest = marks.get(tag.len()..).unwrap_or_default();
                return (format, scan::trim(rest));
            }
        }
        (otherwise, marks)
    }

    /// The same for what is asked, whose blanks at the end count where more words follow.
    pub fn within(marks: &[Mark]) -> (Self, &[Mark]) {
        let blank = |mark: &&Mark| mark.c.is_whitespace() && !mark.escaped;
        let start = marks.iter().take_while(blank).count();
        let marks = marks.get(start..).unwrap_or_default();
        let (format, named) = Self::of(marks, Self::Moodle);
        let taken = match named.first() {
            Some(first) => marks
                .iter()
                .position(|mark| mark.at == first.at)
                .unwrap_or(0),
            None => marks.len(),
        };
        (format, marks.get(taken..).unwrap_or_default())
    }
}

/// Some words and how they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Worded {
    pub format: Format,
    pub text: String,
}

impl Worded {
    /// The words of some marks.
    pub fn of(marks: &[Mark], otherwise: Format) -> Self {
        let (format, marks) = Format::of(marks, otherwise);
        let counts = !matches!(format, Format::Moodle | Format::Plain)
            || scan::find(marks, "<pre").is_some();
        let mut text = String::with_capacity(marks.len());
        let mut before = None;
        let mut next = 0;
        for (at, mark) in marks.iter().enumerate() {
            if !mark.c.is_whitespace() {
                before = Some(mark.c);
            }
            if mark.c != '\n' || mark.escaped || counts {
                text.push(mark.c);
                continue;
            }
            // On from the last that was found: a text may be of breaks alone.
            next = next.max(at + 1);
            while marks.get(next).is_some_and(|mark| mark.c.is_whitespace()) {
                next += 1;
            }
            let behind = marks.get(next).map(|mark| mark.c);
            text.push(if goes_on(before, behind) { ' ' } else { '\n' });
        }
        Self {
            format,
            text: text.trim().to_owned(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The words as blocks of Markdown.
    pub fn blocks(&self, cleaning: &mut Cleaning<'_>) -> String {
        match self.format {
            Format::Moodle if html::is_html(&self.text) => {
                let broken = self.text.replace('\n', "<br>");
                html::blocks(&html::parse(&broken), cleaning)
            }
            Format::Html => html::blocks(&html::parse(&self.text), cleaning),
            Format::Moodle | Format::Plain => {
                crate::exchange::bank::escape::paragraphs(&self.text, &mut cleaning.losses)
            }
            Format::Markdown => cleaned(&self.text, cleaning),
        }
    }

    /// The words as Markdown on one line.
    pub fn line(&self, cleaning: &mut Cleaning<'_>) -> String {
        match self.format {
            Format::Html => html::line(&html::parse(&self.text), cleaning),
            Format::Moodle if html::is_html(&self.text) => {
                html::line(&html::parse(&self.text), cleaning)
            }
            Format::Moodle | Format::Plain => {
                crate::exchange::bank::escape::line(&self.text, &mut cleaning.losses)
            }
            Format::Markdown => one_line(&cleaned(&self.text, cleaning)),
        }
    }

    /// The bare words, for what somebody has to type.
    pub fn bare(&self) -> String {
        match self.format {
            Format::Html | Format::Moodle => html::plain(&self.text),
            Format::Plain | Format::Markdown => one_line(&self.text),
        }
    }
}

/// Whether a line goes on with what the line before it began. Line breaks count in Moodle's own
/// format and in plain words; but where one stands in the middle of a sentence, somebody's editor was
/// full. Beside a tag, and beside the answers, none counts.
fn goes_on(before: Option<char>, next: Option<char>) -> bool {
    let (Some(before), Some(next)) = (before, next) else {
        return true;
    };
    let within = (before.is_alphabetic() || before == ',') && next.is_lowercase();
    within || before == '>' || next == '<' || before == GAP || next == GAP
}

/// Somebody else's Markdown without what the content language does not take: HTML is turned into
/// words, images into their text, links that may not be into their words.
fn cleaned(text: &str, cleaning: &mut Cleaning<'_>) -> String {
    let mut edits: Vec<(Span, String)> = Vec::new();
    let document = Document::parse(text);
    for (at, node) in document.nodes(document.all()).iter().enumerate() {
        let inside = || document.span(document.inside(at));
        match &node.event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let name: String = html
                    .trim_start_matches(['<', '/', '!'])
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect();
                cleaning.losses.tell(Loss::Markup(name));
                let words = match node.event {
                    Event::Html(_) => html::plain(html) + "\n",
                    _ => String::new(),
                };
                let words =
                    crate::exchange::bank::escape::words(&words, true, &mut cleaning.losses);
                edits.push((node.span, words));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                cleaning.losses.tell(Loss::Image(dest_url.to_string()));
                let words = inside().of(text).to_owned();
                edits.push((node.span, words));
            }
            Event::Start(Tag::Link { dest_url, .. })
                if !matches!(target(dest_url), Some(Target::Web(_)))
                    && !node.span.of(text).starts_with('<') =>
            {
                cleaning.losses.tell(Loss::Link(dest_url.to_string()));
                let words = inside().of(text).to_owned();
                edits.push((node.span, words));
            }
            Event::Text(words) if words.contains("{{") => {
                for inner in words.split("{{").skip(1) {
                    let inner = inner.split("}}").next().unwrap_or_default();
                    if filling(inner).is_none() {
                        cleaning.losses.tell(Loss::Signs("{{".to_owned()));
                        let parted = node.span.of(text).replace("{{", "{ {");
                        edits.push((node.span, parted));
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    edited(text, edits)
}
