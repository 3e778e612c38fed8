//! How long the engine takes over a learner's words: the reading for identifying details runs
//! while somebody types, on an old telephone.

use divan::{Bencher, black_box, counter::BytesCount};
use underpin::{difference::Difference, identify};

fn main() {
    divan::main();
}

/// Prose as learners write it, with a name or a number every few sentences.
const PARAGRAPH: &str = "\
On Tuesday morning I went to support Mrs Brown in room 12 with her wash and breakfast. She \
seemed quieter than usual, so I sat down and asked how she had slept. She told me that her \
daughter Anne had not rung, because the Care Plan says that calls come at night. I explained \
that the Safeguarding Policy and the Mental Capacity Act 2005 mean that we listen first and \
assume that people can decide. I wrote down what she said, in her own words, and told the \
senior on shift at handover. Joan’s son came from Rosewood House with a letter dated \
3 March 2024, and I rang the Surgery on 0113 496 0000. As a result the tablets were reviewed, \
and next time I will ask sooner. It taught me that a small change can matter to a person with \
Dementia, and that a carer often sees it first.\n\n";

/// About so many words of it.
fn prose(words: usize) -> String {
    PARAGRAPH.repeat(words.div_ceil(PARAGRAPH.split_whitespace().count()))
}

#[divan::bench(args = [500, 10_000])]
fn identify_scan(bencher: Bencher, words: usize) {
    let text = prose(words);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| identify::scan(black_box(&text)));
}

/// A text of nothing but suspicions: the worst that can be typed.
#[divan::bench(args = [10_000])]
fn identify_scan_of_names(bencher: Bencher, words: usize) {
    let text = "Mrs Oluwadamilare's daughter Nkechinyere ".repeat(words / 4);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| identify::scan(black_box(&text)));
}

/// Two versions of an answer with a change in every paragraph, as the version history shows them.
#[divan::bench(args = [500, 10_000])]
fn difference(bencher: Bencher, words: usize) {
    let old = prose(words);
    let new = old.replace(
        "seemed quieter than usual",
        "was quiet, which is not like her",
    );
    bencher
        .counter(BytesCount::of_str(&old))
        .bench(|| Difference::between(black_box(&old), black_box(&new)).summary());
}

/// Two versions that share nothing, which take the longest.
#[divan::bench(args = [10_000])]
fn difference_of_strangers(bencher: Bencher, words: usize) {
    let version = |word: &str| -> String { (0..words).map(|n| format!("{word}{n} ")).collect() };
    let (old, new) = (version("a"), version("b"));
    bencher.bench(|| Difference::between(black_box(&old), black_box(&new)).summary());
}
