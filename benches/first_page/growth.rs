//! Whether it stays as fast with much in it: a pack of 500 units and 5,000 questions beside a small
//! one, and a record of 20,000 events beside a small one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use underpin::exchange::record_file::{Header, Kind, RecordFile};

use crate::{
    browser::Seen,
    cohort::Cohort,
    server::Site,
    table::{self, Aim, Measure, Row},
    unit,
    visit::{Figures, Line, Tab},
};

const UNITS: [usize; 2] = [5, 500];

const EVENTS: [usize; 2] = [50, 20_000];

/// What a page shows only when the record has been read: home and a unit say how far the learner has
/// come, her record page what she practised.
const FROM_RECORD: &str = "main .progress, [data-record=practice]";

/// What is looked at: when the page is `there`, and what came over the `line`.
struct Growing {
    there: &'static str,
    when: fn(&Figures) -> Option<f64>,
    line: fn(&Figures) -> Option<f64>,
    times: f64,
}

fn rows(growing: Growing) -> [Row; 5] {
    let Growing {
        there,
        when,
        line,
        times,
    } = growing;
    let row = |name, aim, of| Row {
        name,
        measure: Measure::Milliseconds,
        aim,
        of,
    };
    [
        row("first paint", Aim::Times(times), |seen: &Figures| {
            seen.paint
        }),
        row(there, Aim::Times(times), when),
        row("the last change to the page", Aim::None, |seen| {
            Some(seen.changed)
        }),
        row("held up, beyond 50 ms a task", Aim::None, |seen| {
            Some(seen.blocked)
        }),
        Row {
            name: "over the line",
            measure: Measure::Kilobytes,
            aim: Aim::None,
            of: line,
        },
    ]
}

/// Writes a pack's site with the program that this build carries, and gives where.
///
/// # Errors
/// It cannot be written.
pub fn build(name: &str, files: &underpin::read::PackFiles) -> Seen<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-page");
    let (pack, site) = (folder.join(name), folder.join(format!("{name}-site")));
    for old in [&pack, &site] {
        if old.exists() {
            fs::remove_dir_all(old)?;
        }
    }
    unit::read(files)?;
    unit::write(files, &pack)?;
    let mut build = Command::new(env!("CARGO_BIN_EXE_underpin"));
    build.arg("build").arg("--pack").arg(&pack);
    let done = build.arg("--out").arg(&site).output()?;
    match done.status.success() {
        true => Ok(site),
        false => Err(String::from_utf8_lossy(&done.stderr).into_owned().into()),
    }
}

/// Measures a small and a large pack.
///
/// # Errors
/// Something cannot be measured.
pub async fn packs(runs: usize) -> Seen {
    let mut seen = Vec::new();
    for units in UNITS {
        let site = build(&format!("of-{units}"), &unit::many(units)?)?;
        let site = Arc::new(Site::new(site).made_ready()?);
        // The last one: nothing that goes through all units may be spared.
        let last = format!("units/unit-{units}/");
        let mut of_site = [Vec::new(), Vec::new()];
        for (page, seen) in ["", &last].into_iter().zip(&mut of_site) {
            // Compresses what is served.
            visit(&site, page, Line::Plain).await?;
            for _ in 0..runs {
                seen.push(visit(&site, page, Line::Phone).await?);
                eprint!(".");
            }
        }
        seen.push(of_site);
    }
    eprintln!();
    let names = UNITS.map(|units| format!("{units} units"));
    let names = [names[0].as_str(), names[1].as_str()];
    if let [small, large] = &seen[..] {
        for (at, page) in ["home", "a unit"].into_iter().enumerate() {
            let title = format!("A larger pack: {page}, {}", Line::Phone.words());
            let rows = rows(Growing {
                there: "the program has taken over",
                when: Figures::whole,
                line: |seen| Some(seen.in_all()),
                times: 1.5,
            });
            table::print(&title, names, &rows, &small[at], &large[at]);
        }
    }
    Ok(())
}

async fn visit(site: &Arc<Site>, page: &str, line: Line) -> Seen<Figures> {
    let tab = Tab::new(site, line).await?;
    let seen = tab.visit(page).await;
    let ended = tab.end().await;
    ended.and(seen)
}

/// Measures a short and a long record, on the shipped site.
///
/// # Errors
/// Something cannot be measured.
pub async fn records(dist: &Path, runs: usize) -> Seen {
    let site = Arc::new(Site::new(dist.to_owned()).made_ready()?);
    let unit = format!("units/{}/", unit::SHIPPED);
    let pages = ["", &unit, "record/"];
    let mut seen = Vec::new();
    for events in EVENTS {
        let tab = Tab::new(&site, Line::Phone).await?;
        let walked = with_record(&tab, events, &pages, runs).await;
        let ended = tab.end().await;
        ended?;
        seen.push(walked?);
    }
    eprintln!();
    let names = EVENTS.map(|events| format!("{events}"));
    let names = [names[0].as_str(), names[1].as_str()];
    if let [small, large] = &seen[..] {
        for (at, page) in ["home", "a unit", "my record"].into_iter().enumerate() {
            let title = format!(
                "A longer record, in events: {page}, {}",
                Line::Phone.words()
            );
            let rows = rows(Growing {
                there: "what she did is shown",
                when: |seen| seen.shown,
                // All else is kept from before.
                line: |seen| Some(seen.sent),
                times: 2.0,
            });
            table::print(&title, names, &rows, &small[at], &large[at]);
        }
    }
    Ok(())
}

/// Opens a learner's back-up, as she would, and visits pages with it.
async fn with_record(
    tab: &Tab,
    events: usize,
    pages: &[&str],
    runs: usize,
) -> Seen<Vec<Vec<Figures>>> {
    let cohort = Cohort::of_length(1, 1, events);
    let member = cohort.learners.first().ok_or("nobody in the cohort")?;
    let header = Header {
        kind: Kind::BackUp,
        learner: member.learner.clone(),
        written_by: member.actor(),
    };
    let browser = tab.browser();
    let file = browser.folder().join("back-up.underpin.json");
    fs::write(&file, RecordFile::new(header, &member.record).to_text())?;

    tab.visit("record/").await?;
    browser.see("#record_open").await?;
    let field = browser.all("#record_file").await?;
    let field = field.first().ok_or("no field for a file")?;
    field.send_keys(file.to_string_lossy()).await?;
    wait_for(tab, "[data-record=opened] [data-action=add]").await?;
    browser
        .click("[data-record=opened] [data-action=add]")
        .await?;
    wait_for(tab, "[data-said=open]:not(:empty)").await?;

    tab.wait_for(FROM_RECORD).await?;
    let mut seen = Vec::new();
    for page in pages {
        // What is fetched once and then kept is no matter of the record.
        tab.leave().await?;
        tab.visit(page).await?;
        let mut of_page = Vec::new();
        for _ in 0..runs {
            tab.leave().await?;
            of_page.push(tab.visit(page).await?);
            eprint!(".");
        }
        seen.push(of_page);
    }
    Ok(seen)
}

/// Waits for something longer than any journey has patience.
async fn wait_for(tab: &Tab, css: &str) -> Seen {
    for _ in 0..10 {
        if tab.browser().see(css).await.is_ok() {
            return Ok(());
        }
    }
    Err(format!("waited in vain for {css}").into())
}
