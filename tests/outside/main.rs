//! What programs of others say of what Underpin writes for them: validators that are not ours.
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
mod packages;
#[path = "../it/program.rs"]
mod program;
mod statements;
