//! Where a person can be reached: e-mail addresses, telephone numbers, postcodes, and the
//! registration of a car.
//!
//! Lines that belong to the public (03 and 08 numbers, 999, 111) are left alone: an answer may
//! well name a helpline.

use super::{Certainty, Hit, Kind, number, token::Shape, token::Tokens};

/// What begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize) -> Option<Hit> {
    email(tokens, at)
        .or_else(|| telephone(tokens, at))
        .or_else(|| postcode(tokens, at))
        .or_else(|| car(tokens, at))
}

/// The longest part of an e-mail address before its "@" that is looked at, in tokens.
const MAX_MAILBOX_TOKENS: usize = 24;

fn email(tokens: &Tokens, at: usize) -> Option<Hit> {
    if tokens.shape(at) == Shape::Mark {
        return None;
    }
    let is_inner = |next: usize, marks: &[char]| {
        tokens.is_glued(next)
            && (tokens.shape(next) != Shape::Mark || marks.iter().any(|&m| tokens.is_mark(next, m)))
    };
    let sign = (at + 1..at + MAX_MAILBOX_TOKENS)
        .find(|&next| !is_inner(next, &['.', '_', '-', '+', '%', '\'']))?;
    if !tokens.is_mark(sign, '@') || !tokens.is_glued(sign) {
        return None;
    }
    let mut last = None;
    let mut dotted = false;
    for next in sign + 1..sign + MAX_MAILBOX_TOKENS {
        if !is_inner(next, &['.', '-']) {
            break;
        }
        if tokens.is_mark(next, '.') {
            dotted = true;
        } else if tokens.shape(next) != Shape::Mark && dotted {
            last = Some(next);
        }
    }
    Some(Hit {
        bytes: tokens.bytes(at, last?),
        kind: Kind::Email,
        certainty: Certainty::Likely,
        suggestion: "(e-mail address left out)".to_owned(),
    })
}

/// The separators of a written telephone number.
const BETWEEN_DIGITS: [char; 7] = [' ', '-', '.', '(', ')', '–', '\u{a0}'];

/// Numbers as Ofcom's National Telephone Numbering Plan lays them out: 01 and 02 for places,
/// 07 for mobiles, 05 for the internet; ten digits after the 0, or nine for a few old 01
/// codes; abroad +44 stands for the 0.
fn telephone(tokens: &Tokens, at: usize) -> Option<Hit> {
    let first = tokens.get(at)?;
    let starts = match tokens.shape(at) {
        Shape::Digits => tokens.whole(at).starts_with('0'),
        Shape::Mark => {
            tokens.is_mark(at, '+')
                || (tokens.is_mark(at, '(') && tokens.whole(at + 1).starts_with('0'))
        }
        _ => false,
    };
    if !starts || (tokens.is_glued(at) && tokens.shape(at.checked_sub(1)?) != Shape::Mark) {
        return None;
    }
    let from = first.start + usize::from(tokens.is_mark(at, '+'));
    let run = number::run(tokens.text(), from, &BETWEEN_DIGITS);
    let digits = run.digits();
    // After the country's code a 0 may be repeated in brackets: +44 (0)113 …
    let (skipped, national) = if tokens.is_mark(at, '+') {
        let rest = digits.strip_prefix("44")?;
        let national = rest.strip_prefix('0').unwrap_or(rest);
        (digits.len() - national.len(), national)
    } else if let Some(rest) = digits.strip_prefix("0044") {
        (4, rest)
    } else {
        (1, digits.strip_prefix('0')?)
    };
    let length = match national.as_bytes().first()? {
        b'1' if national.len() == 9 => 9,
        b'1' | b'2' | b'5' | b'7' => 10,
        _ => return None,
    };
    let end = run.end_of(skipped + length)?;
    Some(Hit {
        bytes: first.start..end,
        kind: Kind::Telephone,
        certainty: Certainty::Likely,
        suggestion: "(telephone number left out)".to_owned(),
    })
}

/// The letters that postcodes begin with, of the 124 areas (and those of the Channel Islands and
/// the Isle of Man).
const POSTCODE_AREAS: &str = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW \
     DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP \
     IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL \
     PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA \
     WC WD WF WN WR WS WV YO ZE ";

/// A postcode as the Royal Mail writes them: an area, a district of one or two digits (or a
/// digit and a letter), then a digit and two letters, with or without a space.
fn postcode(tokens: &Tokens, at: usize) -> Option<Hit> {
    if tokens.shape(at) != Shape::Mixed || tokens.is_glued(at) {
        return None;
    }
    let whole = tokens.whole(at);
    let (outward, inward, last) = match whole.len() {
        2..=4 if tokens.follows(at + 1) => (whole, tokens.whole(at + 1), at + 1),
        5..=7 => {
            let (outward, inward) = whole.split_at_checked(whole.len() - 3)?;
            (outward, inward, at)
        }
        _ => return None,
    };
    if !is_outward(outward) || !is_inward(inward) {
        return None;
    }
    Some(Hit {
        bytes: tokens.bytes(at, last),
        kind: Kind::Postcode,
        certainty: Certainty::Likely,
        suggestion: "(postcode left out)".to_owned(),
    })
}

fn is_outward(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    let area = text
        .find(|c: char| !c.is_ascii_uppercase())
        .unwrap_or(text.len());
    let (area, district) = text.split_at(area);
    !area.is_empty()
        && POSTCODE_AREAS.contains(&format!(" {area} "))
        && match district.as_bytes() {
            [a] => a.is_ascii_digit(),
            [a, b] => a.is_ascii_digit() && (b.is_ascii_digit() || b.is_ascii_uppercase()),
            _ => false,
        }
}

fn is_inward(text: &str) -> bool {
    let [digit, one, two] = text.as_bytes() else {
        return false;
    };
    // "2nd", "3rd" and "1hr" are made of letters that a postcode may end in.
    let is_count = ["st", "nd", "rd", "th", "hr", "ft", "yr", "lb", "pt"]
        .iter()
        .any(|unit| unit.as_bytes() == [*one, *two]);
    let fits = |c: &u8| c.is_ascii_alphabetic() && !b"CIKMOV".contains(&c.to_ascii_uppercase());
    digit.is_ascii_digit() && fits(one) && fits(two) && !is_count
}

/// The registrations issued since 2001: two letters, two digits, three letters.
fn car(tokens: &Tokens, at: usize) -> Option<Hit> {
    let whole = tokens.whole(at);
    let (mark, letters, last) = match whole.len() {
        4 if tokens.follows(at + 1) => (whole, tokens.whole(at + 1), at + 1),
        7 => {
            let (mark, letters) = whole.split_at_checked(4)?;
            (mark, letters, at)
        }
        _ => return None,
    };
    let is_plate = match (mark.as_bytes(), letters.as_bytes()) {
        ([a, b, c, d], [e, f, g]) => {
            [a, b, e, f, g].iter().all(|l| l.is_ascii_uppercase())
                && c.is_ascii_digit()
                && d.is_ascii_digit()
        }
        _ => false,
    };
    is_plate.then(|| Hit {
        bytes: tokens.bytes(at, last),
        kind: Kind::CarRegistration,
        certainty: Certainty::Possible,
        suggestion: "the car".to_owned(),
    })
}
