//! `underpin export xapi`: a record as statements for a learning record store.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use crate::{
    cli::{
        CannotRun, folder,
        output::{Kind, Output},
        report::files,
    },
    exchange::{
        finding::Finding,
        xapi::{
            Account, BASE, Whose,
            file::{self, Layout},
            launch::Launch,
            statements,
        },
    },
};

/// Write a learner's record as xAPI statements: one an event, with nothing lost.
///
/// `underpin import xapi` makes the same record of them again. People are named by accounts and not
/// by name; but each statement carries its event as it was sealed, and there the name stands.
/// Ends with 1 where the record is damaged: what is sound is written, and the rest is named.
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// The learner's file (its name ends in .underpin.json).
    record: PathBuf,

    /// The file to write. Without it: on the screen, or into what follows the command.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Where people's accounts are: the address of the system that gave them out.
    #[arg(long, value_name = "ADDRESS", default_value_t = format!("{BASE}/people"), value_parser = iri)]
    home_page: String,

    /// The learner's account there. Without it: her id in the file.
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    account: Option<String>,

    /// Put people's names beside their accounts.
    #[arg(long)]
    with_names: bool,

    /// One list, as a store takes it in one request, instead of one statement a line.
    #[arg(long)]
    list: bool,

    /// What a cmi5 launch gave, so that the statements belong to it: JSON with its “registration”
    /// and the “contextTemplate” of LMS.LaunchData.
    #[arg(long, value_name = "FILE")]
    launch: Option<PathBuf>,
}

/// Writes the statements.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let path = &arguments.record;
    let launched = arguments.launch.as_deref().unwrap_or(path);
    let out_to = arguments.out.as_deref();
    let out_to = out_to.map(|out| Output::at(out, Kind::Statements, &[path, launched]));
    let out_to = out_to.transpose()?;
    let opened = files::open(path).map_err(|why| CannotRun::with("open", path, why))?;
    let damage: Vec<&Finding> = opened.findings.iter().filter(|f| f.is_damage()).collect();
    for finding in &damage {
        anstream::eprintln!("{}: {finding}", path.display());
    }
    let learner = &opened.file.header.learner;
    let named = arguments.account.clone();
    let whose = Whose {
        learner: Account {
            home_page: arguments.home_page.as_str().into(),
            name: named.unwrap_or_else(|| learner.id.to_string()).into(),
        },
        sender: None,
        with_names: arguments.with_names,
        launch: arguments.launch.as_deref().map(launch).transpose()?,
    };
    let layout = match arguments.list {
        true => Layout::List,
        false => Layout::Lines,
    };
    let made: Vec<_> = statements(&opened.file.record, &whose).collect();
    let (count, text) = (made.len(), file::write(made.into_iter(), layout));
    match out_to {
        Some(out) => {
            out.write(text.as_bytes())?;
            anstream::println!("Statements: {count}. Written to {}", out.path().display());
        }
        None => anstream::print!("{text}"),
    }
    Ok(ExitCode::from(u8::from(!damage.is_empty())))
}

fn launch(path: &Path) -> Result<Launch, CannotRun> {
    let text = std::fs::read_to_string(path)
        .map_err(|why| CannotRun::with("open", path, folder::plain(&why)))?;
    Launch::read(&text).map_err(|why| CannotRun(format!("{}: {why}", path.display())))
}

/// A rough look is enough: a store tells of the rest. What nobody may overlook is a bare name.
fn iri(text: &str) -> Result<String, &'static str> {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !r#"<>"{}|\^`"#.contains(c);
    match text.split_once(':') {
        Some((scheme, rest))
            if !rest.is_empty()
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && text.chars().all(fits) =>
        {
            Ok(text.to_owned())
        }
        _ => Err("write it as in https://training.example.org/"),
    }
}
