//! A learner's first page in headless Chromium, through its own protocol: what comes over the line,
//! when there is something to read, when the first question answers, when the program has taken
//! over, how long anything holds the page up, and what it holds in memory. Beside it, in the same
//! run, the floor: the same text and questions as one page written by hand.
//!
//! It prints, and asserts nothing: it fails only where it cannot measure. `docs/speed.md` says what
//! each figure means and what is aimed at.
//!
//! `./dev bench` runs it. Alone, after `./dev build`:
//! `cargo bench --features journey,site --bench first_page`. A number behind it (`-- 3`) is how
//! often each page is visited in place of 9 times; names are the only parts done, out of `first`,
//! `again`, `shipped`, `packs` and `records`.

#[allow(dead_code, reason = "the journeys use the rest of it")]
#[path = "../../tests/journey/browser/mod.rs"]
mod browser;
#[path = "../../tests/cohort/mod.rs"]
mod cohort;
mod floor;
#[allow(dead_code, reason = "the journeys use it")]
#[path = "../../tests/journey/gate.rs"]
mod gate;
mod growth;
mod memory;
mod server;
#[path = "../../tests/journey/service.rs"]
mod service;
mod table;
mod unit;
mod visit;

use std::{path::Path, sync::Arc};

use browser::Seen;
use server::Site;
use table::{Aim, Measure, Row};
use visit::{Figures, Line, Tab};

/// How often each page is visited, without a number behind the program's name.
const RUNS: usize = 9;

const FLOOR: &str = "floor.html";

const BESIDE: [&str; 2] = ["floor", "Underpin"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Seen {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runs = arguments.iter().find_map(|argument| argument.parse().ok());
    let runs = runs.unwrap_or(RUNS).max(1);
    let parts = ["first", "again", "shipped", "packs", "records"];
    let some = arguments.iter().any(|name| parts.contains(&name.as_str()));
    let wants = |part: &str| !some || arguments.iter().any(|argument| argument == part);
    if !cfg!(feature = "site") {
        let how = "a site to be measured needs the browser programs: './dev build' makes them, and \
                   the feature 'site' takes them in";
        return Err(how.into());
    }
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");

    if wants("first") || wants("again") {
        let site = site_with_floor()?;
        for line in Line::ALL {
            if wants("first") {
                first_visits(&site, line, runs).await?;
            }
            if wants("again") {
                second_visits(&site, line, runs).await?;
            }
        }
    }
    if wants("shipped") {
        shipped(&dist, runs).await?;
    }
    if wants("packs") {
        growth::packs(runs).await?;
    }
    if wants("records") {
        growth::records(&dist, runs).await?;
    }
    Ok(())
}

/// The site with the unit that is measured, and the same by hand.
fn site_with_floor() -> Seen<Arc<Site>> {
    let files = unit::one()?;
    let pack = unit::read(&files)?;
    let unit = pack.units.first().ok_or("the pack has no unit")?;
    let page = floor::page(&pack, unit);
    let words = scraper::Html::parse_document(&page);
    let words: usize = words
        .root_element()
        .descendent_elements()
        .filter(|element| element.value().name() == "body")
        .flat_map(|body| body.text())
        .map(|text| text.split_whitespace().count())
        .sum();
    println!(
        "A unit of {words} words and {} questions, cut from {}",
        unit.questions().count(),
        unit::SHIPPED,
    );
    let site = growth::build("one", &files)?;
    // For whoever wants to look at it.
    std::fs::write(site.with_file_name(FLOOR), &page)?;
    Ok(Arc::new(Site::new(site).with(FLOOR, page).made_ready()?))
}

fn unit_page() -> String {
    format!("units/{}/", unit::UNIT)
}

async fn first_visits(site: &Arc<Site>, line: Line, runs: usize) -> Seen {
    let own = unit_page();
    // Compresses what is served, and shows at once where something cannot be measured.
    for page in [FLOOR, &own] {
        first_visit(site, page, Line::Plain).await?;
    }
    let mut seen = [Vec::new(), Vec::new()];
    for _ in 0..runs {
        for (page, seen) in [FLOOR, &own].into_iter().zip(&mut seen) {
            seen.push(first_visit(site, page, line).await?);
            eprint!(".");
        }
    }
    eprintln!();
    let [floor, own] = seen;
    let title = format!("A first visit, nothing kept: {}", line.words());
    table::print(&title, BESIDE, &first_rows(line), &floor, &own);
    if let Some(one) = own.iter().find(|one| !one.moved.is_empty()) {
        println!(
            "What moved in one of them:
  {}",
            one.moved.join(
                "
  "
            )
        );
    }
    if let Some(one) = own.first().filter(|_| line == Line::Plain) {
        tell_files(one);
    }
    Ok(())
}

/// Two visits to a page by two new browsers: one that leaves it alone until it has come to rest, and
/// one that tries the first question at once.
async fn first_visit(site: &Arc<Site>, page: &str, line: Line) -> Seen<Figures> {
    let tab = Tab::new(site, line).await?;
    let seen = async {
        let mut seen = tab.visit(page).await?;
        seen.reaction = Some(tab.react().await?);
        tab.weigh(&mut seen).await?;
        Seen::Ok(seen)
    };
    let seen = seen.await;
    tab.end().await?;
    let mut seen = seen?;

    let tab = Tab::new(site, line).await?;
    tab.try_at_once().await?;
    let tried = tab.visit(page).await;
    tab.end().await?;
    seen.answered = tried?.answered;
    Ok(seen)
}

fn first_rows(line: Line) -> Vec<Row> {
    use Measure::{Count, Kilobytes, Megabytes, Milliseconds, Shift};
    let row = |name, measure, aim, of| Row {
        name,
        measure,
        aim,
        of,
    };
    // Some aims are for one kind of line only.
    let on = |wanted: Line, aim: Aim| if line == wanted { aim } else { Aim::None };
    vec![
        row(
            "over the line until it took over",
            Kilobytes,
            Aim::AtMost(60_000.0),
            |seen| Some(seen.until_whole()),
        ),
        row(
            "everything the page loads",
            Kilobytes,
            Aim::AtMost(120_000.0),
            |seen| Some(seen.in_all()),
        ),
        row(
            "sent, with what is kept for offline",
            Kilobytes,
            Aim::None,
            |seen| Some(seen.sent),
        ),
        row("files the page loads", Count, Aim::None, |seen| {
            Some(seen.files.len() as f64)
        }),
        row("first paint", Milliseconds, Aim::Times(1.1), |seen| {
            seen.paint
        }),
        row("largest paint", Milliseconds, Aim::None, |seen| {
            seen.largest
        }),
        row("layout shift", Shift, Aim::Below(0.01), |seen| {
            Some(seen.shift)
        }),
        row(
            "first question answers",
            Milliseconds,
            Aim::Times(1.25),
            |seen| seen.answered,
        ),
        row(
            "the program has taken over",
            Milliseconds,
            Aim::None,
            |seen| seen.live,
        ),
        row(
            "longest task (0: under 50 ms)",
            Milliseconds,
            on(Line::Plain, Aim::AtMost(50.0)),
            |seen| Some(seen.longest),
        ),
        row(
            "held up, beyond 50 ms a task",
            Milliseconds,
            on(Line::Phone, Aim::AtMost(50.0)),
            |seen| Some(seen.blocked),
        ),
        row(
            "choice to painted feedback",
            Milliseconds,
            on(Line::Phone, Aim::AtMost(30.0)),
            |seen| seen.reaction,
        ),
        row(
            "scripts and program in memory",
            Megabytes,
            Aim::None,
            |seen| Some(seen.heap),
        ),
        row(
            "the page's process in memory",
            Megabytes,
            Aim::None,
            |seen| seen.process,
        ),
    ]
}

/// What a visit loaded, file by file.
fn tell_files(seen: &Figures) {
    println!("\nWhat it loads, compressed, in bytes, without headers");
    let whole = seen.whole().unwrap_or(f64::INFINITY);
    for file in &seen.files {
        let when = if file.at <= whole { "before" } else { "after" };
        println!("{:>9}  {when:6} it took over  {}", file.bytes, file.name);
    }
}

async fn second_visits(site: &Arc<Site>, line: Line, runs: usize) -> Seen {
    let own = unit_page();
    let mut seen = [Vec::new(), Vec::new()];
    let mut offline = Vec::new();
    for _ in 0..runs {
        for (page, seen) in [FLOOR, &own].into_iter().zip(&mut seen) {
            seen.extend(second_visit(site, page, line, true).await?);
            eprint!(".");
        }
        offline.extend(second_visit(site, &own, line, false).await?);
    }
    eprintln!();
    let [floor, own] = seen;
    let title = format!("A second visit: {}", line.words());
    table::print(&title, BESIDE, &second_rows(), &floor, &own);
    if offline.len() == runs {
        let title = format!("A second visit without any network: {}", line.words());
        table::print(&title, BESIDE, &second_rows(), &floor, &offline);
    } else {
        println!(
            "\nA second visit without any network: nothing keeps this site, so there is none."
        );
    }
    Ok(())
}

/// A visit to a page that the same browser was at before, whose first question is tried at once. None
/// where it is to be without a network and nothing has kept the site.
async fn second_visit(
    site: &Arc<Site>,
    page: &str,
    line: Line,
    has_network: bool,
) -> Seen<Option<Figures>> {
    let tab = Tab::new(site, line).await?;
    let seen = async {
        tab.visit(page).await?;
        if !has_network {
            let keeps = "navigator.serviceWorker.getRegistration().then((worker) => done(Boolean(worker)));";
            if tab.browser().ask(keeps).await?.as_bool() != Some(true) {
                return Ok(None);
            }
        }
        tab.wait_for_silence().await;
        tab.leave().await?;
        tab.try_at_once().await?;
        if !has_network {
            tab.server.cut();
        }
        tab.visit(page).await.map(Some)
    };
    let seen = seen.await;
    tab.end().await?;
    seen
}

fn second_rows() -> Vec<Row> {
    let measure = Measure::Milliseconds;
    let row = |name, aim, of| Row {
        name,
        measure,
        aim,
        of,
    };
    vec![
        row("first paint", Aim::Times(1.2), |seen: &Figures| seen.paint),
        row("largest paint", Aim::None, |seen| seen.largest),
        row("first question answers", Aim::Times(1.2), |seen| {
            seen.answered
        }),
        row("the program has taken over", Aim::None, |seen| seen.live),
        row("held up, beyond 50 ms a task", Aim::None, |seen| {
            Some(seen.blocked)
        }),
        Row {
            name: "over the line",
            measure: Measure::Kilobytes,
            aim: Aim::None,
            of: |seen| Some(seen.sent),
        },
    ]
}

/// The longest page there is, which has seven times the words: what aims are missed by there is
/// worth knowing.
async fn shipped(dist: &Path, runs: usize) -> Seen {
    let site = Arc::new(Site::new(dist.to_owned()).made_ready()?);
    let page = format!("units/{}/", unit::SHIPPED);
    first_visit(&site, &page, Line::Plain).await?;
    let mut seen = [Vec::new(), Vec::new()];
    for _ in 0..runs {
        for (line, seen) in Line::ALL.into_iter().zip(&mut seen) {
            seen.push(first_visit(&site, &page, line).await?);
            eprint!(".");
        }
    }
    eprintln!();
    let title = format!("A first visit to {}, of some 10,000 words", unit::SHIPPED);
    let mut rows = first_rows(Line::Plain);
    for row in &mut rows {
        row.aim = Aim::None;
    }
    let [plain, phone] = &seen;
    table::print(&title, ["plain", "4x, slow"], &rows, plain, phone);
    Ok(())
}
