//! A record as text: the versioned format that files are written in and are read from for ever.
//!
//! The text is JSON. It is canonical (the same record gives the same bytes) and has one event
//! or text a line, so that damage stays where it is: what stands in other lines is still read.
//!
//! ```text
//! {"format":"underpin-record","version":1,"kind":"back-up","learner":{…},"written_by":{…},"events":[
//! {"seal":"…","event":{…}},
//! {"seal":"…","event":{…}}
//! ],"texts":{
//! "hash":"text"
//! },"digest":"…"}
//! ```
//!
//! It only takes a text apart and puts it together. Whether seals hold is for
//! [`record_file`](crate::exchange::record_file) to find out.
//!
//! # Versions
//! An event is never written anew, since its seal is over its bytes. So a migration only ever
//! concerns what stands around events: a new version of the format gets its own function beside
//! `read_1`, which turns it into [`Pieces`], and its own fixture in `tests/records/`; nothing is
//! taken away. Inside events there are no versions: a new shape is a new kind, and old kinds
//! stay in [`What`](super::what::What).

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    Record,
    event::{Actor, PersonId},
    seal::{FileDigest, Seal, TextHash},
    sealed::Stated,
};

/// What a file of this format calls itself.
pub const FORMAT: &str = "underpin-record";

/// The version that this program writes. It reads this one and all before it.
pub const VERSION: u32 = 1;

/// What stands at the head of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// What the file is for.
    pub kind: Kind,
    /// Whose record it is.
    pub learner: Learner,
    /// Who wrote the file.
    pub written_by: Actor,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Submissions and what they cite, for the assessor and back.
    HandIn,
    /// Everything there is, for the learner herself.
    BackUp,
}

/// Whose record it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learner {
    /// The learner's id.
    pub id: PersonId,
    /// The learner's name when the file was written.
    pub name: Arc<str>,
}

/// A text taken apart.
#[derive(Debug)]
pub struct Pieces<'a> {
    /// The head.
    pub header: Header,
    /// The events, with the seals they are said to have.
    pub events: Vec<Stated<'a>>,
    /// The texts, with the hashes they are said to have.
    pub texts: Vec<(TextHash, Arc<str>)>,
    /// The digest that stands at the end, if the end is there.
    pub digest: Option<FileDigest>,
    /// What could not be read; empty where the text as a whole is JSON of the right shape.
    pub scraps: Vec<Scrap>,
}

/// A line, or a part of one, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrap {
    /// The line's number in the file, from 1.
    pub line: usize,
    /// What stands there; bytes that are no text are shown as �.
    pub text: Arc<str>,
    /// What it was part of.
    pub of: Part,
}

/// What a scrap was part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// An event.
    Event {
        /// The seal that stands beside it, if that can be read.
        stated: Option<Seal>,
        /// The seal its bytes give, if they are still JSON.
        found: Option<Seal>,
    },
    /// A text, with the hash that stands beside it, if that can be read.
    Text(Option<TextHash>),
    /// Neither.
    Frame,
}

/// Why a text cannot be taken apart at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is something else; where it is some other file of ours, it says what.
    OtherFormat(Option<String>),
    /// It was written by a later program.
    Newer(u32),
    /// It is a record, but its first line is damaged or cut off.
    Header,
}

/// Writes a record down.
pub fn write(header: &Header, record: &Record) -> String {
    let mut text = first_line(header);
    for (place, event) in record.events().enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            r#"{{"seal":"{}","event":{}}}"#,
            event.seal(),
            event.raw()
        );
    }
    text.push_str("\n],\"texts\":{");
    for (place, (hash, shown)) in record.texts().enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
        let _ = write!(text, r#""{hash}":{}"#, json(shown));
    }
    let seals = record.events().map(|event| event.seal());
    let digest = digest(header, seals, record.texts().map(|(hash, _)| hash));
    let _ = writeln!(text, "\n}},\"digest\":\"{digest}\"}}");
    text
}

/// The digest of a file: over its first line, the seals and the text hashes, each in order.
pub fn digest(
    header: &Header,
    seals: impl Iterator<Item = Seal>,
    texts: impl Iterator<Item = TextHash>,
) -> FileDigest {
    let mut all = first_line(header);
    for seal in seals {
        let _ = write!(all, "\n{seal}");
    }
    all.push('\n');
    for hash in texts {
        let _ = write!(all, "\n{hash}");
    }
    FileDigest::of(all)
}

/// Takes a text apart.
///
/// # Errors
/// Says what the text is where it is no record, or a later one, or has no readable head.
pub fn read(bytes: &[u8]) -> Result<Pieces<'_>, Unreadable> {
    let peek = peek(bytes)?;
    match (peek.format, peek.version) {
        (Some(format), _) if format != FORMAT => Err(Unreadable::OtherFormat(Some(format))),
        (Some(_), Some(1)) => read_1(bytes),
        (Some(_), Some(version)) if version > VERSION => Err(Unreadable::Newer(version)),
        (Some(_), _) => Err(Unreadable::Header),
        (None, _) => Err(Unreadable::OtherFormat(None)),
    }
}

#[derive(Deserialize)]
struct Peek {
    format: Option<String>,
    version: Option<u32>,
}

/// What the text says it is: by its first line, as this program would write it, or else by the
/// whole of it.
fn peek(bytes: &[u8]) -> Result<Peek, Unreadable> {
    if let Some(peek) = closed_first_line(bytes) {
        return Ok(peek);
    }
    serde_json::from_slice(bytes).map_err(|_| {
        let start = bytes.get(..4096).unwrap_or(bytes);
        let ours = |mark: &str| start.windows(mark.len()).any(|w| w == mark.as_bytes());
        if ours(FORMAT) || ours(r#"{"seal":""#) {
            Unreadable::Header
        } else {
            Unreadable::OtherFormat(None)
        }
    })
}

fn first_line(header: &Header) -> String {
    #[derive(Serialize)]
    struct FirstLine<'a> {
        format: &'static str,
        version: u32,
        #[serde(flatten)]
        header: &'a Header,
    }
    let line = FirstLine {
        format: FORMAT,
        version: VERSION,
        header,
    };
    let line = json(&line);
    let open = line.strip_suffix('}').unwrap_or(&line);
    format!(r#"{open},"events":["#)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .unwrap_or_else(|bug| panic!("a header and a text can always be written: {bug}"))
}

fn closed_first_line<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Option<T> {
    let line = bytes.split(|&byte| byte == b'\n').next()?;
    let mut closed = line.strip_suffix(b"\r").unwrap_or(line).to_vec();
    closed.extend(b"]}");
    serde_json::from_slice(&closed).ok()
}

fn read_1(bytes: &[u8]) -> Result<Pieces<'_>, Unreadable> {
    #[derive(Deserialize)]
    struct Whole<'a> {
        kind: Kind,
        learner: Learner,
        written_by: Actor,
        #[serde(borrow)]
        events: Vec<Stated<'a>>,
        texts: BTreeMap<TextHash, Arc<str>>,
        digest: FileDigest,
    }
    match serde_json::from_slice::<Whole<'_>>(bytes) {
        Ok(whole) => Ok(Pieces {
            header: Header {
                kind: whole.kind,
                learner: whole.learner,
                written_by: whole.written_by,
            },
            events: whole.events,
            texts: whole.texts.into_iter().collect(),
            digest: Some(whole.digest),
            scraps: Vec::new(),
        }),
        Err(_) => salvage_1(bytes),
    }
}

/// Reads a damaged text line by line, and keeps what it cannot read as scraps.
fn salvage_1(bytes: &[u8]) -> Result<Pieces<'_>, Unreadable> {
    let mut pieces = Pieces {
        header: closed_first_line(bytes).ok_or(Unreadable::Header)?,
        events: Vec::new(),
        texts: Vec::new(),
        digest: None,
        scraps: Vec::new(),
    };
    for (place, line) in bytes.split(|&byte| byte == b'\n').enumerate().skip(1) {
        let line = line.trim_ascii();
        match std::str::from_utf8(line) {
            Ok("" | r#"],"texts":{"#) => {}
            Ok(text) => pieces.salvage_line(place + 1, text),
            Err(_) => pieces.scrap(place + 1, line),
        }
    }
    if pieces.scraps.is_empty() {
        // Whatever is wrong stands in the first line or between two events.
        pieces.scrap(1, b"");
    }
    Ok(pieces)
}

impl<'a> Pieces<'a> {
    fn salvage_line(&mut self, number: usize, line: &'a str) {
        #[derive(Deserialize)]
        struct End {
            digest: FileDigest,
        }
        if let Some(end) = line.strip_prefix("},")
            && let Ok(end) = serde_json::from_str::<End>(&format!("{{{end}"))
        {
            self.digest = Some(end.digest);
            return;
        }
        let alone = line.strip_suffix(',').unwrap_or(line);
        let text = serde_json::from_str::<BTreeMap<TextHash, Arc<str>>>(&format!("{{{alone}}}"));
        match text {
            Ok(texts) => self.texts.extend(texts),
            Err(_) => self.salvage_events(number, line),
        }
    }

    /// Two events share a line where the break between them was damaged.
    fn salvage_events(&mut self, number: usize, mut line: &'a str) {
        while let Some(start) = line.find(r#"{"seal":"#) {
            let (before, here) = line.split_at(start);
            if !matches!(before, "" | ",") {
                self.scrap(number, before.as_bytes());
            }
            let mut stream = serde_json::Deserializer::from_str(here).into_iter::<Stated<'a>>();
            let Some(Ok(stated)) = stream.next() else {
                return self.scrap(number, here.as_bytes());
            };
            self.events.push(stated);
            line = here.get(stream.byte_offset()..).unwrap_or_default();
        }
        if !matches!(line, "" | ",") {
            self.scrap(number, line.as_bytes());
        }
    }

    fn scrap(&mut self, line: usize, bytes: &[u8]) {
        self.scraps.push(Scrap {
            line,
            text: String::from_utf8_lossy(bytes).into(),
            of: part(bytes),
        });
    }
}

/// What a damaged line was part of, by what can still be made out.
fn part(bytes: &[u8]) -> Part {
    let find = |mark: &[u8]| bytes.windows(mark.len()).position(|w| w == mark);
    let digits = bytes
        .split(|byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        .find(|run| run.len() == 64)
        .and_then(|run| std::str::from_utf8(run).ok());
    let body = find(br#""event":"#).and_then(|at| bytes.get(at + br#""event":"#.len()..));
    let found = body.and_then(first_value).map(|raw| Seal::of(raw.get()));
    if body.is_some() || find(br#""what":"#).is_some() || find(br#"{"seal":"#).is_some() {
        let stated = digits.and_then(|digits| digits.parse().ok());
        Part::Event { stated, found }
    } else if find(br#""digest":"#).is_some() {
        Part::Frame
    } else if bytes.starts_with(b"\"") || digits.is_some() {
        Part::Text(digits.and_then(|digits| digits.parse().ok()))
    } else {
        Part::Frame
    }
}

fn first_value(bytes: &[u8]) -> Option<&RawValue> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next()?.ok()
}
