//! A block of a GIFT file to a question.

use super::{
    answers::{Given, Kinds, answers},
    own::{Answer, MARK, Marks},
    own_draft::{own_draft, say},
    scan::{self, Block, Mark, find, find_last, said, span, trim},
    words::{Format, Worded},
};
use crate::{
    author::question::{Answers, Draft, Said},
    exchange::bank::{
        Content, GAP, Group, Item, Loss,
        heading::{Heading, headed},
        html::Cleaning,
    },
    normal::one_line,
    question::Kind,
    source::Span,
    wording::bank as words,
};

/// Why a block cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotRead {
    pub span: Span,
    pub message: &'static str,
    pub help: &'static str,
}

/// A block's parts.
struct Parts<'m> {
    name: String,
    before: &'m [Mark],
    /// What stands within the braces; none without braces.
    inside: Option<&'m [Mark]>,
    /// What stands behind them.
    after: &'m [Mark],
}

/// Reads a block.
pub(super) fn question(block: &Block<'_>, group: &Group, file: &str) -> Result<Item, NotRead> {
    let parts = parts(block)?;
    let marks = Marks::of(&block.comments);
    let heading = block
        .comments
        .iter()
        .find_map(|comment| Heading::read(comment.text.strip_prefix(MARK)?));
    let mut cleaning = Cleaning::default();
    let (format, before) = Format::within(parts.before);
    let mut all = before.to_vec();
    let has_hole = !trim(parts.after).is_empty();
    if parts.inside.is_some() {
        all.push(Mark {
            c: GAP,
            escaped: true,
            at: 0,
        });
        all.extend(parts.after);
    }
    let mut asked = Worded::of(&all, format);
    if !has_hole {
        asked.text = asked.text.trim_end_matches(GAP).trim_end().to_owned();
    }
    let name = match parts.name.as_str() {
        "" => short(&asked.bare().replace(GAP, "_____")),
        name => name.to_owned(),
    };
    let made = |content, losses| Item {
        name: name.clone(),
        file: file.to_owned(),
        line: block.line,
        group: group.clone(),
        content,
        losses,
    };
    let Some(inside) = parts.inside else {
        let (title, text) = read_words(&asked, &parts.name, &mut cleaning);
        return Ok(made(Content::Words { title, text }, cleaning.losses));
    };
    let general = find_last(inside, "####");
    let (inside, general) = match general {
        Some(at) => (&inside[..at], inside.get(at + 4..).unwrap_or_default()),
        None => (inside, &[][..]),
    };
    let general = Worded::of(general, format);
    let own: Vec<(usize, Answer)> = block
        .comments
        .iter()
        .filter_map(|comment| Some((comment.at, Answer::read(*comment)?)))
        .collect();
    let given = answers(trim(inside), format, &block.span)?;
    let rest = Rest {
        name: &parts.name,
        asked: &asked,
        before: said(before),
        has_hole,
        general: &general,
    };
    if let Some(heading) = &heading
        && let Some(draft) = own_draft(heading, &rest, &given, &own)
    {
        return Ok(made(Content::Question(Box::new(draft)), cleaning.losses));
    }
    if !marks.tags.is_empty() {
        cleaning.losses.tell(Loss::Tags(marks.tags.clone()));
    }
    let mut draft = foreign(&rest, given, &mut cleaning);
    draft.id = marks
        .id
        .map(|id| crate::id::propose(&id))
        .unwrap_or_default();
    Ok(made(Content::Question(Box::new(draft)), cleaning.losses))
}

/// What stands around the answers.
pub(super) struct Rest<'r> {
    pub name: &'r str,
    /// What is asked, with [`GAP`] where the answers stood among the words.
    pub asked: &'r Worded,
    /// What stands before the answers, with all its blanks.
    pub before: String,
    /// Whether the answers stood among the words.
    pub has_hole: bool,
    pub general: &'r Worded,
}

fn parts<'m>(block: &'m Block<'_>) -> Result<Parts<'m>, NotRead> {
    let mut marks = trim(&block.marks);
    let mut name = String::new();
    if find(marks, "::") == Some(0) {
        let rest = marks.get(2..).unwrap_or_default();
        let end = find(rest, "::").ok_or_else(|| NotRead {
            span: span(marks.get(..2).unwrap_or_default()),
            message: "the name that begins here is not closed",
            help: "write `::` behind the name too",
        })?;
        name = one_line(&said(trim(&rest[..end])));
        marks = trim(rest.get(end + 2..).unwrap_or_default());
    }
    let brace = |at: usize| span(marks.get(at..=at).unwrap_or_default());
    let mut opened = marks.iter().enumerate().filter(|(_, mark)| {
        // Whatever else is wrong, this is what to mend.
        mark.c == '{' && !mark.escaped
    });
    if let Some((at, _)) =
        opened.find(|(at, _)| is_embedded(marks.get(at + 1..).unwrap_or_default()))
    {
        return Err(NotRead {
            span: brace(at),
            message: "these are answers as Moodle’s questions of the type “Cloze” have them, and \
                      GIFT has none",
            help: "make a question of each gap: `{=word}` to type it, `{=right ~wrong}` to choose",
        });
    }
    match (find(marks, "{"), find(marks, "}")) {
        (None, None) => Ok(Parts {
            name,
            before: marks,
            inside: None,
            after: &[],
        }),
        (Some(open), None) => Err(NotRead {
            span: brace(open),
            message: "the answers that begin here are not closed",
            help: "write `}` behind the last answer, and take out any blank line before it; for a \
                   brace that is a word’s, write `\\{`",
        }),
        (None, Some(close)) => Err(stray(brace(close))),
        (Some(open), Some(close)) if close < open => Err(stray(brace(close))),
        (Some(open), Some(close)) => {
            let after = marks.get(close + 1..).unwrap_or_default();
            if let Some(again) =
                find(after, "}").filter(|close| find(after, "{").is_none_or(|open| *close < open))
            {
                return Err(stray(span(after.get(again..=again).unwrap_or_default())));
            }
            if let Some(again) = find(after, "{") {
                return Err(NotRead {
                    span: span(after.get(again..=again).unwrap_or_default()),
                    message: "a second list of answers begins here",
                    help: "a question has one; part it in two with a blank line, or write `\\{` for \
                           a brace that is a word’s",
                });
            }
            Ok(Parts {
                name,
                before: &marks[..open],
                inside: Some(&marks[open + 1..close]),
                after,
            })
        }
    }
}

/// The kinds of embedded answers in Moodle's “Cloze”, without what says how they are laid out.
const EMBEDDED: [&str; 10] = [
    "SHORTANSWER",
    "SA",
    "MW",
    "SAC",
    "MWC",
    "MULTICHOICE",
    "MC",
    "MULTIRESPONSE",
    "NUMERICAL",
    "NM",
];

/// Whether answers begin here as “Cloze” has them: `1:SA:=word`. In GIFT that would be read as an
/// answer `1:SA:` that nobody meant.
fn is_embedded(inside: &[Mark]) -> bool {
    let start = said(inside.get(..inside.len().min(32)).unwrap_or_default());
    let Some((points, rest)) = start.split_once(':') else {
        return false;
    };
    let Some((kind, _)) = rest.split_once(':') else {
        return false;
    };
    let (kind, _) = kind.trim().split_once('_').unwrap_or((kind.trim(), ""));
    let short = |of: &str| {
        let laid_out = kind.strip_prefix(of);
        laid_out.is_some_and(|how| matches!(how, "V" | "H" | "S" | "VS" | "HS"))
    };
    points.trim().chars().all(|c| c.is_ascii_digit())
        && (EMBEDDED.contains(&kind) || short("MC") || short("MR") || kind == "MR")
}

fn stray(span: Span) -> NotRead {
    NotRead {
        span,
        message: "this closes answers that nothing opened",
        help: "write `{` before the first answer, and take out any blank line behind it; for a \
               brace that is a word’s, write `\\}`",
    }
}

/// The first words of a text, to know it by.
fn short(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.len() + word.len() > 60 {
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().take(60));
    }
    words
}

/// Words that ask nothing: a heading and what is under it.
fn read_words(asked: &Worded, name: &str, cleaning: &mut Cleaning<'_>) -> (String, String) {
    let text = asked.blocks(cleaning);
    let title = match name {
        "" => words::READ_THIS.to_owned(),
        name => crate::exchange::bank::escape::line(name, &mut cleaning.losses),
    };
    (title, text)
}

/// A question of somebody else's.
fn foreign(rest: &Rest<'_>, given: Given<'_>, cleaning: &mut Cleaning<'_>) -> Draft {
    let gap = rest.has_hole.then(|| given.as_gap()).flatten();
    let kind = match (&given.kind, &gap) {
        (_, Some(_)) => Kind::Gap,
        (Kinds::Essay, None) => Kind::Reflect,
        (Kinds::Choice { single: true }, None) | (Kinds::TrueFalse, None) => Kind::Single,
        (Kinds::Choice { single: false }, None) => Kind::Multiple,
        (Kinds::Match, None) => Kind::Match,
        (Kinds::Order, None) => Kind::Order,
        (Kinds::Number, None) => Kind::Number,
        (Kinds::Short, None) => Kind::Short,
    };
    cleaning.no_quotations = matches!(kind, Kind::Gap | Kind::Reflect);
    let text = with_hole(rest, gap.as_deref(), cleaning);
    let (title, stem) = match kind {
        // The gap stays where it is; the name, if there is one, says what to do.
        Kind::Gap => {
            let title = match rest.name {
                "" => words::FILL_THE_GAP.to_owned(),
                name => crate::exchange::bank::escape::line(name, &mut cleaning.losses),
            };
            (title, text)
        }
        _ => headed(&text, rest.name, &mut cleaning.losses),
    };
    let shuffle = given.kind != Kinds::TrueFalse;
    let mut draft = Draft {
        id: String::new(),
        kind,
        title,
        points: 1,
        shuffle,
        all_or_nothing: false,
        criteria: Vec::new(),
        nations: Vec::new(),
        stem,
        answers: Answers::none_of(kind),
        right: Said::default(),
        otherwise: Said::default(),
        always: Said::default(),
    };
    let general = rest.general.blocks(cleaning);
    if gap.is_none() {
        given.fill(&mut draft, cleaning);
    }
    say(&general, &mut draft);
    draft
}

/// What is asked, with the gap or a line where the answers stood.
fn with_hole(rest: &Rest<'_>, gap: Option<&str>, cleaning: &mut Cleaning<'_>) -> String {
    let text = rest.asked.blocks(cleaning);
    text.replacen(GAP, gap.unwrap_or("\\_\\_\\_\\_\\_"), 1)
}

/// Where some marks stand, or the block if there are none.
pub(super) fn place(marks: &[Mark], block: &Span) -> Span {
    match scan::span(marks) {
        span if span == Span::default() => *block,
        span => span,
    }
}
