//! A question's parts, out of its text.

use pulldown_cmark::{BlockQuoteKind, Event, Tag};

use super::{
    Answers, CannotRead, Choice, Draft, Item, Leads, Pair, Said,
    layout::{Body, Layout, Line, Part, without_own_id},
    words::{cell_unescaped, unescaped, unquoted, unwrapped, with_headings},
};
use crate::{
    block::Document,
    check::hides_part,
    diagnostic::{Code, Diagnostic},
    id::{QuestionId, StepId},
    nation::Nation,
    normal::one_line,
    question::{Interaction, Question},
    read::{Read, read_unit},
    scenario::Scenario,
    source::{Position, Source, Span},
    unit::Unit,
};

/// A question found in a unit's text.
pub(super) struct Found {
    pub unit: Unit,
    pub question: Question,
    pub steps: Vec<StepId>,
    pub draft: Draft,
}

impl Draft {
    /// The parts of the question with this id in a unit's text.
    ///
    /// # Errors
    /// There is no such question, or a mistake hides a part of it from the reader.
    pub fn read(text: &str, id: &QuestionId) -> Result<Self, CannotRead> {
        find(text, id).map(|found| found.draft)
    }
}

/// Finds a question and takes it apart.
pub(super) fn find(text: &str, id: &QuestionId) -> Result<Found, CannotRead> {
    let Read {
        value: unit,
        diagnostics,
    } = read_unit(Source {
        name: "unit.md",
        text,
    });
    let question = unit.question(id).cloned().ok_or(CannotRead::NotThere)?;
    if let Some(wrong) = hidden(&question, &diagnostics) {
        return Err(CannotRead::Mistake {
            line: Position::of(text, wrong.span.start).line,
            message: match &wrong.help {
                Some(help) => format!("{}: {help}", wrong.message),
                None => wrong.message.clone(),
            },
        });
    }
    let steps = steps_of(&unit, id);
    let draft = whole(text, &question, &steps).ok_or(CannotRead::NotThere)?;
    Ok(Found {
        unit,
        question,
        steps,
        draft,
    })
}

/// The mistake that hides a part of a question from the reader, if there is one. A question without
/// its list is shown as one without answers yet.
pub(super) fn hidden<'d>(question: &Question, told: &'d [Diagnostic]) -> Option<&'d Diagnostic> {
    let within = |span: Span| question.span.start <= span.start && span.start <= question.span.end;
    told.iter().find(|wrong| {
        let no_answers = wrong.code == Code::WrongShape && wrong.span == question.heading;
        hides_part(wrong.code) && within(wrong.span) && !no_answers
    })
}

/// A question taken apart.
pub(super) fn whole(text: &str, question: &Question, steps: &[StepId]) -> Option<Draft> {
    let own = question.span.of(text);
    let layout = Layout::of(own, question.kind())?;
    Some(draft(own, question, &layout, steps))
}

pub(super) fn steps_of(unit: &Unit, id: &QuestionId) -> Vec<StepId> {
    let has = |scenario: &&Scenario| {
        let mut steps = scenario.steps.iter();
        steps.any(|step| step.question.as_ref().is_some_and(|q| q.id == *id))
    };
    let found = unit.scenarios().find(has);
    found
        .into_iter()
        .flat_map(|scenario| scenario.steps.iter().map(|step| step.id.clone()))
        .collect()
}

fn draft(own: &str, question: &Question, layout: &Layout, steps: &[StepId]) -> Draft {
    let [right, otherwise, always] = Which::ALL.map(|which| said_under(own, layout, which, steps));
    Draft {
        id: question.id.to_string(),
        kind: question.kind(),
        title: one_line(layout.title.of(own)),
        points: attribute(layout.braces.of(own), "points")
            .and_then(|points| points.parse().ok())
            .filter(|points| question.kind().is_scored() && (1..=100).contains(points))
            .unwrap_or(1),
        shuffle: question.shuffle,
        all_or_nothing: matches!(&question.interaction, Interaction::Multiple(m) if m.all_or_nothing),
        criteria: names(attribute(layout.braces.of(own), "criteria")),
        nations: nations(attribute(layout.braces.of(own), "nation")),
        stem: layout
            .stem
            .map(|stem| with_headings(&unwrapped(stem.of(own))))
            .unwrap_or_default(),
        answers: answers(own, question, &layout.body, steps),
        right,
        otherwise,
        always,
    }
}

/// The value of a key in a heading's braces.
pub(super) fn attribute<'t>(braces: &'t str, key: &str) -> Option<&'t str> {
    let mut tokens = braces.split_whitespace();
    tokens.find_map(|token| token.strip_prefix(key)?.strip_prefix('='))
}

fn names(value: Option<&str>) -> Vec<String> {
    let names = value.into_iter().flat_map(|value| value.split(','));
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn nations(value: Option<&str>) -> Vec<String> {
    let mut names = names(value);
    // In one order, so that ticking and unticking in a form is no change.
    names.sort_by_key(|name| Nation::ALL.iter().position(|nation| nation.key() == name));
    names
}

fn answers(own: &str, question: &Question, body: &Body, steps: &[StepId]) -> Answers {
    match (body, Answers::none_of(question.kind())) {
        (Body::List { lines, .. }, Answers::Choices(_)) => {
            Answers::Choices(lines.iter().map(|line| choice(own, line, steps)).collect())
        }
        (Body::List { lines, .. }, Answers::Items(_)) => {
            Answers::Items(lines.iter().map(|line| item(own, line)).collect())
        }
        (Body::Table { rows, .. }, Answers::Pairs { .. }) => {
            let cell = |row: usize, column: usize| {
                let row = rows.get(row);
                row.and_then(|row| row.cells.get(column))
                    .map_or_else(Item::default, |cell| side(own, *cell))
            };
            Answers::Pairs {
                left_title: cell(0, 0).text,
                right_title: cell(0, 1).text,
                rows: (1..rows.len())
                    .map(|row| Pair {
                        left: cell(row, 0),
                        right: cell(row, 1),
                    })
                    .collect(),
            }
        }
        (_, none) => none,
    }
}

fn item(own: &str, line: &Line) -> Item {
    Item {
        text: unescaped(&one_line(line.words.of(own))),
        own_id: own_id(line.own, own),
    }
}

fn side(own: &str, cell: Span) -> Item {
    let (words, id) = without_own_id(own, cell);
    Item {
        text: cell_unescaped(&one_line(words.of(own))),
        own_id: own_id(id, own),
    }
}

fn own_id(span: Option<Span>, own: &str) -> String {
    let braces = span.map_or("", |span| span.of(own));
    let id = braces.trim_start_matches("{#").trim_end_matches('}');
    id.to_owned()
}

fn choice(own: &str, line: &Line, steps: &[StepId]) -> Choice {
    let mark = line.mark.map_or("", |mark| mark.of(own));
    let (text, is_unsafe) = quoted(own, line);
    let (text, leads) = without_way(&text, steps);
    Choice {
        item: item(own, line),
        right: mark.contains(['x', 'X']),
        said: Said {
            text: unwrapped(&text),
            leads: leads.map(|way| way.leads),
        },
        is_unsafe,
    }
}

/// What is said to an item, as lines without their marks, and whether it is a caution.
pub(super) fn quoted(own: &str, line: &Line) -> (String, bool) {
    let mut texts = Vec::new();
    let mut is_unsafe = false;
    for quote in &line.quotes {
        let text = unquoted(quote.span.of(own), false);
        is_unsafe |= quote.kind == Some(BlockQuoteKind::Caution);
        texts.push(match quote.kind {
            Some(_) => text
                .split_once('\n')
                .map_or("", |(_, text)| text)
                .to_owned(),
            None => text,
        });
    }
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    (texts.join("\n\n").trim().to_owned(), is_unsafe)
}

/// A link that leads on, at the end of what is said.
pub(super) struct Way {
    pub leads: Leads,
    /// What stands between the words and the link.
    pub apart: &'static str,
}

/// What is said without the link to a step at its end: the first such link, where it stands there.
pub(super) fn without_way(text: &str, steps: &[StepId]) -> (String, Option<Way>) {
    let whole = || (text.trim_end().to_owned(), None);
    let Some(link) = first_way(text, steps) else {
        return whole();
    };
    let raw = link.of(text);
    let simple = raw
        .strip_prefix('[')
        .and_then(|raw| raw.strip_suffix(')'))
        .and_then(|raw| raw.rsplit_once("](#"));
    match simple {
        Some((words, to)) if text.trim_end().len() == link.end => {
            let before = text.get(..link.start).unwrap_or_default();
            let bare = before.trim_end();
            let breaks = before.get(bare.len()..).unwrap_or_default();
            let apart = match breaks.matches('\n').count() {
                _ if bare.is_empty() => "",
                0 | 1 => " ",
                _ => "\n\n",
            };
            let leads = Leads {
                to: to.to_owned(),
                words: one_line(words),
            };
            (bare.to_owned(), Some(Way { leads, apart }))
        }
        _ => whole(),
    }
}

/// The first link to one of the steps.
pub(super) fn first_way(text: &str, steps: &[StepId]) -> Option<Span> {
    let document = Document::parse(text);
    let nodes = document.nodes(document.all());
    let mut links = nodes.iter().filter_map(|node| match &node.event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url, node.span)),
        _ => None,
    });
    links.find_map(|(address, span)| {
        let to = address.strip_prefix('#')?;
        steps.iter().any(|step| step.as_str() == to).then_some(span)
    })
}

/// To whom something under the answers is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Right,
    Otherwise,
    Always,
}

impl Draft {
    /// Adds a paragraph to what is said under the answers: to whom, says how it begins.
    pub fn say_under(&mut self, paragraph: &str) {
        let (which, from) = Which::of(paragraph, true);
        let said = match which {
            Which::Right => &mut self.right,
            Which::Otherwise => &mut self.otherwise,
            Which::Always => &mut self.always,
        };
        if !said.text.is_empty() {
            said.text.push_str("\n\n");
        }
        said.text
            .push_str(paragraph.get(from..).unwrap_or_default());
    }
}

impl Which {
    pub const ALL: [Self; 3] = [Self::Right, Self::Otherwise, Self::Always];

    pub fn lead(self) -> &'static str {
        match self {
            Self::Right => "**Right.** ",
            Self::Otherwise => "**Otherwise.** ",
            Self::Always => "",
        }
    }

    /// To whom a paragraph is said, and where its words begin behind its lead.
    pub fn of(text: &str, is_paragraph: bool) -> (Self, usize) {
        let lead = |mark: &str| {
            let rest = text.strip_prefix(mark)?;
            let (lead, rest) = rest.split_once(mark)?;
            let which = match lead.trim().trim_end_matches(['.', ':', '!', '?']).trim() {
                "Right" => Self::Right,
                "Otherwise" => Self::Otherwise,
                _ => return None,
            };
            let rest = rest.trim_start_matches(['.', ':']).trim_start();
            Some((which, text.len() - rest.len()))
        };
        match is_paragraph {
            true => lead("**").or_else(|| lead("__")),
            false => None,
        }
        .unwrap_or((Self::Always, 0))
    }
}

/// The words of a part under the answers, without its lead, and to whom they are said.
pub(super) fn part_words(own: &str, part: &Part) -> (Which, String) {
    let text = unquoted(part.span.of(own), true);
    let (which, from) = Which::of(&text, part.is_paragraph);
    (which, text.get(from..).unwrap_or_default().to_owned())
}

/// All that is said to some under the answers, before its link is taken off.
pub(super) fn said_whole(own: &str, layout: &Layout, which: Which) -> String {
    let parts = layout.parts.iter().map(|part| part_words(own, part));
    let own: Vec<String> = parts
        .filter(|(whose, _)| *whose == which)
        .map(|(_, words)| words)
        .collect();
    own.join("\n\n")
}

fn said_under(own: &str, layout: &Layout, which: Which, steps: &[StepId]) -> Said {
    let (text, way) = without_way(&said_whole(own, layout, which), steps);
    Said {
        text: unwrapped(&text),
        leads: way.map(|way| way.leads),
    }
}
