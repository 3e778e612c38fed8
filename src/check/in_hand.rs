//! A unit with all that a rule may look at: its text, its model, its pack, today.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{link_to_nowhere, unknown_criterion::is_misspelt};
use crate::{
    block::Document,
    criterion::Criterion,
    diagnostic::{Code, Diagnostic},
    id::SectionId,
    nation::{Nation, Nations},
    pack::Pack,
    prose::{Mark, Piece, Prose},
    question::Question,
    read::{MAX_UNIT_BYTES, PackFiles},
    scenario::Scenario,
    source::{Source, Span},
    unit::{Content, Part, Unit},
};

/// A unit, read, with everything around it.
pub struct UnitInHand<'a> {
    /// The file.
    pub source: Source<'a>,
    /// What was read from it.
    pub unit: &'a Unit,
    /// The pack it belongs to; none where it is checked by itself.
    pub pack: Option<&'a Pack>,
    /// The images of that pack, by their paths.
    pub images: Option<&'a BTreeMap<String, Vec<u8>>>,
    /// The day on which dates are looked at.
    pub today: Date,
    /// The file's blocks, for places that the model does not keep.
    pub document: Document<'a>,
    misread: Vec<Span>,
}

impl<'a> UnitInHand<'a> {
    /// A unit as it was read from `source`, with what reading it told.
    pub fn new(
        source: Source<'a>,
        unit: &'a Unit,
        pack: Option<(&'a Pack, &'a PackFiles)>,
        told: &[Diagnostic],
        today: Date,
    ) -> Self {
        let text = start_of(source.text, MAX_UNIT_BYTES);
        let misread = told
            .iter()
            .filter(|diagnostic| diagnostic.file == source.name && hides_part(diagnostic.code));
        Self {
            source,
            unit,
            pack: pack.map(|(pack, _)| pack),
            images: pack.map(|(_, files)| &files.images),
            today,
            document: Document::parse(text),
            misread: misread.map(|diagnostic| diagnostic.span).collect(),
        }
    }

    /// Whether the reader had to leave something out here or guess. What follows from that is not
    /// told again: one mistake is told once.
    pub(super) fn is_misread(&self, span: Span) -> bool {
        let within = |wrong: &Span| span.start <= wrong.start && wrong.start <= span.end;
        self.misread.iter().any(within)
    }

    /// The questions that were read as their author meant them.
    pub fn well_read_questions(&self) -> impl Iterator<Item = &'a Question> {
        let questions = self.unit.questions();
        questions.filter(|question| !self.is_misread(question.span))
    }

    /// The scenarios that were read as their author meant them, with links that lead somewhere.
    pub fn well_read_scenarios(&self) -> impl Iterator<Item = &'a Scenario> {
        let broken: Vec<Span> = link_to_nowhere::check(self)
            .into_iter()
            .map(|diagnostic| diagnostic.span)
            .collect();
        self.unit.scenarios().filter(move |scenario| {
            let within = |link: &Span| scenario.span.range().contains(&link.start);
            !self.is_misread(scenario.span) && !broken.iter().any(within)
        })
    }

    /// Tells of each criterion that is left without teaching or practice (which of them is
    /// `code`'s to say) in a nation where it holds, as `covers` finds.
    pub fn coverage(
        &self,
        code: Code,
        covers: impl Fn(&Criterion, Nation) -> bool,
    ) -> Vec<Diagnostic> {
        let (verb, noun) = match code {
            Code::NotTaught => ("teaches", "section"),
            _ => ("practises", "question or scenario"),
        };
        let mut found = Vec::new();
        for criterion in self.unit.criteria() {
            let without: Vec<Nation> = criterion
                .nations
                .iter()
                .filter(|nation| !covers(criterion, *nation))
                .collect();
            if without.is_empty() || is_misspelt(self.unit, &criterion.id) {
                continue;
            }
            let place = match without.len() < criterion.nations.iter().count() {
                true => format!(" in {}", Nations::from(without)),
                false => String::new(),
            };
            let message = format!("no {noun} {verb} the criterion `{}`{place}", criterion.id);
            found.push(self.wrong(code, criterion.heading, message).help(format!(
                "write `criteria={}` into the braces of the {noun} that {verb} it",
                criterion.id
            )));
        }
        found
    }

    /// Whether a place lies in the front matter.
    pub fn is_front(&self, span: Span) -> bool {
        self.unit.front.range().contains(&span.start)
    }

    /// A diagnostic of this file.
    pub fn wrong(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.source, span, message)
    }

    /// The file's text at a span.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(self.source.text)
    }
}

/// A pack, read, with its settings' text.
pub struct PackInHand<'a> {
    /// What was read.
    pub pack: &'a Pack,
    /// The text of `pack.toml`; empty where there is none.
    pub settings: Source<'a>,
}

impl<'a> PackInHand<'a> {
    /// A pack as it was read from `files`.
    pub fn new(files: &'a PackFiles, pack: &'a Pack) -> Self {
        let settings = Source {
            name: "pack.toml",
            text: files.settings.as_deref().unwrap_or_default(),
        };
        Self { pack, settings }
    }

    /// Where some quoted words stand in `pack.toml`.
    pub fn place(&self, words: &str) -> Span {
        let text = self.settings.text;
        Span::new(0, text.len()).find(text, &format!("{words:?}"))
    }

    /// A diagnostic of `pack.toml`.
    pub fn wrong(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.settings, span, message)
    }
}

fn start_of(text: &str, mut end: usize) -> &str {
    end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether breaking this rule keeps something out of the model, or puts it elsewhere.
pub(crate) fn hides_part(code: Code) -> bool {
    matches!(
        code,
        Code::FileTooLarge
            | Code::NestedTooDeep
            | Code::MistypedMark
            | Code::UnknownClass
            | Code::ConflictingClasses
            | Code::MisplacedHeading
            | Code::MissingId
            | Code::BadId
            | Code::DuplicateId
            | Code::WrongShape
            | Code::AnswersShown
            | Code::TooFewOrMany
            | Code::DuplicateOption
            | Code::BadNumber
            | Code::BadGap
            | Code::StrayContent
            | Code::NoSteps
    )
}

/// Every id in a unit that a link can lead to: of sections, of what stands in them, and of
/// headings among the words.
pub fn anchors(unit: &Unit) -> Vec<&str> {
    let mut ids: Vec<&str> = headings(&unit.opening).collect();
    for section in &unit.sections {
        ids.push(section.id.as_str());
        match &section.content {
            Content::Reading(reading) => ids.extend(reading.parts.iter().flat_map(part_anchors)),
            Content::Scenario(scenario) => {
                ids.extend(headings(&scenario.opening));
                for step in &scenario.steps {
                    ids.push(step.id.as_str());
                    ids.extend(headings(&step.prose));
                }
            }
            Content::Question(_) | Content::Criterion(_) => {}
        }
    }
    ids
}

fn part_anchors(part: &Part) -> Vec<&str> {
    match part {
        Part::Prose(prose) => headings(prose).collect(),
        Part::Question(question) => vec![question.id.as_str()],
    }
}

fn headings(prose: &Prose) -> impl Iterator<Item = &str> {
    prose.pieces().iter().filter_map(|piece| match piece {
        Piece::Open(Mark::Heading(_, id)) => id.as_ref().map(SectionId::as_str),
        _ => None,
    })
}
