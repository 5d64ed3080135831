//! The help is part of the interface: a change shows here.

use crate::common::Machine;

/// Why an example does not work on the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Tables that the sample does not have, for their texts or their size: a release has them.
    Release,
    /// A key of the live service.
    Key,
    /// A file or a folder of the reader.
    File,
    /// A terminal, or a folder of the shell.
    Shell,
    /// It runs until it is stopped.
    Time,
}

/// Commands whose example does not work on the sample, and why. All others are run.
const BEYOND_THE_SAMPLE: [(&str, Needs); 14] = [
    ("associations", Needs::Key),
    ("auth", Needs::Key),
    ("auth login", Needs::Key),
    ("auth status", Needs::Key),
    ("serve", Needs::Time),
    ("completions", Needs::Shell),
    ("man", Needs::Shell),
    ("db import", Needs::File),
    ("db reimport", Needs::Release),
    ("db pull", Needs::Release),
    ("db list", Needs::Release),
    ("db info", Needs::Release),
    ("db verify", Needs::Release),
    ("db diff", Needs::Release),
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
        let beyond = BEYOND_THE_SAMPLE.iter().find(|(name, _)| *name == command);
        if let Some((_, needs)) = beyond {
            // The help of commands about occupations names what they need.
            if *needs == Needs::Release && !command.starts_with("db ") {
                assert!(example.ends_with("(needs a release: onet db pull)"), "{example}");
                let without = example.split(" (").next().unwrap_or_default();
                let run = machine.in_shell(without).output().expect("a shell runs");
                let stderr = String::from_utf8_lossy(&run.stderr);
                assert_eq!(run.status.code(), Some(7), "{command} works on the sample now: {stderr}");
                assert!(stderr.contains("onet db pull"), "{stderr}");
            }
            continue;
        }
        if example.starts_with("onet db remove") {
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

#[test]
fn what_onet_alone_names_first_works_on_the_sample() {
    let machine = Machine::new();
    let screen = machine.onet(&[]).stdout;
    let first = screen.split("With a release").next().unwrap_or_default();
    let commands = first.lines().filter_map(|line| line.strip_prefix("  "));
    // One serves until it is stopped, one lets a person choose, and one has no whole question.
    let beyond = ["onet serve", "onet related-activities", "onet db sql"];
    let mut count = 0;
    for line in commands.filter(|line| !beyond.iter().any(|beyond| line.starts_with(beyond))) {
        let command = line.split("  ").next().unwrap_or_default();
        let run = machine.in_shell(command).output().expect("a shell runs");
        assert!(run.status.success(), "{command}: {}", String::from_utf8_lossy(&run.stderr));
        count += 1;
    }
    assert!(count >= 6, "{screen}");
}
