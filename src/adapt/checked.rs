//! What is wrong with an adaptation: what could not be applied, and what the rules of the language
//! say of the result, told at the place where the employer can mend it.

use jiff::civil::Date;
use similar::{Algorithm, ChangeTag, utils::diff_slices};

use super::{
    Adaptation,
    apply::apply,
    change::Change,
    folder::ORIGINAL,
    outline::outline,
    read::{changes_of, read_changes},
    settings::SETTINGS,
};
use crate::{
    check::check_pack,
    diagnostic::{Code, Diagnostic},
    pack::Pack,
    read::{PackFiles, Read, is_path_in_pack, read_pack},
    source::{Source, Span},
};

/// Everything that is wrong with an adaptation. Files are those of its folder; what lies in the
/// original's own words is told there, under `original/`.
pub fn check_adaptation(adaptation: &Adaptation, today: Date) -> Vec<Diagnostic> {
    let applied = apply(adaptation);
    let brought = |wrong| brought_back(adaptation, &applied.files, wrong);
    all(
        adaptation,
        &applied.files,
        applied.diagnostics,
        brought,
        today,
    )
}

/// The same for somebody who edits units whole: what lies in a unit, in her words or the original's, is told
/// at its place in the text that she edits.
pub fn check_wanted(adaptation: &Adaptation, today: Date) -> Vec<Diagnostic> {
    let applied = apply(adaptation);
    let refused =
        applied
            .diagnostics
            .into_iter()
            .map(|wrong| match adaptation.wanted_text(&wrong.file) {
                Some(text) => in_its_part(&adaptation.changes(&wrong.file), &text, wrong),
                None => wrong,
            });
    let brought = |wrong: Diagnostic| match adaptation.wanted_text(&wrong.file) {
        Some(wanted) => {
            let mut units = applied.files.units.iter();
            let whole = units.find(|(name, _)| *name == wrong.file);
            by_lines(wrong, whole.map_or("", |(_, text)| text), &wanted)
        }
        None => brought_back(adaptation, &applied.files, wrong),
    };
    let refused = refused.collect();
    let mut found = all(adaptation, &applied.files, refused, brought, today);
    found.iter_mut().for_each(without_folder);
    found
}

/// Whoever edits units whole has no folder to put an image into.
fn without_folder(wrong: &mut Diagnostic) {
    if wrong.code == Code::ImageNotInPack {
        wrong.help = Some(
            "this page can add no images but a logo: say in words what it shows, or have the file put \
             into the adaptation’s folder, where the program `underpin` finds it"
                .to_owned(),
        );
    }
}

/// What could not be applied, and what is wrong with the result, brought to where it is told.
fn all(
    adaptation: &Adaptation,
    result: &PackFiles,
    mut found: Vec<Diagnostic>,
    brought: impl Fn(Diagnostic) -> Diagnostic,
    today: Date,
) -> Vec<Diagnostic> {
    let read = read_pack(result);
    for wrong in check_result(adaptation, result, &read, today) {
        let told = brought(wrong);
        // One mistake is told once, also where applying and reading both meet it.
        if !found
            .iter()
            .any(|other| other.file == told.file && other.span == told.span)
        {
            found.push(told);
        }
    }
    found.sort_by(|a, b| (&a.file, a.span, a.code).cmp(&(&b.file, b.span, b.code)));
    found
}

/// What could not be applied of a unit, at the part of the edited text that the change is about.
fn in_its_part(changes: &[Change], edited: &str, wrong: Diagnostic) -> Diagnostic {
    let mut changes = changes.iter();
    let change = changes.find(|change| change.span.range().contains(&wrong.span.start));
    let whole = outline(Source {
        name: &wrong.file,
        text: edited,
    });
    let part = change.and_then(|change| {
        let mut parts = whole.all();
        parts.find(|part| part.name == *change.action.target())
    });
    Diagnostic {
        span: part.map_or(Span::default(), |part| part.span.first_line(edited)),
        fix: None,
        ..wrong
    }
}

/// What is wrong with the pack that learners see. What the original shows is the original's to have:
/// an adaptation that was begun on a site holds its texts only.
fn check_result(
    adaptation: &Adaptation,
    files: &PackFiles,
    read: &Read<Pack>,
    today: Date,
) -> Vec<Diagnostic> {
    let mut found = check_pack(files, read, today);
    found.retain(|wrong| {
        let unit = files.units.iter().find(|(name, _)| *name == wrong.file);
        let path = unit.map_or("", |(_, text)| wrong.span.of(text));
        let is_missing = wrong.code == Code::ImageNotInPack && is_path_in_pack(path);
        let mut originals = adaptation.original.units.iter();
        !(is_missing && originals.any(|(_, text)| text.contains(path)))
    });
    found
}

/// A diagnostic of the result, at its place in the adaptation's folder.
fn brought_back(adaptation: &Adaptation, result: &PackFiles, wrong: Diagnostic) -> Diagnostic {
    if wrong.file == SETTINGS {
        let text = result.settings.as_deref().unwrap_or_default();
        return in_lines(adaptation, text, wrong);
    }
    let name = wrong.file.as_str();
    let own = adaptation.units.iter().find(|(file, _)| file == name);
    let text = own.map_or("", |(_, text)| text);
    let of_original = adaptation.original_text(name);
    let whole = result.units.iter().find(|(file, _)| file == name);
    let whole = whole.map_or("", |(_, text)| text);
    let changes = match (changes_of(text), of_original) {
        (Some(_), _) => read_changes(Source { name, text }).value,
        // Her own, but for a pass mark or a date that her settings have put into it.
        (None, None) if own.is_some() => return by_lines(wrong, whole, text),
        // The original's, also where a unit of the employer's own takes its name.
        (None, _) => Vec::new(),
    };
    if of_original == Some(whole) {
        return in_original(wrong);
    }
    let made: Vec<&Change> = changes.iter().filter(|change| !change.aside).collect();
    // Where it stands within the text of a change, and that text's place in the file.
    let in_hers = |span: Span| {
        made.iter().find_map(|change| {
            let body = change.action.text()?;
            let (at, own) = (whole.find(body)?, change.span.of(text).rfind(body)?);
            let body = Span::new(at, at + body.len());
            let is_in = (body.start..body.end.max(at + 1)).contains(&span.start);
            is_in.then_some((body, change.span.start + own))
        })
    };
    if let Some((body, to)) = in_hers(wrong.span) {
        return moved(once(wrong), body, to);
    }
    if wrong.code == Code::DuplicateId {
        let others = whole.match_indices(wrong.span.of(whole));
        let mut others = others.map(|(at, id)| Span::new(at, at + id.len()));
        if let Some((other, (body, to))) = others.find_map(|other| Some((other, in_hers(other)?))) {
            let hers = Diagnostic {
                span: other,
                ..once(wrong)
            };
            return moved(hers, body, to);
        }
    }
    match of_original {
        Some(original) => {
            let line = line_around(whole, wrong.span);
            let at = original
                .find(line.of(whole))
                .filter(|_| !line.of(whole).is_empty());
            in_original(match at {
                Some(at) => moved(wrong, line, at),
                None => Diagnostic {
                    span: Span::default(),
                    fix: None,
                    ..wrong
                },
            })
        }
        None => in_original(wrong),
    }
}

/// An id that stands in a unit twice with the employer's words, said without the line of the other,
/// which is a line of neither of her files.
fn once(wrong: Diagnostic) -> Diagnostic {
    if wrong.code != Code::DuplicateId {
        return wrong;
    }
    Diagnostic {
        message: "this id stands in the unit twice: here, and in the original or in another change"
            .to_owned(),
        help: Some(
            "ids are all different within a unit: take it out of your words, or choose another"
                .to_owned(),
        ),
        ..wrong
    }
}

/// A diagnostic of a text at its place in another, of which it differs by some lines.
fn by_lines(wrong: Diagnostic, from: &str, to: &str) -> Diagnostic {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (mut at, mut there) = (0, 0);
    for (tag, lines) in diff_slices(Algorithm::Myers, &lines(from), &lines(to)) {
        let length: usize = lines.iter().map(|line| line.len()).sum();
        let is_here = wrong.span.start < at + length;
        match tag {
            ChangeTag::Equal if is_here => return moved(wrong, Span::new(at, at + length), there),
            ChangeTag::Delete if is_here => break,
            ChangeTag::Equal => (at, there) = (at + length, there + length),
            ChangeTag::Delete => at += length,
            ChangeTag::Insert => there += length,
        }
    }
    Diagnostic {
        span: Span::new(there, to.len()).first_line(to),
        fix: None,
        ..wrong
    }
}

/// A diagnostic of the merged settings: in the employer's line, if it is one of hers.
fn in_lines(adaptation: &Adaptation, merged: &str, wrong: Diagnostic) -> Diagnostic {
    let line = line_around(merged, wrong.span);
    let words = line.of(merged);
    let whole = |text: &str| text.find(words).filter(|_| !words.trim().is_empty());
    if let Some(at) = whole(&adaptation.settings) {
        return moved(wrong, line, at);
    }
    // A list of hers is written anew, with a line for each.
    let said = wrong.span.of(merged).trim_matches('"');
    let said = format!("\"{said}\"");
    if let Some(at) = adaptation.settings.find(&said) {
        return Diagnostic {
            span: Span::new(at, at + said.len()),
            fix: None,
            ..wrong
        };
    }
    let original = adaptation.original.settings.as_deref().unwrap_or_default();
    match whole(original) {
        Some(at) => in_original(moved(wrong, line, at)),
        None => Diagnostic {
            span: Span::default(),
            fix: None,
            ..wrong
        },
    }
}

fn in_original(wrong: Diagnostic) -> Diagnostic {
    Diagnostic {
        file: format!("{ORIGINAL}{}", wrong.file),
        // The original is not the employer's to mend.
        fix: None,
        ..wrong
    }
}

fn line_around(text: &str, span: Span) -> Span {
    let start = text.get(..span.start).and_then(|before| before.rfind('\n'));
    let start = start.map_or(0, |at| at + 1);
    Span::new(start, text.len()).first_line(text)
}

/// A diagnostic of a text that begins at `to` elsewhere. What reaches out of that text has no place
/// there.
fn moved(mut wrong: Diagnostic, from: Span, to: usize) -> Diagnostic {
    let shift = |span: Span| {
        let shifted = |at: usize| to + at.clamp(from.start, from.end) - from.start;
        Span::new(shifted(span.start), shifted(span.end))
    };
    let fits = |span: Span| from.start <= span.start && span.end <= from.end;
    wrong.fix = wrong
        .fix
        .filter(|fix| fix.edits.iter().all(|edit| fits(edit.span)));
    if let Some(fix) = &mut wrong.fix {
        for edit in &mut fix.edits {
            edit.span = shift(edit.span);
        }
    }
    wrong.span = shift(wrong.span);
    wrong
}

/// What is wrong with a unit as it stands in an editor, with its places in that text: what the
/// rules of the language say of it within the adaptation, and what of it could not be applied.
pub fn check_edited(
    adaptation: &Adaptation,
    name: &str,
    edited: &str,
    today: Date,
) -> Vec<Diagnostic> {
    let mut next = adaptation.clone();
    next.take(name, edited);
    let applied = apply(&next);
    let changes = next.changes(name);
    let refused = applied
        .diagnostics
        .into_iter()
        .filter(|wrong| wrong.file == name && next.original_text(name).is_some());
    let mut found: Vec<Diagnostic> = refused
        .map(|wrong| in_its_part(&changes, edited, wrong))
        .collect();
    let mut files = applied.files;
    match files.units.iter_mut().find(|(file, _)| file == name) {
        Some((_, text)) => edited.clone_into(text),
        None => files.units.push((name.to_owned(), edited.to_owned())),
    }
    let read = read_pack(&files);
    let told = check_result(adaptation, &files, &read, today);
    found.extend(told.into_iter().filter(|wrong| wrong.file == name));
    found.iter_mut().for_each(without_folder);
    found.sort_by_key(|wrong| (wrong.span, wrong.code));
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_slip_in_a_unit_of_ones_own_is_told_where_it_stands_whatever_settings_put_into_it() {
        let unit = "+++\nid = \"welcome\"\ntitle = \"Welcome\"\nlevel = 2\nminutes = 5\n+++\n\n\
                    ## The door\n\nIt is red.\n\n## The door\n\nIt is locked.\n";
        let own = |review: &str| Adaptation {
            settings: format!(
                "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\n{review}\n[adapts]\npack = \"base\"\n"
            ),
            units: vec![("welcome.md".to_owned(), unit.to_owned())],
            ..Adaptation::default()
        };
        let told = |review: &str| -> Vec<(Span, Option<usize>)> {
            let found = check_adaptation(&own(review), date(2026, 11, 27));
            let found = found
                .into_iter()
                .filter(|wrong| wrong.code == Code::MissingId);
            let fix = |wrong: &Diagnostic| Some(wrong.fix.as_ref()?.edits.first()?.span.start);
            found.map(|wrong| (wrong.span, fix(&wrong))).collect()
        };
        let plain = told("");
        let lines: Vec<&str> = plain.iter().map(|(span, _)| span.of(unit)).collect();
        assert_eq!(lines, ["## The door"; 2]);
        assert_eq!(told("[review]\nwelcome = 2027-01-31\n"), plain);
    }

    #[test]
    fn an_image_is_missed_where_the_employer_shows_it_and_not_where_the_original_does() {
        let front = "+++\nid = \"welcome\"\ntitle = \"Welcome\"\nlevel = 2\nminutes = 5\n+++\n\n";
        let text = format!("{front}## The door {{#door}}\n\n![The door](door.png)\n");
        let mut adaptation = Adaptation {
            settings:
                "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\n\n[adapts]\npack = \"base\"\n"
                    .to_owned(),
            original: PackFiles {
                units: vec![("welcome.md".to_owned(), text.clone())],
                ..PackFiles::default()
            },
            ..Adaptation::default()
        };
        let missed = |adaptation: &Adaptation| -> Vec<String> {
            let found = check_adaptation(adaptation, date(2026, 11, 27)).into_iter();
            let found = found.filter(|wrong| wrong.code == Code::ImageNotInPack);
            found.map(|wrong| wrong.message).collect()
        };
        assert_eq!(missed(&adaptation), [""; 0]);
        adaptation.take("welcome.md", &format!("{text}\n![The bell](bell.png)\n"));
        assert_eq!(missed(&adaptation), ["the pack has no image `bell.png`"]);
    }

    #[test]
    fn a_number_alone_is_that_of_the_originals_contact_and_a_stranger_needs_a_name() {
        let adaptation = |contact: &str| Adaptation {
            settings: format!(
                "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\n\n[contacts]\n{contact}\n\n[adapts]\npack = \"base\"\n"
            ),
            original: PackFiles {
                settings: Some(
                    "id = \"base\"\ntitle = \"Base\"\nversion = \"1\"\nunits = []\n\n[contacts]\n\
                     night = { name = \"the manager on call\", email = \"night@example.org\" }\n"
                        .to_owned(),
                ),
                ..PackFiles::default()
            },
            ..Adaptation::default()
        };
        let reads = |contact: &str| {
            let settings = read_pack(&apply(&adaptation(contact)).files).value.settings;
            settings.fillings.contacts["night"].words()
        };
        let missed = |contact: &str| -> Vec<String> {
            let found = check_adaptation(&adaptation(contact), date(2026, 11, 27));
            let found = found
                .iter()
                .filter(|wrong| wrong.code == Code::MissingKey && wrong.message.contains("name"));
            found
                .map(|wrong| wrong.span.of(&adaptation(contact).settings).to_owned())
                .collect()
        };
        let alone = "night = { phone = \"07700 900123\" }";
        assert!(
            reads(alone).starts_with("the manager on call"),
            "{}",
            reads(alone)
        );
        assert!(reads(alone).contains("07700 900123"), "{}", reads(alone));
        assert!(
            reads(alone).contains("night@example.org"),
            "{}",
            reads(alone)
        );
        assert_eq!(missed(alone), [""; 0]);
        let hers = reads("night = { name = \"Ada\", phone = \"07700 900123\" }");
        assert!(!hers.contains("night@example.org"), "{hers}");
        let stranger = "day = { phone = \"07700 900456\" }";
        assert_eq!(missed(stranger), ["{ phone = \"07700 900456\" }"]);
    }

    #[test]
    fn whoever_edits_a_unit_whole_is_told_the_lines_that_she_sees() {
        let front = "+++\nid = \"care\"\ntitle = \"Care\"\nlevel = 2\nminutes = 5\n+++\n\n";
        let text = format!(
            "{front}## One {{#one}}\n\nWords.\n\n## Two {{#two}}\n\nMore.\n\n## Three {{#three .readng}}\n\nLast.\n"
        );
        let mut adaptation = Adaptation {
            settings: "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\n\n[review]\ncare = 2027-01-31\n\n\
                       [adapts]\npack = \"base\"\n"
                .to_owned(),
            original: PackFiles {
                units: vec![("care.md".to_owned(), text.clone())],
                ..PackFiles::default()
            },
            ..Adaptation::default()
        };
        adaptation.take(
            "care.md",
            &text.replace("More.", "A line.\n\n## Four\n\nMore."),
        );
        let wanted = adaptation.wanted_text("care.md").unwrap();
        let told: Vec<(Code, String)> = check_wanted(&adaptation, date(2026, 11, 27))
            .into_iter()
            .filter(|wrong| [Code::MissingId, Code::UnknownClass].contains(&wrong.code))
            .map(|wrong| {
                assert_eq!(wrong.file, "care.md");
                (
                    wrong.code,
                    line_around(&wanted, wrong.span).of(&wanted).to_owned(),
                )
            })
            .collect();
        let expected = [
            (Code::MissingId, "## Four".to_owned()),
            (Code::UnknownClass, "## Three {#three .readng}".to_owned()),
        ];
        assert_eq!(told, expected);
    }
}
