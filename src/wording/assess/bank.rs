//! What is said about the comment bank.

/// Over the bank.
pub const BANK: &str = "Comment bank";
/// Under it.
pub const BANK_HELP: &str = "Your own snippets for this criterion, its command verb and its level. What you put in is a copy: changing a snippet never changes feedback that was given.";
/// Searches.
pub const BANK_SEARCH: &str = "Search your snippets";
/// Nothing found.
pub const BANK_NONE: &str = "No snippet fits. Write feedback below, then keep it here.";
/// Puts a snippet in.
pub const PUT_INTO: &str = "Put into:";
/// Keeps feedback as a snippet.
pub const KEEP_SNIPPET: &str = "Keep in the comment bank";
/// It was kept.
pub const SNIPPET_KEPT: &str = "Kept in your comment bank.";
/// It is there.
pub const SNIPPET_THERE: &str = "There is nothing new to keep.";
/// Opens the text.
pub const BANK_EDIT: &str = "Edit all snippets as text";
/// How the text is made.
pub const BANK_FORMAT: &str = "A line that begins with ## begins a snippet. After it you can say what it is for, with commas between: a criterion (unit/criterion), a command verb, “level 3”. Leave it out and the snippet fits everything.";
/// The field.
pub const BANK_TEXT: &str = "All snippets";
/// Keeps the text.
pub const BANK_KEEP: &str = "Keep these snippets";
/// It was kept.
pub const BANK_KEPT: &str = "Your snippets are kept on this device.";
/// Saves a file.
pub const BANK_EXPORT: &str = "Save as a text file";
/// Opens a file.
pub const BANK_IMPORT: &str = "Add snippets from a text file";
/// Over troubles.
pub const BANK_TROUBLES: &str = "Some lines could not be read. They are kept as they are.";
/// The file's name.
pub const BANK_FILE: &str = "comment-bank.txt";

/// The button that puts a snippet into a part of the feedback, named.
pub fn put_into(part: &str, snippet: &str) -> String {
    let start: String = snippet.chars().take(40).collect();
    format!("{PUT_INTO} {part}. {start}")
}

/// A snippet was put in.
pub fn put_in(part: &str) -> String {
    format!("Put into “{part}”.")
}

/// The button that keeps a part of the feedback, named.
pub fn keep_snippet_of(part: &str) -> String {
    format!("{KEEP_SNIPPET}: {part}")
}

/// How many snippets were added.
pub fn added(count: usize) -> String {
    match count {
        0 => "Every snippet of this file is here already.".to_owned(),
        1 => "1 snippet added.".to_owned(),
        count => format!("{count} snippets added."),
    }
}

/// A line of the bank that belongs to no snippet.
pub fn stray(line: usize) -> String {
    format!("Line {line} stands before the first snippet.")
}

/// A tag that could not be read.
pub fn unknown_tag(line: usize, tag: &str) -> String {
    format!("Line {line}: “{tag}” is no criterion, command verb or level, or there are two.")
}

/// A snippet without words.
pub fn no_words(line: usize) -> String {
    format!("Line {line} begins a snippet that says nothing.")
}
