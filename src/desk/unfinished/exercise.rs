//! Standardisation while it is being written: an exercise that is put together, and judgements of
//! one.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    exchange::standardisation::{Case, Exercise, Judged, Sheet},
    record::{decision::Judgement, event::Actor},
};

/// An exercise that is being put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExerciseWriting {
    /// What it is called.
    pub title: String,
    /// The answers that were taken, as they read now.
    pub cases: Vec<Case>,
}

impl ExerciseWriting {
    /// The exercise, made today; none while it has no name or nothing in it. An answer that was
    /// taken twice is judged once: judgements are known by its words.
    pub fn exercise(&self, today: Date) -> Option<Exercise> {
        let whole = !self.title.trim().is_empty() && !self.cases.is_empty();
        let mut seen = BTreeSet::new();
        let once = self.cases.iter().filter(|case| seen.insert(case.id()));
        whole.then(|| Exercise {
            title: self.title.trim().into(),
            date: today,
            cases: once.cloned().collect(),
        })
    }
}

/// Judgements of an exercise, with the exercise itself: its file need not be found again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetWriting {
    /// What is judged.
    pub exercise: Exercise,
    /// One for each case, in their order.
    pub judged: Vec<CaseWriting>,
}

/// What is being judged of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseWriting {
    /// Met, or not yet, once that is chosen.
    pub judgement: Option<Judgement>,
    /// Why.
    pub note: String,
}

impl SheetWriting {
    /// Nothing judged yet.
    pub fn new(exercise: Exercise) -> Self {
        let judged = exercise.cases.iter().map(|_| CaseWriting::default());
        Self {
            judged: judged.collect(),
            exercise,
        }
    }

    /// The sheet; none while a case is not judged.
    pub fn sheet(&self, by: &Actor) -> Option<Sheet> {
        if self.judged.len() != self.exercise.cases.len() {
            return None;
        }
        let cases = self.exercise.cases.iter().zip(&self.judged);
        let judged = cases.map(|(case, written)| {
            let judged = Judged {
                judgement: written.judgement?,
                note: written.note.trim().into(),
            };
            Some((case.id(), judged))
        });
        Some(Sheet {
            by: by.person,
            name: by.name.clone(),
            judged: judged.collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::record::event::{PersonId, Role};

    fn writing() -> ExerciseWriting {
        ExerciseWriting {
            title: " Autumn ".to_owned(),
            cases: vec![
                Case::anonymous("3.2", "Explain why.", "Because."),
                Case::anonymous("4.1", "Explain how.", "So."),
            ],
        }
    }

    #[test]
    fn an_exercise_has_a_name_and_an_answer() {
        let today = date(2026, 11, 21);
        let whole = writing().exercise(today).unwrap();
        assert_eq!((&*whole.title, whole.cases.len()), ("Autumn", 2));
        let unnamed = ExerciseWriting {
            title: " ".to_owned(),
            ..writing()
        };
        let empty = ExerciseWriting {
            cases: Vec::new(),
            ..writing()
        };
        assert_eq!(
            (unnamed.exercise(today), empty.exercise(today)),
            (None, None)
        );
        let mut twice = writing();
        twice.cases.extend(writing().cases);
        assert_eq!(twice.exercise(today), Some(whole));
    }

    #[test]
    fn a_sheet_judges_every_case() {
        let me = Actor {
            person: PersonId::from_random([2; 16]),
            name: "Maureen Tully".into(),
            role: Role::Assessor { in_training: false },
        };
        let mut sheet = SheetWriting::new(writing().exercise(date(2026, 11, 21)).unwrap());
        sheet.judged[0].judgement = Some(Judgement::Met);
        assert_eq!(sheet.sheet(&me), None);
        sheet.judged[1].judgement = Some(Judgement::NotYetMet);
        let made = sheet.sheet(&me).unwrap();
        let second = sheet.exercise.cases[1].id();
        assert_eq!(made.judged[&second].judgement, Judgement::NotYetMet);
        // What was kept of another exercise judges nothing of this one.
        sheet.judged.pop();
        assert_eq!(sheet.sheet(&me), None);
    }
}
