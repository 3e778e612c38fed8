//! A program that serves on a free port of this machine for as long as its value lives.

use std::{
    io::{self, BufRead, BufReader},
    net::TcpStream,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// How often a program that ended before it listened is started again.
const RESTARTS: usize = 4;

/// A running server.
pub struct Service {
    process: Child,
    port: u16,
}

impl Service {
    /// Starts it and waits until it has printed where it listens: its first line with a port,
    /// as `on port 9515` or `127.0.0.1:8080`.
    ///
    /// Two programs that look for a free port at the same moment can be promised the same one, and
    /// the second then ends: so one that ends before it listens is started again, a few times.
    ///
    /// # Errors
    /// It could not be started, or it ended each time without saying a port.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let mut tries = 0..RESTARTS;
        loop {
            match Self::start_once(command) {
                Err(_) if tries.next().is_some() => {}
                ended => return ended,
            }
        }
    }

    fn start_once(command: &mut Command) -> io::Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let named = |what: String| io::Error::other(format!("{name} {what}"));
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| named(format!("does not start: {error}")))?;
        let output = process
            .stdout
            .take()
            .ok_or_else(|| named("has no output".into()))?;
        let mut lines = BufReader::new(output).lines();
        let mut said = Vec::new();
        while let Some(line) = lines.next().transpose()? {
            if let Some(port) = port_in(&line) {
                // Somebody must go on reading, or a program with much to say would stand still.
                thread::spawn(move || lines.for_each(drop));
                return Ok(Self { process, port });
            }
            said.push(line);
        }
        let status = process.wait()?;
        Err(named(format!(
            "ended ({status}) without naming its port:\n{}",
            said.join("\n")
        )))
    }

    /// Starts one that says nothing of itself, and waits until it listens on this port of this machine.
    ///
    /// # Errors
    /// It could not be started, or it ended before it listened.
    #[allow(dead_code, reason = "the benchmarks need none")]
    pub fn silent(command: &mut Command, port: u16) -> io::Result<Self> {
        let mut process = command.stdin(Stdio::null()).spawn()?;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = process.try_wait()? {
                return Err(io::Error::other(format!(
                    "ended ({status}) without listening"
                )));
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(Self { process, port })
    }

    /// Its address, with a slash at the end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

impl Service {
    /// Ends it.
    pub fn end(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.end();
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line
        .split_once("127.0.0.1:")
        .or_else(|| line.split_once("on port "))?;
    let digits = after
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(after.len());
    after[..digits].parse().ok().filter(|port| *port != 0)
}
