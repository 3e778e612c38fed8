//! What stands in comments of our own, because GIFT has no place for it.
//!
//! Above a question `// underpin: {#id .kind points=2}` says what its heading says; within the
//! answers such a comment says what the answer below it is in our own Markdown. It counts only where
//! it still says what stands there: who edits the file edits the questions.

use super::scan::Comment;
use crate::digest;

/// How such a comment begins, behind its strokes.
pub(super) const MARK: &str = " underpin: ";

/// How the comment begins that says which unit a category was.
pub(super) const UNIT: &str = " underpin unit: ";

/// How the last comment begins, behind which the hash of everything before it stands.
const WHOLE: &str = "// underpin whole: ";

/// Whether a file begins as [`write`](super::write()) begins one.
pub(super) fn is_own(text: &str) -> bool {
    let comment = text.strip_prefix("//");
    comment.is_some_and(|text| text.starts_with(UNIT))
}

/// Ends a file of what [`write`](super::write()) gave, so that it can be told whether anybody has changed it since.
pub fn finish(mut file: String) -> String {
    let line = whole(&file);
    file.push_str(&line);
    file
}

/// Whether a file stands as [`finish`] ended it: nobody has put any work into it.
pub fn is_untouched(file: &[u8]) -> bool {
    let Ok(file) = std::str::from_utf8(file) else {
        return false;
    };
    let ended = file.rfind(WHOLE).and_then(|at| file.split_at_checked(at));
    ended.is_some_and(|(before, line)| is_own(file) && line == whole(before))
}

fn whole(file: &str) -> String {
    format!("{WHOLE}{}\n", digest::short(file, 8))
}

/// A column of a table of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Left,
    Right,
}

/// What a comment above an answer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// The author's id; empty without one.
    pub own_id: String,
    /// Whether it is unsafe.
    pub is_unsafe: bool,
    /// Which column of pairs it heads; none for an answer.
    pub column: Option<Column>,
    /// The answer in our own Markdown.
    pub text: String,
}

impl Answer {
    /// The comment's line.
    pub fn write(&self) -> String {
        let mut tokens = Vec::new();
        if !self.own_id.is_empty() {
            tokens.push(format!("#{}", self.own_id));
        }
        if self.is_unsafe {
            tokens.push(".unsafe".to_owned());
        }
        match self.column {
            Some(Column::Left) => tokens.push(".left".to_owned()),
            Some(Column::Right) => tokens.push(".right".to_owned()),
            None => {}
        }
        format!("// underpin: {{{}}} {}", tokens.join(" "), self.text)
            .trim_end()
            .to_owned()
    }

    /// What a comment says, if it is one of ours.
    pub fn read(comment: Comment<'_>) -> Option<Self> {
        let text = comment.text.strip_prefix(MARK)?.trim_start();
        let (tokens, text) = text.strip_prefix('{')?.split_once('}')?;
        let mut answer = Self {
            text: text.trim().to_owned(),
            ..Self::default()
        };
        for token in tokens.split_whitespace() {
            match (token.strip_prefix('#'), token) {
                (Some(id), _) => answer.own_id = id.to_owned(),
                (None, ".unsafe") => answer.is_unsafe = true,
                (None, ".left") => answer.column = Some(Column::Left),
                (None, ".right") => answer.column = Some(Column::Right),
                (None, _) => return None,
            }
        }
        Some(answer)
    }
}

/// What Moodle keeps in comments: a question's own id, and its tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub id: Option<String>,
    pub tags: Vec<String>,
}

impl Marks {
    /// The marks in some comments.
    pub fn of(comments: &[Comment<'_>]) -> Self {
        let mut marks = Self::default();
        for comment in comments {
            for (name, value) in bracketed(comment.text) {
                match name {
                    "id" => marks.id = marks.id.take().or(Some(value)),
                    "tag" | "tags" => marks.tags.push(value),
                    _ => {}
                }
            }
        }
        marks
    }
}

/// `[name:value]` in a comment; a bracket in a value has a backslash before it.
fn bracketed(text: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    'comment: while let Some((_, behind)) = rest.split_once('[') {
        rest = behind;
        let value = behind.trim_start_matches(|c: char| c.is_ascii_lowercase());
        let name = &behind[..behind.len() - value.len()];
        let Some(value) = value.strip_prefix(':') else {
            continue;
        };
        let mut words = String::new();
        let mut chars = value.char_indices();
        let end = loop {
            match chars.next() {
                Some((at, '\\')) if value[at..].starts_with("\\]") => {
                    words.push(']');
                    chars.next();
                }
                Some((at, ']')) => break at,
                Some((_, c)) => words.push(c),
                // What is not closed here is closed nowhere behind it.
                None => break 'comment,
            }
        };
        rest = &value[end + 1..];
        found.push((name, words.trim().to_owned()));
    }
    found.retain(|(_, value)| !value.is_empty());
    found
}
