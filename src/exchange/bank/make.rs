//! Items of a bank written as units: every question is tried as the author's form would write it,
//! and checked, before it stands in a unit. So whatever a bank holds, the units that come out of it
//! pass the check.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::{Content, Group, Item, Loss};
use crate::{
    author::question::{Answers, Choice, Draft, Said, Why},
    check::check_unit,
    diagnostic::Severity,
    id::{MAX_ID_BYTES, QuestionId, UnitId, propose},
    level::Level,
    question::Kind,
    read::read_unit,
    source::Source,
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
    let mut taken = wanted.taken.clone();
    let mut made = Vec::new();
    for (group, members) in groups {
        let title = match group.title.trim() {
            "" => wanted.title,
            title => title,
        };
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let id = group.id.unwrap_or_else(|| propose(&title));
        let mut open = Open::new(&title, &id, &wanted);
        for at in members {
            if let Some(item) = items.get_mut(at) {
                open.add(item, &mut taken, &mut made);
            }
        }
        open.close(&mut taken, &mut made);
    }
    made
}

/// The unit that is being written.
struct Open<'w> {
    title: &'w str,
    base: &'w str,
    wanted: &'w Wanted<'w>,
    part: usize,
    ids: BTreeSet<String>,
    body: String,
    questions: usize,
}

impl<'w> Open<'w> {
    fn new(title: &'w str, base: &'w str, wanted: &'w Wanted<'w>) -> Self {
        Self {
            title,
            base,
            wanted,
            part: 1,
            ids: BTreeSet::new(),
            body: String::new(),
            questions: 0,
        }
    }

    fn add(&mut self, item: &mut Item, taken: &mut BTreeSet<String>, made: &mut Vec<Made>) {
        if self.questions >= MOST_QUESTIONS || self.body.len() >= MOST_BYTES {
            self.close(taken, made);
        }
        let is_question = matches!(item.content, Content::Question(_));
        let written = match &mut item.content {
            Content::Question(draft) => {
                draft.id = free_id(&draft.id, &item.name, draft, &self.ids);
                let silent = speak(draft);
                let written = question(draft, &self.ids, self.wanted);
                if silent > 0 && written.is_ok() {
                    item.losses.tell(Loss::NothingSaid(silent));
                }
                written
            }
            Content::Words { title, text } => {
                let id = free(&propose(title), text, &self.ids);
                let text = format!("## {title} {{#{id}}}\n\n{text}\n");
                checked(&text, self.wanted).map(|()| Written {
                    ids: BTreeSet::from([id]),
                    text,
                })
            }
            Content::Nothing => return,
        };
        match written {
            Ok(written) => {
                self.questions += usize::from(is_question);
                self.ids.extend(written.ids);
                self.body.push('\n');
                self.body.push_str(&written.text);
            }
            Err(loss) => {
                item.losses.tell(loss);
                item.content = Content::Nothing;
            }
        }
    }

    fn close(&mut self, taken: &mut BTreeSet<String>, made: &mut Vec<Made>) {
        if self.body.is_empty() {
            return;
        }
        let (title, id) = match self.part {
            1 => (self.title.to_owned(), self.base.to_owned()),
            part => (
                words::part(self.title, part),
                format!("{}-{part}", shortened(self.base, 8)),
            ),
        };
        let id = free_unit(&id, taken);
        let minutes = self.questions.clamp(1, 300);
        let level = self.wanted.level.number();
        let quoted = toml_edit::value(title.as_str()).to_string();
        let text = format!(
            "+++\nid = \"{id}\"\ntitle = {quoted}\nlevel = {level}\nminutes = {minutes}\n+++\n{}",
            self.body
        );
        made.push(Made {
            id,
            title,
            text,
            questions: self.questions,
        });
        self.part += 1;
        self.ids.clear();
        self.body.clear();
        self.questions = 0;
    }
}

struct Written {
    ids: BTreeSet<String>,
    text: String,
}

/// The front of a unit with one question in it, for trying.
const FRONT: &str = "+++\nid = \"tried\"\ntitle = \"Tried\"\n";

/// A question's text, tried: it is read as the draft says, and passes the check.
fn question(draft: &Draft, taken: &BTreeSet<String>, wanted: &Wanted<'_>) -> Result<Written, Loss> {
    let own = own_ids(draft);
    let mut ids: BTreeSet<String> = own.iter().map(|id| (*id).to_owned()).collect();
    let again =
        ids.len() != own.len() || own.iter().any(|id| taken.contains(*id) || *id == draft.id);
    let draft = match again {
        // An option's id serves records of its own question alone; the unit's ids are all different.
        true => &without_own_ids(draft),
        false => draft,
    };
    if again {
        ids.clear();
    }
    ids.insert(draft.id.clone());
    let text = written(draft)?;
    checked(&text, wanted)?;
    Ok(Written { ids, text })
}

/// A question's text: a bare heading of its kind, with the draft put in as the form does it.
fn written(draft: &Draft) -> Result<String, Loss> {
    let front = format!("{FRONT}+++\n\n");
    let kind = draft.kind.class();
    let bare = format!("{front}## Question {{#{} .{kind}}}\n", draft.id);
    let id: QuestionId = draft
        .id
        .parse()
        .map_err(|_| Loss::Rule(words::BAD_ID.to_owned()))?;
    let edit = draft.write(&bare, &id).map_err(|refused| {
        refused
            .into_iter()
            .next()
            .map_or(Loss::ReadOtherwise, |refused| match refused.why {
                Why::Mistake(message) => Loss::Rule(message),
                Why::Twice => Loss::Rule(words::SAME_TWICE.to_owned()),
                Why::Empty => Loss::Rule(words::EMPTY.to_owned()),
                Why::Points => Loss::Rule(words::POINTS.to_owned()),
                Why::CannotRead(_)
                | Why::NotAnId
                | Why::NotANation
                | Why::ReadOtherwise
                | Why::ChangesOthers => Loss::ReadOtherwise,
            })
    })?;
    let text = edit.map_or(bare.clone(), |edit| crate::author::with_edit(&bare, &edit));
    let own = text.get(front.len()..).unwrap_or_default().trim_end();
    Ok(format!("{own}\n"))
}

/// Whether a part of a unit passes the check.
fn checked(part: &str, wanted: &Wanted<'_>) -> Result<(), Loss> {
    let level = wanted.level.number();
    let text = format!("{FRONT}level = {level}\n+++\n\n{part}");
    let source = Source {
        name: "tried.md",
        text: &text,
    };
    let read = read_unit(source);
    let found = check_unit(source, &read, wanted.today);
    let wrong = found
        .iter()
        .find(|wrong| wrong.severity() == Severity::Error);
    if let Some(wrong) = wrong {
        return Err(Loss::Rule(wrong.message.clone()));
    }
    match read.value.sections.len() {
        1 => Ok(()),
        _ => Err(Loss::ReadOtherwise),
    }
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

fn without_own_ids(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
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
    draft
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
    let hash = Sha256::digest(content.as_bytes());
    let digits: String = hash
        .iter()
        .take(3)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let hashed = format!("{base}-{digits}");
    let numbered = (2_usize..).map(|number| format!("{hashed}-{number}"));
    std::iter::once(hashed.clone())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .unwrap_or(hashed)
}

fn free_unit(base: &str, taken: &mut BTreeSet<String>) -> UnitId {
    let base = shortened(base, 8);
    let numbered = (2_usize..).map(|number| format!("{base}-{number}"));
    let id = std::iter::once(base.to_owned())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .unwrap_or_default();
    taken.insert(id.clone());
    id.parse().unwrap_or_else(|_| {
        let plain = propose(&id);
        plain
            .parse()
            .unwrap_or_else(|_| unreachable!("what is proposed is an id"))
    })
}

/// An id with room for so many more characters behind it.
fn shortened(id: &str, room: usize) -> &str {
    id.get(..MAX_ID_BYTES - room)
        .unwrap_or(id)
        .trim_end_matches('-')
}
