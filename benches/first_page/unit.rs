//! What is measured: packs cut out of the shipped one, so that the words are real words.
//!
//! No shipped unit has about 1,500 words and five questions (they have some 10,000), so parts of
//! one are put together: reading, one question of choosing first, four more, one criterion.

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use toml_edit::{Array, DocumentMut, value};
use underpin::{
    pack::Pack,
    read::{PackFiles, read_pack},
};

use crate::browser::Seen;

/// The shipped unit that the parts are from.
pub const SHIPPED: &str = "carer-partnerships";

/// The id of the unit made of them.
pub const UNIT: &str = "working-with-carers";

/// What is kept of it, by the ids of its headings, in the order in which it is read.
const KEPT: [&str; 13] = [
    "why-partnership",
    "why-knowledge",
    "why-safe",
    "why-wellbeing",
    "why-voice",
    "why-duty",
    "cost-of-silence",
    "day-to-day",
    "equal-partner",
    "who-is-who",
    "next-of-kin",
    "rights-everywhere",
    CRITERION,
];

const QUESTIONS: [&str; 5] = [
    "cost-of-silence",
    "equal-partner",
    "who-is-who",
    "next-of-kin",
    "rights-everywhere",
];

const CRITERION: &str = "ac-3-2";

/// A pack with one unit of about 1,500 words and five questions.
///
/// # Errors
/// The shipped unit has no such parts any more.
pub fn one() -> Seen<PackFiles> {
    let cut = Cut::new()?;
    let text = cut.unit(UNIT, "Working with carers", &KEPT)?;
    cut.pack(vec![(UNIT.to_owned(), text)])
}

/// A pack with so many units, each with the same words and ten questions.
///
/// # Errors
/// The shipped unit has no such parts any more.
pub fn many(count: usize) -> Seen<PackFiles> {
    let cut = Cut::new()?;
    let units = (1..=count).map(|number| {
        let title = format!("Working with carers, part {number}");
        let id = format!("unit-{number}");
        let mut text = cut.unit(&id, &title, &KEPT)?;
        let again = text.find("\n## 3.2 ").ok_or("its criterion is not 3.2")?;
        let mut more = String::from("\n## Once more {#once-more}\n\nThe same questions again.\n\n");
        for question in QUESTIONS {
            let part = cut.part(question)?;
            more += &part.replacen(
                &format!("{{#{question}"),
                &format!("{{#{question}-again"),
                1,
            );
        }
        text.insert_str(again, &more);
        Ok((id, text))
    });
    cut.pack(units.collect::<Seen<_>>()?)
}

/// Writes a pack as a folder.
///
/// # Errors
/// The disk does not take it.
pub fn write(files: &PackFiles, folder: &Path) -> Seen {
    fs::create_dir_all(folder)?;
    let settings = files.settings.as_deref().unwrap_or_default();
    fs::write(folder.join("pack.toml"), settings)?;
    for (name, text) in &files.units {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// A pack as it is meant, which must have no mistakes: they would be what is measured.
///
/// # Errors
/// It has.
pub fn read(files: &PackFiles) -> Seen<Pack> {
    let read = read_pack(files);
    if read.has_errors() {
        let said: Vec<_> = read.diagnostics.iter().map(|one| &*one.message).collect();
        return Err(format!("the unit to be measured is wrong: {}", said.join("; ")).into());
    }
    Ok(read.value)
}

/// The shipped unit, in parts.
struct Cut {
    settings: String,
    front: String,
    opening: String,
    parts: BTreeMap<String, String>,
}

impl Cut {
    fn new() -> Seen<Self> {
        let content = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content");
        let text = fs::read_to_string(content.join(SHIPPED).with_extension("md"))?;
        let (front, rest) = text
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"))
            .ok_or("the shipped unit has no front matter")?;
        let mut cut = Self {
            settings: fs::read_to_string(content.join("pack.toml"))?,
            front: front.to_owned(),
            opening: String::new(),
            parts: BTreeMap::new(),
        };
        let mut id = None;
        for line in rest.lines() {
            if line.starts_with("## ") || line.starts_with("### ") {
                id = id_of(line);
            }
            let part = match &id {
                Some(id) => cut.parts.entry(id.clone()).or_default(),
                None => &mut cut.opening,
            };
            writeln!(part, "{}", of_one_criterion(line))?;
        }
        Ok(cut)
    }

    fn part(&self, id: &str) -> Seen<&str> {
        let part = self.parts.get(id);
        Ok(part.ok_or_else(|| format!("{SHIPPED}.md has no heading {{#{id}}} any more"))?)
    }

    fn unit(&self, id: &str, title: &str, parts: &[&str]) -> Seen<String> {
        let mut front: DocumentMut = self.front.parse()?;
        front["id"] = value(id);
        front["title"] = value(title);
        let mut text = format!("+++\n{front}+++\n{}", self.opening);
        for part in parts {
            text += self.part(part)?;
        }
        Ok(text)
    }

    fn pack(&self, units: Vec<(String, String)>) -> Seen<PackFiles> {
        let mut settings: DocumentMut = self.settings.parse()?;
        settings["id"] = value("first-page");
        settings["units"] = value(Array::from_iter(units.iter().map(|(id, _)| id.as_str())));
        settings.remove("locked");
        let units = units
            .into_iter()
            .map(|(id, text)| (format!("{id}.md"), text));
        Ok(PackFiles {
            settings: Some(settings.to_string()),
            units: units.collect(),
            ..PackFiles::default()
        })
    }
}

/// `### What? {#what .single}` is `what`.
fn id_of(heading: &str) -> Option<String> {
    let (_, rest) = heading.split_once("{#")?;
    let end = rest.find([' ', '}'])?;
    Some(rest[..end].to_owned())
}

/// A heading's criteria as the one that is kept.
fn of_one_criterion(line: &str) -> String {
    match line.split_once(" criteria=") {
        Some((before, rest)) if line.starts_with('#') => {
            let after = rest.find([' ', '}']).map_or("", |end| &rest[end..]);
            format!("{before} criteria={CRITERION}{after}")
        }
        _ => line.to_owned(),
    }
}
