//! A claim about an example: a line such as `question bell points => 2`.

use super::seen::Seen;

/// What is claimed.
pub enum Claim<'a> {
    /// `clean`: the check tells nothing.
    Clean,
    /// `error missing-id at 3:1`, with `=> did you mean` for words of the message or help.
    Tells {
        place: &'a str,
        words: Option<&'a str>,
    },
    /// `its fixes mend it`: with every fix made, the check tells nothing.
    Mended,
    /// `page has <em>`, `page has not <script`.
    Page { has: bool, html: &'a str },
    /// `question bell points => 2`.
    Is { subject: &'a str, value: &'a str },
    /// Nothing that anybody understands.
    Unknown(&'a str),
}

impl<'a> Claim<'a> {
    pub fn parse(line: &'a str) -> Self {
        let (subject, value) = match line.split_once(" => ") {
            Some((subject, value)) => (subject.trim(), Some(value.trim())),
            None => (line.trim(), None),
        };
        if let Some(html) = line.strip_prefix("page has not ") {
            Self::Page { has: false, html }
        } else if let Some(html) = line.strip_prefix("page has ") {
            Self::Page { has: true, html }
        } else if subject.starts_with("error ") || subject.starts_with("warning ") {
            Self::Tells {
                place: subject,
                words: value,
            }
        } else {
            match (subject, value) {
                ("clean", None) => Self::Clean,
                ("its fixes mend it", None) => Self::Mended,
                (subject, Some(value)) => Self::Is { subject, value },
                (subject, None) => Self::Unknown(subject),
            }
        }
    }

    /// Tests the claim, and notes the diagnostic that it is about as told.
    pub fn test(&self, seen: &Seen, told: &mut [bool]) -> Result<(), String> {
        match *self {
            // What the check tells and no claim is about is reported by the page, place by place.
            Self::Clean => Ok(()),
            Self::Tells { place, words } => tells(seen, told, place, words),
            Self::Mended => match seen.mended() {
                left if left.is_empty() => Ok(()),
                left => Err(format!("with the fixes made, the check tells {left:?}")),
            },
            Self::Page { has, html } if seen.html().contains(html) == has => Ok(()),
            Self::Page { has, html } => {
                let has = if has { "does not have" } else { "has" };
                Err(format!("the page {has} `{html}`:\n{}", seen.html()))
            }
            Self::Is { subject, value } => match seen.look(subject) {
                Some(found) if found == value => Ok(()),
                Some(found) => Err(format!("`{subject}` is `{found}`, not `{value}`")),
                None => Err(format!("nobody knows how to look at `{subject}`")),
            },
            Self::Unknown(line) => Err(format!("nobody understands the claim `{line}`")),
        }
    }
}

fn tells(seen: &Seen, told: &mut [bool], place: &str, words: Option<&str>) -> Result<(), String> {
    let found = seen
        .diagnostics()
        .iter()
        .zip(told)
        .find(|(diagnostic, told)| !**told && seen.place(diagnostic) == place);
    let Some((diagnostic, told)) = found else {
        return Err(format!("the check does not tell `{place}`"));
    };
    *told = true;
    let help = diagnostic.help.as_deref().unwrap_or_default();
    match words {
        Some(words) if !diagnostic.message.contains(words) && !help.contains(words) => Err(
            format!("`{}; {help}` does not say `{words}`", diagnostic.message),
        ),
        _ => Ok(()),
    }
}
