//! Standardisation: the same answers, without anything that names anybody, judged by several
//! assessors apart, then looked at together.
//!
//! The file is versioned JSON. An exercise travels alone; what one assessor judged travels with
//! the exercise it is of, so that sheets are laid beside each other without anything else.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    identify,
    record::{
        decision::Judgement,
        event::PersonId,
        seal::{Seal, TextHash},
    },
};

/// What a file calls its format.
pub const FORMAT: &str = "underpin-standardisation";

/// The version that is written.
pub const VERSION: u32 = 1;

/// The largest file that is opened, in bytes.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;

/// Answers to be judged by several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exercise {
    /// What it is called.
    pub title: Arc<str>,
    /// The day it was made.
    pub date: Date,
    /// The answers, in the order in which they are judged.
    pub cases: Vec<Case>,
}

/// One answer, without anything that names anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The criterion's number.
    pub number: Arc<str>,
    /// What the criterion asks.
    pub asks: Arc<str>,
    /// The answer.
    pub text: Arc<str>,
}

/// What one assessor judged, without knowing what others did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Who judged.
    pub by: PersonId,
    /// By what name.
    pub name: Arc<str>,
    /// What she judged of each case. Not every case need be in it.
    pub judged: BTreeMap<TextHash, Judged>,
}

/// One judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Met, or not yet.
    pub judgement: Judgement,
    /// Why; may be empty.
    #[serde(default)]
    pub note: Arc<str>,
}

/// A file: an exercise, with what one assessor judged or without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandardisationFile {
    /// The exercise.
    pub exercise: Exercise,
    /// What somebody judged.
    pub sheet: Option<Sheet>,
}

/// An exercise with everybody's judgements, and what was agreed about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The exercise.
    pub exercise: Exercise,
    /// Everybody's sheet, one a person.
    #[serde(default)]
    pub sheets: BTreeMap<PersonId, Sheet>,
    /// What was agreed of each case.
    #[serde(default)]
    pub agreed: BTreeMap<TextHash, Judgement>,
    /// What was said.
    #[serde(default)]
    pub minutes: Arc<str>,
}

/// How one case was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread<'m> {
    /// The case.
    pub case: &'m Case,
    /// Who judged it, and how, by name.
    pub judged: Vec<(&'m str, &'m Judged)>,
    /// How many judged it met.
    pub met: usize,
    /// How many judged it not yet met.
    pub not_yet: usize,
    /// What was agreed.
    pub agreed: Option<Judgement>,
}

/// Why a file is not opened. Nothing on the device changes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// There is nothing in it.
    #[error("This file is empty. Ask for it to be saved and sent again.")]
    Empty,
    /// It is larger than any exercise.
    #[error("This file is too large to be an exercise. Check that you chose the right file.")]
    TooLarge,
    /// It is something else.
    #[error(
        "This is not a standardisation exercise. Look for a file whose name begins with \
         standardisation."
    )]
    NotAnExercise,
    /// It is some other kind of file, by the name it gives itself.
    #[error(
        "This file is not a standardisation exercise but “{0}”. Look for a file whose name \
         begins with standardisation."
    )]
    OtherKind(String),
    /// It was written by a later version.
    #[error(
        "This file was made by a newer version of Underpin (format {0}). Nothing is lost. Get \
         the newest version, then open the file again."
    )]
    Newer(u32),
    /// It is an exercise, but cannot be read to its end.
    #[error("This file is damaged. Ask for it to be saved and sent again.")]
    Damaged,
}

/// That judgements are of another exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("These judgements are of another exercise.")]
pub struct OtherExercise;

impl Case {
    /// An answer with everything replaced that the check for identifying details finds. People
    /// have to read it once more: the check cannot find everything.
    pub fn anonymous(number: &str, asks: &str, text: &str) -> Self {
        Self {
            number: number.into(),
            asks: asks.into(),
            text: identify::anonymise(text, &identify::scan(text)).into(),
        }
    }

    /// What the case is known by: its words.
    pub fn id(&self) -> TextHash {
        TextHash::of(format!("{}\n{}\n{}", self.number, self.asks, self.text))
    }
}

impl Exercise {
    /// What the exercise is known by: everything in it.
    pub fn id(&self) -> Seal {
        Seal::of(json(self))
    }
}

/// A file as it stands, beside its format.
#[derive(Serialize, Deserialize)]
struct Written {
    format: String,
    version: u32,
    exercise: Exercise,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet: Option<Sheet>,
}

/// What a file says of itself.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

impl StandardisationFile {
    /// The file's text. The same file gives the same bytes.
    pub fn to_text(&self) -> String {
        json(&Written {
            format: FORMAT.to_owned(),
            version: VERSION,
            exercise: self.exercise.clone(),
            sheet: self.sheet.clone(),
        })
    }

    /// A name for the file that gives nobody's name away.
    pub fn file_name(&self) -> String {
        let id = self.exercise.id().to_string();
        let short = id.get(..8).unwrap_or_default();
        match &self.sheet {
            None => format!("standardisation-{short}.json"),
            Some(sheet) => format!("standardisation-{short}-judged-{}.json", sheet.by.short()),
        }
    }
}

/// Opens a file.
///
/// # Errors
/// It is not one, or cannot be read: [`NotOpened`] says why.
pub fn open(bytes: &[u8]) -> Result<StandardisationFile, NotOpened> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.trim_ascii().is_empty() {
        return Err(NotOpened::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(NotOpened::TooLarge);
    }
    let head: Head = serde_json::from_slice(text).map_err(|_| NotOpened::NotAnExercise)?;
    match (head.format, head.version) {
        (None, _) => Err(NotOpened::NotAnExercise),
        (Some(format), _) if format != FORMAT => Err(NotOpened::OtherKind(format)),
        (_, Some(version)) if version > VERSION => Err(NotOpened::Newer(version)),
        _ => {
            let written: Written = serde_json::from_slice(text).map_err(|_| NotOpened::Damaged)?;
            Ok(StandardisationFile {
                exercise: written.exercise,
                sheet: written.sheet,
            })
        }
    }
}

impl Meeting {
    /// A meeting on an exercise, with nobody's judgements yet.
    pub fn new(exercise: Exercise) -> Self {
        Self {
            exercise,
            sheets: BTreeMap::new(),
            agreed: BTreeMap::new(),
            minutes: "".into(),
        }
    }

    /// Lays a file's judgements beside the others; those that the same person made before give
    /// way to them. A file without judgements adds nothing.
    ///
    /// # Errors
    /// They are of another exercise.
    pub fn add(&mut self, file: StandardisationFile) -> Result<(), OtherExercise> {
        if file.exercise.id() != self.exercise.id() {
            return Err(OtherExercise);
        }
        if let Some(sheet) = file.sheet {
            self.sheets.insert(sheet.by, sheet);
        }
        Ok(())
    }

    /// Takes down minutes as they were typed on from `known`. What has been put behind that elsewhere
    /// meanwhile stands behind them, and what stands there otherwise as well.
    pub fn take_down(&mut self, known: &str, typed: &str) {
        let others = match self.minutes.strip_prefix(known) {
            _ if self.minutes.is_empty() || *self.minutes == *typed => String::new(),
            Some(behind) if !known.is_empty() => behind.to_owned(),
            _ => format!("\n\n{}", self.minutes),
        };
        self.minutes = format!("{typed}{others}").into();
    }

    /// How each case was judged, in the exercise's order.
    pub fn spread(&self) -> Vec<Spread<'_>> {
        let cases = self.exercise.cases.iter();
        cases.map(|case| self.spread_of(case)).collect()
    }

    fn spread_of<'m>(&'m self, case: &'m Case) -> Spread<'m> {
        let id = case.id();
        let judged: Vec<(&str, &Judged)> = self
            .sheets
            .values()
            .filter_map(|sheet| Some((&*sheet.name, sheet.judged.get(&id)?)))
            .collect();
        let met = judged
            .iter()
            .filter(|(_, judged)| judged.judgement == Judgement::Met)
            .count();
        Spread {
            case,
            met,
            not_yet: judged.len() - met,
            judged,
            agreed: self.agreed.get(&id).copied(),
        }
    }

    /// The meeting out of a text that was kept; none where it holds none.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text to keep.
    pub fn to_text(&self) -> String {
        json(self)
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .unwrap_or_else(|bug| panic!("an exercise can always be written: {bug}"))
}

#[cfg(test)]
mod tests {
    use Judgement::{Met, NotYetMet};
    use jiff::civil::date;

    use super::*;

    fn exercise() -> Exercise {
        let case = |number: &str, text: &str| Case::anonymous(number, "Explain why.", text);
        Exercise {
            title: "Autumn".into(),
            date: date(2026, 11, 21),
            cases: vec![
                case("3.2", "I told Mrs Brown in room 12 that her son had rung."),
                case("4.1", "We write it down."),
            ],
        }
    }

    fn sheet(person: u8, judgements: &[Judgement]) -> StandardisationFile {
        let exercise = exercise();
        let cases = exercise.cases.iter().zip(judgements);
        let judged = cases.map(|(case, judgement)| {
            let judged = Judged {
                judgement: *judgement,
                note: "Because.".into(),
            };
            (case.id(), judged)
        });
        let sheet = Sheet {
            by: PersonId::from_random([person; 16]),
            name: format!("Assessor {person}").into(),
            judged: judged.collect(),
        };
        StandardisationFile {
            sheet: Some(sheet),
            exercise,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let alone = StandardisationFile {
            exercise: exercise(),
            sheet: None,
        };
        for file in [alone, sheet(2, &[Met, NotYetMet])] {
            assert_eq!(open(file.to_text().as_bytes()), Ok(file));
        }
    }

    #[test]
    fn nobody_is_named_in_an_answer() {
        let text = &exercise().cases[0].text;
        assert!(!text.contains("Brown") && !text.contains("12"), "{text}");
    }

    #[test]
    fn what_is_no_exercise_is_refused_with_its_reason() {
        let newer = sheet(2, &[Met])
            .to_text()
            .replace("\"version\":1", "\"version\":9");
        let cut = sheet(2, &[Met]).to_text().replace("\"cases\"", "\"casks\"");
        for (bytes, wanted) in [
            ("", NotOpened::Empty),
            (" \n", NotOpened::Empty),
            ("GIF89a", NotOpened::NotAnExercise),
            ("{}", NotOpened::NotAnExercise),
            ("[1]", NotOpened::NotAnExercise),
            (
                r#"{"format":"underpin-record","version":1}"#,
                NotOpened::OtherKind("underpin-record".to_owned()),
            ),
            (&newer, NotOpened::Newer(9)),
            (&cut, NotOpened::Damaged),
        ] {
            assert_eq!(open(bytes.as_bytes()), Err(wanted));
        }
        let large = vec![b' '; MAX_FILE_BYTES + 1];
        assert_eq!(
            open(&[b"{".as_slice(), &large].concat()),
            Err(NotOpened::TooLarge)
        );
    }

    #[test]
    fn sheets_are_laid_beside_each_other_and_the_agreed_judgement() {
        let mut meeting = Meeting::new(exercise());
        let first = exercise().cases[0].id();
        for file in [
            sheet(2, &[Met, Met]),
            sheet(3, &[NotYetMet]),
            sheet(2, &[Met, NotYetMet]),
        ] {
            meeting.add(file).unwrap();
        }
        meeting.agreed.insert(first, NotYetMet);
        let counts = meeting
            .spread()
            .into_iter()
            .map(|s| (s.met, s.not_yet, s.agreed));
        assert_eq!(
            counts.collect::<Vec<_>>(),
            [(1, 1, Some(NotYetMet)), (0, 1, None)]
        );
        let mut other = sheet(4, &[Met]);
        other.exercise.title = "Spring".into();
        assert_eq!(meeting.add(other), Err(OtherExercise));
        assert_eq!(Meeting::read(&meeting.to_text()), Some(meeting));
    }

    #[test]
    fn minutes_that_are_typed_in_two_tabs_are_all_kept() {
        for (kept, known, typed, wanted) in [
            ("", "", "We", "We"),
            ("We", "We", "We met", "We met"),
            ("We met", "We met", "", ""),
            ("We met", "We met", "Met", "Met"),
            // Another tab has typed as well.
            ("Theirs", "", "Ours", "Ours\n\nTheirs"),
            (
                "We met. Theirs",
                "We met.",
                "We met. Ours",
                "We met. Ours Theirs",
            ),
            ("Ours\n\nTheirs", "Ours", "Ours now", "Ours now\n\nTheirs"),
            ("Theirs", "We met", "We met!", "We met!\n\nTheirs"),
            ("We agreed", "We", "We agreed", "We agreed"),
            ("", "We met", "We met!", "We met!"),
        ] {
            let mut meeting = Meeting::new(exercise());
            meeting.minutes = kept.into();
            meeting.take_down(known, typed);
            assert_eq!(&*meeting.minutes, wanted, "{kept} {known} {typed}");
        }
    }
}
