//! The comment bank: an assessor's own snippets for feedback, kept as a plain text file that
//! anybody can edit.
//!
//! ```text
//! ## carer-partnerships/ac-3-2, explain, level 3
//! You say what carers notice. Now say why it matters.
//!
//! ##
//! A snippet that fits everything, over
//! as many lines as it needs.
//! ```
//!
//! A line that begins with `##` begins a snippet and says what it is for: a criterion
//! (`unit/criterion`), a command verb, a level, in any order and each as wanted, between commas.
//! A line of a snippet that would itself begin with `##` has a backslash before it.
//!
//! Reading never fails as a whole. What cannot be read is kept, written back as it was, and told
//! with its line. Feedback is made of copies: editing a snippet changes nothing that was given.

use std::{cmp::Reverse, fmt, sync::Arc};

use crate::{level::Level, pack::Place, verb::Verb};

/// All snippets, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bank {
    /// The snippets.
    pub snippets: Vec<Snippet>,
    /// Lines before the first snippet, which belong to none.
    pub stray: Vec<String>,
}

/// One snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// What it is for.
    pub tags: Tags,
    /// What it says.
    pub text: Arc<str>,
}

/// What a snippet is for. A tag that is missing fits everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// One criterion.
    pub criterion: Option<Place>,
    /// A command verb.
    pub verb: Option<Verb>,
    /// A level.
    pub level: Option<Level>,
    /// Tags that could not be read, as they stand. They hold nothing back.
    pub unread: Vec<String>,
}

/// What is being judged, as far as snippets are tied to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The criterion.
    pub criterion: Place,
    /// Its command verb.
    pub verb: Option<Verb>,
    /// Its level.
    pub level: Option<Level>,
}

/// A bank that was read, with what was wrong in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankRead {
    /// Everything that could be read.
    pub bank: Bank,
    /// What was wrong, in the order of the file.
    pub troubles: Vec<Trouble>,
}

/// Something wrong in a bank's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub kind: TroubleKind,
}

/// What is wrong with a line of a bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// It stands before the first snippet.
    Stray,
    /// A tag in it is no criterion, verb or level, or the second of its kind.
    UnknownTag(String),
    /// It begins a snippet that says nothing.
    NoWords,
}

const BEGINS: &str = "##";

impl Bank {
    /// Reads a bank. Whatever the text, nothing of it is lost.
    pub fn read(text: &str) -> BankRead {
        let text = plain(text);
        let mut read = BankRead::default();
        let mut open: Option<Open> = None;
        for (at, line) in text.split('\n').enumerate() {
            let number = at + 1;
            if let Some(tags) = line.strip_prefix(BEGINS) {
                read.close(open.take());
                open = Some(Open {
                    line: number,
                    tags: read.tags(number, tags),
                    lines: Vec::new(),
                });
            } else if let Some(open) = &mut open {
                open.lines.push(unescaped(line));
            } else if !line.trim().is_empty() {
                read.bank.stray.push(line.to_owned());
                read.trouble(number, TroubleKind::Stray);
            }
        }
        read.close(open);
        read
    }

    /// The text of the bank, which reads as the same bank again.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for line in &self.stray {
            text.push_str(line);
            text.push('\n');
        }
        for snippet in &self.snippets {
            if !text.is_empty() {
                text.push('\n');
            }
            let tags = snippet.tags.to_string();
            text.push_str(format!("{BEGINS} {tags}").trim_end());
            text.push('\n');
            for line in snippet.text.lines() {
                if line.trim_start_matches('\\').starts_with(BEGINS) {
                    text.push('\\');
                }
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }

    /// Adds a snippet, unless it is there or says nothing. Says whether it was added.
    pub fn add(&mut self, tags: Tags, text: &str) -> bool {
        let snippet = Snippet {
            tags,
            text: plain(text).trim().into(),
        };
        let is_new = !snippet.text.is_empty() && !self.snippets.contains(&snippet);
        if is_new {
            self.snippets.push(snippet);
        }
        is_new
    }

    /// Adds everything of another bank that is not there, and says how many snippets that were.
    pub fn merge(&mut self, other: Self) -> usize {
        let before = self.snippets.len();
        for snippet in other.snippets {
            if !self.snippets.contains(&snippet) {
                self.snippets.push(snippet);
            }
        }
        for line in other.stray {
            if !self.stray.contains(&line) {
                self.stray.push(line);
            }
        }
        self.snippets.len() - before
    }

    /// Puts in its place a bank that was edited from `known`, and with it what has come here since then.
    pub fn edit(&mut self, known: &Self, edited: Self) {
        let mut since = std::mem::replace(self, edited);
        since.snippets.retain(|one| !known.snippets.contains(one));
        since.stray.retain(|line| !known.stray.contains(line));
        self.merge(since);
    }

    /// The snippets that have every word of a search in them, in any case: those that fit what
    /// is judged first, the closest first. An empty search gives only those that fit.
    pub fn search(&self, words: &str, wanted: &Wanted) -> Vec<&Snippet> {
        let words = words.to_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        let has_words = |snippet: &&Snippet| {
            let text = snippet.text.to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        let mut found: Vec<&Snippet> = self
            .snippets
            .iter()
            .filter(|snippet| !snippet.text.is_empty())
            .filter(has_words)
            .filter(|snippet| !words.is_empty() || snippet.tags.fit(wanted))
            .collect();
        found.sort_by_key(|snippet| {
            let fits = snippet.tags.fit(wanted);
            Reverse(fits.then(|| snippet.tags.closeness()))
        });
        found
    }
}

/// A snippet whose end has not come.
struct Open {
    line: usize,
    tags: Tags,
    lines: Vec<String>,
}

impl BankRead {
    fn close(&mut self, open: Option<Open>) {
        let Some(open) = open else { return };
        let text: Arc<str> = open.lines.join("\n").trim().into();
        if text.is_empty() {
            self.trouble(open.line, TroubleKind::NoWords);
        }
        self.bank.snippets.push(Snippet {
            tags: open.tags,
            text,
        });
    }

    fn tags(&mut self, line: usize, text: &str) -> Tags {
        let mut tags = Tags::default();
        for word in text.split(',').map(str::trim) {
            if !word.is_empty() && !tags.take(word) {
                tags.unread.push(word.to_owned());
                self.trouble(line, TroubleKind::UnknownTag(word.to_owned()));
            }
        }
        tags
    }

    fn trouble(&mut self, line: usize, kind: TroubleKind) {
        self.troubles.push(Trouble { line, kind });
    }
}

impl Tags {
    /// The tags of what is being judged.
    pub fn of(wanted: &Wanted) -> Self {
        Self {
            criterion: Some(wanted.criterion.clone()),
            verb: wanted.verb,
            level: wanted.level,
            unread: Vec::new(),
        }
    }

    /// Whether every tag that could be read fits.
    pub fn fit(&self, wanted: &Wanted) -> bool {
        fn agrees<T: PartialEq>(tag: Option<&T>, wanted: Option<&T>) -> bool {
            tag.is_none_or(|tag| Some(tag) == wanted)
        }
        agrees(self.criterion.as_ref(), Some(&wanted.criterion))
            && agrees(self.verb.as_ref(), wanted.verb.as_ref())
            && agrees(self.level.as_ref(), wanted.level.as_ref())
    }

    /// A criterion is closer than a verb, and that than a level.
    fn closeness(&self) -> [bool; 3] {
        [
            self.criterion.is_some(),
            self.verb.is_some(),
            self.level.is_some(),
        ]
    }

    /// Takes a tag in, if it can be read and is the first of its kind.
    fn take(&mut self, word: &str) -> bool {
        fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
            let takes = place.is_none() && value.is_some();
            if takes {
                *place = value;
            }
            takes
        }
        let level = word
            .split_once(' ')
            .filter(|(name, _)| name.eq_ignore_ascii_case("level"))
            .and_then(|(_, number)| number.trim().parse().ok())
            .and_then(|number| Level::new(number).ok());
        put(&mut self.verb, Verb::of_word(word))
            || put(&mut self.level, level)
            || put(&mut self.criterion, word.parse().ok())
    }
}

impl fmt::Display for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let criterion = self.criterion.as_ref().map(Place::to_string);
        let verb = self.verb.map(|verb| verb.word().to_lowercase());
        let level = self.level.map(|level| format!("level {level}"));
        let read = [criterion, verb, level].into_iter().flatten();
        let all: Vec<String> = read.chain(self.unread.iter().cloned()).collect();
        f.write_str(&all.join(", "))
    }
}

/// A text without what editors leave in files: other line ends, byte order marks.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\u{feff}', "")
}

/// A line without the backslash that keeps it from beginning a snippet.
fn unescaped(line: &str) -> String {
    match line.strip_prefix('\\') {
        Some(rest) if rest.trim_start_matches('\\').starts_with(BEGINS) => rest.to_owned(),
        Some(_) | None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str = "\
Bea’s snippets

## carer-partnerships/ac-3-2, explain, level 3
You say what carers notice.
Now say why it matters.

## Describe
Who was there? What came first?
\\## A heading of her own

## levle 3, analyse
Take it apart.

##
## level 2
";

    fn wanted() -> Wanted {
        Wanted {
            criterion: "carer-partnerships/ac-3-2".parse().unwrap(),
            verb: Some(Verb::Explain),
            level: Some(Level::new(3).unwrap()),
        }
    }

    #[test]
    fn a_file_is_read_as_far_as_it_can_be() {
        let read = Bank::read(FILE);
        let texts: Vec<&str> = read.bank.snippets.iter().map(|s| &*s.text).collect();
        assert_eq!(
            texts,
            [
                "You say what carers notice.\nNow say why it matters.",
                "Who was there? What came first?\n## A heading of her own",
                "Take it apart.",
                "",
                "",
            ]
        );
        assert_eq!(read.bank.snippets[0].tags, Tags::of(&wanted()));
        assert_eq!(read.bank.snippets[2].tags.unread, ["levle 3"]);
        assert_eq!(read.bank.stray, ["Bea’s snippets"]);
        let trouble = |line, kind| Trouble { line, kind };
        assert_eq!(
            read.troubles,
            [
                trouble(1, TroubleKind::Stray),
                trouble(11, TroubleKind::UnknownTag("levle 3".into())),
                trouble(14, TroubleKind::NoWords),
                trouble(15, TroubleKind::NoWords),
            ]
        );
    }

    #[test]
    fn what_fits_comes_first_and_the_closest_before_the_rest() {
        let bank = Bank::read(
            "##\nWhy?\n## explain\nWhy does it matter?\n## carer-partnerships/ac-3-2\nWhy carers?\n## describe\nWhy not who?\n",
        )
        .bank;
        let found = |words: &str| {
            let found = bank.search(words, &wanted()).into_iter();
            found.map(|s| s.text.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(found(""), ["Why carers?", "Why does it matter?", "Why?"]);
        assert_eq!(found("NOT why"), ["Why not who?"]);
        assert_eq!(found("why").len(), 4);
        assert_eq!(found("why").last().unwrap(), "Why not who?");
        assert!(found("where").is_empty());
    }

    #[test]
    fn a_snippet_is_there_once() {
        let mut bank = Bank::default();
        assert!(bank.add(Tags::of(&wanted()), " Say why.\r\n"));
        assert!(!bank.add(Tags::of(&wanted()), "Say why."));
        assert!(!bank.add(Tags::default(), " \n"));
        let mut other = Bank::default();
        assert_eq!(other.merge(bank.clone()), 1);
        assert_eq!(other.merge(bank.clone()), 0);
        assert_eq!(other, bank);
    }

    #[test]
    fn what_came_while_a_bank_was_edited_is_in_it() {
        let known = Bank::read("Old\n## explain\nSay why.\n##\nSay more.\n").bank;
        let edited = Bank::read("## explain\nSay why, and who.\n##\nSay more.\n").bank;
        let mut kept = known.clone();
        kept.edit(&known, edited.clone());
        assert_eq!(kept, edited);
        let mut kept = known.clone();
        kept.add(Tags::default(), "From another tab.");
        kept.edit(&known, edited);
        let texts: Vec<&str> = kept.snippets.iter().map(|s| &*s.text).collect();
        let wanted = ["Say why, and who.", "Say more.", "From another tab."];
        assert_eq!(texts, wanted);
        assert!(kept.stray.is_empty());
    }

    proptest! {
        #[test]
        fn any_text_reads_and_reads_the_same_when_written_back(
            text in "(##|#|\\\\|level |3|explain|u/ac-1|,| |\n|\r|\u{feff}|x|ü){0,30}"
        ) {
            let bank = Bank::read(&text).bank;
            prop_assert_eq!(&Bank::read(&bank.write()).bank, &bank);
        }

        #[test]
        fn what_is_kept_is_read_back(
            texts in prop::collection::vec("(##|\\\\|\n|\r|a| ){0,12}", 0..4),
            tagged in any::<bool>(),
        ) {
            let mut bank = Bank::default();
            let tags = || if tagged { Tags::of(&wanted()) } else { Tags::default() };
            let added = texts.iter().filter(|text| bank.add(tags(), text)).count();
            let read = Bank::read(&bank.write());
            prop_assert_eq!(read.bank.snippets.len(), added);
            prop_assert_eq!(read.bank, bank);
            prop_assert!(read.troubles.is_empty());
        }
    }
}
