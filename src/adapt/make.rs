//! One change, made in the text of a unit: spans of the author's text replaced, taken out, put in.

use std::collections::BTreeMap;

use super::{
    change::{Action, Beside, Was},
    lock::Weakened,
    outline::{Kind, Name, Part, of_unit, outline},
};
use crate::{
    diagnostic::nearest,
    read::{PackFiles, read_unit},
    source::{Source, Span},
};

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cannot {
    /// The part it is about is not there.
    #[error("the original has no `{name}` to change")]
    NoTarget {
        /// The part.
        name: Name,
        /// Parts with names like it, the nearest first.
        candidates: Vec<Name>,
    },
    /// The part says something else than it did when the change was made.
    #[error("the original’s `{name}` says something else than when this was written")]
    Moved {
        /// The part.
        name: Name,
        /// What it says now.
        now: Was,
    },
    /// The new text does not carry the id of what it stands for.
    #[error("what stands in place of `{0}` does not have its id")]
    ChangedId(Name),
    /// Something locked would be weakened.
    #[error("{}", .0.iter().map(Weakened::to_string).collect::<Vec<_>>().join("; "))]
    Weakened(Vec<Weakened>),
}

/// Makes one change in the text of a unit. `original` is what the original says; `now` has the
/// changes before this one in it.
pub(super) fn make(original: Source<'_>, now: &str, action: &Action) -> Result<String, Cannot> {
    let text = make_anyhow(original, now, action)?;
    if let Action::Replace {
        name, text: own, ..
    } = action
    {
        let before = outline(Source {
            text: now,
            ..original
        });
        keeps_its_id(original, &before, now, &text, name, own)?;
    }
    Ok(text)
}

/// The same, also where the new text does not carry the id of what it stands for: what somebody sees
/// who is still writing it.
pub(super) fn make_anyhow(
    original: Source<'_>,
    now: &str,
    action: &Action,
) -> Result<String, Cannot> {
    let source = Source {
        name: original.name,
        text: now,
    };
    let before = outline(source);
    let part = find(&before, action.target())?;
    Ok(match action {
        Action::Replace { name, was, text } => {
            as_it_was(original, &before, now, name, was)?;
            let span = part.core_span(now);
            splice(now, span, text.trim_end())
        }
        Action::Hide { name, was } => {
            as_it_was(original, &before, now, name, was)?;
            taken_out(now, part)
        }
        Action::Insert { beside, text } => put(now, part, beside, text.trim_end()),
        Action::Move { beside, .. } => {
            let moved = part.core(now).to_owned();
            let rest = taken_out(now, part);
            let after = outline(Source {
                text: &rest,
                ..source
            });
            put(&rest, find(&after, beside.name())?, beside, &moved)
        }
    })
}

fn find<'p>(whole: &'p Part, name: &Name) -> Result<&'p Part, Cannot> {
    whole.all().find(|part| part.name == *name).ok_or_else(|| {
        let wanted = name.to_string();
        let names: Vec<String> = whole.all().map(|part| part.name.to_string()).collect();
        let near = nearest(&wanted, names.iter().map(String::as_str));
        let candidates = near
            .and_then(|near| near.parse().ok())
            .into_iter()
            .collect();
        Cannot::NoTarget {
            name: name.clone(),
            candidates,
        }
    })
}

/// A change stands for what it was made against: the original's part, or the adaptation's own.
fn as_it_was(
    original: Source<'_>,
    now: &Part,
    text: &str,
    name: &Name,
    was: &Was,
) -> Result<(), Cannot> {
    let base = outline(original);
    let says = match find(&base, name) {
        Ok(part) => Was::of(part.core(original.text)),
        Err(_) => Was::of(find(now, name)?.core(text)),
    };
    match says == *was {
        true => Ok(()),
        false => Err(Cannot::Moved {
            name: name.clone(),
            now: says,
        }),
    }
}

fn keeps_its_id(
    original: Source<'_>,
    before: &Part,
    was: &str,
    text: &str,
    name: &Name,
    own: &str,
) -> Result<(), Cannot> {
    let unit = read_unit(Source {
        name: original.name,
        text,
    })
    .value;
    let is_there = || of_unit(text, &unit).all().any(|part| part.name == *name);
    let kept = match name {
        Name::Front | Name::Unit => {
            let source = Source {
                name: original.name,
                text: was,
            };
            unit.id == read_unit(source).value.id
        }
        Name::Opening => true,
        Name::Heading(_) => is_there(),
        // An option without an id is known by its words: with other words it gets an id of its own.
        Name::Option(_, option) => {
            let own_id = format!("{{#{option}}}");
            let had_own = find(before, name).is_ok_and(|part| part.core(was).contains(&own_id));
            let gets_one = own.lines().next().is_some_and(|line| line.contains("{#"));
            is_there() || (!had_own && gets_one)
        }
    };
    match kept {
        true => Ok(()),
        false => Err(Cannot::ChangedId(name.clone())),
    }
}

fn splice(text: &str, span: Span, new: &str) -> String {
    let mut text = text.to_owned();
    text.replace_range(span.range(), new);
    text
}

/// The text without a part and the blank lines after it.
fn taken_out(text: &str, part: &Part) -> String {
    let before = text.get(..part.span.start).unwrap_or_default();
    let after = text.get(part.span.end..).unwrap_or_default();
    // The last option of a list leaves the blank line after the list.
    let blanks = part
        .span
        .of(text)
        .get(part.core(text).len()..)
        .unwrap_or_default();
    match part.kind {
        Kind::Option if blanks.matches('\n').count() > 1 => {
            format!("{}{blanks}{after}", before.trim_end())
        }
        _ => format!("{before}{after}"),
    }
}

fn put(text: &str, part: &Part, beside: &Beside, new: &str) -> String {
    let gap = part.kind.gap();
    match beside {
        Beside::Before(_) => splice(text, Span::at(part.span.start), &format!("{new}{gap}")),
        Beside::After(_) => {
            let end = part.core_span(text).end;
            let ends = text.get(end..).is_some_and(|rest| rest.is_empty());
            let tail = if ends { "\n" } else { "" };
            splice(text, Span::at(end), &format!("{gap}{new}{tail}"))
        }
    }
}

/// A text whose heading has a key of this value in its braces.
pub(super) fn with_attribute(text: &str, heading: Span, key: &str, value: &str) -> String {
    let line = heading.of(text);
    let Some(open) = line.rfind('{') else {
        return text.to_owned();
    };
    let braces = line.get(open..).unwrap_or_default();
    let start = braces.find(&format!("{key}=")).map(|at| at + key.len() + 1);
    let edit = match start {
        Some(start) => {
            let rest = braces.get(start..).unwrap_or_default();
            let end = rest.find([' ', '}']).unwrap_or(rest.len());
            let start = heading.start + open + start;
            (Span::new(start, start + end), value.to_owned())
        }
        None => {
            let end = braces.rfind('}').unwrap_or(braces.len());
            let at = heading.start + open + end;
            (Span::at(at), format!(" {key}={value}"))
        }
    };
    splice(text, edit.0, &edit.1)
}

/// A text whose front matter has a key of this value.
pub(super) fn with_front(text: &str, key: &str, value: &str) -> String {
    let whole = outline(Source { name: "", text });
    let Some(front) = whole.children.iter().find(|part| part.kind == Kind::Front) else {
        return text.to_owned();
    };
    let mut at = front.span.start;
    let mut last = None;
    for line in front.span.of(text).split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if line
            .split_once('=')
            .is_some_and(|(name, _)| name.trim() == key)
        {
            return splice(text, span, &format!("{key} = {value}"));
        }
        if line.trim_end() == "+++" {
            last = Some(span.start);
        }
    }
    match last.filter(|last| *last > 0) {
        Some(last) => splice(text, Span::at(last), &format!("{key} = {value}\n")),
        None => text.to_owned(),
    }
}

/// What every part of the original's units says, by unit and name.
pub(super) fn parts(files: &PackFiles) -> BTreeMap<String, (String, Part)> {
    let units = files.units.iter().map(|(name, text)| {
        let part = outline(Source { name, text });
        (name.clone(), (text.clone(), part))
    });
    units.collect()
}
