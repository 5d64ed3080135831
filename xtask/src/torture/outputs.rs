//! Output goes to a full device, to a reader that leaves at once, and to terminals of odd kinds and widths. Each command
//! ends with an exit code of its own; data with control characters reaches no terminal as they are.

use std::fs::{self, File, OpenOptions};
use std::path::Path;
use std::process::{Command, Stdio};

use super::Plan;
use super::machine::{Machine, Run};
use crate::report;

const COMMANDS: &[&[&str]] = &[
    &["--version"],
    &["--help"],
    &["about"],
    &["search", "pharmacist"],
    &["search", "pharmacist", "--format", "ndjson"],
    &["db", "list"],
    &["api", "database/rows/skills"],
    &["related-activities", "29-1051.00", "--activity", "4.A.2.a.2.I05.D04"],
    &["code", "pharmacist"],
    &["--frobnicate"],
];

/// Terminals that `script` is started with.
const TERMINALS: &[(&str, &str)] = &[
    ("xterm-256color", "80"),
    ("dumb", "80"),
    ("", "0"),
    ("xterm", "1"),
    ("no-such-terminal", "99999"),
    ("xterm", "-5"),
];

/// Sets the title of a window, rings, deletes a line, in two encodings.
const HOSTILE: &str = "Pharm\u{1b}]0;owned\u{7}\u{9b}2Kacists";

pub(super) fn run(plan: &Plan) -> anyhow::Result<()> {
    report(&format!("outputs: {} commands\n", COMMANDS.len()));
    let machine = Machine::new(plan)?;
    let input = machine.input("same")?;
    spoil(&input.join("Occupation Data.txt"))?;
    machine.import(&input, "29.3")?;
    if Path::new("/dev/full").exists() {
        for command in COMMANDS {
            let full = OpenOptions::new().write(true).open("/dev/full")?;
            let run = Run::of(machine.command().args(*command).stdout(full).output()?);
            run.ensure_no_crash("/dev/full")?;
            let failed = matches!(run.code, Some(2 | 6));
            anyhow::ensure!(failed, "onet {} > /dev/full: {:?} {}", command.join(" "), run.code, run.stderr);
            let both = OpenOptions::new().write(true).open("/dev/full")?;
            let run =
                Run::of(machine.command().args(*command).stdout(both.try_clone()?).stderr(both).output()?);
            run.ensure_no_crash("/dev/full for both")?;
        }
        report("  a full device fails every command\n");
    } else {
        report("  skipped: there is no /dev/full\n");
    }
    for command in COMMANDS {
        let mut process =
            machine.command().args(*command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        drop(process.stdout.take());
        let run = Run::of(process.wait_with_output()?);
        anyhow::ensure!(!run.stderr.contains("panicked"), "a reader that leaves: {}", run.stderr);
    }
    report("  a reader that leaves stops every command\n");
    on_terminals(&machine)
}

/// Puts control characters into the title of an occupation.
fn spoil(table: &Path) -> anyhow::Result<()> {
    let text = fs::read_to_string(table)?;
    anyhow::ensure!(text.contains("Pharmacists"), "the sample has no pharmacists");
    Ok(fs::write(table, text.replace("Pharmacists", HOSTILE))?)
}

fn on_terminals(machine: &Machine<'_>) -> anyhow::Result<()> {
    let is_there = Command::new("script").arg("--version").output().is_ok_and(|run| run.status.success());
    if !is_there {
        report("  skipped: there is no script(1) to make terminals with\n");
        return Ok(());
    }
    let mut runs = 0;
    let log = machine.path().join("typescript");
    for (terminal, columns) in TERMINALS {
        for command in COMMANDS {
            let onet = machine.command();
            let line = std::iter::once(onet.get_program().to_string_lossy().into_owned())
                .chain(command.iter().map(|word| format!("'{word}'")))
                .collect::<Vec<_>>()
                .join(" ");
            let mut script = Command::new("script");
            script
                .args(["-qec", &line])
                .arg(&log)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            script.env("ONET_HOME", machine.home()).env("TERM", terminal).env("COLUMNS", columns);
            let status = script.status()?;
            runs += 1;
            let shown = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
            let what = format!("TERM={terminal} COLUMNS={columns} onet {}", command.join(" "));
            anyhow::ensure!(!shown.contains("panicked"), "{what}: {shown}");
            anyhow::ensure!(matches!(status.code(), Some(0..=7)), "{what}: {status}");
            let obeys = ["\u{1b}]0;", "\u{7}", "\u{9b}"].iter().any(|sequence| shown.contains(sequence));
            anyhow::ensure!(!obeys, "{what}: control characters of the data reach the terminal: {shown:?}");
            File::create(&log)?;
        }
    }
    report(&format!("  {runs} runs on {} kinds of terminals, none obeys the data\n", TERMINALS.len()));
    Ok(())
}
