//! What becomes of a conversation with a learning system that is odd (`odd`), and of the time that it is told
//! (`time`). `lent` stands in for the learning system, here and in the properties.

pub(super) mod lent;
mod odd;
mod time;
