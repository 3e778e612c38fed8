//! SCORM 1.2 and SCORM 2004 (3rd edition): the manifest of a package ([`manifest`]), and the
//! conversation of a package with the learning system that has opened it ([`session`]).
//!
//! What is told, and when, is [`attempt`](super::attempt)'s; here it is put into each standard's
//! words (`words`). The browser lends the session the learning system's functions ([`Api`]).

pub mod manifest;
mod parts;
#[cfg(test)]
mod properties;
pub mod session;
#[cfg(test)]
mod tests;
mod words;

use super::attempt::{resume, scaled::Scaled};

/// Which SCORM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// SCORM 1.2.
    V12,
    /// SCORM 2004.
    V2004,
}

impl Version {
    /// Both, the newer first.
    pub const ALL: [Self; 2] = [Self::V2004, Self::V12];

    /// What the object is called by which a learning system lends its functions.
    pub fn object(self) -> &'static str {
        match self {
            Self::V12 => "API",
            Self::V2004 => "API_1484_11",
        }
    }

    /// How many characters it keeps for a package.
    pub fn room(self) -> usize {
        match self {
            Self::V12 => resume::SCORM_12,
            Self::V2004 => resume::SCORM_2004,
        }
    }

    fn pass_mark(self, text: &str) -> Option<Scaled> {
        match self {
            Self::V12 => Scaled::from_percent(text).ok(),
            Self::V2004 => text.parse().ok(),
        }
    }
}

/// The functions that a learning system lends, by the names that they have in SCORM 2004; SCORM
/// 1.2 puts `LMS` before them and calls the last one `LMSFinish`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Function {
    Initialize,
    GetValue,
    SetValue,
    Commit,
    GetLastError,
    Terminate,
}

impl Function {
    /// Its name.
    pub fn name(self, version: Version) -> &'static str {
        match (version, self) {
            (Version::V12, Self::Initialize) => "LMSInitialize",
            (Version::V12, Self::GetValue) => "LMSGetValue",
            (Version::V12, Self::SetValue) => "LMSSetValue",
            (Version::V12, Self::Commit) => "LMSCommit",
            (Version::V12, Self::GetLastError) => "LMSGetLastError",
            (Version::V12, Self::Terminate) => "LMSFinish",
            (Version::V2004, Self::Initialize) => "Initialize",
            (Version::V2004, Self::GetValue) => "GetValue",
            (Version::V2004, Self::SetValue) => "SetValue",
            (Version::V2004, Self::Commit) => "Commit",
            (Version::V2004, Self::GetLastError) => "GetLastError",
            (Version::V2004, Self::Terminate) => "Terminate",
        }
    }
}

/// A learning system's functions. All of them take texts and answer with one.
pub trait Api {
    /// Calls one. Where it cannot be called, the answer is empty.
    fn call(&mut self, function: Function, arguments: &[&str]) -> String;
}
