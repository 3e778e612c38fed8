//! People in a table, as spreadsheets write it: with commas, semicolons or tabs, as the country has it.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{
    edit::New,
    role::{BadRole, Role},
};
use crate::id::{AccountName, BadId};

/// The headings of a table, of which the last may be missing.
const HEADINGS: [&str; 4] = ["account", "name", "role", "cohorts"];

/// What parts cells. The first is what people are told.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Somebody in a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line that she begins on, from 1.
    pub line: usize,
    /// Who she is.
    pub new: New,
}

/// Why a table is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct BadTable {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, and how to mend it.
    pub why: String,
}

/// Reads a table. Whoever is in `returns` has been here before.
///
/// # Errors
/// The first line that is not as it should be.
pub fn read(text: &str, returns: &[AccountName]) -> Result<Vec<Row>, BadTable> {
    // Spreadsheets put a mark before the first heading.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = lines(text);
    let Some((line, headings)) = lines.next().transpose()? else {
        return Err(bad(1, format!("there are no headings: {WANTED}")));
    };
    let headings = Headings::read(line, &headings)?;
    let (mut rows, mut seen) = (Vec::new(), BTreeMap::new());
    for found in lines {
        let (line, cells) = found?;
        let new = headings.person(line, &cells, returns)?;
        if let Some(first) = seen.insert(new.account.clone(), line) {
            let account = new.account;
            let why = format!("the account {account} is in line {first} already");
            return Err(bad(line, why));
        }
        rows.push(Row { line, new });
    }
    Ok(rows)
}

const WANTED: &str =
    "the first line is account,name,role,cohorts, with commas or semicolons between them";

fn bad(line: usize, why: impl ToString) -> BadTable {
    let why = why.to_string();
    BadTable { line, why }
}

/// The lines that something stands in, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = Result<(usize, StringRecord), BadTable>> {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default().as_bytes();
    let count = |delimiter: &u8| first.iter().filter(|byte| *byte == delimiter).count();
    // Of as many the last would be taken, and commas are what is usual.
    let delimiters = DELIMITERS.into_iter().rev();
    let delimiter = delimiters.max_by_key(count).unwrap_or(b',');
    let records = ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(Trim::All)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records();
    let (mut counted, mut line) = (0, 1);
    let found = records.map(move |record| {
        let record = record.map_err(|why| bad(1, why))?;
        // The reader passes over empty lines and counts from where it began to.
        let from = record.position().map_or(0, csv::Position::byte);
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let rest = text.get(from..).unwrap_or_default();
        let begins = from + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let passed = text.get(counted..begins).unwrap_or_default();
        line += passed.matches('\n').count();
        counted = begins;
        Ok((line, record))
    });
    found.filter(|found| match found {
        Ok((_, cells)) => cells.iter().any(|cell| !cell.is_empty()),
        Err(_) => true,
    })
}

/// In which column each of [`HEADINGS`] stands.
struct Headings([Option<usize>; 4]);

impl Headings {
    fn read(line: usize, cells: &StringRecord) -> Result<Self, BadTable> {
        let mut places = [None; 4];
        for (at, cell) in cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let heading = HEADINGS
                .iter()
                .position(|known| cell.eq_ignore_ascii_case(known));
            let Some(place) = heading.and_then(|heading| places.get_mut(heading)) else {
                return Err(bad(line, format!("there is no heading “{cell}”: {WANTED}")));
            };
            if place.replace(at).is_some() {
                return Err(bad(line, format!("the heading “{cell}” is there twice")));
            }
        }
        let needed = HEADINGS.iter().zip(&places).take(3);
        match needed.into_iter().find(|(_, place)| place.is_none()) {
            Some((name, _)) => Err(bad(
                line,
                format!("the heading “{name}” is missing: {WANTED}"),
            )),
            None => Ok(Self(places)),
        }
    }

    fn person(
        &self,
        line: usize,
        cells: &StringRecord,
        returns: &[AccountName],
    ) -> Result<New, BadTable> {
        let known = |at: &usize| self.0.contains(&Some(*at));
        let mut others = cells.iter().enumerate().filter(|(at, _)| !known(at));
        if let Some((_, cell)) = others.find(|(_, cell)| !cell.is_empty()) {
            let why = format!(
                "“{cell}” stands under no heading: put a cell with a comma in it in quotes"
            );
            return Err(bad(line, why));
        }
        let [account, name, role, cohorts] = self.0.map(|at| at.and_then(|at| cells.get(at)));
        let account = account.unwrap_or_default();
        let account: AccountName = account
            .parse()
            .map_err(|why: BadId| bad(line, format!("the account “{account}”: {why}")))?;
        let parts = |sign: char| sign.is_whitespace() || [',', ';'].contains(&sign);
        let cohorts = cohorts.unwrap_or_default().split(parts);
        let cohorts = cohorts.filter(|cohort| !cohort.is_empty()).map(|cohort| {
            let read = cohort.parse();
            read.map_err(|why: BadId| bad(line, format!("the cohort “{cohort}”: {why}")))
        });
        let (role, in_training) =
            read_role(role.unwrap_or_default()).map_err(|why| bad(line, why))?;
        Ok(New {
            returns: returns.contains(&account),
            account,
            name: name.unwrap_or_default().to_owned(),
            role,
            in_training,
            cohorts: cohorts.collect::<Result<_, _>>()?,
        })
    }
}

/// A role as people write it in a table, and whether it is an assessor's in training.
fn read_role(words: &str) -> Result<(Role, bool), BadRole> {
    let key = words.to_lowercase().replace(' ', "-");
    match key.strip_suffix("-in-training") {
        Some("assessor") => Ok((Role::Assessor, true)),
        _ => Ok((key.parse().map_err(|_| BadRole::of(words))?, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Vec<(usize, String, String)> {
        let rows = read(text, &[]).unwrap();
        let shown = |row: Row| (row.line, row.new.account.to_string(), row.new.name);
        rows.into_iter().map(shown).collect()
    }

    #[test]
    fn tables_are_read_as_spreadsheets_write_them() {
        let wanted = [
            (2, "ada".to_owned(), "Ada Okafor".to_owned()),
            (3, "ben".to_owned(), "Hughes, Ben".to_owned()),
        ];
        for text in [
            "account,name,role,cohorts\nada,Ada Okafor,learner,spring\nben,\"Hughes, Ben\",learner,\n",
            "\u{feff}account;name;role;cohorts\r\nada;Ada Okafor;learner;\r\nben;Hughes, Ben;learner;\r\n",
            "Account\tNAME\tRole\nada\tAda Okafor\tlearner\nben\tHughes, Ben\tlearner\n",
            "role,account,name,\nlearner,ada,Ada Okafor,\nlearner,ben,\"Hughes, Ben\",\n",
        ] {
            assert_eq!(people(text), wanted, "{text}");
        }
    }

    #[test]
    fn roles_and_cohorts_are_read_as_people_write_them() {
        for (role, wanted) in [
            ("Learner", (Role::Learner, false)),
            ("Quality assurer", (Role::InternalQualityAssurer, false)),
            ("Assessor in training", (Role::Assessor, true)),
        ] {
            let text =
                format!("account,name,role,cohorts\nada,Ada,{role},\"spring-2027, autumn-2027\"\n");
            let rows = read(&text, &[]).unwrap();
            let new = &rows.first().unwrap().new;
            assert_eq!((new.role, new.in_training), wanted);
            let cohorts: Vec<&str> = new.cohorts.iter().map(|cohort| cohort.as_str()).collect();
            assert_eq!(cohorts, ["spring-2027", "autumn-2027"]);
        }
    }

    #[test]
    fn empty_lines_are_nobody_and_are_counted() {
        let text = "\naccount,name,role,cohorts\r\n\r\n\nada,Ada,learner,\n,,,\n \nben,\"Ben\nHughes\",learner,\n\ncai,Cai,learner,\n";
        let lines: Vec<usize> = people(text).into_iter().map(|(line, ..)| line).collect();
        assert_eq!(lines, [5, 8, 11]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = |text: &str| read(text, &[]).unwrap_err().to_string();
        for (text, wanted) in [
            ("", "line 1: there are no headings"),
            (
                "account,name\nada,Ada\n",
                "line 1: the heading “role” is missing",
            ),
            (
                "account name,role\n",
                "line 1: there is no heading “account name”",
            ),
            (
                "\naccount,name,role,email\n",
                "line 2: there is no heading “email”",
            ),
            (
                "account,Account,name,role\n",
                "line 1: the heading “Account” is there twice",
            ),
            (
                "account,name,role\n\n\nAda,Ada,learner\n",
                "line 4: the account “Ada”",
            ),
            (
                "account,name,role\nada,Ada,boss\n",
                "line 2: there is no role \"boss\"",
            ),
            (
                "account,name,role,cohorts\nada,Ada,learner,spring Autumn\n",
                "line 2: the cohort “Autumn”: an id has lowercase letters",
            ),
            (
                "account,name,role\nada,Okafor, Ada,learner\n",
                "line 2: “learner” stands under no heading",
            ),
            (
                "account,name,role\nada,Ada,learner\nada,Ada,learner\n",
                "line 3: the account ada is in line 2 already",
            ),
        ] {
            let told = told(text);
            assert!(told.starts_with(wanted), "{text}: {told}");
        }
    }
}
