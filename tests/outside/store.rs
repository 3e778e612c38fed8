//! Ralph, on a free port of this machine, with an empty folder to keep statements in.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

/// The user and the password that it asks for.
pub const USER: (&str, &str) = ("door", "open");

/// A running store.
pub struct Ralph {
    process: Child,
    /// Where it is.
    pub url: String,
}

/// A program of Ralph's, out of the folder that `RALPH` names.
pub fn program(name: &str) -> PathBuf {
    let ralph = env::var_os("RALPH").unwrap_or_else(|| {
        panic!("RALPH names no folder: `./dev test` installs Ralph and says where it is")
    });
    PathBuf::from(ralph).join(name)
}

impl Ralph {
    /// Starts it.
    pub fn start(folder: &Path) -> Self {
        let statements = folder.join("statements");
        fs::create_dir_all(&statements).unwrap();
        let set = |program: &str| {
            let mut command = Command::new(self::program(program));
            command
                .env("RALPH_APP_DIR", folder)
                .env("RALPH_RUNSERVER_BACKEND", "fs")
                .env(
                    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH",
                    &statements,
                )
                .current_dir(folder);
            command
        };
        let allowed = ["statements/write", "statements/read"];
        let made = set("ralph")
            .args(["auth", "--write-to-disk", "-M", "mailto:door@example.org"])
            .args(["-u", USER.0, "-p", USER.1])
            .args(allowed.iter().flat_map(|scope| ["-s", scope]))
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside/store.py");
        let mut process = set("python")
            .arg(script)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let mut said = String::new();
        let at = loop {
            let line = lines
                .next()
                .unwrap_or_else(|| panic!("Ralph has ended:\n{said}"));
            let line = line.unwrap();
            if let Some((_, rest)) = line.split_once("running on ") {
                break rest.split(' ').next().unwrap().to_owned();
            }
            said.push_str(&line);
            said.push('\n');
        };
        // Somebody must go on reading, or it would stand still.
        thread::spawn(move || lines.for_each(drop));
        Self {
            process,
            url: format!("{at}/xAPI/"),
        }
    }
}

impl Drop for Ralph {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
