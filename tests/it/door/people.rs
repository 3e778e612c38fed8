//! The file of people: kept at a terminal, whoever does it, and out of what is served.

use std::{fs, process::Command};

use serde_json::{Value, json};
use underpin::record::event::Role;

use super::Door;
use crate::{
    door_kit::{self as kit, Browser},
    program::Run,
};

pub fn underpin_people(door: &Door, arguments: &[&str]) -> String {
    let run = tried(door, arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.out
}

fn tried(door: &Door, arguments: &[&str]) -> Run {
    let people = door.folder.join("people.toml");
    let run = Command::new(env!("CARGO_BIN_EXE_underpin"))
        .args(["people", "--people", people.to_str().unwrap()])
        .args(arguments)
        .output();
    Run::from(run.unwrap())
}

#[test]
fn nobody_gets_the_account_and_the_record_of_who_was_taken_out() {
    let door = Door::open("door-gone");
    let ada = Browser::of(&door.server, "ada");
    assert_eq!(ada.post(&json!([kit::own(1, "ada")])).status, 200);
    underpin_people(&door, &["remove", "ada"]);
    assert_eq!(ada.get("/lrs/session").status, 401);
    let listed = underpin_people(&door, &["list"]);
    let tag = door.tag("ada");
    let line = format!("{:<24} {tag}  taken out", "ada");
    assert!(listed.lines().any(|found| found == line), "{listed}");

    // Somebody else who would have been called the same.
    let table = door.folder.join("table.csv");
    fs::write(
        &table,
        "account,name,role,cohorts\ndee,Dee,learner,\nada,Ada Byron,learner,spring\n",
    )
    .unwrap();
    let add = ["add", "ada", "--name", "Ada Byron", "--role", "learner"];
    let import = ["import", table.to_str().unwrap()];
    let dee_only = [&import[..], &["--same-person", "dee"]].concat();
    for arguments in [&add[..], &import, &dee_only] {
        let run = tried(&door, arguments);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.errors.contains("taken out") && run.errors.contains("--same-person"),
            "{run:?}"
        );
    }
    assert!(!underpin_people(&door, &["list"]).contains("Ada Byron"));

    // She herself comes back, and finds her record.
    let add = [
        "add",
        "ada",
        "--name",
        "Ada Okafor",
        "--role",
        "learner",
        "--same-person",
    ];
    underpin_people(&door, &add);
    let link = underpin_people(&door, &["invite", "ada"]);
    let (_, link) = link.trim().split_once('#').unwrap();
    let body = json!({"link": link, "password": kit::PASSWORD}).to_string();
    let set = door.server.ask(
        "POST",
        "/lrs/password",
        &[kit::OWN, kit::JSON],
        body.as_bytes(),
    );
    assert_eq!(set.status, 200, "{}", set.text());
    assert_eq!(Browser::of(&door.server, "ada").all_of("").len(), 1);
    underpin_people(&door, &["remove", "ada"]);
    let mine = [&import[..], &["--same-person", "ada"]].concat();
    underpin_people(&door, &mine);
}

#[test]
fn nobody_signs_with_the_ids_of_who_was_taken_out() {
    let door = Door::open("door-gone-ids");
    let [ann, bob] = ["ann", "bob"].map(|who| Browser::of(&door.server, who));
    let as_ann = |n, sender| {
        let role = Role::Assessor { in_training: false };
        json!([kit::signed_as("ann", n, role, "ada", Some(sender))])
    };
    assert_eq!(ann.post(&as_ann(1, "ann")).status, 200);
    underpin_people(&door, &["remove", "ann"]);
    let refused = bob.post(&as_ann(2, "bob"));
    assert_eq!(
        (refused.status, refused.error().as_str()),
        (403, "others-work")
    );
    // Who runs the server may say that it is his.
    underpin_people(&door, &["release", "ann", "--to", "bob"]);
    assert_eq!(bob.post(&as_ann(2, "bob")).status, 200);
}

#[test]
fn who_signed_with_a_colleagues_id_first_can_be_undone() {
    let door = Door::open("door-release");
    let [ann, bob] = ["ann", "bob"].map(|who| Browser::of(&door.server, who));
    let as_ann = |n, sender| {
        let role = Role::Assessor { in_training: false };
        json!([kit::signed_as("ann", n, role, "ada", Some(sender))])
    };
    assert_eq!(bob.post(&as_ann(1, "bob")).status, 200);
    assert_eq!(ann.post(&as_ann(2, "ann")).status, 403);
    let listed = underpin_people(&door, &["list"]);
    let mut lines = listed.lines();
    lines.find(|line| line.starts_with("bob ")).unwrap();
    let id = lines.next().unwrap().strip_prefix("    signs as ").unwrap();
    assert_eq!(listed.matches("signs as").count(), 1, "{listed}");

    // Who runs the server says whose it is.
    let said = underpin_people(&door, &["release", "bob", "--id", id, "--to", "ann"]);
    assert!(said.contains(id) && said.contains("ann"), "{said}");
    assert_eq!(bob.post(&as_ann(3, "bob")).status, 403);
    assert_eq!(ann.post(&as_ann(2, "ann")).status, 200);
    // Or leaves it to whoever is next.
    underpin_people(&door, &["release", "ann"]);
    assert!(!underpin_people(&door, &["list"]).contains("signs as"));
    assert_eq!(ann.post(&as_ann(4, "ann")).status, 200);
    assert_eq!(bob.post(&as_ann(5, "bob")).status, 403);
}

#[test]
fn what_the_provider_erases_is_neither_given_out_nor_taken_again() {
    let door = Door::open("door-erase");
    let ada = Browser::of(&door.server, "ada");
    let sent: Vec<Value> = (0..3).map(|n| kit::own(n, "ada")).collect();
    assert_eq!(ada.post(&json!(sent)).status, 200);
    let id = sent[1]["id"].as_str().unwrap();
    let said = underpin_people(&door, &["erase", id]);
    assert!(
        said.contains(id) && said.contains("Delete it in the store"),
        "{said}"
    );
    // At once, while it is still in the store; and nobody is signed out by that.
    let list = ada.get("/lrs/statements").json();
    assert_eq!(list["erased"], json!([id]));
    assert_eq!(list["statements"].as_array().unwrap().len(), 2);
    door.store.kept().delete(id);
    let answer = ada.post(&json!(sent));
    assert_eq!((answer.status, answer.error().as_str()), (410, "erased"));
    assert_eq!(answer.json()["statement"], 1);
    assert_eq!(door.store.kept().shown(), 2);
    assert_eq!(ada.get("/lrs/statements").json().get("erased"), None);
}

#[test]
fn whom_a_line_of_the_log_is_about_the_list_of_people_tells() {
    let door = Door::open("door-tag");
    let ada = Browser::of(&door.server, "ada");
    assert_eq!(ada.get("/lrs/learners").status, 403);
    let log = door.log();
    let mut lines = log.iter().filter(|line| line["message"] == "refused");
    let tag = lines.next().unwrap()["person"].as_str().unwrap();
    let listed = underpin_people(&door, &["list"]);
    let mut with_it = listed.lines().filter(|line| line.contains(tag));
    assert!(with_it.next().unwrap().starts_with("ada "), "{listed}");
    assert_eq!(with_it.next(), None);
}

#[cfg(unix)]
#[test]
fn a_file_of_people_in_a_site_is_not_served() {
    use crate::program::folder;
    use std::os::unix::fs::symlink;
    let folder = folder("people-in-site");
    let site = kit::prepare(&folder, &kit::people([]));
    let (outside, inside) = (folder.join("people.toml"), site.join("people.toml"));
    let to_inside = folder.join("link.toml");
    let to_outside = site.join("link.toml");
    symlink(&inside, &to_inside).unwrap();
    symlink(&outside, &to_outside).unwrap();
    let linked_site = folder.join("linked-site");
    symlink(&site, &linked_site).unwrap();
    fs::copy(&outside, &inside).unwrap();
    fs::write(folder.join("index.html"), "").unwrap();
    fs::write(folder.join("apart.toml"), "").unwrap();
    symlink(&inside, folder.join("apart.key")).unwrap();
    let serve = |dir: &str, more: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_underpin"))
            .args(["serve", "--port", "0", "--dir", dir])
            .args(more)
            .current_dir(&folder)
            .output();
        Run::from(run.unwrap())
    };
    let lrs = ["--lrs", "http://127.0.0.1:9/xAPI/", "--people"];
    for (dir, people) in [
        ("site", "site/people.toml"),
        ("linked-site", "site/people.toml"),
        ("site", "linked-site/people.toml"),
        ("site", "link.toml"),
        ("site", "site/link.toml"),
        ("site", "apart.toml"),
        (".", "people.toml"),
    ] {
        let run = serve(dir, &[&lrs[..], &[people]].concat());
        assert_eq!(run.code, Some(2), "{dir} {people}: {run:?}");
        assert!(run.errors.contains("site's folder"), "{run:?}");
    }
    // Where it always is; and without a door as well.
    let run = serve(".", &[]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("people.toml lies in"), "{run:?}");
    // Beside the site it may be: what is missing then is the store's user.
    let run = serve("site", &[&lrs[..], &["people.toml"]].concat());
    assert!(run.errors.contains("UNDERPIN_LRS_USER"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn what_root_writes_beside_a_service_stays_the_services() {
    use std::os::unix::fs::{MetadataExt, chown};
    let folder = crate::program::folder("people-owner");
    let file = folder.join("people.toml");
    let people = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_underpin"))
            .args(["people", "--people", file.to_str().unwrap()])
            .args(arguments)
            .output();
        assert!(run.as_ref().unwrap().status.success(), "{run:?}");
    };
    let whose = |ending: &str| {
        let file = file.with_extension(ending).metadata().unwrap();
        assert_eq!(file.mode() & 0o777, 0o600, "{ending}");
        (file.uid(), file.gid())
    };
    let own = folder.metadata().unwrap();
    let is_root = own.uid() == 0;
    let mut expected = (own.uid(), own.gid());
    // Nobody else can give a folder away.
    if is_root {
        expected = (4711, 4712);
        chown(&folder, Some(4711), Some(4712)).unwrap();
    }
    let add = ["add", "ada", "--name", "Ada", "--role", "learner"];
    people(&[&add[..], &["--site", kit::SITE]].concat());
    people(&["invite", "ada"]);
    for ending in ["toml", "key", "lock"] {
        assert_eq!(whose(ending), expected, "{ending}");
    }
    // What is there already stays whose it is, and what is made beside it is theirs as well.
    if is_root {
        expected = (4713, 4714);
        chown(&file, Some(4713), Some(4714)).unwrap();
        for made in ["key", "lock"] {
            fs::remove_file(file.with_extension(made)).unwrap();
        }
    }
    people(&["add", "ben", "--name", "Ben", "--role", "learner"]);
    people(&["list"]);
    for ending in ["toml", "key", "lock"] {
        assert_eq!(whose(ending), expected, "{ending}");
    }
}

#[test]
fn a_table_that_is_not_taken_begins_no_file() {
    let folder = crate::program::folder("people-table");
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (table, people) = (file("dup.csv"), file("n2.toml"));
    let rows = "account,name,role\nada,Ada Okafor,learner\nada,Ada Okafor,learner\n";
    fs::write(&table, rows).unwrap();
    let site = "https://wrong.example.org/";
    let import = ["people", "import", &table, "--people", &people, "--site"];
    let run = crate::program::underpin([&import[..], &[site]].concat());
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("dup.csv, line 3: "), "{run:?}");
    assert!(!folder.join("n2.toml").exists());

    let rows = "Account;Name;Role;Cohorts\n\nada;Ada Okafor;learner;spring\n;;;\n";
    fs::write(&table, rows).unwrap();
    let site = "https://right.example.org/";
    let run = crate::program::underpin([&import[..], &[site]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains("1 person added"), "{run:?}");
}

#[test]
fn people_are_kept_at_a_terminal() {
    let folder = crate::program::folder("people-command");
    let file = folder.join("people.toml");
    let people = |arguments: &[&str], typed: &str| {
        use std::io::Write;
        let mut run = Command::new(env!("CARGO_BIN_EXE_underpin"))
            .args(["people", "--people", file.to_str().unwrap()])
            .args(arguments)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let _ = run.stdin.take().unwrap().write_all(typed.as_bytes());
        crate::program::Run::from(run.wait_with_output().unwrap())
    };
    let add = ["add", "ada", "--name", "Ada Okafor", "--role", "learner"];
    let run = people(&add, "");
    assert_eq!(run.code, Some(2));
    assert!(run.errors.contains("--site"), "{run:?}");
    let site = ["--site", "https://training.example.org"];
    let run = people(&[&add[..], &site].concat(), "");
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = people(&add, "");
    assert!(run.errors.contains("is there already"), "{run:?}");
    let table = folder.join("table.csv");
    fs::write(&table, "\u{feff}account,name,role,cohorts\nben,Ben Hughes,learner,spring autumn\nann,\"Patel, Ann\",assessor,spring\n").unwrap();
    let run = people(&["import", table.to_str().unwrap()], "");
    assert!(run.out.contains("2 people added"), "{run:?}");
    fs::write(&table, "account,name,role,cohorts\nCai,Cai Rees,learner,\n").unwrap();
    let run = people(&["import", table.to_str().unwrap()], "");
    assert_eq!(run.code, Some(2));
    assert!(
        run.errors.contains("line 2") && run.errors.contains("Nothing was changed"),
        "{run:?}"
    );
    let twice = "account,name,role\ncai,Cai Rees,learner\ncai,Cai Rees,learner\n";
    let taken = "account,name,role\n\nada,Ada Okafor,learner\n";
    for text in [twice, taken] {
        fs::write(&table, text).unwrap();
        let run = people(&["import", table.to_str().unwrap()], "");
        assert!(
            run.errors.contains("table.csv, line 3: the account"),
            "{run:?}"
        );
    }
    for (typed, code) in [
        ("short\n", 2),
        ("Ada Okafor\n", 2),
        ("three small words\n", 0),
    ] {
        assert_eq!(
            people(&["password", "ada"], typed).code,
            Some(code),
            "{typed}"
        );
    }
    let run = people(&["password", "eve"], "three small words\n");
    assert!(run.errors.contains("no account eve"), "{run:?}");
    let listed = people(&["list"], "").out;
    assert_eq!(listed.lines().count(), 3, "{listed}");
    assert!(
        listed.contains("ada") && listed.contains("has a password"),
        "{listed}"
    );
    assert!(!listed.contains("argon2"));
    let links = people(&["invite", "--cohort", "spring"], "").out;
    let rows: Vec<&str> = links.lines().collect();
    assert_eq!(rows.len(), 2, "{links}");
    assert!(
        rows[0].starts_with("ann,\"Patel, Ann\",https://training.example.org/lrs/setup#"),
        "{links}"
    );
    let run = people(&["add", "eve", "--name", "Eve", "--role", "boss"], "");
    assert_eq!(run.code, Some(2), "{run:?}");
    let words = "learner, assessor, quality-assurer (internal) or external-quality-assurer";
    assert!(run.errors.contains(words), "{run:?}");
    fs::write(&table, "account,name,role,cohorts\neve,Eve,boss,\n").unwrap();
    let run = people(&["import", table.to_str().unwrap()], "");
    assert!(
        run.errors.contains("line 2: there is no role \"boss\""),
        "{run:?}"
    );
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, whole.replacen("\"assessor\"", "\"boss\"", 1)).unwrap();
    let run = people(&["list"], "");
    assert!(
        run.errors.contains("people.toml, line ") && run.errors.contains(words),
        "{run:?}"
    );
    fs::write(&file, "site = 7").unwrap();
    let run = people(&["list"], "");
    assert!(run.errors.contains("line 1, column 8"), "{run:?}");
}
