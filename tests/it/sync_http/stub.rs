//! A store behind a door, in a few lines: what it answers is what `docs/synchronising.md` says.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use underpin::{
    door::wire::{HEADER, STATEMENTS},
    exchange::xapi::StatementId,
};

/// How many statements it puts on a page.
const PAGE: usize = 40;

/// What it has.
pub type Shared = Arc<Mutex<Vec<(StatementId, Value)>>>;

/// Opens one, and says where.
pub async fn open() -> (String, Shared) {
    let shared = Shared::default();
    let app = Router::new()
        .route(&format!("/{STATEMENTS}"), get(listed).post(taken))
        .with_state(Arc::clone(&shared));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, shared)
}

async fn taken(State(shared): State<Shared>, headers: HeaderMap, body: String) -> Response {
    assert_eq!(headers[HEADER.0], HEADER.1);
    let list: Vec<Value> = serde_json::from_str(&body).unwrap();
    let mut has = shared.lock().unwrap();
    let mut ids = Vec::new();
    for statement in list {
        let id: StatementId = statement["id"].as_str().unwrap().parse().unwrap();
        if !has.iter().any(|(there, _)| *there == id) {
            let mut statement = statement;
            let stored = Timestamp::UNIX_EPOCH + i64::try_from(has.len()).unwrap().seconds();
            statement["stored"] = json!(stored.to_string());
            has.push((id, statement));
        }
        ids.push(id);
    }
    serde_json::to_string(&ids).unwrap().into_response()
}

async fn listed(State(shared): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let plain = |text: &str| {
        let plain = percent_encoding::percent_decode_str(text);
        plain.decode_utf8().unwrap().into_owned()
    };
    let asked: BTreeMap<&str, String> = query
        .split('&')
        .filter_map(|field| field.split_once('='))
        .map(|(name, value)| (name, plain(value)))
        .collect();
    if asked.get("learner").map(String::as_str) != Some("ada") {
        return StatusCode::FORBIDDEN.into_response();
    }
    let since: Option<Timestamp> = asked.get("since").map(|since| since.parse().unwrap());
    let from: usize = asked.get("from").map_or(0, |from| from.parse().unwrap());
    let has = shared.lock().unwrap();
    let news: Vec<Value> = has
        .iter()
        .map(|(_, statement)| statement.clone())
        .filter(|statement| {
            let stored: Timestamp = statement["stored"].as_str().unwrap().parse().unwrap();
            since.is_none_or(|since| stored > since)
        })
        .collect();
    let more = match news.len() > from + PAGE {
        true => {
            let since = asked.get("since").map(|since| format!("&since={since}"));
            format!(
                "statements?learner=ada&from={}{}",
                from + PAGE,
                since.unwrap_or_default()
            )
        }
        false => String::new(),
    };
    let page: Vec<&Value> = news.iter().skip(from).take(PAGE).collect();
    json!({ "statements": page, "more": more })
        .to_string()
        .into_response()
}
