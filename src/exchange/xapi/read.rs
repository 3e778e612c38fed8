//! From a statement back to the event that it carries, if it is as it was sealed.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{Account, StatementId, write::extension};
use crate::record::{
    event::Actor,
    seal::{Seal, TextHash},
    sealed::Sealed,
};

/// What a statement carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// What the statement is known by.
    pub id: StatementId,
    /// Whose record it is in.
    pub learner: Account,
    /// Who did it, where that was not the learner.
    pub instructor: Option<Account>,
    /// The part of the record.
    pub load: Load,
}

/// A part of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Load {
    /// An event, with the texts it is pinned to.
    Event {
        /// The event, exactly as it was sealed.
        event: Sealed,
        /// The texts.
        texts: Vec<Arc<str>>,
    },
    /// A text that no event names.
    Text(Arc<str>),
}

/// Why nothing is taken out of a statement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCarried {
    /// It is not one.
    #[error("it is not a statement: {0}")]
    NotAStatement(String),
    /// Another program's: it carries nothing of a record.
    #[error("another program made it, and it carries no entry of a record")]
    OtherProgram,
    /// It carries something that is not what it was.
    #[error("the entry in it is damaged or was changed after it was sealed")]
    Altered,
    /// What it carries belongs to another statement.
    #[error("its id is not the one that its entry has in this learner’s record")]
    OtherId,
    /// It names nobody, or in a way that Underpin never does.
    #[error("it does not say by an account whose record it is in")]
    NoAccount,
}

#[derive(Deserialize)]
struct Read {
    id: Option<StatementId>,
    actor: Option<Named>,
    context: Option<Around>,
}

#[derive(Deserialize)]
struct Named {
    account: Option<Account>,
}

#[derive(Deserialize)]
struct Around {
    instructor: Option<Named>,
    extensions: Option<Map<String, Value>>,
}

/// Takes out of a statement what it carries.
///
/// # Errors
/// Where it carries nothing, or something that is not as it was: [`NotCarried`] says which.
pub fn read(statement: &Value) -> Result<Carried, NotCarried> {
    let carries = |name: &str| {
        let extensions = statement.get("context")?.get("extensions")?;
        extensions.get(name)
    };
    if carries(&extension::event()).is_none() && carries(&extension::text()).is_none() {
        return Err(match statement {
            Value::Object(_) => NotCarried::OtherProgram,
            _ => NotCarried::NotAStatement("it is not an object".to_owned()),
        });
    }
    let read =
        Read::deserialize(statement).map_err(|why| NotCarried::NotAStatement(why.to_string()))?;
    let learner = read
        .actor
        .and_then(|actor| actor.account)
        .ok_or(NotCarried::NoAccount)?;
    let (instructor, extensions) = match read.context {
        Some(around) => (around.instructor, around.extensions.unwrap_or_default()),
        None => (None, Map::new()),
    };
    let instructor = match instructor {
        Some(named) => Some(named.account.ok_or(NotCarried::NoAccount)?),
        None => None,
    };
    let load = match extensions.get(&extension::event()) {
        Some(event) => Load::Event {
            event: event_of(event, extensions.get(&extension::seal()))?,
            texts: texts_of(extensions.get(&extension::texts()))?,
        },
        None => match extensions.get(&extension::text()) {
            Some(Value::String(text)) => Load::Text(text.as_str().into()),
            _ => return Err(NotCarried::Altered),
        },
    };
    let id = load.id(&learner);
    // A store gives every statement an id; one that was written by hand may have none.
    if read.id.is_some_and(|stated| stated != id) {
        return Err(NotCarried::OtherId);
    }
    Ok(Carried {
        id,
        learner,
        instructor,
        load,
    })
}

impl Carried {
    /// Who did it by the event itself; none where this program cannot read that far.
    pub fn by(&self) -> Option<&Actor> {
        match &self.load {
            Load::Event { event, .. } => event.by(),
            Load::Text(_) => None,
        }
    }
}

impl Load {
    /// What the statement is known by that carries it in a learner's record.
    pub fn id(&self, learner: &Account) -> StatementId {
        match self {
            Self::Event { event, .. } => StatementId::of_event(learner, event.seal()),
            Self::Text(text) => StatementId::of_text(learner, TextHash::of(&**text)),
        }
    }
}

fn event_of(event: &Value, stated: Option<&Value>) -> Result<Sealed, NotCarried> {
    let bytes = event.as_str().ok_or(NotCarried::Altered)?;
    let raw = RawValue::from_string(bytes.to_owned()).map_err(|_| NotCarried::Altered)?;
    let sealed = Sealed::from_raw(raw);
    let stated: Option<Seal> = match stated {
        Some(seal) => Some(Seal::deserialize(seal).map_err(|_| NotCarried::Altered)?),
        None => None,
    };
    match stated.is_none_or(|stated| stated == sealed.seal()) {
        true => Ok(sealed),
        false => Err(NotCarried::Altered),
    }
}

fn texts_of(texts: Option<&Value>) -> Result<Vec<Arc<str>>, NotCarried> {
    match texts {
        Some(texts) => Deserialize::deserialize(texts).map_err(|_| NotCarried::Altered),
        None => Ok(Vec::new()),
    }
}
