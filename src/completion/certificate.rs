//! What stands on a certificate of completion, and its code.
//!
//! It says that somebody came to the end of a unit. It is no qualification and says so; there is
//! none for a unit that is not complete.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    code::CertificateCode,
    due,
    statement::{Part, StatedUnit, WorkedIn},
};
use crate::{
    nation::Nation,
    normal::{canonical, one_line, straight},
    pack::Settings,
    record::seal::TextHash,
    scenario::Outcome,
    unit::Unit,
};

/// What stands on a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Whose it is, as it is to stand there.
    pub name: String,
    /// Where she works, as it is to stand there; may be empty.
    pub employer: String,
    /// The unit's title.
    pub unit: String,
    /// The level of its content.
    pub level: u8,
    /// About how long it takes, in minutes.
    pub minutes: u16,
    /// The training's title.
    pub training: String,
    /// The versions of the training in which she worked on it.
    pub worked_in: Vec<WorkedIn>,
    /// What the unit is about: the titles of what is read in it.
    pub covers: Vec<String>,
    /// Scored questions answered.
    pub questions: Part,
    /// Scenarios by their titles, with the best end.
    pub scenarios: Vec<(String, Outcome)>,
    /// The day on which it was completed, the last time.
    pub completed: Date,
    /// The day by which it is to be done again, if the employer asks for that.
    pub again: Option<Date>,
}

impl Certificate {
    /// The certificate of a unit that is complete; none for one that is not.
    pub fn of(
        settings: &Settings,
        unit: &Unit,
        stated: &StatedUnit,
        nation: Nation,
        name: &str,
        employer: &str,
    ) -> Option<Self> {
        let completed = stated.complete?.latest;
        let reading = unit
            .sections
            .iter()
            .filter(|section| section.is_reading() && section.holds(nation));
        let scenarios = stated.scenarios.iter().filter_map(|told| {
            let (outcome, _) = told.best?;
            Some((told.title.to_string(), outcome))
        });
        let months = settings.refresh.get(&unit.id);
        Some(Self {
            name: name.trim().to_owned(),
            employer: employer.trim().to_owned(),
            unit: unit.title.clone(),
            level: stated.level.number(),
            minutes: stated.minutes,
            training: settings.title.clone(),
            worked_in: stated.worked_in.iter().cloned().collect(),
            covers: reading
                .map(|section| section.title.text(&settings.fillings))
                .collect(),
            questions: stated.questions,
            scenarios: scenarios.collect(),
            completed,
            again: months.and_then(|months| due::after_months(completed, *months)),
        })
    }

    /// A short form of the hash of all that stands on it. Two certificates with one code say the
    /// same. It does not show who made them.
    ///
    /// Whoever checks it types the name and the employer from the paper, which does not show how
    /// they were typed before: an apostrophe straight or curly, an é in one piece or two.
    pub fn code(&self) -> CertificateCode {
        let as_read = Self {
            name: on_paper(&self.name),
            employer: on_paper(&self.employer),
            ..self.clone()
        };
        let text = serde_json::to_string(&as_read)
            .unwrap_or_else(|bug| panic!("a certificate can always be written: {bug}"));
        CertificateCode::of(&TextHash::of(text))
    }
}

/// The one spelling of words that look alike on paper.
fn on_paper(text: &str) -> String {
    let words = one_line(&canonical(text));
    words.chars().map(straight).collect()
}
