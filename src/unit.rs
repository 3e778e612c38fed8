//! A unit: one Markdown file as what it means, in the order in which it is read.
//!
//! It holds no HTML and no state of anybody's: pages are made from it by [`crate::site`], and
//! what a learner did is in her record.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    criterion::Criterion,
    id::{CriterionId, QuestionId, ScenarioId, SectionId, UnitId},
    level::Level,
    nation::{Nation, Nations},
    prose::Prose,
    question::Question,
    scenario::Scenario,
    source::Span,
    when,
};

/// One unit. Reading always gives one, whatever is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The author's id; where it is missing, one made from the file's name.
    pub id: UnitId,
    /// The title.
    pub title: String,
    /// The level its content is written for.
    pub level: Level,
    /// About how long it takes, in minutes.
    pub minutes: u16,
    /// When somebody last checked that all of it is right.
    #[serde(default, deserialize_with = "when::maybe_day")]
    pub reviewed: Option<Date>,
    /// When somebody should check again.
    #[serde(default, deserialize_with = "when::maybe_day")]
    pub review_by: Option<Date>,
    /// What stands before the first section.
    pub opening: Prose,
    /// The sections, in the file's order.
    pub sections: Vec<Section>,
    /// The footnotes, by number.
    pub notes: Vec<Note>,
    /// The front matter in the file.
    pub front: Span,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its number in the unit, from 1.
    pub number: u32,
    /// What it says.
    pub prose: Prose,
}

/// A level 2 heading and what is under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The author's id.
    pub id: SectionId,
    /// The heading.
    pub title: Prose,
    /// Where it holds.
    pub nations: Nations,
    /// What it is.
    pub content: Content,
    /// The whole section in the file.
    pub span: Span,
    /// Its heading in the file.
    pub heading: Span,
}

/// What a section is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Something to read.
    Reading(Reading),
    /// A scenario to walk through.
    Scenario(Box<Scenario>),
    /// A question that stands by itself.
    Question(Box<Question>),
    /// An assessment criterion.
    Criterion(Box<Criterion>),
}

/// Something to read, with questions in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What the law says, and when that was checked; none for other sections.
    pub law: Option<Law>,
    /// The criteria it teaches.
    pub criteria: Vec<CriterionId>,
    /// Prose and questions, in order.
    pub parts: Vec<Part>,
}

/// The dates of a law section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// When somebody checked that it holds.
    #[serde(default, deserialize_with = "when::maybe_day")]
    pub checked: Option<Date>,
    /// When somebody should check again.
    #[serde(default, deserialize_with = "when::maybe_day")]
    pub review_by: Option<Date>,
}

/// A part of a reading section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Words to read.
    Prose(Prose),
    /// A question among them.
    Question(Box<Question>),
}

impl Unit {
    /// The day on which it was checked, where that is still to come for somebody who reads it today: her clock
    /// is behind, and dates wrong what she does.
    pub fn checked_ahead(&self, today: Date) -> Option<Date> {
        self.reviewed.filter(|day| when::is_ahead(*day, today))
    }

    /// Every question, with those of scenarios, in the file's order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(Section::questions)
    }

    /// Every question outside scenarios, in the file's order.
    pub fn loose_questions(&self) -> impl Iterator<Item = &Question> {
        let loose = |section: &&Section| !matches!(section.content, Content::Scenario(_));
        self.sections
            .iter()
            .filter(loose)
            .flat_map(Section::questions)
    }

    /// Every scenario, in the file's order.
    pub fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        self.sections
            .iter()
            .filter_map(|section| match &section.content {
                Content::Scenario(scenario) => Some(&**scenario),
                _ => None,
            })
    }

    /// Every criterion, in the file's order.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.sections
            .iter()
            .filter_map(|section| match &section.content {
                Content::Criterion(criterion) => Some(&**criterion),
                _ => None,
            })
    }

    /// The question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions().find(|question| question.id == *id)
    }

    /// The scenario with this id.
    pub fn scenario(&self, id: &ScenarioId) -> Option<&Scenario> {
        self.scenarios().find(|scenario| scenario.id == *id)
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria().find(|criterion| criterion.id == *id)
    }

    /// The sections that teach a criterion.
    pub fn teaching(&self, id: &CriterionId) -> impl Iterator<Item = &Section> {
        self.sections
            .iter()
            .filter(move |section| match &section.content {
                Content::Reading(reading) => reading.criteria.contains(id),
                Content::Scenario(_) | Content::Question(_) | Content::Criterion(_) => false,
            })
    }
}

impl Section {
    /// The questions in it, in the file's order.
    pub fn questions(&self) -> Box<dyn Iterator<Item = &Question> + '_> {
        match &self.content {
            Content::Reading(reading) => Box::new(reading.questions()),
            Content::Scenario(scenario) => Box::new(
                scenario
                    .steps
                    .iter()
                    .filter_map(|step| step.question.as_ref()),
            ),
            Content::Question(question) => Box::new(std::iter::once(&**question)),
            Content::Criterion(_) => Box::new(std::iter::empty()),
        }
    }

    /// Whether it is something to read to its end.
    pub fn is_reading(&self) -> bool {
        matches!(self.content, Content::Reading(_))
    }

    /// Whether readers in this nation see it.
    pub fn holds(&self, nation: Nation) -> bool {
        self.nations.holds(nation)
    }
}

impl Reading {
    /// The questions in it.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.parts.iter().filter_map(|part| match part {
            Part::Question(question) => Some(&**question),
            Part::Prose(_) => None,
        })
    }
}
