//! The door to a learning record store: what it is asked and answers, and who may see and send what. Rules
//! alone, for `cli/door`, which has the network, the clock and the disk.
//!
//! A site can be served together with a door (`underpin serve --lrs`), so that records travel
//! between devices and to the assessor's desk without files. People sign in; what each may do
//! follows from one plain file.
//!
//! - [`wire`]: what a browser and the door say to each other. [`role`]: what somebody is there.
//! - `people`: that file, read; `edit`: changed, with everything in it kept that is not changed.
//!   `table`: people that come in many at once.
//! - `password`: hashed and checked. `session`: who is signed in. `signed`: text that only this
//!   door can have written, out of which `invitation` makes links.
//! - `access`: who may see and send what. `statement`: whether a statement is what it has to be,
//!   on its way in and on its way out.
//!
//! What it does not do: it keeps no record (the store does), and it takes nothing that a browser
//! says as proof of who is there but the session.

// Both sides.
pub mod role;
pub mod wire;

// The server's.
#[cfg(feature = "cli")]
pub mod access;
#[cfg(feature = "cli")]
pub mod edit;
#[cfg(feature = "cli")]
pub mod invitation;
#[cfg(feature = "cli")]
pub mod password;
#[cfg(feature = "cli")]
pub mod people;
#[cfg(feature = "cli")]
pub mod session;
#[cfg(feature = "cli")]
pub mod signed;
#[cfg(feature = "cli")]
pub mod statement;
#[cfg(feature = "cli")]
pub mod table;

#[cfg(feature = "cli")]
#[cfg(test)]
mod tests;
