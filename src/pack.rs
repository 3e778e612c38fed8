//! A pack: a set of units with the settings that make them an organisation's own.
//!
//! It is one resolved value that everything else uses. Where its files come from is the business
//! of [`crate::read`] and of whoever holds the files.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    criterion::Official,
    edit_class::EditClass,
    id::{CriterionId, PackId, RoleId, SectionId, UnitId},
    nation::Nation,
    record::event::Adaptation,
    unit::Unit,
};

/// A set of units and their settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// What `pack.toml` says.
    pub settings: Settings,
    /// The units, in the order of the settings.
    pub units: Vec<Unit>,
}

/// What `pack.toml` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The pack's id.
    pub id: PackId,
    /// Its name, as learners see it.
    pub title: String,
    /// Its version, as its author counts. It goes into every event of a record.
    pub version: String,
    /// The units, in the order in which they are shown.
    pub order: Vec<UnitId>,
    /// The nation a reader is taken to be in until she says otherwise.
    pub nation: Nation,
    /// The pack's own words.
    pub fillings: Fillings,
    /// How often an answer may be handed in; none for no limit.
    pub max_submissions: Option<u32>,
    /// What an adaptation may neither remove nor weaken.
    pub locked: Vec<Place>,
    /// Criteria as a centre's own specification words them.
    pub official: BTreeMap<Place, Official>,
    /// Where learners are assessed, and for what.
    #[serde(default)]
    pub centre: Centre,
    /// The employer's adaptation that the pack is the result of, if it is one.
    #[serde(default)]
    pub adaptation: Option<Adaptation>,
    /// What people work as, and the units that each has to complete, in the order of the file.
    #[serde(default)]
    pub roles: Vec<JobRole>,
    /// After how many months a unit is to be done again.
    #[serde(default)]
    pub refresh: BTreeMap<UnitId, u32>,
    /// The organisation's colour and logo.
    #[serde(default)]
    pub theme: Theme,
    /// What kind of edit was last made to something that people may have worked with.
    #[serde(default)]
    pub edits: BTreeMap<Place, EditClass>,
}

/// What somebody works as, and what she has to complete for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRole {
    /// Its id.
    pub id: RoleId,
    /// What people call it.
    pub title: String,
    /// The units that somebody in it has to complete.
    pub units: Vec<UnitId>,
}

/// An organisation's colour and logo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// The hue of links and buttons, in degrees from 0 to 360; none for the usual one. Lightness
    /// stays as it is, so that every hue has enough contrast (WCAG 2.2, 1.4.3).
    pub hue: Option<u16>,
    /// The path of an image in the pack that stands beside the name at the top of each page.
    pub logo: Option<String>,
}

/// Where learners are assessed, and for what: what stands at the head of an assessment record.
/// Each text is empty where a pack does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Centre {
    /// The centre's name.
    pub name: String,
    /// The number that the awarding body knows it by.
    pub number: String,
    /// The service that learners work in.
    pub service: String,
    /// The awarding body.
    pub awarding_body: String,
    /// The qualification's title.
    pub qualification: String,
    /// The qualification's number.
    pub qualification_number: String,
    /// The awarding body's own reference for a unit, and its credit if wanted.
    pub unit_refs: BTreeMap<UnitId, String>,
}

impl Default for Settings {
    /// What is used where `pack.toml` cannot be read: nothing of anybody's own.
    fn default() -> Self {
        Self {
            id: "pack"
                .parse()
                .unwrap_or_else(|_| unreachable!("a fixed id is an id")),
            title: "Training".to_owned(),
            version: "0".to_owned(),
            order: Vec::new(),
            nation: Nation::England,
            fillings: Fillings::default(),
            max_submissions: None,
            locked: Vec::new(),
            official: BTreeMap::new(),
            centre: Centre::default(),
            adaptation: None,
            roles: Vec::new(),
            refresh: BTreeMap::new(),
            theme: Theme::default(),
            edits: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// The centre's own number and wording of a criterion, if it has set any.
    pub fn official(&self, unit: &UnitId, criterion: &CriterionId) -> Option<&Official> {
        let place = Place {
            unit: unit.clone(),
            id: SectionId::from(criterion.clone()),
        };
        self.official.get(&place).filter(|official| {
            !(official.official_ref.is_empty() && official.official_text.is_empty())
        })
    }
}

impl Settings {
    /// What kind of edit was made to something: what its author says, or what it seems to be.
    pub fn edit_class(&self, unit: &UnitId, id: &SectionId, old: &str, new: &str) -> EditClass {
        let place = Place {
            unit: unit.clone(),
            id: id.clone(),
        };
        let said = self.edits.get(&place).copied();
        said.unwrap_or_else(|| EditClass::proposed(old, new))
    }
}

impl Pack {
    /// The unit with this id.
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == *id)
    }
}

/// A heading's id, seen from outside its unit: `carer-partnerships/sleepy-lunch`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    /// The unit.
    pub unit: UnitId,
    /// The id of a section, question, criterion or option in it.
    pub id: SectionId,
}

/// A text that is not `unit/id`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a unit's id, a slash and an id in that unit")]
pub struct BadPlace(String);

impl FromStr for Place {
    type Err = BadPlace;
    fn from_str(text: &str) -> Result<Self, BadPlace> {
        let bad = || BadPlace(text.to_owned());
        let (unit, id) = text.split_once('/').ok_or_else(bad)?;
        Ok(Self {
            unit: unit.parse().map_err(|_| bad())?,
            id: id.parse().map_err(|_| bad())?,
        })
    }
}

impl TryFrom<String> for Place {
    type Error = BadPlace;
    fn try_from(text: String) -> Result<Self, BadPlace> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> String {
        place.to_string()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.unit, self.id)
    }
}

/// The words a pack puts into its units. Values are plain text, never Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fillings {
    /// Words: what the people supported are called, and the like.
    pub terms: BTreeMap<String, String>,
    /// What the organisation's policies say, in a sentence or two each.
    pub policies: BTreeMap<String, String>,
    /// Who to turn to.
    pub contacts: BTreeMap<String, Contact>,
    /// Images by their paths in the pack, as addresses that hold the whole image. Empty where the
    /// images stand as files on the site; no settings file says anything of it.
    #[serde(skip)]
    pub images: Arc<BTreeMap<String, String>>,
    /// The units that links can lead to, where all there is stands in one file; a link to any other is
    /// written as its words. None on a site. No settings file says anything of it.
    #[serde(skip)]
    pub units: Option<Arc<BTreeSet<UnitId>>>,
}

/// Who to turn to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// A name or a post: "your registered manager".
    pub name: String,
    /// A telephone number; empty without one.
    #[serde(default)]
    pub phone: String,
    /// A mail address; empty without one.
    #[serde(default)]
    pub email: String,
}

impl Fillings {
    /// All of one kind, as they stand in a sentence.
    pub fn of(&self, kind: FillingKind) -> BTreeMap<String, String> {
        match kind {
            FillingKind::Term => self.terms.clone(),
            FillingKind::Policy => self.policies.clone(),
            FillingKind::Contact => {
                let contacts = self.contacts.iter();
                contacts
                    .map(|(key, to)| (key.clone(), to.words()))
                    .collect()
            }
        }
    }
}

impl Contact {
    /// The name with how to reach them, as it stands in a sentence.
    pub fn words(&self) -> String {
        let ways: Vec<&str> = [self.phone.as_str(), self.email.as_str()]
            .into_iter()
            .filter(|way| !way.is_empty())
            .collect();
        if ways.is_empty() {
            self.name.clone()
        } else {
            format!("{} ({})", self.name, ways.join(", "))
        }
    }
}

/// A place in a unit for one of the pack's own words: `{{term:individual}}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Filling {
    /// Which set of words.
    pub kind: FillingKind,
    /// Which of them.
    pub key: Box<str>,
}

/// Which set of words a filling is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FillingKind {
    /// `{{term:…}}`
    Term,
    /// `{{policy:…}}`
    Policy,
    /// `{{contact:…}}`
    Contact,
}

impl FillingKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Term, Self::Policy, Self::Contact];

    /// The word before the colon.
    pub fn key(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Policy => "policy",
            Self::Contact => "contact",
        }
    }

    /// The table of `pack.toml` that has the values.
    pub fn table(self) -> &'static str {
        match self {
            Self::Term => "terms",
            Self::Policy => "policies",
            Self::Contact => "contacts",
        }
    }
}

impl Filling {
    /// Its value, if the pack has one.
    pub fn found<'a>(&self, fillings: &'a Fillings) -> Option<Cow<'a, str>> {
        let text = |words: &'a BTreeMap<String, String>| {
            words.get(&*self.key).map(|w| Cow::Borrowed(w.as_str()))
        };
        match self.kind {
            FillingKind::Term => text(&fillings.terms),
            FillingKind::Policy => text(&fillings.policies),
            FillingKind::Contact => fillings
                .contacts
                .get(&*self.key)
                .map(|c| Cow::Owned(c.words())),
        }
    }

    /// Its value, or its name in brackets where the pack has none.
    pub fn value<'a>(&self, fillings: &'a Fillings) -> Cow<'a, str> {
        self.found(fillings)
            .unwrap_or_else(|| Cow::Owned(format!("[{}]", self.key.replace('-', " "))))
    }
}

impl fmt::Display for Filling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{{{}:{}}}}}", self.kind.key(), self.key)
    }
}
