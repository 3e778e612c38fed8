//! Synchronising: a record on several devices, and on its assessor's desk, by way of a learning record
//! store behind this site's own door.
//!
//! It is the union of events, as with files, only that nobody carries them. So it does not matter
//! what arrives twice, late or in another order, and there is nothing to settle. What there is to
//! promise is that nothing is lost and nothing taken for sent that is not in the store:
//!
//! - [`door`]: how the door is asked, and what its answers mean.
//! - [`sent`]: which statements the store is known to have, and which were erased; it outlives the program.
//! - [`fetched`]: a record out of what is fetched.
//! - [`mine`]: what of a record goes there from a device: what is still being written does not.
//! - [`round`]: fetch what is new, then send what waits. What the store takes in counts only once the
//!   store has said so; what comes in counts only once the device has kept it.
//! - [`wait`]: how long to wait after a failure.
//! - [`tie`]: whose record goes to an account, where several people use the device.
//!
//! Everybody sends only what they did themselves, because the door asks who it is.

pub mod door;
pub mod fetched;
pub mod mine;
pub mod round;
pub mod sent;
pub mod tie;
pub mod wait;

#[cfg(test)]
mod simulation;

pub use door::{Door, DoorError};
pub use mine::Mine;
pub use round::{Ended, Exchange, How, Keep, Round};
pub use sent::Sent;
