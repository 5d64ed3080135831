//! `query_table`

use onet_domain::{Filter, Sort, TableId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::answer::{Found, USUAL, Window, count};
use crate::backend::Call;
use crate::names::suggestion;
use crate::refusal::Refusal;

/// How filters are written.
const FILTERS: &str = "column.operator.value, as in onetsoc_code.eq.29-1051.00; operators of texts: eq, neq, contains, \
                       startswith, endswith; of numbers: eq, neq, gt, gte, lt, lte; of dates: before, after; of all: na";

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// Id of a table, such as job_zones; without one, the tables are listed
    #[schemars(with = "Option<TableId>")]
    table: Option<String>,
    /// Conditions that all are met, as in onetsoc_code.eq.29-1051.00
    #[serde(default)]
    #[schemars(with = "Vec<Filter>")]
    filters: Vec<String>,
    /// Columns to sort by, as in data_value.descending
    #[serde(default)]
    #[schemars(with = "Vec<Sort>")]
    sort: Vec<String>,
    /// Columns to return; all when left out
    #[serde(default)]
    columns: Vec<String>,
    /// Rows to return, 1 to 100; 20 by default
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// Rows to skip
    offset: Option<usize>,
}

#[derive(Default, Serialize, JsonSchema)]
pub(super) struct Output {
    /// The table
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    /// Rows that meet the conditions, or tables that there are
    total: usize,
    /// The columns of the table
    #[serde(skip_serializing_if = "Vec::is_empty")]
    columns: Vec<Column>,
    /// The rows, with a member for each column
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<Map<String, Value>>,
    /// Without a table: the tables
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tables: Vec<Table>,
}

#[derive(Serialize, JsonSchema)]
struct Column {
    id: String,
    /// What its values are
    title: String,
}

#[derive(Serialize, JsonSchema)]
struct Table {
    id: String,
    title: String,
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let Some(given) = input.table.filter(|table| !table.trim().is_empty()) else { return tables(call).await };
    let written = given.trim().to_lowercase().replace([' ', '-'], "_");
    let table: TableId = match written.parse() {
        Ok(table) => table,
        Err(failure) => return Err(with_tables(call, &written, Refusal::from(failure)).await),
    };
    let filters = parsed::<Filter>(&input.filters, FILTERS)?;
    let sorts = parsed::<Sort>(&input.sort, "column, or column.descending, as in data_value.descending")?;
    let client = call.client();
    let info = match client.database_table_info(table.as_str()).await {
        Ok(info) => info,
        Err(failure) => return Err(with_tables(call, &written, failure.into()).await),
    };
    let known: Vec<&str> = info.column.iter().map(|column| column.column_id.as_str()).collect();
    if let Some(unknown) = input.columns.iter().find(|column| !known.contains(&column.as_str())) {
        return Err(Refusal::new(
            format!("The table {table} has no column {unknown}."),
            suggestion(unknown, "its columns are", &known),
        ));
    }
    let window = Window::new(input.limit, input.offset, USUAL);
    let page = client.database_rows(table.as_str(), &filters, &sorts, window.range()).await;
    let page = page.map_err(|failure| {
        let mut refusal = Refusal::from(failure);
        // The hint lists the columns.
        if let Some(at) = refusal.message.find(" Its columns are ") {
            refusal.message.truncate(at);
        }
        refusal.or_try(format!("the columns of {table}: {}; {FILTERS}", known.join(", ")))
    })?;
    let is_chosen =
        |name: &str| input.columns.is_empty() || input.columns.iter().any(|column| column == name);
    let total = count(page.total);
    let rows = page.row.into_iter().map(|row| match input.columns.is_empty() {
        true => row.0,
        false => input
            .columns
            .iter()
            .map(|name| (name.clone(), row.0.get(name).cloned().unwrap_or_default()))
            .collect(),
    });
    let rows = rows.collect();
    let columns = info.column.into_iter().filter(|column| is_chosen(&column.column_id));
    let columns = columns.map(|column| Column { id: column.column_id, title: column.title }).collect();
    let data = Output { table: Some(table.to_string()), total, columns, rows, tables: Vec::new() };
    Ok(Found::then(data, window.next(total)))
}

/// Texts in their written form, checked.
fn parsed<T>(texts: &[String], hint: &str) -> Result<Vec<String>, Refusal>
where
    T: std::str::FromStr<Err = onet_domain::ParseError> + std::fmt::Display,
{
    let check = |text: &String| match text.trim().parse::<T>() {
        Ok(value) => Ok(value.to_string()),
        Err(failure) => Err(Refusal::from(failure).or_try(hint)),
    };
    texts.iter().map(check).collect()
}

async fn tables(call: &Call) -> Result<Found<Output>, Refusal> {
    let tables = call.client().database_list().await?;
    let tables: Vec<Table> =
        tables.into_iter().map(|table| Table { id: table.table_id, title: table.title }).collect();
    let data = Output { total: tables.len(), tables, ..Output::default() };
    let next = "a table's columns and first rows: \"table\": ID, \"limit\": 3".to_owned();
    Ok(Found::then(data, Some(next)))
}

/// Adds the nearest tables to the refusal of one.
async fn with_tables(call: &Call, given: &str, refusal: Refusal) -> Refusal {
    match call.client().database_list().await {
        Ok(tables) => {
            let names: Vec<&str> = tables.iter().map(|table| table.table_id.as_str()).collect();
            refusal.but_try(suggestion(given, "the tables are", &names))
        }
        Err(_) => refusal.or_try("the same call without a table lists them"),
    }
}
