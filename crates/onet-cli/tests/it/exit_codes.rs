//! One rule for the exit codes of all commands, as rows of command line and code. The rows are those of docs/stability.md:
//! 1 is nothing found, also under an unknown name; 2 is a malformed argument; 7 is what the source does not have.

use crate::common::{Machine, copy_of_sample};

const UNKNOWN: i32 = 1;
const USAGE: i32 = 2;
const NOT_IN_SOURCE: i32 = 7;

/// Command lines against an imported release that has the tables of the sample, and their exit codes.
const ROWS: &[(&str, i32)] = &[
    // Occupations.
    ("show 99-9999.00", UNKNOWN),
    ("show zzyzx", UNKNOWN),
    ("show 29-10x1", USAGE),
    ("show N/A", UNKNOWN),
    ("career unknown", UNKNOWN),
    ("career 29-1051.00 --plot nowhere.svg", UNKNOWN),
    ("db rows job_zones --sort -job_zone", USAGE),
    ("browse families --sort-by -title", USAGE),
    ("related-activities ? --activity 4.A.2.a.2.I05.D04", UNKNOWN),
    ("duties y", UNKNOWN),
    ("show ../../etc", USAGE),
    ("show staff.xlsx", USAGE),
    ("duties staff.ods", USAGE),
    ("crosswalk soc 29-1051 staff.csv", USAGE),
    ("duties 29-1051.00 --column code", USAGE),
    ("compare 29-1051.00 99-9999.00", UNKNOWN),
    ("compare 29-1051.00 29-10x1", USAGE),
    ("compare 29-1051.00 29-1051.00", USAGE),
    ("career 99-9999.00", UNKNOWN),
    ("duties 99-9999.00", UNKNOWN),
    ("technology 99-9999.00", UNKNOWN),
    ("search zzyzx", UNKNOWN),
    ("related-activities 99-9999.00 --activity 4.A.2.a.2.I05.D04", UNKNOWN),
    ("api online/occupations/99-9999.00/", UNKNOWN),
    ("api mnm/careers/99-9999.00/", UNKNOWN),
    ("api online/occupations/pharmacists/", USAGE),
    // Tasks and activities.
    ("duties 29-1051.00 --task 99999999", UNKNOWN),
    ("duties 99-9999.00 --task 3565", UNKNOWN),
    ("duties 29-1051.00 --task none", USAGE),
    ("related-activities 29-1051.00 --activity 4.A.9.z.9.I01.D01", UNKNOWN),
    ("related-activities 29-1051.00 --activity 4.A", USAGE),
    ("api online/related_activities/results/29-1051.00 -f activities=4.A.9.z.9.I01.D01", UNKNOWN),
    ("api online/related_activities/results/29-1051.00 -f activities=none", USAGE),
    // Entries of lists.
    ("browse zones 9", UNKNOWN),
    ("browse zones 8 9", UNKNOWN),
    ("browse families 99", UNKNOWN),
    ("browse knowledge 2.C.99", UNKNOWN),
    ("browse colours", USAGE),
    ("soft-skills juggling", UNKNOWN),
    ("technology zzyzx", UNKNOWN),
    ("taxonomy --from active 99-9999.00", UNKNOWN),
    ("crosswalk soc 99-9999", UNKNOWN),
    ("crosswalk soc 29-1000", UNKNOWN),
    ("crosswalk colours 1", USAGE),
    ("crosswalk soc ./nowhere", USAGE),
    ("api online/job_zones/9", UNKNOWN),
    ("api online/job_zones/none", USAGE),
    // Operations and their parameters.
    ("api nowhere", UNKNOWN),
    ("api online/occupations/29-1051.00/summary/nothing", UNKNOWN),
    ("api --list zzyzx", UNKNOWN),
    ("api online/search", USAGE),
    ("api online/search -f keyword=nurse -f start=5 -f end=2", USAGE),
    // Tables.
    ("db rows zzyzx", UNKNOWN),
    ("db rows zzyzx --where a.eq.1", UNKNOWN),
    ("db rows 12-34", USAGE),
    ("db rows job_zones --where zzyzx.eq.1", USAGE),
    ("db rows job_zones --where onetsoc_code.eq.99-9999.00", UNKNOWN),
    ("db rows crosswalk_dot", NOT_IN_SOURCE),
    ("db tables zzyzx", UNKNOWN),
    ("db tables crosswalk_dot", NOT_IN_SOURCE),
    ("db sql SELECT\u{a0}1\u{a0}WHERE\u{a0}0", UNKNOWN),
    ("db sql SELECT\u{a0}*\u{a0}FROM\u{a0}zzyzx", UNKNOWN),
    ("db sql SELECT\u{a0}*\u{a0}FROM\u{a0}crosswalk_dot", NOT_IN_SOURCE),
    ("db sql SELEC", USAGE),
    ("db export zzyzx --to nowhere", UNKNOWN),
    ("db export crosswalk_dot --to nowhere", NOT_IN_SOURCE),
    ("api database/rows/zzyzx", UNKNOWN),
    ("api database/rows/crosswalk_dot", NOT_IN_SOURCE),
    ("api database/rows/job_zones -f filter=zzyzx.eq.1", USAGE),
    // Releases.
    ("--release 99.9 about", UNKNOWN),
    ("db info 99.9", UNKNOWN),
    ("db verify 99.9", UNKNOWN),
    ("db remove 99.9", UNKNOWN),
    // What the source does not have.
    ("browse clusters", NOT_IN_SOURCE),
    ("browse clusters zzyzx", NOT_IN_SOURCE),
    ("crosswalk dot 074.161-010", NOT_IN_SOURCE),
    ("associations 29-1051.00", NOT_IN_SOURCE),
    ("career 29-1051.00 --in mpp", NOT_IN_SOURCE),
    ("search nurse --in mpp", NOT_IN_SOURCE),
    ("show 29-1051.00 --section professional_associations", NOT_IN_SOURCE),
    ("show 29-1051.00 --section tasks,professional_associations", NOT_IN_SOURCE),
    ("show 29-1051.00 --section tasks", 0),
    ("show 29-1051.00 --section colours", USAGE),
    ("show 29-1051.00", 0),
];

#[test]
fn all_commands_have_one_rule_for_exit_codes() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let import = machine.onet(&["db", "import", &folder.path().display().to_string(), "--no-coding"]);
    assert_eq!(import.code, 0, "{}", import.stderr);
    let mut wrong = Vec::new();
    for (line, expected) in ROWS {
        let arguments: Vec<String> = line.split(' ').map(|word| word.replace('\u{a0}', " ")).collect();
        let run = machine.onet(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(run.code == 0 || !run.stderr.is_empty(), "{line}: a failure without a word");
        if run.code != *expected {
            wrong.push(format!("{line}: {} instead of {expected}: {}", run.code, run.stderr.trim()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_requested_section_that_is_missing_fails_after_the_others_are_printed() {
    let run = Machine::new().onet(&[
        "show",
        "29-1051.00",
        "--section",
        "tasks,professional_associations",
        "--format",
        "table",
    ]);
    assert_eq!(run.code, NOT_IN_SOURCE, "{}", run.stderr);
    assert!(run.stdout.contains("Tasks"), "{}", run.stdout);
    assert!(run.stderr.contains("Professional Associations of 29-1051.00"), "{}", run.stderr);
    assert!(run.stderr.contains("try: --source live"), "{}", run.stderr);
}

#[test]
fn an_activity_or_task_of_another_occupation_is_named() {
    let machine = Machine::new();
    let own = machine.onet(&["related-activities", "29-1051.00", "--activity", "4.A.2.a.2.I05.D04"]);
    assert_eq!(own.code, 0, "{}", own.stderr);
    let listed = |code: &str| {
        machine
            .onet(&["api", &format!("online/related_activities/activities/{code}"), "--format", "csv"])
            .stdout
    };
    let id = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
    let pharmacists = listed("29-1051.00");
    let foreign = listed("29-1171.00").lines().skip(1).map(id).find(|id| !pharmacists.contains(id.as_str()));
    let foreign = foreign.expect("another occupation has an activity of its own");
    let run = machine.onet(&["related-activities", "29-1051.00", "--activity", &foreign]);
    assert_eq!((run.code, run.stdout.as_str()), (UNKNOWN, ""), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("{foreign} is no activity of 29-1051.00")), "{}", run.stderr);
}
