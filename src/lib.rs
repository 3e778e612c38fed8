//! Underpin: a training and assessment engine for UK adult social care.
//!
//! Units are Markdown. They are read into a model ([`mod@unit`]), from which pages are written
//! ([`site`]). A learner's response to a question is scored ([`question`], [`score`]), what she
//! did becomes an event ([`record`]), and the events of a record are folded into what a screen
//! shows. Everything here but `ui` and `cli` is the engine: it knows no browser, no clock, no
//! disk and no randomness, so all of it runs in a plain `cargo test`.
//!
//! ```
//! use underpin::{question::Response, read::read_unit, source::Source};
//!
//! let text = "\
//! +++
//! id = \"handover\"
//! title = \"Handover\"
//! +++
//!
//! ### The night notes leave out what Mr Khan drank. What do you do? {#khan .single}
//!
//! - [x] Ask the colleague who was there, and write down what is not known. {#ask}
//!   > Then the next person knows what to watch for.
//! - [ ] Write what he usually drinks. {#guess}
//!   > [!CAUTION]
//!   > Treatment is decided on these figures.
//! ";
//! let unit = read_unit(Source { name: "handover.md", text });
//! assert!(unit.diagnostics.is_empty());
//!
//! let question = unit.value.questions().next().unwrap();
//! let guess = Response::Single("guess".parse().unwrap());
//! assert_eq!(question.score(&guess).unwrap().unwrap().words(), "Not the best answer: 0 of 1 point.");
//! assert!(question.is_unsafe(&guess).unwrap());
//! ```
//!
//! It does not teach by itself, mark exams or keep anybody's data: quizzes are practice, an
//! assessor decides, and the record stays on the learner's device. ARCHITECTURE.md has the map and
//! the reasons.

// The field's small words, and places in a text.
pub mod diagnostic;
pub mod difference;
pub mod digest;
pub mod edit_class;
pub mod id;
pub mod level;
pub mod nation;
pub mod normal;
pub mod source;
pub mod typed;
pub mod verb;
pub mod when;

// What content is.
pub mod block;
pub mod criterion;
pub mod pack;
pub mod prose;
pub mod question;
pub mod scenario;
pub mod score;
pub mod unit;

// From text to content, and what is wrong with it.
pub mod check;
pub mod read;

// Writing content, and an employer's own.
pub mod adapt;
pub mod author;

// What learners do.
pub mod completion;
pub mod desk;
pub mod exchange;
pub mod fingerprint;
pub mod identify;
pub mod overview;
pub mod pinned;
pub mod progress;
pub mod quality;
pub mod readability;
pub mod record;
pub mod since;
pub mod sync;
pub mod workbook;

// What people see.
pub mod ready;
pub mod route;
pub mod site;
pub mod wording;

// Who may do what where a site is served with a store behind it.
pub mod door;

// The edges.
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "web")]
pub mod ui;
