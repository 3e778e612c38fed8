//! Turns: of several writes that are under way for one place, the one begun later stands,
//! whichever the cipher finishes first.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

/// A number for each write, and the latest that has come to each place.
#[derive(Debug, Default)]
pub struct Turns {
    given: Cell<u64>,
    latest: RefCell<BTreeMap<String, u64>>,
}

/// A write's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(u64);

impl Turns {
    /// The turn of a write that begins now.
    pub fn begin(&self) -> Turn {
        self.given.update(|turn| turn + 1);
        Turn(self.given.get())
    }

    /// Whether a write may still put its value into a place: none that began later was there.
    pub fn may_write(&self, place: &str, Turn(turn): Turn) -> bool {
        let mut latest = self.latest.borrow_mut();
        let last = latest.entry(place.to_owned()).or_default();
        let may = turn > *last;
        *last = turn.max(*last);
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_began_later_stands_in_its_place_and_in_no_other() {
        let turns = Turns::default();
        let (first, second) = (turns.begin(), turns.begin());
        assert!(turns.may_write("a", second));
        assert!(!turns.may_write("a", first));
        assert!(turns.may_write("b", first));
        assert!(turns.may_write("a", turns.begin()));
    }
}
