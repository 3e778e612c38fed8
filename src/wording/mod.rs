//! Every sentence the interface says, by the place where it is said. Plain English, for a reader
//! of about eleven: short sentences, everyday words, "you".
//!
//! It holds no content: what units say is their authors'.

pub mod adapt;
pub mod aloud;
pub mod answer;
pub mod assess;
pub mod author;
pub mod bank;
pub mod completion;
pub mod date;
pub mod door;
pub mod enter;
pub mod file;
pub mod for_good;
pub mod home;
pub mod judged;
pub mod offline;
pub mod package;
pub mod page;
pub mod people;
pub mod plan;
pub mod practice;
pub mod privacy;
pub mod provider;
pub mod record;
pub mod reply;
pub mod report;
pub mod settings;
pub mod team;
pub mod together;
pub mod training;
pub mod trouble;
pub mod workbook;
