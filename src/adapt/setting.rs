//! One setting of an adaptation's `pack.toml`, read and put there without touching a byte of the
//! rest: what a form shows and writes.

use std::{collections::BTreeSet, ops::RangeInclusive};

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::{
    id::{SectionId, UnitId},
    normal::one_line,
    pack::{Centre, FillingKind, Fillings, Place},
};

/// A setting that a form can show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// What learners see over the units.
    Title,
    /// The adaptation's version.
    Version,
    /// Where the service is.
    Nation,
    /// How often an answer may be handed in.
    MaxSubmissions,
    /// After how many months a unit is to be done again.
    Refresh(UnitId),
    /// What stands at the head of an assessment record.
    Centre(CentrePart),
    /// The awarding body's reference for a unit.
    UnitRef(UnitId),
    /// A word.
    Term(String),
    /// What a policy says.
    Policy(String),
    /// Somebody to turn to.
    Contact(String, ContactPart),
    /// A scenario's pass mark.
    PassMark(Place),
    /// When a unit is to be checked again.
    Review(UnitId),
    /// The awarding body's number for a criterion.
    OfficialRef(Place),
    /// The awarding body's wording of a criterion.
    OfficialText(Place),
    /// The hue of the pages' colour, in degrees.
    Hue,
    /// The logo's path in the adaptation.
    Logo,
}

/// What is known of somebody to turn to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactPart {
    /// A name or a post.
    Name,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
}

impl ContactPart {
    fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

/// What is known of where learners are assessed, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CentrePart {
    /// The centre's name.
    Name,
    /// The number that the awarding body knows it by.
    Number,
    /// The service that learners work in.
    Service,
    /// The awarding body.
    AwardingBody,
    /// The qualification's title.
    Qualification,
    /// The qualification's number.
    QualificationNumber,
}

impl CentrePart {
    /// Every part, in the order in which a record names them.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::Number,
        Self::Service,
        Self::AwardingBody,
        Self::Qualification,
        Self::QualificationNumber,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Service => "service",
            Self::AwardingBody => "awarding_body",
            Self::Qualification => "qualification",
            Self::QualificationNumber => "qualification_number",
        }
    }

    /// What a centre has of it; empty where it says nothing.
    pub fn of(self, centre: &Centre) -> &str {
        match self {
            Self::Name => &centre.name,
            Self::Number => &centre.number,
            Self::Service => &centre.service,
            Self::AwardingBody => &centre.awarding_body,
            Self::Qualification => &centre.qualification,
            Self::QualificationNumber => &centre.qualification_number,
        }
    }
}

/// Why a setting cannot be put there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPut {
    /// The rest of the settings cannot be read, so nothing is written into them.
    #[error("The settings cannot be read, so nothing was changed. Mend them first.")]
    Unreadable,
    /// The value is not one that the setting can have.
    #[error("Write {0}.")]
    Unfit(&'static str),
}

impl Setting {
    fn path(&self) -> Vec<String> {
        let of = |path: &[&str]| path.iter().map(|part| (*part).to_owned()).collect();
        match self {
            Self::Title => of(&["title"]),
            Self::Version => of(&["version"]),
            Self::Nation => of(&["nation"]),
            Self::MaxSubmissions => of(&["max_submissions"]),
            Self::Refresh(unit) => of(&["refresh", unit.as_str()]),
            Self::Centre(part) => of(&["centre", part.key()]),
            Self::UnitRef(unit) => of(&["centre", "unit_refs", unit.as_str()]),
            Self::Term(key) => of(&["terms", key]),
            Self::Policy(key) => of(&["policies", key]),
            Self::Contact(key, part) => of(&["contacts", key, part.key()]),
            Self::PassMark(place) => of(&["pass_marks", &place.to_string()]),
            Self::Review(unit) => of(&["review", unit.as_str()]),
            Self::OfficialRef(place) => of(&["criteria", &place.to_string(), "official_ref"]),
            Self::OfficialText(place) => of(&["criteria", &place.to_string(), "official_text"]),
            Self::Hue => of(&["theme", "hue"]),
            Self::Logo => of(&["theme", "logo"]),
        }
    }

    /// A name that no other setting has, fit for an element's id.
    pub fn name(&self) -> String {
        self.path().join("_").replace(char::is_whitespace, "+")
    }

    fn value(&self, typed: &str) -> Result<Value, NotPut> {
        let number = |words: &'static str, fit: RangeInclusive<i64>| {
            let number = typed.parse::<i64>().ok();
            let number = number.filter(|number| fit.contains(number));
            number.map(Value::from).ok_or(NotPut::Unfit(words))
        };
        match self {
            Self::PassMark(_) => number("a whole number from 0 to 100", 0..=100),
            Self::MaxSubmissions => number("a whole number from 1 to 100", 1..=100),
            Self::Refresh(_) => number("a whole number of months from 1 to 120", 1..=120),
            Self::Hue => number("a whole number from 0 to 360", 0..=360),
            Self::Review(_) => {
                let date = typed.parse::<toml_edit::Datetime>().ok();
                let date = date.filter(|date| date.date.is_some() && date.time.is_none());
                date.filter(|_| crate::typed::day(typed).is_ok())
                    .map(Value::from)
                    .ok_or(NotPut::Unfit("a date such as 2027-01-31"))
            }
            _ => Ok(Value::from(typed)),
        }
    }

    /// What the settings say, as it is typed; none where they say nothing.
    pub fn of(&self, text: &str) -> Option<String> {
        let document: DocumentMut = text.parse().ok()?;
        let mut item: &Item = document.as_item();
        for part in self.path() {
            item = item.as_table_like()?.get(&part)?;
        }
        match item.as_value()? {
            Value::String(text) => Some(text.value().clone()),
            value => Some(value.to_string().trim().to_owned()),
        }
    }

    /// The settings with this said; blank takes it out, so that the original's is shown again.
    ///
    /// # Errors
    /// The settings cannot be read, or the value is not one that fits.
    pub fn put(&self, text: &str, typed: &str) -> Result<String, NotPut> {
        let mut document: DocumentMut = text.parse().map_err(|_| NotPut::Unreadable)?;
        let typed = typed.trim();
        let path = self.path();
        let (last, tables) = path.split_last().ok_or(NotPut::Unreadable)?;
        if typed.is_empty() {
            take_out(document.as_table_mut(), tables, last);
            return Ok(document.to_string());
        }
        let value = self.value(typed)?;
        let mut table: &mut dyn TableLike = document.as_table_mut();
        for (depth, part) in tables.iter().enumerate() {
            let item = table.entry(part).or_insert_with(|| match depth {
                0 => Item::Table(implicit()),
                // A contact is one line; a criterion, with its long wording, a table.
                _ if matches!(self, Self::Contact(..)) => {
                    Item::Value(Value::InlineTable(InlineTable::new()))
                }
                _ => Item::Table(Table::new()),
            });
            table = item.as_table_like_mut().ok_or(NotPut::Unreadable)?;
        }
        match table.get_mut(last).and_then(Item::as_value_mut) {
            Some(old) => {
                let decor = old.decor().clone();
                *old = value;
                *old.decor_mut() = decor;
            }
            None => {
                table.insert(last, Item::Value(value));
            }
        }
        Ok(document.to_string())
    }
}

/// A table under the top, a blank line before it.
pub(super) fn implicit() -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    table
}

/// Takes a key out, and a table of somebody or something that says nothing any more.
fn take_out(table: &mut dyn TableLike, tables: &[String], last: &str) {
    let Some((first, rest)) = tables.split_first() else {
        table.remove(last);
        return;
    };
    let Some(inner) = table.get_mut(first).and_then(Item::as_table_like_mut) else {
        return;
    };
    take_out(inner, rest, last);
    // The tables right under the top are headings that people put comments under.
    let drops: Vec<String> = inner
        .iter()
        .filter(|(_, item)| item.as_table_like().is_some_and(|table| table.is_empty()))
        .map(|(key, _)| key.to_owned())
        .collect();
    for key in drops {
        inner.remove(&key);
    }
}

/// The words of a kind that units ask for.
pub fn asked(kind: FillingKind, units: &[(String, String)]) -> BTreeSet<String> {
    let begins = format!("{{{{{}:", kind.key());
    let asked = units.iter().flat_map(|(_, text)| {
        let behind = text.split(&begins).skip(1);
        behind.filter_map(|rest| Some(rest.split_once("}}")?.0))
    });
    asked
        .filter(|key| key.parse::<SectionId>().is_ok())
        .map(str::to_owned)
        .collect()
}

/// Where a word of the pack's own is used: units' files and how often each asks for it.
pub fn uses(filling: &str, units: &[(String, String)]) -> Vec<(String, usize)> {
    let asked = format!("{{{{{filling}}}}}");
    let counts = units
        .iter()
        .map(|(name, text)| (name.clone(), text.matches(&asked).count()));
    counts.filter(|(_, count)| *count > 0).collect()
}

/// A sentence in which a word of the pack's own stands, with all of them filled in.
pub fn sample(filling: &str, units: &[(String, String)], fillings: &Fillings) -> Option<String> {
    let asked = format!("{{{{{filling}}}}}");
    units.iter().find_map(|(_, text)| {
        let at = text.find(&asked)?;
        let start = text[..at].rfind("\n\n").map_or(0, |at| at + 2);
        let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
        let source = crate::source::Source {
            name: "sample.md",
            text: &text[start..end],
        };
        let unit = crate::read::read_unit(source).value;
        let words = unit.opening.text(fillings);
        let words = one_line(&words);
        (!words.is_empty()).then_some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "id = \"ours\"\n# ours\n[terms]\n# individual = \"x\"\n\n[contacts]\n\n[adapts]\npack = \"base\"\n";

    #[test]
    fn what_is_put_is_said_and_the_rest_stays() {
        let place: Place = "unit/ac-1-1".parse().unwrap();
        for (setting, value, line) in [
            (
                Setting::Term("individual".to_owned()),
                "resi\"dent",
                "individual = 'resi\"dent'",
            ),
            (
                Setting::Policy("gifts".to_owned()),
                "None.",
                "gifts = \"None.\"",
            ),
            (
                Setting::Contact("manager".to_owned(), ContactPart::Name),
                "Ada",
                "manager = { name = \"Ada\" }",
            ),
            (
                Setting::PassMark(place.clone()),
                "80",
                "\"unit/ac-1-1\" = 80",
            ),
            (
                Setting::Review("unit".parse().unwrap()),
                "2027-01-31",
                "unit = 2027-01-31",
            ),
            (
                Setting::OfficialText(place),
                "Explain.",
                "official_text = \"Explain.\"",
            ),
            (Setting::Title, "Ours", "title = \"Ours\""),
            (Setting::MaxSubmissions, "3", "max_submissions = 3"),
            (Setting::Refresh("unit".parse().unwrap()), "12", "unit = 12"),
            (
                Setting::Centre(CentrePart::AwardingBody),
                "A body",
                "awarding_body = \"A body\"",
            ),
            (
                Setting::UnitRef("unit".parse().unwrap()),
                "M/1",
                "unit = \"M/1\"",
            ),
        ] {
            let put = setting.put(TEXT, value).unwrap();
            assert_eq!(setting.of(&put).as_deref(), Some(value), "{put}");
            assert!(put.contains(line), "{put}");
            for line in TEXT.lines() {
                assert!(put.contains(line), "{line} in {put}");
            }
            let back = setting.put(&put, " ").unwrap();
            assert_eq!(setting.of(&back), None);
            assert_eq!(setting.put(&put, value).unwrap(), put, "no churn");
        }
    }

    #[test]
    fn settings_of_long_names_have_names_of_their_own() {
        let place = |id: &str| {
            format!("customer-relationships/{id}")
                .parse::<Place>()
                .unwrap()
        };
        let settings = ["niece-on-the-phone", "visiting-nurse"]
            .map(place)
            .map(|place| {
                [
                    Setting::PassMark(place.clone()),
                    Setting::OfficialRef(place.clone()),
                    Setting::OfficialText(place),
                ]
            });
        let names: std::collections::BTreeSet<String> =
            settings.as_flattened().iter().map(Setting::name).collect();
        assert_eq!(names.len(), 6, "{names:?}");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let place: Place = "unit/walk".parse().unwrap();
        assert!(Setting::PassMark(place).put(TEXT, "101").is_err());
        assert!(
            Setting::Review("unit".parse().unwrap())
                .put(TEXT, "soon")
                .is_err()
        );
        for (setting, typed) in [
            (Setting::MaxSubmissions, "0"),
            (Setting::MaxSubmissions, "101"),
            (Setting::Refresh("unit".parse().unwrap()), "0"),
            (Setting::Refresh("unit".parse().unwrap()), "yearly"),
        ] {
            assert!(setting.put(TEXT, typed).is_err(), "{typed}");
        }
        assert_eq!(Setting::Title.put("not toml", "x"), Err(NotPut::Unreadable));
    }
}
