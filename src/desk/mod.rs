//! The desk: many learners' records before an assessor or a quality assurer.
//!
//! - [`summary`]: what a list, a queue and a matrix need of one record, small enough that
//!   thousands are at hand at once.
//! - [`task`]: what waits for the person at the desk.
//! - [`matrix`]: learners by criterion, shown as a long [`grid`]; [`open_ends`]: what waits for
//!   whom, what is late; [`names`]: what units and criteria are called, [`called`]:
//!   what learners are.
//! - [`sampled`]: decisions and samples as quality assurance works with them; [`meetings`]:
//!   standardisation meetings with their minutes.
//! - [`judging`]: what a decision is on, and what comes after it; [`marks`]: what points at
//!   passages of an answer; [`bank`]: snippets for feedback.
//! - [`place`]: what of a record a page shows.
//! - [`unfinished`]: decisions, evidence, plans, checks and sheets that are being written.
//! - [`cabinet`]: where it all is kept, one [`portfolio`] a learner, out of what a device offers
//!   ([`store`]).
//!
//! Nothing here decides: standings come out of the fold in [`record::state`](crate::record::state).

pub mod bank;
pub mod cabinet;
pub mod called;
pub mod grid;
pub mod judging;
pub mod marks;
pub mod matrix;
pub mod meetings;
pub mod names;
pub mod open_ends;
pub mod place;
pub mod portfolio;
pub mod sampled;
pub mod store;
pub mod summary;
pub mod task;
pub mod unfinished;
