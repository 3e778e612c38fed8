//! A unit's file to a [`Unit`]: front matter, then sections by their headings.

use std::collections::btree_map::{BTreeMap, Entry};

use pulldown_cmark::{Event, Tag};

use super::{
    Read,
    heading::{Class, Heading},
    question::Asked,
    reader::Reader,
    table::Table,
};
use crate::{
    block::{Document, Stretch},
    diagnostic::{Code, Fix},
    id::{SectionId, UnitId, file_stem},
    level::Level,
    nation::Nations,
    prose::{Mark, Piece, Prose},
    source::{Source, Span},
    unit::{Content, Law, Note, Part, Reading, Section, Unit},
};

/// The longest unit that is read, in bytes: about a hundred times the length of a good one.
pub const MAX_UNIT_BYTES: usize = 1 << 20;

/// Reads a unit. It always gives one, whatever is wrong with the text.
pub fn read_unit(source: Source<'_>) -> Read<Unit> {
    let mut end = source.text.len().min(MAX_UNIT_BYTES);
    while !source.text.is_char_boundary(end) {
        end -= 1;
    }
    let read = Source {
        text: &source.text[..end],
        ..source
    };
    let document = Document::parse(read.text);
    let mut reader = Reader::new(read, &document);
    if end < source.text.len() {
        reader.wrong(
            Code::FileTooLarge,
            Span::at(end),
            "the file is too long; the rest is not read",
            "a unit has at most one megabyte; part it in two",
        );
    }
    reader.check_hidden_direction();
    reader.check_marks();
    if let Some(deep) = reader.document.too_deep {
        reader.wrong(
            Code::NestedTooDeep,
            deep.first_line(source.text),
            "this is nested too deep to read",
            "take quotations and lists out of one another",
        );
    }
    let mut unit = reader.front_matter();
    let sections = reader.section_starts();
    let first = sections
        .first()
        .copied()
        .unwrap_or(reader.document.all().end);
    unit.opening = reader.prose(0..first);
    for (place, at) in sections.iter().enumerate() {
        let end = sections
            .get(place + 1)
            .copied()
            .unwrap_or(reader.document.all().end);
        unit.sections.extend(reader.section(*at, end, unit.level));
    }
    unit.notes = reader.footnotes();
    let mut diagnostics = reader.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    Read {
        value: unit,
        diagnostics,
    }
}

impl Reader<'_> {
    fn front_matter(&mut self) -> Unit {
        let stem = self.source.name.rsplit('/').next().unwrap_or_default();
        let stem = file_stem(stem);
        // What is an id stays whole, though nobody would be offered one that long.
        let stem = match stem.parse::<UnitId>() {
            Ok(id) => id.to_string(),
            Err(_) => crate::id::propose(stem),
        };
        let fallback: UnitId = stem
            .parse()
            .unwrap_or_else(|_| unreachable!("what is proposed is an id"));
        let mut unit = Unit {
            title: stem.replace('-', " "),
            id: fallback,
            level: Level::new(3).unwrap_or_else(|_| unreachable!("3 is a level")),
            minutes: 30,
            reviewed: None,
            review_by: None,
            opening: Prose::default(),
            sections: Vec::new(),
            notes: Vec::new(),
            front: Span::default(),
        };
        let Some(span) = self.front_span() else {
            let example = format!(
                "+++\nid = \"{}\"\ntitle = \"\"\nlevel = 3\nminutes = 30\n+++\n\n",
                unit.id
            );
            let first = self.source.text.trim_start().lines().next();
            let help = match first.unwrap_or_default().trim_end() {
                "---" => {
                    "write `+++` where `---` stands before and behind it, and `key = value` on each line"
                }
                "+++" => "write a second line of `+++` behind its last `key = value`",
                _ => "begin with lines of `key = value` between two lines of `+++`",
            };
            let message = "the file does not begin with front matter";
            let diagnostic = self.wrong(Code::NoFrontMatter, Span::default(), message, help);
            // Whatever is there already would become words to read under another's.
            if !matches!(first.map(str::trim_end), Some("---" | "+++")) {
                diagnostic.fix = Some(Fix::one("Add front matter", Span::at(0), example));
            }
            return unit;
        };
        unit.front = span;
        let mut found = Vec::new();
        let mut table = Table::parse(self.source, span, "front matter", &mut found);
        match table.string("id", &mut found) {
            Some((id, place)) => {
                if let Some(id) = self.id::<UnitId>(&id, place) {
                    self.check_unit_id(&id, &unit.id, place);
                    unit.id = id;
                }
            }
            None => table.missing("id", &format!("{:?}", unit.id.as_str()), &mut found),
        }
        match table.string("title", &mut found) {
            Some((title, place)) => {
                if title.trim().is_empty() {
                    let message = "the title is empty";
                    let help = "write what learners see over the unit: `title = \"Moving somebody safely\"`";
                    self.wrong(Code::MissingKey, place, message, help);
                }
                unit.title = title;
            }
            None => table.missing(
                "title",
                "\"Working in partnership with carers\"",
                &mut found,
            ),
        }
        let level = table
            .number("level", 1..=8, &mut found)
            .and_then(|n| Level::new(u8::try_from(n).ok()?).ok());
        unit.level = level.unwrap_or(unit.level);
        let minutes = table
            .number("minutes", 1..=600, &mut found)
            .and_then(|n| u16::try_from(n).ok());
        unit.minutes = minutes.unwrap_or(unit.minutes);
        unit.reviewed = table.date("reviewed", &mut found);
        unit.review_by = table.date("review_by", &mut found);
        table.finish(
            &["id", "title", "level", "minutes", "reviewed", "review_by"],
            &mut found,
        );
        self.diagnostics.extend(found);
        unit
    }

    /// Links and addresses go by the file's name, so the id has to be the same.
    fn check_unit_id(&mut self, id: &UnitId, stem: &UnitId, place: Span) {
        if id != stem {
            let diagnostic = self.wrong(
                Code::BadId,
                place,
                format!("the id `{id}` is not the file's name, `{stem}`"),
                "the id is the file's name without `.md`",
            );
            diagnostic.fix = Some(Fix::one(
                format!("Write {stem}"),
                place,
                format!("\"{stem}\""),
            ));
        }
    }

    fn front_span(&self) -> Option<Span> {
        match self.document.node(0)?.event {
            Event::Start(Tag::MetadataBlock(_)) => {
                Some(self.document.span(self.document.inside(0)))
            }
            _ => None,
        }
    }

    fn section_starts(&mut self) -> Vec<usize> {
        let tops: Vec<usize> = self
            .document
            .siblings(self.document.all())
            .map(|(at, _)| at)
            .collect();
        let starts: Vec<usize> = tops
            .into_iter()
            .filter(|at| self.heading_level(*at).is_some_and(|level| level <= 2))
            .collect();
        for at in &starts {
            if self.heading_level(*at) == Some(1) {
                let span = self
                    .document
                    .node(*at)
                    .map_or(Span::default(), |node| node.span);
                let hash = Span::at(span.start);
                let message = "a heading with one # is for the unit's title, which stands in the front matter";
                let diagnostic = self.wrong(
                    Code::MisplacedHeading,
                    span.trimmed(self.source.text),
                    message,
                    "begin sections with ##",
                );
                diagnostic.fix = Some(Fix::one("Write ##", hash, "#"));
            }
        }
        starts
    }

    fn section(&mut self, at: usize, end: usize, level: Level) -> Option<Section> {
        let wanted = self.class_word(at).unwrap_or("section");
        let wanted = Some(wanted).filter(|_| !self.is_front_between_dashes(at));
        let heading = self.heading(at, wanted)?;
        let body = self.document.end(at)..end;
        let span = self.document.span(at..end);
        let id = heading.id.clone().unwrap_or_else(|| proposed(&heading));
        let nations = self.nations(&heading);
        let content = match heading.class {
            Class::Reading | Class::Law => Content::Reading(self.reading(&heading, nations, body)),
            Class::Scenario => {
                Content::Scenario(Box::new(self.scenario(&heading, &id, nations, body, span)))
            }
            Class::Question(kind) => {
                let asked = Asked {
                    heading: &heading,
                    id: &id,
                    kind,
                    nations,
                    steps: &[],
                    span,
                };
                Content::Question(Box::new(self.question(&asked, body)))
            }
            Class::Criterion => Content::Criterion(Box::new(
                self.criterion(&heading, &id, nations, level, body, span),
            )),
        };
        Some(Section {
            id,
            title: heading.title,
            nations,
            content,
            span,
            heading: heading.span,
        })
    }

    /// Whether this heading is what Markdown makes of front matter between lines of `---`.
    fn is_front_between_dashes(&self, at: usize) -> bool {
        let is_first = self.source.text.trim_start().starts_with("---") && at <= 1;
        is_first && self.front_span().is_none()
    }

    fn class_word(&self, at: usize) -> Option<&'static str> {
        let Event::Start(Tag::Heading { classes, .. }) = &self.document.node(at)?.event else {
            return None;
        };
        let word = classes.first()?;
        Some(match &**word {
            "scenario" => "scenario",
            "criterion" => "criterion",
            "law" => "section",
            _ => "question",
        })
    }

    fn reading(&mut self, heading: &Heading, nations: Nations, body: Stretch) -> Reading {
        let law = (heading.class == Class::Law).then(|| Law {
            checked: self.date(heading, "checked"),
            review_by: self.date(heading, "review-by"),
        });
        if law.is_some() && !(heading.has("checked") && heading.has("review-by")) {
            self.wrong(
                Code::LawWithoutDates,
                heading.span,
                "the law section does not say when it was checked",
                "write `checked=2026-11-02 review-by=2027-05-02` into the braces",
            );
        }
        let criteria = self.criteria(heading);
        let mut parts = Vec::new();
        let mut from = body.start;
        let tops: Vec<usize> = self
            .document
            .siblings(body.clone())
            .map(|(at, _)| at)
            .collect();
        let mut tops = tops.into_iter().peekable();
        while let Some(at) = tops.next() {
            let Some(level) = self.heading_level(at).filter(|_| self.has_class(at)) else {
                continue;
            };
            self.reading_prose(from..at, &mut parts);
            while tops
                .next_if(|next| self.heading_level(*next).is_none_or(|l| l > level))
                .is_some()
            {}
            from = tops.peek().copied().unwrap_or(body.end);
            parts.extend(self.inner_question(at, from, nations));
        }
        self.reading_prose(from..body.end, &mut parts);
        Reading {
            law,
            criteria,
            parts,
        }
    }

    fn reading_prose(&mut self, stretch: Stretch, parts: &mut Vec<Part>) {
        if !stretch.is_empty() {
            let prose = self.prose(stretch);
            if !prose.is_empty() {
                parts.push(Part::Prose(prose));
            }
        }
    }

    /// A question within a reading section.
    fn inner_question(&mut self, at: usize, end: usize, section: Nations) -> Option<Part> {
        let heading = self.heading(at, Some("question"))?;
        let body = self.document.end(at)..end;
        let span = self.document.span(at..end);
        match heading.class {
            Class::Question(kind) => {
                let id = heading.id.clone().unwrap_or_else(|| proposed(&heading));
                let nations = self.nations_within(&heading, section);
                if heading.level > 3 {
                    self.wrong(
                        Code::MisplacedHeading,
                        heading.span,
                        "a question stands at a heading with ## or ###",
                        "take # signs away",
                    );
                }
                let asked = Asked {
                    heading: &heading,
                    id: &id,
                    kind,
                    nations,
                    steps: &[],
                    span,
                };
                Some(Part::Question(Box::new(self.question(&asked, body))))
            }
            Class::Law | Class::Scenario | Class::Criterion => {
                self.wrong(
                    Code::MisplacedHeading,
                    heading.span,
                    "this class belongs to a heading with ##",
                    "write it with two # signs",
                );
                Some(Part::Prose(self.titled(&heading, body)))
            }
            // An unknown class has been told; the words are read all the same.
            Class::Reading => Some(Part::Prose(self.titled(&heading, body))),
        }
    }

    fn titled(&mut self, heading: &Heading, body: Stretch) -> Prose {
        let mut pieces = vec![Piece::Open(Mark::Heading(
            heading.level.max(3),
            heading.id.clone(),
        ))];
        pieces.extend(heading.title.pieces().iter().cloned());
        pieces.push(Piece::Close);
        pieces.extend(self.prose(body).pieces().iter().cloned());
        Prose(pieces)
    }

    fn footnotes(&mut self) -> Vec<Note> {
        let mut defined = Vec::new();
        for at in self.document.all() {
            if let Some(Event::Start(Tag::FootnoteDefinition(name))) =
                self.document.node(at).map(|n| &n.event)
            {
                defined.push((name.to_string(), at));
            }
        }
        let mut notes = BTreeMap::new();
        for (name, at) in defined {
            let prose = self.prose(self.document.inside(at));
            let number = self.note_number(&name);
            if let Entry::Vacant(place) = notes.entry(number) {
                place.insert(Note { number, prose });
                continue;
            }
            let node = self.document.node(at);
            let span = node.map_or(Span::default(), |node| node.span);
            self.wrong(
                Code::DuplicateId,
                span.first_line(self.source.text),
                format!("the footnote `{name}` is written twice; this one is not shown"),
                "give it another name, or take it out",
            );
        }
        notes.into_values().collect()
    }
}

/// The id a heading without one is known by until its author writes one.
pub(super) fn proposed(heading: &Heading) -> SectionId {
    crate::id::propose(&heading.words)
        .parse()
        .unwrap_or_else(|_| unreachable!("what is proposed is an id"))
}
