//! How long an author waits once her typing pauses: the unit is read, checked and drawn anew. What
//! happens at each key is less than that: the line numbers, and where the caret is.

use divan::{Bencher, black_box};
use jiff::civil::date;
use underpin::{
    author::{
        insert::{Insert, insert},
        place::{byte_of, units_of},
        question::Draft,
    },
    check::check_unit,
    pack::Settings,
    question::Kind,
    read::read_unit,
    site,
    source::{Source, Span},
};

fn main() {
    divan::main();
}

const FRONT: &str = "+++\nid = \"unit\"\ntitle = \"A unit\"\nlevel = 3\nminutes = 30\n+++\n";

const SECTION: &str = "
## What carers know NUMBER {#know-NUMBER}

A carer has watched one person for years. She knows what a frown means, which song calms him and how
he says no. None of that stands in the record. Ask her, and write it down so that the next person on
shift need not ask again.

### What do you do first? {#first-NUMBER .single}

- [x] Thank her, write down her words, and tell the senior on shift.
  > She was the first to see it. Now it can be acted on.
- [ ] Give the tablets later, as she suggests.
  > [!CAUTION]
  > When medicine is given is for the prescriber to say.
- [ ] Say that the doctor knows best.
  > She will tell you nothing the next time.
";

/// A unit of about so many words.
fn unit(words: usize) -> String {
    let sections = words / SECTION.split_whitespace().count();
    let mut text = FRONT.to_owned();
    for number in 0..sections {
        text.push_str(&SECTION.replace("NUMBER", &number.to_string()));
    }
    text
}

fn source(text: &str) -> Source<'_> {
    Source {
        name: "unit.md",
        text,
    }
}

#[divan::bench(args = [2_000, 10_000])]
fn read_it_again(bencher: Bencher, words: usize) {
    let text = unit(words);
    bencher.bench(|| read_unit(source(black_box(&text))));
}

#[divan::bench(args = [2_000, 10_000])]
fn read_check_and_draw_it_again(bencher: Bencher, words: usize) {
    let (text, settings) = (unit(words), Settings::default());
    bencher.bench(|| {
        let read = read_unit(source(black_box(&text)));
        let found = check_unit(source(&text), &read, date(2026, 11, 21));
        (found, site::unit_preview(&settings, &read.value))
    });
}

#[divan::bench(args = [2_000, 10_000])]
fn find_the_caret(bencher: Bencher, words: usize) {
    let text = unit(words);
    let end = units_of(&text, text.len());
    bencher.bench(|| byte_of(black_box(&text), end));
}

#[divan::bench(args = [2_000, 10_000])]
fn put_in_a_question(bencher: Bencher, words: usize) {
    let text = unit(words);
    let end = Span::at(text.len());
    let what = Insert::Question(Kind::Single);
    bencher.bench(|| insert(black_box(&text), end, &what, date(2026, 11, 21)));
}

#[divan::bench(args = [2_000, 10_000])]
fn write_a_field_of_a_form(bencher: Bencher, words: usize) {
    let text = unit(words);
    let Some(question) = read_unit(source(&text)).value.questions().last().cloned() else {
        return;
    };
    let Ok(mut draft) = Draft::read(&text, &question.id) else {
        return;
    };
    draft.title.push_str(" And why?");
    bencher.bench(|| draft.write(black_box(&text), &question.id));
}
