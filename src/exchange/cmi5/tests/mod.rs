//! What statements tell of the time of their session (`time`). What holds for every session stands in the
//! properties.

mod time;
