//! A stretch of blocks to [`Prose`]: what the language allows, and word of what it does not.

use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, LinkType, Tag};

use super::{overlooked::begins_filling, reader::Reader};
use crate::{
    block::Stretch,
    diagnostic::{Code, Fix},
    id::{SectionId, UnitId},
    pack::{Filling, FillingKind},
    prose::{Alert, Mark, Piece, Prose, Target},
    source::Span,
};

/// Characters that turn the direction of what follows without being seen (Unicode UAX 9,
/// explicit formatting): a way to make text read otherwise than it is.
const HIDDEN_DIRECTION: [char; 9] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

/// Whether any of them stands in a text. It goes by their bytes in UTF-8, because every word of
/// every unit is asked this.
fn hides_direction(text: &str) -> bool {
    let mut behind = text.as_bytes().split(|byte| *byte == 0xe2).skip(1);
    behind.any(|rest| matches!(rest, [0x80, 0xaa..=0xae, ..] | [0x81, 0xa6..=0xa9, ..]))
}

impl<'a> Reader<'a> {
    /// Reads a stretch as prose.
    pub fn prose(&mut self, stretch: Stretch) -> Prose {
        let mut pieces = Vec::with_capacity(2 * stretch.len());
        let mut closes: Vec<usize> = Vec::new();
        let mut at = stretch.start;
        while at < stretch.end {
            close_until(at, &mut closes, &mut pieces);
            let Some(node) = self.document.node(at) else {
                break;
            };
            let (span, end) = (node.span, self.document.end(at));
            at += 1;
            match &node.event {
                Event::Start(tag) => match self.open(tag, span, at..end) {
                    Opened::Mark(mark) => {
                        pieces.push(Piece::Open(mark));
                        closes.push(end);
                    }
                    Opened::Nothing => {}
                    Opened::Whole(whole) => {
                        pieces.extend(whole);
                        at = end;
                    }
                },
                Event::Text(text) => self.words(text, span, &mut pieces),
                Event::Code(text) => pieces.push(Piece::Code(plain(text))),
                Event::Html(html) | Event::InlineHtml(html) => {
                    if !is_comment(html) {
                        self.raw_html(span);
                        pieces.push(Piece::Text(plain(html)));
                    }
                }
                Event::FootnoteReference(name) => pieces.push(self.note_mark(name)),
                Event::SoftBreak => pieces.push(Piece::SoftBreak),
                Event::HardBreak => pieces.push(Piece::HardBreak),
                Event::Rule => pieces.push(Piece::Rule),
                Event::TaskListMarker(ticked) => pieces.push(Piece::Box(*ticked)),
                // Mathematics is not switched on, and closings are not nodes.
                Event::InlineMath(_) | Event::DisplayMath(_) | Event::End(_) => {}
            }
        }
        close_until(stretch.end, &mut closes, &mut pieces);
        Prose(pieces)
    }

    fn open(&mut self, tag: &Tag<'a>, span: Span, inside: Stretch) -> Opened {
        Opened::Mark(match tag {
            Tag::Paragraph => Mark::Paragraph,
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let at = inside.start - 1;
                if !self.check_braces(at) {
                    self.check_unasked(at);
                }
                let keys = attrs.iter().map(|(key, _)| &**key);
                self.only_words(classes.iter().map(|class| &**class), keys, span);
                let id = id.as_deref().and_then(|id| self.heading_id(id, span));
                Mark::Heading(depth(*level).max(3), id)
            }
            Tag::BlockQuote(None) => Mark::Quote,
            Tag::BlockQuote(Some(kind)) => Mark::Alert(alert(*kind)),
            Tag::CodeBlock(_) => Mark::CodeBlock,
            Tag::List(first) => Mark::List(*first),
            Tag::Item => Mark::Item,
            Tag::Table(_) => Mark::Table,
            Tag::TableHead => Mark::TableHead,
            Tag::TableRow => Mark::TableRow,
            Tag::TableCell => Mark::Cell,
            Tag::Emphasis => Mark::Emphasis,
            Tag::Strong => Mark::Strong,
            Tag::Strikethrough => Mark::Strikethrough,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                // `<help@example.org>` comes without its scheme.
                let target = match link_type {
                    LinkType::Email => self.target(&format!("mailto:{dest_url}"), span),
                    _ => self.target(dest_url, span),
                };
                match target {
                    Some(target) => Mark::Link(target),
                    None => return Opened::Nothing,
                }
            }
            Tag::Image { dest_url, .. } => {
                return Opened::Whole(self.image(dest_url, span, inside));
            }
            Tag::HtmlBlock => return Opened::Whole(self.html_block(span)),
            // Footnotes are gathered at the unit's end; the front matter is read by itself.
            Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => return Opened::Whole(Vec::new()),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => return Opened::Nothing,
        })
    }

    /// Tells of what a heading among the words says and nobody hears: it can have an id, no more.
    fn only_words<'k>(
        &mut self,
        classes: impl Iterator<Item = &'k str>,
        keys: impl Iterator<Item = &'k str>,
        heading: Span,
    ) {
        for class in classes {
            let span = heading.find(self.source.text, &format!(".{class}"));
            let message = format!("`.{class}` does nothing on a heading among words to read");
            self.wrong(
                Code::MisplacedHeading,
                span,
                message,
                "give the class to a heading with ##, or to a question with ###",
            );
        }
        for key in keys {
            let span = heading.find(self.source.text, &format!("{key}="));
            let message = format!("`{key}` does nothing on a heading among words to read");
            self.wrong(
                Code::UnknownAttribute,
                span,
                message,
                "give it to the section’s own heading, the one with ##",
            );
        }
    }

    fn html_block(&mut self, span: Span) -> Vec<Piece> {
        let html = self.text(span).trim();
        if is_comment(html) {
            return Vec::new();
        }
        self.raw_html(span);
        vec![
            Piece::Open(Mark::Paragraph),
            Piece::Text(plain(html)),
            Piece::Close,
        ]
    }

    fn raw_html(&mut self, span: Span) {
        let span = span.first_line(self.source.text);
        self.wrong(
            Code::RawHtml,
            span,
            "HTML is shown to readers as it stands here",
            "write it in Markdown; for a sign such as < put a backslash before it",
        );
    }

    fn image(&mut self, address: &str, span: Span, inside: Stretch) -> Vec<Piece> {
        let alternative = self.document.words(inside);
        if alternative.trim().is_empty() {
            self.wrong(
                Code::ImageWithoutText,
                span,
                "the image has no text in its place",
                format!("say what it shows: `![A hoist beside a bed]({address})`"),
            );
        }
        if !is_path_in_pack(address) {
            self.no_image(address, span);
            return vec![Piece::Text(plain(&alternative))];
        }
        vec![Piece::Image {
            path: address.into(),
            alternative: plain(&alternative),
        }]
    }

    pub fn no_image(&mut self, address: &str, span: Span) {
        let help = match address.contains(':') {
            true => "put the file beside the units and write its path",
            false => {
                "put the file beside the units, and let its path have the letters a to z, digits, \
                 `.`, `-`, `_` and `/` only: `images/hoist.png`"
            }
        };
        let message = format!("`{address}` is not an image in the pack");
        self.wrong(Code::ImageNotInPack, span, message, help);
    }

    /// Where a link leads, if it may.
    fn target(&mut self, address: &str, span: Span) -> Option<Target> {
        let target = target(address);
        if target.is_none() {
            self.wrong(
                Code::ForbiddenLink,
                span,
                format!("a link may not lead to `{address}`"),
                "links go to http, https, mailto and tel addresses, to `#id` in this unit and to \
                 `other-unit.md#id` in the pack",
            );
        }
        target
    }

    /// Registers a heading's id: the unit's ids are all different.
    pub fn heading_id(&mut self, text: &str, heading: Span) -> Option<SectionId> {
        let span = heading.find(self.source.text, &format!("#{text}"));
        let id: SectionId = self.id(text, span)?;
        if let Some(first) = self.ids.get(text).copied() {
            let line = self.line_of(first.start);
            self.wrong(
                Code::DuplicateId,
                span,
                format!("the id `{text}` is already used on line {line}"),
                "ids are all different within a unit; choose another",
            );
        } else {
            self.ids.insert(text.to_owned(), span);
        }
        Some(id)
    }

    /// Words, with places for the pack's own words taken out of them.
    fn words(&mut self, text: &str, span: Span, pieces: &mut Vec<Piece>) {
        if text.contains("[^") {
            self.check_note_marks(span);
        }
        if text.contains("](") {
            self.check_addresses(span);
        }
        if text.contains('{') {
            self.check_single_braces(span);
        }
        if text.contains("{{") {
            self.fillings(text, span, pieces);
        } else {
            push_words(text, pieces);
        }
    }

    fn fillings(&mut self, text: &str, span: Span, pieces: &mut Vec<Piece>) {
        let mut rest = text;
        let mut unseen = span;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((inner, behind)) = after.split_once("}}") else {
                let place = unseen.find_next(self.source.text, "{{");
                if begins_filling(after) {
                    let message = "these two braces are not closed";
                    let help = "close them with `}}` in the same paragraph";
                    self.wrong(Code::BadFilling, place, message, help);
                }
                break;
            };
            push_words(before, pieces);
            match filling(inner) {
                Some(filling) => pieces.push(Piece::Fill(filling)),
                None => {
                    let wrong = format!("{{{{{inner}}}}}");
                    let place = unseen.find_next(self.source.text, &wrong);
                    let help = "write `{{term:…}}`, `{{policy:…}}` or `{{contact:…}}` with a key of \
                                `pack.toml`";
                    let message = format!("`{inner}` is not a term, policy or contact");
                    self.wrong(Code::BadFilling, place, message, help);
                    push_words(&wrong, pieces);
                }
            }
            rest = behind;
        }
        push_words(rest, pieces);
    }

    /// Tells of marks that lead to no footnote: Markdown takes them for words.
    fn check_note_marks(&mut self, words: Span) {
        let mut places = Vec::new();
        for (at, _) in self.text(words).match_indices("[^") {
            let mark = self.text(Span::new(words.start + at, words.end));
            let name = mark.get(2..).unwrap_or_default().split(']').next();
            let name = name.unwrap_or_default();
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            if !name.is_empty() && name.chars().all(is_name) && mark.len() > name.len() + 2 {
                let start = words.start + at;
                places.push((name, Span::new(start, start + name.len() + 3)));
            }
        }
        for (name, place) in places {
            self.wrong(
                Code::LinkToNowhere,
                place,
                format!("there is no footnote `{name}`"),
                format!("write it in a paragraph of its own: `[^{name}]: What it says.`"),
            );
        }
    }

    /// Tells of characters that hide their effect, once for each line they stand on.
    pub fn check_hidden_direction(&mut self) {
        let text = self.source.text;
        if !hides_direction(text) {
            return;
        }
        let mut line_start = 0;
        let mut lines = 0;
        for line in text.split_inclusive('\n') {
            let found = line.match_indices(HIDDEN_DIRECTION).next();
            let start = line_start;
            line_start += line.len();
            let Some((at, hidden)) = found else {
                continue;
            };
            let span = Span::new(start + at, start + at + hidden.len());
            lines += 1;
            if lines <= 20 {
                let diagnostic = self.wrong(
                    Code::HiddenDirection,
                    span,
                    "an invisible character here turns the direction of the text round",
                    "delete it",
                );
                diagnostic.fix = Some(Fix::one("Delete it", span, ""));
            }
        }
    }
}

enum Opened {
    Mark(Mark),
    /// What is inside stands by itself.
    Nothing,
    /// What is inside is these pieces.
    Whole(Vec<Piece>),
}

fn close_until(at: usize, closes: &mut Vec<usize>, pieces: &mut Vec<Piece>) {
    while closes.last().is_some_and(|end| *end <= at) {
        closes.pop();
        pieces.push(Piece::Close);
    }
}

fn push_words(words: &str, pieces: &mut Vec<Piece>) {
    if !words.is_empty() {
        pieces.push(Piece::Text(plain(words)));
    }
}

/// Words without characters that hide their effect.
fn plain(text: &str) -> Box<str> {
    if hides_direction(text) {
        text.replace(HIDDEN_DIRECTION, "").into()
    } else {
        text.into()
    }
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.ends_with("-->") && html.matches("-->").count() == 1
}

/// The filling that stands between double braces.
pub(crate) fn filling(inner: &str) -> Option<Filling> {
    let (kind, key) = inner.split_once(':')?;
    let kind = match kind.trim() {
        "term" => FillingKind::Term,
        "policy" => FillingKind::Policy,
        "contact" => FillingKind::Contact,
        _ => return None,
    };
    let key = key.trim();
    key.parse::<SectionId>().ok().map(|_| Filling {
        kind,
        key: key.into(),
    })
}

/// Where an address leads, if a link may lead there: http, https, mailto and tel addresses, and
/// places in the pack.
pub(crate) fn target(address: &str) -> Option<Target> {
    if address.chars().any(|c| c.is_control() || c == '\\') {
        return None;
    }
    if let Some(anchor) = address.strip_prefix('#') {
        return Some(Target::Pack {
            unit: None,
            anchor: Some(anchor.parse().ok()?),
        });
    }
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (address, None),
    };
    if let Some(name) = path.strip_suffix(".md")
        && let Ok(unit) = name.strip_prefix("./").unwrap_or(name).parse::<UnitId>()
    {
        let anchor = anchor.map(str::parse).transpose().ok()?;
        return Some(Target::Pack {
            unit: Some(unit),
            anchor,
        });
    }
    let (scheme, rest) = address.split_once(':')?;
    let known = ["http", "https", "mailto", "tel"];
    let allowed = known.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (allowed && !rest.trim_matches('/').is_empty()).then(|| Target::Web(address.into()))
}

/// Whether an address is a path to a file beside the units.
pub fn is_path_in_pack(address: &str) -> bool {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    !address.is_empty()
        && address.chars().all(safe)
        && !address.starts_with('/')
        && address
            .split('/')
            .all(|part| !part.is_empty() && part != ".." && part != ".")
}

pub(super) fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_known_by_their_bytes() {
        for c in '\0'..=char::MAX {
            let text = format!("“{c}”");
            assert_eq!(
                hides_direction(&text),
                HIDDEN_DIRECTION.contains(&c),
                "{c:?}"
            );
        }
    }
}
