//! A heading's attributes: its id, what its class makes of the section, and the keys that class
//! has. Everything that is not known is told, with what was probably meant.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pulldown_cmark::{Event, Tag};

use super::{prose::depth, reader::Reader};
use crate::{
    diagnostic::{Code, Fix, nearest},
    id::{CriterionId, SectionId},
    nation::{Nation, Nations},
    prose::Prose,
    question::Kind,
    source::Span,
};

/// What a heading's class says its section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Reading,
    Law,
    Scenario,
    Criterion,
    Question(Kind),
}

impl Class {
    const NAMED: [&'static str; 12] = [
        "law",
        "scenario",
        "criterion",
        "single",
        "multiple",
        "order",
        "match",
        "gap",
        "number",
        "short",
        "rate",
        "reflect",
    ];

    fn named(name: &str) -> Option<Self> {
        match name {
            "law" => Some(Self::Law),
            "scenario" => Some(Self::Scenario),
            "criterion" => Some(Self::Criterion),
            name => Kind::of_class(name).map(Self::Question),
        }
    }

    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Reading => &["nation", "criteria"],
            Self::Law => &["nation", "criteria", "checked", "review-by"],
            Self::Scenario => &["nation", "criteria", "pass"],
            Self::Criterion => &["nation", "kind", "level"],
            Self::Question(Kind::Multiple) => {
                &["nation", "criteria", "points", "shuffle", "scoring"]
            }
            Self::Question(Kind::Rate | Kind::Reflect) => &["nation", "criteria"],
            Self::Question(_) => &["nation", "criteria", "points", "shuffle"],
        }
    }
}

/// A heading, read.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    pub level: u8,
    pub id: Option<SectionId>,
    pub class: Class,
    pub title: Prose,
    /// The title as plain words, for proposing an id and the like.
    pub words: String,
    pub span: Span,
    attributes: BTreeMap<String, (String, Span)>,
}

impl Heading {
    /// Whether a key is written on it, with a value that can be read or not.
    pub fn has(&self, key: &str) -> bool {
        self.attributes.contains_key(key)
    }
}

/// Whether a heading can have this class.
pub(super) fn is_class(name: &str) -> bool {
    Class::named(name).is_some()
}

impl<'a> Reader<'a> {
    /// The level of the heading at this node, if it is one.
    pub fn heading_level(&self, at: usize) -> Option<u8> {
        match self.document.node(at)?.event {
            Event::Start(Tag::Heading { level, .. }) => Some(depth(level)),
            _ => None,
        }
    }

    /// Whether the heading at this node has a class.
    pub fn has_class(&self, at: usize) -> bool {
        matches!(
            self.document.node(at).map(|node| &node.event),
            Some(Event::Start(Tag::Heading { classes, .. })) if !classes.is_empty()
        )
    }

    /// The id a heading names, unread.
    pub fn raw_id(&self, at: usize) -> Option<&str> {
        match &self.document.node(at)?.event {
            Event::Start(Tag::Heading { id, .. }) => id.as_deref(),
            _ => None,
        }
    }

    /// Reads the heading at this node. `wanted` says what it is, as in "section", where an id
    /// must be there.
    pub fn heading(&mut self, at: usize, wanted: Option<&str>) -> Option<Heading> {
        let node = self.document.node(at)?;
        let span = node.span.trimmed(self.source.text);
        let Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) = &node.event
        else {
            return None;
        };
        let inside = self.document.inside(at);
        let words = self.document.words(inside.clone()).trim().to_owned();
        let class = self.class(classes, span);
        let in_braces = self.check_braces(at);
        let id = match id {
            Some(id) => self.heading_id(id, span),
            None => {
                if in_braces || self.unasked.contains_key(&at) {
                    // What is told of it is how the id is to be written, too.
                } else if let Some(wanted) = wanted {
                    self.missing_id(wanted, &words, span, self.may_ask(at));
                }
                None
            }
        };
        if !in_braces {
            self.check_unasked(at);
        }
        let mut attributes = BTreeMap::new();
        let mut unseen = self.document.span(inside.clone());
        unseen = Span::new(unseen.end.max(span.start), span.end);
        for (key, value) in attrs {
            let place = match value {
                Some(value) => unseen.find_next(self.source.text, &format!("{key}={value}")),
                None => unseen.find_next(self.source.text, key),
            };
            self.attribute(class, key, value.as_deref(), place, &mut attributes);
        }
        let title = self.prose(inside);
        Some(Heading {
            level: depth(*level),
            id,
            class,
            title,
            words,
            span,
            attributes,
        })
    }

    fn class(&mut self, classes: &[pulldown_cmark::CowStr<'_>], heading: Span) -> Class {
        let mut found = None;
        let mut unseen = heading;
        for name in classes {
            let span = unseen.find_next(self.source.text, &format!(".{name}"));
            match (Class::named(name), found) {
                (Some(class), None) => found = Some(class),
                (Some(_), Some(_)) => {
                    self.wrong(
                        Code::ConflictingClasses,
                        span,
                        format!("`.{name}` is a second class"),
                        "a heading has one class at most; keep the one that fits",
                    );
                }
                (None, _) => {
                    let meant = nearest(name, Class::NAMED);
                    let help = match meant {
                        Some(meant) => format!("did you mean `.{meant}`?"),
                        None => format!("classes: .{}", Class::NAMED.join(", .")),
                    };
                    let message = format!("there is no class `.{name}`");
                    let diagnostic = self.wrong(Code::UnknownClass, span, message, help);
                    diagnostic.fix = meant.map(|meant| {
                        let class = format!(".{meant}");
                        Fix::one(format!("Write `{class}`"), span, class)
                    });
                }
            }
        }
        found.unwrap_or(Class::Reading)
    }

    /// An id for a heading with these words that the unit does not have yet.
    pub fn proposed_id(&self, words: &str) -> String {
        let mut proposed = crate::id::propose(words);
        while self.ids.contains_key(&proposed) {
            proposed.push_str("-2");
        }
        proposed
    }

    fn missing_id(&mut self, wanted: &str, words: &str, span: Span, may_ask: bool) {
        let proposed = self.proposed_id(words);
        let end = Span::at(span.end);
        let line = self.text(span);
        // Where there are braces already the id goes into them.
        let fix = match line.rfind('{').filter(|_| line.trim_end().ends_with('}')) {
            Some(brace) => Fix::one(
                format!("Write #{proposed}"),
                Span::at(span.start + brace + 1),
                format!("#{proposed} "),
            ),
            None => Fix::one(
                format!("Write {{#{proposed}}}"),
                end,
                format!(" {{#{proposed}}}"),
            ),
        };
        let mut help = format!("write `{{#{proposed}}}` at the end of the heading");
        let is_unsure = may_ask && !line.trim_end().ends_with('}');
        if is_unsure {
            help.push_str(&format!(
                "; if it asks something, its kind too: `{{#{proposed} .single}}`"
            ));
        }
        let message = format!("the {wanted} has no id");
        let diagnostic = self.wrong(Code::MissingId, span, message, help);
        // An id alone would make of a question words to read.
        diagnostic.fix = (!is_unsure).then_some(fix);
    }

    fn attribute(
        &mut self,
        class: Class,
        key: &str,
        value: Option<&str>,
        span: Span,
        attributes: &mut BTreeMap<String, (String, Span)>,
    ) {
        if !class.keys().contains(&key) {
            let key_span = Span::new(span.start, span.start + key.len());
            let help = match nearest(key, class.keys().iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if Class::named(key).is_some() => format!("a class has a full stop: `.{key}`"),
                None => format!("keys here: {}", class.keys().join(", ")),
            };
            self.wrong(
                Code::UnknownAttribute,
                key_span,
                format!("this heading has no key `{key}`"),
                help,
            );
            return;
        }
        match value {
            Some(value) if !value.is_empty() => {
                attributes.insert(key.to_owned(), (value.to_owned(), span));
            }
            _ => {
                self.wrong(
                    Code::BadAttribute,
                    span,
                    format!("`{key}` has no value"),
                    format!("write `{key}=…` without spaces"),
                );
            }
        }
    }

    fn bad_attribute(&mut self, key: &str, value: &str, span: Span, wanted: &str) {
        self.wrong(
            Code::BadAttribute,
            span,
            format!("`{key}={value}` is not {wanted}"),
            format!("give `{key}` {wanted}"),
        );
    }

    /// Where the heading's section holds.
    pub fn nations(&mut self, heading: &Heading) -> Nations {
        let Some((value, span)) = heading.attributes.get("nation") else {
            return Nations::ALL;
        };
        let mut nations = Vec::new();
        for name in value.split(',') {
            match name.parse::<Nation>() {
                Ok(nation) => nations.push(nation),
                Err(wrong) => {
                    let several = "part several with commas and no spaces: `nation=england,wales`";
                    let help = match nearest(name, Nation::ALL.map(Nation::key)) {
                        Some(meant) => format!("did you mean `{meant}`?"),
                        None => several.to_owned(),
                    };
                    self.wrong(Code::BadAttribute, *span, wrong.to_string(), help);
                }
            }
        }
        Nations::from(nations)
    }

    /// Where a question holds: nowhere that its section does not.
    pub fn nations_within(&mut self, heading: &Heading, section: Nations) -> Nations {
        let own = self.nations(heading);
        own.within(section).unwrap_or_else(|| {
            let named = heading.attributes.get("nation");
            let span = named.map_or(heading.span, |(_, span)| *span);
            self.wrong(
                Code::BadAttribute,
                span,
                format!("its section holds in {section} only"),
                "name a nation of the section, or none",
            );
            section
        })
    }

    /// Tells of keys that the heading's class has, and that mean nothing where it stands.
    pub fn refuse(&mut self, heading: &Heading, keys: &[&str], help: &str) {
        for key in keys {
            if let Some((_, span)) = heading.attributes.get(*key) {
                self.wrong(
                    Code::UnknownAttribute,
                    *span,
                    format!("`{key}` has no meaning here"),
                    help,
                );
            }
        }
    }

    /// The criteria that the heading names.
    pub fn criteria(&mut self, heading: &Heading) -> Vec<CriterionId> {
        let Some((value, span)) = heading.attributes.get("criteria") else {
            return Vec::new();
        };
        value
            .split(',')
            .filter_map(|name| self.id(name, *span))
            .collect()
    }

    /// A whole number within a range.
    pub fn number(
        &mut self,
        heading: &Heading,
        key: &str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<u32> {
        let (value, span) = heading.attributes.get(key)?;
        match value
            .parse::<u32>()
            .ok()
            .filter(|number| range.contains(number))
        {
            Some(number) => Some(number),
            None => {
                let wanted = format!("a whole number from {} to {}", range.start(), range.end());
                self.bad_attribute(key, value, *span, &wanted);
                None
            }
        }
    }

    /// A date.
    pub fn date(&mut self, heading: &Heading, key: &str) -> Option<Date> {
        let (value, span) = heading.attributes.get(key)?;
        let date = value.parse().ok();
        if date.is_none() {
            self.bad_attribute(key, value, *span, "a date such as 2026-11-02");
        }
        date
    }

    /// One of a few words; the first where the heading says nothing.
    pub fn word<T: Copy>(
        &mut self,
        heading: &Heading,
        key: &str,
        words: &[(&str, T)],
        default: T,
    ) -> T {
        let Some((value, span)) = heading.attributes.get(key) else {
            return default;
        };
        match words.iter().find(|(word, _)| word == value) {
            Some((_, meaning)) => *meaning,
            None => {
                let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
                self.bad_attribute(key, value, *span, &names.join(" or "));
                default
            }
        }
    }
}
