//! The engine and the program as their users meet them: one binary, a module for each feature.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    reason = "what a test cannot go on without fails it"
)]

mod adapt_command;
mod adapt_update_command;
mod bank_commands;
mod broken;
mod build_command;
mod check_command;
#[path = "../cohort/mod.rs"]
mod cohort;
mod content;
mod corpora;
mod desk;
mod door;
#[path = "../door/mod.rs"]
mod door_kit;
mod export_command;
mod files;
mod format;
mod new_command;
mod offline;
mod pack_command;
mod program;
mod promises;
mod records;
mod report_command;
mod serve_command;
mod site;
mod statement_commands;
mod statements;
mod sync_http;
mod tidy;
