//! Getting in: passwords, sessions, links; and how often somebody may try.

use std::fs;

use serde_json::json;

use super::{Door, people::underpin_people};
use crate::door_kit::{self as kit, Browser, JSON, OWN, PASSWORD, own, sign_in};

#[test]
fn a_session_is_told_to_scripts_of_the_page_only_as_far_as_it_must() {
    let door = Door::open("door-session");
    let server = &door.server;
    assert_eq!(server.get("/lrs/session").status, 401);
    let answer = sign_in(server, " Ada ", PASSWORD);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cookie = answer.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=12096"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        !cookie.contains("Secure"),
        "on this machine, without HTTPS: {cookie}"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    let who = Browser::of(server, "ada").get("/lrs/session").json();
    assert_eq!(who["account"], "ada");
    assert_eq!(who["role"], "learner");
    assert_eq!(who["homePage"], kit::SITE);
    assert_eq!(who["cohorts"], json!(["spring"]));
    assert_eq!(who["name"], "Name of ada");
    assert!(who["expires"].is_string());
    assert!(!who.to_string().contains("argon2"));

    // To everybody else the cookie goes over HTTPS alone, whatever this server itself speaks.
    let body = json!({"name": "ada", "password": PASSWORD}).to_string();
    let headers = ["Host: training.example.org", OWN, JSON];
    let answer = server.ask("POST", "/lrs/session", &headers, body.as_bytes());
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-") && cookie.contains("Secure"),
        "{cookie}"
    );
}

#[test]
fn behind_a_proxy_a_session_goes_over_https_alone_whatever_host_it_names() {
    let door = Door::open_with("door-secure", &["--behind-proxy"]);
    let server = &door.server;
    for host in [
        &server.host,
        "localhost",
        "training.example.org",
        "underpin:8080",
    ] {
        let host = format!("Host: {host}");
        let body = json!({"name": "ada", "password": PASSWORD}).to_string();
        let answer = server.ask("POST", "/lrs/session", &[&host, OWN, JSON], body.as_bytes());
        let set = answer.header("set-cookie").to_owned();
        assert!(set.starts_with("__Host-underpin-session="), "{host}: {set}");
        assert!(set.contains("; Secure"), "{host}: {set}");
        let cookie = format!("Cookie: {}", set.split(';').next().unwrap());
        let status = |cookie: &str| {
            let answer = server.ask("GET", "/lrs/session", &[&host, cookie], b"");
            answer.status
        };
        assert_eq!(status(&cookie), 200, "{host}");
        // One that any page without HTTPS could have put there.
        assert_eq!(status(&cookie.replace("__Host-", "")), 401, "{host}");
        let out = server.ask("DELETE", "/lrs/session", &[&host, &cookie, OWN], b"");
        let set = out.header("set-cookie");
        assert!(
            set.starts_with("__Host-") && set.contains("; Secure"),
            "{host}: {set}"
        );
        assert_eq!(status(&cookie), 401, "{host}");
    }
}

#[test]
fn who_serves_others_without_https_is_told_that_nobody_can_sign_in() {
    for (more, is_told) in [
        (&[][..], false),
        (&["--address", "0.0.0.0"], true),
        (&["--address", "0.0.0.0", "--behind-proxy"], false),
    ] {
        let mut door = Door::open_with("door-no-https", more);
        assert_eq!(door.server.get("/").status, 200);
        door.server.stop();
        let log = serde_json::to_string(&door.log()).unwrap();
        assert_eq!(
            log.contains("nobody on another machine"),
            is_told,
            "{more:?}: {log}"
        );
    }
}

#[test]
fn a_cookie_cannot_be_made_up_or_used_again() {
    let door = Door::open("door-cookie");
    let server = &door.server;
    let ada = Browser::of(server, "ada");
    let (name, token) = ada
        .cookie
        .strip_prefix("Cookie: ")
        .unwrap()
        .split_once('=')
        .unwrap();
    let mut changed = token.to_owned().into_bytes();
    changed[0] = if changed[0] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).unwrap();
    for forged in [
        "",
        "ada",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        &token[1..],
        &changed,
        &format!("{token}A"),
        &"A".repeat(4000),
    ] {
        let cookie = format!("Cookie: {name}={forged}");
        let answer = server.ask("GET", "/lrs/session", &[&cookie], b"");
        assert_eq!(answer.status, 401, "{forged}");
    }
    let among = format!("Cookie: a=b; {name}={token}; c");
    assert_eq!(
        server.ask("GET", "/lrs/session", &[&among], b"").status,
        200
    );
    let elsewhere = format!("Cookie: __Host-{name}={token}");
    assert_eq!(
        server.ask("GET", "/lrs/session", &[&elsewhere], b"").status,
        401
    );

    let second = Browser::of(server, "ada");
    assert_eq!(ada.sign_out().status, 204);
    assert!(ada.sign_out().header("set-cookie").contains("Max-Age=0"));
    assert_eq!(ada.get("/lrs/session").status, 401, "used again");
    assert_eq!(ada.get("/lrs/statements").status, 401);
    assert_eq!(ada.post(&json!([own(0, "ada")])).status, 401);
    assert_eq!(second.get("/lrs/session").status, 200, "another device");
    assert!(door.store.kept().asked.is_empty());
}

#[test]
fn whoever_is_not_there_is_answered_like_whoever_types_a_wrong_password() {
    let door = Door::open("door-unknown");
    let people = door.folder.join("people.toml");
    let file = fs::read_to_string(&people).unwrap();
    let without = file.replacen("password", "# password", 1);
    fs::write(&people, without).unwrap();
    // Ada has no password now.
    let answers = [
        sign_in(&door.server, "ada", PASSWORD),
        sign_in(&door.server, "ben", "three small word"),
        sign_in(&door.server, "ben", ""),
        sign_in(&door.server, "zed-nobody", PASSWORD),
        sign_in(&door.server, "../ada", PASSWORD),
        sign_in(&door.server, "", ""),
    ];
    for answer in answers {
        assert_eq!(answer.status, 401);
        assert_eq!(answer.error(), "wrong-password");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let log = serde_json::to_string(&door.log()).unwrap();
    let ben = format!("\"person\":\"{}\"", door.tag("ben"));
    assert!(log.contains(&ben) && !log.contains("zed-nobody"), "{log}");
}

#[test]
fn what_the_file_says_about_somebody_holds_at_once() {
    let door = Door::open("door-change");
    let people = door.folder.join("people.toml");
    let file = fs::read_to_string(&people).unwrap();
    let ada = Browser::of(&door.server, "ada");
    let ann = Browser::of(&door.server, "ann");
    assert_eq!(ann.get("/lrs/statements?learner=ada").status, 200);
    // Ada leaves Ann's cohort: she is signed out, and Ann sees her no longer.
    fs::write(&people, file.replacen("\"spring\"", "\"summer\"", 1)).unwrap();
    assert_eq!(ann.get("/lrs/statements?learner=ada").status, 403);
    assert_eq!(ada.get("/lrs/session").status, 401);
    // A slip in the file locks nobody out and lets nobody in.
    fs::write(&people, "site = ").unwrap();
    assert_eq!(ann.get("/lrs/session").status, 200);
    assert_eq!(ann.get("/lrs/statements?learner=ada").status, 403);
    // Nor does the log say what it is about: that may be somebody's name.
    fs::write(&people, file.replacen("\"ben\"", "\"ada\"", 1)).unwrap();
    assert_eq!(ann.get("/lrs/session").status, 200);
    fs::write(&people, &file).unwrap();
    assert_eq!(ann.get("/lrs/statements?learner=ada").status, 200);
    underpin_people(&door, &["remove", "ann"]);
    assert_eq!(ann.get("/lrs/session").status, 401);
    let log = door.log();
    let mut told = log.iter().filter(|line| line["level"] == "ERROR");
    for line in [1, 12] {
        let why = told.next().unwrap()["why"].as_str().unwrap();
        assert!(
            why.contains(&format!("people.toml: line {line}, ")),
            "{why}"
        );
        assert!(!why.contains("ada"), "{why}");
    }
}

#[test]
fn whoever_tries_too_often_waits() {
    let door = Door::open("door-limits");
    for _ in 0..10 {
        assert_eq!(sign_in(&door.server, "ada", "wrong password").status, 401);
    }
    for password in ["wrong password", PASSWORD] {
        let answer = sign_in(&door.server, "ada", password);
        assert_eq!((answer.status, answer.error().as_str()), (429, "too-many"));
        let wait: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=61).contains(&wait), "{wait}");
    }
    assert_eq!(sign_in(&door.server, "ben", PASSWORD).status, 200);
}

#[test]
fn nobody_is_locked_out_by_wrong_passwords_from_elsewhere() {
    let door = Door::open_with("door-lockout", &["--behind-proxy"]);
    let sign_in = |from: &str, password: &str| {
        let from = format!("X-Forwarded-For: {from}");
        let body = json!({"name": "ada", "password": password}).to_string();
        let headers = [OWN, JSON, &from];
        let answer = door
            .server
            .ask("POST", "/lrs/session", &headers, body.as_bytes());
        answer.status
    };
    for _ in 0..10 {
        assert_eq!(sign_in("192.0.2.1", "wrong password"), 401);
    }
    assert_eq!(sign_in("192.0.2.1", "wrong password"), 429);
    assert_eq!(
        sign_in("192.0.2.1", PASSWORD),
        429,
        "it would tell that it is right"
    );
    assert_eq!(sign_in("192.0.2.2", PASSWORD), 200);
}

#[test]
fn behind_a_proxy_the_address_is_what_the_proxy_says_and_not_what_a_browser_says() {
    let door = Door::open_with("door-proxy", &["--behind-proxy"]);
    // No hash is worked out for a request that cannot be read, so this is quick.
    let tries = |forwarded: &dyn Fn(u32) -> String| {
        let set = json!({"link": "x", "password": "y"}).to_string();
        let look = json!({"link": "x"}).to_string();
        (0..101)
            .map(|n| {
                let forwarded = forwarded(n);
                let headers = [OWN, JSON, forwarded.as_str()];
                // Looking at a link is a try like setting a password with it.
                let (at, body) = match n % 2 {
                    0 => ("/lrs/password", &set),
                    _ => ("/lrs/link", &look),
                };
                let answer = door.server.ask("POST", at, &headers, body.as_bytes());
                answer.status
            })
            .last()
    };
    let spoofed = |n| format!("X-Forwarded-For: 198.51.100.{n}, 192.0.2.1");
    assert_eq!(tries(&spoofed), Some(429));
    let many = |n| format!("X-Forwarded-For: 198.51.100.{n}");
    assert_eq!(tries(&many), Some(400));
    let household = |n| format!("X-Forwarded-For: 2001:db8:1:2::{n:x}");
    assert_eq!(tries(&household), Some(429));
}

#[test]
fn a_page_comes_with_word_of_the_door_and_nothing_else_does() {
    let door = Door::open("door-told");
    let told = |path: &str| door.server.get(path).header("server-timing").to_owned();
    assert_eq!(told("/"), "door");
    for other in ["/lrs/session", "/healthz"] {
        assert_eq!(told(other), "", "{other}");
    }
}

#[test]
fn a_proxy_and_a_server_that_do_not_know_of_each_other_are_told_once() {
    for (more, header, told) in [
        (
            &[][..],
            "X-Forwarded-For: 192.0.2.1",
            "start this server with --behind-proxy",
        ),
        (
            &[],
            "Forwarded: for=192.0.2.1",
            "start this server with --behind-proxy",
        ),
        (&[], "X-Other: 1", ""),
        (
            &["--behind-proxy"],
            "Forwarded: for=192.0.2.1",
            "without an address in X-Forwarded-For",
        ),
        (
            &["--behind-proxy"],
            "X-Forwarded-For: unknown",
            "without an address in X-Forwarded-For",
        ),
        (&["--behind-proxy"], "X-Forwarded-For: 192.0.2.1", ""),
    ] {
        let door = Door::open_with("door-proxies", more);
        // Whoever starts the server asks it by itself.
        assert_eq!(door.server.get("/healthz").status, 200);
        for _ in 0..2 {
            door.server.ask("GET", "/", &[header], b"");
            door.server.ask("GET", "/lrs/session", &[header], b"");
        }
        let mut log = door.log();
        log.retain(|line| line["level"] == "WARN");
        let said: Vec<_> = log
            .iter()
            .filter_map(|line| line["message"].as_str())
            .collect();
        assert_eq!(
            said.len(),
            usize::from(!told.is_empty()),
            "{more:?} {header}: {said:?}"
        );
        assert!(said.iter().all(|said| said.contains(told)), "{said:?}");
        assert!(!serde_json::to_string(&log).unwrap().contains("192.0.2.1"));
    }
}

#[test]
fn somebody_sets_her_password_by_a_link_once() {
    let door = Door::open("door-setup");
    let server = &door.server;
    underpin_people(
        &door,
        &[
            "add", "dee", "--name", "Dee Lane", "--role", "learner", "--cohort", "spring",
        ],
    );
    let link = underpin_people(&door, &["invite", "dee"]);
    let link = link.trim();
    let link = link
        .strip_prefix("https://training.example.org/lrs/setup#")
        .unwrap();
    let set = |link: &str, password: &str| {
        let body = json!({"link": link, "password": password}).to_string();
        server.ask("POST", "/lrs/password", &[OWN, JSON], body.as_bytes())
    };
    let look = |link: &str| {
        let body = json!({ "link": link }).to_string();
        server.ask("POST", "/lrs/link", &[OWN, JSON], body.as_bytes())
    };
    // Looked at as often as anybody likes, it still holds.
    for _ in 0..2 {
        assert_eq!(look(link).status, 204);
    }
    for broken in ["x", &link[..link.len() - 2]] {
        let answer = look(broken);
        assert_eq!((answer.status, answer.error().as_str()), (400, "link"));
    }
    let page = server.get("/lrs/setup");
    assert_eq!(page.status, 200);
    assert!(
        page.header("content-security-policy")
            .contains("script-src 'self'")
    );
    assert!(page.text().contains("Choose your password"));
    assert!(
        server
            .get("/lrs/setup.js")
            .header("content-type")
            .starts_with("text/javascript")
    );

    assert_eq!(sign_in(server, "dee", PASSWORD).status, 401);
    for (link, password, said) in [
        (link, "short", "too short"),
        (link, "dee dee dee", "first things people try"),
        ("x", PASSWORD, "not whole"),
        (&link[..link.len() - 2], PASSWORD, "not whole"),
    ] {
        let answer = set(link, password);
        assert_eq!(answer.status, 400, "{password}");
        let message = answer.json()["message"].as_str().unwrap().to_owned();
        assert!(message.contains(said), "{message}");
    }
    let done = set(link, "my own long words");
    assert_eq!(done.status, 200);
    assert_eq!(done.json()["next"], "learner");
    assert_eq!(sign_in(server, "dee", "my own long words").status, 200);
    let again = set(link, "their own long words");
    assert!(
        again.json()["message"]
            .as_str()
            .unwrap()
            .contains("has been used")
    );
    assert_eq!(look(link).json(), again.json());
    assert_eq!(sign_in(server, "dee", "their own long words").status, 401);
    let file = fs::read_to_string(door.folder.join("people.toml")).unwrap();
    assert!(file.starts_with("# Our people."), "{file}");
    let log = serde_json::to_string(&door.log()).unwrap();
    assert!(!log.contains("long words") && !log.contains(link), "{log}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let key = door.folder.join("people.key").metadata().unwrap();
        assert_eq!(key.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn the_page_for_a_password_looks_like_the_site_that_stands_there_now() {
    let door = Door::open("door-looks");
    let page = || door.server.get("/lrs/setup").text();
    assert!(!page().contains("stylesheet"));
    let memory = |style: &str| {
        let loads = json!({"program": "", "look": "look-1.js", "style": style, "icon": "i.svg"});
        let memory = json!({"base": "/", "loads": loads, "assets": [], "pages": []});
        memory.to_string()
    };
    let file = door.folder.join("site/.underpin-site.json");
    for style in ["style-1.css", "style-23.css"] {
        fs::write(&file, memory(style)).unwrap();
        let link = format!("<link rel=\"stylesheet\" href=\"../assets/{style}\">");
        assert!(page().contains(&link), "{}", page());
        // Half of the next one is there.
        fs::write(&file, &memory(style)[..40]).unwrap();
        assert!(page().contains(&link), "{}", page());
    }
}
