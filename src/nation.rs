//! The four nations: what law holds where, and which a reader is in.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One of the four nations of the United Kingdom, whose care law differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England.
    England,
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// All four, in the order in which they are listed.
    pub const ALL: [Self; 4] = [
        Self::England,
        Self::Scotland,
        Self::Wales,
        Self::NorthernIreland,
    ];

    /// The word in content files and addresses: `northern-ireland`.
    pub fn key(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Scotland => "scotland",
            Self::Wales => "wales",
            Self::NorthernIreland => "northern-ireland",
        }
    }
}

impl fmt::Display for Nation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::England => "England",
            Self::Scotland => "Scotland",
            Self::Wales => "Wales",
            Self::NorthernIreland => "Northern Ireland",
        })
    }
}

/// A text that is not a nation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not england, scotland, wales or northern-ireland")]
pub struct UnknownNation(pub String);

impl FromStr for Nation {
    type Err = UnknownNation;
    fn from_str(text: &str) -> Result<Self, UnknownNation> {
        let found = Self::ALL.into_iter().find(|nation| nation.key() == text);
        found.ok_or_else(|| UnknownNation(text.to_owned()))
    }
}

/// Where something holds. Never empty: what names no nation holds in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Nation>", into = "Vec<Nation>")]
pub struct Nations([bool; 4]);

impl Nations {
    /// The whole United Kingdom.
    pub const ALL: Self = Self([true; 4]);

    /// Whether it holds in `nation`.
    pub fn holds(self, nation: Nation) -> bool {
        self.0[nation as usize]
    }

    /// Whether it holds everywhere.
    pub fn is_all(self) -> bool {
        self == Self::ALL
    }

    /// The nations that are in both; none where there is no such.
    pub fn within(self, other: Self) -> Option<Self> {
        let both = Nation::ALL.map(|nation| self.holds(nation) && other.holds(nation));
        both.contains(&true).then_some(Self(both))
    }

    /// The nations, in the usual order.
    pub fn iter(self) -> impl Iterator<Item = Nation> {
        Nation::ALL
            .into_iter()
            .filter(move |nation| self.holds(*nation))
    }

    /// The keys joined with spaces: what a page's attribute and its style sheet compare.
    pub fn keys(self) -> String {
        self.iter().map(Nation::key).collect::<Vec<_>>().join(" ")
    }
}

impl Default for Nations {
    fn default() -> Self {
        Self::ALL
    }
}

impl From<Vec<Nation>> for Nations {
    fn from(nations: Vec<Nation>) -> Self {
        if nations.is_empty() {
            return Self::ALL;
        }
        let mut holds = [false; 4];
        for nation in nations {
            holds[nation as usize] = true;
        }
        Self(holds)
    }
}

impl From<Nations> for Vec<Nation> {
    fn from(nations: Nations) -> Self {
        nations.iter().collect()
    }
}

/// As a sentence names them: "England and Wales".
impl fmt::Display for Nations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(|nation| nation.to_string()).collect();
        match names.as_slice() {
            [first @ .., last] if !first.is_empty() => {
                write!(f, "{} and {last}", first.join(", "))
            }
            names => f.write_str(&names.concat()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn naming_none_means_all() {
        assert!(Nations::from(Vec::new()).is_all());
        let some = Nations::from(vec![Nation::Wales, Nation::England]);
        assert!(some.holds(Nation::Wales) && !some.holds(Nation::Scotland));
        assert_eq!(some.to_string(), "England and Wales");
        assert_eq!(some.keys(), "england wales");
        assert_eq!(
            Nations::ALL.to_string(),
            "England, Scotland, Wales and Northern Ireland"
        );
    }
}
