//! A GIFT file to items, block by block. One that cannot be read does not stop the others.

use super::{
    foreign::foreign,
    left_out::left_out,
    own::UNIT,
    question::{NotRead, question},
    scan::{Block, CATEGORY, blocks, find, said, trim},
};
use crate::{
    exchange::bank::{Fault, Group, Taken},
    normal::one_line,
    source::{Source, Span},
};

/// Reads a bank.
pub fn read(source: Source<'_>) -> Taken {
    let mut taken = Taken::default();
    let mut group = Group::default();
    let mut open = false;
    if let Some(fault) = foreign(source) {
        taken.faults.push(fault);
        return taken;
    }
    taken.faults.extend(left_out(source));
    // A byte order mark is no character of the first question.
    let start = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    for mut block in blocks(&source.text[start..]) {
        moved(&mut block, start);
        if let Some(category) = category(&block) {
            group = category;
            continue;
        }
        let mut fault = |span: Span, message: &str, help: &str| {
            taken.faults.push(Fault {
                file: source.name.to_owned(),
                span,
                message: message.to_owned(),
                help: help.to_owned(),
            });
        };
        // Text in UTF-16 that is taken for UTF-8 has zeros.
        let unreadable = ['\u{fffd}', '\0'];
        if let Some(bad) = block.marks.iter().find(|mark| unreadable.contains(&mark.c)) {
            let span = Span::new(bad.at, bad.at + bad.c.len_utf8());
            fault(
                span,
                "this character is not UTF-8, so nobody can tell what it was",
                "save the file again as UTF-8 and put the right character here",
            );
            continue;
        }
        let opens = find(&block.marks, "{");
        let closes = find(&block.marks, "}");
        // What an unclosed brace left over is one mistake with it.
        let is_rest = open && closes.is_some_and(|close| opens.is_none_or(|open| close < open));
        open = opens.is_some() && closes.is_none();
        if is_rest {
            continue;
        }
        match question(&block, &group, source.name) {
            Ok(item) => taken.items.push(item),
            Err(NotRead {
                span,
                message,
                help,
            }) => fault(span, message, help),
        }
    }
    taken
}

fn moved(block: &mut Block<'_>, by: usize) {
    if by == 0 {
        return;
    }
    for mark in &mut block.marks {
        mark.at += by;
    }
    for comment in &mut block.comments {
        comment.at += by;
    }
    block.span = Span::new(block.span.start + by, block.span.end + by);
}

/// The category that a block changes to.
fn category(block: &Block<'_>) -> Option<Group> {
    if find(&block.marks, CATEGORY) != Some(0) {
        return None;
    }
    let path = said(trim(block.marks.get(CATEGORY.len()..).unwrap_or_default()));
    let unit = |text: &str| text.strip_prefix(UNIT).map(|id| id.trim().to_owned());
    Some(Group {
        title: title(&path),
        id: block.comments.iter().find_map(|comment| unit(comment.text)),
    })
}

/// The names along a category's path, without those that Moodle puts there itself. Two strokes are
/// one in a name.
fn title(path: &str) -> String {
    let names = path.replace("//", "\u{0}");
    let names = names.split('/').map(|name| name.replace('\u{0}', "/"));
    let names = names.map(|name| one_line(&name));
    let own = |name: &String| {
        let moodles = name.starts_with('$') && name.ends_with('$');
        !name.is_empty() && !moodles && name != "top"
    };
    names.filter(own).collect::<Vec<_>>().join(": ")
}
