//! From an event to its statement.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{
    Account, BASE, LANGUAGE, StatementId,
    activity::{self, PROFILE},
    launch::Launch,
    result,
    statement::{Activity, Agent, Context, ContextActivities, Statement, StatementRef, Verb},
    verb,
};
use crate::record::{
    Record,
    event::{About, Actor, Event, Role},
    seal::TextHash,
    sealed::{Reading, Sealed, Unread},
    what::What,
};

/// The names of what carries a record, among a statement's extensions.
pub mod extension {
    use super::BASE;

    /// The event's exact bytes, as one text.
    pub fn event() -> String {
        format!("{BASE}/extensions/event")
    }

    /// The event's seal.
    pub fn seal() -> String {
        format!("{BASE}/extensions/seal")
    }

    /// The texts that the event is pinned to.
    pub fn texts() -> String {
        format!("{BASE}/extensions/texts")
    }

    /// A text that no event names.
    pub fn text() -> String {
        format!("{BASE}/extensions/text")
    }
}

/// Whose record it is and how statements name people.
#[derive(Clone, Debug, PartialEq)]
pub struct Whose {
    /// The learner.
    pub learner: Account,
    /// Who did what the learner did not: one account where only one other person's events are
    /// written, none where each goes by the id in the event.
    pub sender: Option<Account>,
    /// Whether people's names stand beside their accounts.
    pub with_names: bool,
    /// What a launch asks for.
    pub launch: Option<Launch>,
}

impl Whose {
    /// A learner's record, with nobody's name.
    pub fn of(learner: Account) -> Self {
        Self {
            learner,
            sender: None,
            with_names: false,
            launch: None,
        }
    }

    /// The statement of an event, with the texts out of its record.
    pub fn event(&self, event: &Sealed, record: &Record) -> Statement {
        let texts: BTreeSet<TextHash> = event.shown().collect();
        let texts = texts.iter().filter_map(|hash| record.text(hash)).collect();
        let told = match event.reading() {
            Reading::Known(event) => self.known(event, record),
            Reading::Unknown(unread) => self.unknown(unread, event.raw()),
        };
        let by = event.by();
        let mut context = self.context(told.about, event, texts);
        context.instructor = by
            .filter(|by| by.role != Role::Learner)
            .map(|by| self.instructor(by));
        if let Some(What::WalkStep(_) | What::WalkEnded(_)) = event.event().map(|e| &e.what) {
            context.registration = event.event().and_then(|event| walk(&event.what));
            // A step belongs to its scenario before it belongs to the unit.
            let scenario = told.about.first().map(activity::item);
            if scenario.as_deref() != Some(&*told.object.id) {
                context.activities.parent = scenario.map(activity::bare).into_iter().collect();
            }
        }
        if let Some(launch) = &self.launch {
            launch.put_into(&mut context);
        }
        let own = by.filter(|by| by.role == Role::Learner);
        Statement {
            id: StatementId::of_event(&self.learner, event.seal()),
            actor: self.agent(self.learner.clone(), own),
            verb: told.verb,
            object: told.object,
            result: told.result,
            context,
            timestamp: told.at.and_then(writable),
        }
    }

    /// The statement of a text that no event names.
    pub fn text(&self, hash: TextHash, text: &str) -> Statement {
        let mut context = Context {
            activities: ContextActivities {
                category: vec![activity::bare(PROFILE)],
                ..ContextActivities::default()
            },
            platform: PLATFORM,
            language: LANGUAGE,
            extensions: [(extension::text(), json!(text))].into(),
            ..Context::default()
        };
        if let Some(launch) = &self.launch {
            launch.put_into(&mut context);
        }
        Statement {
            id: StatementId::of_text(&self.learner, hash),
            actor: self.agent(self.learner.clone(), None),
            verb: verb::of_text(),
            object: activity::of_record(&self.learner),
            result: None,
            context,
            timestamp: None,
        }
    }

    fn known<'e>(&self, event: &'e Event, record: &Record) -> Told<'e> {
        let about = event.about.first();
        let shown = about.and_then(|about| record.text(&about.shown?));
        let object = match (about, &event.what) {
            (Some(about), What::WalkStep(step)) => {
                activity::question(activity::step(about, &step.step), shown)
            }
            // Whatever page it was done on, these are about the record itself.
            (_, What::Profile(_) | What::SamePerson(_)) | (None, _) => {
                activity::of_record(&self.learner)
            }
            (Some(about), _) => activity::of(about, shown),
        };
        Told {
            at: Some(event.at),
            about: &event.about,
            verb: verb::of(&event.what, event.by.role),
            object,
            result: result::of(&event.what, event.by.role, shown),
        }
    }

    fn unknown<'e>(&self, unread: &'e Unread, raw: &str) -> Told<'e> {
        let about = unread.about.first();
        Told {
            at: at(raw),
            about: &unread.about,
            verb: verb::of_unknown(),
            object: about.map_or_else(
                || activity::of_record(&self.learner),
                |about| activity::of(about, None),
            ),
            result: None,
        }
    }

    fn context(&self, about: &[About], event: &Sealed, texts: Vec<&str>) -> Context {
        let mut extensions = super::statement::Extensions::from([
            (extension::event(), json!(event.raw())),
            (extension::seal(), json!(event.seal())),
        ]);
        if !texts.is_empty() {
            extensions.insert(extension::texts(), json!(texts));
        }
        let first = about.first();
        if let Some(over) = first.and_then(|about| about.adaptation.as_ref()) {
            extensions.insert(format!("{BASE}/extensions/adaptation"), json!(over));
        }
        let others: BTreeSet<String> = about.iter().skip(1).map(activity::item).collect();
        let unit = first.map(activity::unit);
        let pack = first.map(activity::pack);
        Context {
            activities: ContextActivities {
                parent: bare(unit),
                grouping: bare(pack),
                category: vec![activity::bare(PROFILE)],
                other: bare(others),
            },
            revision: first
                .map(|about| about.pack_version.to_string())
                .filter(|version| !version.is_empty()),
            platform: PLATFORM,
            language: LANGUAGE,
            statement: event.after().first().map(|seal| StatementRef {
                id: StatementId::of_event(&self.learner, *seal),
            }),
            extensions,
            ..Context::default()
        }
    }

    fn instructor(&self, by: &Actor) -> Agent {
        let account = self.sender.clone().unwrap_or_else(|| Account {
            home_page: Arc::clone(&self.learner.home_page),
            name: by.person.to_string().into(),
        });
        self.agent(account, Some(by))
    }

    fn agent(&self, account: Account, who: Option<&Actor>) -> Agent {
        let name = who.map(|who| who.name.to_string());
        Agent {
            name: name.filter(|name| self.with_names && !name.is_empty()),
            account,
        }
    }
}

/// The program, as statements name it.
const PLATFORM: &str = "Underpin";

/// A record as statements: its events in the order of their seals, and then each text that none of
/// them names.
pub fn statements<'r>(
    record: &'r Record,
    whose: &'r Whose,
) -> impl Iterator<Item = Statement> + 'r {
    let events = record.events().map(|event| whose.event(event, record));
    let texts = unnamed(record).into_iter();
    events.chain(texts.map(|(hash, text)| whose.text(hash, text)))
}

/// The texts that no event names, as far as this program can read.
pub fn unnamed(record: &Record) -> Vec<(TextHash, &str)> {
    let named: BTreeSet<TextHash> = record.events().flat_map(Sealed::shown).collect();
    let texts = record.texts();
    texts
        .filter(|(hash, _)| !named.contains(hash))
        .map(|(hash, text)| (hash, &**text))
        .collect()
}

/// What there is to tell of an event.
struct Told<'e> {
    at: Option<Timestamp>,
    about: &'e [About],
    verb: Verb,
    object: Activity,
    result: Option<super::statement::Outcome>,
}

fn walk(what: &What) -> Option<uuid::Uuid> {
    let walk = match what {
        What::WalkStep(step) => step.walk,
        What::WalkEnded(ended) => ended.walk,
        _ => return None,
    };
    walk.to_string().parse().ok()
}

fn bare(ids: impl IntoIterator<Item = String>) -> Vec<Value> {
    ids.into_iter().map(activity::bare).collect()
}

/// When an event was made whose shape this program does not know.
fn at(raw: &str) -> Option<Timestamp> {
    #[derive(Deserialize)]
    struct Outline<'a> {
        #[serde(borrow)]
        at: &'a RawValue,
    }
    let outline: Outline<'_> = serde_json::from_str(raw).ok()?;
    serde_json::from_str(outline.at.get()).ok()
}

/// A time as the standard writes it. A clock that is centuries off would make a store refuse the
/// whole statement; the event keeps what it says.
fn writable(at: Timestamp) -> Option<String> {
    let year = at.to_zoned(jiff::tz::TimeZone::UTC).year();
    (1970..=9999).contains(&year).then(|| format!("{at:.3}"))
}
