//! The tables of the database: rows with filters and sorts as forms.

use maud::{Markup, html};
use onet_api::{PageRange, types};
use onet_domain::ColumnKind;
use onet_pages::html::text;
use serde_json::Value;

use super::frame::pager;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::{Visit, query};

/// Rows on a page.
const SIZE: u32 = 50;
/// Rows of a file, at most: more are exported by the program (`onet db export`) or read page by page.
const FILE: u32 = 2000;
/// Conditions of a form.
const CONDITIONS: usize = 3;

/// Operators and their names, for texts, numbers and dates.
const OPERATORS: [(&str, &str); 12] = [
    ("eq", "is"),
    ("neq", "is not"),
    ("contains", "contains"),
    ("startswith", "begins with"),
    ("endswith", "ends with"),
    ("gt", "is more than"),
    ("gte", "is at least"),
    ("lt", "is less than"),
    ("lte", "is at most"),
    ("before", "is before (date)"),
    ("after", "is after (date)"),
    ("na", "is empty"),
];

pub(super) async fn list(site: &Site, _: Visit) -> Result<Reply, Failed> {
    let tables = site.client().database_list().await?;
    let content = html! {
        h1 { "Tables of the database" }
        dl.tables {
            @for table in &tables {
                dt { a href=(format!("/explore/tables/{}", table.table_id)) { (text(&table.title)) } " " span.code { (text(&table.table_id)) } }
                dd { (text(&table.description)) }
            }
        }
    };
    Ok(Reply::page("Tables", content))
}

pub(super) async fn rows(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    let table = visit.segment(1).to_owned();
    let info = site.client().database_table_info(&*table).await?;
    let (filters, sorts) = (filters(&visit), sorts(&visit));
    let start = visit.number("start", 1);
    let page =
        site.client().database_rows(&*table, &filters, &sorts, PageRange::starting_at(start, SIZE)).await?;
    let address = format!("/explore/tables/{table}");
    let parameters: Vec<(&str, &str)> = filters
        .iter()
        .map(|filter| ("filter", filter.as_str()))
        .chain(sorts.iter().map(|sort| ("sort", sort.as_str())))
        .collect();
    let query = query(parameters.iter().copied());
    let shown = |start: i64| {
        let start = start.to_string();
        format!("{address}{}", self::query(parameters.iter().copied().chain([("start", start.as_str())])))
    };
    let content = html! {
        h1 { (text(&info.title)) " " span.code { (table) } }
        p { (text(&info.description)) " " a href="/explore/tables" { "All tables" } }
        (form(&address, &info, &filters, &sorts))
        p role="status" {
            (page.total) " rows"
            @if !filters.is_empty() { " match" }
            ". " a href=(format!("{address}/rows.csv{query}")) { "CSV (first " (FILE) ")" }
            " " a href=(format!("/database/rows/{table}{query}")) { "JSON" }
            " " a href=(format!("/explore/api/database_rows{}", self::query(std::iter::once(("table_id", table.as_str())).chain(parameters.iter().copied())))) { "API" }
        }
        @if page.row.is_empty() {
            p { "No row matches. " a href=(address) { "Remove the filters" } }
        } @else {
            (table_of(&info, &page.row, &address, &parameters))
        }
        (pager(page.start, page.end, page.total, shown, i64::from(SIZE)))
    };
    Ok(Reply::page(info.title.clone(), content))
}

/// The rows as CSV.
pub(super) async fn file(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    if visit.segment(2) != "rows.csv" {
        return Err(Failed::unknown_page());
    }
    let table = visit.segment(1).to_owned();
    let info = site.client().database_table_info(&*table).await?;
    let range = PageRange::starting_at(visit.number("start", 1), FILE);
    let page = site.client().database_rows(&*table, &filters(&visit), &sorts(&visit), range).await?;
    let columns: Vec<&str> = info.column.iter().map(|column| column.column_id.as_str()).collect();
    let rows = page.row.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect());
    Reply::csv(format!("{}.csv", info.table_id), &columns, rows)
}

/// The filters of the query: whole ones, and those of the form, which come in three fields.
fn filters(visit: &Visit) -> Vec<String> {
    let whole = visit.all("filter").filter(|filter| !filter.is_empty()).map(str::to_owned);
    let made = (1..=CONDITIONS).filter_map(|at| {
        let (column, operator) = (visit.field(&format!("column{at}")), visit.field(&format!("operator{at}")));
        let value = visit.field(&format!("value{at}"));
        match (column, operator, value) {
            ("", _, _) | (_, "", _) => None,
            (column, "na", _) => Some(format!("{column}.na")),
            (_, _, "") => None,
            (column, operator, value) => Some(format!("{column}.{operator}.{value}")),
        }
    });
    whole.chain(made).collect()
}

fn sorts(visit: &Visit) -> Vec<String> {
    let order = if visit.field("order") == "descending" { ".descending" } else { "" };
    let made = Some(visit.field("by")).filter(|by| !by.is_empty()).map(|by| format!("{by}{order}"));
    visit.all("sort").filter(|sort| !sort.is_empty()).map(str::to_owned).chain(made).collect()
}

fn form(address: &str, info: &types::DatabaseTableInfo, filters: &[String], sorts: &[String]) -> Markup {
    let given: Vec<(&str, &str, &str)> = filters
        .iter()
        .filter_map(|filter| {
            let (column, rest) = filter.split_once('.')?;
            let (operator, value) = rest.split_once('.').unwrap_or((rest, ""));
            Some((column, operator, value))
        })
        .collect();
    let sort = sorts.first().map(String::as_str).unwrap_or_default();
    let (by, is_down) = match sort.strip_suffix(".descending") {
        Some(by) => (by, true),
        None => (sort, false),
    };
    html! {
        form.conditions action=(address) {
            fieldset {
                legend { "Rows where" }
                @for at in 1..=CONDITIONS {
                    @let (column, operator, value) = given.get(at - 1).copied().unwrap_or_default();
                    div.condition {
                        select name=(format!("column{at}")) aria-label=(format!("Column {at}")) {
                            option value="" { "any column" }
                            @for known in &info.column {
                                option value=(known.column_id) selected[known.column_id == column] { (text(&known.title)) }
                            }
                        }
                        select name=(format!("operator{at}")) aria-label=(format!("Operator {at}")) {
                            @for (value, name) in OPERATORS { option value=(value) selected[value == operator] { (name) } }
                        }
                        input name=(format!("value{at}")) value=(value) aria-label=(format!("Value {at}")) maxlength="200";
                    }
                }
            }
            fieldset {
                legend { "Sorted by" }
                div.condition {
                    select name="by" aria-label="Sorted by" {
                        option value="" { "order of the table" }
                        @for known in &info.column {
                            option value=(known.column_id) selected[known.column_id == by] { (text(&known.title)) }
                        }
                    }
                    select name="order" aria-label="Direction" {
                        option value="ascending" { "ascending" }
                        option value="descending" selected[is_down] { "descending" }
                    }
                }
            }
            button type="submit" { "Apply" }
        }
    }
}

fn table_of(
    info: &types::DatabaseTableInfo,
    rows: &[types::DatabaseRow],
    address: &str,
    parameters: &[(&str, &str)],
) -> Markup {
    let class = |column: &types::DatabaseColumn| {
        (ColumnKind::of_format(&column.format) == Some(ColumnKind::Number)).then_some("score")
    };
    let unsorted = || parameters.iter().copied().filter(|(name, _)| *name != "sort");
    html! {
        div.scroll tabindex="0" role="region" aria-label="Rows" {
            table.rows {
                thead {
                    tr {
                        @for column in &info.column {
                            th scope="col" class=[class(column)] {
                                a href=(format!("{address}{}", query(unsorted().chain([("sort", column.column_id.as_str())]))))
                                    title=(text(&column.description).into_string()) { (text(&column.title)) }
                            }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr { @for column in &info.column { td class=[class(column)] { (linked(&column.column_id, &cell(row, &column.column_id))) } } }
                    }
                }
            }
        }
    }
}

fn cell(row: &types::DatabaseRow, column: &str) -> String {
    match row.0.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(value)) => value.clone(),
        Some(value) => value.to_string(),
    }
}

/// Codes of occupations lead to their reports.
fn linked(column: &str, value: &str) -> Markup {
    let is_code = column.ends_with("onetsoc_code") && value.parse::<onet_domain::OnetSocCode>().is_ok();
    html! {
        @if is_code { a href=(format!("/explore/occupations/{value}")) { (value) } } @else { (text(value)) }
    }
}
