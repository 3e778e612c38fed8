//! How long content takes to read, beside what pulldown-cmark alone takes over the same text
//! (aim: at most twice as long).
//!
//! The text is the shipped units, over and over with other ids.

use std::{
    fs, io,
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use divan::{Bencher, black_box, counter::BytesCount};
use pulldown_cmark::Parser;
use underpin::{
    block,
    read::{MAX_UNIT_BYTES, PackFiles, read_pack, read_unit},
    source::Source,
};

/// How often the shipped units stand in the pack: some 5 MB in all.
const COPIES: usize = 18;

/// How often each of the two is timed for the ratio.
const ROUNDS: usize = 25;

fn main() -> ExitCode {
    divan::main();
    match large_pack() {
        Ok(files) => {
            print_ratio(&files);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The shipped content could not be read ({error}).");
            ExitCode::FAILURE
        }
    }
}

#[divan::bench]
fn a_pack_with_pulldown_cmark_alone(bencher: Bencher) {
    let files = large_pack().unwrap_or_default();
    bencher
        .counter(BytesCount::new(bytes(&files)))
        .bench_local(|| parse_alone(black_box(&files)));
}

#[divan::bench]
fn a_pack(bencher: Bencher) {
    let files = large_pack().unwrap_or_default();
    bencher
        .counter(BytesCount::new(bytes(&files)))
        .bench_local(|| read_pack(black_box(&files)));
}

/// One unit ever longer, up to the longest that is read: twice the text should take twice as long.
#[divan::bench(args = [MAX_UNIT_BYTES / 16, MAX_UNIT_BYTES / 4, MAX_UNIT_BYTES])]
fn a_unit(bencher: Bencher, length: usize) {
    let text = long_unit(length).unwrap_or_default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        read_unit(Source {
            name: "long.md",
            text: black_box(&text),
        })
    });
}

/// The two in turn, so that a busy machine is busy for both, and the best of each.
fn print_ratio(files: &PackFiles) {
    let mut alone = Duration::MAX;
    let mut whole = Duration::MAX;
    for _ in 0..ROUNDS {
        alone = alone.min(time(|| parse_alone(files)));
        whole = whole.min(time(|| read_pack(files)));
    }
    let megabytes = bytes(files) as f64 / 1e6;
    let speed = |took: Duration| megabytes / took.as_secs_f64();
    println!(
        "\n{megabytes:.1} MB in {} units: read at {:.0} MB/s, by pulldown-cmark alone at {:.0} MB/s: \
         {:.2} times as long; the aim is 2",
        files.units.len(),
        speed(whole),
        speed(alone),
        whole.as_secs_f64() / alone.as_secs_f64(),
    );
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let result = black_box(work());
    let took = begun.elapsed();
    drop(result);
    took
}

/// Every event of every unit, with its place, as the reader asks for them.
fn parse_alone(files: &PackFiles) -> usize {
    let texts = files.units.iter().map(|(_, text)| text);
    texts
        .map(|text| {
            Parser::new_ext(text, block::options())
                .into_offset_iter()
                .map(black_box)
                .count()
        })
        .sum()
}

fn bytes(files: &PackFiles) -> usize {
    files.units.iter().map(|(_, text)| text.len()).sum()
}

/// The shipped units' ids and texts, by name.
fn shipped_units() -> io::Result<Vec<(String, String)>> {
    let mut units = Vec::new();
    for entry in fs::read_dir(content())? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.extension().is_some_and(|ending| ending == "md") && stem != "README" {
            units.push((stem.into_owned(), fs::read_to_string(&path)?));
        }
    }
    units.sort();
    Ok(units)
}

fn content() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content"))
}

/// The shipped units with other ids, and settings that name them all.
fn large_pack() -> io::Result<PackFiles> {
    let shipped = shipped_units()?;
    let mut settings =
        "id = \"large\"\ntitle = \"Large\"\nversion = \"1.0.0\"\nunits = [".to_owned();
    let mut units = Vec::new();
    for copy in 0..COPIES {
        for (id, text) in &shipped {
            let other = format!("{id}-{copy}");
            let text = text.replacen(&id_line(id), &id_line(&other), 1);
            settings.push_str(&format!("\n    \"{other}\","));
            units.push((format!("{other}.md"), text));
        }
    }
    settings.push_str("\n]\n");
    Ok(PackFiles {
        settings: Some(settings),
        units,
        ..PackFiles::default()
    })
}

fn id_line(id: &str) -> String {
    format!("id = \"{id}\"")
}

/// One unit of about this many bytes: the sections of the shipped units, over and over, every
/// heading, option and footnote with another id.
fn long_unit(length: usize) -> io::Result<String> {
    let shipped = shipped_units()?;
    let sections = |text: &str| {
        text.split_once("\n## ")
            .map(|(_, rest)| format!("## {rest}"))
    };
    let bodies: Vec<String> = shipped
        .iter()
        .filter_map(|(_, text)| sections(text))
        .collect();
    let mut unit = "+++\nid = \"long\"\ntitle = \"Long\"\n+++\n\n".to_owned();
    for (copy, body) in bodies.iter().cycle().enumerate() {
        if unit.len() >= length || body.is_empty() {
            break;
        }
        let other = body
            .replace("{#", &format!("{{#c{copy}-"))
            .replace("[^", &format!("[^c{copy}-"));
        unit.push_str(&other);
        unit.push('\n');
    }
    unit.truncate(unit.floor_char_boundary(length));
    Ok(unit)
}
