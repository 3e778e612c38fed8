//! Parts that several screens have.

pub mod asks;
pub mod changes;
pub mod day;
pub mod decided;
pub mod dialog;
pub mod download;
pub mod editor;
pub mod file;
pub mod file_lock;
pub mod folded;
pub mod for_good;
pub mod header;
pub mod here_now;
pub mod identifying;
pub mod notice;
pub mod offline;
pub mod passphrase;
pub mod plan;
pub mod progress;
pub mod read_aloud;
pub mod signing;
pub mod standing;
pub mod training;
