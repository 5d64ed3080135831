//! The help is part of the interface: a change shows here.

use crate::common::Machine;

/// Commands whose example needs data that the sample does not have: a release, a key, a file, or a shell.
const BEYOND_THE_SAMPLE: [&str; 20] = [
    "duties",
    "technology",
    "associations",
    "career",
    "convert v1-to-v2",
    "convert v2-to-v1",
    "convert",
    "serve",
    "auth",
    "auth login",
    "auth status",
    "completions",
    "man",
    "db import",
    "db reimport",
    "db pull",
    "db list",
    "db info",
    "db verify",
    "db diff",
];

/// The commands below one, with those of `db` and the like, from the list in its help.
fn commands(machine: &Machine, above: &[&str], found: &mut Vec<String>) {
    let help = machine.onet(&[above, &["--help"]].concat()).stdout;
    let Some(list) = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()) else {
        return;
    };
    for line in list.lines() {
        // Further lines of a description are indented more.
        let name = line
            .strip_prefix("  ")
            .filter(|rest| !rest.starts_with(' '))
            .and_then(|rest| rest.split(' ').next());
        let Some(name) = name.filter(|name| *name != "help") else { continue };
        let path = [above, &[name]].concat();
        found.push(path.join(" "));
        commands(machine, &path, found);
    }
}

fn all_commands(machine: &Machine) -> Vec<String> {
    let mut found = Vec::new();
    commands(machine, &[], &mut found);
    assert!(found.len() > 30, "{found:?}");
    found
}

#[test]
fn the_help_of_every_command() {
    let machine = Machine::new();
    let mut all = all_commands(&machine);
    all.push(String::new());
    for command in all {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let run = machine.onet(&arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let name = format!("help {command}").trim().replace([' ', '-'], "_");
        insta::assert_snapshot!(name, run.stdout);
    }
}

#[test]
fn the_help_of_each_command_begins_with_an_example_that_works_on_the_sample() {
    let machine = Machine::new();
    for command in all_commands(&machine) {
        let arguments: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = machine.onet(&arguments).stdout;
        let first = help.lines().next().unwrap_or_default();
        let example = first.strip_prefix("Example: ").unwrap_or_else(|| panic!("{command}: {first}"));
        assert!(
            example.contains(&format!("onet {command}")) || example.contains(&command),
            "{command}: {example}"
        );
        if BEYOND_THE_SAMPLE.contains(&command.as_str()) || example.starts_with("onet db remove") {
            continue;
        }
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let words = example.replace('\'', "\"");
        let shell = machine.in_shell(&words).current_dir(folder.path()).output().expect("a shell runs");
        let stderr = String::from_utf8_lossy(&shell.stderr);
        assert!(shell.status.success(), "{example}: {stderr}");
    }
}

#[test]
fn onet_alone_fits_a_terminal() {
    let run = Machine::new().onet(&[]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.lines().count() <= 24, "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
}
