//! An author's words: paragraphs, lists, tables, links. The only way to HTML.
//!
//! There is no piece that could hold HTML or script, no address outside the few allowed kinds,
//! and no style: what an author cannot say here cannot reach a page. Reading prose from Markdown
//! is [`crate::read`]'s work.

mod html;
#[cfg(test)]
mod properties;
mod text;

use serde::{Deserialize, Serialize};

use crate::{
    id::{OptionId, SectionId, UnitId},
    pack::{Filling, Fillings},
};

/// Some words of an author, as a flat run of pieces with balanced openings and closings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose(pub(crate) Vec<Piece>);

/// One piece of prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Words.
    Text(Box<str>),
    /// Words to be shown letter by letter.
    Code(Box<str>),
    /// A place for a pack's own words.
    Fill(Filling),
    /// A gap of a question.
    Gap(OptionId),
    /// A mark that leads to a footnote.
    Note {
        /// The footnote's number in the unit.
        number: u32,
        /// Whether it is the unit's first mark of that number: the one the footnote leads back to.
        first: bool,
    },
    /// An image in the pack.
    Image {
        /// Its path within the pack.
        path: Box<str>,
        /// The text in its place.
        alternative: Box<str>,
    },
    /// The end of a source line: a space.
    SoftBreak,
    /// The end of a line.
    HardBreak,
    /// A change of subject.
    Rule,
    /// A ticked or empty box at the start of a list item.
    Box(bool),
    /// The start of a run that the matching [`Piece::Close`] ends.
    Open(Mark),
    /// The end of the innermost open run.
    Close,
}

/// What a run of pieces is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// A paragraph.
    Paragraph,
    /// A heading within a section, of level 3 to 6.
    Heading(u8, Option<SectionId>),
    /// A quotation.
    Quote,
    /// A quotation that calls for attention.
    Alert(Alert),
    /// A list with signs, or with numbers from the given one.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// Lines to be shown letter by letter.
    CodeBlock,
    /// A table.
    Table,
    /// The first row of a table.
    TableHead,
    /// A further row of a table.
    TableRow,
    /// A cell of a table.
    Cell,
    /// Stressed words.
    Emphasis,
    /// Strongly stressed words.
    Strong,
    /// Words struck out.
    Strikethrough,
    /// Words that lead somewhere.
    Link(Target),
}

/// What kind of attention an alert calls for, as GitHub's Markdown names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alert {
    /// Worth knowing.
    Note,
    /// Worth trying.
    Tip,
    /// Not to be missed.
    Important,
    /// May distress, or go wrong.
    Warning,
    /// Unsafe.
    Caution,
}

impl Alert {
    /// The word in content files' rendering and in style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }

    /// The word a reader sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Before you read on",
            Self::Caution => "Not safe",
        }
    }
}

/// Where a link leads. Nothing else can be linked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// An address on the web (http or https), a mail address or a telephone number.
    Web(Box<str>),
    /// A place in the pack: a unit (this one, if none), and a heading in it.
    Pack {
        /// The unit; none for the one the link stands in.
        unit: Option<UnitId>,
        /// The id of a heading.
        anchor: Option<SectionId>,
    },
}

/// What prose needs to know of the page it is put into.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The pack's own words.
    pub fillings: &'a Fillings,
    /// The way from the page to the site's root: `./`, `../`, `../../` …
    pub root: &'a str,
    /// The unit the prose is from, where it is shown on another page than that unit's own: its
    /// links within the unit then lead to that page. None on the unit's own page.
    pub away_from: Option<&'a UnitId>,
}

impl Prose {
    /// Prose of some plain words.
    pub fn plain(words: impl Into<Box<str>>) -> Self {
        Self(vec![Piece::Text(words.into())])
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| match piece {
            Piece::Text(text) => text.trim().is_empty(),
            Piece::SoftBreak | Piece::HardBreak | Piece::Open(_) | Piece::Close => true,
            Piece::Code(_)
            | Piece::Fill(_)
            | Piece::Gap(_)
            | Piece::Note { .. }
            | Piece::Image { .. }
            | Piece::Rule
            | Piece::Box(_) => false,
        })
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The first paragraph that stands by itself, in no list, quotation or alert. Empty if none
    /// does.
    pub fn first_paragraph(&self) -> Self {
        let mut depth = 0_usize;
        let mut start = None;
        for (at, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Open(mark) => {
                    if depth == 0 && *mark == Mark::Paragraph {
                        start = Some(at);
                    }
                    depth += 1;
                }
                Piece::Close => {
                    depth = depth.saturating_sub(1);
                    let whole = start
                        .filter(|_| depth == 0)
                        .and_then(|start| self.0.get(start..=at));
                    if let Some(whole) = whole {
                        return Self(whole.to_vec());
                    }
                }
                _ => {}
            }
        }
        Self::default()
    }

    /// Every place the prose links to within the pack.
    pub fn links(&self) -> impl Iterator<Item = (&Option<UnitId>, &Option<SectionId>)> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Open(Mark::Link(Target::Pack { unit, anchor })) => Some((unit, anchor)),
            _ => None,
        })
    }

    /// Every filling the prose asks for.
    pub fn fillings(&self) -> impl Iterator<Item = &Filling> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Fill(filling) => Some(filling),
            _ => None,
        })
    }
}
