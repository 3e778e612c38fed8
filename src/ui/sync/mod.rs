//! Synchronising with a provider's store, where the site has a door to one: signing in, sending and
//! fetching by itself, and what is told of it. Where there is no door, nothing of it is ever shown.
//!
//! What is sent when, and what counts as sent, is the engine's ([`crate::sync`]); here are the
//! browser's fetch, its clock and its events.

pub mod card;
pub mod desk;
pub mod door;
pub mod known;
pub mod learner;
pub mod own_password;
pub mod sign_in;
mod whose;
