//! An attempt as a short text, which a learning system keeps so that the attempt goes on on another
//! device, or where this one has forgotten it.
//!
//! SCORM 1.2 has room for 4,096 characters. What counts comes first: what was read, the best share
//! of each question, the best end of each scenario. Into the room that is left go a walk that was
//! left half way, then responses, then walks that came to their end. What finds no room is in the
//! learner's record and on her screen, and counts all the same; another device shows it as not
//! answered yet.
//!
//! # The form, version 1
//!
//! ```text
//! 1.3.tmf7s8.ce;rQ0ZkXv;qmYB3/4:x9T;saK4p1:Lo0x9T,b8Jk2Q!;
//! │ │ │      │  │       │           └ a scenario: passed, all points; its latest walk, at its end
//! │ │ │      │  │       └ a question: three quarters of the points, and the latest response
//! │ │ │      │  └ sections read to their end
//! │ │ │      └ what was told: c complete, p passed (C, P: said as a page was closed, and never
//! │ │ │        answered); e: the text ends with a semicolon
//! │ │ └ when the attempt began, in seconds, to base 36
//! │ └ how long keys are, to base 36
//! └ the version
//! ```
//!
//! Nothing is known by its position. A key is the beginning of the hash of an id, as long as it
//! takes to tell all ids of the unit from each other. Where an edited unit has two things that
//! begin so, or none, that piece is left out. What was typed is left out always.
//!
//! Some learning systems cut what is too long for them, and `3/4` would become `3`. So a text whose
//! head has an `e` and which has no semicolon at its end has lost its last piece. How long it was
//! then stands as a fifth part of the head of those that follow, to base 36: else each second text,
//! which is whole, would have that forgotten.

mod keys;
mod read;
mod write;

pub use self::{
    read::{is_cut, read, room},
    write::{most, write},
};

/// What the text begins with.
const VERSION: &str = "1";

/// How long the text may be in SCORM 1.2.
pub const SCORM_12: usize = 4_096;

/// How long the text may be in SCORM 2004.
pub const SCORM_2004: usize = 64_000;

/// How long the text is at most in cmi5, which sets no limit. But a browser sends no more than 64
/// kibibytes for a page that goes away, and the last statements have to find room beside it.
pub const CMI5: usize = 48_000;

/// Letters for outcomes.
const OUTCOMES: [(char, crate::scenario::Outcome); 4] = {
    use crate::scenario::Outcome;
    [
        ('p', Outcome::Passed),
        ('d', Outcome::Done),
        ('n', Outcome::NotYet),
        ('u', Outcome::Unsafe),
    ]
};
