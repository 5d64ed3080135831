//! What the documents say of the command line is so.

use crate::common::{EXAMPLE, Machine};

fn document(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    std::fs::read_to_string(path).expect("the document is there")
}

#[test]
fn the_session_of_the_readme_is_what_is_printed() {
    let run = Machine::new().onet(&[&EXAMPLE[..], &["--format", "table"]].concat());
    let session = format!("{}{}", run.stderr, run.stdout);
    assert!(document("README.md").contains(&session), "README.md should show:\n{session}");
}

#[test]
fn docs_cli_knows_every_command_and_option() {
    let machine = Machine::new();
    let text = document("docs/cli.md");
    let help = |arguments: &[&str]| machine.onet(&[arguments, &["--help"]].concat()).stdout;
    let top = help(&[]);
    let commands =
        top.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands");
    for command in
        commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help")
    {
        assert!(text.contains(&format!("onet {command}")), "docs/cli.md does not know `onet {command}`");
        for word in help(&[command]).split_whitespace().filter(|word| word.starts_with("--")) {
            // `--v1[=<BOOL>]` may have a value; `--all.` ends a sentence.
            let option = word.split(|next: char| !next.is_ascii_alphanumeric() && next != '-').next();
            let option = option.unwrap_or_default();
            let known = text.contains(option) || option == "--help" || option == "--version";
            assert!(known, "docs/cli.md does not know {option} of `onet {command}`");
        }
    }
}
