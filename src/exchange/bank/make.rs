//! Items of a bank written as units: every question is tried as the author's form would write it,
//! and checked, before it stands in a unit. So whatever a bank holds, the units that come out of it
//! pass the check.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Content, Group, Item, Loss};
use crate::{
    author::question::{Answers, Choice, Draft, Said},
    check::check_unit,
    diagnostic::Severity,
    digest,
    id::{MAX_ID_BYTES, QuestionId, UnitId, propose},
    level::Level,
    normal::one_line,
    question::Kind,
    read::read_unit,
    source::Source,
    unit::Section,
    wording::bank as words,
};

/// How many questions one unit holds at most, so that a unit stays one that somebody can read.
pub const MOST_QUESTIONS: usize = 100;

/// The longest unit that is written, in bytes: well below what is read.
const MOST_BYTES: usize = 512 * 1024;

/// What units are to be.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// Their level.
    pub level: Level,
    /// The title where the bank says none.
    pub title: &'a str,
    /// The ids that are taken.
    pub taken: BTreeSet<String>,
    /// The day on which rules are looked at.
    pub today: Date,
}

/// A unit in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its id; its file is named so.
    pub id: UnitId,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// How many questions it holds.
    pub questions: usize,
}

impl Made {
    /// Where its images lie, and whatever else its links lead to.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        let behind = self.text.split("](").skip(1);
        behind.filter_map(|rest| Some(rest.split_once(')')?.0))
    }
}

/// Writes units of items. What an item loses on the way is told in it.
pub fn units(items: &mut [Item], wanted: Wanted<'_>) -> Vec<Made> {
    let mut groups: Vec<(Group, Vec<usize>)> = Vec::new();
    let mut places: BTreeMap<Group, usize> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        let place = *places.entry(item.group.clone()).or_insert_with(|| {
            groups.push((item.group.clone(), Vec::new()));
            groups.len() - 1
        });
        if let Some((_, members)) = groups.get_mut(place) {
            members.push(at);
        }
    }
    let mut ids = UnitIds {
        taken: wanted.taken.clone(),
        next: BTreeMap::new(),
    };
    let mut made = Vec::new();
    for (group, members) in groups {
        let title = match group.title.trim() {
            "" => wanted.title,
            title => title,
        };
        let title = one_line(title);
        let own = group.id.filter(|id| id.parse::<UnitId>().is_ok());
        let id = own.unwrap_or_else(|| propose(&title));
        let mut open = Open {
            title: &title,
            base: &id,
            wanted: &wanted,
            part: 1,
            ids: BTreeSet::new(),
            pieces: Vec::new(),
        };
        for at in members {
            if let Some(item) = items.get_mut(at) {
                open.pieces.extend(piece(at, item, &mut open.ids));
            }
            if open.pieces.len() >= MOST_QUESTIONS || open.bytes() >= MOST_BYTES {
                open.close(items, &mut ids, &mut made);
            }
        }
        open.close(items, &mut ids, &mut made);
    }
    made
}

/// A section in the making.
struct Piece {
    /// The item it is made of.
    item: usize,
    text: String,
    /// What it is to be read as; none for words.
    draft: Option<Draft>,
    /// How many answers nothing was said to.
    silent: usize,
}

/// What an item would be in a unit, if it is anything.
fn piece(at: usize, item: &mut Item, ids: &mut BTreeSet<String>) -> Option<Piece> {
    match &mut item.content {
        Content::Question(draft) => {
            draft.id = free_id(&draft.id, &item.name, draft, ids);
            let silent = speak(draft);
            if own_ids_clash(draft, ids) {
                without_own_ids(draft);
            }
            ids.insert(draft.id.clone());
            ids.extend(own_ids(draft).into_iter().map(str::to_owned));
            let tidied = draft.tidied();
            Some(Piece {
                item: at,
                text: tidied.text(),
                draft: Some(tidied),
                silent,
            })
        }
        Content::Words { title, text } => {
            let id = free(&propose(title), text, ids);
            ids.insert(id.clone());
            Some(Piece {
                item: at,
                text: format!("## {title} {{#{id}}}\n\n{text}\n"),
                draft: None,
                silent: 0,
            })
        }
        Content::Nothing => None,
    }
}

/// The unit that is being written.
struct Open<'w> {
    title: &'w str,
    base: &'w str,
    wanted: &'w Wanted<'w>,
    part: usize,
    ids: BTreeSet<String>,
    pieces: Vec<Piece>,
}

impl Open<'_> {
    fn bytes(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }

    fn close(&mut self, items: &mut [Item], ids: &mut UnitIds, made: &mut Vec<Made>) {
        self.ids.clear();
        let pieces = std::mem::take(&mut self.pieces);
        let pieces = self.sound(pieces, items);
        if pieces.is_empty() {
            return;
        }
        let (title, id) = match self.part {
            1 => (self.title.to_owned(), self.base.to_owned()),
            part => (
                words::part(self.title, part),
                format!("{}-{part}", shortened(self.base, 8)),
            ),
        };
        self.part += 1;
        let id = ids.free(&id);
        let questions = pieces.iter().filter(|piece| piece.draft.is_some()).count();
        made.push(Made {
            text: unit(id.as_str(), &title, self.wanted.level, &pieces),
            id,
            title,
            questions,
        });
    }

    /// The pieces that are read as what they are to be, and pass the check, all together. Most are,
    /// so all are tried at once, and one by one only where something is wrong.
    fn sound(&self, mut pieces: Vec<Piece>, items: &mut [Item]) -> Vec<Piece> {
        let mut drop = |piece: &Piece, loss: Loss| {
            if let Some(item) = items.get_mut(piece.item) {
                item.losses.tell(loss);
                item.content = Content::Nothing;
            }
        };
        if !self.wrong(&pieces).is_empty() {
            pieces.retain(|piece| {
                // What a piece leaves open would swallow the one behind it.
                let last = Piece {
                    item: piece.item,
                    text: "## Last {#last-of-all}\n\nWords.\n".to_owned(),
                    draft: None,
                    silent: 0,
                };
                let alone = [piece, &last];
                match self.wrong_of(&alone).into_iter().next() {
                    Some((_, loss)) => {
                        drop(piece, loss);
                        false
                    }
                    None => true,
                }
            });
        }
        loop {
            let wrong = self.wrong(&pieces);
            if wrong.is_empty() {
                break;
            }
            let mut at = 0;
            pieces.retain(|piece| {
                let loss = wrong.iter().find(|(place, _)| *place == at);
                at += 1;
                if let Some((_, loss)) = loss {
                    drop(piece, loss.clone());
                }
                loss.is_none()
            });
        }
        for piece in &pieces {
            if let Some(item) = items.get_mut(piece.item).filter(|_| piece.silent > 0) {
                item.losses.tell(Loss::NothingSaid(piece.silent));
            }
        }
        pieces
    }

    fn wrong(&self, pieces: &[Piece]) -> Vec<(usize, Loss)> {
        self.wrong_of(&pieces.iter().collect::<Vec<_>>())
    }

    /// The places of what would be read otherwise or break a rule, each with why.
    fn wrong_of(&self, pieces: &[&Piece]) -> Vec<(usize, Loss)> {
        if pieces.is_empty() {
            return Vec::new();
        }
        let text = unit("tried", "Tried", self.wanted.level, pieces);
        let source = Source {
            name: "tried.md",
            text: &text,
        };
        let read = read_unit(source);
        let errors = check_unit(source, &read, self.wanted.today);
        let errors = errors
            .iter()
            .filter(|wrong| wrong.severity() == Severity::Error);
        let errors: Vec<_> = errors.collect();
        let sections = &read.value.sections;
        if sections.len() != pieces.len() {
            return (0..pieces.len())
                .map(|at| (at, Loss::ReadOtherwise))
                .collect();
        }
        let mut wrong: BTreeMap<usize, Loss> = BTreeMap::new();
        for error in errors {
            let within = |section: &&Section| section.span.start <= error.span.start;
            let at = sections.iter().take_while(within).count().saturating_sub(1);
            let rule = Loss::Rule(error.message.clone());
            wrong.entry(at).or_insert(rule);
        }
        for (at, (section, piece)) in sections.iter().zip(pieces).enumerate() {
            let question = match &section.content {
                crate::unit::Content::Question(question) => Some(question),
                _ => None,
            };
            let is = match (&piece.draft, question) {
                (Some(draft), Some(question)) => {
                    let is = Draft::of(&text, &read.value, &read.diagnostics, question);
                    is.as_ref() == Some(draft)
                }
                (None, None) => section.questions().next().is_none(),
                _ => false,
            };
            if !is {
                wrong.entry(at).or_insert(Loss::ReadOtherwise);
            }
        }
        wrong.into_iter().collect()
    }
}

/// A unit's text.
fn unit<P: std::borrow::Borrow<Piece>>(
    id: &str,
    title: &str,
    level: Level,
    pieces: &[P],
) -> String {
    let questions = pieces
        .iter()
        .filter(|piece| (*piece).borrow().draft.is_some());
    let minutes = questions.count().clamp(1, 300);
    let level = level.number();
    let title = toml_edit::value(title).to_string();
    let mut text =
        format!("+++\nid = \"{id}\"\ntitle = {title}\nlevel = {level}\nminutes = {minutes}\n+++\n");
    for piece in pieces {
        text.push('\n');
        text.push_str(&piece.borrow().text);
    }
    text
}

/// Whether an id of an answer's own is taken in the unit, whose ids are all different.
fn own_ids_clash(draft: &Draft, taken: &BTreeSet<String>) -> bool {
    let own = own_ids(draft);
    let different: BTreeSet<&str> = own.iter().copied().collect();
    different.len() != own.len() || own.iter().any(|id| taken.contains(*id) || *id == draft.id)
}

fn own_ids(draft: &Draft) -> Vec<&str> {
    let items: Vec<_> = match &draft.answers {
        Answers::Choices(choices) => choices.iter().map(|choice| &choice.item).collect(),
        Answers::Items(items) => items.iter().collect(),
        Answers::Pairs { rows, .. } => rows
            .iter()
            .flat_map(|row| [&row.left, &row.right])
            .collect(),
        Answers::None => Vec::new(),
    };
    let ids = items.into_iter().map(|item| item.own_id.as_str());
    ids.filter(|id| !id.is_empty()).collect()
}

fn without_own_ids(draft: &mut Draft) {
    match &mut draft.answers {
        Answers::Choices(choices) => {
            choices
                .iter_mut()
                .for_each(|choice| choice.item.own_id.clear());
        }
        Answers::Items(items) => items.iter_mut().for_each(|item| item.own_id.clear()),
        Answers::Pairs { rows, .. } => rows.iter_mut().for_each(|row| {
            row.left.own_id.clear();
            row.right.own_id.clear();
        }),
        Answers::None => {}
    }
}

/// Puts a plain sentence where nothing is said, and counts them: the content language wants
/// something said to every answer.
fn speak(draft: &mut Draft) -> usize {
    let mut count = 0;
    let mut fill = |said: &mut Said, with: &str| {
        if said.is_empty() {
            said.text = with.to_owned();
            count += 1;
        }
    };
    if let Answers::Choices(choices) = &mut draft.answers {
        for Choice { right, said, .. } in choices {
            fill(
                said,
                if *right {
                    words::RIGHT
                } else {
                    words::NOT_RIGHT
                },
            );
        }
    }
    let others = match draft.kind {
        Kind::Order | Kind::Match | Kind::Gap => Some(words::NOT_ALL_RIGHT),
        Kind::Number | Kind::Short => Some(words::NOT_RIGHT),
        Kind::Single | Kind::Multiple | Kind::Rate | Kind::Reflect => None,
    };
    if let Some(others) = others.filter(|_| draft.always.is_empty()) {
        fill(&mut draft.otherwise, others);
    }
    count
}

/// An id for a question that is free in its unit. It depends on the question alone, as far as it
/// can: so the same bank gives the same ids, with questions before it or without.
fn free_id(asked: &str, name: &str, draft: &Draft, taken: &BTreeSet<String>) -> String {
    let base = match asked.parse::<QuestionId>() {
        Ok(_) => asked.to_owned(),
        Err(_) => {
            let named = [asked, name, &draft.title];
            let named = named
                .into_iter()
                .find(|text| text.chars().any(char::is_alphanumeric));
            named.map_or_else(
                || "question".to_owned(),
                |text| match propose(text).as_str() {
                    "section" => "question".to_owned(),
                    id => id.to_owned(),
                },
            )
        }
    };
    free(&base, &format!("{draft:?}"), taken)
}

/// The base itself where it is free, and with a few digits made from the content where not.
fn free(base: &str, content: &str, taken: &BTreeSet<String>) -> String {
    let base = shortened(base, 16);
    if !taken.contains(base) {
        return base.to_owned();
    }
    let hashed = format!("{base}-{}", digest::short(content, 3));
    let numbered = (2_usize..).map(|number| format!("{hashed}-{number}"));
    std::iter::once(hashed.clone())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .unwrap_or(hashed)
}

/// The ids that units have.
struct UnitIds {
    taken: BTreeSet<String>,
    /// The number to go on with for each id that several units would have.
    next: BTreeMap<String, usize>,
}

impl UnitIds {
    /// An id that no unit has: the base itself, or the next by number. Thousands of categories may have
    /// titles without a letter that ids are made of, so the numbers are not tried from the beginning each time.
    fn free(&mut self, base: &str) -> UnitId {
        let base = shortened(base, 8);
        let mut id = base.to_owned();
        while !self.taken.insert(id.clone()) {
            let next = self.next.entry(base.to_owned()).or_insert(2);
            id = format!("{base}-{next}");
            *next += 1;
        }
        id.parse().unwrap_or_else(|_| {
            let plain = propose(&id);
            plain
                .parse()
                .unwrap_or_else(|_| unreachable!("what is proposed is an id"))
        })
    }
}

/// An id with room for so many more characters behind it.
fn shortened(id: &str, room: usize) -> &str {
    id.get(..MAX_ID_BYTES - room)
        .unwrap_or(id)
        .trim_end_matches('-')
}
