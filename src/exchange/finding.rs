//! What may be wrong with a record file: why one is not opened, and what was found in one that
//! was. Each has a message that says what happened, that nothing is lost, and what to do.

use std::{fmt, sync::Arc};

use crate::record::{
    event::Event,
    seal::{Seal, TextHash},
    what::What,
};

/// Why a file is not opened. The file itself and the record on this device stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// There is nothing in it.
    #[error(
        "This file is empty. Nothing on this device has changed. Ask for the file to be saved \
         and sent again."
    )]
    Empty,
    /// It is larger than any record.
    #[error(
        "This file is too large to be a record. Nothing on this device has changed. Check that \
         you chose the right file."
    )]
    TooLarge,
    /// It is something else.
    #[error(
        "This is not an Underpin record. Nothing on this device has changed. Look for a file \
         whose name ends in .underpin.json."
    )]
    NotARecord,
    /// It is an archive, as made by handing many records back at once.
    #[error(
        "This is a zip file, in which other files are packed. Nothing on this device has changed. \
         Unpack it first (“Extract all”), then open the file in it whose name ends in \
         .underpin.json."
    )]
    Packed,
    /// It is some other kind of file, by the name it gives itself.
    #[error(
        "This file is not a record but “{0}”. Nothing on this device has changed. Look for a \
         file whose name begins with hand-in, handed-back or back-up."
    )]
    OtherKind(String),
    /// It is locked with a passphrase.
    #[error("This file is locked. Type its passphrase to open it.")]
    Locked,
    /// It was written by a later version.
    #[error(
        "This file was made by a newer version of Underpin (format {0}). Nothing is lost. Get \
         the newest version, then open the file again."
    )]
    Newer(u32),
    /// It is a record, but what stands at its head cannot be read.
    #[error(
        "The beginning of this file is damaged, so Underpin cannot tell whose record it is. \
         Nothing on this device has changed. Ask for the file to be saved and sent again."
    )]
    HeaderDamaged,
}

/// Something that was found in a file that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// An event does not have the seal that stands beside it, or cannot be read at all. It was
    /// set aside.
    AlteredEvent(AlteredEvent),
    /// A text does not have the hash that stands beside it, or cannot be read. It was set aside.
    AlteredText {
        /// The hash that stands beside it, if that can be read.
        stated: Option<TextHash>,
        /// What stands there now.
        text: Arc<str>,
    },
    /// An event is not in the file though others follow it.
    MissingEvent {
        /// Its seal.
        missing: Seal,
        /// The events that follow it.
        followed_by: Vec<Seal>,
    },
    /// A text is not in the file though events are pinned to it.
    MissingText {
        /// Its hash.
        missing: TextHash,
        /// The events that are pinned to it.
        pinned: Vec<Seal>,
    },
    /// The end of the file is not there.
    CutShort,
    /// The digest does not fit: events or texts were added or taken out, or the head changed.
    Digest,
    /// Something between the events and texts cannot be read.
    Damaged {
        /// The line of the file, from 1.
        line: usize,
    },
    /// The file was spaced or ordered anew. Everything in it is as it was.
    Rewritten,
}

/// An event that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlteredEvent {
    /// The seal it was given when it was made, if that can be read.
    pub stated: Option<Seal>,
    /// The seal that its bytes have now, if they are still JSON.
    pub found: Option<Seal>,
    /// What it now says, if this program can read that. Not to be believed.
    pub claims: Option<Arc<Event>>,
    /// What stands in the file now.
    pub text: Arc<str>,
}

impl Finding {
    /// Whether something that stands in the file is not as it was written. What is missing may
    /// never have been sent.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::AlteredEvent(_)
            | Self::AlteredText { .. }
            | Self::CutShort
            | Self::Digest
            | Self::Damaged { .. } => true,
            Self::MissingEvent { .. } | Self::MissingText { .. } | Self::Rewritten => false,
        }
    }

    /// Whether everything in the file is as it was sealed all the same.
    pub fn is_harmless(&self) -> bool {
        matches!(self, Self::Rewritten)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlteredEvent(altered) => altered.fmt(f),
            Self::AlteredText { stated, .. } => {
                f.write_str("The wording that somebody was shown was changed in this file")?;
                if let Some(stated) = stated {
                    write!(f, " ({})", short(stated))?;
                }
                f.write_str(
                    ". It was not taken in. The work itself is not affected. Ask for the file \
                     again to see the wording.",
                )
            }
            Self::MissingEvent {
                missing,
                followed_by,
            } => {
                let followers: Vec<_> = followed_by.iter().map(short).collect();
                write!(
                    f,
                    "Something is missing from this file ({}). Other entries follow it ({}). \
                     What is there was taken in. Ask for the whole file again.",
                    short(missing),
                    followers.join(", ")
                )
            }
            Self::MissingText { missing, .. } => write!(
                f,
                "The wording that somebody was shown is missing from this file ({}). The work \
                 itself was taken in.",
                short(missing)
            ),
            Self::CutShort => f.write_str(
                "The end of this file is missing. Everything before it was taken in. Ask for \
                 the file to be sent again to get the rest.",
            ),
            Self::Digest => f.write_str(
                "Something was added to this file or taken out of it after it was made, or its \
                 first line was changed. Each entry that was taken in is as it was sealed. Ask \
                 the sender whether this is the file they made.",
            ),
            Self::Damaged { line } => write!(
                f,
                "Line {line} of this file is damaged. Everything that can be read was taken in. \
                 Ask for the file to be sent again to be sure that nothing is missing."
            ),
            Self::Rewritten => f.write_str(
                "Another program has saved this file anew. Everything in it is as it was sealed.",
            ),
        }
    }
}

impl fmt::Display for AlteredEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.claims {
            Some(event) => write!(
                f,
                "{} by {} of {} was changed after it was sealed",
                noun(&event.what),
                event.by.name,
                event.at.strftime("%-d %B %Y"),
            )?,
            None => f.write_str("An entry in this file is damaged or was changed")?,
        }
        match self.stated.or(self.found) {
            Some(seal) => write!(f, " ({}).", short(&seal))?,
            None => f.write_str(".")?,
        }
        f.write_str(
            " It was set aside and not taken in. Ask the person who sent the file for the \
             original.",
        )
    }
}

/// Enough of a seal to tell it from others by eye.
fn short(seal: &impl fmt::Display) -> String {
    seal.to_string().chars().take(12).collect()
}

fn noun(what: &What) -> &'static str {
    match what {
        What::Profile(_) => "The name given",
        What::SamePerson(_) => "The note that two records are one person’s",
        What::SectionRead => "The note that a section was read",
        What::Answered(_) => "The answer to a question",
        What::WalkStep(_) => "A choice in a scenario",
        What::WalkEnded(_) => "The end of a scenario",
        What::Version(_) => "A version of an answer",
        What::HandedIn(_) => "A hand-in",
        What::Withdrawn => "The withdrawal of a hand-in",
        What::Decision(_) => "A decision",
        What::Comment(_) => "A comment",
        What::Reply(_) => "A reply",
        What::Evidence(_) => "A piece of evidence",
        What::Countersigned(_) => "The countersignature of a decision",
        What::Plan(_) => "An assessment plan",
        What::PlanAnswer(_) => "The answer to an assessment plan",
        What::Declared(_) => "The declaration on a unit",
        What::Sample(_) => "A quality assurer’s sample",
        What::SampleAnswer(_) => "The answer to a sample",
        What::SampleClosed(_) => "The closing of a sample",
    }
}
