//! What goes wrong, what is said of it, and the exit code that tells scripts.

// Tests print why they are skipped.
#![allow(clippy::print_stderr)]

use crate::common::{EXAMPLE, Machine, copy_of_sample};

/// Arguments, exit code, and what standard error must say.
const TYPED: &[(&[&str], i32, &str)] = &[
    (
        &["related-activities", "29-105.00", "--activity", "4.A.2.a.2.I05.D04"],
        2,
        "is not an O*NET-SOC code, such as 29-1051.00",
    ),
    (&["related-activities", "29-1051.00", "--activity", "4.A.2"], 2, "is not a detailed work activity id"),
    (&["related-activities", "29-1051.00"], 2, "--activity <DWA-ID>"),
    (
        &["related-activities", "11-1011.00", "--activity", "4.A.2.a.2.I05.D04"],
        7,
        "11-1011.00 is not in O*NET 29.3 sample",
    ),
    (
        &["related-activities", "29-1051.00", "--activity", "4.A.2.2.2.I05.D04"],
        2,
        "is not a detailed work activity id, such as 4.A.2.a.2.e.4",
    ),
    (
        &["related-activities", "29-1051.00", "--activity", "4.A.2.a.2.I99.D99"],
        7,
        "4.A.2.a.2.I99.D99 is not in O*NET 29.3 sample, whose detailed work activities have ids such as 4.A.2.a.2.I",
    ),
    (
        &["related-activities", "29-1051.00", "--activity", "4.A.2.a.2.I05.D04", "--start", "0"],
        2,
        "start must be >= 1",
    ),
    (&["search", "nurse", "--start", "5", "--end", "4"], 2, "end must be >= start"),
    (&["search", "nurse", "--end", "2001"], 2, "at most 2000 items"),
    (&["search", "xyzzy"], 1, "nothing found"),
    (&["search", "nurse", "--in", "mpp"], 7, "Spanish texts are in no release of O*NET"),
    (&["search"], 2, "required"),
    (&["api", "online/nowhere"], 1, "no such path"),
    (&["api", "online/search"], 2, "must have required property 'keyword'"),
    (&["api", "https://example.com/about"], 2, "is not on the base URL"),
    (&["api", "online/search", "-f", "keyword"], 2, "KEY=VALUE"),
    (&["api", "about", "--format", "csv"], 2, "--format json"),
    (&["--source", "live", "about"], 3, "sign up for a free key"),
    (&["--source", "live", "--base-url", "http://127.0.0.1:1", "about"], 5, "no connection"),
    (&["--base-url", "ftp://127.0.0.1", "about"], 2, "must be an http(s) address"),
    (&["--source", "release", "about"], 2, "onet db import"),
    (&["--release", "28.0", "about"], 1, "28.0"),
    (&["--source", "live", "serve"], 3, "sign up for a free key"),
    (&["--source", "sample,live", "about"], 3, "sign up for a free key"),
    (&["--source", "sample,auto", "about"], 2, "--source release,recorded,live"),
    (&["--source", "sample,sample", "about"], 2, "the source sample is named twice"),
    (&["--source", "sample,nowhere", "about"], 2, "possible values"),
    (&["--source", "recorded", "about"], 2, "--recordings DIR"),
    (&["--source", "recorded", "--recordings", "nowhere", "about"], 2, "no folder of recordings nowhere"),
    (&["--source", "sample", "--record", "nowhere", "about"], 2, "the source is sample"),
    (&["--record", "nowhere", "about"], 2, "the source is auto"),
    (&["serve", "--key-file", "nowhere.txt"], 2, "could not read the key file"),
    (&["db", "import", "nowhere"], 2, "nowhere"),
    (&["db", "info"], 2, "no release has been imported"),
    (&["db", "remove", "29.3"], 1, "29.3"),
    (&["db", "diff", "29.3"], 2, "<B>"),
    (&["db", "diff", "29.3", "30.1"], 1, "29.3"),
];

#[test]
fn every_slip_has_its_exit_code_and_says_what_to_do() {
    let machine = Machine::new();
    for (arguments, code, said) in TYPED {
        let run = machine.onet(arguments);
        assert_eq!(run.code, *code, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_key_is_never_printed_and_never_sent_in_the_clear() {
    let key = "a-very-secret-key";
    let machine = Machine::new();
    let run = machine
        .command()
        .env("ONET_API_KEY", key)
        .args(["-vv", "--base-url", "http://192.0.2.1", "about"])
        .output()
        .expect("onet runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("not sent over plain http"), "{said}");
    let refused = machine
        .command()
        .env("ONET_API_KEY", key)
        .args(["-vv", "--base-url", "http://127.0.0.1:1", "about"])
        .output()
        .expect("onet runs");
    let everything = [run.stdout, run.stderr, refused.stdout, refused.stderr].concat();
    assert!(!String::from_utf8_lossy(&everything).contains(key));
}

#[test]
fn a_broken_release_is_refused_and_named_and_nothing_is_left_of_it() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let zones = folder.path().join("Job Zones.txt");
    let text = std::fs::read_to_string(&zones).expect("the table is there");
    let import = || machine.onet(&["db", "import", &folder.path().display().to_string()]);

    let code = "29-1051.00\t5\t";
    assert!(text.contains(code));
    std::fs::write(&zones, text.replace(code, "29-1051.00\tfive\t")).expect("it can be written");
    let line = 1 + text.lines().position(|line| line.starts_with(code)).expect("it is there");
    let run = import();
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("Job Zones.txt"), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("line {line}: column \"Job Zone\"")), "{}", run.stderr);

    std::fs::write(&zones, format!("{text}29-1051.00\t5")).expect("it can be written");
    let run = import();
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("2 fields, but the header has"), "{}", run.stderr);

    let left: Vec<_> = machine.home().join("releases").read_dir().into_iter().flatten().flatten().collect();
    assert!(left.iter().all(|entry| entry.file_name() == ".lock"), "{left:?}");

    std::fs::write(&zones, text).expect("it can be written");
    let run = import();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(machine.onet(&EXAMPLE).code, 0);
}

#[test]
fn a_release_that_another_version_imported_is_not_answered_from() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let folder = folder.path().display().to_string();
    assert_eq!(machine.onet(&["db", "import", &folder, "--no-coding"]).code, 0);
    let releases = machine.home().join("releases").read_dir().expect("the folder is there").flatten();
    let manifests: Vec<_> =
        releases.map(|entry| entry.path().join("manifest.json")).filter(|path| path.is_file()).collect();
    assert_eq!(manifests.len(), 1);
    let text = std::fs::read_to_string(&manifests[0]).expect("the manifest is there");
    assert!(text.contains("\"layout\":"), "{text}");
    std::fs::write(&manifests[0], text.replace("\"layout\":", "\"earlier\":")).expect("it can be written");

    for arguments in [&["about"][..], &["search", "nurse"], &["--source", "release", "about"]] {
        let run = machine.onet(arguments);
        assert_eq!(run.code, 6, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains("imported by another version of onet"), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains("onet db reimport 29.3"), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(machine.onet(&["db", "list"]).code, 0);
    assert_eq!(machine.onet(&["db", "import", &folder, "--no-coding"]).code, 0);
    assert_eq!(machine.onet(&["search", "nurse"]).code, 0);
}

#[cfg(unix)]
#[test]
fn an_import_killed_half_way_leaves_the_old_release_answering() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let folder = folder.path().display().to_string();
    assert_eq!(machine.onet(&["db", "import", &folder, "--no-coding"]).code, 0);
    for wait in [1, 5, 20, 60] {
        let mut import = std::process::Command::new(env!("CARGO_BIN_EXE_onet"))
            .args(["db", "import", "-q", &folder])
            .env("ONET_HOME", machine.home())
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("onet starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        // It may have ended already, which is as good.
        let _ = import.kill();
        import.wait().expect("it ends");
        let run = machine.onet(&[&EXAMPLE[..], &["--source", "release", "--format", "csv"]].concat());
        assert_eq!(run.stdout.lines().count(), 19, "killed after {wait} ms: {}", run.stderr);
    }
    assert_eq!(machine.onet(&["db", "import", &folder, "--no-coding"]).code, 0);
    let entries = machine.home().join("releases").read_dir().expect("the folder is there").flatten();
    let unfinished = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(".importing-"));
    assert_eq!(unfinished.count(), 0, "what a killed import left is removed by the next");
}

/// The bytes of all files in a folder.
#[cfg(target_os = "linux")]
fn size_of(folder: &std::path::Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let size = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("the entry can be read");
        let data = entry.metadata().expect("the entry has a size");
        if data.is_dir() { size_of(&entry.path()) } else { data.len() }
    };
    entries.map(size).sum()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_to_be_full_and_the_old_release_answers() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let onet = env!("CARGO_BIN_EXE_onet");
    let elsewhere = Machine::new();
    assert_eq!(elsewhere.onet(&["db", "import", "-q", &folder.path().display().to_string()]).code, 0);
    // A small disk, in a mount namespace of its own: the sample fits once, and no second time beside it.
    let kilobytes = size_of(elsewhere.home()) / 1024 * 3 / 2;
    let script = format!(
        "set -e; mount -t tmpfs -o size={kilobytes}k tmpfs {home}; export ONET_HOME={home}; \
         {onet} db import -q {from} > {home}/first.json; \
         code=0; {onet} db import -q {from} || code=$?; echo import ended with $code; ls -A {home}/releases; \
         {onet} about --source release",
        home = machine.home().display(),
        from = folder.path().display(),
    );
    let run = std::process::Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &script])
        .output();
    let Ok(run) = run else { return eprintln!("skipped: there is no unshare to make a small disk with") };
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    if err.contains("unshare") || err.contains("mount:") {
        return eprintln!("skipped: no small disk can be made here: {err}");
    }
    assert!(err.contains("the disk is full"), "{out}{err}");
    assert!(out.contains("import ended with 6"), "{out}{err}");
    assert!(out.contains("\"O*NET 29.3\""), "the old release answers: {out}{err}");
    assert!(!out.contains(".importing-"), "{out}");
}

#[test]
fn two_imports_at_once_do_not_meet() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let releases = machine.home().join("releases");
    std::fs::create_dir_all(&releases).expect("a folder can be made");
    let lock = std::fs::File::create(releases.join(".lock")).expect("the lock can be made");
    lock.lock().expect("the lock is free");
    let run = machine.onet(&["db", "import", &folder.path().display().to_string()]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(run.stderr.contains("Another import is running"), "{}", run.stderr);
    lock.unlock().expect("the lock is held");
    assert_eq!(machine.onet(&["db", "import", &folder.path().display().to_string()]).code, 0);
}

#[test]
fn no_command_answers_from_something_else_than_a_damaged_release() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let folder = folder.path().display().to_string();
    for file in ["manifest.json", "release.sqlite"] {
        let machine = Machine::new();
        assert_eq!(machine.onet(&["db", "import", &folder]).code, 0);
        let releases = machine.home().join("releases").read_dir().expect("the folder is there").flatten();
        let damaged = releases.map(|entry| entry.path().join(file)).find(|path| path.is_file());
        std::fs::write(damaged.expect("the file is there"), "{").expect("it can be written");
        for arguments in [&["about"][..], &["search", "nurse"], &EXAMPLE, &["db", "info"], &["db", "verify"]]
        {
            let run = machine.onet(arguments);
            assert_eq!((run.code, run.stdout.as_str()), (6, ""), "{arguments:?}: {}", run.stderr);
            assert!(run.stderr.contains(file), "{arguments:?}: {}", run.stderr);
        }
        let listed = machine.onet(&["db", "list"]);
        assert!(listed.stderr.contains("warning: ") && listed.stderr.contains(file), "{}", listed.stderr);
        assert_eq!(machine.onet(&["--source", "sample", "search", "nurse"]).code, 0);
        assert_eq!(machine.onet(&["db", "import", &folder]).code, 0);
        assert_eq!(machine.onet(&["about"]).code, 0);
    }
}

#[test]
fn a_damaged_key_is_named_with_its_place() {
    let machine = Machine::new();
    let file = machine.home().join("api-key");
    std::fs::write(&file, "one-line\nanother-line\n").expect("it can be written");
    let run = machine.onet(&["show", "29-1051.00"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("stored key in {}", file.display())), "{}", run.stderr);
    assert!(run.stderr.contains("try: onet auth login"), "{}", run.stderr);
    assert!(!run.stderr.contains("another-line"), "{}", run.stderr);
    assert_eq!(machine.onet(&["show", "29-1051.00", "--source", "sample"]).code, 0);
    let set =
        machine.command().env("ONET_API_KEY", "two words").args(["show", "nurse"]).output().expect("it runs");
    let stderr = String::from_utf8_lossy(&set.stderr);
    assert!(stderr.contains("ONET_API_KEY holds no key"), "{stderr}");
}
