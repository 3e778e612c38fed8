//! `underpin adapt update`: a new original, with nothing applied unseen.

use std::{collections::BTreeMap, fmt, path::PathBuf, process::ExitCode};

use clap::Args;
use similar::TextDiff;

use super::{read, told, write};
use crate::{
    adapt::{Action, Choice, Fate, Name, News, Row, Update, may_be_original, update},
    cli::{CannotRun, folder},
    id::file_stem,
};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The adaptation's folder.
    folder: PathBuf,

    /// The new original: a pack's folder, or a pack in one file.
    #[arg(long, value_name = "PATH")]
    base: PathBuf,

    /// Take the new original, with what is said below done to each change.
    #[arg(long)]
    accept: bool,

    /// Keep my words over the new original here.
    #[arg(long, value_name = "UNIT:PART", value_parser = place)]
    mine: Vec<Place>,

    /// Show the new original's words here, and drop mine.
    #[arg(long, value_name = "UNIT:PART", value_parser = place)]
    original: Vec<Place>,

    /// Keep my words in the file here, and do not show them.
    #[arg(long, value_name = "UNIT:PART", value_parser = place)]
    aside: Vec<Place>,

    /// Make my change of a part that is gone about another part of the same unit of the new
    /// original.
    #[arg(long, value_name = "UNIT:PART=PART", value_parser = pointed)]
    about: Vec<Pointed>,
}

/// A part of a unit that is gone, and the part that is there in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pointed {
    gone: Place,
    now: Name,
}

fn pointed(text: &str) -> Result<Pointed, String> {
    let (gone, now) = text.split_once('=').ok_or(
        "write the unit, a colon, the part, an equals sign and the part it is now: \
         carer-partnerships:sleepy-lunch=lunch",
    )?;
    Ok(Pointed {
        gone: place(gone)?,
        now: part(now)?,
    })
}

fn part(text: &str) -> Result<Name, String> {
    let name = text.parse::<Name>();
    name.map_err(|wrong| wrong.to_string())
}

/// A part of a unit, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    unit: String,
    name: Name,
}

fn place(text: &str) -> Result<Place, String> {
    let (unit, name) = text
        .split_once(':')
        .ok_or("write the unit, a colon and the part: carer-partnerships:sleepy-lunch")?;
    Ok(Place {
        unit: unit.to_owned(),
        name: part(name)?,
    })
}

impl Place {
    /// The changes there, each with where it stands in the update.
    fn rows<'u>(&self, update: &'u Update) -> impl Iterator<Item = (usize, &'u Row)> {
        let is_here = |row: &Row| {
            file_stem(&row.file) == self.unit && *row.change.action.target() == self.name
        };
        let rows = update.rows.iter().enumerate();
        rows.filter(move |(_, row)| is_here(row))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.unit, self.name)
    }
}

/// Says what becomes of each change, and takes the new original if told to.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let adaptation = read(&arguments.folder)?;
    let new = folder::read_path(&arguments.base)?;
    may_be_original(&adaptation, &new).map_err(|why| CannotRun(why.to_string()))?;
    let update = update(&adaptation, &new);
    for news in &update.news {
        anstream::println!("{}", news_words(news));
    }
    let choices = choices(arguments, &update)?;
    for (at, row) in update.rows.iter().enumerate() {
        tell(row, choices.get(&at));
    }
    let accepted = update.accept(&adaptation, &choices);
    for (file, _) in &accepted.units {
        for name in accepted.twice(file) {
            anstream::println!(
                "careful: {}:{name} stands there twice then, in the original and in your words: take \
                 it out of yours, or give it another name",
                file_stem(file)
            );
        }
    }
    if arguments.accept {
        write(&arguments.folder, &accepted)?;
        anstream::println!(
            "The new original is taken; nothing of yours is lost. Count up `version` in {} before you \
             publish it.",
            arguments.folder.join(folder::SETTINGS).display()
        );
    } else {
        let rows = update.rows.iter().enumerate();
        let open = rows.filter(|(at, row)| row.fate.needs_a_look() && !choices.contains_key(at));
        anstream::println!(
            "Nothing is changed yet. {} to look at. Run it again with --accept when you have, and \
             with --mine, --original or --aside UNIT:PART, or --about UNIT:PART=PART, where you \
             decide otherwise.",
            told::changes(open.count())
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// What was decided of which of the update's rows.
fn choices(arguments: &Arguments, update: &Update) -> Result<BTreeMap<usize, Choice>, CannotRun> {
    let mut choices = BTreeMap::new();
    for (places, choice) in [
        (&arguments.mine, Choice::Mine),
        (&arguments.original, Choice::Original),
        (&arguments.aside, Choice::Aside),
    ] {
        for place in places {
            for (at, row) in place.rows(update) {
                if choice == Choice::Mine && !update.can_stay(row) {
                    return Err(CannotRun(format!(
                        "your change of {place} cannot stay as it is: {}. Keep your words with --aside, \
                         drop them with --original, or say with --about where they belong now",
                        fate_words(&row.fate)
                    )));
                }
                choices.insert(at, choice.clone());
            }
        }
    }
    for Pointed { gone, now } in &arguments.about {
        for (at, row) in gone.rows(update) {
            if !matches!(row.fate, Fate::Gone { .. }) || update.about(row, now).is_none() {
                return Err(CannotRun(format!(
                    "your change of {gone} cannot be made about {now}: only a change whose part is \
                     gone can be about another, which has to be there, of the same kind, not locked \
                     and not changed by you already"
                )));
            }
            choices.insert(at, Choice::About(now.clone()));
        }
    }
    let kept = [&arguments.mine, &arguments.original, &arguments.aside];
    let pointed = arguments.about.iter().map(|pointed| &pointed.gone);
    let mut asked = kept.into_iter().flatten().chain(pointed);
    match asked.find(|place| place.rows(update).next().is_none()) {
        Some(place) => Err(CannotRun(format!(
            "the adaptation has no change of {place}"
        ))),
        None => Ok(choices),
    }
}

/// Says what has become of a change, and what is done with it.
fn tell(row: &Row, choice: Option<&Choice>) {
    let decided = choice.cloned().unwrap_or_else(|| row.fate.proposal());
    anstream::println!(
        "{}: {}: {}",
        row.file,
        told::change(&row.change),
        fate_words(&row.fate)
    );
    details(row);
    anstream::println!("    {}", choice_words(&decided, row));
}

fn news_words(news: &News) -> String {
    match news {
        News::UnitAdded(unit) => {
            format!(
                "new in the original: {unit} (if your pack.toml has `units`, add it where it should stand)"
            )
        }
        News::UnitGone(unit) => format!("no longer in the original: {unit}"),
        News::NameTaken(unit) => {
            format!(
                "the original has a unit {unit} now, as you have: yours keeps its name, and what \
                 people have done in it; the original’s is left out"
            )
        }
        News::Setting(key) => {
            format!("your pack.toml has {key}, which is about something that is gone")
        }
        News::Unasked {
            kind,
            key,
            said,
            asked,
        } => {
            let instead = match asked.as_slice() {
                [] => String::new(),
                asked => format!(
                    "; the new original asks for {} instead: if that is the same, say yours there",
                    asked.join(", ")
                ),
            };
            format!(
                "careful: the original no longer asks for your {}.{key} ({said}), so your staff do not see it in its words{instead}",
                kind.table()
            )
        }
        News::Reworded { key, was, now } => {
            format!(
                "yours stays, and the original’s {key} is another now: it said “{was}”, it says “{now}”"
            )
        }
        News::OtherPack(pack) => format!("careful: this is another pack, {pack}"),
        News::SameOriginal => "this is the original that you have already".to_owned(),
    }
}

fn fate_words(fate: &Fate) -> String {
    match fate {
        Fate::Fits => "still fits".to_owned(),
        Fate::SameAsOriginal => "the original says the same now".to_owned(),
        Fate::Moved {
            merged: Some(_), ..
        } => "the original changed too, elsewhere".to_owned(),
        Fate::Moved { merged: None, .. } => "the original changed in the same place".to_owned(),
        Fate::Gone { candidates, .. } if candidates.is_empty() => {
            "no longer in the original".to_owned()
        }
        Fate::Gone { candidates, .. } => {
            let names: Vec<String> = candidates.iter().map(Name::to_string).collect();
            format!("no longer in the original; perhaps {}", names.join(" or "))
        }
        Fate::Locked(weakened) => {
            let words: Vec<String> = weakened.iter().map(ToString::to_string).collect();
            words.join("; ")
        }
        Fate::Aside => "set aside before".to_owned(),
    }
}

fn choice_words(choice: &Choice, row: &Row) -> &'static str {
    match (choice, &row.fate, &row.change.action) {
        (Choice::Mine, ..) => "stays",
        (Choice::Text(_), ..) => "both are put together",
        (Choice::About(_), ..) => "is made about the other part from now on",
        (Choice::Original, Fate::SameAsOriginal, _) => "is dropped: nothing is different",
        (Choice::Original, _, Action::Hide { .. }) => "is dropped: the original’s part is shown",
        (Choice::Original, _, Action::Move { .. }) => {
            "is dropped: the part stands where the original has it"
        }
        (Choice::Original, ..) => "is dropped: the original’s words are shown",
        // Nothing is hidden from learners by a change that nobody has looked at again.
        (Choice::Aside, _, Action::Hide { .. }) => {
            "is set aside: the original’s part is shown until you decide"
        }
        (Choice::Aside, _, Action::Move { .. }) => {
            "is set aside: the part stands where the original has it until you decide"
        }
        (Choice::Aside, ..) => "is set aside: your words stay in the file and are not shown",
    }
}

/// What both sides say, where somebody has to look.
fn details(row: &Row) {
    let Fate::Moved {
        was,
        now,
        merged,
        class,
    } = &row.fate
    else {
        return;
    };
    anstream::println!("    the original’s edit: {}", class.key());
    show("the original, then and now", was, now);
    if let Some(ours) = row.change.action.text() {
        show("the original then, and yours", was, ours);
    }
    if let Some(merged) = merged {
        show("the original now, and both together", now, merged);
    }
}

fn show(title: &str, was: &str, is: &str) {
    anstream::println!("    {title}:");
    let (was, is) = (format!("{was}\n"), format!("{is}\n"));
    let difference = TextDiff::from_lines(&was, &is);
    for line in difference
        .unified_diff()
        .context_radius(1)
        .to_string()
        .lines()
    {
        anstream::println!("      {line}");
    }
}
