//! Chance that comes out the same every time.

use sha2::{Digest, Sha256};

/// What is drawn from a seed: SHA-256 of the seed and of how often was drawn.
#[derive(Clone, Debug)]
pub struct Chance {
    seed: u64,
    drawn: u64,
}

impl Chance {
    /// The chance of one of several that share a seed.
    pub fn new(seed: u64, which: u64) -> Self {
        let drawn = which << 32;
        Self { seed, drawn }
    }

    /// Random bytes, at most 32.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut digest = Sha256::new();
        digest.update(self.seed.to_be_bytes());
        digest.update(self.drawn.to_be_bytes());
        self.drawn += 1;
        let drawn: [u8; 32] = digest.finalize().into();
        std::array::from_fn(|at| drawn[at])
    }

    /// A whole number below `count`, which is not nought.
    pub fn below(&mut self, count: usize) -> usize {
        let drawn = u64::from_be_bytes(self.bytes());
        (drawn % count as u64) as usize
    }

    /// Whether the one case in so many has come up.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// One of several.
    pub fn pick<'t, T>(&mut self, several: &'t [T]) -> &'t T {
        &several[self.below(several.len())]
    }
}
