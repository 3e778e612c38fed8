//! The original has moved: what becomes of each change, and the adaptation that is made of the
//! answers.
//!
//! Nothing is settled here that a person should look at. What fits goes on; what both sides
//! changed is proposed merged where it merges cleanly; everything else is set aside, which keeps
//! the employer's words in the adaptation until somebody decides.

use std::collections::BTreeMap;

use similar::TextDiff;

use super::{
    Adaptation,
    change::{Action, Change, Was, changes_of, read_changes, write_changes},
    lock::{Locks, Weakened},
    make::{Cannot, make, parts},
    outline::{Name, Part, outline},
    settings::{PackHash, SETTINGS, read_own},
};
use crate::{
    edit_class::EditClass,
    id::UnitId,
    pack::{Pack, Settings},
    read::{PackFiles, read_pack, read_unit},
    source::Source,
};

/// What becomes of every change of an adaptation when its original is replaced by another.
#[derive(Clone, Debug)]
pub struct Update {
    /// The changes, unit by unit, in the order of their files.
    pub rows: Vec<Row>,
    /// Other things that somebody should know, each once.
    pub news: Vec<News>,
    new: PackFiles,
}

/// What becomes of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The unit's file.
    pub file: String,
    /// The change.
    pub change: Change,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes on as it is.
    Fits,
    /// The new original says what the change says: it can be dropped.
    SameAsOriginal,
    /// The original changed under it.
    Moved {
        /// What the original said.
        was: String,
        /// What it says now.
        now: String,
        /// Both sides' changes in one, where they do not touch the same lines.
        merged: Option<String>,
        /// What kind of edit the original's is.
        class: EditClass,
    },
    /// What it is about is no longer there.
    Gone {
        /// What the original said, where that is known.
        was: Option<String>,
        /// Parts of the new original that it may be about now, the likeliest first.
        candidates: Vec<Name>,
    },
    /// It would weaken what the new original locks.
    Locked(Vec<Weakened>),
    /// It was set aside before, and still is.
    Aside,
}

/// What is done with a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The employer's words stay, over the new original.
    Mine,
    /// The employer's words become these.
    Text(String),
    /// The change is taken back: the new original's words are shown.
    Original,
    /// The change is made about this part of the new original, which is what it was about under
    /// another name.
    About(Name),
    /// The change is kept in the adaptation and not made.
    Aside,
}

/// Something else that is different with the new original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The original has a unit that it did not have.
    UnitAdded(UnitId),
    /// The original no longer has a unit.
    UnitGone(UnitId),
    /// The original has a unit of the same name as one of the employer's own, which is kept and
    /// not shown until it has another name.
    NameTaken(UnitId),
    /// A setting is about something that is no longer there: its key in `pack.toml`.
    Setting(String),
    /// It is another pack.
    OtherPack(String),
    /// It is the original that the adaptation is for already.
    SameOriginal,
}

impl Fate {
    /// What is done with a change where nobody says otherwise.
    pub fn proposal(&self) -> Choice {
        match self {
            Self::Fits => Choice::Mine,
            Self::SameAsOriginal => Choice::Original,
            Self::Moved {
                merged: Some(merged),
                ..
            } => Choice::Text(merged.clone()),
            Self::Moved { merged: None, .. }
            | Self::Gone { .. }
            | Self::Locked(_)
            | Self::Aside => Choice::Aside,
        }
    }

    /// Parts of the new original that the change may be about now, the likeliest first.
    pub fn candidates(&self) -> &[Name] {
        match self {
            Self::Gone { candidates, .. } => candidates,
            _ => &[],
        }
    }

    /// Whether somebody has to look before it can be said that all is well.
    pub fn needs_a_look(&self) -> bool {
        !matches!(self, Self::Fits | Self::SameAsOriginal)
    }
}

/// What becomes of an adaptation's changes with a new original. Nothing is changed by asking.
pub fn update(adaptation: &Adaptation, new: &PackFiles) -> Update {
    let pack = read_pack(new).value;
    let locks = Locks::of(&pack);
    let old = parts(&adaptation.original);
    let mut rows = Vec::new();
    for (file, text) in &adaptation.units {
        if changes_of(text).is_none() {
            continue;
        }
        let changes = read_changes(Source { name: file, text }).value;
        let now = new.units.iter().find(|(name, _)| name == file);
        let fates = Fates {
            file,
            old: old.get(file),
            new: now.map(|(_, text)| text.as_str()),
            locks: &locks,
            settings: &pack.settings,
        };
        rows.extend(fates.of(changes));
    }
    Update {
        rows,
        news: news(adaptation, new, &pack),
        new: new.clone(),
    }
}

struct Fates<'a> {
    file: &'a str,
    old: Option<&'a (String, Part)>,
    new: Option<&'a str>,
    locks: &'a Locks<'a>,
    settings: &'a Settings,
}

impl Fates<'_> {
    fn of(&self, changes: Vec<Change>) -> Vec<Row> {
        let mut now = self.new.map(str::to_owned);
        let rows = changes.into_iter().map(|change| {
            let fate = match (&now, change.aside) {
                (_, true) => Fate::Aside,
                (None, _) => self.gone(&change.action, None),
                (Some(text), false) => self.fate(&change.action, text),
            };
            // Later changes may stand beside what this one puts in.
            let action = chosen(&change.action, &fate, &fate.proposal());
            if let (Some(text), Some(action), Some(new)) = (&now, action, self.new) {
                let original = Source {
                    name: self.file,
                    text: new,
                };
                let made = make(original, text, &action);
                now = made.ok().or(now.take());
            }
            Row {
                file: self.file.to_owned(),
                change,
                fate,
            }
        });
        rows.collect()
    }

    fn fate(&self, action: &Action, now: &str) -> Fate {
        let original = Source {
            name: self.file,
            text: self.new.unwrap_or_default(),
        };
        let base = outline(original);
        let in_base = |name: &Name| base.all().find(|part| part.name == *name);
        let says = |part: &Part| part.core(original.text).to_owned();
        match action {
            Action::Replace { name, text, .. }
                if in_base(name).is_some_and(|part| Was::of(&says(part)) == Was::of(text)) =>
            {
                return Fate::SameAsOriginal;
            }
            Action::Hide { name, .. } if in_base(name).is_none() && self.had(name) => {
                return Fate::SameAsOriginal;
            }
            Action::Insert { text, .. } => {
                let own = Was::of(text);
                if base.all().any(|part| Was::of(&says(part)) == own) {
                    return Fate::SameAsOriginal;
                }
            }
            Action::Replace { .. } | Action::Hide { .. } | Action::Move { .. } => {}
        }
        match make(original, now, action) {
            Ok(text) => {
                let stem = self.file.strip_suffix(".md").unwrap_or(self.file);
                let read = read_unit(Source {
                    name: self.file,
                    text: &text,
                });
                let weakened = match stem.parse::<UnitId>() {
                    Ok(unit) => self.locks.weakened(&unit, &read.value),
                    Err(_) => Vec::new(),
                };
                match weakened.is_empty() {
                    true => Fate::Fits,
                    false => Fate::Locked(weakened),
                }
            }
            Err(Cannot::Moved { name, .. }) => {
                let was = self.said(&name).unwrap_or_default();
                let now = in_base(&name).map(says).unwrap_or_default();
                let ours = action.text().filter(|_| !matches!(name, Name::Unit));
                Fate::Moved {
                    merged: ours.and_then(|ours| merged(&was, ours, &now)),
                    class: self.class(&name, &was, &now),
                    was,
                    now,
                }
            }
            Err(Cannot::Weakened(weakened)) => Fate::Locked(weakened),
            Err(Cannot::NoTarget { .. } | Cannot::ChangedId(_)) => self.gone(action, Some(&base)),
        }
    }

    /// What kind of edit the new original made of a part.
    fn class(&self, name: &Name, was: &str, now: &str) -> EditClass {
        let id = match name {
            Name::Heading(id) => Some(id.clone()),
            Name::Option(_, option) => Some(option.clone().into()),
            Name::Front | Name::Opening | Name::Unit => None,
        };
        let unit = self
            .file
            .strip_suffix(".md")
            .and_then(|stem| stem.parse().ok());
        match (unit, id) {
            (Some(unit), Some(id)) => self.settings.edit_class(&unit, &id, was, now),
            _ => EditClass::proposed(was, now),
        }
    }

    fn had(&self, name: &Name) -> bool {
        self.said(name).is_some()
    }

    /// What the old original said.
    fn said(&self, name: &Name) -> Option<String> {
        let (part, text) = self.part(name)?;
        Some(part.core(text).to_owned())
    }

    /// A part of the old original, and the text it stands in.
    fn part(&self, name: &Name) -> Option<(&Part, &str)> {
        let (text, whole) = self.old?;
        let part = whole.all().find(|part| part.name == *name)?;
        Some((part, text))
    }

    fn gone(&self, action: &Action, base: Option<&Part>) -> Fate {
        let target = action.target();
        let was = self.said(target);
        let about = was.as_deref().or(action.text()).unwrap_or_default();
        let text = self.new.unwrap_or_default();
        // A section is not a step, however alike their words are.
        let kind = self.part(target).map(|(part, _)| part.kind);
        let mut likely: Vec<(u32, Name)> = base
            .into_iter()
            .flat_map(Part::all)
            .filter(|part| {
                let alike = matches!(
                    (&part.name, target),
                    (Name::Heading(_), Name::Heading(_)) | (Name::Option(..), Name::Option(..))
                );
                alike && kind.is_none_or(|kind| kind == part.kind)
            })
            .map(|part| (likeness(part, text, target, about), part.name.clone()))
            .filter(|(likeness, _)| *likeness >= 400)
            .collect();
        likely.sort_by(|a, b| b.cmp(a));
        let candidates = likely.into_iter().map(|(_, name)| name).take(3).collect();
        Fate::Gone { was, candidates }
    }
}

/// How alike a part is to what a change was about, in thousandths: in words or in name, whichever
/// is more.
fn likeness(part: &Part, text: &str, target: &Name, about: &str) -> u32 {
    let words = TextDiff::from_words(about, part.core(text)).ratio();
    let name = strsim::normalized_damerau_levenshtein(&target.to_string(), &part.name.to_string());
    // Names of a few letters are alike by chance.
    let name = if name >= 0.6 { name } else { 0.0 };
    (f64::from(words).max(name) * 1000.0) as u32
}

/// Both sides' changes in one text, where they do not touch the same lines.
fn merged(was: &str, ours: &str, theirs: &str) -> Option<String> {
    let lines = |text: &str| format!("{}\n", text.trim_end());
    let merged = diffy::merge(&lines(was), &lines(ours), &lines(theirs)).ok()?;
    Some(merged.trim_end().to_owned())
}

/// The change as it is made after a choice; none where it is not made.
fn chosen(action: &Action, fate: &Fate, choice: &Choice) -> Option<Action> {
    let moved = |was: &Was| match fate {
        Fate::Moved { now, .. } => Was::of(now),
        _ => was.clone(),
    };
    match (choice, action) {
        // What is pointed elsewhere is another change: `Update::about`.
        (Choice::Original | Choice::Aside | Choice::About(_), _) => None,
        (Choice::Mine, Action::Replace { name, was, text }) => Some(Action::Replace {
            name: name.clone(),
            was: moved(was),
            text: text.clone(),
        }),
        (Choice::Mine, Action::Hide { name, was }) => Some(Action::Hide {
            name: name.clone(),
            was: moved(was),
        }),
        (Choice::Mine, Action::Insert { .. } | Action::Move { .. }) => Some(action.clone()),
        (Choice::Text(text), Action::Replace { name, was, .. } | Action::Hide { name, was }) => {
            Some(Action::Replace {
                name: name.clone(),
                was: moved(was),
                text: text.clone(),
            })
        }
        (Choice::Text(text), Action::Insert { beside, .. }) => Some(Action::Insert {
            beside: beside.clone(),
            text: text.clone(),
        }),
        (Choice::Text(_), Action::Move { .. }) => Some(action.clone()),
    }
}

impl Update {
    /// The new original.
    pub(super) fn original(&self) -> &PackFiles {
        &self.new
    }

    /// The adaptation for the new original. `choices` are by the row's place; where there is none,
    /// the fate's proposal is taken. The adaptation that was given is left as it is.
    pub fn accept(&self, adaptation: &Adaptation, choices: &BTreeMap<usize, Choice>) -> Adaptation {
        let mut kept: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let choice = choices.get(&at).cloned();
            let choice = choice.unwrap_or_else(|| row.fate.proposal());
            let changes = kept.entry(&row.file).or_default();
            let made = match &choice {
                Choice::About(part) => self.about(row, part),
                choice => chosen(&row.change.action, &row.fate, choice),
            };
            match (made, choice) {
                (Some(action), _) => changes.push(Change::new(action)),
                (None, Choice::Original) => {}
                (None, _) => changes.push(Change {
                    aside: true,
                    ..row.change.clone()
                }),
            }
        }
        let is_taken = |name: &str| {
            let stem = name.strip_suffix(".md").unwrap_or(name);
            let news = self.news.iter();
            news.filter(|news| matches!(news, News::NameTaken(unit) if unit.as_str() == stem))
                .count()
                > 0
        };
        let units = adaptation.units.iter().filter_map(|(name, text)| {
            let stem = name.strip_suffix(".md").unwrap_or(name);
            match (changes_of(text), stem.parse::<UnitId>()) {
                (Some(_), Ok(unit)) => {
                    let changes = kept.get(name.as_str())?;
                    let any = !changes.is_empty();
                    any.then(|| (name.clone(), write_changes(&unit, changes)))
                }
                (None, Ok(_)) if is_taken(name) => {
                    Some((format!("{stem}-own.md"), renamed(text, stem)))
                }
                _ => Some((name.clone(), text.clone())),
            }
        });
        let mut units: Vec<_> = units.collect();
        units.sort();
        Adaptation {
            settings: self.settings(&adaptation.settings),
            units,
            images: adaptation.images.clone(),
            original: self.new.clone(),
        }
    }

    /// The settings, naming the new original.
    fn settings(&self, text: &str) -> String {
        let Ok(mut document) = text.parse::<toml_edit::DocumentMut>() else {
            return text.to_owned();
        };
        let settings = read_pack(&self.new).value.settings;
        let adapts = &mut document["adapts"];
        adapts["pack"] = toml_edit::value(settings.id.as_str());
        adapts["version"] = toml_edit::value(settings.version);
        adapts["hash"] = toml_edit::value(PackHash::of(&self.new).as_str());
        document.to_string()
    }
}

/// A unit of the employer's own under another id.
fn renamed(text: &str, stem: &str) -> String {
    text.replacen(
        &format!("id = \"{stem}\""),
        &format!("id = \"{stem}-own\""),
        1,
    )
}

fn news(adaptation: &Adaptation, new: &PackFiles, pack: &Pack) -> Vec<News> {
    let own = read_own(&adaptation.settings).value;
    let old = read_pack(&adaptation.original).value;
    let mut news = Vec::new();
    if old.settings.id != pack.settings.id {
        news.push(News::OtherPack(pack.settings.id.to_string()));
    }
    if PackHash::of(&adaptation.original) == PackHash::of(new) {
        news.push(News::SameOriginal);
    }
    for unit in &pack.units {
        if old.unit(&unit.id).is_none() {
            let file = format!("{}.md", unit.id);
            let is_own =
                |(name, text): &(String, String)| *name == file && changes_of(text).is_none();
            news.push(match adaptation.units.iter().any(is_own) {
                true => News::NameTaken(unit.id.clone()),
                false => News::UnitAdded(unit.id.clone()),
            });
        }
    }
    for unit in &old.units {
        if pack.unit(&unit.id).is_none() {
            news.push(News::UnitGone(unit.id.clone()));
        }
    }
    let is_there = |unit: &UnitId, id: &str| {
        let unit = pack.unit(unit);
        unit.is_some_and(|unit| crate::check::anchors(unit).contains(&id))
    };
    let gone = own
        .pass_marks
        .keys()
        .filter(|place| !is_there(&place.unit, place.id.as_str()));
    news.extend(gone.map(|place| News::Setting(format!("pass_marks.\"{place}\""))));
    let source = Source {
        name: SETTINGS,
        text: &adaptation.settings,
    };
    let settings = crate::read::read_settings(source).value;
    let gone = settings
        .official
        .keys()
        .filter(|place| !is_there(&place.unit, place.id.as_str()));
    news.extend(gone.map(|place| News::Setting(format!("criteria.\"{place}\""))));
    news
}
