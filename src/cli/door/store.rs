//! The learning record store (xAPI 1.0.3): what is asked of it, and how its answers are taken.
//!
//! Its password goes to it and nowhere else: no redirect is followed, and the way to more of an
//! answer is taken only where it leads to the same place.

use std::{collections::BTreeSet, time::Duration};

use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, redirect};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::long::Coming;
use crate::{
    cli::CannotRun,
    exchange::xapi::{Account, StatementId},
};

/// The version that is spoken.
const VERSION: (&str, &str) = ("X-Experience-API-Version", "1.0.3");

/// How many statements are asked for at once. A store may give fewer.
const AT_ONCE: u32 = 500;

/// The most that an answer holds. Where more comes, fewer statements are asked for.
const ANSWER_BYTES: usize = 32 << 20;

/// The most that one statement holds of an answer in which it stands alone: the rest is the way to more.
const STATEMENT_BYTES: usize = ANSWER_BYTES - (64 << 10);

/// How many requests are under way at once; others wait.
const AT_A_TIME: usize = 64;

/// How long is waited at the start for a store that says nothing.
const LOOK: Duration = Duration::from_secs(3);

/// A store.
pub(super) struct Store {
    client: Client,
    statements: Url,
    user: String,
    password: String,
    places: Semaphore,
}

/// Why the store did not do it. What exactly happened is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Another statement has one of the ids.
    Conflict,
    /// It is too much at once.
    TooLarge,
    /// It will not take that, whenever it is asked.
    Refused,
    /// There is nothing at the address that was asked.
    NotThere,
    /// Its answer is longer than is taken.
    TooLong,
    /// It does not answer, or not so that it can be understood: maybe later.
    Down,
}

/// A part of what a store has.
#[derive(Debug)]
pub(super) struct Part {
    pub statements: Vec<Value>,
    /// Where the rest is.
    pub more: Option<String>,
    /// How many statements are left out of it, because each alone is longer than an answer may be.
    pub too_large: usize,
}

#[derive(Deserialize)]
struct StatementResult {
    statements: Vec<Value>,
    #[serde(default)]
    more: Option<String>,
}

impl Store {
    /// A store at an address, with its user and password out of the environment.
    pub fn new(at: &Url) -> Result<Self, CannotRun> {
        let secret = |name: &str| {
            std::env::var(name).map_err(|_| {
                CannotRun(format!(
                    "the environment has no {name}: the store asks for it. With systemd, put it into \
                     a file that only the service reads: docs/serving.md"
                ))
            })
        };
        let statements = statements_of(at).ok_or_else(|| {
            CannotRun(format!(
                "{at} is not the address of a store: it begins with http:// or https://, as in \
                 http://127.0.0.1:8100/xAPI/"
            ))
        })?;
        // It fails only where another part of this program has chosen, and none does.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(30))
            .user_agent(concat!("underpin/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|why| CannotRun(format!("cannot talk to a store: {why}")))?;
        Ok(Self {
            client,
            statements,
            user: secret("UNDERPIN_LRS_USER")?,
            password: secret("UNDERPIN_LRS_PASSWORD")?,
            places: Semaphore::new(AT_A_TIME),
        })
    }

    /// Looks whether it gives lists of statements, and logs why not: whoever starts the server hears of a
    /// wrong address or password before the first learner does. What is asked about is nobody.
    pub async fn look(&self) {
        let nobody = Account {
            home_page: "https://nobody.invalid/".into(),
            name: "nobody".into(),
        };
        let is_there = match tokio::time::timeout(LOOK, self.first(&nobody, 1)).await {
            Ok(answer) => answer.is_ok(),
            Err(_) => {
                self.down("it takes its time");
                false
            }
        };
        if !is_there {
            tracing::warn!(
                store = %self.statements,
                "until this store answers, what people do waits on their devices: see --lrs, and docs/serving.md"
            );
        }
    }

    /// Adds statements, and gives those that the store says to have taken. Some name only what is new
    /// to them, and what they do not name may be there or not.
    pub async fn add(
        &self,
        statements: &[Box<RawValue>],
    ) -> Result<BTreeSet<StatementId>, Trouble> {
        let body = serde_json::to_vec(statements).map_err(|_| Trouble::Refused)?;
        let request = self.client.post(self.statements.clone());
        let request = request
            .header("Content-Type", "application/json")
            .body(body);
        let (status, answer) = self.ask(request).await?;
        match status {
            // Ralph answers so where all of them were there already.
            StatusCode::NO_CONTENT => Ok(BTreeSet::new()),
            // A store that says in words what it did not take has not taken everything.
            StatusCode::OK => match serde_json::from_slice::<Vec<String>>(&answer) {
                Ok(ids) => Ok(ids.iter().filter_map(|id| id.parse().ok()).collect()),
                Err(_) => Err(self.down("it did not say which statements it has taken")),
            },
            status => Err(self.trouble(status)),
        }
    }

    /// One statement by its id; none where the store has none.
    pub async fn one(&self, id: &str) -> Result<Option<Value>, Trouble> {
        let mut at = self.statements.clone();
        at.query_pairs_mut().append_pair("statementId", id);
        let (status, answer) = match self.ask(self.client.get(at)).await {
            // Whatever it is, it is none of ours: those are short.
            Err(Trouble::TooLong) => return Ok(Some(Value::Null)),
            answer => answer?,
        };
        let found: Value = match status {
            StatusCode::OK => serde_json::from_slice(&answer)
                .map_err(|_| self.down("its answer is no statement"))?,
            StatusCode::NOT_FOUND => return Ok(None),
            status => return Err(self.trouble(status)),
        };
        // Ralph gives a list of one.
        Ok(match found.get("statements") {
            Some(list) => list.get(0).cloned(),
            None => Some(found),
        })
    }

    /// Whether a statement is there and was voided, as far as the store says so. Not every store knows of
    /// voiding: some give out a list of others, or refuse the question.
    pub async fn is_voided(&self, id: &StatementId) -> bool {
        let mut at = self.statements.clone();
        at.query_pairs_mut()
            .append_pair("voidedStatementId", &id.to_string());
        let Ok((StatusCode::OK, answer)) = self.ask(self.client.get(at)).await else {
            return false;
        };
        let found: Option<Value> = serde_json::from_slice(&answer).ok();
        let found = found.as_ref().and_then(|found| found.get("id")?.as_str());
        found.is_some_and(|found| found.parse() == Ok(*id))
    }

    /// The first part of the statements about an account.
    pub async fn of(&self, account: &Account) -> Result<Part, Trouble> {
        self.first(account, AT_ONCE).await
    }

    async fn first(&self, account: &Account, limit: u32) -> Result<Part, Trouble> {
        let agent = serde_json::json!({ "account": account }).to_string();
        let mut at = self.statements.clone();
        at.query_pairs_mut()
            .append_pair("agent", &agent)
            .append_pair("ascending", "true");
        self.part(at, Some(limit)).await
    }

    /// The next part, where the store said that it is.
    pub async fn more(&self, more: &str) -> Result<Part, Trouble> {
        match self.statements.join(more) {
            Ok(at) if at.origin() == self.statements.origin() => {
                // A store may go on as it was asked at last: after a part that had to be short, the
                // next ones grow again. Where its way says nothing of that, nothing is added.
                let limit = limit_of(&at);
                let limit = limit.map(|limit| limit.saturating_mul(2).clamp(1, AT_ONCE));
                self.part(at, limit).await
            }
            _ => Err(self.down("the way to the rest leads elsewhere")),
        }
    }

    /// A part of a list, of so many statements as go into one answer.
    async fn part(&self, mut at: Url, mut limit: Option<u32>) -> Result<Part, Trouble> {
        loop {
            if let Some(limit) = limit {
                set_limit(&mut at, limit);
            }
            match (self.list(at.clone()).await, limit) {
                (Err(Trouble::TooLong), Some(..=1)) => return self.without_too_large(at).await,
                (Err(Trouble::TooLong), asked) => {
                    let fewer = asked.unwrap_or(AT_ONCE) / 2;
                    tracing::warn!(fewer, "the store's answer is too long: fewer are asked for");
                    limit = Some(fewer);
                }
                (answer, _) => return answer,
            }
        }
    }

    async fn list(&self, at: Url) -> Result<Part, Trouble> {
        let (status, answer) = self.ask(self.client.get(at)).await?;
        self.read(status, &answer)
    }

    fn read(&self, status: StatusCode, answer: &[u8]) -> Result<Part, Trouble> {
        if status != StatusCode::OK {
            return Err(self.trouble(status));
        }
        let result: StatementResult = serde_json::from_slice(answer)
            .map_err(|_| self.down("its answer is no list of statements"))?;
        Ok(Part {
            statements: result.statements,
            more: result.more.filter(|more| !more.is_empty()),
            too_large: 0,
        })
    }

    /// A part of a list without what is longer than an answer may be. It is read to its end, however long
    /// that takes within the time that a request has, and what is too long is not held.
    async fn without_too_large(&self, at: Url) -> Result<Part, Trouble> {
        let (mut response, _place) = self.begin(self.client.get(at)).await?;
        let mut coming = Coming::new(STATEMENT_BYTES);
        while let Some(chunk) = response.chunk().await.map_err(|why| self.failed(why))? {
            coming.add(&chunk);
            if coming.length() > ANSWER_BYTES {
                return Err(self.down("it gives more statements than it is asked for"));
            }
        }
        let (answer, left_out) = coming.done();
        for left_out in &left_out {
            let id = left_out.id.map(|id| id.to_string());
            tracing::warn!(
                statement = id,
                bytes = left_out.bytes,
                "a statement is longer than an answer may be: it is left out"
            );
        }
        let part = self.read(response.status(), &answer)?;
        Ok(Part {
            too_large: left_out.len(),
            ..part
        })
    }

    /// Asks, and holds a place for as long as the answer comes.
    async fn begin(
        &self,
        request: RequestBuilder,
    ) -> Result<(Response, Option<SemaphorePermit<'_>>), Trouble> {
        let place = self.places.acquire().await.ok();
        let request = request
            .header(VERSION.0, VERSION.1)
            .basic_auth(&self.user, Some(&self.password));
        let response = request.send().await.map_err(|why| self.failed(why))?;
        Ok((response, place))
    }

    /// The address is left out of what went wrong: it names whose record was asked for.
    fn failed(&self, why: reqwest::Error) -> Trouble {
        self.down(&why.without_url().to_string())
    }

    async fn ask(&self, request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), Trouble> {
        let (mut response, _place) = self.begin(request).await?;
        // Where it says so beforehand, nothing of it need be fetched.
        if response
            .content_length()
            .is_some_and(|length| length > ANSWER_BYTES as u64)
        {
            return Err(Trouble::TooLong);
        }
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|why| self.failed(why))? {
            answer.extend_from_slice(&chunk);
            if answer.len() > ANSWER_BYTES {
                return Err(Trouble::TooLong);
            }
        }
        Ok((response.status(), answer))
    }

    fn trouble(&self, status: StatusCode) -> Trouble {
        match status {
            StatusCode::CONFLICT => Trouble::Conflict,
            StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                self.down("it does not take our user and password")
            }
            StatusCode::TOO_MANY_REQUESTS => self.down("it is asked too often"),
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
                self.down("it has no statements at this address");
                Trouble::NotThere
            }
            status if status.is_client_error() => {
                tracing::warn!(status = status.as_u16(), "the store refused");
                Trouble::Refused
            }
            status => self.down(status.as_str()),
        }
    }

    fn down(&self, why: &str) -> Trouble {
        tracing::error!(why, "the store did not answer as it should");
        Trouble::Down
    }
}

/// How many statements an address asks for.
fn limit_of(at: &Url) -> Option<u32> {
    let mut all = at.query_pairs();
    let (_, limit) = all.find(|(name, _)| name == "limit")?;
    limit.parse().ok()
}

/// Asks for so many statements, and for all else as before.
fn set_limit(at: &mut Url, limit: u32) {
    let pairs = at.query_pairs().into_owned();
    let others: Vec<(String, String)> = pairs.filter(|(name, _)| name != "limit").collect();
    at.query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair("limit", &limit.to_string());
}

/// The address of the statements in a store.
fn statements_of(at: &Url) -> Option<Url> {
    let mut at = at.clone();
    if !matches!(at.scheme(), "http" | "https") || at.cannot_be_a_base() {
        return None;
    }
    at.set_query(None);
    at.set_fragment(None);
    // What an address says about users would be sent in the clear to logs.
    at.set_username("").ok()?;
    at.set_password(None).ok()?;
    at.path_segments_mut()
        .ok()?
        .pop_if_empty()
        .push("statements");
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_statements() {
        let of = |at: &str| statements_of(&at.parse().unwrap()).map(String::from);
        for at in [
            "http://127.0.0.1:8100/xAPI",
            "http://127.0.0.1:8100/xAPI/",
            "http://user:secret@127.0.0.1:8100/xAPI/?a=b#c",
        ] {
            let statements = of(at);
            assert_eq!(
                statements.as_deref(),
                Some("http://127.0.0.1:8100/xAPI/statements")
            );
        }
        assert_eq!(of("file:///xAPI/"), None);
        assert_eq!(of("mailto:ada@example.org"), None);
    }

    #[test]
    fn fewer_are_asked_for_and_nothing_else_changes() {
        let limit = |at: &str, limit| {
            let mut at: Url = at.parse().unwrap();
            let before = limit_of(&at);
            set_limit(&mut at, limit);
            (before, String::from(at))
        };
        let agent = "agent=%7B%22account%22%3A1%7D";
        assert_eq!(
            limit(
                &format!("http://x/xAPI?{agent}&limit=500&pit_id=a%3Db"),
                250
            ),
            (
                Some(500),
                format!("http://x/xAPI?{agent}&pit_id=a%3Db&limit=250")
            )
        );
        assert_eq!(
            limit("http://x/xAPI/more/7", 1),
            (None, "http://x/xAPI/more/7?limit=1".to_owned())
        );
        assert_eq!(limit("http://x/?limit=all", 2).0, None);
    }
}
