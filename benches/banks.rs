//! How long a bank of ten thousand questions takes to come in, and to go out again.

use std::collections::BTreeMap;

use divan::{Bencher, black_box, counter::ItemsCount};
use jiff::civil::date;
use underpin::{
    exchange::{
        bank::{
            Taken,
            make::{Made, Wanted, units},
            whole,
        },
        gift, qti,
    },
    level::Level,
    read::read_unit,
    source::Source,
};

fn main() {
    divan::main();
}

const QUESTIONS: usize = 10_000;

/// Questions as tutors write them, each with feedback to every answer.
fn bank() -> String {
    let mut bank = String::new();
    for number in 0..QUESTIONS {
        bank.push_str(&format!(
            "::Question {number}::Mr Jones rings for the {number}th time today. What do you do first? {{\n\
             \t=Go to him and ask what he needs.#He may have fallen.\n\
             \t~Finish what you are doing.#Nobody knows how long he can wait.\n\
             \t~Turn the bell off from the office.#It may be his only way to call.\n\
             \t####A bell is a question.\n}}\n\n"
        ));
    }
    bank
}

fn taken(text: &str) -> Taken {
    gift::read(Source {
        name: "bank.txt",
        text,
    })
}

fn made(taken: &mut Taken) -> Vec<Made> {
    let wanted = Wanted {
        level: Level::new(3).unwrap_or_else(|why| panic!("{why}")),
        title: "Questions",
        taken: Default::default(),
        today: date(2026, 11, 21),
    };
    units(&mut taken.items, wanted)
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn gift_to_units(bencher: Bencher) {
    let text = bank();
    bencher
        .counter(ItemsCount::new(QUESTIONS))
        .bench(|| made(&mut taken(black_box(&text))));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn units_to_qti_and_back(bencher: Bencher) {
    let text = bank();
    let units = made(&mut taken(&text));
    bencher.counter(ItemsCount::new(QUESTIONS)).bench(|| {
        for made in &units {
            let source = Source {
                name: "unit.md",
                text: &made.text,
            };
            let unit = read_unit(source).value;
            let mut questions = whole(source, &unit);
            let mut packed = [qti::Packed {
                unit: &unit,
                questions: &mut questions,
            }];
            let files = qti::write(&mut packed, None, &BTreeMap::new());
            black_box(qti::read_package("bank.zip", &files));
        }
    });
}
