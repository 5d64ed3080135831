//! The tables of the database: rows with filters and sorts as forms.

use std::str::FromStr;

use futures::{StreamExt as _, stream};
use maud::{Markup, html};
use onet_api::page::LARGEST_PAGE;
use onet_api::{PageRange, types};
use onet_db::Facet;
use onet_domain::{ColumnKind, ParseError};
use onet_pages::html::text;
use serde_json::Value;

use super::frame::{counted, pager};
use super::reply::{Failed, Reply, csv_rows};
use super::site::Site;
use super::visit::{Visit, query};

/// Rows on a page.
const SIZE: u32 = 50;
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
    let range = PageRange::starting_at(start, SIZE);
    let page = site.client().database_rows(&*table, &filters, &sorts, range).await?;
    let about = site.about_rows(&table.parse()?, parsed(&filters)?, parsed(&sorts)?).await?;
    let shown = Shown { table: &table, filters: &filters, sorts: &sorts, start };
    let address = shown.address();
    let content = html! {
        h1 { (text(&info.title)) " " span.code { (table) } }
        p { (text(&info.description)) " " a href="/explore/tables" { "All tables" } }
        (form(&address, &info, &filters, &sorts))
        p role="status" {
            (counted(page.total, "row", "rows"))
            @if !filters.is_empty() { @if page.total == 1 { " matches" } @else { " match" } }
            ". " a href=(format!("{address}/rows.csv{}", query(shown.parameters()))) { "CSV" }
            " " a href=(shown.json()) { "JSON" }
            " " a href=(shown.api()) { "API" }
        }
        @if let Some(about) = &about { (facets(&shown, &about.facets)) (sql(&about.sql)) }
        @if page.row.is_empty() {
            p { "No row matches. " a href=(address) { "Remove the filters" } }
        } @else {
            (table_of(&info, &page.row, &shown))
        }
        (pager(page.start, page.end, page.total, |start| shown.at(start), i64::from(SIZE)))
    };
    Ok(Reply::page(info.title.clone(), content))
}

fn parsed<T: FromStr<Err = ParseError>>(texts: &[String]) -> Result<Vec<T>, Failed> {
    Ok(texts.iter().map(|text| text.parse()).collect::<Result<_, _>>()?)
}

/// The rows that a page shows, and the addresses of others.
struct Shown<'a> {
    table: &'a str,
    filters: &'a [String],
    sorts: &'a [String],
    start: u32,
}

impl Shown<'_> {
    fn address(&self) -> String {
        format!("/explore/tables/{}", self.table)
    }

    fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        let filters = self.filters.iter().map(|filter| ("filter", filter.as_str()));
        filters.chain(self.sorts.iter().map(|sort| ("sort", sort.as_str())))
    }

    /// The page that begins with another row.
    fn at(&self, start: i64) -> String {
        let start = start.to_string();
        format!("{}{}", self.address(), query(self.parameters().chain([("start", start.as_str())])))
    }

    /// The rows of the page, as programs get them.
    fn json(&self) -> String {
        let (start, end) = (self.start.to_string(), self.start.saturating_add(SIZE - 1).to_string());
        let bounds = [("start", start.as_str()), ("end", end.as_str())];
        format!("/database/rows/{}{}", self.table, query(self.parameters().chain(bounds)))
    }

    fn api(&self) -> String {
        let table = std::iter::once(("table_id", self.table));
        format!("/explore/api/database_rows{}", query(table.chain(self.parameters())))
    }

    /// The rows that meet a filter besides the present ones; the present ones without it, where it is one of them.
    fn toggled(&self, filter: &str) -> String {
        let is_on = self.filters.iter().any(|known| known == filter);
        let others = self.parameters().filter(|(_, value)| *value != filter);
        let added = (!is_on).then_some(("filter", filter));
        format!("{}{}", self.address(), query(added.into_iter().chain(others)))
    }
}

/// The values of columns that have few, with the numbers of rows, as links that filter.
fn facets(shown: &Shown<'_>, facets: &[Facet]) -> Markup {
    let filter = |facet: &Facet, value: &Option<String>| match value {
        Some(value) => format!("{}.eq.{value}", facet.column),
        None => format!("{}.na", facet.column),
    };
    html! {
        @if !facets.is_empty() {
            details.facets open[facets.iter().any(|facet| shown.filters.iter().any(|known| known.starts_with(facet.column.as_str())))] {
                summary { "Filter by a value" }
                dl {
                    @for facet in facets {
                        div {
                            dt { (text(&facet.title)) }
                            @for (value, rows) in &facet.values {
                                dd {
                                    a href=(shown.toggled(&filter(facet, value))) {
                                        (text(value.as_deref().unwrap_or("(empty)")))
                                    }
                                    " " small { (rows) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The same rows at a prompt.
fn sql(sql: &str) -> Markup {
    let escaped = sql.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$").replace('`', "\\`");
    html! {
        details.facets {
            summary { "The same in SQL" }
            pre tabindex="0" { code { "onet db sql \"" (text(&escaped)) "\"" } }
        }
    }
}

/// All rows of the filter as CSV, page by page, so that no table has to fit into memory.
pub(super) async fn file(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    if visit.segment(2) != "rows.csv" {
        return Err(Failed::unknown_page());
    }
    let table = visit.segment(1).to_owned();
    let info = site.client().database_table_info(&*table).await?;
    let columns: Vec<String> = info.column.iter().map(|column| column.column_id.clone()).collect();
    let (client, filters, sorts) = (site.client().clone(), filters(&visit), sorts(&visit));
    // The first part is read before the response begins: a filter that does not fit is refused with a page.
    let range = PageRange::starting_at(1, LARGEST_PAGE);
    let first = client.database_rows(&*table, &filters, &sorts, range).await?;
    let next = (first.end < first.total).then_some(first.end + 1);
    let head = csv_rows(std::iter::once(columns.clone()).chain(cells(&first.row, &columns)));
    let rest = stream::try_unfold(next, move |next| {
        let (client, table, columns) = (client.clone(), table.clone(), columns.clone());
        let (filters, sorts) = (filters.clone(), sorts.clone());
        async move {
            let Some(start) = next else { return Ok(None) };
            let range = PageRange::starting_at(u32::try_from(start).unwrap_or(u32::MAX), LARGEST_PAGE);
            let page = client.database_rows(&*table, &filters, &sorts, range).await;
            let page = page.map_err(std::io::Error::other)?;
            let next = (page.end < page.total && !page.row.is_empty()).then_some(page.end + 1);
            Ok(Some((csv_rows(cells(&page.row, &columns))?, next)))
        }
    });
    let parts = stream::once(std::future::ready(head)).chain(rest);
    Ok(Reply::csv_stream(format!("{}.csv", info.table_id), parts))
}

fn cells<'a>(
    rows: &'a [types::DatabaseRow],
    columns: &'a [String],
) -> impl Iterator<Item = Vec<String>> + 'a {
    rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect())
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

fn table_of(info: &types::DatabaseTableInfo, rows: &[types::DatabaseRow], shown: &Shown<'_>) -> Markup {
    let class = |column: &types::DatabaseColumn| {
        (ColumnKind::of_format(&column.format) == Some(ColumnKind::Number)).then_some("score")
    };
    let unsorted = || shown.parameters().filter(|(name, _)| *name != "sort");
    html! {
        div.scroll tabindex="0" role="region" aria-label="Rows" {
            table.rows {
                thead {
                    tr {
                        @for column in &info.column {
                            th scope="col" class=[class(column)] {
                                a href=(format!("{}{}", shown.address(), query(unsorted().chain([("sort", column.column_id.as_str())]))))
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
