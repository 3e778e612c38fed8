//! A TOML table whose every key has to be known, as front matter and `pack.toml` both are.

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::{
    diagnostic::{Code, Diagnostic, Fix, nearest},
    source::{Source, Span},
};

/// A table being read: keys are taken out of it, and what is left over is unknown.
pub(crate) struct Table<'a, 't> {
    source: Source<'a>,
    /// Where the table's text begins in the source.
    offset: usize,
    entries: Vec<Entry<'t>>,
    span: Span,
    name: &'static str,
    /// Keys that were there, whatever became of them.
    taken: Vec<String>,
}

pub(crate) struct Entry<'t> {
    pub key: String,
    pub key_span: Span,
    pub value: DeValue<'t>,
    pub span: Span,
}

impl<'a, 't> Table<'a, 't> {
    /// Parses the part of a source that `span` covers. `name` says what the table is, as in
    /// "front matter".
    pub fn parse(
        source: Source<'a>,
        span: Span,
        name: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self
    where
        'a: 't,
    {
        let (parsed, errors) = DeTable::parse_recoverable(span.of(source.text));
        for error in errors {
            let at = error.span().map_or(span, |at| shift(span.start, at));
            let known = twice(source, at, error.message())
                .or_else(|| bare(source, span, at))
                .or_else(|| unquoted(source, span, at));
            diagnostics.push(known.unwrap_or_else(|| {
                let message = format!("{name} cannot be read: {}", error.message());
                Diagnostic::new(Code::BadFrontMatter, source, at, message)
                    .help("each line is `key = value`; text stands in straight double quotes")
            }));
        }
        Self::of(source, span.start, span, name, parsed.into_inner())
    }

    fn of(
        source: Source<'a>,
        offset: usize,
        span: Span,
        name: &'static str,
        table: DeTable<'t>,
    ) -> Self {
        let entries = table.into_iter().map(|(key, value)| Entry {
            key_span: shift(offset, key.span()),
            key: key.into_inner().into_owned(),
            span: shift(offset, value.span()),
            value: value.into_inner(),
        });
        Self {
            source,
            offset,
            entries: entries.collect(),
            span,
            name,
            taken: Vec::new(),
        }
    }

    /// A table within the table; an empty one where the key is not there.
    pub fn inner(&mut self, key: &'static str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let (span, table) = match self.take(key) {
            Some(Entry {
                value: DeValue::Table(table),
                span,
                ..
            }) => (span, table),
            Some(entry) => {
                self.wrong_kind(&entry, "a table of keys and values", diagnostics);
                (entry.span, DeTable::new())
            }
            None => (self.span, DeTable::new()),
        };
        Self::of(self.source, self.offset, span, key, table)
    }

    /// The table that an entry's value is.
    pub fn of_entry(
        &self,
        entry: Entry<'t>,
        name: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        match entry {
            Entry {
                value: DeValue::Table(table),
                span,
                ..
            } => Some(Self::of(self.source, self.offset, span, name, table)),
            entry => {
                self.wrong_kind(&entry, "a table of keys and values", diagnostics);
                None
            }
        }
    }

    /// The keys that have not been taken, with their places.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Span)> {
        let entries = self.entries.iter();
        entries.map(|entry| (entry.key.as_str(), entry.key_span))
    }

    pub fn take(&mut self, key: &str) -> Option<Entry<'t>> {
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        self.taken.push(key.to_owned());
        Some(self.entries.remove(place))
    }

    /// All that is left, in the order of the file.
    pub fn take_all(&mut self) -> Vec<Entry<'t>> {
        let mut entries = std::mem::take(&mut self.entries);
        entries.sort_by_key(|entry| entry.key_span);
        entries
    }

    pub fn string(
        &mut self,
        key: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(String, Span)> {
        let entry = self.take(key)?;
        match entry.value {
            DeValue::String(ref text) => Some((text.to_string(), entry.span)),
            _ => {
                self.wrong_kind(&entry, "text in straight double quotes", diagnostics);
                None
            }
        }
    }

    /// Text that somebody is to read. An empty one is told.
    pub fn words(
        &mut self,
        key: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(String, Span)> {
        let read = self.string(key, diagnostics);
        if let Some((_, span)) = read.as_ref().filter(|(text, _)| text.trim().is_empty()) {
            let message = format!("`{key}` is empty");
            let wrong = Diagnostic::new(Code::MissingKey, self.source, *span, message);
            diagnostics.push(wrong.help("write what people are to read between the quotes"));
        }
        read
    }

    pub fn strings(&mut self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Span)> {
        let Some(entry) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(ref items) = entry.value else {
            self.wrong_kind(&entry, "a list such as [\"one\", \"two\"]", diagnostics);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => {
                    texts.push((text.to_string(), shift(self.offset, item.span())))
                }
                _ => self.wrong_kind(
                    &entry,
                    "a list of texts in straight double quotes",
                    diagnostics,
                ),
            }
        }
        texts
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<bool> {
        let entry = self.take(key)?;
        match entry.value {
            DeValue::Boolean(value) => Some(value),
            _ => {
                self.wrong_kind(&entry, "`true` or `false`, without quotes", diagnostics);
                None
            }
        }
    }

    /// A whole number within a range.
    pub fn number(
        &mut self,
        key: &str,
        range: std::ops::RangeInclusive<u32>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<u32> {
        let entry = self.take(key)?;
        self.number_of(entry, range, diagnostics)
    }

    /// The whole number that an entry's value is.
    pub fn number_of(
        &self,
        entry: Entry<'t>,
        range: std::ops::RangeInclusive<u32>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<u32> {
        let number = match &entry.value {
            DeValue::Integer(integer) => {
                u32::from_str_radix(integer.as_str(), integer.radix()).ok()
            }
            _ => None,
        };
        match number.filter(|number| range.contains(number)) {
            Some(number) => Some(number),
            None => {
                let wanted = format!("a whole number from {} to {}", range.start(), range.end());
                self.wrong_kind(&entry, &wanted, diagnostics);
                None
            }
        }
    }

    pub fn date(&mut self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Date> {
        let entry = self.take(key)?;
        let date = match &entry.value {
            DeValue::Datetime(at) => at.date.and_then(|date| {
                let (year, month, day) = (
                    i16::try_from(date.year).ok()?,
                    i8::try_from(date.month).ok()?,
                    i8::try_from(date.day).ok()?,
                );
                Date::new(year, month, day).ok()
            }),
            _ => None,
        };
        if date.is_none() {
            self.wrong_kind(
                &entry,
                "a date such as 2026-11-21, without quotes",
                diagnostics,
            );
        }
        date
    }

    /// Tells that a key is missing, unless it is there with a value of the wrong kind: that was
    /// told already.
    pub fn missing(&self, key: &str, example: &str, diagnostics: &mut Vec<Diagnostic>) {
        if self.taken.iter().any(|taken| taken == key) {
            return;
        }
        let message = format!("{} has no `{key}`", self.name);
        diagnostics.push(
            Diagnostic::new(
                Code::MissingKey,
                self.source,
                self.span.first_line(self.source.text),
                message,
            )
            .help(format!("add a line such as `{key} = {example}`")),
        );
    }

    pub fn wrong_kind(&self, entry: &Entry<'_>, wanted: &str, diagnostics: &mut Vec<Diagnostic>) {
        // Where the value could not even be parsed, that was told.
        let within = |wrong: &Diagnostic| entry.span.range().contains(&wrong.span.start);
        if diagnostics.iter().any(within) {
            return;
        }
        let message = format!("`{}` is not {wanted}", entry.key);
        diagnostics.push(
            Diagnostic::new(Code::BadFrontMatter, self.source, entry.span, message)
                .help(format!("give it {wanted}")),
        );
    }

    /// Tells of every key that was not taken, which nobody knows.
    pub fn finish(self, known: &[&str], diagnostics: &mut Vec<Diagnostic>) {
        for entry in self.entries {
            let message = format!("{} has no key `{}`", self.name, entry.key);
            let mut diagnostic =
                Diagnostic::new(Code::UnknownKey, self.source, entry.key_span, message);
            diagnostic = match nearest(&entry.key, known.iter().copied()) {
                Some(meant) => diagnostic
                    .help(format!("did you mean `{meant}`?"))
                    .fix(Fix::one(format!("Write `{meant}`"), entry.key_span, meant)),
                None => diagnostic.help(format!("known keys: {}", known.join(", "))),
            };
            diagnostics.push(diagnostic);
        }
    }
}

/// The line around a place, with its key and where its value begins.
fn around<'a>(source: Source<'a>, table: Span, at: Span) -> Option<(Span, &'a str, usize)> {
    let text = source.text;
    let start = text
        .get(table.start..at.start)?
        .rfind('\n')
        .map_or(table.start, |line| table.start + line + 1);
    let line = Span::new(start, table.end).first_line(text);
    let (key, value) = line.of(text).split_once('=')?;
    Some((line, key.trim(), line.end - value.trim_start().len()))
}

/// What is said of a key, or of a heading over keys, that stands there a second time: the first counts.
fn twice(source: Source<'_>, at: Span, error: &str) -> Option<Diagnostic> {
    if error != "duplicate key" {
        return None;
    }
    let key = at.of(source.text);
    let is_heading = source.text.get(..at.start)?.ends_with(['[', '.']);
    let help = match is_heading {
        true => "put the lines under it under the first one, and take this heading out",
        false => "keep the line that you mean, and take the other out",
    };
    let message = format!("`{key}` stands here a second time");
    Some(Diagnostic::new(Code::BadFrontMatter, source, at, message).help(help))
}

/// What is said of a number or a date that cannot be read: quotes would not mend it.
fn bare(source: Source<'_>, table: Span, at: Span) -> Option<Diagnostic> {
    let (line, key, start) = around(source, table, at)?;
    let value = source.text.get(start..line.end)?;
    let value = value.split('#').next().unwrap_or_default().trim_end();
    let (wanted, meant) = match key {
        "level" | "minutes" | "max_submissions" | "hue" => {
            let digits = value.split(|c: char| !c.is_ascii_digit()).next();
            let digits = digits.filter(|digits| !digits.is_empty() && !digits.starts_with('0'));
            let is_alone = !value.contains(['.', ',']);
            (
                "a whole number, without quotes and without a unit",
                digits.filter(|_| is_alone).map(str::to_owned),
            )
        }
        "review_by" | "reviewed" => (
            "a date such as 2026-11-21, without quotes",
            british_day(value),
        ),
        _ => return None,
    };
    let span = Span::new(start, start + value.len());
    let message = format!("`{key}` is not {wanted}");
    let wrong = Diagnostic::new(Code::BadFrontMatter, source, span, message);
    Some(match meant {
        Some(meant) => wrong.help(format!("write `{key} = {meant}`")).fix(Fix::one(
            format!("Write {meant}"),
            span,
            meant,
        )),
        None => wrong.help(format!("give it {wanted}")),
    })
}

/// A day as it is written in Britain, the day first: "21.05.2027", "21/5/2027".
fn british_day(text: &str) -> Option<String> {
    let mut parts = text.split(['.', '/', '-']).map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none() && year.len() == 4;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    is_whole.then(|| date.to_string())
}

/// What is said where text stands without straight double quotes, as word processors write it or
/// as people do who have not met TOML: the commonest mistake there is.
fn unquoted(source: Source<'_>, table: Span, at: Span) -> Option<Diagnostic> {
    let (line, key, start) = around(source, table, at)?;
    let value = source.text.get(start..line.end)?.trim_end();
    let words = value.trim_matches(['“', '”', '"', '‘', '’', '\'']);
    let begins = |c: char| c.is_alphabetic() || matches!(c, '“' | '”' | '‘' | '’');
    if !value.starts_with(begins)
        || words.contains(['"', '\\'])
        || matches!(value, "true" | "false")
    {
        return None;
    }
    let span = Span::new(start, start + value.len());
    let message = format!("the value of `{key}` does not stand in straight double quotes");
    Some(
        Diagnostic::new(Code::BadFrontMatter, source, span, message)
            .help(format!("write `{key} = \"{words}\"`"))
            .fix(Fix::one("Put it in quotes", span, format!("\"{words}\""))),
    )
}

fn shift(offset: usize, range: std::ops::Range<usize>) -> Span {
    Span::new(offset + range.start, offset + range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_mend_a_number_or_a_date_mends_it() {
        for (line, mended) in [
            ("level = nine", None),
            ("minutes = 20 min", Some("minutes = 20")),
            ("minutes = 1.5 h", None),
            ("review_by = 21.05.2027", Some("review_by = 2027-05-21")),
            ("review_by = 31/2/2027", None),
            (
                "review_by = 1/6/2027 # or so",
                Some("review_by = 2027-06-01 # or so"),
            ),
            ("title = Our training", Some("title = \"Our training\"")),
        ] {
            let mut found = Vec::new();
            let source = Source {
                name: "unit.md",
                text: line,
            };
            let mut table =
                Table::parse(source, Span::new(0, line.len()), "front matter", &mut found);
            table.date("review_by", &mut found);
            table.number("level", 1..=8, &mut found);
            table.number("minutes", 1..=600, &mut found);
            assert_eq!(found.len(), 1, "{line}: {found:?}");
            let fix = found[0].fix.as_ref().map(|fix| {
                let edit = &fix.edits[0];
                let mut text = line.to_owned();
                text.replace_range(edit.span.range(), &edit.text);
                text
            });
            assert_eq!(fix.as_deref(), mended, "{line}: {found:?}");
        }
    }
}
