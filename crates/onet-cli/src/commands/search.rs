//! `onet search`

use std::collections::HashMap;

use onet_api::operation::Operation;
use onet_api::page::Position;
use onet_api::{operations, types};
use onet_domain::{Likeness, TypedCode};
use serde::Deserialize;
use serde_json::Value;

use crate::arguments::{Global, Search, Service};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, Output, text};
use crate::{listing, source};

const COLUMNS: &[Column] = &[text("code"), text("title")];
const EXPLAINED: &[Column] = &[text("code"), text("title"), text("matched_title"), text("match")];

/// Titles that are named when nothing is found, at most.
const NEAREST: usize = 3;
/// Bytes of the longest text that a search takes.
const LONGEST_TEXT: usize = 4096;
/// How an occupation matches that a text of several words means.
const BY_TEXT: &str = "the text as a whole";
/// How an occupation matches whose code was searched for.
const BY_CODE: &str = "the code";

pub(crate) fn run(global: &Global, console: &Console, arguments: Search) -> Result<(), Failure> {
    let text = arguments.text.join(" ");
    if text.trim().is_empty() {
        return Err(Failure::usage("the text to look for is empty").with_hint("onet search pharmacist"));
    }
    let chosen = source::choose(global, console, source::Purpose::Command)?;
    let release = chosen.release();
    let client = chosen.client(console)?;
    if arguments.explain && release.is_none() {
        return Err(Failure::usage("--explain needs a release or the sample: other sources give no reasons")
            .with_hint("--source release, or --source sample"));
    }
    // Titles of occupations that a career service does not have help nobody there.
    let is_online = matches!(arguments.service, Service::Online);
    let operation = match arguments.service {
        Service::Online => &operations::ONLINE_SEARCH,
        Service::Mnm => &operations::MNM_SEARCH,
        Service::Mpp => &operations::MPP_SEARCH,
        Service::Veterans => &operations::VETERANS_SEARCH,
    };
    if text.len() > LONGEST_TEXT {
        return Err(Failure::usage(format!("the text is longer than {LONGEST_TEXT} bytes"))
            .with_hint("onet code --text codes longer texts"));
    }
    let mut document =
        super::block_on(listing::fetch(&client, operation.path, &[("keyword", &text)], &arguments.listing))?;
    let Found { start, end, total, items } = Found::read(&document, operation)?;
    let reasons = release.as_ref().map(|release| release.explain_search(&text)).transpose()?;
    if let Some(searched) = reasons.as_ref().and_then(|reasons| reasons.searched_for.as_ref()) {
        console.note(&format!("searched for: {searched}"));
    }
    let as_text = match &release {
        Some(release) if total > 0 => release.search_as_text(&text)?,
        _ => Vec::new(),
    };
    if !as_text.is_empty() {
        console.note(&format!(
            "no title has these words: the first {} are what the text says as a whole (onet code --text gives scores)",
            as_text.len()
        ));
    }
    let is_code = TypedCode::read(&text).is_some_and(|typed| typed.likeness() == Likeness::Code);
    let mut rows: Vec<Vec<String>> = items.into_iter().map(|found| vec![found.code, found.title]).collect();
    let mut columns = COLUMNS;
    if let Some(reasons) = reasons.filter(|_| arguments.explain) {
        let matches = reasons.matches.into_iter();
        let as_text = as_text.iter().map(|code| (code.to_string(), [String::new(), BY_TEXT.to_owned()]));
        let reasons = matches.map(|found| {
            let fit = found.fit.map_or_else(|| BY_CODE.to_owned(), |fit| fit.to_string());
            (found.hit.code.to_string(), [found.title.unwrap_or_default(), fit])
        });
        // Groups are found by their codes without the help of the index.
        let unexplained = if is_code { ["", BY_CODE] } else { [""; 2] }.map(str::to_owned);
        explain(&mut document, operation, &mut rows, (&reasons.chain(as_text).collect(), &unexplained));
        columns = EXPLAINED;
    }
    let position = Position { start, end, total };
    let output = Output::new(document, operation.items(), columns, rows)?;
    listing::print_part(global, console, output, position, &arguments.listing)?;
    // A code that is not known resembles no title.
    if let Some(release) = release.filter(|_| total == 0 && !is_code && is_online) {
        let nearest = release.nearest_titles(&text, NEAREST)?;
        if !nearest.is_empty() {
            console.note(&format!("nearest titles: {}", nearest.join("; ")));
        }
    }
    super::found(total)
}

/// Adds the matched title and the kind of match to each row, and to each item of the document.
fn explain(
    document: &mut Value,
    operation: &Operation,
    rows: &mut [Vec<String>],
    (reasons, unexplained): (&HashMap<String, [String; 2]>, &[String; 2]),
) {
    let items = operation.items().and_then(|items| document[items].as_array_mut());
    let mut items = items.into_iter().flatten();
    for row in rows {
        let [title, fit] = row.first().and_then(|code| reasons.get(code)).unwrap_or(unexplained);
        if let Some(item) = items.next() {
            item["matched_title"] = title.as_str().into();
            item["match"] = fit.as_str().into();
        }
        row.extend([title.clone(), fit.clone()]);
    }
}

/// What the searches of all services have in common: they list occupations, under a name of their own.
struct Found {
    start: i64,
    end: i64,
    total: i64,
    items: Vec<types::OccupationRef>,
}

impl Found {
    fn read(document: &Value, operation: &Operation) -> Result<Self, Failure> {
        let items = operation.items().map_or(&Value::Null, |items| &document[items]);
        let items = Vec::deserialize(items).map_err(|failure| {
            Failure::Answer(format!("{operation} answered a list of another shape: {failure}"))
        })?;
        let bound = |name: &str| {
            document[name]
                .as_i64()
                .ok_or_else(|| Failure::Answer(format!("{operation} answered a page without `{name}`")))
        };
        Ok(Self { start: bound("start")?, end: bound("end")?, total: bound("total")?, items })
    }
}
