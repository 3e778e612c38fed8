//! `/healthz`: that the server lives, for whatever starts it again when it does not.
//!
//! It asks nobody else: a store that is down is no reason to start this program again.

use axum::{
    Router,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};

/// Where it is.
pub(super) const PATH: &str = "/healthz";

/// The one address.
pub(super) fn routes() -> Router {
    Router::new().route(PATH, get(lives))
}

async fn lives() -> impl IntoResponse {
    let said = format!(
        "{{\"status\":\"ok\",\"version\":\"{}\"}}\n",
        env!("CARGO_PKG_VERSION")
    );
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::OK, headers, said)
}
