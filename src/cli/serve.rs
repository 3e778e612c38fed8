//! `underpin serve`: a built site on this machine, for this machine only.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::mpsc,
    time::Duration,
};

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::Response,
};
use clap::Args;
use notify::{RecursiveMode, Watcher};
use tower_http::services::{ServeDir, ServeFile};

use super::{CannotRun, build};
use crate::site::POLICY;

/// Serve a built site on this machine. Other machines cannot reach it.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The site's folder.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dir: PathBuf,

    /// The port to listen on; 0 for any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// A pack's folder: the pages are written again when a file in it changes.
    #[arg(long, value_name = "DIR")]
    watch: Option<PathBuf>,
}

/// Serves until the program is ended.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let dir = &arguments.dir;
    if !dir.join("index.html").is_file() {
        return Err(CannotRun(format!(
            "there is no site in {}: `underpin build --out {}` writes one",
            dir.display(),
            dir.display()
        )));
    }
    let _watcher = match &arguments.watch {
        Some(content) => Some(watch(content, dir)?),
        None => None,
    };
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|why| CannotRun(format!("cannot start the server: {why}")))?;
    runtime.block_on(serve(dir, arguments.port))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(dir: &Path, port: u16) -> Result<(), CannotRun> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = tokio::net::TcpListener::bind(address).await.map_err(|why| match why.kind() {
        std::io::ErrorKind::AddrInUse => CannotRun(format!(
            "port {port} is taken by another program: name another, such as --port {}, or 0 for any",
            if port == u16::MAX { 8080 } else { port + 1 }
        )),
        std::io::ErrorKind::PermissionDenied => {
            CannotRun(format!("this account may not use port {port}: name one above 1023, such as --port 8080"))
        }
        _ => CannotRun(format!("cannot listen on port {port}: {why}")),
    })?;
    let address = listener.local_addr().unwrap_or(address);
    println!("http://{address}/");
    let served = axum::serve(listener, site(dir)).await;
    served.map_err(|why| CannotRun(format!("the server stopped: {why}")))
}

/// The site as a service.
fn site(dir: &Path) -> Router {
    let missing = ServeFile::new(dir.join("404.html"));
    let files = ServeDir::new(dir).not_found_service(missing);
    Router::new()
        .fallback_service(files)
        .layer(middleware::from_fn(with_headers))
}

/// Adds the policy, and keeps browsers from showing a page as it was before a rebuild.
async fn with_headers(mut request: Request, next: Next) -> Response {
    let named_by_hash = request.uri().path().starts_with("/assets/");
    if !named_by_hash {
        // A file's time is kept in seconds: within one, a changed file would count as the same.
        request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    }
    let mut response = next.run(request).await;
    let is_found = response.status().is_success();
    let caching = if named_by_hash && is_found {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers: [(HeaderName, &'static str); 4] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, caching),
    ];
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Writes the pages again whenever the content changes, for as long as what is returned lives.
fn watch(content: &Path, dir: &Path) -> Result<impl Watcher + use<>, CannotRun> {
    let cannot = |why: notify::Error| CannotRun::with("watch", content, why);
    let (sender, changes) = mpsc::channel();
    let changed = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = sender.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(changed).map_err(cannot)?;
    watcher
        .watch(content, RecursiveMode::Recursive)
        .map_err(cannot)?;
    let (content, dir) = (content.to_owned(), dir.to_owned());
    std::thread::spawn(move || {
        while changes.recv().is_ok() {
            // Editors write a file in several steps: wait until they have been quiet for a moment.
            while changes.recv_timeout(Duration::from_millis(100)).is_ok() {}
            match build::rebuild(&content, &dir) {
                Ok(pages) => anstream::eprintln!(
                    "{} changed: {pages} pages written again",
                    content.display()
                ),
                Err(CannotRun(why)) => anstream::eprintln!("The pages stay as they are: {why}"),
            }
        }
    });
    Ok(watcher)
}
