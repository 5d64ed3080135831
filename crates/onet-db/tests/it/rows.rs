//! Rows of tables as the database services show them, over a few made-up rows.

#![allow(clippy::unwrap_used)]

use crate::common::Files;
use onet_db::{Error, ErrorKind, Release, RowQuery};
use onet_domain::{ColumnKind, Filter, Sort};
use serde_json::{Value, json};

const SKILLS: &str = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|N|Standard Error|\
     Lower CI Bound|Upper CI Bound|Recommend Suppress|Not Relevant|Date|Domain Source\n\
     11-1011.00|2.A.1.a|Reading|IM|4.00|8|0.1250|3.7500|4.2500|N|n/a|08/2023|Analyst\n\
     11-1011.00|2.A.1.a|Reading|LV|3.50|n/a|n/a|n/a|n/a|N|N|08/2023|Analyst\n\
     11-1011.01|2.A.1.b|100% \"Listening\"|IM|2.12|8|0.1250|1.8700|2.3700|Y|n/a|12/2024|Incumbent\n\
     11-1021.00|2.A.1.b|100% \"Listening\"|IM|4.00|12|0.2500|3.5000|4.5000|N|n/a|07/2019|analyst\n";

/// The small release with four ratings, their elements and their scales.
fn files() -> Files {
    let mut files = Files::small();
    files.set(
        "Content Model Reference.txt",
        "Element ID|Element Name|Description\n\
         2.A.1.a|Reading|Read.\n\
         2.A.1.b|100% \"Listening\"|Listen.\n\
         4.A.1.a.1|Trading|Trade.\n\
         4.A.2.a.1|Preparing|Prepare.\n\
         4.A.3.a.1|Cleaning|Clean.\n",
    );
    files.set(
        "Scales Reference.txt",
        "Scale ID|Scale Name|Minimum|Maximum\n\
         IM|Importance|1|5\n\
         LV|Level|0|7\n",
    );
    files.set("Skills.txt", SKILLS);
    files
}

fn release() -> Release {
    files().in_memory().unwrap()
}

fn query(release: &Release, table: &str, filters: &[&str], sorts: &[&str]) -> Result<RowQuery, Error> {
    let filters: Vec<Filter> = filters.iter().map(|text| text.parse().unwrap()).collect();
    let sorts: Vec<Sort> = sorts.iter().map(|text| text.parse().unwrap()).collect();
    release.rows(&table.parse().unwrap(), &filters, &sorts)
}

fn page(query: &RowQuery, range: std::ops::Range<usize>) -> Vec<Value> {
    let rows = query.page(range).unwrap();
    match serde_json::to_value(&rows).unwrap() {
        Value::Array(values) => {
            assert_eq!((values.len(), values.is_empty()), (rows.len(), rows.is_empty()));
            values
        }
        other => panic!("{other} is not a list of rows"),
    }
}

fn rows(release: &Release, table: &str, filters: &[&str], sorts: &[&str]) -> Vec<Value> {
    let query = query(release, table, filters, sorts).unwrap();
    let rows = page(&query, 0..100);
    assert_eq!(query.total(), rows.len());
    rows
}

/// Which of the four ratings are found, counted from 1 in the order of the file.
fn ratings(release: &Release, filters: &[&str], sorts: &[&str]) -> Vec<usize> {
    let all = rows(release, "skills", &[], &[]);
    let place = |row: &Value| all.iter().position(|other| other == row).unwrap() + 1;
    rows(release, "skills", filters, sorts).iter().map(place).collect()
}

fn columns(release: &Release, table: &str) -> Vec<String> {
    let view = release.view(&table.parse().unwrap()).unwrap();
    view.columns.iter().map(|column| column.id.to_string()).collect()
}

#[test]
fn a_row_has_names_beside_references_and_only_values_that_are_there() {
    let release = release();
    let query = query(&release, "skills", &[], &[]).unwrap();
    assert_eq!(
        serde_json::to_string(&query.page(0..2).unwrap()).unwrap(),
        concat!(
            r#"[{"onetsoc_code":"11-1011.00","title":"Bakers of Bread","element_id":"2.A.1.a","#,
            r#""element_name":"Reading","scale_id":"IM","scale_name":"Importance","data_value":4,"n":8,"#,
            r#""standard_error":0.125,"lower_ci_bound":3.75,"upper_ci_bound":4.25,"#,
            r#""recommend_suppress":"N","date_updated":"2023-08-01","domain_source":"Analyst"},"#,
            r#"{"onetsoc_code":"11-1011.00","title":"Bakers of Bread","element_id":"2.A.1.a","#,
            r#""element_name":"Reading","scale_id":"LV","scale_name":"Level","data_value":3.5,"#,
            r#""recommend_suppress":"N","not_relevant":"N","date_updated":"2023-08-01","#,
            r#""domain_source":"Analyst"}]"#
        )
    );
}

#[test]
fn a_view_says_what_its_columns_are() {
    let view = release().view(&"skills".parse().unwrap()).unwrap();
    assert_eq!((view.id.as_str(), view.title.as_str()), ("skills", "Skills"));
    let told: Vec<_> = view
        .columns
        .iter()
        .map(|column| {
            (column.id.as_str(), column.title.as_str(), column.kind, column.format, column.optional)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("onetsoc_code", "O*NET-SOC Code", ColumnKind::Text, "Character(10)", false),
            ("title", "Title", ColumnKind::Text, "Character Varying(150)", false),
            ("element_id", "Element ID", ColumnKind::Text, "Character Varying(20)", false),
            ("element_name", "Element Name", ColumnKind::Text, "Character Varying(150)", false),
            ("scale_id", "Scale ID", ColumnKind::Text, "Character Varying(3)", false),
            ("scale_name", "Scale Name", ColumnKind::Text, "Character Varying(50)", false),
            ("data_value", "Data Value", ColumnKind::Number, "Decimal(5,2)", false),
            ("n", "N", ColumnKind::Number, "Decimal(4,0)", true),
            ("standard_error", "Standard Error", ColumnKind::Number, "Decimal(7,4)", true),
            ("lower_ci_bound", "Lower CI Bound", ColumnKind::Number, "Decimal(7,4)", true),
            ("upper_ci_bound", "Upper CI Bound", ColumnKind::Number, "Decimal(7,4)", true),
            ("recommend_suppress", "Recommend Suppress", ColumnKind::Text, "Character(1)", true),
            ("not_relevant", "Not Relevant", ColumnKind::Text, "Character(1)", true),
            ("date_updated", "Date", ColumnKind::Date, "Date", false),
            ("domain_source", "Domain Source", ColumnKind::Text, "Character Varying(30)", false),
        ]
    );
}

#[test]
fn every_operator_finds_what_it_says() {
    let release = release();
    let cases: [(&str, &[usize]); 31] = [
        ("onetsoc_code.eq.11-1011.00", &[1, 2]),
        ("domain_source.eq.ANALYST", &[1, 2, 4]),
        ("data_value.eq.4", &[1, 4]),
        ("data_value.eq.4.000", &[1, 4]),
        ("date_updated.eq.2023-08-01", &[1, 2]),
        ("domain_source.contains.NAL", &[1, 2, 4]),
        ("domain_source.startswith.an", &[1, 2, 4]),
        ("domain_source.startswith.nalyst", &[]),
        ("domain_source.endswith.BENT", &[3]),
        ("domain_source.endswith.much longer than the text: Incumbent", &[]),
        ("data_value.lt.3.5", &[3]),
        ("data_value.lte.3.5", &[2, 3]),
        ("data_value.gt.3.50", &[1, 4]),
        ("data_value.gte.3.5", &[1, 2, 4]),
        ("data_value.gt.-1", &[1, 2, 3, 4]),
        ("date_updated.before.2023-08-01", &[4]),
        ("date_updated.onbefore.2023-08-01", &[1, 2, 4]),
        ("date_updated.after.2023-08-01", &[3]),
        ("date_updated.onafter.2023-08-01", &[1, 2, 3]),
        ("n.na", &[2]),
        ("n.nna", &[1, 3, 4]),
        ("data_value.na", &[]),
        // Names that are looked up are columns like all others.
        ("title.eq.bakers OF bread", &[1, 2]),
        ("title.ncontains.baker", &[3, 4]),
        ("element_name.na", &[]),
        ("element_name.nna", &[1, 2, 3, 4]),
        ("scale_name.nstartswith.imp", &[2]),
        // What is missing meets neither a comparison nor its negation.
        ("n.neq.8", &[4]),
        ("n.ngte.12", &[1, 3]),
        ("domain_source.nendswith.analyst", &[3]),
        ("date_updated.nafter.2023-08-01", &[1, 2, 4]),
    ];
    for (filter, expected) in cases {
        assert_eq!(ratings(&release, &[filter], &[]), expected, "{filter}");
    }
}

#[test]
fn several_filters_must_all_hold() {
    let release = release();
    let filters = ["scale_id.eq.im", "data_value.gte.4", "title.ncontains.bread"];
    assert_eq!(ratings(&release, &filters[..2], &[]), [1, 4]);
    assert_eq!(ratings(&release, &filters, &[]), [4]);
    assert!(ratings(&release, &["n.na", "n.nna"], &[]).is_empty());
}

#[test]
fn sort_keys_count_one_after_another_and_then_the_order_of_the_release() {
    let release = release();
    let cases: [(&[&str], &[usize]); 8] = [
        (&[], &[1, 2, 3, 4]),
        (&["data_value"], &[3, 2, 1, 4]),
        (&["data_value.descending"], &[1, 4, 2, 3]),
        (&["data_value.descending", "onetsoc_code.descending"], &[4, 1, 2, 3]),
        // Case does not matter: the apple pickers come before the bakers.
        (&["title", "scale_id.descending"], &[3, 2, 1, 4]),
        (&["date_updated"], &[4, 1, 2, 3]),
        // What is missing is least.
        (&["n"], &[2, 1, 3, 4]),
        (&["n.descending"], &[4, 1, 3, 2]),
    ];
    for (sorts, expected) in cases {
        assert_eq!(ratings(&release, &[], sorts), expected, "{sorts:?}");
    }
}

#[test]
fn pages_make_up_the_whole() {
    let release = release();
    let query = query(&release, "skills", &["n.nna"], &["data_value"]).unwrap();
    let whole = page(&query, 0..query.total());
    assert_eq!(whole.len(), 3);
    for size in 1..=4 {
        let pages = (0..4).flat_map(|number| page(&query, number * size..(number + 1) * size));
        assert_eq!(pages.collect::<Vec<_>>(), whole, "pages of {size}");
    }
    assert!(page(&query, 3..10).is_empty());
    assert!(page(&query, usize::MAX - 1..usize::MAX).is_empty());
}

#[test]
fn queries_that_differ_in_anything_have_orders_of_their_own() {
    let (release, other) = (release(), release());
    let parts = |filters: &[&str], sorts: &[&str]| {
        let query = query(&release, "skills", filters, sorts).unwrap();
        // The second page is read first: it needs the order of all rows, which the first one then takes.
        let (second, first) = (page(&query, 1..query.total()), page(&query, 0..1));
        [first, second].concat()
    };
    let filters: [&[&str]; 4] = [&[], &["n.nna"], &["data_value.gte.3"], &["data_value.gte.4"]];
    let sorts: [&[&str]; 4] = [&[], &["n"], &["n.descending"], &["data_value", "n"]];
    for _ in 0..2 {
        for filters in filters {
            for sorts in sorts {
                assert_eq!(
                    parts(filters, sorts),
                    rows(&other, "skills", filters, sorts),
                    "{filters:?} {sorts:?}"
                );
            }
        }
    }
}

#[test]
fn what_a_caller_wrote_is_compared_and_never_run() {
    let release = release();
    for value in ["' OR '1'='1", "x' OR 1=1 --", "\" OR \"\"=\"", "?1", "%", "_", "\\", "*", "\u{0}"] {
        for operator in ["eq", "startswith", "endswith"] {
            let filter = format!("domain_source.{operator}.{value}");
            assert!(ratings(&release, &[&filter], &[]).is_empty(), "{filter:?}");
        }
    }
    assert_eq!(ratings(&release, &["element_name.contains.100% \""], &[]), [3, 4]);
    assert!(ratings(&release, &["element_name.contains.1_0"], &[]).is_empty());
    assert!(ratings(&release, &["element_name.contains.1%0"], &[]).is_empty());
}

#[test]
fn a_question_that_makes_no_sense_is_refused() {
    let release = release();
    let cases: [(&[&str], &[&str], &str); 9] = [
        (
            &["colour.eq.red"],
            &[],
            "The filter does not fit: the table skills has no column colour. Its columns are onetsoc_code,",
        ),
        (&["N.eq.8"], &[], "has no column N."),
        (
            &["data_value.contains.4"],
            &[],
            "`contains` is for text columns, and data_value is a number column",
        ),
        (&["title.gte.4"], &[], "`gte` is for number columns, and title is a text column"),
        (&["data_value.after.2023-08-01"], &[], "`after` is for date columns"),
        (&["data_value.gte.high"], &[], "\"high\" is not a number"),
        (&["data_value.eq.high"], &[], "\"high\" is not a number"),
        (&["date_updated.neq.08/2023"], &[], "\"08/2023\" is not a date"),
        (
            &[],
            &["title", "colour.descending"],
            "The sort key does not fit: the table skills has no column colour.",
        ),
    ];
    for (filters, sorts, said) in cases {
        let error = query(&release, "skills", filters, sorts).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnfitQuery, "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    let many = ["n.nna"; 33];
    assert_eq!(query(&release, "skills", &many[1..], &[]).unwrap().total(), 3);
    let error = query(&release, "skills", &many, &[]).unwrap_err();
    assert_eq!(error.to_string(), "There are 33 filters; at most 32 are taken.");
    let error = query(&release, "skills", &[], &["n"; 40]).unwrap_err();
    assert_eq!(error.to_string(), "There are 40 sort keys; at most 8 are taken.");
}

#[test]
fn a_table_is_missing_or_there_is_none() {
    let release = release();
    let error = query(&release, "knowledge", &[], &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingTable);
    assert!(error.to_string().starts_with("Knowledge is not in this import of O*NET 29.3."), "{error}");
    for (table, meant) in [
        ("no_such_table", ""),
        ("SKILLS", " Did you mean skills?"),
        ("skils", " Did you mean skills?"),
        ("sqlite_schema", ""),
        ("derived_occupation_activity", ""),
    ] {
        let error = query(&release, table, &[], &[]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownTable, "{table}");
        assert_eq!(
            error.to_string(),
            format!("There is no table {table} in this import of O*NET 29.3.{meant}")
        );
    }
}

#[test]
fn names_are_left_out_where_the_release_lacks_their_table() {
    let mut files = files();
    files.remove("Scales Reference.txt").remove("Task Statements.txt");
    let release = files.in_memory().unwrap();
    let skills = columns(&release, "skills");
    assert_eq!(
        skills[..6],
        ["onetsoc_code", "title", "element_id", "element_name", "scale_id", "data_value"]
    );
    let expected =
        ["onetsoc_code", "title", "task_id", "dwa_id", "dwa_title", "date_updated", "domain_source"];
    assert_eq!(columns(&release, "tasks_to_dwas"), expected);
    let first = &rows(&release, "tasks_to_dwas", &["dwa_title.eq.heat ingredients."], &[])[0];
    assert_eq!(first["onetsoc_code"], "11-1021.00");
}

#[test]
fn what_the_catalogue_does_not_list_is_shown_as_text() {
    let mut files = files();
    files.set(
        "Widget Skills.txt",
        "O*NET-SOC Code|Element ID|Element Name|Data Value|Workplace Example|Date\n\
         11-1011.00|2.A.1.a|Reading|4.50|n/a|08/2026\n\
         11-1021.00|2.A.1.a|Reading|10.00|Menus|08/2026\n",
    );
    files.edit("Job Zones.txt", "Job Zone|Date", "Job Zone|Title|Date");
    files.edit("Job Zones.txt", "|3|08/2023", "|3|Bakers, he said|08/2023");
    files.edit("Job Zones.txt", "|1|08/2023", "|1|n/a|08/2023");
    files.edit("Job Zones.txt", "|2|12/2024", "|2|n/a|12/2024");
    let release = files.in_memory().unwrap();

    let view = release.view(&"widget_skills".parse().unwrap()).unwrap();
    assert_eq!(view.title, "Widget Skills");
    assert!(view.columns.iter().all(|column| column.kind == ColumnKind::Text && column.optional));
    let titles: Vec<&str> = view.columns.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(
        titles,
        ["O*NET-SOC Code", "Element ID", "Element Name", "Data Value", "Workplace Example", "Date"]
    );
    assert_eq!(
        rows(&release, "widget_skills", &["workplace_example.na"], &["data_value"]),
        [json!({
            "onetsoc_code": "11-1011.00",
            "element_id": "2.A.1.a",
            "element_name": "Reading",
            "data_value": "4.50",
            "date_updated": "08/2026",
        })]
    );
    let error = query(&release, "widget_skills", &["data_value.gte.4"], &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnfitQuery);

    // A column that repeats the name that is looked up is not kept beside it.
    let expected = ["onetsoc_code", "title", "job_zone", "date_updated", "domain_source"];
    assert_eq!(columns(&release, "job_zones"), expected);
    assert_eq!(rows(&release, "job_zones", &["job_zone.eq.3"], &[])[0]["title"], "Bakers of Bread");
}

#[test]
fn every_table_of_the_catalogue_is_described() {
    let release = files().in_memory().unwrap();
    for table in &release.manifest().tables {
        let view = release.view(&table.id.parse().unwrap()).unwrap();
        assert_eq!(view.description, table.description());
        for column in &view.columns {
            assert!(!column.description.contains("does not know"), "{}.{}", table.id, column.id);
            assert_eq!(ColumnKind::of_format(column.format), Some(column.kind), "{}.{}", table.id, column.id);
        }
    }
}

#[test]
fn a_release_on_disk_answers_as_one_in_memory() {
    let place = crate::common::Place::new();
    let report = files().import(&place).unwrap();
    let (disk, memory) = (place.home.open(&report.installed).unwrap(), release());
    for table in ["skills", "tasks_to_dwas", "job_zones"] {
        let sorts = ["title.descending"];
        assert_eq!(rows(&disk, table, &[], &sorts), rows(&memory, table, &[], &sorts), "{table}");
    }
}
