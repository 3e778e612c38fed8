//! Where the server listens, and what it says where it cannot.

use std::{fs, io::ErrorKind, net::TcpListener, process::Command};

use super::{site, start};
use crate::{door_kit::server::Server, program::underpin};

#[test]
fn a_port_or_an_address_that_it_cannot_have_is_named_with_what_to_do() {
    let (_, out) = site("serve-cannot-listen");
    let out = out.to_str().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let next = format!("--port {}", port.checked_add(1).unwrap_or(8080));
    let port = port.to_string();
    // This address is for examples: no machine has it.
    let foreign = ["--address", "192.0.2.1", "--port", "0"];
    for (more, what, remedy) in [
        (
            &["--port", &port][..],
            format!("port {port} is taken"),
            &*next,
        ),
        (
            &foreign,
            "this machine has no address 192.0.2.1".to_owned(),
            "or 0.0.0.0 for all",
        ),
    ] {
        let run = underpin([&["serve", "--dir", out], more].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.errors.contains(&what) && run.errors.contains(remedy),
            "{run:?}"
        );
        assert_eq!(run.out, "", "{run:?}");
    }
}

#[test]
fn it_answers_at_this_machines_other_address_as_well() {
    let (_, out) = site("serve-six");
    let six = ["--dir", out.to_str().unwrap(), "--address", "::1"];
    match TcpListener::bind("[::1]:0") {
        Ok(_) => {
            let server = start(&six);
            assert!(server.0.host.starts_with("[::1]:"), "{}", server.0.host);
            assert!(server.get("/units/good/").1.contains("Some words."));
        }
        // A machine without IPv6.
        Err(why) if why.kind() == ErrorKind::AddrNotAvailable => {
            let run = underpin([&["serve", "--port", "0"], &six[..]].concat());
            assert!(
                run.errors.contains("this machine has no address ::1"),
                "{run:?}"
            );
        }
        Err(why) => panic!("{why}"),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn it_makes_room_for_its_connections_or_says_that_it_may_not() {
    let (_, out) = site("serve-files");
    let log = out.with_file_name("log");
    // How many files it may open as it starts, and how many it may ask for.
    let has = |limits: &str| {
        let mut shell = Command::new("sh");
        let begin = format!("{limits} && exec \"$0\" serve --port 0 --dir \"$1\"");
        shell.args(["-c", &begin, env!("CARGO_BIN_EXE_underpin")]);
        shell.arg(&out);
        let mut server = Server::start_as(shell, fs::File::create(&log).unwrap().into());
        // Once it answers, it has asked.
        assert_eq!(server.get("/").status, 200);
        let all = fs::read_to_string(format!("/proc/{}/limits", server.id())).unwrap();
        let mut lines = all.lines();
        let line = lines
            .find(|line| line.starts_with("Max open files"))
            .unwrap();
        let has = line
            .split_whitespace()
            .nth(3)
            .unwrap()
            .parse::<u64>()
            .unwrap();
        server.stop();
        (has, fs::read_to_string(&log).unwrap())
    };
    for limits in ["ulimit -Sn 256 && ulimit -Hn 300", "ulimit -n 300"] {
        let (has, log) = has(limits);
        assert_eq!(has, 300, "{limits}");
        assert!(
            log.contains("LimitNOFILE") && log.contains("\"files\":300"),
            "{limits}: {log}"
        );
    }
    // Where it is let, it takes what it needs and says nothing.
    let (has, log) = has("ulimit -Sn 256");
    assert!(has > 256, "{has}");
    assert_eq!(has < 16_640, log.contains("LimitNOFILE"), "{has}: {log}");
}
