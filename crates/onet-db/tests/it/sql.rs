//! Questions in SQL: names of the database services, reading alone, and nothing left behind.

use std::time::Duration;

use onet_db::{ErrorKind, Next, QueryBudget, Release};
use serde_json::Value;

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn answer(release: &Release, sql: &str) -> onet_db::Result<Vec<Vec<Value>>> {
    let mut rows = Vec::new();
    release.select(sql, |_, row| {
        rows.push(row);
        Next::Row
    })?;
    Ok(rows)
}

#[test]
fn names_beside_references_can_be_asked_for() -> TestResult {
    let release = Release::sample()?;
    let sql = "SELECT title, element_name, scale_name FROM skills WHERE onetsoc_code = '29-1051.00' LIMIT 1";
    let rows = answer(&release, sql)?;
    assert_eq!(rows[0][0], "Pharmacists");
    assert!(rows[0].iter().all(Value::is_string), "{rows:?}");
    Ok(())
}

#[test]
fn every_table_is_asked_for_as_its_view_shows_it() -> TestResult {
    let release = Release::sample()?;
    for table in &release.manifest().tables {
        let view = release.view(&table.id.parse()?)?;
        let mut columns = Vec::new();
        release.select(&format!("SELECT * FROM {} LIMIT 1", table.id), |names, _| {
            columns = names.to_vec();
            Next::Stop
        })?;
        let shown: Vec<&str> = view.columns.iter().map(|column| column.id.as_str()).collect();
        assert_eq!(columns, shown, "{}", table.id);
        let mut rows = 0;
        release.each_row(&table.id.parse()?, |row| {
            assert_eq!(row.len(), shown.len());
            rows += 1;
            Next::Row
        })?;
        assert_eq!(rows, table.rows, "{}", table.id);
    }
    Ok(())
}

#[test]
fn a_question_leaves_the_connection_as_it_was() -> TestResult {
    let release = Release::sample()?;
    for sql in ["SELECT 1", "SELECT", "DELETE FROM main.job_zones"] {
        let _ = answer(&release, sql);
    }
    let spent = QueryBudget::new(Duration::from_millis(20));
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let failure = spent.run(|| answer(&release, endless)).expect_err("the budget ends");
    assert_eq!(failure.kind(), ErrorKind::Interrupted);
    let left: i64 = release.read(|connection| {
        connection.query_row("SELECT count(*) FROM temp.sqlite_schema", [], |row| row.get(0))
    })?;
    assert_eq!(left, 0);
    // The authorizer is gone: other questions of the crate use what it refuses.
    let columns: i64 = release.read(|connection| {
        connection.query_row("SELECT count(*) FROM pragma_table_info('job_zones')", [], |row| row.get(0))
    })?;
    assert!(columns > 0);
    assert_eq!(answer(&release, "SELECT count(*) FROM job_zones")?, [[Value::from(20)]]);
    Ok(())
}

#[test]
fn an_exported_database_has_the_rows_of_the_release() -> TestResult {
    let release = Release::sample()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("exported.sqlite");
    let tables = ["job_zones".parse()?, "skills".parse()?];
    let rows = release.export_sqlite(&tables, &file)?;
    let exported = rusqlite::Connection::open(&file)?;
    let mut total: u64 = 0;
    for table in &tables {
        let expected = release.manifest().table(table.as_str()).map(|table| table.rows);
        let count: i64 =
            exported.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        let count = u64::try_from(count)?;
        assert_eq!(Some(count), expected);
        total += count;
    }
    assert_eq!(rows, total);
    let zone: i64 =
        exported
            .query_row("SELECT job_zone FROM job_zones WHERE title = 'Pharmacists'", [], |row| row.get(0))?;
    assert_eq!(zone, 5);
    Ok(())
}
