//! What programs of others say of what Underpin writes for them: validators that are not ours, and
//! a learning record store.
//!
//! `./dev test` installs them and says where they are; without them a test here fails, and none is
//! ever left out.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    reason = "what a test cannot go on without fails it"
)]

#[path = "../cohort/mod.rs"]
mod cohort;
#[path = "../door/mod.rs"]
mod door_kit;
mod packages;
mod parts;
#[path = "../it/program.rs"]
mod program;
mod statements;
mod store;
mod through_the_door;
