//! The order in which options are shown: the same for the same question and attempt, so that a
//! page written at build and the program that takes it over agree.

use sha2::{Digest, Sha256};

use crate::id::QuestionId;

/// Positions `0..count` in the order shown at this attempt (the first is 0), shuffled by
/// Fisher and Yates with a generator seeded by the question's id and the attempt's number.
///
/// With `never_key`, the order is never `0, 1, 2 …`: for questions where that is the answer.
pub fn shuffled(question: &QuestionId, attempt: u32, count: usize, never_key: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut random = seed(question, attempt);
    for last in (1..count).rev() {
        let other = (next(&mut random) % (last as u64 + 1)) as usize;
        order.swap(last, other);
    }
    if never_key && count > 1 && order.is_sorted() {
        order.rotate_left(1);
    }
    order
}

fn seed(question: &QuestionId, attempt: u32) -> u64 {
    let hash = Sha256::new()
        .chain_update(question.as_str())
        .chain_update(attempt.to_be_bytes())
        .finalize();
    hash.iter()
        .take(8)
        .fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same on every machine.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_has_everything_once_and_never_gives_the_key_away() {
        let question: QuestionId = "q".parse().unwrap();
        for count in 0..8 {
            for attempt in 0..40 {
                let order = shuffled(&question, attempt, count, true);
                let mut sorted = order.clone();
                sorted.sort_unstable();
                assert_eq!(sorted, (0..count).collect::<Vec<_>>());
                assert!(count < 2 || !order.is_sorted());
            }
        }
    }

    #[test]
    fn attempts_differ_and_repeat() {
        let question: QuestionId = "first".parse().unwrap();
        let orders: Vec<_> = (0..20)
            .map(|attempt| shuffled(&question, attempt, 5, false))
            .collect();
        assert!(orders.windows(2).any(|pair| pair[0] != pair[1]));
        assert_eq!(orders[3], shuffled(&question, 3, 5, false));
    }
}
