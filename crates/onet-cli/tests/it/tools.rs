//! The commands about the program itself: the key, what is set up, completions and the manual page.

// Tests print why they are skipped.
#![allow(clippy::print_stderr)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::common::{Machine, copy_of_sample};

const KEY: &str = "aB3-secret-key";

fn login(machine: &Machine, input: &[u8]) -> (i32, String) {
    let run = machine.command().args(["auth", "login"]).write_stdin(input).output().expect("onet runs");
    let text = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.stdout, b"");
    assert!(!text.contains(KEY), "{text}");
    (run.status.code().unwrap_or(-1), text)
}

#[test]
fn a_key_is_stored_shown_as_set_and_removed() {
    let machine = Machine::new();
    assert_eq!(machine.onet(&["auth", "status"]).code, 3);
    assert_eq!(login(&machine, format!("  {KEY}\r\n").as_bytes()).0, 0);
    let file = machine.home().join("api-key");
    assert_eq!(std::fs::read_to_string(&file).expect("it is stored"), format!("{KEY}\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    }
    let status = machine.onet(&["auth", "status", "--format", "csv"]);
    assert_eq!(status.code, 0, "{}", status.stderr);
    assert!(status.stdout.contains("api-key") && !status.stdout.contains(KEY), "{}", status.stdout);
    let doctor = machine.onet(&["doctor", "--format", "csv"]);
    assert!(doctor.stdout.contains("source,ok,\"live, "), "a stored key counts as set: {}", doctor.stdout);
    let environment = machine.command().env("ONET_API_KEY", "other").args(["auth", "status"]).output();
    let environment = String::from_utf8(environment.expect("onet runs").stdout).expect("UTF-8");
    assert!(environment.contains("\"from\": \"ONET_API_KEY\""), "{environment}");
    assert_eq!(machine.onet(&["auth", "logout"]).code, 0);
    assert!(!file.exists());
    assert_eq!(machine.onet(&["auth", "logout"]).code, 0);
}

#[test]
fn what_is_no_key_is_not_stored() {
    let machine = Machine::new();
    let long = vec![b'a'; 5_000];
    for input in [&b""[..], b"\n", b"two words\n", b"\xff\xfe", b"\x1b[0m", &long] {
        assert_eq!(login(&machine, input).0, 2, "{input:?}");
    }
    assert!(!machine.home().join("api-key").exists());
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let machine = Machine::new();
    login(&machine, KEY.as_bytes());
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(machine.home().join("api-key"), open).expect("the mode can be set");
    let doctor = machine.onet(&["doctor", "--format", "csv"]);
    assert_eq!(doctor.code, 6, "{}", doctor.stderr);
    assert!(doctor.stdout.contains("key,broken,others can read"), "{}", doctor.stdout);
    assert!(machine.onet(&["auth", "status"]).stderr.contains("chmod 600"));
}

#[test]
fn the_doctor_finds_what_is_missing_and_what_is_broken() {
    let machine = Machine::new();
    let run = machine.onet(&["doctor"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let checks: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let state = |what: &str| {
        checks
            .as_array()
            .and_then(|all| all.iter().find(|check| check["check"] == what))
            .map(|check| check["state"].clone())
    };
    assert_eq!(state("releases"), Some("missing".into()));
    assert_eq!(state("key"), Some("missing".into()));
    assert_eq!(state("source"), Some("ok".into()));
    let missing = machine.onet(&["doctor", "--source", "release"]);
    assert_eq!(missing.code, 6, "{}", missing.stderr);
    let broken = machine.home().join("releases/29.3_0001");
    std::fs::create_dir_all(&broken).expect("a folder can be made");
    std::fs::write(broken.join("manifest.json"), "{").expect("it can be written");
    let run = machine.onet(&["doctor"]);
    assert_eq!(run.code, 6, "{}", run.stdout);
    assert!(run.stdout.contains("\"broken\""), "{}", run.stdout);
}

#[test]
fn the_manual_page_has_every_command() {
    let run = Machine::new().onet(&["man"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for command in ["search", "browse", "crosswalk", "db-export", "auth-login"] {
        let words = [command.replace('-', "\\-"), command.to_owned()];
        assert!(words.iter().any(|word| run.stdout.contains(word.as_str())), "{command}");
    }
}

/// Runs a script in a shell; `None` where the machine does not have it.
fn in_shell(shell: &str, arguments: &[&str], script: &Path) -> Option<String> {
    let found = Command::new(shell).arg("--version").output().is_ok_and(|run| run.status.success());
    if !found {
        eprintln!("skipped: {shell} is not on this machine");
        return None;
    }
    // A shell that waits for what never comes fails.
    let mut asked = assert_cmd::Command::new(shell);
    let asked = asked.args(arguments).arg(script).timeout(std::time::Duration::from_secs(60));
    let run = asked.output().expect("the shell runs");
    let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{shell}: {stderr}");
    Some(String::from_utf8_lossy(&run.stdout).into_owned())
}

/// Beginnings of lines, and the words that complete the last one.
const VALUES: [(&str, &[&str]); 8] = [
    ("onet br", &["browse"]),
    ("onet browse fam", &["families"]),
    ("onet browse work-c", &["work-context"]),
    ("onet db rows job_zone_r", &["job_zone_reference"]),
    ("onet db tables oews_n", &["oews_national"]),
    ("onet crosswalk mil", &["military"]),
    ("onet show --section kno", &["knowledge"]),
    ("onet completions po", &["powershell"]),
];

#[test]
fn real_shells_complete_the_commands() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let completions = |shell: &str| {
        let run = machine.onet(&["completions", shell]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let file = folder.path().join(format!("_onet.{shell}"));
        std::fs::write(&file, run.stdout).expect("it can be written");
        file
    };
    let script = |name: &str, text: String| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("it can be written");
        file
    };
    let bash = completions("bash");
    for (words, expected) in VALUES {
        let (before, last) = words.rsplit_once(' ').expect("several words");
        let previous = before.rsplit(' ').next().unwrap_or_default();
        let asked = format!(
            "source {}\nCOMP_WORDS=({words})\nCOMP_CWORD={}\n_onet onet {last} {previous}\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
            bash.display(),
            words.split(' ').count() - 1,
        );
        if let Some(completed) = in_shell("bash", &["--norc"], &script("ask.bash", asked)) {
            assert_eq!(completed.lines().collect::<Vec<_>>(), expected, "{words}");
        }
    }
    let zsh = completions("zsh");
    // zsh completes on a terminal alone: a module of it makes one.
    let mut asked = format!(
        "zmodload zsh/zpty\nzpty z 'TERM=dumb zsh -f -i'\n\
         zpty -w z 'autoload -Uz compinit; compinit -u -d {}; source {}; \
         show() {{ print -r -- \"got<$BUFFER>\"; BUFFER= }}; zle -N show; bindkey \"^X\" show; \
         bindkey \"^I\" complete-word; print re\"\"ady'\nzpty -r -m z out '*ready*'\n",
        folder.path().join("dump").display(),
        zsh.display()
    );
    for (words, expected) in VALUES {
        let completed = words.rsplit_once(' ').map(|(before, _)| format!("{before} {}", expected[0]));
        let completed = completed.expect("several words");
        asked.push_str(&format!(
            "zpty -w -n z $'{words}\\t\\C-x'\nzpty -r -m z out '*got<*>*'\n[[ $out == *'got<{completed} >'* ]] || print -r -- \"{words}: $out\"\n"
        ));
    }
    if let Some(wrong) = in_shell("zsh", &["-f"], &script("ask.zsh", asked)) {
        assert_eq!(wrong.trim(), "");
    }
    let fish = completions("fish");
    for (words, expected) in VALUES {
        let asked = format!("source {}\ncomplete -C '{words}'\n", fish.display());
        if let Some(completed) = in_shell("fish", &["--no-config"], &script("ask.fish", asked)) {
            let completed = completed.lines().filter_map(|line| line.split('\t').next());
            assert_eq!(completed.collect::<Vec<_>>(), expected, "{words}");
        }
    }
    assert!(!machine.onet(&["completions", "powershell"]).stdout.is_empty());
}

#[test]
fn the_doctor_and_the_list_of_releases_agree_on_missing_tables_and_each_has_a_command() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let import = machine.onet(&["db", "import", &folder.path().display().to_string(), "--no-coding"]);
    assert_eq!(import.code, 0, "{}", import.stderr);
    let read = |arguments: &[&str]| -> Value {
        serde_json::from_str(&machine.onet(&[arguments, &["--format", "json"]].concat()).stdout)
            .expect("JSON")
    };
    let checks = read(&["doctor"]);
    let groups = checks.as_array().into_iter().flatten().filter(|check| check["check"] == "tables");
    let mut of_doctor = Vec::new();
    for group in groups {
        let finding = group["finding"].as_str().expect("a finding");
        let (_, ids) = finding.split_once(": ").expect("a list of tables");
        of_doctor.extend(ids.split(", ").map(str::to_owned));
        assert!(group["try"].as_str().is_some_and(|cure| cure.starts_with("onet db ")), "{group}");
        assert_eq!(group["state"], "missing", "{group}");
    }
    let listed = read(&["db", "list"]);
    let of_list: Vec<&str> =
        listed[0]["missing"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(of_doctor, of_list);
    assert!(of_list.contains(&"abilities") && of_list.contains(&"crosswalk_dot"), "{of_list:?}");
    let info = machine.onet(&["db", "info"]).stderr;
    assert!(of_list.iter().all(|id| info.contains(id)), "{info}");
    assert!(!of_list.contains(&"job_zones"), "{of_list:?}");
}

#[test]
fn a_home_that_is_no_folder_is_the_fault_that_the_doctor_names() {
    let machine = Machine::new();
    let file = machine.home().join("file");
    std::fs::write(&file, "x").expect("it can be written");
    let output = machine.command().env("ONET_HOME", &file).arg("doctor").output().expect("onet runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(6), "{text}");
    assert!(text.contains("is no folder") && text.contains("ONET_HOME=DIR"), "{text}");
    assert!(!text.contains("auth logout") && !text.contains("os error"), "{text}");
}
