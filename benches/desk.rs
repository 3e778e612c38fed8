//! How long a desk takes, and how much memory: opening files and summing them up (40, 400 and 2,000
//! learners of 200 events each), finding what waits among them, and laying them by criterion.

#[path = "../tests/cohort/mod.rs"]
mod cohort;

use std::sync::LazyLock;

use cohort::{Cohort, Member, assessors, pack};
use divan::{Bencher, black_box};
use jiff::civil::date;
use underpin::{
    desk::{
        matrix::{Filter, Matrix, Order},
        names::Names,
        portfolio::Portfolio,
        summary::Summary,
        task,
    },
    exchange::record_file,
};

const LEARNERS: [usize; 3] = [40, 400, 2000];

/// How many learners' files are made; more than that are these over again.
const DIFFERENT: usize = 40;

static FILES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let cohort = Cohort::of_length(1, DIFFERENT, 200);
    cohort.learners.iter().map(text).collect()
});

/// Prints how much memory is taken and given back besides how long it takes.
#[global_allocator]
static MEMORY: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

fn text(member: &Member) -> String {
    member.hand_in().to_text()
}

fn files(count: usize) -> impl Iterator<Item = &'static String> {
    FILES.iter().cycle().take(count)
}

fn portfolio(text: &str) -> Option<Portfolio> {
    let file = record_file::open(text.as_bytes()).ok()?.file;
    Some(Portfolio {
        learner: file.header.learner,
        record: file.record,
    })
}

#[divan::bench(args = LEARNERS, sample_count = 3)]
fn open_files(bencher: Bencher, learners: usize) {
    let bytes: usize = files(learners).map(String::len).sum();
    println!("{learners} files: {bytes} bytes");
    bencher.bench_local(|| {
        files(learners)
            .filter_map(|text| portfolio(black_box(text)))
            .count()
    });
}

#[divan::bench(args = LEARNERS, sample_count = 3)]
fn sum_up(bencher: Bencher, learners: usize) {
    let opened: Vec<Portfolio> = files(DIFFERENT)
        .filter_map(|text| portfolio(text))
        .collect();
    bencher.bench_local(|| {
        let all = opened.iter().cycle().take(learners);
        all.map(|one| black_box(one).summary().events)
            .sum::<usize>()
    });
}

fn summaries() -> Vec<Summary> {
    files(DIFFERENT)
        .filter_map(|text| portfolio(text))
        .map(|one| one.summary())
        .collect()
}

#[divan::bench(args = LEARNERS)]
fn what_waits(bencher: Bencher, learners: usize) {
    let opened = summaries();
    let all: Vec<&Summary> = opened.iter().cycle().take(learners).collect();
    let [me, _] = assessors();
    bencher.bench_local(|| task::tasks(black_box(&all).iter().copied(), &me).len());
}

#[divan::bench(args = LEARNERS)]
fn matrix(bencher: Bencher, learners: usize) {
    let opened = summaries();
    let all: Vec<&Summary> = opened.iter().cycle().take(learners).collect();
    let names = Names::of(&pack().settings, &pack().units);
    let (filter, order, today) = (Filter::default(), Order::default(), date(2026, 11, 21));
    bencher.bench_local(|| {
        let all = black_box(&all).iter().copied();
        Matrix::of(all, names.places(), &filter, order, today)
            .rows
            .len()
    });
}
