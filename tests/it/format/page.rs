//! A page of the reference: prose with examples, and what is claimed of each.

use super::{claim::Claim, seen::Seen};

/// A page with its examples.
pub struct Page<'a> {
    path: &'a str,
    examples: Vec<Example<'a>>,
}

/// Files that belong together, and what is claimed of them.
#[derive(Default)]
struct Example<'a> {
    files: Vec<ExampleFile<'a>>,
    claims: Vec<(usize, &'a str)>,
}

/// One file of an example, as it stands on the page.
pub struct ExampleFile<'a> {
    /// What the block's first line calls it.
    pub name: Option<&'a str>,
    /// Its text.
    pub text: &'a str,
    /// The line of the page on which its text begins, from 1.
    pub line: usize,
    /// Whether it is a `pack.toml`.
    pub is_settings: bool,
}

impl ExampleFile<'_> {
    /// Whether both cannot belong to one example, because they are the same file of it.
    fn is_same(&self, other: &Self) -> bool {
        (self.is_settings, self.name) == (other.is_settings, other.name)
    }
}

impl<'a> Page<'a> {
    /// Finds the blocks of a page: `markdown` and `toml` are an example's files, and the `expect`
    /// after them what is claimed of it. Without one, that it is clean.
    pub fn read(path: &'a str, text: &'a str) -> Self {
        let mut examples = Vec::new();
        let mut example = Example::default();
        for (line, info, inside) in blocks(text) {
            let (language, name) = match info.split_once(' ') {
                Some((language, name)) => (language, Some(name)),
                None => (info, None),
            };
            match language {
                "markdown" | "toml" => {
                    let file = ExampleFile {
                        name,
                        text: inside,
                        line,
                        is_settings: language == "toml",
                    };
                    if example.files.iter().any(|other| other.is_same(&file)) {
                        examples.push(std::mem::take(&mut example));
                    }
                    example.files.push(file);
                }
                "expect" => {
                    let claims = inside.lines().enumerate();
                    example.claims = claims.map(|(at, text)| (line + at, text)).collect();
                    examples.push(std::mem::take(&mut example));
                }
                _ => {}
            }
        }
        if !example.files.is_empty() {
            examples.push(example);
        }
        Self { path, examples }
    }

    /// How many examples there are.
    pub fn examples(&self) -> usize {
        self.examples.len()
    }

    /// What does not hold, a line each.
    pub fn failures(&self) -> Vec<String> {
        let mut failures = Vec::new();
        for example in &self.examples {
            let seen = Seen::of(&example.files);
            let mut told: Vec<bool> = vec![false; seen.diagnostics().len()];
            for (line, text) in &example.claims {
                if let Err(failure) = Claim::parse(text).test(&seen, &mut told) {
                    failures.push(format!("{}:{line}: {failure}", self.path));
                }
            }
            for (diagnostic, _) in seen
                .diagnostics()
                .iter()
                .zip(told)
                .filter(|(_, told)| !told)
            {
                let (line, place) = (seen.page_line(diagnostic), seen.place(diagnostic));
                let help = diagnostic.help.as_deref().unwrap_or_default();
                failures.push(format!(
                    "{}:{line}: the check tells `{place}`: {}; {help}",
                    self.path, diagnostic.message
                ));
            }
        }
        failures
    }
}

/// The fenced blocks of a text: the line on which the inside begins, the words behind the fence,
/// the inside.
fn blocks(text: &str) -> Vec<(usize, &str, &str)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, &str, &str, usize)> = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let next = at + line.len();
        let bare = line.trim_end();
        match open {
            Some((start_line, info, fence, start)) if bare == fence => {
                blocks.push((start_line, info, &text[start..at]));
                open = None;
            }
            Some(_) => {}
            None if bare.starts_with("```") => {
                let info = bare.trim_start_matches('`');
                open = Some((number + 2, info, &bare[..bare.len() - info.len()], next));
            }
            None => {}
        }
        at = next;
    }
    assert!(open.is_none(), "a block is not closed: {open:?}");
    blocks
}
