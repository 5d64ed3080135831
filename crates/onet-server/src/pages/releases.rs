//! The imported releases, and what changed between two of them.

use std::sync::Arc;
use std::time::Duration;

use maud::{Markup, html};
use onet_db::diff::{COLUMNS, ChangeTable, ColumnOf, Comparison, ReleaseDiff};
use onet_db::{Home, Installed, MissingTable, QueryBudget};
use onet_pages::html::text;

use super::frame::counted;
use super::problem::Problems;
use super::reply::{Failed, Reply, csv_rows};
use super::site::Site;
use super::visit::{Visit, query};
use crate::error::Error;

/// Changes of a kind in a table that a page shows.
const SHOWN: usize = 20;
/// Time to compare two releases: the result is remembered, and one comparison runs at a time.
const TIME: Duration = Duration::from_secs(60);

pub(super) async fn page(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let installed = installed(site)?;
    let names: Vec<&str> = installed.iter().map(|found| found.release.as_str()).collect();
    let (before, after) = (visit.field("before"), visit.field("after"));
    let diff = match (before, after) {
        ("", "") => None,
        (before, after) => Some(diff(site, before, after).await?),
    };
    // Unless others are chosen, the newest is compared with the one before.
    let [newest, earlier] = [0, 1].map(|at| names.get(at).copied().unwrap_or_default());
    let (before, after) = if diff.is_some() { (before, after) } else { (earlier, newest) };
    let content = html! {
        h1 { "Releases" }
        p { "This server answers from: " (text(&site.sources())) "." }
        @if installed.is_empty() {
            p { "No release is imported on this machine. The command " code { "onet db pull" } " imports the newest one." }
        } @else {
            (imported(&installed))
            (missing(&installed))
        }
        @if installed.len() == 1 {
            p { "Where two releases are imported, this page shows what changed between them." }
        }
        @if installed.len() > 1 {
            h2 { "What changed" }
            (choices(&names, before, after, Problems::NONE))
        }
        @if let Some(diff) = &diff { (changes(diff, &query([("before", before), ("after", after)]))) }
    };
    Ok(Reply::page("Releases", content))
}

/// The tables that releases do not have, and the commands that get them.
fn missing(installed: &[Installed]) -> Markup {
    html! {
        @for found in installed {
            @let missing = found.manifest.missing_tables();
            @if !missing.is_empty() {
                details open[installed.len() == 1] {
                    summary { "Not in O*NET " (text(&found.release)) ": " (counted(missing.len(), "table", "tables")) }
                    dl.tables {
                        @for group in missing.chunk_by(|table, next| table.source == next.source) {
                            dt { code { (group[0].source.to_string()) } }
                            dd { (text(&titles(group))) }
                        }
                    }
                }
            }
        }
    }
}

fn titles(tables: &[MissingTable]) -> String {
    tables.iter().map(|table| table.title.as_str()).collect::<Vec<_>>().join(", ")
}

/// The choice of two releases, with what does not fit.
pub(super) async fn form(site: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    let installed = installed(site)?;
    let names: Vec<&str> = installed.iter().map(|found| found.release.as_str()).collect();
    let content = html! {
        h1 { "Releases" }
        (choices(&names, visit.field("before"), visit.field("after"), problems))
    };
    Ok(Reply::page("Releases", content))
}

fn choices(names: &[&str], before: &str, after: &str, problems: &Problems) -> Markup {
    html! {
        form.filters action="/explore/releases" {
            div { (choice("before", "From", names, before, problems)) }
            div { (choice("after", "To", names, after, problems)) }
            button type="submit" { "Compare" }
        }
    }
}

/// All changes as CSV or JSON.
pub(super) async fn file(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let kind = visit.segment(1);
    if !["changes.csv", "changes.json"].contains(&kind) {
        return Err(Failed::unknown_page());
    }
    let diff = diff(site, visit.field("before"), visit.field("after")).await?;
    if kind == "changes.json" {
        return Reply::json_file("changes.json".to_owned(), &*diff);
    }
    let header = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let rows = std::iter::once(header).chain(diff.changes.iter().map(|change| change.cells()));
    let content = csv_rows(rows).map_err(Failed::of)?;
    Ok(Reply::File { name: "changes.csv".to_owned(), kind: "text/csv; charset=utf-8", content })
}

/// The newest import of each release, the newest release first.
fn installed(site: &Site) -> Result<Vec<Installed>, Failed> {
    let mut found = match site.home() {
        Some(home) => home.releases().map_err(Error::from)?,
        None => Vec::new(),
    };
    found.dedup_by(|next, one| next.release == one.release);
    Ok(found)
}

fn imported(installed: &[Installed]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Imported releases" {
            table.rows {
                thead { tr { th scope="col" { "Release" } th.score scope="col" { "Tables" } th.score scope="col" { "Rows" } } }
                tbody {
                    @for found in installed {
                        tr {
                            td { "O*NET " (text(&found.release)) }
                            td.score { (found.manifest.tables.len()) }
                            td.score { (found.manifest.tables.iter().map(|table| table.rows).sum::<u64>()) }
                        }
                    }
                }
            }
        }
    }
}

fn choice(name: &str, label: &str, names: &[&str], chosen: &str, problems: &Problems) -> Markup {
    html! {
        label for=(name) { (label) }
        (problems.message(name))
        select id=(name) name=(name) aria-describedby=[problems.described(name, None)] aria-invalid=[problems.invalid(name)] {
            @for known in names { option value=(known) selected[*known == chosen] { "O*NET " (text(known)) } }
        }
    }
}

fn changes(diff: &ReleaseDiff, query: &str) -> Markup {
    html! {
        p role="status" {
            (text(&diff.before.label)) " to " (text(&diff.after.label)) ": "
            @if diff.is_empty() { "no differences. " } @else { "ratings are listed where they changed by more than " (diff.threshold) ". " }
            a href=(format!("/explore/releases/changes.csv{query}")) { "CSV" }
            " " a href=(format!("/explore/releases/changes.json{query}")) { "JSON" }
        }
        @for table in diff.tables() { (table_of(&table)) }
    }
}

/// The first changes of a kind; columns in which all of them are empty are left out.
fn table_of(table: &ChangeTable) -> Markup {
    let columns: Vec<usize> = (0..COLUMNS.len() - table.first_column)
        .filter(|at| table.rows.iter().any(|row| !row[*at].is_empty()))
        .collect();
    let class = |at: usize| (COLUMNS[at + table.first_column].1 == ColumnOf::Numbers).then_some("score");
    let more = table.rows.len().saturating_sub(SHOWN);
    html! {
        h3 { (text(&table.heading)) }
        div.scroll tabindex="0" role="region" aria-label=(text(&table.heading)) {
            table.rows {
                thead { tr { @for at in &columns { th scope="col" class=[class(*at)] { (COLUMNS[at + table.first_column].0) } } } }
                tbody {
                    @for row in table.rows.iter().take(SHOWN) {
                        tr { @for at in &columns { td class=[class(*at)] { (text(&row[*at])) } } }
                    }
                }
            }
        }
        @if more > 0 { p.more { (more) " more in the files" } }
    }
}

/// What changed between two releases, computed once.
async fn diff(site: &Site, before: &str, after: &str) -> Result<Arc<ReleaseDiff>, Failed> {
    let home = site.home().ok_or_else(|| Failed::input("This server shows no releases."))?.clone();
    let find = |name: &str, field: &str| {
        home.find(name).map_err(|failure| Failed::field(field, failure.to_string()))
    };
    let (before, after) = (find(before, "before")?, find(after, "after")?);
    let key = format!("{}\n{}", before.dir.display(), after.dir.display());
    site.diff_once(&key, move || compare(&home, &before, &after)).await
}

fn compare(home: &Home, before: &Installed, after: &Installed) -> Result<ReleaseDiff, Error> {
    let (before, after) = (home.open(before)?, home.open(after)?);
    Ok(QueryBudget::new(TIME).run(|| Comparison::new(&before, &after).run())?)
}
