//! The original has moved: what becomes of each change.
//!
//! Nothing is settled here that a person should look at. What fits goes on; what both sides
//! changed is proposed merged where it merges cleanly; everything else is set aside, which keeps
//! the employer's words in the adaptation until somebody decides.

use similar::TextDiff;

use super::{
    Adaptation,
    accept::chosen,
    change::{Action, Change, Was},
    lock::{Locks, Weakened},
    make::{Cannot, make, parts},
    news::{News, news},
    outline::{Name, Part, outline},
    read::{changes_of, read_changes},
    taken,
};
use crate::{
    edit_class::EditClass,
    id::UnitId,
    pack::Settings,
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
    let (new, taken) = taken::left_out(adaptation, new);
    let pack = read_pack(&new).value;
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
    let mut news = news(adaptation, &new, &pack);
    news.extend(taken.into_iter().map(News::NameTaken));
    Update { rows, news, new }
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
                return self.hidden_and_gone(action, &base);
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
                let read = read_unit(Source {
                    name: self.file,
                    text: &text,
                });
                let weakened = match UnitId::of_file(self.file) {
                    Some(unit) => self.locks.weakened(&unit, &read.value),
                    None => Vec::new(),
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
        match (UnitId::of_file(self.file), id) {
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

    /// A hidden part whose name is gone is gone by itself, unless it is there under a new name: then
    /// it would be shown again without anybody having looked.
    fn hidden_and_gone(&self, action: &Action, base: &Part) -> Fate {
        match self.gone(action, Some(base)) {
            Fate::Gone {
                was,
                mut candidates,
            } => {
                candidates.retain(|name| !self.had(name));
                match candidates.is_empty() {
                    true => Fate::SameAsOriginal,
                    false => Fate::Gone { was, candidates },
                }
            }
            fate => fate,
        }
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
pub(super) fn merged(was: &str, ours: &str, theirs: &str) -> Option<String> {
    let lines = |text: &str| format!("{}\n", text.trim_end());
    let merged = diffy::merge(&lines(was), &lines(ours), &lines(theirs)).ok()?;
    Some(merged.trim_end().to_owned())
}

impl Update {
    /// The new original, without units whose names are taken.
    pub(super) fn original(&self) -> &PackFiles {
        &self.new
    }
}
