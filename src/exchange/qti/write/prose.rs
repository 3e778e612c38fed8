//! An author's words as the XHTML that QTI allows.

use crate::{
    exchange::{
        bank::{Loss, Losses, html::STRUCK},
        qti::names::{CLASS, FILLING},
        xml::escaped,
    },
    id::{OptionId, UnitId},
    normal::one_line,
    pack::Fillings,
    prose::{Mark, Piece, Prose, Target},
};

/// What words need to know on their way out.
pub(super) struct Leave<'a> {
    /// The pack's own words; none to leave the places for them.
    pub fillings: Option<&'a Fillings>,
    /// The way from an item to the images of the pack.
    pub images: &'a str,
    /// The images that are there.
    pub has_image: &'a dyn Fn(&str) -> bool,
    /// The images that were shown.
    pub shown: Vec<String>,
    /// What was lost.
    pub losses: Losses,
}

/// What stands in a gap's place.
pub(super) type Gaps<'g> = &'g dyn Fn(&OptionId) -> String;

impl Leave<'_> {
    /// Some words as XHTML, with their gaps.
    pub fn xhtml(&mut self, prose: &Prose, gaps: Gaps<'_>) -> String {
        let mut out = String::new();
        let mut open: Vec<String> = Vec::new();
        let mut table = Table::default();
        for piece in prose.pieces() {
            match piece {
                Piece::Text(text) => out.push_str(&escaped(text)),
                Piece::Code(text) => wrapped("code", text, &mut out),
                Piece::Fill(filling) => match self.fillings.and_then(|own| filling.found(own)) {
                    Some(value) => {
                        self.losses.tell(Loss::Fillings);
                        out.push_str(&escaped(&value));
                    }
                    None => {
                        let place = format!("{{{{{}:{}}}}}", filling.kind.key(), filling.key);
                        out.push_str(&format!("<span class=\"{FILLING}\">{place}</span>"));
                    }
                },
                Piece::Gap(id) => out.push_str(&gaps(id)),
                Piece::Note { .. } => self.losses.tell(Loss::Footnote),
                Piece::Image { path, alternative } => self.image(path, alternative, &mut out),
                Piece::SoftBreak => out.push(' '),
                Piece::HardBreak => out.push_str("<br/>"),
                Piece::Rule => out.push_str("<hr/>"),
                Piece::Box(true) => out.push_str("☑ "),
                Piece::Box(false) => out.push_str("☐ "),
                Piece::Open(mark) => {
                    let (start, end) = self.mark(mark, &mut table);
                    out.push_str(&start);
                    open.push(end);
                }
                Piece::Close => {
                    let end = open.pop().unwrap_or_default();
                    // A blank at the end is where a link led on.
                    if end == "</p>" {
                        out.truncate(out.trim_end_matches(' ').len());
                    }
                    out.push_str(&end);
                }
            }
        }
        while let Some(end) = open.pop() {
            out.push_str(&end);
        }
        out
    }

    /// The same without gaps.
    pub fn words(&mut self, prose: &Prose) -> String {
        self.xhtml(prose, &|_| String::new())
    }

    fn image(&mut self, path: &str, alternative: &str, out: &mut String) {
        if !(self.has_image)(path) {
            self.losses.tell(Loss::Image(path.to_owned()));
            out.push_str(&escaped(alternative));
            return;
        }
        self.shown.push(path.to_owned());
        let address = escaped(&format!("{}{path}", self.images));
        let words = escaped(alternative);
        out.push_str(&format!("<img src=\"{address}\" alt=\"{words}\"/>"));
    }

    /// How a run begins and ends.
    fn mark(&mut self, mark: &Mark, table: &mut Table) -> (String, String) {
        let both = |name: &str| (format!("<{name}>"), format!("</{name}>"));
        match mark {
            Mark::Paragraph => both("p"),
            Mark::Heading(level, _) => both(&format!("h{level}")),
            Mark::Quote => both("blockquote"),
            Mark::Alert(alert) => (
                format!("<blockquote class=\"{CLASS}{}\">", alert.key()),
                "</blockquote>".to_owned(),
            ),
            Mark::List(None) => both("ul"),
            Mark::List(Some(1)) => both("ol"),
            Mark::List(Some(first)) => (format!("<ol start=\"{first}\">"), "</ol>".to_owned()),
            Mark::Item => both("li"),
            Mark::CodeBlock => both("pre"),
            Mark::Table => {
                *table = Table::default();
                ("<table>".to_owned(), "</tbody></table>".to_owned())
            }
            Mark::TableHead => {
                table.in_head = true;
                ("<thead><tr>".to_owned(), "</tr></thead><tbody>".to_owned())
            }
            Mark::TableRow => {
                table.in_head = false;
                both("tr")
            }
            Mark::Cell if table.in_head => both("th"),
            Mark::Cell => both("td"),
            Mark::Emphasis => both("em"),
            Mark::Strong => both("strong"),
            Mark::Strikethrough => (format!("<span class=\"{STRUCK}\">"), "</span>".to_owned()),
            Mark::Link(Target::Web(address)) => (
                format!("<a href=\"{}\">", escaped(address)),
                "</a>".to_owned(),
            ),
            Mark::Link(Target::Pack { unit, anchor }) => {
                let unit = unit.as_ref().map(UnitId::file).unwrap_or_default();
                let anchor = anchor
                    .as_ref()
                    .map(|id| format!("#{id}"))
                    .unwrap_or_default();
                self.losses.tell(Loss::Link(unit + &anchor));
                (String::new(), String::new())
            }
        }
    }
}

#[derive(Default)]
struct Table {
    in_head: bool,
}

fn wrapped(name: &str, text: &str, out: &mut String) {
    out.push_str(&format!("<{name}>{}</{name}>", escaped(text)));
}

/// A text for an attribute, on one line.
pub(super) fn plain(text: &str) -> String {
    let allowed = text
        .chars()
        .filter(|c| !c.is_control() || c.is_whitespace());
    one_line(&allowed.collect::<String>())
}
