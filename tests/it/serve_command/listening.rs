//! Where the server listens, and what it says where it cannot.

use std::{io::ErrorKind, net::TcpListener};

use super::{site, start};
use crate::program::underpin;

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
