//! What was put into a unit after somebody had gone past its place.
//!
//! A record says what was done, in which version of the training, and not what else there was to do
//! then. A question that is there to do today may be new: somebody who completed the unit before has
//! not completed it a second time by answering that one. So a part counts as put in since where it
//! was first done in a version in which nothing before it was first done, and something that stands
//! behind it was done already. What is left at the end of a unit may be new or have been left; it
//! counts as left, and so does everything where more than a quarter of the unit would be new: she had
//! begun behind the beginning.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;

use crate::{id::PackId, record::event::Event};

/// A part of a unit that was done: something read, a question or a scenario.
pub(super) struct Part<'r> {
    first: &'r Event,
    /// When it was done last, where that is noted every time.
    pub latest: Option<Timestamp>,
}

impl<'r> Part<'r> {
    /// What was practised at these times; nothing where it never was.
    pub fn practised(times: impl Iterator<Item = &'r Arc<Event>>) -> Option<Self> {
        times.fold(None, |known: Option<Self>, event| {
            let before = known.map(|known| (known.first, known.latest));
            let (first, latest) = before.unwrap_or((event, None));
            let is_earlier = (event.at, event.id) < (first.at, first.id);
            Some(Self {
                first: if is_earlier { event } else { first },
                latest: latest.max(Some(event.at)),
            })
        })
    }

    /// What was read to its end.
    pub fn read(first: &'r Event) -> Self {
        Self {
            first,
            latest: None,
        }
    }

    /// The version of the training in which it was first done.
    fn version(&self) -> Option<(&'r str, Option<(&'r PackId, &'r str)>)> {
        let about = self.first.about.first()?;
        let own = about.adaptation.as_ref();
        Some((&about.pack_version, own.map(|own| (&own.id, &*own.version))))
    }
}

/// When the parts of a unit, which stand in its order, had all been done that were there then.
pub(super) fn completed(parts: &[Part<'_>]) -> Option<Timestamp> {
    let mut in_time: Vec<(usize, &Part<'_>)> = parts.iter().enumerate().collect();
    in_time.sort_by_key(|(place, part)| (part.first.at, *place));
    let everything = in_time.last()?.1.first.at;
    let (mut versions, mut furthest, mut completed) = (BTreeSet::new(), None, everything);
    let mut put_in = 0_usize;
    for (place, part) in in_time {
        if furthest > Some(place) && !versions.contains(&part.version()) {
            put_in += 1;
            continue;
        }
        versions.insert(part.version());
        furthest = furthest.max(Some(place));
        completed = part.first.at;
    }
    let are_few = put_in.saturating_mul(4) <= parts.len();
    Some(if are_few { completed } else { everything })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::{Completion, Done, tests::UNIT};
    use crate::{
        nation::Nation,
        question::Response,
        read::read_unit,
        record::{
            Record,
            event::Item,
            sealed::Sealed,
            story::{LEARNER, Story, about, criterion},
            what::What,
        },
        scenario::Outcome,
        source::Source,
    };

    /// What was done, in a version of the training.
    fn done(version: &str, done: &Sealed) -> Sealed {
        let mut event = done.event().unwrap().as_ref().clone();
        event.about[0].pack_version = version.into();
        Sealed::new(&event)
    }

    fn read(story: &Story, version: &str) -> Sealed {
        let section = about(Item::Section("rights".parse().unwrap()));
        done(
            version,
            &story.sealed(LEARNER, section, &[], What::SectionRead),
        )
    }

    fn answer(story: &Story, version: &str, id: &str, attempt: u32) -> Sealed {
        done(
            version,
            &story.answer(id, attempt, Response::Number("42".into())),
        )
    }

    fn walk(story: &Story, version: &str, walk: u8) -> Sealed {
        done(version, &story.end(walk, 2, Outcome::Passed, &[]))
    }

    /// When the unit was completed, with a question that the next version has before the scenario.
    fn completed(events: &[&Sealed]) -> Option<Done> {
        let more = "## How few? {#few .number}\n\n- [x] 42\n  > Yes.\n\n## The sleepy lunch";
        let text = UNIT.replace("## The sleepy lunch", more);
        let source = Source {
            name: "carer-partnerships.md",
            text: &text,
        };
        let unit = read_unit(source).value;
        let record: Record = events.iter().copied().cloned().collect();
        let state = record.state();
        let about = criterion("ac-3-2");
        Completion::of(&unit, state.unit(&about.pack, &about.unit), Nation::England).done
    }

    fn at(event: &Sealed) -> Timestamp {
        event.event().unwrap().at
    }

    #[test]
    fn a_question_that_was_put_in_moves_no_day_and_renews_nothing() {
        let story = Story::default();
        let before = [
            read(&story, "1"),
            answer(&story, "1", "how", 0),
            walk(&story, "1", 1),
        ];
        let first = at(&before[2]);
        let new = answer(&story, "2", "few", 0);
        let mut events: Vec<&Sealed> = before.iter().collect();
        assert_eq!(completed(&events), None);
        events.push(&new);
        let done = |latest| Some(Done { first, latest });
        assert_eq!(completed(&events), done(first));
        // All but the new one once more, and then that too.
        let again = [walk(&story, "2", 2), answer(&story, "2", "how", 1)];
        events.extend(&again);
        assert_eq!(completed(&events), done(at(&new)));
        let new = answer(&story, "2", "few", 1);
        events.push(&new);
        assert_eq!(completed(&events), done(at(&again[0])));
    }

    #[test]
    fn what_was_left_is_not_taken_for_new() {
        let story = Story::default();
        let all = |versions: [&str; 4], order: [usize; 4]| {
            let mut made: Vec<Sealed> = Vec::new();
            let mut last = None;
            for part in order {
                let version = versions[part];
                let event = match part {
                    0 => read(&story, version),
                    1 => answer(&story, version, "how", 0),
                    2 => answer(&story, version, "few", 0),
                    _ => walk(&story, version, 1),
                };
                last = Some(at(&event));
                made.push(event);
            }
            (
                completed(&made.iter().collect::<Vec<_>>()).map(|done| done.first),
                last,
            )
        };
        for (versions, order) in [
            // Left and done in the same version.
            (["1", "1", "1", "1"], [0, 1, 3, 2]),
            // Something else was left too, and is done in the new version before it.
            (["1", "1", "2", "2"], [0, 1, 3, 2]),
            // The end is what was left.
            (["1", "1", "1", "2"], [0, 1, 2, 3]),
            // Begun with the end.
            (["2", "2", "2", "1"], [3, 0, 1, 2]),
        ] {
            let (found, last) = all(versions, order);
            assert_eq!(found, last, "{versions:?} {order:?}");
        }
    }
}
