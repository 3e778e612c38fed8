//! A certificate's code, looked for in the statements that an employer has.
//!
//! A code is of every word on a certificate, so a certificate cannot be read out of it. It is made
//! again out of what somebody's statement says, and the words that she chose to have on it.

use std::{fmt, str::FromStr};

use super::{certificate::Certificate, team::Statements};
use crate::{nation::Nation, normal::straight, pack::Settings, record::seal::TextHash, unit::Unit};

/// A certificate's code: 16 digits to the base of sixteen, written `3F2A-91BC-0D4E-77A1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateCode(String);

/// How many digits a code has.
const DIGITS: usize = 16;

/// A text that is no certificate's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has 16 letters and digits, the letters from A to F")]
pub struct NoCode;

impl CertificateCode {
    /// The code of what has this hash.
    pub(super) fn of(hash: &TextHash) -> Self {
        let digits = hash.to_string().to_uppercase();
        Self(digits.chars().take(DIGITS).collect())
    }
}

impl FromStr for CertificateCode {
    type Err = NoCode;

    /// Reads a code as people type it: in small letters, without the dashes or with others, with
    /// letters that no code has for the digits they look like.
    fn from_str(text: &str) -> Result<Self, NoCode> {
        let mut digits = String::new();
        for letter in text.chars() {
            match straight(letter.to_ascii_uppercase()) {
                'O' => digits.push('0'),
                'I' | 'L' => digits.push('1'),
                'Z' => digits.push('2'),
                'S' => digits.push('5'),
                digit if digit.is_ascii_hexdigit() => digits.push(digit),
                '-' | '.' => {}
                blank if blank.is_whitespace() => {}
                _ => return Err(NoCode),
            }
        }
        match digits.len() {
            DIGITS => Ok(Self(digits)),
            _ => Err(NoCode),
        }
    }
}

impl fmt::Display for CertificateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, digit) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// What stands on a certificate beside its code, as it was typed from the paper.
#[derive(Clone, Copy, Debug)]
pub struct OnPaper<'t> {
    /// The code.
    pub code: &'t CertificateCode,
    /// The name; empty for the one that each statement gives.
    pub name: &'t str,
    /// Where she works; empty where that does not stand there.
    pub employer: &'t str,
}

/// The certificate that has this code, out of any statement there is, earlier ones included; none
/// where no statement gives it.
pub fn certificate(
    paper: OnPaper<'_>,
    statements: &Statements,
    settings: &Settings,
    units: &[&Unit],
) -> Option<Certificate> {
    statements.every().find_map(|statement| {
        if statement.pack.id != settings.id {
            return None;
        }
        let name = match paper.name.trim() {
            "" => &*statement.learner.name,
            name => name,
        };
        // She may have chosen another nation since.
        let nations = [statement.nation].into_iter().chain(Nation::ALL);
        nations
            .flat_map(|nation| statement.units.iter().map(move |unit| (nation, unit)))
            .find_map(|(nation, stated)| {
                let unit = units.iter().find(|unit| unit.id == stated.id)?;
                let made = Certificate::of(settings, unit, stated, nation, name, paper.employer)?;
                (made.code() == *paper.code).then_some(made)
            })
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{
        super::tests::{everything, learner, settings, stated, unit},
        *,
    };
    use crate::record::story::Story;

    fn of(name: &str, employer: &str) -> Certificate {
        let story = Story::default();
        let made = stated(
            &everything(&story),
            learner(1, "Asha"),
            None,
            date(2026, 11, 27),
        );
        let (settings, unit, nation) = (settings(), unit(), Nation::England);
        Certificate::of(&settings, &unit, &made.units[0], nation, name, employer).unwrap()
    }

    fn kept() -> Statements {
        let story = Story::default();
        let mut statements = Statements::default();
        let events = everything(&story);
        // Somebody else did the same on the same days; she gave a statement before and after.
        for (who, name, events, day) in [
            (2, "Ben", &events[..], 27),
            (1, "Asha", &events[..], 27),
            (1, "Asha", &events[..1], 20),
        ] {
            let day = date(2026, 11, day);
            statements.add(stated(events, learner(who, name), None, day), day);
        }
        statements
    }

    fn found(code: &CertificateCode, name: &str, employer: &str) -> Option<Certificate> {
        let paper = OnPaper {
            code,
            name,
            employer,
        };
        certificate(paper, &kept(), &settings(), &[&unit()])
    }

    #[test]
    fn a_code_is_found_with_the_words_that_stand_beside_it() {
        let plain = of("Asha", "");
        assert_eq!(found(&plain.code(), "", ""), Some(plain.clone()));
        assert_eq!(found(&plain.code(), " Asha ", " "), Some(plain.clone()));
        let full = of("Asha Rao", "Beech House");
        assert_eq!(
            found(&full.code(), "Asha Rao", "Beech House"),
            Some(full.clone())
        );
        // As it looks on paper: which apostrophe, how an é was made, how many blanks nobody sees.
        for (on_it, typed) in [
            ("Zoe\u{301}  O’Brien", "Zo\u{e9} O'Brien"),
            ("Asha\u{a0}Rao", "Asha Rao"),
        ] {
            let made = of(on_it, "St Mary’s");
            let found = found(&made.code(), typed, "St Mary's");
            assert_eq!(found.map(|found| found.unit), Some(made.unit), "{typed}");
        }
        // A word that does not stand there, one that is missing, one digit: none fits.
        assert_eq!(found(&full.code(), "Asha Roe", "Beech House"), None);
        assert_eq!(found(&full.code(), "Asha Rao", ""), None);
        assert_eq!(found(&plain.code(), "", "Beech House"), None);
        let printed = plain.code().to_string();
        let first = if printed.starts_with('0') { "1" } else { "0" };
        let slip = format!("{first}{}", &printed[1..]).parse().unwrap();
        assert_eq!(found(&slip, "", ""), None);
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = "3F2A-01BC-1D4E-77A1";
        for typed in [
            "3F2A-01BC-1D4E-77A1",
            "3f2a01bc1d4e77a1",
            " 3f2a o1bc ld4e 77al ",
            "3F2A–O1BC–ID4E–77A1",
            "3F2A‑01BC‐1D4E−77A1",
            "3FZA 01BC 1D4E 77A1",
        ] {
            assert_eq!(
                typed.parse::<CertificateCode>().unwrap().to_string(),
                code,
                "{typed}"
            );
        }
        for typed in [
            "",
            "3F2A-01BC-1D4E",
            "3F2A-01BC-1D4E-77A1-0",
            "3F2A-01BC-1D4E-77AX",
            "ééééééé",
        ] {
            assert_eq!(typed.parse::<CertificateCode>(), Err(NoCode), "{typed}");
        }
    }

    #[test]
    fn a_certificate_is_for_complete_units_and_its_code_is_of_every_word() {
        let story = Story::default();
        let begun = stated(
            &everything(&story)[..1],
            learner(1, "Asha"),
            None,
            date(2026, 11, 27),
        );
        let (settings, unit, nation) = (settings(), unit(), Nation::England);
        let none = Certificate::of(&settings, &unit, &begun.units[0], nation, "Asha", "");
        assert_eq!(none, None);
        let first = of("Asha", "");
        assert_eq!(first.again, Some(date(2027, 9, 21)));
        assert_eq!(first.covers, ["Rights"]);
        let code = first.code();
        assert_eq!(code.to_string().parse(), Ok(code.clone()));
        assert_eq!(of(" Asha ", "").code(), code);
        let mut other = first.clone();
        other.again = None;
        let mut later = first.clone();
        later.completed = date(2026, 9, 22);
        for changed in [of("Ash", ""), of("Asha", "x"), other, later] {
            assert_ne!(changed.code(), code);
        }
    }
}
