//! `underpin serve`: a built site, or a pack that it makes a site of, for this machine unless it is
//! told to answer others.
//!
//! In reading order: [`files`] is what is served, [`known`] what is looked at in it before, [`headers`] what every answer carries, [`listen`]
//! how connections are taken and ended, [`log`] what is written down about it, [`address`] who asks, [`health`] what tells
//! a supervisor that it lives, [`watch`] how pages follow their source.

pub(super) mod address;
mod files;
mod headers;
mod health;
mod known;
pub(super) mod listen;
mod log;
mod watch;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
};

use axum::Router;
use clap::Args;

use super::{
    CannotRun,
    build::{self, program},
    door,
};

/// Serve a built site, or a pack. Without --address other machines cannot reach it.
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

    /// The address to listen on: this machine's own, so that only it is answered; 0.0.0.0 for every
    /// network it is in. Put a server that speaks HTTPS before it: docs/serving.md.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,

    /// A pack, as a folder or as one file: the pages are written again when a file in it changes.
    #[arg(long, value_name = "PATH")]
    watch: Option<PathBuf>,

    #[command(flatten)]
    door: door::Behind,

    #[command(flatten)]
    log: log::Logging,
}

/// Serves until the program is ended.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    log::start(&arguments.log);
    if let Some(pack) = &arguments.pack {
        let cannot = |why: io::Error| CannotRun(format!("cannot make a folder: {why}"));
        let made = tempfile::Builder::new().prefix("underpin-site-").tempdir();
        let made = made.map_err(cannot)?;
        let programs = arguments.program.take()?;
        let how = build::How::new("/");
        build::build(pack, made.path(), &programs, how)?;
        return serve_and_watch(made.path(), arguments, Some(pack));
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
    serve_and_watch(dir, arguments, arguments.watch.as_deref())
}

fn serve_and_watch(
    dir: &Path,
    arguments: &Arguments,
    content: Option<&Path>,
) -> Result<ExitCode, CannotRun> {
    let _watcher = content
        .map(|content| watch::follow(content, dir))
        .transpose()?;
    let site = site(dir, content.is_some(), arguments)?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|why| CannotRun(format!("cannot start the server: {why}")))?;
    runtime.block_on(async {
        let at = SocketAddr::from((arguments.address, arguments.port));
        let listener = listen::bind(at).await?;
        listen::make_room();
        let at = listener.local_addr().unwrap_or(at);
        arguments.door.warn_without_store().await;
        println!("http://{at}/");
        arguments.door.warn_without_https(at.ip());
        let patience = listen::Patience::default();
        listen::serve(listener, site, patience, listen::ended()).await;
        Ok::<(), CannotRun>(())
    })?;
    // What was under way has had its time: what still blocks a thread is not waited for.
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}

/// The site as a service.
fn site(dir: &Path, is_edited: bool, arguments: &Arguments) -> Result<Router, CannotRun> {
    let mut routes = health::routes();
    if is_edited {
        routes = routes.merge(watch::routes());
    }
    let mut files = files::of(dir);
    if arguments.door.is_there() {
        files = headers::with_door(files);
    }
    let routes = listen::not_too_large(routes.fallback_service(files));
    let routes = routes.merge(door::routes(&arguments.door, dir)?);
    let mut routes = headers::around(listen::within_limits(routes));
    let behind_proxy = arguments.door.is_behind_proxy();
    if arguments.door.is_there() || arguments.log.has_addresses() {
        routes = address::watched(routes, behind_proxy);
    }
    Ok(log::around(routes, &arguments.log, behind_proxy))
}
