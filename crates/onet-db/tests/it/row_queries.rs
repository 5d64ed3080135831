//! A query of rows beside what the page of a table shows of it.

use onet_db::{Import, Input, Next, Release, RowQuery};
use onet_domain::{Filter, Sort};
use serde_json::Value;

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// Filters and sort orders of the table of skills.
const QUERIES: [(&[&str], &[&str]); 8] = [
    (&[], &[]),
    (&["onetsoc_code.eq.29-1051.00", "scale_id.eq.im"], &["data_value.descending", "element_id"]),
    (&["title.contains.PHARM"], &["title", "element_id", "scale_id"]),
    (&["element_name.startswith.read", "data_value.gte.4"], &[]),
    (&["element_name.endswith.ing", "data_value.lt.2.5"], &[]),
    (&["not_relevant.na"], &[]),
    (&["not_relevant.nna", "data_value.ngte.3"], &[]),
    (&["title.eq.it's"], &[]),
];

#[test]
fn the_sql_of_a_query_gives_its_rows() -> TestResult {
    let release = Release::sample()?;
    for (filters, sorts) in QUERIES {
        let filters: Vec<Filter> = filters.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
        let sorts: Vec<Sort> = sorts.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
        let query = release.rows(&"skills".parse()?, &filters, &sorts)?;
        let sql = query.sql_text();
        let mut found = Vec::new();
        release.select(sql, |columns, row| {
            let cells = columns.iter().cloned().zip(row).filter(|(_, value)| !value.is_null());
            found.push(Value::Object(cells.collect()));
            Next::Row
        })?;
        let expected = serde_json::to_value(query.page(0..query.total())?)?;
        assert_eq!(Value::Array(found), expected, "{sql}");
    }
    Ok(())
}

#[test]
fn facets_count_every_row_of_the_filter_once() -> TestResult {
    let release = Release::sample()?;
    let query = release.rows(&"skills".parse()?, &["onetsoc_code.eq.29-1051.00".parse()?], &[])?;
    let facets = query.facets(12)?;
    assert!(facets.iter().any(|facet| facet.column.as_str() == "scale_id"), "{facets:?}");
    for facet in facets {
        let counted: usize = facet.values.iter().map(|(_, rows)| rows).sum();
        assert_eq!(counted, query.total(), "{}", facet.column);
        assert!((2..=12).contains(&facet.values.len()), "{}", facet.column);
    }
    Ok(())
}

#[test]
fn few_rows_and_many_are_counted_and_paged_right() -> TestResult {
    let names = (0..450)
        .map(|at| format!("{:02}-{:04}.00\tTitle {at:03}\tText {}\n", 11 + at / 40, 1000 + at, at % 2));
    let file = format!("O*NET-SOC Code\tTitle\tDescription\n{}", names.collect::<String>());
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("Occupation Data.txt"), file)?;
    let release = Import::new(Input::open(folder.path())?).release("29.3").into_memory()?;
    let query = |filter: &str, sort: &str| -> Result<RowQuery, Box<dyn std::error::Error>> {
        let sorts: Vec<Sort> = sort.parse().into_iter().collect();
        Ok(release.rows(&"occupation_data".parse()?, &[filter.parse()?], &sorts)?)
    };
    for (filter, total) in [
        ("title.eq.nothing", 0),
        ("title.startswith.Title 00", 10),
        ("title.startswith.Title 0", 100),
        ("title.neq.Title 000", 449),
        ("description.eq.Text 1", 225),
        ("title.startswith.Title 1", 100),
    ] {
        for sort in ["", "title.descending"] {
            let found = query(filter, sort)?;
            assert_eq!(found.total(), total, "{filter} {sort}");
            assert_eq!(found.page(0..2000)?.len(), total, "{filter} {sort}");
            assert_eq!(found.page(total..total + 5)?.len(), 0, "{filter} {sort}");
            let last = serde_json::to_value(found.page(total.saturating_sub(1)..total)?)?;
            let all = serde_json::to_value(found.page(0..total)?)?;
            assert_eq!(
                last.as_array().and_then(|rows| rows.last()),
                all.as_array().and_then(|rows| rows.last()),
                "{filter} {sort}"
            );
        }
    }
    Ok(())
}
