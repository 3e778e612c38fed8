//! `underpin serve`: a built site, or a pack that it makes a site of, on this machine and for this
//! machine only.

use std::{
    ffi::OsStr,
    io,
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
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use tower_http::services::{ServeDir, ServeFile};

use super::{
    CannotRun,
    build::{self, program},
};
use crate::site::POLICY;

/// Serve a built site, or a pack, on this machine. Other machines cannot reach it.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The site's folder.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dir: PathBuf,

    /// A pack, as a folder or as one file (.zip): it is served as a site without one being written
    /// anywhere, and the pages follow when it changes.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["dir", "watch"])]
    pack: Option<PathBuf>,

    #[command(flatten)]
    program: program::From,

    /// The port to listen on; 0 for any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// A pack, as a folder or as one file: the pages are written again when a file in it changes.
    #[arg(long, value_name = "PATH")]
    watch: Option<PathBuf>,
}

/// Serves until the program is ended.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    if let Some(pack) = &arguments.pack {
        let cannot = |why: io::Error| CannotRun(format!("cannot make a folder: {why}"));
        let made = tempfile::Builder::new().prefix("underpin-site-").tempdir();
        let made = made.map_err(cannot)?;
        build::build(pack, made.path(), &arguments.program.take()?, "/")?;
        return serve_and_watch(made.path(), arguments.port, Some(pack));
    }
    let dir = &arguments.dir;
    if !dir.join("index.html").is_file() {
        return Err(CannotRun(format!(
            "there is no site in {}: `underpin build --out {}` writes one, and `underpin serve \
             --pack PATH` needs none",
            dir.display(),
            dir.display()
        )));
    }
    serve_and_watch(dir, arguments.port, arguments.watch.as_deref())
}

fn serve_and_watch(dir: &Path, port: u16, content: Option<&Path>) -> Result<ExitCode, CannotRun> {
    let _watcher = content.map(|content| watch(content, dir)).transpose()?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|why| CannotRun(format!("cannot start the server: {why}")))?;
    runtime.block_on(async {
        tokio::select! {
            served = serve(dir, port) => served,
            () = ended() => Ok(()),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Waits until somebody ends the program: then it clears up behind itself.
async fn ended() {
    #[cfg(unix)]
    if let Ok(mut told) = signal(SignalKind::terminate()) {
        tokio::select! {
            _ = told.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
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
    // A file that is saved anew is another file: what is watched is the folder it stands in.
    let file = content.is_file().then(|| content.file_name()).flatten();
    let file = file.map(OsStr::to_owned);
    let folder = match (&file, content.parent()) {
        (Some(_), Some(parent)) if parent.as_os_str().is_empty() => Path::new("."),
        (Some(_), Some(parent)) => parent,
        _ => content,
    };
    let depth = match file {
        Some(_) => RecursiveMode::NonRecursive,
        None => RecursiveMode::Recursive,
    };
    let changed = move |event: notify::Result<notify::Event>| {
        let is_it = |path: &PathBuf| file.is_none() || path.file_name() == file.as_deref();
        if event.is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(is_it)) {
            let _ = sender.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(changed).map_err(cannot)?;
    watcher.watch(folder, depth).map_err(cannot)?;
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
