//! `underpin serve` on a free port, for as long as its value lives, and plain HTTP to it: what a
//! browser would never send is what has to be tried.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

/// A running server, and where it is.
pub struct Server {
    process: Child,
    pub host: String,
}

/// What it answered. Names of headers are in lower case.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Server {
    /// Starts it; what it logs goes where `log` says.
    pub fn start(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>, log: Stdio) -> Self {
        Self::start_with(arguments, log, &[])
    }

    /// Starts it with something in its environment.
    pub fn start_with(
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
        log: Stdio,
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_underpin"));
        command
            .args(["serve", "--port", "0"])
            .args(arguments)
            .envs(environment.iter().copied());
        Self::start_as(command, log)
    }

    /// Starts it by a command that becomes it.
    pub fn start_as(mut command: Command, log: Stdio) -> Self {
        let mut process = command
            .env("TMPDIR", env!("CARGO_TARGET_TMPDIR"))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let host = line.trim().strip_prefix("http://").unwrap();
        let host = host.trim_end_matches('/');
        let (ip, port) = host.rsplit_once(':').unwrap();
        // Whoever answers every network answers this machine, too.
        let ip = ip.replace("0.0.0.0", "127.0.0.1");
        assert!(["127.0.0.1", "[::1]"].contains(&&*ip), "{line}");
        let host = format!("{ip}:{port}");
        Self { process, host }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Sends bytes as they are and reads until the server closes the connection.
    pub fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        // A server that has heard enough closes while we are still talking.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::read(answer)
    }

    /// Asks with headers of one's own, but for the host's, which can be among them.
    pub fn ask(&self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Answer {
        let mut lines: Vec<String> = headers.iter().map(|line| format!("{line}\r\n")).collect();
        if !headers.iter().any(|line| line.starts_with("Host:")) {
            lines.push(format!("Host: {}\r\n", self.host));
        }
        if !body.is_empty() {
            lines.push(format!("Content-Length: {}\r\n", body.len()));
        }
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{}Connection: close\r\n\r\n",
            lines.concat()
        );
        self.send(&[head.as_bytes(), body].concat())
    }

    /// Asks for a page or a file.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    /// Tells it to stop, as a supervisor does, and waits until it has.
    pub fn stop(&mut self) -> Option<i32> {
        let process = self.process.id().to_string();
        let told = Command::new("kill").args(["-TERM", &process]).status();
        assert!(told.unwrap().success());
        self.process.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Answer {
    fn read(mut bytes: Vec<u8>) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(&bytes)));
        let body = bytes.split_off(end + 4);
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let named = lines.map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            format!("{}: {}\n", name.to_lowercase(), value.trim())
        });
        Self {
            status: status.parse().unwrap(),
            head: named.collect(),
            body,
        }
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let name = format!("{name}: ");
        let line = self.head.lines().find(|line| line.starts_with(&name));
        line.map_or("", |line| &line[name.len()..])
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|why| panic!("{why}: {} {}", self.status, self.text()))
    }

    /// Why it refused, in the door's own words for programs.
    pub fn error(&self) -> String {
        self.json()["error"].as_str().unwrap_or_default().to_owned()
    }
}
