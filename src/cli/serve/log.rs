//! What the server writes down: a line for each answer and each refusal, and nothing about who
//! asked. No query (it could name a learner), no address, no browser, no cookie, no name.
//!
//! Lines go to the standard error stream; the supervisor (systemd, a container) keeps and turns them.

use std::{
    io::{IsTerminal, stderr},
    net::IpAddr,
    time::Instant,
};

use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::Response,
};
use clap::{Args, ValueEnum};
use tracing_subscriber::{filter::LevelFilter, fmt};

use super::address;

/// What is logged, and how.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Logging {
    /// How to log. Without it: nothing but trouble on a terminal, JSON everywhere else.
    #[arg(long, value_name = "FORM")]
    log: Option<Form>,

    /// Log the network address of who asked as well; behind a proxy with --behind-proxy, or it is the
    /// proxy's. It is personal data: say so in your privacy notice, and keep the log no longer than
    /// you need.
    #[arg(long)]
    log_addresses: bool,
}

impl Logging {
    /// Whether lines say from where something was asked.
    pub fn has_addresses(&self) -> bool {
        self.log_addresses
    }
}

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// An object a line, for programs.
    Json,
    /// Words, for people.
    Text,
    /// Nothing.
    Off,
}

/// Begins to log.
pub(super) fn start(arguments: &Logging) {
    let on_terminal = stderr().is_terminal();
    let lines = fmt().with_writer(stderr).with_target(false);
    // It can only fail where another part of this program has begun to log, and none does.
    let _ = match arguments.log {
        Some(Form::Off) => return,
        Some(Form::Text) => lines.with_ansi(on_terminal).try_init(),
        None if on_terminal => lines.with_max_level(LevelFilter::WARN).try_init(),
        Some(Form::Json) | None => lines.json().flatten_event(true).try_init(),
    };
}

/// Logs what the routes answer.
pub(super) fn around(routes: Router, arguments: &Logging, behind_proxy: bool) -> Router {
    let log_addresses = arguments.log_addresses;
    routes.layer(middleware::from_fn(move |request: Request, next| {
        let address = log_addresses.then(|| address::of(&request, behind_proxy));
        logged(request, next, address.flatten())
    }))
}

async fn logged(request: Request, next: Next, address: Option<IpAddr>) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    // The path alone: what stands behind the question mark can name people.
    let path = request.uri().path().to_owned();
    let address = address.map(tracing::field::display);
    let response = next.run(request).await;
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    tracing::info!(%method, path, status, milliseconds, address, "answered");
    response
}
