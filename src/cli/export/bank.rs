//! `underpin export gift|qti`: the questions of units as a bank for another program.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use crate::{
    cli::{
        CannotRun, content,
        import::one,
        output::{Kind, Output},
    },
    diagnostic::nearest,
    exchange::{
        bank::{Leaving, leaving, whole},
        bundle::Bundle,
        gift, qti,
        unzip::Files,
    },
    id::UnitId,
    pack::{Fillings, Pack},
    read::PackFiles,
    source::Source,
    unit::Unit,
};

/// What a bank is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Gift,
    Qti,
}

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The unit's id: the name of its file, without .md. May be given again for more units.
    #[arg(long, value_name = "ID", required = true)]
    unit: Vec<UnitId>,

    /// The pack: its folder, or one file (.zip).
    #[arg(long, value_name = "PATH", default_value = "content")]
    pack: PathBuf,

    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// A file for the word of what could not be carried. Without it: on the screen.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// A unit whose questions leave.
struct Whole<'p> {
    name: &'p str,
    unit: &'p Unit,
    questions: Vec<Leaving>,
}

/// Writes the bank.
pub(super) fn run(format: Format, arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let (out, report_to) = outputs(format, arguments)?;
    let (files, pack) = content::read(&arguments.pack)?;
    let mut units = Vec::new();
    for id in &arguments.unit {
        units.push(find(&files, &pack, id, format, arguments)?);
    }
    let bytes = match format {
        Format::Gift => {
            let texts = units.iter_mut().map(|whole| {
                let unit = whole.unit;
                gift::write(unit.id.as_str(), &unit.title, &mut whole.questions)
            });
            gift::finish(texts.collect()).into_bytes()
        }
        Format::Qti => {
            let mut packed: Vec<qti::Packed<'_>> = units
                .iter_mut()
                .map(|whole| qti::Packed {
                    unit: whole.unit,
                    questions: &mut whole.questions,
                })
                .collect();
            let fillings = Some(&pack.settings.fillings);
            zipped(&qti::write(&mut packed, fillings, &files.images))?
        }
    };
    out.write(&bytes)?;
    let mut report = String::new();
    let (mut carried, mut lost) = (0, 0);
    for whole in &units {
        for leaving in &whole.questions {
            let is_there = leaving.draft.is_some();
            *(if is_there { &mut carried } else { &mut lost }) += 1;
            let place = format!("{}:{}", whole.name, leaving.line);
            let name = leaving.question.title.text(&Fillings::default());
            one(&place, &name, is_there, &leaving.losses, &mut report);
        }
    }
    match report_to {
        Some(to) => to.write(report.as_bytes())?,
        None => anstream::print!("{report}"),
    }
    anstream::println!(
        "Written: {carried}. Not carried: {lost}. The file is {}",
        arguments.out.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// The places of the bank and of the report.
fn outputs(
    format: Format,
    arguments: &Arguments,
) -> Result<(Output<'_>, Option<Output<'_>>), CannotRun> {
    let kind = match format {
        Format::Gift => Kind::Gift,
        Format::Qti => Kind::Zip(qti::MANIFEST),
    };
    let (pack, out) = (arguments.pack.as_path(), arguments.out.as_path());
    let report = arguments.report.as_deref();
    let report = report.map(|report| Output::at(report, Kind::Report, &[pack, out]));
    Ok((Output::at(out, kind, &[pack])?, report.transpose()?))
}

fn zipped(files: &Files) -> Result<Vec<u8>, CannotRun> {
    let cannot = |why: &dyn std::fmt::Display| CannotRun(format!("cannot make the package: {why}"));
    let mut bundle = Bundle::default();
    // Some programs look no further than the first file.
    let first = |name: &&String| name.as_str() != qti::MANIFEST;
    let mut names: Vec<&String> = files.keys().collect();
    names.sort_by_key(first);
    for name in names {
        if let Some(bytes) = files.get(name) {
            bundle.add_bytes(name, bytes).map_err(|why| cannot(&why))?;
        }
    }
    bundle.finish().map_err(|why| cannot(&why))
}

fn find<'p>(
    files: &'p PackFiles,
    pack: &'p Pack,
    id: &UnitId,
    format: Format,
    arguments: &Arguments,
) -> Result<Whole<'p>, CannotRun> {
    let file = id.file();
    let found = files.units.iter().find(|(name, _)| *name == file);
    let unit = pack.units.iter().find(|unit| unit.id == *id);
    let (Some((name, text)), Some(unit)) = (found, unit) else {
        let ids = pack.units.iter().map(|unit| unit.id.as_str());
        let meant = nearest(id.as_str(), ids.clone());
        let meant = match meant {
            Some(meant) => format!("did you mean {meant}?"),
            None => format!("it has {}", ids.collect::<Vec<_>>().join(", ")),
        };
        return Err(CannotRun(format!(
            "{} has no unit {id}: {meant}",
            arguments.pack.display()
        )));
    };
    let source = Source { name, text };
    Ok(Whole {
        name,
        unit,
        questions: match format {
            Format::Gift => leaving(source, unit, Some(&pack.settings.fillings)),
            Format::Qti => whole(source, unit),
        },
    })
}
