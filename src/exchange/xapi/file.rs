//! Many statements as one text: one a line, as a list, or as a store answers. What cannot be read is
//! named by its line and takes nothing from the rest.

use std::{collections::BTreeMap, fmt};

use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::{Account, Carried, Load, NotCarried, read, statement::Statement};
use crate::record::Record;

/// How statements are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One a line, and nothing else (JSON Lines): what validators and loaders of stores read.
    #[default]
    Lines,
    /// A list: what a store takes in one request. Still one a line.
    List,
}

/// Statements as one text.
pub fn write(statements: impl Iterator<Item = Statement>, layout: Layout) -> String {
    let lines: Vec<String> = statements.map(|statement| statement.to_text()).collect();
    match layout {
        Layout::Lines => lines.into_iter().map(|line| line + "\n").collect(),
        Layout::List if lines.is_empty() => "[]\n".to_owned(),
        Layout::List => format!("[\n{}\n]\n", lines.join(",\n")),
    }
}

/// What was taken out of statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Records by whose they are.
    pub records: BTreeMap<Account, Record>,
    /// How many statements carry nothing, because other programs made them.
    pub others: usize,
    /// What could not be taken in.
    pub refused: Vec<Refused>,
}

/// Something that could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The line, from 1: where it begins, or where it stops being JSON.
    pub line: usize,
    /// The column, from 1, where that says more than the line.
    pub column: Option<usize>,
    /// Why.
    pub why: NotCarried,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, why, column } = self;
        write!(f, "line {line}")?;
        if let Some(column) = column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {why}. It was left out; all others were taken in.")
    }
}

impl Collected {
    /// Takes in what a statement carries.
    pub fn add(&mut self, carried: Carried) {
        let record = self.records.entry(carried.learner).or_default();
        match carried.load {
            Load::Event { event, texts } => {
                record.add(event);
                for text in texts {
                    record.add_text(&text);
                }
            }
            Load::Text(text) => drop(record.add_text(&text)),
        }
    }

    /// Takes in a text with statements.
    pub fn take_in(&mut self, text: &str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let start = text.as_ptr() as usize;
        let values: Vec<&RawValue> = match stream(text) {
            Some(values) => values,
            None => {
                let lines = text.lines().enumerate();
                for (at, line) in lines {
                    // The parts of a list around its members.
                    let member = line.trim();
                    let member = member.strip_prefix('[').unwrap_or(member).trim();
                    let member = member.strip_suffix([',', ']']).unwrap_or(member).trim();
                    if !member.is_empty() {
                        let before = (member.as_ptr() as usize) - (line.as_ptr() as usize);
                        self.line(at + 1, before, member);
                    }
                }
                return;
            }
        };
        let mut counted = (0, 1);
        for value in values {
            let offset = (value.get().as_ptr() as usize).saturating_sub(start);
            let more = text.get(counted.0..offset).unwrap_or_default();
            counted = (offset, counted.1 + more.matches('\n').count());
            self.line(counted.1, 0, value.get());
        }
    }

    /// Takes in one statement, which stands on this line behind so many bytes.
    fn line(&mut self, line: usize, before: usize, text: &str) {
        let statement: Value = match serde_json::from_str(text) {
            Ok(statement) => statement,
            Err(error) => {
                let told = error.to_string();
                // The place in it is said by the line and column of the whole.
                let why = told.split(" at line ").next().unwrap_or_default();
                return self.refused.push(Refused {
                    line,
                    column: Some(before + error.column()),
                    why: NotCarried::NotAStatement(why.to_owned()),
                });
            }
        };
        match read(&statement) {
            Ok(carried) => self.add(carried),
            Err(NotCarried::OtherProgram) => self.others += 1,
            Err(why) => self.refused.push(Refused {
                line,
                column: None,
                why,
            }),
        }
    }
}

/// All statements in a text that is sound as a whole, whichever way they are put together.
fn stream(text: &str) -> Option<Vec<&RawValue>> {
    #[derive(Deserialize)]
    struct Answer<'a> {
        #[serde(borrow)]
        statements: Vec<&'a RawValue>,
    }
    let mut found = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = value.ok()?;
        if let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(value.get()) {
            found.extend(list);
        } else if let Ok(answer) = serde_json::from_str::<Answer<'_>>(value.get()) {
            found.extend(answer.statements);
        } else {
            found.push(value);
        }
    }
    Some(found)
}
