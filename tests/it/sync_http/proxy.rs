//! A proxy that refuses, cuts off, swallows, halves and doubles what passes through it.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::cohort::chance::Chance;

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The connection is closed before anything is said.
    Refuse,
    /// The store never sees the end of the request.
    CutRequest,
    /// The client never sees the end of the answer.
    CutAnswer,
    /// The client never sees any of the answer.
    Swallow,
    /// The store gets the request twice.
    Twice,
    /// The store gets half of the statements, and the client gets nothing.
    Half,
    /// The proxy says that it is busy.
    Busy,
}

/// All of them.
pub const FAULTS: [Fault; 7] = [
    Fault::Refuse,
    Fault::CutRequest,
    Fault::CutAnswer,
    Fault::Swallow,
    Fault::Twice,
    Fault::Half,
    Fault::Busy,
];

/// A proxy with faults, one a request, until they are switched off.
pub struct Proxy {
    /// Where it listens.
    pub address: String,
    /// What draws the next fault; none once all goes well.
    pub faults: Arc<Mutex<Option<Chance>>>,
    /// What has gone wrong.
    pub had: Arc<Mutex<BTreeSet<Fault>>>,
}

/// Opens one before a door.
pub async fn open(to: String, seed: u64) -> Proxy {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = Proxy {
        address: listener.local_addr().unwrap().to_string(),
        faults: Arc::new(Mutex::new(Some(Chance::new(seed, 0)))),
        had: Arc::default(),
    };
    let (faults, had) = (Arc::clone(&proxy.faults), Arc::clone(&proxy.had));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let fault = faults.lock().unwrap().as_mut().and_then(|chance| {
                // Every second request or so goes well.
                let which = chance.below(2 * FAULTS.len());
                FAULTS.get(which).copied()
            });
            had.lock().unwrap().extend(fault);
            tokio::spawn(pass(client, to.clone(), fault));
        }
    });
    proxy
}

/// Where a request's head ends and its body begins.
fn body_at(request: &[u8]) -> Option<usize> {
    let end = request.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}

async fn request(client: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut request = Vec::new();
    loop {
        if let Some(at) = body_at(&request) {
            let head = String::from_utf8_lossy(&request[..at]).to_lowercase();
            let length = head.split("content-length:").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.trim().parse().ok());
            if request.len() >= at + length.unwrap_or(0) {
                return Ok(request);
            }
        }
        let mut more = [0; 16 * 1024];
        match client.read(&mut more).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            read => request.extend(&more[..read]),
        }
    }
}

async fn answer(to: &str, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut store = TcpStream::connect(to).await?;
    store.write_all(request).await?;
    let mut answer = Vec::new();
    store.read_to_end(&mut answer).await?;
    Ok(answer)
}

/// A request to send with half of its statements.
fn halved(request: &[u8]) -> Option<Vec<u8>> {
    let at = body_at(request)?;
    let mut list: Vec<Value> = serde_json::from_slice(&request[at..]).ok()?;
    list.truncate(list.len() / 2);
    let body = serde_json::to_vec(&list).ok()?;
    let head = String::from_utf8_lossy(&request[..at]).into_owned();
    let kept = head
        .lines()
        .filter(|line| !line.to_lowercase().starts_with("content-length") && !line.is_empty());
    let head: String = kept.map(|line| format!("{line}\r\n")).collect();
    let mut all = format!("{head}content-length: {}\r\n\r\n", body.len()).into_bytes();
    all.extend(body);
    Some(all)
}

async fn pass(mut client: TcpStream, to: String, fault: Option<Fault>) -> std::io::Result<()> {
    if fault == Some(Fault::Refuse) {
        return Ok(());
    }
    let request = request(&mut client).await?;
    match fault {
        Some(Fault::CutRequest) => {
            let mut store = TcpStream::connect(to).await?;
            store.write_all(&request[..request.len() - 1]).await?;
            return Ok(());
        }
        Some(Fault::Busy) => {
            let busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\
                         Connection: close\r\n\r\n";
            return client.write_all(busy).await;
        }
        Some(Fault::Half) => {
            if let Some(half) = halved(&request) {
                answer(&to, &half).await?;
            }
            return Ok(());
        }
        Some(Fault::Twice) => drop(answer(&to, &request).await?),
        _ => {}
    }
    let answer = answer(&to, &request).await?;
    match fault {
        Some(Fault::CutAnswer) => client.write_all(&answer[..answer.len() - 2]).await,
        Some(Fault::Swallow) => {
            // Until the client has lost its patience.
            let mut rest = Vec::new();
            client.read_to_end(&mut rest).await.map(drop)
        }
        _ => client.write_all(&answer).await,
    }
}
