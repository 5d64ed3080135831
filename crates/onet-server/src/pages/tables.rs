//! The tables of the database: rows with filters and sorts as forms.

use std::str::FromStr;

use futures::{StreamExt as _, stream};
use maud::{Markup, html};
use onet_api::page::LARGEST_PAGE;
use onet_api::{PageRange, types};
use onet_db::Facet;
use onet_domain::{ColumnKind, ParseError, TableId};
use onet_pages::html::text;
use serde_json::Value;

use super::frame::{counted, pager};
use super::problem::Problems;
use super::reply::{Failed, Reply, csv_rows};
use super::site::Site;
use super::table_columns::Columns;
use super::table_form::{Conditions, kind_of};
use super::visit::{Visit, query};

/// Columns that are printed side by side, at most; the values of more follow one another, each with its name.
const PRINTED: usize = 8;
/// Rows on a page.
const SIZE: u32 = 50;

pub(super) async fn list(site: &Site, _: &Visit) -> Result<Reply, Failed> {
    let tables = site.client().database_list().await?;
    let content = html! {
        h1 { "Tables of the database" }
        dl.tables {
            @for table in &tables {
                dt { a href=(format!("/explore/tables/{}", table.table_id)) { (text(&table.title)) } (other_id(&table.title, &table.table_id)) }
                dd { (text(&table.description)) }
            }
        }
    };
    Ok(Reply::page("Tables", content))
}

pub(super) async fn rows(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let table = visit.segment(1).to_owned();
    let info = info(site, &table).await?;
    let conditions = Conditions::read(visit);
    let columns = checked(visit, &info, &conditions)?;
    let filters = conditions.filters();
    let start = visit.start()?;
    let shown =
        Shown { table: &table, filters: &filters, sorts: &conditions.sorts, columns: &columns, start };
    if conditions.is_typed {
        return Ok(Reply::SeeOther(shown.at(1)));
    }
    let range = PageRange::starting_at(start, SIZE);
    let page = site.client().database_rows(&*table, &filters, &conditions.sorts, range).await?;
    let about = site.about_rows(&table.parse()?, parsed(&filters)?, parsed(&conditions.sorts)?).await?;
    let address = shown.address();
    let content = html! {
        (heading(&info))
        details.fold.wide {
            summary { "Filters, order and columns" }
            (conditions.form(&address, &info, &columns, Problems::NONE))
        }
        p role="status" {
            (counted(page.total, "row", "rows"))
            @if !filters.is_empty() { @if page.total == 1 { " matches" } @else { " match" } }
            @if let Some(order) = conditions.order(&info) { ", sorted by " (text(&order)) }
            ". " a href=(format!("{address}/rows.csv{}", query(shown.own()))) { "CSV" }
            " " a href=(shown.json()) { "JSON" }
            " " a href=(shown.api()) { "API" }
        }
        @if let Some(about) = &about { (facets(&shown, &about.facets)) (sql(&about.sql)) }
        @if page.row.is_empty() {
            p { "No row matches. " a href=(format!("{address}{}", query(columns.parameter()))) { "Remove the filters" } }
        } @else {
            (table_of(&info, &page.row, &shown, &conditions))
        }
        (pager(page.start, page.end, page.total, |start| shown.at(start), i64::from(SIZE)))
    };
    Ok(Reply::page(info.title.clone(), content))
}

/// The form of a table, with what does not fit.
pub(super) async fn form(site: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    let table = visit.segment(1);
    let info = info(site, table).await?;
    let conditions = Conditions::read(visit);
    // Columns that are not there cannot be chosen: the form has the important ones.
    let columns = match Columns::read(visit, &info, conditions.columns()) {
        Ok(columns) => columns,
        Err(_) => Columns::important(&info),
    };
    let form = conditions.form(&format!("/explore/tables/{table}"), &info, &columns, problems);
    Ok(Reply::page(info.title.clone(), html! { (heading(&info)) (form) }))
}

/// The columns to show, where they and the conditions fit the table.
fn checked(
    visit: &Visit,
    info: &types::DatabaseTableInfo,
    conditions: &Conditions,
) -> Result<Columns, Failed> {
    conditions.check(info)?;
    Ok(Columns::read(visit, info, conditions.columns())?)
}

/// The columns of a table that the address names.
async fn info(site: &Site, table: &str) -> Result<types::DatabaseTableInfo, Failed> {
    table.parse::<TableId>().map_err(|_| Failed::unknown_table(table))?;
    site.client().database_table_info(table).await.map_err(|failure| Failed::from(failure).of_path())
}

fn heading(info: &types::DatabaseTableInfo) -> Markup {
    html! {
        h1 { (text(&info.title)) (other_id(&info.title, &info.table_id)) }
        p { (text(&info.description)) " " a href="/explore/tables" { "All tables" } }
    }
}

/// The id of a table, where its title is another one.
fn other_id(title: &str, id: &str) -> Markup {
    let is_other = title.to_lowercase().replace(' ', "_") != id;
    html! { @if is_other { " " span.code { (text(id)) } } }
}

fn parsed<T: FromStr<Err = ParseError>>(texts: &[String]) -> Result<Vec<T>, Failed> {
    Ok(texts.iter().map(|text| text.parse()).collect::<Result<_, _>>()?)
}

/// The rows that a page shows, and the addresses of others.
struct Shown<'a> {
    table: &'a str,
    filters: &'a [String],
    sorts: &'a [String],
    columns: &'a Columns,
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

    /// The parameters of pages, which have a choice of columns besides.
    fn own(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters().chain(self.columns.parameter())
    }

    /// The page that begins with another row.
    fn at(&self, start: i64) -> String {
        let text = start.to_string();
        let start = (start > 1).then_some(("start", text.as_str()));
        format!("{}{}", self.address(), query(self.own().chain(start)))
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
        let others = self.own().filter(|(_, value)| *value != filter);
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
pub(super) async fn file(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    if visit.segment(2) != "rows.csv" {
        return Err(Failed::unknown_page());
    }
    let table = visit.segment(1).to_owned();
    let info = info(site, &table).await?;
    let conditions = Conditions::read(visit);
    let chosen = checked(visit, &info, &conditions)?;
    // A file has all columns unless some are chosen.
    let columns = info.column.iter().filter(|column| chosen.parameter().is_none() || chosen.has(column));
    let columns: Vec<String> = columns.map(|column| column.column_id.clone()).collect();
    let (client, filters, sorts) = (site.client().clone(), conditions.filters(), conditions.sorts);
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

fn table_of(
    info: &types::DatabaseTableInfo,
    rows: &[types::DatabaseRow],
    shown: &Shown<'_>,
    conditions: &Conditions,
) -> Markup {
    let is_number = |column: &types::DatabaseColumn| kind_of(column) == Some(ColumnKind::Number);
    let class = |column: &types::DatabaseColumn| is_number(column).then_some("score");
    let sorted_by = |order: &str| {
        let filters = shown.own().filter(|(name, _)| *name != "sort");
        format!("{}{}", shown.address(), query(filters.chain([("sort", order)])))
    };
    let columns = info.column.iter().filter(|column| shown.columns.has(column));
    let columns: Vec<_> = columns.map(|column| (column, decimals(&column.format))).collect();
    let figures = columns.iter().filter(|(column, _)| is_number(column)).count();
    let label =
        |column: &'_ types::DatabaseColumn| (!speaks(&column.column_id)).then(|| column.title.clone());
    html! {
        div.scroll tabindex="0" role="region" aria-label="Rows" {
            table.rows.cards.many[columns.len() > PRINTED].single[figures == 1] {
                thead {
                    tr {
                        @for (column, _) in &columns {
                            @let (direction, next) = conditions.direction(&column.column_id);
                            th scope="col" class=[class(column)] aria-sort=[direction] {
                                a href=(sorted_by(&next))
                                    title=(column.description) { (text(&column.title)) }
                            }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for (column, decimals) in &columns {
                                td class=[class(column)] data-label=[label(column)] { (shown_cell(row, column, *decimals)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether the values of a column need no name where no heading stands above them: titles, names and their codes.
fn speaks(id: &str) -> bool {
    ["title", "name", "code"].iter().any(|end| id.ends_with(end))
        || ["task", "activity", "description"].contains(&id)
}

/// Digits after the point of the numbers of a column, so that they stand below each other: 2 for `Decimal(5,2)`.
fn decimals(format: &str) -> Option<usize> {
    format.strip_prefix("Decimal(")?.strip_suffix(')')?.split_once(',')?.1.trim().parse().ok()
}

fn shown_cell(row: &types::DatabaseRow, column: &types::DatabaseColumn, decimals: Option<usize>) -> Markup {
    let plain = cell(row, &column.column_id);
    let number = row.0.get(&column.column_id).and_then(Value::as_f64);
    let fixed = number.zip(decimals).map(|(number, decimals)| (number, format!("{number:.decimals$}")));
    // A number with more digits than the column promises is not cut.
    let exact = fixed.filter(|(number, fixed)| fixed.parse::<f64>().is_ok_and(|read| read == *number));
    linked(&column.column_id, &exact.map_or(plain, |(_, fixed)| fixed))
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
