//! Codes and titles of other classifications to occupations, one or many.

use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};
use maud::{Markup, html};
use onet_api::operation::Operation;
use onet_api::page::LARGEST_PAGE;
use onet_domain::OnetSocCode;
use onet_domain::code_batch::Looked;
use onet_domain::crosswalk::{Crosswalk, CrosswalkKind, CrosswalkPair};
use onet_pages::html::text;
use serde_json::Value;

use super::browse::{List, bounds, position};
use super::frame::counted;
use super::item_list::{csv, items};
use super::problem::Problems;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::{Visit, query};

/// Codes and titles of one form, at most.
const MOST: usize = 200;
/// Lines that are looked up at the same time.
const CALLS: usize = 8;
const COLUMNS: [&str; 6] = ["input", "code", "title", "onetsoc_code", "occupation", "reason"];

/// What a visitor looks up.
struct Wanted<'a> {
    kind: CrosswalkKind,
    lines: Vec<&'a str>,
}

impl<'a> Wanted<'a> {
    /// Nothing before the form is sent.
    fn read(visit: &'a Visit) -> Result<Option<Self>, Failed> {
        if !visit.has_field("kind") && !visit.has_field("keyword") {
            return Ok(None);
        }
        let kind = kind_of(visit).ok_or_else(|| Failed::field("kind", "Choose a classification."))?;
        let lines: Vec<&str> = visit.field("keyword").lines().map(str::trim).collect();
        let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        match lines.len() {
            0 => Err(Failed::field("keyword", "Type a code or a title.")),
            1..=MOST => Ok(Some(Self { kind, lines })),
            many => {
                let message = format!(
                    "{MOST} lines are looked up at once, not {many}. For more: onet crosswalk {kind} FILE."
                );
                Err(Failed::field("keyword", message))
            }
        }
    }
}

/// The crosswalks, with a field for codes and titles.
pub(super) async fn page(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let found = match Wanted::read(visit)? {
        None => html! {},
        Some(Wanted { kind, lines }) => match lines[..] {
            [line] => one(&search(site, visit, kind, line).await?, visit, kind, line),
            _ => many(&look_up(site, kind, &lines).await?, visit),
        },
    };
    Ok(Reply::page("Crosswalks", html! { (fields(visit, Problems::NONE)) (found) }))
}

/// The form, with what does not fit.
pub(super) async fn form(_: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    Ok(Reply::page("Crosswalks", fields(visit, problems)))
}

/// What the page of the same query shows, as CSV.
pub(super) async fn file(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    match (visit.segment(1), Wanted::read(visit)?) {
        ("list.csv", Some(Wanted { kind, lines })) => match lines[..] {
            [line] => {
                let List { operation, answer, .. } = search(site, visit, kind, line).await?;
                csv("crosswalk.csv", operation, &answer)
            }
            _ => {
                let rows = look_up(site, kind, &lines).await?;
                // The first column is what the visitor typed.
                Reply::csv_beside("crosswalk.csv".to_owned(), 1, &COLUMNS, rows.iter().flat_map(cells))
            }
        },
        _ => Err(Failed::unknown_page()),
    }
}

/// The entries that a code or a word finds. The one that the command takes for a title is the first.
async fn search(site: &Site, visit: &Visit, kind: CrosswalkKind, line: &str) -> Result<List, Failed> {
    let operation = Operation::find(kind.path()).ok_or_else(Failed::unknown_page)?;
    let [(_, start), (_, end)] = bounds(visit)?;
    // The first one may stand anywhere in the list, so all entries are read that an answer can have.
    let from = usize::try_from(visit.start()?).unwrap_or(usize::MAX);
    let is_ordered = visit.start()? <= LARGEST_PAGE;
    let last = LARGEST_PAGE.to_string();
    let (first, last) = if is_ordered { ("1", last.as_str()) } else { (start.as_str(), end.as_str()) };
    let fields = [("keyword", line), ("start", first), ("end", last)];
    let answer = site.client().raw(operation.path, &fields).await;
    let mut answer = answer.map_err(|failure| Failed::from(failure).at("keyword"))?;
    let json = format!("{}{}", operation.path, query(fields));
    if is_ordered && let Some(Value::Array(items)) = operation.items().map(|items| answer[items].take()) {
        let looked = Crosswalk::new(site.client().clone(), kind).pairs(line).await?;
        let items = taken_first(items, looked.rows.first());
        let to = end.parse().unwrap_or(usize::MAX);
        let shown: Vec<Value> = items.into_iter().take(to).skip(from - 1).collect();
        answer["start"] = from.into();
        answer["end"] = (from - 1 + shown.len()).into();
        answer[operation.items().unwrap_or_default()] = shown.into();
    }
    Ok(List { operation, answer, json })
}

/// The entries with one of them before the other ones.
fn taken_first(mut items: Vec<Value>, first: Option<&CrosswalkPair>) -> Vec<Value> {
    let is_first = |item: &Value| {
        let texts = |name: &str| item[name].as_str().unwrap_or_default();
        first.is_some_and(|first| texts("title") == first.title && texts("code") == first.code)
    };
    if let Some(at) = items.iter().position(is_first) {
        items[..=at].rotate_right(1);
    }
    items
}

fn one(found: &List, visit: &Visit, kind: CrosswalkKind, line: &str) -> Markup {
    let List { operation, answer, json } = found;
    html! {
        @if answer["total"].as_i64() == Some(0) {
            p role="status" { "Nothing found for “" (text(line)) "” in " (kind.title()) ". Try a whole code, or one word of a title." }
        } @else {
            p {
                a href=(format!("/explore/crosswalks/list.csv{}", visit.query_with(&[]))) { "CSV" }
                " " a href=(json) { "JSON" }
            }
        }
        (items(operation, answer, &[]))
        (position(answer, |start| format!("/explore/crosswalks{}", visit.query_with(&[("start", &start.to_string())]))))
    }
}

/// A line of the form, and what it led to.
type Answer = (String, Looked<CrosswalkPair>);

/// Looks up many lines: by their codes, or by the first entry that a title finds.
async fn look_up(site: &Site, kind: CrosswalkKind, lines: &[&str]) -> Result<Vec<Answer>, Failed> {
    // All pairs are read for the codes of occupations alone: the service finds the other ones.
    let has_occupation = lines.iter().any(|line| OnetSocCode::parse_lenient(line).is_ok());
    let pairs = match kind.table() {
        Some(table) if has_occupation => site.crosswalk_pairs(table).await?,
        _ => Vec::new(),
    };
    let crosswalk = Crosswalk::new(site.client().clone(), kind).with_pairs(pairs);
    let answers = lines.iter().map(|line| {
        let (crosswalk, line) = (crosswalk.clone(), (*line).to_owned());
        async move { crosswalk.pairs(&line).await.map(|looked| (line, looked)) }.boxed()
    });
    let answers: Vec<_> = answers.collect();
    Ok(stream::iter(answers).buffered(CALLS).try_collect().await?)
}

/// The rows of a line: one for each pair, or one with the reason why there is none.
fn cells((line, looked): &Answer) -> Vec<Vec<String>> {
    let row = |cells: [&str; 5]| std::iter::once(line.as_str()).chain(cells).map(str::to_owned).collect();
    match looked.reason() {
        Some(reason) => vec![row(["", "", "", "", reason])],
        None => {
            let cells = |pair: &CrosswalkPair| {
                row([&pair.code, &pair.title, &pair.onetsoc_code, &pair.occupation, ""])
            };
            looked.rows.iter().map(cells).collect()
        }
    }
}

fn many(answers: &[Answer], visit: &Visit) -> Markup {
    let found = answers.iter().filter(|(_, looked)| looked.reason().is_none()).count();
    html! {
        p role="status" {
            (found) " of " (counted(answers.len(), "line has", "lines have")) " occupations. "
            a href=(format!("/explore/crosswalks/list.csv{}", visit.query_with(&[]))) { "CSV" }
        }
        div.scroll tabindex="0" role="region" aria-label="Occupations" {
            table.rows.stacked {
                thead { tr { th scope="col" { "Line" } th scope="col" { "Entry" } th scope="col" { "Occupation" } } }
                tbody { @for answer in answers { (rows(answer)) } }
            }
        }
    }
}

fn rows((line, looked): &Answer) -> Markup {
    html! {
        @match looked.reason() {
            Some(reason) => tr { td { (text(line)) } td data-label="Entry" { "–" } td data-label="Occupation" { (text(reason)) } },
            None => @for pair in &looked.rows {
                tr {
                    td { (text(line)) }
                    td data-label="Entry" { (text(&pair.title)) " " span.code { (text(&pair.code)) } }
                    td data-label="Occupation" {
                        a href=(format!("/explore/occupations/{}", pair.onetsoc_code)) { (text(&pair.occupation)) }
                        " " span.code { (text(&pair.onetsoc_code)) }
                    }
                }
            },
        }
    }
}

fn fields(visit: &Visit, problems: &Problems) -> Markup {
    let described = |id: &str, hint: Option<&str>| problems.described(id, hint);
    html! {
        h1 { "Crosswalks" }
        p { "From codes and titles of other classifications to occupations." }
        form.stack action="/explore/crosswalks" {
            label for="kind" { "Classification" }
            (problems.message("kind"))
            select id="kind" name="kind" aria-describedby=[described("kind", None)] aria-invalid=[problems.invalid("kind")] {
                @for kind in CrosswalkKind::ALL {
                    option value=(name(kind)) selected[kind_of(visit) == Some(kind)] { (kind.title()) }
                }
            }
            label for="keyword" { "Codes or titles, one on a line" }
            small id="keyword-hint" { "Many lines come with the first entry that each of them finds." }
            (problems.message("keyword"))
            textarea id="keyword" name="keyword" rows="3" required maxlength="20000"
                aria-describedby=[described("keyword", Some("keyword-hint"))] aria-invalid=[problems.invalid("keyword")] {
                "\n" (text(visit.field("keyword")))
            }
            button type="submit" { "Find" }
        }
    }
}

/// The classification of an address, by the name of its operation or that of the command line.
fn kind_of(visit: &Visit) -> Option<CrosswalkKind> {
    let wanted = visit.field("kind");
    let is_wanted = |kind: &CrosswalkKind| {
        name(*kind).eq_ignore_ascii_case(wanted) || kind.to_string().eq_ignore_ascii_case(wanted)
    };
    CrosswalkKind::ALL.into_iter().find(is_wanted)
}

/// A classification in an address: the last part of its operation.
fn name(kind: CrosswalkKind) -> &'static str {
    kind.path().rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_of_a_title_goes_before_the_others_and_those_stay_in_their_order() {
        let entry = |code: &str, title: &str| serde_json::json!({"code": code, "title": title});
        let items = vec![entry("1", "roof"), entry("2", "roofer"), entry("3", "roofer"), entry("4", "tiler")];
        let pair = |code: &str, title: &str| CrosswalkPair {
            code: code.to_owned(),
            title: title.to_owned(),
            onetsoc_code: String::new(),
            occupation: String::new(),
        };
        let codes = |first: Option<&CrosswalkPair>| -> Vec<String> {
            let items = taken_first(items.clone(), first);
            items.iter().filter_map(|item| item["code"].as_str().map(str::to_owned)).collect()
        };
        assert_eq!(codes(Some(&pair("3", "roofer"))), ["3", "1", "2", "4"]);
        assert_eq!(codes(Some(&pair("9", "roofer"))), ["1", "2", "3", "4"]);
        assert_eq!(codes(None), ["1", "2", "3", "4"]);
    }
}
