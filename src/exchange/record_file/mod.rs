//! The record file (`.underpin.json`): how learner, assessor and quality assurer exchange work.
//!
//! Writing one chooses what goes out; opening one says what can be taken in and what is wrong
//! with the rest. What was altered is never taken in silently: it is set aside and named. A file
//! that opens without findings holds exactly the bytes that were written. That is evidence of
//! integrity, not of authorship: anybody can write a whole new file.
//!
//! The text itself is put together and taken apart by [`stored`].

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::DateTime;

pub use crate::record::stored::{Header, Kind, Learner};
use crate::{
    exchange::{
        finding::{AlteredEvent, Finding, NotOpened},
        hand_in::{self, LeftBehind},
        unzip::is_zip,
    },
    record::{
        Record,
        event::Role,
        locked,
        seal::{FileDigest, Seal, TextHash},
        sealed::{BrokenSeal, Sealed, Stated},
        stored::{self, Part, Pieces, Scrap, Unreadable},
    },
};

/// The largest file that is opened, in bytes. A record of 20,000 events takes about 15 million.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// A record with what a file says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFile {
    /// What the file is for, whose record it is, and who wrote it.
    pub header: Header,
    /// The record, or the part of it that goes out.
    pub record: Record,
}

impl RecordFile {
    /// A file with what its kind asks for.
    pub fn new(header: Header, record: &Record) -> Self {
        let record = match header.kind {
            Kind::BackUp => record.clone(),
            Kind::HandIn => hand_in::of(record),
        };
        Self { header, record }
    }

    /// The file's text. The same record gives the same bytes.
    pub fn to_text(&self) -> String {
        stored::write(&self.header, &self.record)
    }

    /// A name for the file that gives nobody's name away, and says of two of one day which is newer.
    pub fn file_name(&self, now: DateTime) -> String {
        let by_learner = self.header.written_by.role == Role::Learner;
        let kind = match self.header.kind {
            Kind::HandIn if by_learner => "hand-in",
            Kind::HandIn => "handed-back",
            Kind::BackUp => "back-up",
        };
        let whose = self.header.learner.id.short();
        // The calendar library's own printer would be a tenth of the program that a phone fetches first.
        let (hour, minute, second) = (now.hour(), now.minute(), now.second());
        let day = now.date();
        format!("{kind}-{whose}-{day}-{hour:02}{minute:02}{second:02}.underpin.json")
    }
}

/// A file that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Everything in the file that is as it was sealed.
    pub file: RecordFile,
    /// What is wrong with the rest; empty where every byte is as it was written.
    pub findings: Vec<Finding>,
}

/// Opens a file.
///
/// # Errors
/// Where nothing at all can be taken in: [`NotOpened`] says why.
pub fn open(bytes: &[u8]) -> Result<Opened, NotOpened> {
    // A byte order mark, which some editors put at the start.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.trim_ascii().is_empty() {
        return Err(NotOpened::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(NotOpened::TooLarge);
    }
    if is_zip(bytes) {
        return Err(NotOpened::Packed);
    }
    let pieces = stored::read(text).map_err(|unreadable| match unreadable {
        Unreadable::OtherFormat(Some(name)) if name == locked::FORMAT => NotOpened::Locked,
        Unreadable::OtherFormat(Some(name)) => NotOpened::OtherKind(name),
        Unreadable::OtherFormat(None) => NotOpened::NotARecord,
        Unreadable::Newer(version) => NotOpened::Newer(version),
        Unreadable::Header => NotOpened::HeaderDamaged,
    })?;
    let mut opened = take_in(pieces);
    if opened.findings.is_empty() && opened.file.to_text().as_bytes() != bytes {
        opened.findings.push(Finding::Rewritten);
    }
    Ok(opened)
}

fn take_in(pieces: Pieces<'_>) -> Opened {
    let mut findings: Vec<_> = pieces.scraps.iter().map(finding).collect();
    let digest = stated_digest(&pieces);

    let mut record = Record::default();
    for event in &pieces.events {
        match event.verify() {
            Ok(sealed) => drop(record.add(sealed)),
            Err(broken) => findings.push(altered(broken, event)),
        }
    }
    for (stated, text) in pieces.texts {
        if TextHash::of(&*text) == stated {
            record.add_text(&text);
        } else {
            let stated = Some(stated);
            findings.push(Finding::AlteredText { stated, text });
        }
    }

    match pieces.digest {
        None => findings.push(Finding::CutShort),
        Some(stated) if stated != digest => findings.push(Finding::Digest),
        Some(_) => {}
    }
    findings.extend(missing_events(&record, pieces.header.kind, &findings));
    findings.extend(missing_texts(&record, &findings));
    Opened {
        file: RecordFile {
            header: pieces.header,
            record,
        },
        findings,
    }
}

/// The digest by the seals and hashes that stand in the file, whether they hold or not: what is
/// altered is named by itself.
fn stated_digest(pieces: &Pieces<'_>) -> FileDigest {
    let mut seals: BTreeSet<Seal> = pieces.events.iter().map(|event| event.seal).collect();
    let mut hashes: BTreeSet<TextHash> = pieces.texts.iter().map(|(hash, _)| *hash).collect();
    for scrap in &pieces.scraps {
        match scrap.of {
            Part::Event { stated, .. } => seals.extend(stated),
            Part::Text(stated) => hashes.extend(stated),
            Part::Frame => {}
        }
    }
    stored::digest(&pieces.header, seals.into_iter(), hashes.into_iter())
}

fn finding(scrap: &Scrap) -> Finding {
    let text = Arc::clone(&scrap.text);
    match scrap.of {
        Part::Event { stated, found } => Finding::AlteredEvent(AlteredEvent {
            stated,
            found,
            claims: None,
            text,
        }),
        Part::Text(stated) => Finding::AlteredText { stated, text },
        Part::Frame => Finding::Damaged { line: scrap.line },
    }
}

fn altered(broken: BrokenSeal, event: &Stated<'_>) -> Finding {
    let now = Sealed::from_raw(event.event.to_owned());
    Finding::AlteredEvent(AlteredEvent {
        stated: Some(broken.stated),
        found: Some(broken.found),
        claims: now.event().cloned(),
        text: now.raw().into(),
    })
}

/// In a hand-in, what some events follow may have stayed behind on purpose.
fn missing_events(record: &Record, kind: Kind, findings: &[Finding]) -> Vec<Finding> {
    let named = |seal: &Seal| {
        findings.iter().any(|finding| match finding {
            Finding::AlteredEvent(altered) => altered.stated == Some(*seal),
            _ => false,
        })
    };
    let behind = LeftBehind::of(record);
    let counts = |follower: &Seal| {
        let may_lack = record.event(follower).is_some_and(|event| behind.by(event));
        kind == Kind::BackUp || !may_lack
    };
    let mut missing = record.missing();
    missing.retain(|seal, followed_by| {
        followed_by.retain(counts);
        !followed_by.is_empty() && !named(seal)
    });
    missing
        .into_iter()
        .map(|(missing, followed_by)| Finding::MissingEvent {
            missing,
            followed_by,
        })
        .collect()
}

fn missing_texts(record: &Record, findings: &[Finding]) -> Vec<Finding> {
    let named = |hash: TextHash| {
        findings.iter().any(|finding| match finding {
            Finding::AlteredText { stated, .. } => *stated == Some(hash),
            _ => false,
        })
    };
    let mut missing = BTreeMap::<TextHash, Vec<Seal>>::new();
    for event in record.events() {
        for hash in event.shown().filter(|hash| record.text(hash).is_none()) {
            missing.entry(hash).or_default().push(event.seal());
        }
    }
    missing.retain(|hash, _| !named(*hash));
    missing
        .into_iter()
        .map(|(missing, pinned)| Finding::MissingText { missing, pinned })
        .collect()
}
