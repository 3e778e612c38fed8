//! What a rule is, and the examples that explain it. They run as tests: what fails raises exactly
//! its rule, and what passes raises nothing at all.

use jiff::civil::{Date, date};

use super::{PackInHand, UnitInHand, check_pack, check_unit};
use crate::{
    adapt::{Adaptation, check_adaptation, folder::ORIGINAL},
    diagnostic::{Code, Diagnostic},
    read::{MAX_UNIT_BYTES, PackFiles, read_pack, read_unit},
    source::Source,
};

/// One rule of the content language.
#[derive(Debug)]
pub struct Rule {
    /// Its name in diagnostics.
    pub code: Code,
    /// The rule, as a sentence.
    pub title: &'static str,
    /// What breaking it does to learners or authors.
    pub why: &'static str,
    /// Content that breaks this rule and no other.
    pub fails: Example,
    /// The same, mended: it breaks no rule.
    pub passes: Example,
    /// Who looks; nobody here where reading tells it already.
    pub checks: &'static [Check],
}

/// How a rule is looked at.
#[derive(Debug)]
pub enum Check {
    /// In each unit.
    Unit(fn(&UnitInHand<'_>) -> Vec<Diagnostic>),
    /// In the pack as a whole.
    Pack(fn(&PackInHand<'_>) -> Vec<Diagnostic>),
}

/// Content that explains a rule. A line break at the start of a text only keeps the source tidy and
/// is left out.
#[derive(Debug)]
pub enum Example {
    /// What stands in a unit under its front matter.
    Body(&'static str),
    /// A whole unit.
    Whole(&'static str),
    /// A pack's files, by name.
    Pack(&'static [(&'static str, &'static str)]),
    /// The files of an adaptation's folder, by path, but for the original: that is the same in all
    /// examples.
    Adaptation(&'static [(&'static str, &'static str)]),
    /// A unit's body whose last words stand over and over until the file is longer than is read.
    Endless(&'static str),
}

/// The front matter of examples that are not about it.
const FRONT: &str =
    "+++\nid = \"example\"\ntitle = \"An example\"\nlevel = 3\nminutes = 5\n+++\n\n";

/// The settings of examples of a pack that are not about them.
pub(super) const PLAIN_SETTINGS: (&str, &str) = (
    "pack.toml",
    r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]
"#,
);

/// The unit of examples of a pack that are not about it.
pub(super) const PLAIN_UNIT: (&str, &str) = (
    Example::UNIT,
    r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
+++

## Rest {#rest}

Sleep matters.
"#,
);

/// A change that fits [`ORIGINAL_FILES`].
pub(super) const OUR_UNIT: (&str, &str) = (
    Example::UNIT,
    r#"
+++
changes = "example"
+++

+++
replace = "rest"
was = "8af9a9f54e9697b0"
+++

## Rest {#rest}

Sleep matters. So do breaks.
"#,
);

/// The settings of an adaptation of [`ORIGINAL_FILES`].
pub(super) const OUR_SETTINGS: (&str, &str) = (
    "pack.toml",
    r#"
id = "our-example"
title = "Our example"
version = "1.0.0"

[adapts]
pack = "example-pack"
version = "1.0.0"
hash = "e22a68de22202be54691a827e057fe6f83b00e0c25b80719db9546da9b4db264"
"#,
);

/// The original of every example of an adaptation.
const ORIGINAL_FILES: [(&str, &str); 2] = [
    (
        "pack.toml",
        r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]
locked = ["example/worried"]
"#,
    ),
    (
        "example.md",
        r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
+++

## Rest {#rest}

Sleep matters.

## When you are worried {#worried}

Tell somebody today.
"#,
    ),
];

impl Example {
    /// The name of an example's one unit.
    pub const UNIT: &str = "example.md";

    /// The day on which examples are checked.
    pub const TODAY: Date = date(2026, 11, 21);

    /// What is printed: files of a pack each under their name, a unit without its front matter
    /// where that is not what the rule is about.
    pub fn shown(&self) -> String {
        match self {
            Self::Body(text) | Self::Whole(text) => tidy(text).to_owned(),
            Self::Pack(files) | Self::Adaptation(files) => {
                let file =
                    |(name, text): &(&str, &str)| format!("{name}:\n\n{}", indented(tidy(text)));
                files.iter().map(file).collect::<Vec<_>>().join("\n")
            }
            Self::Endless(text) => format!("{text} … and so on, for more than a megabyte\n"),
        }
    }

    /// Everything that is wrong with it.
    pub fn found(&self) -> Vec<Diagnostic> {
        match self {
            Self::Body(text) => found_in_unit(&format!("{FRONT}{}", tidy(text))),
            Self::Whole(text) => found_in_unit(tidy(text)),
            Self::Pack(files) => {
                let files = pack_files(files);
                check_pack(&files, &read_pack(&files), Self::TODAY)
            }
            Self::Adaptation(files) => {
                let bytes = |text: &str| tidy(text).as_bytes().to_vec();
                let own = files
                    .iter()
                    .map(|(path, text)| ((*path).to_owned(), bytes(text)));
                let original = ORIGINAL_FILES
                    .iter()
                    .map(|(name, text)| (format!("{ORIGINAL}{name}"), bytes(text)));
                let files = own.chain(original);
                let adaptation = Adaptation::of_files(files.collect());
                adaptation.map_or_else(|_| Vec::new(), |read| check_adaptation(&read, Self::TODAY))
            }
            Self::Endless(text) => {
                let times = MAX_UNIT_BYTES / text.len() + 1;
                found_in_unit(&format!("{FRONT}{}", text.repeat(times)))
            }
        }
    }
}

fn found_in_unit(text: &str) -> Vec<Diagnostic> {
    let source = Source {
        name: Example::UNIT,
        text,
    };
    check_unit(source, &read_unit(source), Example::TODAY)
}

fn pack_files(files: &[(&str, &str)]) -> PackFiles {
    let mut pack = PackFiles::default();
    for (name, text) in files {
        match *name {
            "pack.toml" => pack.settings = Some(tidy(text).to_owned()),
            name => pack.units.push((name.to_owned(), tidy(text).to_owned())),
        }
    }
    pack
}

fn tidy(text: &str) -> &str {
    text.strip_prefix('\n').unwrap_or(text)
}

fn indented(text: &str) -> String {
    let line = |line: &str| match line {
        "" => "\n".to_owned(),
        line => format!("    {line}\n"),
    };
    text.lines().map(line).collect()
}
