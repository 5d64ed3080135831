//! The help is part of the interface: a change shows here.

use crate::common::Machine;

#[test]
fn the_help_of_every_command() {
    let machine = Machine::new();
    for (name, arguments) in [
        ("help", &["--help"][..]),
        ("help_search", &["search", "--help"]),
        ("help_show", &["show", "--help"]),
        ("help_compare", &["compare", "--help"]),
        ("help_career", &["career", "--help"]),
        ("help_profiler", &["profiler", "--help"]),
        ("help_code", &["code", "--help"]),
        ("help_related_activities", &["related-activities", "--help"]),
        ("help_api", &["api", "--help"]),
        ("help_db", &["db", "--help"]),
        ("help_db_diff", &["db", "diff", "--help"]),
        ("help_db_import", &["db", "import", "--help"]),
        ("help_db_pull", &["db", "pull", "--help"]),
        ("help_convert_v1_to_v2", &["convert", "v1-to-v2", "--help"]),
        ("help_convert_v2_to_v1", &["convert", "v2-to-v1", "--help"]),
        ("help_serve", &["serve", "--help"]),
    ] {
        let run = machine.onet(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        insta::assert_snapshot!(name, run.stdout);
    }
}
