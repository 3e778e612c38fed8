//! An original and an adaptation to the pack that learners see.
//!
//! Changes are made one after the other in the order of the file, on text, so that the result is a
//! pack like any other. One that does not fit, or that would weaken what the original locks, is
//! left out and told; the others are made.

use super::{
    Adaptation,
    change::Change,
    lock::Locks,
    make::{Cannot, make, with_attribute, with_front},
    outline::Name,
    read::{changes_of, read_changes},
    settings::{Own, PackHash, SETTINGS, merged, read_own},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    id::{UnitId, file_stem},
    pack::{FillingKind, Pack, Place},
    read::{PackFiles, read_pack, read_unit},
    source::{Source, Span},
};

/// What applying an adaptation gave.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The pack that learners see.
    pub files: PackFiles,
    /// What of the adaptation could not be applied, and why. Files are the adaptation's.
    pub diagnostics: Vec<Diagnostic>,
}

/// The pack that learners see. It is the same whenever the original and the adaptation are.
pub fn apply(adaptation: &Adaptation) -> Applied {
    let base = read_pack(&adaptation.original).value;
    let read = read_own(&adaptation.settings);
    let mut work = Work {
        adaptation,
        own: read.value,
        locks: Locks::of(&base),
        base: &base,
        files: adaptation.original.clone(),
        found: Vec::new(),
    };
    if adaptation.settings.trim().is_empty() && adaptation.units.is_empty() {
        return Applied {
            files: work.files,
            diagnostics: Vec::new(),
        };
    }
    work.found = read.diagnostics;
    work.right_original();
    for (name, text) in &adaptation.units {
        work.unit(name, text);
    }
    work.pass_marks();
    work.review();
    work.settings();
    for (path, image) in &adaptation.images {
        work.files.images.insert(path.clone(), image.clone());
    }
    let mut diagnostics = work.found;
    diagnostics.sort_by(|a, b| (&a.file, a.span, a.code).cmp(&(&b.file, b.span, b.code)));
    diagnostics.dedup();
    Applied {
        files: work.files,
        diagnostics,
    }
}

struct Work<'a> {
    adaptation: &'a Adaptation,
    own: Own,
    base: &'a Pack,
    locks: Locks<'a>,
    files: PackFiles,
    found: Vec<Diagnostic>,
}

impl<'a> Work<'a> {
    fn settings_source(&self) -> Source<'a> {
        Source {
            name: SETTINGS,
            text: &self.adaptation.settings,
        }
    }

    /// Tells of a place in the adaptation's settings: these words, each behind the one before.
    fn wrong_setting(&mut self, code: Code, words: &[&str], message: String, help: String) {
        let source = self.settings_source();
        let whole = Span::new(0, source.text.len());
        let span = words.iter().fold(whole, |span, word| {
            let behind = Span::new(span.start, source.text.len());
            behind.find(source.text, word)
        });
        let span = span.first_line(source.text);
        let wrong = Diagnostic::new(code, source, span, message).help(help);
        self.found.push(wrong);
    }

    fn right_original(&mut self) {
        let Some(adapts) = self.own.adapts.clone() else {
            return;
        };
        let settings = &self.base.settings;
        if adapts.pack != settings.id {
            let message = format!(
                "the adaptation is for the pack `{}`, and its original is `{}`",
                adapts.pack, settings.id
            );
            let help = "put the right original’s files into the folder `original`".to_owned();
            self.wrong_setting(Code::OtherBase, &["pack"], message, help);
        } else if adapts.hash != PackHash::of(&self.adaptation.original) {
            let message = format!(
                "the original here (version {}) is not the one that this was made for (version {})",
                settings.version, adapts.version
            );
            let help =
                "take the new original with `underpin adapt update`, which shows what it changes"
                    .to_owned();
            self.wrong_setting(Code::OtherBase, &["hash"], message, help);
        }
    }

    fn unit(&mut self, name: &str, text: &str) {
        let source = Source { name, text };
        let stem = file_stem(name);
        let place = self.files.units.iter().position(|(file, _)| file == name);
        match (changes_of(text), place, UnitId::of_file(name)) {
            (Some(_), Some(place), Some(id)) => {
                let read = read_changes(source);
                self.found.extend(read.diagnostics);
                let original = Source {
                    name,
                    text: &self.files.units[place].1.clone(),
                };
                let mut now = original.text.to_owned();
                for change in read.value.iter().filter(|change| !change.aside) {
                    match self.changed(&id, original, &now, change) {
                        Ok(text) => now = text,
                        Err(cannot) => {
                            let target = format!("\"{}\"", change.action.target());
                            let span = change.span.find(text, &target);
                            self.found.push(told(source, span, &cannot));
                        }
                    }
                }
                if let Some((_, text)) = self.files.units.get_mut(place) {
                    *text = now;
                }
            }
            (Some(_), ..) => self.found.push(
                Diagnostic::new(
                    Code::ChangeWithoutTarget,
                    source,
                    Span::default(),
                    format!("the original has no unit `{stem}`"),
                )
                .help("give the file the name of a unit of the original, or make a unit of it"),
            ),
            (None, Some(_), _) => self.found.push(
                Diagnostic::new(
                    Code::BadChange,
                    source,
                    Span::default(),
                    format!("`{stem}` is a unit of the original, so this file has to say what it changes"),
                )
                .help("`underpin adapt take` makes changes of an edited copy; or give your own unit another name"),
            ),
            (None, None, _) => self.files.units.push((name.to_owned(), text.to_owned())),
        }
    }

    /// The text of a unit with one more change made.
    fn changed(
        &self,
        id: &UnitId,
        original: Source<'_>,
        now: &str,
        change: &Change,
    ) -> Result<String, Cannot> {
        let text = make(original, now, &change.action)?;
        self.safe(id, original.name, text)
    }

    /// The text, if nothing locked is weakened by it.
    fn safe(&self, id: &UnitId, name: &str, text: String) -> Result<String, Cannot> {
        let read = read_unit(Source { name, text: &text });
        let weakened = self.locks.weakened(id, &read.value);
        match weakened.is_empty() {
            true => Ok(text),
            false => Err(Cannot::Weakened(weakened)),
        }
    }

    fn pass_marks(&mut self) {
        for (place, mark) in self.own.pass_marks.clone() {
            if let Err(cannot) = self.pass_mark(&place, mark) {
                let told = told(self.settings_source(), Span::default(), &cannot);
                let help = told.help.unwrap_or_default();
                let words = ["[pass_marks]", &place.to_string()];
                self.wrong_setting(told.code, &words, told.message, help);
            }
        }
    }

    fn pass_mark(&mut self, place: &Place, mark: u8) -> Result<(), Cannot> {
        let name = place.unit.file();
        let missing = || Cannot::NoTarget {
            name: Name::Heading(place.id.clone()),
            candidates: Vec::new(),
        };
        let at = self.files.units.iter().position(|(file, _)| *file == name);
        let at = at.ok_or_else(missing)?;
        let text = &self.files.units[at].1;
        let unit = read_unit(Source { name: &name, text }).value;
        let mut scenarios = unit.scenarios();
        let scenario = scenarios.find(|scenario| scenario.id.as_str() == place.id.as_str());
        let heading = scenario.ok_or_else(missing)?.heading;
        let text = with_attribute(text, heading, "pass", &mark.to_string());
        self.files.units[at].1 = self.safe(&place.unit, &name, text)?;
        Ok(())
    }

    fn review(&mut self) {
        for (unit, date) in self.own.review.clone() {
            let name = unit.file();
            match self.files.units.iter_mut().find(|(file, _)| *file == name) {
                Some((_, text)) => *text = with_front(text, "review_by", &date.to_string()),
                None => {
                    let message = format!("there is no unit `{unit}` to check again");
                    let help = "name the unit’s file without `.md`".to_owned();
                    let words = ["[review]", unit.as_str()];
                    self.wrong_setting(Code::ChangeWithoutTarget, &words, message, help);
                }
            }
        }
    }

    fn settings(&mut self) {
        let order = self.order();
        let shown = |name: &str| {
            let unit = UnitId::of_file(name);
            let is_in = |order: &[UnitId]| unit.as_ref().is_some_and(|unit| order.contains(unit));
            is_in(&order) || !is_in(&self.base.settings.order)
        };
        let files = std::mem::take(&mut self.files.units);
        self.files.units = files.into_iter().filter(|(name, _)| shown(name)).collect();
        self.files.units.sort();
        let base = self
            .adaptation
            .original
            .settings
            .as_deref()
            .unwrap_or_default();
        let mut text = merged(base, &self.own, &self.adaptation.settings, &order);
        // An emptied word takes what it says out of every block that shows it.
        let source = Source {
            name: SETTINGS,
            text: &text,
        };
        let fillings = crate::read::read_settings(source).value.fillings;
        let mut emptied = Vec::new();
        let words = fillings
            .terms
            .iter()
            .map(|(key, text)| (FillingKind::Term, key, text));
        let policies = fillings.policies.iter();
        let policies = policies.map(|(key, text)| (FillingKind::Policy, key, text));
        let contacts = fillings.contacts.iter();
        let contacts = contacts.map(|(key, to)| (FillingKind::Contact, key, &to.name));
        for (kind, key, text) in words.chain(policies).chain(contacts) {
            let of_base = self.base.settings.fillings.of(kind);
            let had = of_base.get(key).is_some_and(|text| !text.trim().is_empty());
            let locked = self.locks.shows(kind, key);
            if text.trim().is_empty() && (had || locked.is_some()) {
                emptied.push((kind, key.clone(), locked.cloned()));
            }
        }
        if !emptied.is_empty() {
            text = without(&self.adaptation.settings, &emptied, |kept| {
                merged(base, &self.own, kept, &order)
            });
        }
        for (kind, key, locked) in emptied {
            let (code, message) = match locked {
                Some(place) => (
                    Code::LockedWeakened,
                    format!("`{place}` keeps people safe and shows `{key}`, which is empty"),
                ),
                None => (
                    Code::FillingWithoutValue,
                    format!("`{key}` is empty here, and the original says something"),
                ),
            };
            let help = "write what your service says, or take the line out".to_owned();
            let words = [&format!("[{}]", kind.table()), key.as_str()];
            self.wrong_setting(code, &words, message, help);
        }
        self.files.settings = Some(text);
    }

    /// The units in order, with those that have to be shown and those that are new.
    fn order(&mut self) -> Vec<UnitId> {
        let base = &self.base.settings.order;
        let mut order = self.own.units.clone().unwrap_or_else(|| base.clone());
        for (at, unit) in base.iter().enumerate() {
            let needed = self.locks.needs_unit(unit);
            if let Some(place) = needed.filter(|_| !order.contains(unit)) {
                order.insert(at.min(order.len()), unit.clone());
                let message = format!("`{place}` keeps people safe, so its unit has to be shown");
                let help = format!("put \"{unit}\" into `units` where it should stand");
                self.wrong_setting(Code::LockedWeakened, &["units"], message, help);
            }
        }
        for (name, text) in &self.adaptation.units {
            if let (None, Some(unit)) = (changes_of(text), UnitId::of_file(name))
                && !order.contains(&unit)
                && !base.contains(&unit)
            {
                order.push(unit);
            }
        }
        order
    }
}

/// The adaptation's settings without words that may not be empty, merged again.
fn without(
    settings: &str,
    emptied: &[(FillingKind, String, Option<Place>)],
    merge: impl FnOnce(&str) -> String,
) -> String {
    let Ok(mut kept) = settings.parse::<toml_edit::DocumentMut>() else {
        return merge("");
    };
    for (kind, key, _) in emptied {
        if let Some(table) = kept
            .get_mut(kind.table())
            .and_then(|t| t.as_table_like_mut())
        {
            table.remove(key);
        }
    }
    merge(&kept.to_string())
}

fn told(source: Source<'_>, span: Span, cannot: &Cannot) -> Diagnostic {
    let (code, help) = match cannot {
        Cannot::NoTarget { candidates, .. } => (
            Code::ChangeWithoutTarget,
            match candidates.first() {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "your words are kept here; say where they belong now".to_owned(),
            },
        ),
        Cannot::Moved { now, .. } => (
            Code::BaseMoved,
            format!(
                "look at what changed, then write `was = \"{}\"`; `underpin adapt update` shows both",
                now.as_str()
            ),
        ),
        Cannot::ChangedId(name) => (
            Code::ChangedId,
            match name {
                Name::Option(_, option) => {
                    format!(
                        "end the option’s own line with `{{#{option}}}`, so that records know it"
                    )
                }
                Name::Front | Name::Unit => "leave `id` in the front matter as it is".to_owned(),
                name => format!("write `{{#{name}}}` into its heading"),
            },
        ),
        Cannot::Weakened(_) => (
            Code::LockedWeakened,
            "leave it as it is; you may add to it behind it".to_owned(),
        ),
    };
    Diagnostic::new(
        code,
        source,
        span.first_line(source.text),
        cannot.to_string(),
    )
    .help(help)
}
