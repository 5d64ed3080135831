//! `onet db tables`, `rows`, `sql` and `export`, over the sample.

use std::time::{Duration, Instant};

use crate::common::Machine;

#[test]
fn tables_their_columns_and_their_rows_are_shown() {
    let machine = Machine::new();
    let tables = machine.onet(&["db", "tables", "--format", "csv", "--columns", "table_id"]).stdout;
    assert!(tables.contains("\njob_zones\n"), "{tables}");
    let columns =
        machine.onet(&["db", "tables", "job_zones", "--format", "csv", "--columns", "column_id"]).stdout;
    assert!(columns.starts_with("column_id\nonetsoc_code\ntitle\njob_zone\n"), "{columns}");
    let rows = ["db", "rows", "job_zones", "--where", "job_zone.gte.5", "--where", "title.startswith.Ph"];
    let run = machine.onet(
        &[&rows[..], &["--sort", "title.descending", "--format", "csv", "--columns", "title,job_zone"]]
            .concat(),
    );
    assert_eq!(run.stdout, "title,job_zone\nPhysical Therapists,5\nPharmacists,5\n", "{}", run.stderr);
    for wrong in ["job_zone.about.5", "colour.eq.red", "job_zone"] {
        let run = machine.onet(&["db", "rows", "job_zones", "--where", wrong]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{wrong}: {}", run.stderr);
    }
}

#[test]
fn sql_has_the_names_of_the_database_services() {
    let machine = Machine::new();
    let question = "SELECT z.title, z.job_zone, o.title FROM job_zones AS z JOIN occupation_data AS o \
                    ON o.onetsoc_code = z.onetsoc_code WHERE z.onetsoc_code = '29-1051.00'";
    let run = machine.onet(&["db", "sql", question, "--format", "csv"]);
    assert_eq!(run.stdout, "title,job_zone,title_2\nPharmacists,5,Pharmacists\n", "{}", run.stderr);
    let run = machine.onet(&["db", "sql", "SELECT element_name FROM skills LIMIT 1", "--format", "ndjson"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stderr);
    let none = machine.onet(&["db", "sql", "SELECT 1 WHERE 0", "--format", "json"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, "[]\n"), "{}", none.stderr);
}

#[test]
fn sql_does_nothing_but_read() {
    let machine = Machine::new();
    for question in [
        "DELETE FROM job_zones",
        "DELETE FROM main.job_zones",
        "UPDATE main.job_zones SET job_zone = 1",
        "INSERT INTO main.job_zones DEFAULT VALUES",
        "DROP TABLE main.job_zones",
        "CREATE TABLE a (b)",
        "CREATE TEMP TABLE a (b)",
        "ATTACH 'other.sqlite' AS other",
        "VACUUM INTO 'other.sqlite'",
        "PRAGMA query_only = 0",
        "SELECT * FROM pragma_database_list",
        "SELECT load_extension('x')",
        "BEGIN",
        "SELECT 1; DELETE FROM main.job_zones",
        "SELECT colour FROM job_zones",
        "SELECT",
        "",
        "/* nothing */",
        "\0",
    ] {
        let arguments = ["db", "sql", question].map(|word| word.replace('\0', "\u{1}"));
        let run = machine.onet(&arguments.each_ref().map(String::as_str));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{question}: {}", run.stderr);
        assert!(run.stderr.lines().count() <= 3, "{question}: {}", run.stderr);
    }
    let intact = machine.onet(&["db", "sql", "SELECT count(*) AS n FROM job_zones", "--format", "csv", "-q"]);
    assert_eq!(intact.stdout, "n\n20\n");
}

#[test]
fn a_question_ends_with_its_deadline() {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let started = Instant::now();
    let run = Machine::new().onet(&["db", "sql", endless, "--timeout", "1"]);
    assert_eq!((run.code, run.stdout.as_str()), (6, ""));
    assert!(run.stderr.contains("took longer than 1 s"), "{}", run.stderr);
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn tables_are_exported_as_files_with_the_licence() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let to = folder.path().join("new/exported");
    let name = to.display().to_string();
    for (format, ending) in [("csv", "csv"), ("tsv", "tsv"), ("ndjson", "ndjson")] {
        let run = machine.onet(&["db", "export", "--format", format, "--to", &name, "job_zones", "skills"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let text = std::fs::read_to_string(to.join(format!("job_zones.{ending}"))).expect("it is written");
        let expected = if format == "ndjson" { 20 } else { 21 };
        assert_eq!(text.lines().count(), expected, "{format}");
    }
    let csv = std::fs::read_to_string(to.join("job_zones.csv")).expect("it is written");
    assert!(csv.starts_with("onetsoc_code,title,job_zone,date_updated,domain_source\n"), "{csv}");
    let licence = std::fs::read_to_string(to.join("LICENSE.txt")).expect("it is written");
    assert!(licence.contains("CC BY 4.0") && licence.contains("O*NET 29.3"), "{licence}");
    let left: Vec<_> = to
        .read_dir()
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_whole_release_is_exported_as_a_database() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let name = folder.path().display().to_string();
    let run = machine.onet(&["db", "export", "--format", "sqlite", "--to", &name]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let file = std::fs::read(folder.path().join("onet_29_3.sqlite")).expect("it is written");
    assert!(file.starts_with(b"SQLite format 3\0"));
    let words = String::from_utf8_lossy(&file);
    assert!(words.contains("Pharmacists") && words.contains("CREATE TABLE \"job_zones\""));
}

#[test]
fn an_export_that_fails_leaves_no_file() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let name = folder.path().display().to_string();
    for (arguments, code) in
        [(["job_zones", "no_table"].as_slice(), 1), (&["no_table"], 1), (&["Job Zones"], 2)]
    {
        let run = machine.onet(&[&["db", "export", "--to", &name], arguments].concat());
        assert_eq!(run.code, code, "{}", run.stderr);
    }
    let json = machine.onet(&["db", "export", "--format", "json", "--to", &name]);
    assert_eq!(json.code, 2, "{}", json.stderr);
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
    let file = folder.path().join("file");
    std::fs::write(&file, "x").expect("it can be written");
    let run = machine.onet(&["db", "export", "--to", &file.display().to_string(), "job_zones"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}
