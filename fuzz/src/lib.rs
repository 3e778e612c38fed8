//! What must hold whatever anybody writes into a file: the bodies of the fuzz targets.
//!
//! Each takes the bytes of a file and panics where the engine does, or where what it made of them
//! cannot be right. A plain test runs the same bodies over everything in `corpus/`.

mod archive;
pub mod markup;
mod overlay;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use underpin::{
    adapt::Adaptation,
    check::{check_pack, check_unit},
    diagnostic::{Diagnostic, Severity},
    exchange::{
        bank::{
            Taken, leaving,
            make::{Made, Wanted, units},
            whole,
        },
        gift,
        news::News,
        own_words, pack_file, qti,
        record_file::{self, RecordFile},
        unzip::{self, Limits},
    },
    level::Level,
    nation::Nation,
    overview,
    pack::{Fillings, Settings},
    prose::{Prose, Setting},
    question::Question,
    read::{self, PackFiles},
    record::state::State,
    route::Route,
    site,
    source::Source,
    unit::{Content, Part, Unit},
    wording::record::points,
};

pub use archive::open_zip;
pub use overlay::lay_over;

/// Whether all is claimed that the targets say of what was written anew. `./dev test` sets
/// `FUZZ_FOR_PANICS`, so that it ends the same way each time: what is fuzzed for a moment finds such a
/// slip by chance, and long runs are for finding them. The corpus keeps to all of it.
fn claims_all() -> bool {
    std::env::var_os("FUZZ_FOR_PANICS").is_none()
}

/// What a fuzz target does with the bytes of a file.
pub type Target = fn(&[u8]);

/// Every target, by the name of its program and of its folder in `corpus/`.
pub const TARGETS: [(&str, Target); 9] = [
    ("read_unit", read_unit),
    ("read_pack", read_pack),
    ("open_record", open_record),
    ("open_zip", open_zip),
    ("open_pack", open_pack),
    ("lay_over", lay_over),
    ("prose_html", prose_html),
    ("import_gift", import_gift),
    ("import_qti", import_qti),
];

/// The day on which everything is checked.
const TODAY: Date = date(2026, 11, 21);

/// A unit: every place that is told lies in the text, what was read is kept as it is, and every
/// question takes the responses it offers.
pub fn read_unit(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let source = Source {
        name: "unit.md",
        text,
    };
    let read = read::read_unit(source);
    for diagnostic in check_unit(source, &read, TODAY) {
        assert_lies_in(text, &diagnostic);
    }
    assert_kept(&read.value);
    for question in read.value.questions() {
        for response in question.representatives() {
            assert!(question.score(&response).is_ok(), "{response:?}");
            assert!(question.feedback(&response).is_ok(), "{response:?}");
        }
    }
    for scenario in read.value.scenarios() {
        assert!(scenario.safe_maximum() <= Some(scenario.maximum));
    }
}

/// A pack, its files in one text (see [`pack_files`]): it is checked, and every page of it written.
pub fn read_pack(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let files = pack_files(text);
    let read = read::read_pack(&files);
    for diagnostic in check_pack(&files, &read, TODAY) {
        let unit = files
            .units
            .iter()
            .find(|(name, _)| *name == diagnostic.file);
        let text = unit.map_or(files.settings.as_deref(), |(_, text)| Some(text));
        assert_lies_in(text.unwrap_or_default(), &diagnostic);
    }
    let routes = site::routes(&read.value);
    let drawn = routes
        .iter()
        .filter_map(|route| site::page(&read.value, route, "", "../"));
    // Of two units with one id only the first has pages.
    assert!(drawn.count() >= Route::FIXED.len());
}

/// The files of a pack, in one text (see [`files_in`]). What stands before the first of them is
/// `pack.toml`, unless it is empty.
fn pack_files(text: &str) -> PackFiles {
    let start = match text.starts_with(FILE) {
        true => 0,
        false => text
            .find(&format!("\n{FILE}"))
            .map_or(text.len(), |at| at + 1),
    };
    let mut units = each_once(files_in(&text[start..]));
    // No folder has two files of one name.
    units.retain(|(name, _)| name != "pack.toml");
    PackFiles {
        settings: Some(text[..start].to_owned()).filter(|text| !text.is_empty()),
        units,
        ..PackFiles::default()
    }
}

/// How a line begins that names the file below it.
const FILE: &str = "=== ";

/// Several files in one text: the rest of a line that begins with `=== ` is the name of the file
/// below it.
fn files_in(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix(FILE) {
            files.push((name.trim_end().to_owned(), String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
        }
    }
    files
}

/// The files with those names that no file before them has, as in a folder.
fn each_once(mut files: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut names = BTreeSet::new();
    files.retain(|(name, _)| names.insert(name.clone()));
    files
}

/// A pack or an adaptation in one file: it is refused in words, or it is a pack and written again it
/// is the same one.
pub fn open_pack(input: &[u8]) {
    if let Err(refused) = Adaptation::read(input) {
        assert!(!refused.to_string().is_empty());
    }
    match pack_file::read(input) {
        Ok(files) => {
            let written = pack_file::write(&files).map(|bytes| pack_file::read(&bytes));
            assert_eq!(written.ok(), Some(Ok(files)));
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
}

/// A record file: what was taken in is folded and shown, and written and opened again it is the
/// same record.
pub fn open_record(input: &[u8]) {
    let opened = match record_file::open(input) {
        Ok(opened) => opened,
        Err(refused) => {
            assert!(!refused.to_string().is_empty());
            return;
        }
    };
    for finding in &opened.findings {
        assert!(!finding.to_string().is_empty());
    }
    let record = &opened.file.record;
    show(&opened.file, &record.state());
    let again = record_file::open(opened.file.to_text().as_bytes());
    let again = again.map(|opened| opened.file.record);
    assert_eq!(again.as_ref(), Ok(record));
    let mut merged = record.clone();
    merged.merge(record.clone());
    assert_eq!(&merged, record);
}

/// Everything that My record and the page that takes a file in work out.
fn show(file: &RecordFile, state: &State) {
    let record = &file.record;
    let _ = (News::all(record), own_words::of(record), state.name());
    let settings = Settings::default();
    for unit in overview::of(record, state, &settings, &[], Nation::England) {
        let attempts = unit
            .questions
            .iter()
            .flat_map(|question| &question.attempts);
        let scores = attempts.filter_map(|attempt| attempt.score);
        let walks = unit.scenarios.iter().flat_map(|scenario| &scenario.walks);
        let ends = walks.filter_map(|walk| walk.ended.map(|end| end.score));
        for score in scores.chain(ends) {
            assert!(!points(score.earned, score.maximum).is_empty());
            assert!(score.earned.percent_of(score.maximum) <= 100);
        }
    }
}

/// Words of a unit: their HTML holds only elements, attributes and addresses of ours, whatever
/// the pack's own words are.
pub fn prose_html(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let unit = read::read_unit(Source {
        name: "unit.md",
        text,
    });
    let mut fillings = Fillings::default();
    let hostile = "\"><script>alert(1)</script><a href='javascript:x' onclick=x>";
    fillings.terms.insert("individual".into(), hostile.into());
    let setting = Setting {
        fillings: &fillings,
        root: "../",
        away_from: None,
    };
    for prose in proses(&unit.value) {
        for html in [prose.html(setting), prose.inline_html(setting)] {
            assert_eq!(markup::wrong(&html), None, "{html}");
        }
    }
}

/// A bank in GIFT: every place that is told lies in the text, the units that come of it pass the
/// check, and their questions go out and come back.
pub fn import_gift(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut taken = gift::read(Source {
        name: "bank.txt",
        text: &text,
    });
    for fault in &taken.faults {
        assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
    }
    for made in sound(&mut taken) {
        let source = source(&made);
        let unit = read::read_unit(source).value;
        let mut questions = leaving(source, &unit, None);
        let file = gift::write(unit.id.as_str(), &unit.title, &mut questions);
        let again = gift::read(Source {
            name: "again.txt",
            text: &file,
        });
        let carried = questions.iter().filter(|leaving| leaving.draft.is_some());
        // A character that nobody could tell is told each time.
        if claims_all() && !file.contains(char::REPLACEMENT_CHARACTER) {
            assert_eq!(again.faults, [], "{file}");
            assert_eq!(again.items.len(), carried.count(), "{file}");
        }
    }
}

/// An item or a package of QTI, likewise.
pub fn import_qti(input: &[u8]) {
    let mut taken = match unzip::unzip(input, &Limits::PACK) {
        Ok(files) => qti::read_package("bank.zip", &files),
        Err(_) => {
            let text = String::from_utf8_lossy(input);
            let taken = qti::read(Source {
                name: "item.xml",
                text: &text,
            });
            for fault in &taken.faults {
                assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
            }
            taken
        }
    };
    for made in sound(&mut taken) {
        let source = source(&made);
        let unit = read::read_unit(source).value;
        let mut questions = whole(source, &unit);
        let mut packed = [qti::Packed {
            unit: &unit,
            questions: &mut questions,
        }];
        let files = qti::write(&mut packed, None, &Default::default());
        let again = qti::read_package("again.zip", &files);
        if claims_all() {
            assert_eq!(again.faults, [], "{}", made.text);
            assert_eq!(again.items.len(), questions.len(), "{}", made.text);
        }
    }
}

/// The units of a bank, each of which has to pass the check.
fn sound(taken: &mut Taken) -> Vec<Made> {
    let Ok(level) = Level::new(3) else {
        return Vec::new();
    };
    let wanted = Wanted {
        level,
        title: "Questions",
        taken: Default::default(),
        today: TODAY,
    };
    let made = units(&mut taken.items, wanted);
    for made in &made {
        let name = format!("{}.md", made.id);
        let source = Source {
            name: &name,
            ..source(made)
        };
        let found = check_unit(source, &read::read_unit(source), TODAY);
        let mut errors = found
            .iter()
            .filter(|wrong| wrong.severity() == Severity::Error);
        if claims_all() {
            assert_eq!(errors.next(), None, "{}", made.text);
        }
    }
    made
}

fn source(made: &Made) -> Source<'_> {
    Source {
        name: "unit.md",
        text: &made.text,
    }
}

fn proses(unit: &Unit) -> Vec<&Prose> {
    let mut proses = vec![&unit.opening];
    proses.extend(unit.notes.iter().map(|note| &note.prose));
    proses.extend(unit.questions().flat_map(of_question));
    for section in &unit.sections {
        proses.push(&section.title);
        match &section.content {
            Content::Reading(reading) => {
                proses.extend(reading.parts.iter().filter_map(|part| match part {
                    Part::Prose(prose) => Some(prose),
                    Part::Question(_) => None,
                }));
            }
            Content::Scenario(scenario) => {
                proses.push(&scenario.opening);
                proses.extend(scenario.steps.iter().map(|step| &step.prose));
            }
            Content::Question(_) => {}
            Content::Criterion(criterion) => {
                proses.extend([&criterion.text, &criterion.guidance]);
                proses.extend(criterion.points.iter().map(|point| &point.text));
            }
        }
    }
    proses
}

fn of_question(question: &Question) -> Vec<&Prose> {
    let own = [&question.title, &question.stem];
    let said = question.all_feedback().map(|said| &said.prose);
    own.into_iter().chain(said).collect()
}

fn assert_lies_in(text: &str, diagnostic: &Diagnostic) {
    let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
    let spans = edits.map(|edit| edit.span).chain([diagnostic.span]);
    for span in spans {
        assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
    }
}

/// Written down and read back it is the same.
fn assert_kept(unit: &Unit) {
    let kept = serde_json::to_string(unit).map(|json| serde_json::from_str(&json).ok());
    assert_eq!(kept.ok().flatten().as_ref(), Some(unit));
}
