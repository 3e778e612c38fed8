//! What an adaptation may not weaken: the blocks that the original locks.
//!
//! A locked block stands in the result as it stood in the original: shown in every nation it was
//! for, within reach, with its links, its right and wrong marks and its cautions; more may be said
//! after it, and a pass mark may only rise. This is looked at on the result, whatever was done to
//! get there, so no way of changing a text can go round it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    check::anchors,
    id::UnitId,
    nation::Nations,
    pack::{FillingKind, Pack, Place},
    prose::Prose,
    question::{Interaction, Question},
    scenario::{Scenario, Ways},
    unit::{Content, Section, Unit},
};

/// A locked block that would no longer do what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weakened {
    /// The block.
    pub place: Place,
    /// What would become of it.
    pub how: How,
}

/// What would become of a locked block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It would not be there.
    Gone,
    /// It would say something else.
    Changed,
    /// It would not be shown where it was.
    Hidden,
    /// No choice would lead to it.
    OutOfReach,
    /// It would be passed more easily.
    PassMark {
        /// The original's pass mark, in hundredths.
        was: u8,
        /// What it would be.
        now: u8,
    },
    /// A place that it links to would not be there.
    Link(String),
}

impl fmt::Display for Weakened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        match &self.how {
            How::Gone => write!(f, "`{place}` keeps people safe and would not be there"),
            How::Changed => write!(
                f,
                "`{place}` keeps people safe and would say something else"
            ),
            How::Hidden => write!(
                f,
                "`{place}` keeps people safe and would not be shown in every nation it is for"
            ),
            How::OutOfReach => {
                write!(
                    f,
                    "`{place}` keeps people safe and no choice would lead to it"
                )
            }
            How::PassMark { was, now } => write!(
                f,
                "the pass mark around `{place}` would fall from {was} to {now}"
            ),
            How::Link(to) => write!(
                f,
                "`{place}` keeps people safe and links to `{to}`, which would not be there"
            ),
        }
    }
}

/// What the original locks, and what that leans on.
pub(super) struct Locks<'a> {
    base: &'a Pack,
    /// Places that locked blocks link to, each with the block that does.
    leaned_on: BTreeMap<UnitId, BTreeMap<String, Place>>,
    /// The pack's own words that locked blocks show.
    fillings: BTreeMap<(FillingKind, String), Place>,
}

impl<'a> Locks<'a> {
    pub fn of(base: &'a Pack) -> Self {
        let mut locks = Self {
            base,
            leaned_on: BTreeMap::new(),
            fillings: BTreeMap::new(),
        };
        for place in &base.settings.locked {
            let Some(unit) = base.unit(&place.unit) else {
                continue;
            };
            if let Some(found) = find(unit, place.id.as_str()) {
                locks.lean(place, &found.shape(unit));
            }
        }
        locks
    }

    /// Notes every link and filling within a shape.
    fn lean(&mut self, place: &Place, shape: &Value) {
        match shape {
            Value::Array(items) => items.iter().for_each(|item| self.lean(place, item)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    match (key.as_str(), value) {
                        ("Pack", Value::Object(to)) => {
                            let unit = to.get("unit").and_then(Value::as_str);
                            let unit = unit.and_then(|unit| unit.parse().ok());
                            let unit: UnitId = unit.unwrap_or_else(|| place.unit.clone());
                            let anchor = to.get("anchor").and_then(Value::as_str);
                            let anchors = self.leaned_on.entry(unit).or_default();
                            if let Some(anchor) = anchor {
                                anchors.insert(anchor.to_owned(), place.clone());
                            }
                        }
                        ("leads_to", Value::String(step)) => {
                            let anchors = self.leaned_on.entry(place.unit.clone()).or_default();
                            anchors.insert(step.clone(), place.clone());
                        }
                        ("Fill", Value::Object(filling)) => {
                            let kind = filling.get("kind").cloned().unwrap_or_default();
                            let key = filling.get("key").and_then(Value::as_str);
                            if let (Ok(kind), Some(key)) = (serde_json::from_value(kind), key) {
                                let filling = (kind, key.to_owned());
                                self.fillings.insert(filling, place.clone());
                            }
                        }
                        (_, value) => self.lean(place, value),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// The locked block that makes a unit one that has to be shown, if there is one.
    pub fn needs_unit(&self, unit: &UnitId) -> Option<Place> {
        let own = self.base.settings.locked.iter();
        let own = own.filter(|place| place.unit == *unit && self.base.unit(unit).is_some());
        let leaning = self.leaned_on.get(unit).into_iter();
        let leaning = leaning.flat_map(|anchors| anchors.values());
        own.chain(leaning).next().cloned()
    }

    /// The locked block that shows one of the pack's own words.
    pub fn shows(&self, kind: FillingKind, key: &str) -> Option<&Place> {
        self.fillings.get(&(kind, key.to_owned()))
    }

    /// What of a unit would be weakened if it were read as `now`.
    pub fn weakened(&self, id: &UnitId, now: &Unit) -> Vec<Weakened> {
        let Some(base) = self.base.unit(id) else {
            return Vec::new();
        };
        let mut weakened = Vec::new();
        for place in self.base.settings.locked.iter().filter(|p| p.unit == *id) {
            let Some(was) = find(base, place.id.as_str()) else {
                continue;
            };
            let how = match find(now, place.id.as_str()) {
                None => Some(How::Gone),
                Some(is) => was.weakened(base, &is, now),
            };
            weakened.extend(how.map(|how| Weakened {
                place: place.clone(),
                how,
            }));
        }
        let (before, after): (BTreeSet<&str>, BTreeSet<&str>) = (
            anchors(base).into_iter().collect(),
            anchors(now).into_iter().collect(),
        );
        for (anchor, place) in self.leaned_on.get(id).into_iter().flatten() {
            if before.contains(anchor.as_str()) && !after.contains(anchor.as_str()) {
                weakened.push(Weakened {
                    place: place.clone(),
                    how: How::Link(anchor.clone()),
                });
            }
        }
        weakened
    }
}

/// A block with what it stands in.
struct Found<'u> {
    what: Block<'u>,
    section: &'u Section,
    /// The scenario it stands in or is, and the place of its step.
    story: Option<(&'u Scenario, Option<usize>)>,
    question: Option<&'u Question>,
}

enum Block<'u> {
    Section(&'u Section),
    Step(&'u Scenario, usize),
    Question(&'u Question),
    Option(&'u Question, Value),
}

fn find<'u>(unit: &'u Unit, id: &str) -> Option<Found<'u>> {
    let found = |section, what| Found {
        what,
        section,
        story: None,
        question: None,
    };
    for section in &unit.sections {
        let story = match &section.content {
            Content::Scenario(scenario) => Some(&**scenario),
            _ => None,
        };
        if section.id.as_str() == id {
            return Some(Found {
                story: story.map(|scenario| (scenario, None)),
                ..found(section, Block::Section(section))
            });
        }
        for (at, step) in story.iter().flat_map(|s| s.steps.iter().enumerate()) {
            if step.id.as_str() == id {
                let scenario = story?;
                return Some(Found {
                    story: Some((scenario, Some(at))),
                    ..found(section, Block::Step(scenario, at))
                });
            }
        }
        for question in section.questions() {
            let at = story.and_then(|scenario| {
                let mut steps = scenario.steps.iter();
                steps.position(|step| step.question.as_ref().is_some_and(|q| q.id == question.id))
            });
            let within = |what| Found {
                story: story.map(|scenario| (scenario, at)),
                question: Some(question),
                ..found(section, what)
            };
            if question.id.as_str() == id {
                return Some(within(Block::Question(question)));
            }
            if let Some(option) = option(question, id) {
                return Some(within(Block::Option(question, option)));
            }
        }
    }
    None
}

/// An option, item, pair, gap or known answer of a question, as it is written down.
fn option(question: &Question, id: &str) -> Option<Value> {
    fn of<T: Serialize>(items: &[T], id: &str, keys: &[&str]) -> Option<Value> {
        let all = items
            .iter()
            .map(|item| serde_json::to_value(item).unwrap_or_default());
        all.into_iter().find(|item| {
            keys.iter()
                .any(|key| item.get(key).and_then(Value::as_str) == Some(id))
        })
    }
    match &question.interaction {
        Interaction::Single(choice) => of(&choice.options, id, &["id"]),
        Interaction::Multiple(several) => of(&several.choice.options, id, &["id"]),
        Interaction::Order(order) => of(&order.items, id, &["id"]),
        Interaction::Match(matching) => of(&matching.pairs, id, &["left", "right"]),
        Interaction::Gap(gap) => of(&gap.blanks, id, &["id"]),
        Interaction::Number(number) => of(&number.known, id, &["id"]),
        Interaction::Short(short) => of(&short.known, id, &["id"]),
        Interaction::Rate(rate) => of(&rate.labels, id, &["id"]),
        Interaction::Reflect => None,
    }
}

impl Found<'_> {
    /// Everything that is said in it, without where it stands in the file.
    fn shape(&self, unit: &Unit) -> Value {
        let mut shape = match &self.what {
            Block::Section(section) => json!([section.title, section.content]),
            Block::Step(scenario, at) => json!(scenario.steps.get(*at)),
            Block::Question(question) => json!(question),
            Block::Option(_, option) => option.clone(),
        };
        without_places(&mut shape, unit);
        shape
    }

    fn weakened(&self, base: &Unit, is: &Found<'_>, now: &Unit) -> Option<How> {
        if !self.is_where_it_was(is, now) {
            return Some(How::Changed);
        }
        if let (Some((was, at)), Some((is, now_at))) = (self.story, is.story) {
            let reached = |scenario: &Scenario, at: Option<usize>| {
                at.is_none_or(|at| {
                    let reached = Ways::of(scenario).reachable();
                    reached.get(at).copied().unwrap_or_default()
                })
            };
            if reached(was, at) && !reached(is, now_at) {
                return Some(How::OutOfReach);
            }
            if is.pass_mark_percent < was.pass_mark_percent {
                return Some(How::PassMark {
                    was: was.pass_mark_percent,
                    now: is.pass_mark_percent,
                });
            }
        }
        let holds = |found: &Found<'_>| {
            let of = |nations: Nations| nations.iter().collect::<BTreeSet<_>>();
            let section = of(found.section.nations);
            match found.question {
                Some(question) => &section & &of(question.nations),
                None => section,
            }
        };
        if !holds(self).is_subset(&holds(is)) {
            return Some(How::Hidden);
        }
        let same_kind = match (&self.what, &is.what) {
            (Block::Section(old), Block::Section(new)) => match (&old.content, &new.content) {
                (Content::Reading(_), Content::Reading(_)) => {
                    return (!extends(&self.shape(base), &is.shape(now))).then_some(How::Changed);
                }
                _ => true,
            },
            (Block::Option(was, _), Block::Option(is, _)) => was.kind() == is.kind(),
            (Block::Step(..), Block::Step(..)) | (Block::Question(_), Block::Question(_)) => true,
            _ => false,
        };
        let same = same_kind && same_but_for_pass_mark(self.shape(base), is.shape(now));
        (!same).then_some(How::Changed)
    }
}

impl Found<'_> {
    /// Whether it stands in the question and scenario that it stood in, and their ids lead there:
    /// something of the same id before them would be asked and scored in their place.
    fn is_where_it_was(&self, is: &Found<'_>, now: &Unit) -> bool {
        let question = match (self.question, is.question) {
            (Some(was), Some(is)) => {
                let first = now.question(&was.id);
                was.id == is.id && first.is_some_and(|first| std::ptr::eq(first, is))
            }
            (None, None) => true,
            _ => false,
        };
        let story = match (self.story, is.story) {
            (Some((was, _)), Some((is, _))) => {
                let first = now.scenario(&was.id);
                was.id == is.id && first.is_some_and(|first| std::ptr::eq(first, is))
            }
            (None, None) => true,
            _ => false,
        };
        question && story
    }
}

/// A pass mark may rise, which has been looked at.
fn same_but_for_pass_mark(mut was: Value, mut is: Value) -> bool {
    for shape in [&mut was, &mut is] {
        for scenario in ["/1/Scenario", ""] {
            if let Some(Value::Object(fields)) = shape.pointer_mut(scenario) {
                fields.remove("pass_mark_percent");
            }
        }
    }
    was == is
}

/// Whether a reading section begins with all that it was, and says at most more after it.
fn extends(was: &Value, is: &Value) -> bool {
    let parts = |shape: &Value| -> Option<(Value, Vec<Value>)> {
        let mut shape = shape.clone();
        let parts = shape.pointer_mut("/1/Reading/parts")?.take();
        match parts {
            Value::Array(parts) => Some((shape, parts)),
            _ => None,
        }
    };
    let (Some((was_rest, was)), Some((is_rest, is))) = (parts(was), parts(is)) else {
        return false;
    };
    let Some((last, before)) = was.split_last() else {
        return was_rest == is_rest;
    };
    let prose = |part: &Value| match part.get("Prose") {
        Some(Value::Array(pieces)) => Some(pieces.clone()),
        _ => None,
    };
    let begins = match (prose(last), is.get(before.len()).map(prose)) {
        (Some(was), Some(Some(is))) => is.starts_with(&was),
        _ => is.get(before.len()) == Some(last),
    };
    was_rest == is_rest && begins && is.starts_with(before)
}

/// Takes out where things stand in the file, and puts what a footnote says in place of its number.
fn without_places(shape: &mut Value, unit: &Unit) {
    match shape {
        Value::Array(items) => items.iter_mut().for_each(|item| without_places(item, unit)),
        Value::Object(fields) => {
            for place in ["span", "heading", "front"] {
                fields.remove(place);
            }
            if let Some(note) = fields.get_mut("Note") {
                let number = note.get("number").and_then(Value::as_u64);
                let mut notes = unit.notes.iter();
                let said = notes.find(|note| Some(u64::from(note.number)) == number);
                *note = json!(said.map(|note| words(&note.prose)));
            }
            fields
                .values_mut()
                .for_each(|value| without_places(value, unit));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn words(prose: &Prose) -> String {
    prose.text(&crate::pack::Fillings::default())
}
