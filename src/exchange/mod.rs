//! What leaves the program and what comes in.
//!
//! - [`record_file`]: a learner's record as a file; [`hand_in`] chooses what goes into one, and
//!   [`finding`] says what may be wrong with one.
//! - [`own_words`]: what the learner typed in a record that is about to leave.
//! - [`attempt`]: what a learning management system is told of a unit, and keeps; [`scorm`] and
//!   [`cmi5`] say it as those standards want it; [`standard`] is which of them a package keeps to.
//! - [`notation`]: how those standards and [`xapi`] write questions and responses.
//! - [`bank`]: questions out of other programs and into them; [`gift`] and [`qti`]
//!   are their formats.
//! - [`bundle`]: several files as one archive; [`unzip`]: an archive that came from outside.
//! - [`pack_file`]: a pack as one file.
//! - [`news`]: what a record would add to another.
//! - [`table`]: decisions and the matrix for a spreadsheet.
//! - [`team_table`]: an employer's view of many [`statement`](crate::completion::statement)s for a spreadsheet.
//! - [`xapi`]: a record as statements for a learning record store, and back.
//! - [`xml`]: text for what is written as XML.
//! - [`standardisation`]: answers that several assessors judge apart and look at together.

pub mod attempt;
pub mod bank;
pub mod bundle;
pub mod cmi5;
pub mod finding;
pub mod gift;
pub mod hand_in;
pub mod news;
pub mod notation;
pub mod own_words;
pub mod pack_file;
pub mod qti;
pub mod record_file;
pub mod scorm;
pub mod standard;
pub mod standardisation;
pub mod table;
pub mod team_table;
pub mod unzip;
pub mod xapi;
pub mod xml;
