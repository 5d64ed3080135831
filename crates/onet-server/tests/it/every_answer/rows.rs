//! What holds of the rows of a table, whatever is in them.

use onet_api::operations as op;
use serde_json::Value;

use super::asker::{Asker, Checked, ensure};
use crate::common::found::{encoded, pick, text};

/// Rows that are read of a table.
const READ: i64 = 300;

/// Columns of a table that are looked at.
const COLUMNS: usize = 2;

/// The operators of each type of column that part the rows with a value, each with its opposite.
const OPPOSITES: [(&str, &[[&str; 2]]); 3] = [
    (
        "Text",
        &[["eq", "neq"], ["contains", "ncontains"], ["startswith", "nstartswith"], ["endswith", "nendswith"]],
    ),
    ("Number", &[["eq", "neq"], ["lt", "gte"], ["gt", "lte"]]),
    ("Date", &[["eq", "neq"], ["before", "onafter"], ["after", "onbefore"]]),
];

/// Checks some columns of a table: each filter and its opposite find all rows together, with those that lack the value,
/// and rows stand in the order that is asked for.
pub(crate) async fn check(asker: &mut Asker, table: &str) -> Checked {
    let info = asker.answer(&op::DATABASE_TABLE_INFO, &format!("/database/info/{table}")).await?;
    let columns: Vec<&Value> = info["column"].as_array().into_iter().flatten().collect();
    let names: Vec<String> = columns.iter().map(|column| text(column, "column_id").to_owned()).collect();
    let page = asker.page(&op::DATABASE_ROWS, &format!("/database/rows/{table}?end={READ}"), "row").await?;
    for name in pick(&names, COLUMNS) {
        let column = columns.iter().find(|column| text(column, "column_id") == name);
        let kind = column.map_or("", |column| text(column, "type"));
        let missing = count(asker, table, &format!("{name}.na")).await?;
        let present = count(asker, table, &format!("{name}.nna")).await?;
        ensure(missing + present == page.total, || {
            format!("{table}.{name}: {missing} lack it, {present} do not")
        })?;
        if let Some(value) = page.items.iter().map(|row| &row[&name]).find(|value| !value.is_null()) {
            opposites(asker, table, &name, kind, value, present).await?;
        }
        for suffix in ["", ".descending"] {
            in_order(asker, table, &name, suffix, page.total).await?;
        }
    }
    Ok(())
}

async fn opposites(
    asker: &mut Asker,
    table: &str,
    column: &str,
    kind: &str,
    value: &Value,
    present: i64,
) -> Checked {
    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (_, pairs) = OPPOSITES
        .into_iter()
        .find(|(known, _)| *known == kind)
        .ok_or_else(|| format!("{table}.{column}: there is no type {kind}"))?;
    for [one, other] in pairs {
        let found = count(asker, table, &format!("{column}.{one}.{value}")).await?;
        let others = count(asker, table, &format!("{column}.{other}.{value}")).await?;
        ensure(found + others == present, || {
            format!("{table}.{column}: {one} {value} finds {found}, {other} {others}, not {present} together")
        })?;
        let includes_itself = !["lt", "gt", "before", "after"].contains(one);
        ensure(found > 0 || !includes_itself, || format!("{table}.{column}.{one}.{value} finds nothing"))?;
    }
    Ok(())
}

async fn count(asker: &mut Asker, table: &str, filter: &str) -> Checked<i64> {
    let call = format!("/database/rows/{table}?filter={}&end=1", encoded(filter));
    Ok(asker.page(&op::DATABASE_ROWS, &call, "row").await?.total)
}

async fn in_order(asker: &mut Asker, table: &str, column: &str, suffix: &str, total: i64) -> Checked {
    let call = format!("/database/rows/{table}?sort={column}{suffix}&end={READ}");
    let page = asker.page(&op::DATABASE_ROWS, &call, "row").await?;
    // What is missing is the least.
    let key = |row: &Value| match &row[column] {
        Value::Null => (0, 0.0, String::new()),
        Value::Number(number) => (1, number.as_f64().unwrap_or_default(), String::new()),
        value => (1, 0.0, value.as_str().unwrap_or_default().to_ascii_lowercase()),
    };
    let mut keys: Vec<_> = page.items.iter().map(key).collect();
    if !suffix.is_empty() {
        keys.reverse();
    }
    ensure(page.total == total && keys.is_sorted(), || format!("{call}: not in order"))
}
