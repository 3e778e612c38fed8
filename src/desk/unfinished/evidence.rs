//! Evidence while it is being written down.

use std::{collections::BTreeSet, sync::Arc};

use jiff::{
    SignedDuration,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};

use crate::{
    id::CriterionId,
    record::{
        evidence::{
            Discussion, EvidenceItem, Method, MethodKind, Observation, Testimony, WitnessStatus,
            WorkProduct,
        },
        seal::Seal,
    },
    typed,
};

const HALF_A_DAY: SignedDuration = SignedDuration::from_hours(12);

/// What has been written so far. Texts, days and times are as their fields hold them. A field of
/// one kind keeps its text while another kind is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceWriting {
    /// The piece that this corrects; none for a new one.
    pub corrects: Option<Seal>,
    /// What kind it is.
    pub kind: MethodKind,
    /// What it is called.
    pub title: String,
    /// The day it was seen, said or made.
    pub date: String,
    /// Where it is kept.
    pub location: String,
    /// What the learner says about it.
    pub learner_comment: String,
    /// When an observation began.
    pub from: String,
    /// When it ended.
    pub to: String,
    /// The kind of place.
    pub setting: String,
    /// Who was there.
    pub present: String,
    /// How the person agreed.
    pub consent: String,
    /// What was seen, said, told or made: the words that each kind cannot be without.
    pub words: String,
    /// What was asked and answered.
    pub questions: String,
    /// How long a discussion took.
    pub minutes: String,
    /// What it was about.
    pub topics: String,
    /// Where in the recording criteria come up.
    pub time_marks: String,
    /// The witness's name.
    pub witness: String,
    /// In what capacity the witness speaks.
    pub status: WitnessStatus,
    /// How the witness knows the learner.
    pub relation: String,
    /// How the witness can be asked.
    pub contact: String,
    /// The day the witness signed.
    pub signed: String,
    /// Whether the assessor saw that nobody can be identified.
    pub anonymised: bool,
    /// The criteria that it serves.
    pub criteria: BTreeSet<CriterionId>,
}

/// What evidence cannot be recorded without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceMissing {
    /// A title.
    Title,
    /// A day that can be read.
    DateUnread,
    /// A day.
    Date,
    /// A day that has come.
    DateToCome,
    /// A beginning that can be read, or none.
    FromUnread,
    /// An end that can be read, or none.
    ToUnread,
    /// An end after the beginning.
    Times,
    /// Who the witness is.
    Witness,
    /// How the witness knows the learner.
    Relation,
    /// A day of signing that can be read.
    SignedUnread,
    /// The day the witness signed.
    Signed,
    /// A day of signing that has come.
    SignedToCome,
    /// Minutes that are a number, or none.
    Minutes,
    /// What happened.
    Words,
    /// A criterion.
    Criterion,
}

impl Default for EvidenceWriting {
    fn default() -> Self {
        let text = String::new;
        Self {
            corrects: None,
            kind: MethodKind::Observation,
            title: text(),
            date: text(),
            location: text(),
            learner_comment: text(),
            from: text(),
            to: text(),
            setting: text(),
            present: text(),
            consent: text(),
            words: text(),
            questions: text(),
            minutes: text(),
            topics: text(),
            time_marks: text(),
            witness: text(),
            status: WitnessStatus::Colleague,
            relation: text(),
            contact: text(),
            signed: text(),
            anonymised: false,
            criteria: BTreeSet::new(),
        }
    }
}

impl EvidenceWriting {
    /// A new piece, seen today, for a criterion.
    pub fn new(today: Date, criterion: CriterionId) -> Self {
        Self {
            date: today.to_string(),
            criteria: BTreeSet::from([criterion]),
            ..Self::default()
        }
    }

    /// A piece that is put right: filled in with what it says.
    pub fn correcting(seal: Seal, item: &EvidenceItem, criteria: BTreeSet<CriterionId>) -> Self {
        let text = |text: &Arc<str>| text.to_string();
        let time = |time: Option<Time>| {
            time.map(|time| time.strftime("%H:%M").to_string())
                .unwrap_or_default()
        };
        let base = Self {
            corrects: Some(seal),
            kind: item.method.kind(),
            title: text(&item.title),
            date: item.date.to_string(),
            location: text(&item.location),
            learner_comment: text(&item.learner_comment),
            criteria,
            ..Self::default()
        };
        match &item.method {
            Method::Observation(said) => Self {
                from: time(said.from),
                to: time(said.to),
                setting: text(&said.setting),
                present: text(&said.present),
                consent: text(&said.consent),
                words: text(&said.seen),
                questions: text(&said.questions),
                ..base
            },
            Method::Discussion(said) => Self {
                minutes: said.minutes.map(|m| m.to_string()).unwrap_or_default(),
                topics: text(&said.topics),
                words: text(&said.summary),
                time_marks: text(&said.time_marks),
                ..base
            },
            Method::Testimony(said) => Self {
                witness: text(&said.name),
                status: said.status,
                relation: text(&said.relation),
                contact: text(&said.contact),
                words: text(&said.statement),
                signed: said.signed.map(|day| day.to_string()).unwrap_or_default(),
                ..base
            },
            Method::WorkProduct(said) => Self {
                words: text(&said.description),
                anonymised: said.anonymised,
                ..base
            },
        }
    }

    /// What it cannot be recorded without on this day, in the order of the form.
    pub fn missing(&self, today: Date) -> Vec<EvidenceMissing> {
        use EvidenceMissing as Missing;
        let is_empty = |text: &str| text.trim().is_empty();
        let day = typed::day;
        let to_come = |text: &str| day(text).is_ok_and(|day| day.is_some_and(|day| day > today));
        let is = |kind| self.kind == kind;
        let (observed, talked) = (is(MethodKind::Observation), is(MethodKind::Discussion));
        let told = is(MethodKind::Testimony);
        let minutes = self.minutes.trim();
        [
            (is_empty(&self.title), Missing::Title),
            (day(&self.date).is_err(), Missing::DateUnread),
            (is_empty(&self.date), Missing::Date),
            (to_come(&self.date), Missing::DateToCome),
            (
                observed && typed::time(&self.from).is_err(),
                Missing::FromUnread,
            ),
            (
                observed && typed::time(&self.to).is_err(),
                Missing::ToUnread,
            ),
            (observed && self.is_backwards(), Missing::Times),
            (
                talked && !minutes.is_empty() && minutes.parse::<u16>().is_err(),
                Missing::Minutes,
            ),
            (told && is_empty(&self.witness), Missing::Witness),
            (told && is_empty(&self.relation), Missing::Relation),
            (is_empty(&self.words), Missing::Words),
            (told && day(&self.signed).is_err(), Missing::SignedUnread),
            (told && is_empty(&self.signed), Missing::Signed),
            (told && to_come(&self.signed), Missing::SignedToCome),
            (self.criteria.is_empty(), Missing::Criterion),
        ]
        .into_iter()
        .filter_map(|(missing, what)| missing.then_some(what))
        .collect()
    }

    /// Whether an observation ends before it begins, and not on the next day: care goes on at night,
    /// but nobody observes for more than half a day.
    fn is_backwards(&self) -> bool {
        let time = |text: &str| typed::time(text).ok().flatten();
        let both = time(&self.from).zip(time(&self.to));
        both.is_some_and(|(from, to)| {
            let back = to.duration_until(from);
            back.is_positive() && back < HALF_A_DAY
        })
    }

    /// The piece of evidence, recorded on this day; none while something is missing.
    pub fn item(&self, today: Date) -> Option<EvidenceItem> {
        if !self.missing(today).is_empty() {
            return None;
        }
        let text = |text: &str| -> Arc<str> { text.trim().into() };
        let time = |text: &str| typed::time(text).ok().flatten();
        let words = text(&self.words);
        let method = match self.kind {
            MethodKind::Observation => Method::Observation(Observation {
                from: time(&self.from),
                to: time(&self.to),
                setting: text(&self.setting),
                present: text(&self.present),
                consent: text(&self.consent),
                seen: words,
                questions: text(&self.questions),
            }),
            MethodKind::Discussion => Method::Discussion(Discussion {
                minutes: self.minutes.trim().parse().ok(),
                topics: text(&self.topics),
                summary: words,
                time_marks: text(&self.time_marks),
            }),
            MethodKind::Testimony => Method::Testimony(Testimony {
                name: text(&self.witness),
                status: self.status,
                relation: text(&self.relation),
                contact: text(&self.contact),
                statement: words,
                signed: typed::day(&self.signed).ok().flatten(),
            }),
            // The written answer is the learner's, and no choice here.
            MethodKind::WorkProduct | MethodKind::Written => Method::WorkProduct(WorkProduct {
                description: words,
                anonymised: self.anonymised,
            }),
        };
        Some(EvidenceItem {
            title: text(&self.title),
            date: typed::day(&self.date).ok().flatten()?,
            location: text(&self.location),
            learner_comment: text(&self.learner_comment),
            method,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn pieces() -> [EvidenceItem; 4] {
        let text = |text: &str| -> Arc<str> { text.into() };
        let item = |method| EvidenceItem {
            title: "At breakfast".into(),
            date: date(2026, 11, 21),
            location: "Portfolio, page 4".into(),
            learner_comment: "I was nervous.".into(),
            method,
        };
        [
            item(Method::Observation(Observation {
                from: Some(time(8, 5, 0, 0)),
                to: None,
                setting: text("A dining room"),
                present: text("A nurse"),
                consent: text("Asked, and nodded"),
                seen: text("He knocked."),
                questions: text("Why? To be asked in."),
            })),
            item(Method::Discussion(Discussion {
                minutes: Some(25),
                topics: text("Choice"),
                summary: text("We talked."),
                time_marks: text("3.2 at 04:10"),
            })),
            item(Method::Testimony(Testimony {
                name: text("Ivy Ash"),
                status: WitnessStatus::PersonOrCarer,
                relation: text("Her daughter"),
                contact: text("By telephone"),
                statement: text("She asks first."),
                signed: Some(date(2026, 11, 22)),
            })),
            item(Method::WorkProduct(WorkProduct {
                description: text("A rota"),
                anonymised: true,
            })),
        ]
    }

    #[test]
    fn a_piece_that_is_opened_and_left_alone_says_what_it_said() {
        let criteria = BTreeSet::from(["ac-3-2".parse().unwrap()]);
        for item in pieces() {
            let seal = Seal::of(&*item.title);
            let writing = EvidenceWriting::correcting(seal, &item, criteria.clone());
            assert_eq!(writing.missing(TODAY), []);
            assert_eq!(writing.item(TODAY), Some(item));
            let kept = serde_json::to_string(&writing).unwrap();
            assert_eq!(
                serde_json::from_str::<EvidenceWriting>(&kept).ok(),
                Some(writing)
            );
        }
    }

    #[test]
    fn days_times_and_witnesses_that_cannot_be_are_refused() {
        use EvidenceMissing::{DateToCome, Relation, Signed, SignedToCome, Times, Witness};
        let criteria = BTreeSet::from(["ac-3-2".parse().unwrap()]);
        let [seen, _, told, _] = pieces()
            .map(|piece| EvidenceWriting::correcting(Seal::of("piece"), &piece, criteria.clone()));
        let to_come = EvidenceWriting {
            date: "2026-11-23".to_owned(),
            ..seen.clone()
        };
        assert_eq!(to_come.missing(TODAY), [DateToCome]);
        for (from, to, missing) in [
            ("15:00", "14:00", vec![Times]),
            ("15:00", "03:30", vec![Times]),
            ("15:00", "15:40", vec![]),
            ("", "14:00", vec![]),
            // Past midnight.
            ("22:30", "01:00", vec![]),
        ] {
            let (from, to) = (from.to_owned(), to.to_owned());
            let writing = EvidenceWriting {
                from,
                to,
                ..seen.clone()
            };
            assert_eq!(writing.missing(TODAY), missing, "{}", writing.to);
        }
        let nobody = EvidenceWriting {
            witness: " ".to_owned(),
            relation: String::new(),
            signed: String::new(),
            ..told.clone()
        };
        assert_eq!(nobody.missing(TODAY), [Witness, Relation, Signed]);
        let to_come = EvidenceWriting {
            signed: "2026-11-23".to_owned(),
            ..told
        };
        assert_eq!(to_come.missing(TODAY), [SignedToCome]);
    }

    #[test]
    fn what_is_missing_is_said_in_the_order_of_the_form() {
        use EvidenceMissing::{Criterion, Date, Minutes, Title, Words};
        let empty = EvidenceWriting::default();
        assert_eq!(empty.missing(TODAY), [Title, Date, Words, Criterion]);
        assert_eq!(empty.item(TODAY), None);
        let [_, talk, ..] = pieces();
        let criteria = BTreeSet::from(["ac-3-2".parse().unwrap()]);
        let talk = EvidenceWriting::correcting(Seal::of("talk"), &talk, criteria);
        for (minutes, missing) in [
            ("half an hour", vec![Minutes]),
            ("-5", vec![Minutes]),
            (" 25 ", vec![]),
            ("", vec![]),
        ] {
            let minutes = minutes.to_owned();
            let writing = EvidenceWriting {
                minutes,
                ..talk.clone()
            };
            assert_eq!(writing.missing(TODAY), missing, "{}", writing.minutes);
        }
        // Minutes of another kind are not asked about.
        let writing = EvidenceWriting {
            kind: MethodKind::Observation,
            minutes: "half an hour".to_owned(),
            ..talk
        };
        assert_eq!(writing.missing(TODAY), []);
    }
}
