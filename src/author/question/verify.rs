//! Writing a draft back, and reading what was written before anybody gets it.

use serde_json::Value;

use super::{
    Answers, CannotRead, Choice, Draft, Item, Leads, Pair, Said,
    layout::Layout,
    read::{Found, find},
    words::{cell_unescaped, unescaped, unwrapped, with_headings},
    write::written,
};
use crate::{
    author::edit_between,
    diagnostic::Edit,
    id::{CriterionId, QuestionId, SectionId},
    nation::Nation,
    normal::one_line,
    source::Span,
    unit::{Content, Part, Unit},
};

/// A field of a question's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "they are explained at `Draft`")]
pub enum Field {
    Whole,
    Id,
    Kind,
    Title,
    Points,
    Shuffle,
    Scoring,
    Criteria,
    Nations,
    Stem,
    Titles,
    Answers,
    /// One of the answers, by its place.
    Answer(usize),
    Right,
    Otherwise,
    Always,
}

/// A field whose words cannot be put into the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub field: Field,
    /// Why.
    pub why: Why,
}

/// Why a field cannot be put into the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The question in the file cannot be shown as a form.
    CannotRead(CannotRead),
    /// Something has to stand there.
    Empty,
    /// Another answer says the same.
    Twice,
    /// It is not an id.
    NotAnId,
    /// It is not among the nations.
    NotANation,
    /// Points go from 1 to 100.
    Points,
    /// It would be read as something else.
    ReadOtherwise,
    /// It would change how the rest of the unit is read.
    ChangesOthers,
    /// The reader finds a mistake in it.
    Mistake(String),
}

impl Draft {
    /// What has to be changed in a unit's text so that the question with this id is as the draft
    /// says. None where it is already.
    ///
    /// # Errors
    /// Fields that cannot be written so that they would be read as they are.
    pub fn write(&self, text: &str, id: &QuestionId) -> Result<Option<Edit>, Vec<Refused>> {
        let found = find(text, id).map_err(|why| {
            vec![Refused {
                field: Field::Whole,
                why: Why::CannotRead(why),
            }]
        })?;
        let new = self.tidied();
        if new == found.draft {
            return Ok(None);
        }
        let wrong = obviously_wrong(&new);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        tried(text, &found, &new).map(Some).map_err(|why| {
            let alone = changed(&found.draft, &new)
                .into_iter()
                .filter(|field| tried(text, &found, &only(&found.draft, &new, *field)).is_err());
            let mut fields: Vec<Field> = alone.collect();
            if fields.is_empty() {
                fields = changed(&found.draft, &new);
                fields.truncate(1);
            }
            let refused = |field| Refused {
                field,
                why: why.clone(),
            };
            fields.into_iter().map(refused).collect()
        })
    }

    /// The draft as it will be read when it has been written: without blanks that mean nothing.
    pub fn tidied(&self) -> Self {
        let mut draft = self.clone();
        draft.id = self.id.trim().to_owned();
        draft.title = one_line(&self.title);
        draft.stem = with_headings(&unwrapped(&self.stem));
        draft.criteria.retain(|name| !name.is_empty());
        draft
            .nations
            .sort_by_key(|name| Nation::ALL.iter().position(|nation| nation.key() == name));
        if !draft.kind.is_scored() {
            draft.points = 1;
            draft.shuffle = true;
        }
        draft.all_or_nothing &= draft.kind == crate::question::Kind::Multiple;
        for said in [&mut draft.right, &mut draft.otherwise, &mut draft.always] {
            tidy_said(said);
        }
        match &mut draft.answers {
            Answers::Choices(choices) => {
                for choice in choices {
                    tidy_item(&mut choice.item);
                    tidy_said(&mut choice.said);
                }
            }
            Answers::Items(items) => items.iter_mut().for_each(tidy_item),
            Answers::Pairs {
                left_title,
                right_title,
                rows,
            } => {
                for title in [left_title, right_title] {
                    *title = cell_unescaped(&one_line(title));
                }
                for pair in rows {
                    for side in [&mut pair.left, &mut pair.right] {
                        side.text = cell_unescaped(&one_line(&side.text));
                        side.own_id = side.own_id.trim().to_owned();
                    }
                }
            }
            Answers::None => {}
        }
        draft
    }
}

fn tidy_item(item: &mut Item) {
    item.text = unescaped(&one_line(&item.text));
    item.own_id = item.own_id.trim().to_owned();
}

fn tidy_said(said: &mut Said) {
    said.text = unwrapped(&said.text).trim().to_owned();
    said.leads = said.leads.take().filter(|leads| !leads.to.is_empty());
    if let Some(Leads { words, .. }) = &mut said.leads {
        *words = one_line(words);
        if words.is_empty() {
            *words = crate::wording::author::GO_ON.to_owned();
        }
    }
}

/// What can be told without trying.
fn obviously_wrong(draft: &Draft) -> Vec<Refused> {
    let mut wrong = Vec::new();
    let mut tell = |field, why| wrong.push(Refused { field, why });
    if draft.id.parse::<QuestionId>().is_err() {
        tell(Field::Id, Why::NotAnId);
    }
    if draft.title.is_empty() {
        tell(Field::Title, Why::Empty);
    }
    if !(1..=100).contains(&draft.points) {
        tell(Field::Points, Why::Points);
    }
    if draft
        .criteria
        .iter()
        .any(|name| name.parse::<CriterionId>().is_err())
    {
        tell(Field::Criteria, Why::NotAnId);
    }
    if draft
        .nations
        .iter()
        .any(|name| name.parse::<Nation>().is_err())
    {
        tell(Field::Nations, Why::NotANation);
    }
    let items: Vec<Vec<&Item>> = match &draft.answers {
        Answers::Choices(choices) => choices.iter().map(|choice| vec![&choice.item]).collect(),
        Answers::Items(items) => items.iter().map(|item| vec![item]).collect(),
        Answers::Pairs { rows, .. } => rows
            .iter()
            .map(|pair| vec![&pair.left, &pair.right])
            .collect(),
        Answers::None => Vec::new(),
    };
    for (at, sides) in items.iter().enumerate() {
        let bad_id =
            |item: &&Item| !item.own_id.is_empty() && item.own_id.parse::<SectionId>().is_err();
        if sides.iter().any(|item| item.text.is_empty()) {
            tell(Field::Answer(at), Why::Empty);
        } else if sides.iter().any(bad_id) {
            tell(Field::Answer(at), Why::NotAnId);
        } else if items[..at]
            .iter()
            .any(|other| other[0].text == sides[0].text)
        {
            tell(Field::Answer(at), Why::Twice);
        }
    }
    wrong
}

/// Writes, reads again, and compares.
fn tried(text: &str, found: &Found, new: &Draft) -> Result<Edit, Why> {
    let cannot = Err(Why::CannotRead(CannotRead::NotThere));
    let span = found.question.span;
    let own = span.of(text);
    let Some(layout) = Layout::of(own, found.question.kind()) else {
        return cannot;
    };
    let mut fresh = written(own, &layout, &found.draft, new, &found.steps);
    if text.contains("\r\n") {
        fresh = fresh.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    let mut edit = edit_between(own, &fresh);
    edit.span = Span::new(edit.span.start + span.start, edit.span.end + span.start);
    let mut whole = text.to_owned();
    whole.replace_range(edit.span.range(), &edit.text);
    let Ok(id) = new.id.parse::<QuestionId>() else {
        return Err(Why::NotAnId);
    };
    match find(&whole, &id) {
        Err(CannotRead::Mistake { message, .. }) => Err(Why::Mistake(message)),
        Err(CannotRead::NotThere) => Err(Why::ReadOtherwise),
        Ok(again) if again.draft != *new => Err(Why::ReadOtherwise),
        Ok(again) => {
            let was = around(&found.unit, &found.question.id);
            match was == around(&again.unit, &id) {
                true => Ok(edit),
                false => Err(Why::ChangesOthers),
            }
        }
    }
}

/// All of a unit but one question, without places, as data that can be compared.
fn around(unit: &Unit, id: &QuestionId) -> Value {
    let mut unit = unit.clone();
    let blank = |question: &mut crate::question::Question| {
        question.title = Default::default();
        question.stem = Default::default();
        question.interaction = crate::question::Interaction::Reflect;
        question.discussion = Default::default();
        question.criteria.clear();
        question.shuffle = true;
        question.points = crate::score::Points::ZERO;
        question.nations = crate::nation::Nations::ALL;
    };
    let nowhere: Option<QuestionId> = "this-question".parse().ok();
    for section in &mut unit.sections {
        let mut here = false;
        match &mut section.content {
            Content::Question(question) if question.id == *id => {
                blank(question);
                question.id = nowhere.clone().unwrap_or_else(|| id.clone());
                here = true;
            }
            Content::Reading(reading) => {
                for part in &mut reading.parts {
                    if let Part::Question(question) = part
                        && question.id == *id
                    {
                        blank(question);
                        question.id = nowhere.clone().unwrap_or_else(|| id.clone());
                    }
                }
            }
            Content::Scenario(scenario) => {
                // It follows from all steps, this one with them.
                scenario.maximum = crate::score::Points::ZERO;
                for step in &mut scenario.steps {
                    if let Some(question) = &mut step.question
                        && question.id == *id
                    {
                        blank(question);
                        question.id = nowhere.clone().unwrap_or_else(|| id.clone());
                        step.title = Default::default();
                        step.id = SectionId::from(question.id.clone()).into();
                    }
                }
            }
            Content::Question(_) | Content::Criterion(_) => {}
        }
        if here {
            section.title = Default::default();
            section.nations = crate::nation::Nations::ALL;
            section.id = nowhere.clone().unwrap_or_else(|| id.clone()).into();
        }
    }
    let mut value = serde_json::to_value(&unit).unwrap_or_default();
    without_places(&mut value);
    value
}

fn without_places(value: &mut Value) {
    match value {
        Value::Object(keys) => {
            for key in ["span", "heading", "front", "number", "first"] {
                keys.remove(key);
            }
            keys.values_mut().for_each(without_places);
        }
        Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

/// The fields in which two drafts differ.
fn changed(old: &Draft, new: &Draft) -> Vec<Field> {
    let differs = [
        (Field::Id, old.id != new.id),
        (Field::Kind, old.kind != new.kind),
        (Field::Title, old.title != new.title),
        (Field::Points, old.points != new.points),
        (Field::Shuffle, old.shuffle != new.shuffle),
        (Field::Scoring, old.all_or_nothing != new.all_or_nothing),
        (Field::Criteria, old.criteria != new.criteria),
        (Field::Nations, old.nations != new.nations),
        (Field::Stem, old.stem != new.stem),
        (Field::Right, old.right != new.right),
        (Field::Otherwise, old.otherwise != new.otherwise),
        (Field::Always, old.always != new.always),
    ];
    let mut fields: Vec<Field> = differs
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(field, _)| field)
        .collect();
    fn places<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Field> {
        if old.len() != new.len() {
            return vec![Field::Answers];
        }
        let pairs = old.iter().zip(new).enumerate();
        pairs
            .filter(|(_, (old, new))| old != new)
            .map(|(at, _)| Field::Answer(at))
            .collect()
    }
    if old.answers != new.answers {
        fields.extend(match (&old.answers, &new.answers) {
            (Answers::Choices(old), Answers::Choices(new)) => places::<Choice>(old, new),
            (Answers::Items(old), Answers::Items(new)) => places::<Item>(old, new),
            (
                Answers::Pairs {
                    rows: old,
                    left_title,
                    right_title,
                },
                Answers::Pairs {
                    rows: new,
                    left_title: left,
                    right_title: right,
                },
            ) => {
                let mut fields = places::<Pair>(old, new);
                if left_title != left || right_title != right {
                    fields.push(Field::Titles);
                }
                fields
            }
            _ => vec![Field::Answers],
        });
    }
    fields
}

/// The old draft with one field of the new.
fn only(old: &Draft, new: &Draft, field: Field) -> Draft {
    let mut draft = old.clone();
    match field {
        Field::Whole => {}
        Field::Id => draft.id.clone_from(&new.id),
        Field::Kind => {
            draft.kind = new.kind;
            draft.answers = new.answers.clone();
            draft = draft.tidied();
        }
        Field::Title => draft.title.clone_from(&new.title),
        Field::Points => draft.points = new.points,
        Field::Shuffle => draft.shuffle = new.shuffle,
        Field::Scoring => draft.all_or_nothing = new.all_or_nothing,
        Field::Criteria => draft.criteria.clone_from(&new.criteria),
        Field::Nations => draft.nations.clone_from(&new.nations),
        Field::Stem => draft.stem.clone_from(&new.stem),
        Field::Right => draft.right = new.right.clone(),
        Field::Otherwise => draft.otherwise = new.otherwise.clone(),
        Field::Always => draft.always = new.always.clone(),
        Field::Answers => draft.answers = new.answers.clone(),
        Field::Titles => {
            if let (
                Answers::Pairs {
                    left_title,
                    right_title,
                    ..
                },
                Answers::Pairs {
                    left_title: left,
                    right_title: right,
                    ..
                },
            ) = (&mut draft.answers, &new.answers)
            {
                left_title.clone_from(left);
                right_title.clone_from(right);
            }
        }
        Field::Answer(at) => match (&mut draft.answers, &new.answers) {
            (Answers::Choices(old), Answers::Choices(new)) => put(old, new, at),
            (Answers::Items(old), Answers::Items(new)) => put(old, new, at),
            (Answers::Pairs { rows: old, .. }, Answers::Pairs { rows: new, .. }) => {
                put(old, new, at)
            }
            _ => {}
        },
    }
    draft
}

fn put<T: Clone>(old: &mut [T], new: &[T], at: usize) {
    if let (Some(old), Some(new)) = (old.get_mut(at), new.get(at)) {
        *old = new.clone();
    }
}
