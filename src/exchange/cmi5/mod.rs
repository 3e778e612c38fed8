//! cmi5: the course structure of a package ([`course`]), what a learning system says when it opens
//! one ([`launch`]), and the statements that go to its record store ([`session`]).
//!
//! What is told, and when, is [`attempt`](super::attempt)'s. The browser carries the [`Request`]s and
//! brings the answers.

pub mod course;
pub mod launch;
pub mod noted;
#[cfg(test)]
mod properties;
pub mod session;
mod statement;
#[cfg(test)]
mod tests;

/// Something to ask of the learning system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// The whole address, without what is asked.
    pub address: String,
    /// What is asked, name by name.
    pub query: Vec<(&'static str, String)>,
    /// What is sent along: JSON, or nothing.
    pub body: Option<String>,
    /// What the learning system knows the session by; none where it is asked for that.
    pub token: Option<String>,
}

/// How something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// To be told something.
    Get,
    /// To add something.
    Post,
    /// To put something in a place.
    Put,
}

impl Method {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// The version of xAPI that every request names.
pub const XAPI_VERSION: &str = "1.0.3";
