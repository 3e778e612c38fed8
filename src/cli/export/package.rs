//! `underpin export scorm12|scorm2004|cmi5`: a zip file for each unit, which a learning management system takes in.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::program;
use crate::{
    cli::{
        CannotRun,
        build::{
            Files, assets,
            program::{INDEX, Trunk, loads},
        },
        content, folder,
        output::{Kind, Output},
    },
    exchange::{
        attempt::{
            Attempt,
            package::{Described, PAGE, links_away},
            report::Report,
            resume,
            scaled::Scaled,
        },
        bundle::Bundle,
        pack_file,
        standard::Standard,
    },
    id::UnitId,
    pack::Pack,
    read::{PackFiles, read_pack},
    route::Route,
    site::{self, InPackage},
    source::Source,
    unit::Unit,
};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The unit's id: the name of its file, without .md. May be given again: each unit is a package
    /// of its own.
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    unit: Vec<UnitId>,

    /// Every unit of the pack, each as a package of its own.
    #[arg(long)]
    all: bool,

    /// The pack: its folder, or one file (.zip).
    #[arg(long, value_name = "PATH", default_value = "content")]
    pack: PathBuf,

    /// The score that passes, from 0 to 100. Without it, completing the unit is all that is asked,
    /// and nobody fails.
    #[arg(long, value_name = "PERCENT", value_parser = Scaled::from_percent)]
    pass_mark: Option<Scaled>,

    /// What Trunk made of the packages' browser program, where this program does not carry it
    /// already.
    #[arg(long, value_name = "DIR")]
    trunk: Option<PathBuf>,

    /// For one unit the file to write (FILE.zip), for several or all of them the folder. Without it:
    /// this folder, and the unit's name and the standard's.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

/// Writes the packages.
pub(super) fn run(standard: Standard, arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let program = program::take(arguments.trunk.as_deref())?;
    let (files, pack) = content::read(&arguments.pack)?;
    let maker = Maker {
        standard,
        arguments,
        program: &program,
        files: &files,
    };
    match asked(&pack, arguments)?.as_slice() {
        [unit] if !arguments.all => {
            let named = maker.named(unit);
            let out = arguments.out.clone().unwrap_or_else(|| named.into());
            maker.output(&out)?;
            maker.write(unit, &maker.package(unit)?, &out)?;
            Ok(ExitCode::SUCCESS)
        }
        units => several(&maker, units),
    }
}

/// The units that are asked for, each once.
fn asked<'p>(pack: &'p Pack, arguments: &Arguments) -> Result<Vec<&'p Unit>, CannotRun> {
    if arguments.all {
        return match pack.units.is_empty() {
            true => Err(CannotRun(format!(
                "{} has no unit",
                arguments.pack.display()
            ))),
            false => Ok(pack.units.iter().collect()),
        };
    }
    let mut units: Vec<&Unit> = Vec::new();
    for id in &arguments.unit {
        let unit = find(pack, id, arguments)?;
        if !units.iter().any(|other| other.id == unit.id) {
            units.push(unit);
        }
    }
    Ok(units)
}

/// Writes several, a file each. One that cannot be made keeps no other from being made; then the
/// program ends with 1.
fn several(maker: &Maker<'_>, units: &[&Unit]) -> Result<ExitCode, CannotRun> {
    let folder = folder_of(maker.arguments)?;
    let mut refused = 0_usize;
    for unit in units {
        match maker.package(unit) {
            Ok(bytes) => maker.write(unit, &bytes, &folder.join(maker.named(unit)))?,
            Err(CannotRun(why)) => {
                refused += 1;
                anstream::eprintln!("{why}");
            }
        }
    }
    let written = units.len() - refused;
    anstream::println!("Packages: {written}. Not made: {refused}");
    Ok(ExitCode::from(u8::from(refused > 0)))
}

/// The folder for several packages. It need not be there.
fn folder_of(arguments: &Arguments) -> Result<PathBuf, CannotRun> {
    let Some(out) = &arguments.out else {
        return Ok(PathBuf::new());
    };
    let is_zip = |ending: &OsStr| ending.eq_ignore_ascii_case("zip");
    if out.is_file() || out.extension().is_some_and(is_zip) {
        return Err(CannotRun(format!(
            "--out {} names a file, and here each unit is a package of its own: name a folder",
            out.display()
        )));
    }
    fs::create_dir_all(out).map_err(|why| CannotRun::with("make", out, folder::plain(&why)))?;
    Ok(out.clone())
}

fn find<'p>(pack: &'p Pack, id: &UnitId, arguments: &Arguments) -> Result<&'p Unit, CannotRun> {
    pack.unit(id).ok_or_else(|| {
        let known: Vec<&str> = pack.units.iter().map(|unit| unit.id.as_str()).collect();
        CannotRun(format!(
            "{} has no unit {id}; it has {}",
            arguments.pack.display(),
            if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            }
        ))
    })
}

/// What packages are made of.
struct Maker<'a> {
    standard: Standard,
    arguments: &'a Arguments,
    program: &'a Trunk,
    files: &'a PackFiles,
}

impl Maker<'_> {
    /// What a unit's package is called where nobody says otherwise.
    fn named(&self, unit: &Unit) -> String {
        format!("{}-{}.zip", unit.id, self.standard)
    }

    fn output<'p>(&self, out: &'p Path) -> Result<Output<'p>, CannotRun> {
        let kind = Kind::Zip(self.standard.manifest_name());
        Output::at(out, kind, &[&self.arguments.pack])
    }

    fn write(&self, unit: &Unit, bytes: &[u8], out: &Path) -> Result<(), CannotRun> {
        self.output(out)?.write(bytes)?;
        anstream::println!(
            "{} as {}. Written to {}",
            unit.title,
            self.standard,
            out.display()
        );
        Ok(())
    }

    /// The bytes of a unit's package.
    fn package(&self, unit: &Unit) -> Result<Vec<u8>, CannotRun> {
        let files = only(self.files, unit);
        let pack = read_pack(&files);
        let unit = find(&pack.value, &unit.id, self.arguments)?;
        can_be_told(self.standard, &pack.value, unit)?;
        tell_links_away(&files, unit);

        let mut package = Files::new();
        let program = self.program.iter().filter(|(name, _)| *name != INDEX);
        for (name, bytes) in program {
            package.insert(format!("assets/{name}"), bytes.clone());
        }
        self.page(unit, &files, &mut package)?;
        let described = Described {
            settings: &pack.value.settings,
            unit,
            pass_mark: self.arguments.pass_mark,
            files: package.keys().map(String::as_str).collect(),
        };
        let name = self.standard.manifest_name();
        let manifest = self.standard.manifest(&described);
        // Some learning systems look no further than the first file.
        let mut bundle = Bundle::default();
        let cannot =
            |why: &dyn std::fmt::Display| CannotRun(format!("cannot make the package: {why}"));
        bundle.add(name, &manifest).map_err(|why| cannot(&why))?;
        for (name, bytes) in &package {
            bundle.add_bytes(name, bytes).map_err(|why| cannot(&why))?;
        }
        bundle.finish().map_err(|why| cannot(&why))
    }

    /// Puts the page and what it loads into the package.
    fn page(&self, unit: &Unit, files: &PackFiles, package: &mut Files) -> Result<(), CannotRun> {
        let carried = pack_file::write(files)
            .map_err(|why| CannotRun(format!("cannot pack the content: {why}")))?;
        // What the page could not open is better not handed to anybody.
        let files = pack_file::read(&carried)
            .map_err(|why| CannotRun(format!("cannot pack the content: {why}")))?;
        let mut pack = read_pack(&files).value;
        pack.settings.fillings.images = files.carried_images().into();
        pack.settings.fillings.units = Some(files.unit_ids().into());
        let mut asset = |name, ending, text: &str| {
            format!("assets/{}", assets::asset(name, ending, text, package))
        };
        let look = asset("look", "js", assets::LOOK);
        let style = asset("style", "css", &assets::style_of_learners());
        let icon = asset("icon", "svg", assets::ICON);
        let source = site::source::of_page(&files, &Route::Unit(unit.id.clone()));
        let with = InPackage {
            standard: self.standard,
            pass_mark: self.arguments.pass_mark,
            program: &loads(self.program),
            look: &look,
            style: &style,
            icon: &icon,
            pack: &carried,
            source: &source,
        };
        let html = site::package(&pack, &unit.id, with)
            .ok_or_else(|| CannotRun(format!("{} cannot be read again", unit.id)))?;
        package.insert(PAGE.to_owned(), html.into_bytes());
        Ok(())
    }
}

/// The files of a pack that one unit needs.
fn only(files: &PackFiles, unit: &Unit) -> PackFiles {
    let name = unit.id.file();
    let text = files.unit(&unit.id).unwrap_or_default().to_owned();
    let settings = files.settings.clone();
    let is_shown = |path: &str| {
        text.contains(path)
            || settings
                .as_ref()
                .is_some_and(|settings| settings.contains(path))
    };
    let images = files.images.iter().filter(|(path, _)| is_shown(path));
    PackFiles {
        images: images
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect(),
        units: vec![(name, text.clone())],
        settings: settings.clone(),
    }
}

/// Names the links that lead nowhere in a package.
fn tell_links_away(files: &PackFiles, unit: &Unit) {
    let Some((name, text)) = files.units.first() else {
        return;
    };
    for (line, address) in links_away(Source { name, text }, &unit.id) {
        anstream::eprintln!(
            "{name}:{line}: the link to {address} leads out of the package, which holds one unit: \
             its words are there without the link"
        );
    }
}

/// Whether a learning system can be told anything of a unit, and can keep it.
fn can_be_told(standard: Standard, pack: &Pack, unit: &Unit) -> Result<(), CannotRun> {
    let report = Report::of(unit, &Attempt::default(), pack.settings.nation, None);
    if report.sections.all + report.practice.all == 0 {
        return Err(CannotRun(format!(
            "{} has nothing to read and nothing to practise in {}, so a learning system could never \
             be told that it is complete",
            unit.id, pack.settings.nation
        )));
    }
    let (needed, room) = (resume::most(unit), standard.room());
    if needed > room {
        return Err(CannotRun(format!(
            "{} has more parts than {} can keep ({needed} characters, and there is room for {room}): \
             a learner who comes back could have to begin again. Make it two units, or use scorm2004",
            unit.id, standard
        )));
    }
    Ok(())
}
