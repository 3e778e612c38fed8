//! What is wrong with a content file, where, and how to mend it.
//!
//! Diagnostics are plain data: the terminal and the browser each draw them in their own way, and
//! nothing here knows of either. Why a rule exists, and examples of it, are in [`crate::check`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::source::{Position, Source, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Learners would meet something wrong or missing.
    Error,
    /// It works, and deserves a second look.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// Which rule was broken. Codes are for ever: tools and people search for them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl Code {
            /// Every code, in the order in which the language is explained.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it is printed and typed.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// How bad breaking this rule is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    /// A unit without front matter between `+++` lines.
    NoFrontMatter = "no-front-matter", Error;
    /// Front matter that is not TOML, or a value of the wrong kind.
    BadFrontMatter = "bad-front-matter", Error;
    /// A key that front matter or `pack.toml` does not have.
    UnknownKey = "unknown-key", Error;
    /// A key that must be there.
    MissingKey = "missing-key", Error;
    /// A file longer than the program reads.
    FileTooLarge = "file-too-large", Error;
    /// Quotations or lists inside one another, deeper than anybody can read.
    NestedTooDeep = "nested-too-deep", Error;
    /// HTML, which is shown as text.
    RawHtml = "raw-html", Error;
    /// Invisible characters that turn the direction of text round.
    HiddenDirection = "hidden-direction", Error;
    /// A link to somewhere else than http, https, mailto, tel or the pack.
    ForbiddenLink = "forbidden-link", Error;
    /// A link to a place in the pack that is not there.
    LinkToNowhere = "link-to-nowhere", Error;
    /// An image without a text in its place.
    ImageWithoutText = "image-without-text", Error;
    /// An image that is not in the pack.
    ImageNotInPack = "image-not-in-pack", Error;
    /// A filling such as `{{term:x}}` that cannot be read.
    BadFilling = "bad-filling", Error;
    /// A term, policy or contact without a value in `pack.toml`.
    FillingWithoutValue = "filling-without-value", Error;
    /// What is nearly a mark of the language, and is read as words.
    MistypedMark = "mistyped-mark", Error;
    /// A cell that its table has no column for.
    LostCell = "lost-cell", Error;
    /// A heading's class that the language does not have.
    UnknownClass = "unknown-class", Error;
    /// Two classes that a heading cannot have together.
    ConflictingClasses = "conflicting-classes", Error;
    /// A heading's attribute that it does not have.
    UnknownAttribute = "unknown-attribute", Error;
    /// An attribute's value that cannot be read.
    BadAttribute = "bad-attribute", Error;
    /// A heading of the wrong level for its class, or in the wrong place.
    MisplacedHeading = "misplaced-heading", Error;
    /// A section, question, step or criterion without an id.
    MissingId = "missing-id", Error;
    /// An id with characters that ids do not have.
    BadId = "bad-id", Error;
    /// An id that is already used in the unit.
    DuplicateId = "duplicate-id", Error;
    /// A heading without words, or without anything under it.
    NoWords = "no-words", Error;
    /// A law section without the dates it was checked and is to be checked again.
    LawWithoutDates = "law-without-dates", Error;
    /// A law section or unit past its review date.
    ReviewOverdue = "review-overdue", Warning;
    /// A date of checking that is still to come.
    ReviewedAhead = "reviewed-ahead", Warning;
    /// A question whose list, table or gaps are missing or of another kind.
    WrongShape = "wrong-shape", Error;
    /// Answers that are read as words, and shown to learners.
    AnswersShown = "answers-shown", Error;
    /// A question with too few or too many options, items or pairs.
    TooFewOrMany = "too-few-or-many", Error;
    /// Two options of one question that are the same.
    DuplicateOption = "duplicate-option", Error;
    /// A question with no right answer.
    NothingRight = "nothing-right", Error;
    /// A question with nothing but right answers.
    NothingWrong = "nothing-wrong", Error;
    /// An option that tells the learner nothing.
    NoFeedback = "no-feedback", Error;
    /// A right option that is marked unsafe.
    RightIsUnsafe = "right-is-unsafe", Error;
    /// An answer that is not a number.
    BadNumber = "bad-number", Error;
    /// A gap that is not closed, or is empty.
    BadGap = "bad-gap", Error;
    /// Something in a question that has no meaning there.
    StrayContent = "stray-content", Error;
    /// A right option that is always the longest.
    LongestIsRight = "longest-is-right", Warning;
    /// A question that asks for what is not so.
    NegativeQuestion = "negative-question", Warning;
    /// An option that speaks of the other options.
    AllOfTheAbove = "all-of-the-above", Warning;
    /// An option much longer than the others of its question.
    LongOption = "long-option", Warning;
    /// A scenario that asks nothing.
    NoSteps = "no-steps", Error;
    /// A step that no path reaches.
    UnreachableStep = "unreachable-step", Error;
    /// Steps that lead round for ever.
    EndlessLoop = "endless-loop", Error;
    /// A pass mark that no path reaches.
    PassMarkOutOfReach = "pass-mark-out-of-reach", Error;
    /// A path with a wrong choice that earns as much as getting every step right.
    WrongPathPays = "wrong-path-pays", Error;
    /// A criterion without its number.
    NoReference = "no-reference", Error;
    /// A criterion that begins with no command verb.
    NoCommandVerb = "no-command-verb", Error;
    /// A criterion without points.
    NoPoints = "no-points", Error;
    /// A point without a bold lead.
    PointWithoutLead = "point-without-lead", Error;
    /// Two criteria of one unit with the same number.
    DuplicateNumber = "duplicate-number", Error;
    /// Two points of one criterion with the same lead.
    DuplicatePoint = "duplicate-point", Error;
    /// A criterion that is named and is not there.
    UnknownCriterion = "unknown-criterion", Error;
    /// A criterion that no section teaches.
    NotTaught = "not-taught", Error;
    /// A criterion that no question practises.
    NotPractised = "not-practised", Error;
    /// Sentences that are too hard for the level.
    HardSentence = "hard-sentence", Warning;
    /// A section whose reading age is above its level's.
    HardSection = "hard-section", Warning;
    /// The name of somebody in public life.
    RealPerson = "real-person", Warning;
    /// A `pack.toml` that is not there or is not TOML.
    BadPack = "bad-pack", Error;
    /// A unit that `pack.toml` names and that is not there.
    MissingUnit = "missing-unit", Error;
    /// A unit's file that `pack.toml` does not name.
    UnlistedUnit = "unlisted-unit", Warning;
    /// A locked id that is not there.
    UnknownLocked = "unknown-locked", Error;
    /// A change of an adaptation that cannot be read.
    BadChange = "bad-change", Error;
    /// An adaptation whose original is another, or is not named.
    OtherBase = "other-base", Error;
    /// A change of something that the original does not have.
    ChangeWithoutTarget = "change-without-target", Error;
    /// A change of something that says something else now.
    BaseMoved = "base-moved", Error;
    /// A replacement without the id of what it stands for.
    ChangedId = "changed-id", Error;
    /// A change that would weaken what the original locks.
    LockedWeakened = "locked-weakened", Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that is not a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule {text:?}{}", .nearest.map(|code| format!("; did you mean {code}?")).unwrap_or_default())]
pub struct UnknownCode {
    /// What was asked for.
    pub text: String,
    /// The rule with the nearest name.
    pub nearest: Option<Code>,
}

impl std::str::FromStr for Code {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let found = Self::ALL.iter().copied().find(|code| code.as_str() == text);
        found.ok_or_else(|| {
            let nearest = nearest(text, Self::ALL.iter().map(|code| code.as_str()));
            UnknownCode {
                text: text.to_owned(),
                nearest: nearest.and_then(|name| name.parse().ok()),
            }
        })
    }
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A change to the file that mends what the diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as a button says it: "Write {#carers-rights}".
    pub title: String,
    /// The edits, in file order, none overlapping.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one edit.
    pub fn one(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            edits: vec![Edit {
                span,
                text: text.into(),
            }],
        }
    }

    /// The text with the fix made; unchanged where the edits do not fit it.
    pub fn apply(&self, text: &str) -> String {
        if self
            .edits
            .iter()
            .any(|edit| text.get(edit.span.range()).is_none())
        {
            return text.to_owned();
        }
        let mut mended = text.to_owned();
        for edit in self.edits.iter().rev() {
            mended.replace_range(edit.span.range(), &edit.text);
        }
        mended
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule.
    pub code: Code,
    /// The file.
    pub file: String,
    /// The place in it.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
    /// A change that mends it, where there is one that is surely right.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// What is wrong at `span` of `source`.
    pub fn new(code: Code, source: Source<'_>, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            file: source.name.to_owned(),
            span: on_boundaries(source.text, span),
            message: message.into(),
            help: None,
            fix: None,
        }
    }

    /// The same with what to type instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a change that mends it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Where it begins and ends, as an editor counts, given the file's text.
    pub fn positions(&self, text: &str) -> (Position, Position) {
        (
            Position::of(text, self.span.start),
            Position::of(text, self.span.end),
        )
    }
}

/// The span within the text and on character boundaries: a wrong place must not become a panic.
fn on_boundaries(text: &str, span: Span) -> Span {
    let clamp = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    Span::new(clamp(span.start), clamp(span.end))
}

/// The name nearest to what was typed, if one is near enough to be what was meant.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = typed.chars().count();
    let far = length / 3 + 1;
    names
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(length) <= far)
        .map(|name| (strsim::damerau_levenshtein(typed, name), name))
        .filter(|(distance, _)| *distance <= far)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code));
        }
        let wrong = "unknown-clas".parse::<Code>();
        assert_eq!(wrong.map_err(|e| e.nearest), Err(Some(Code::UnknownClass)));
    }

    #[test]
    fn a_fix_of_several_edits_keeps_its_places() {
        let edit = |start, end, text: &str| Edit {
            span: Span::new(start, end),
            text: text.into(),
        };
        let fix = Fix {
            title: String::new(),
            edits: vec![edit(0, 1, "xyz"), edit(2, 2, "-")],
        };
        assert_eq!(fix.apply("abc"), "xyzb-c");
        assert_eq!(
            fix.apply("é"),
            "é",
            "an edit inside a character is not made"
        );
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("singel", ["single", "multiple"]), Some("single"));
        assert_eq!(nearest("wombat", ["single", "multiple"]), None);
    }
}
