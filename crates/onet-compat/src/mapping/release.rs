//! Sections of 1.x reports that 2.0 does not have, made from the rows of a database release.
//!
//! The rows are what the database services of 2.0 answer with, so that any server with the tables will do.

use std::cmp::Reverse;

use onet_domain::Scale;
use serde_json::{Map, Value, json};

use super::call::LegacyCall;
use super::error::MappingError;
use super::loss::{Losses, Mapped, ROOT, Reason};
use super::values::{SHORT, unexpected};
use super::{address, json_path, v2_to_v1};
use crate::document::Document;
use crate::field::IMPORTANT;
use crate::kind::Kind;
use crate::resource::Resource;
use crate::rule::Counterpart;

/// How many examples of a category a report has unless it is called with `all=1`.
const EXAMPLES: usize = 4;

/// The scale of work values, and the one of the places among them.
const EXTENT: &str = "EX";
const HIGH_POINT: &str = "VH";

/// The six work values, in the order in which the high points of a release number them from 1.
const VALUES: [&str; 6] = ["1.B.2.a", "1.B.2.b", "1.B.2.c", "1.B.2.d", "1.B.2.e", "1.B.2.f"];

/// The members of a section, without its head.
type Members = Map<String, Value>;

/// Makes a section from the answers for the sources that [`V2Call::Release`](super::V2Call::Release) names: each is
/// the name of the source with the whole answer, a page of rows or of technology skills.
///
/// Work values in detail are those with a rating for their extent, the highest score first, then by name; in the
/// summary they are the high points in their order. Tools come by category, the ones with the most examples first,
/// then by title: ten categories with four examples each, unless the call has `display=long` or `all=1`.
///
/// # Errors
/// [`MappingError::NoData`] where there are no rows, [`MappingError::Unexpected`] for an answer that is not one of
/// the source, [`MappingError::NoCounterpart`] for a resource that is not made from rows, and
/// [`MappingError::Document`] where a source is missing that the section cannot be without.
pub fn from_rows(
    resource: &Resource,
    answers: &[(&'static str, Value)],
    call: &LegacyCall,
) -> Result<Mapped<Document>, MappingError> {
    let mut losses = Losses::default();
    let mut section = v2_to_v1::head(resource, call, &mut losses)?;
    for (name, value) in members(resource, answers, call, &mut losses)? {
        json_path::set(&mut section, &name, value);
    }
    v2_to_v1::document(resource, section, losses)
}

/// As [`from_rows`], for a section of a full report: the part that [`merge_report`](super::merge_report) takes.
///
/// # Errors
/// As [`from_rows`].
pub fn part_from_rows(
    resource: &Resource,
    answers: &[(&'static str, Value)],
    call: &LegacyCall,
) -> Result<Value, MappingError> {
    let part = Value::Object(members(resource, answers, call, &mut Losses::default())?);
    // The report would fail as a whole for one section that is incomplete.
    v2_to_v1::document(resource, part.clone(), Losses::default())?;
    Ok(part)
}

fn members(
    resource: &Resource,
    answers: &[(&'static str, Value)],
    call: &LegacyCall,
    losses: &mut Losses,
) -> Result<Members, MappingError> {
    let Counterpart::Release(_) = resource.rule.counterpart else {
        return Err(MappingError::no_counterpart(resource));
    };
    let members = match resource.kind {
        Kind::WorkValues => work_values(resource, answers, losses)?,
        Kind::ToolsUsed => tools(resource, answers, call, losses)?,
        _ => tools_and_technology(resource, answers, call, losses)?,
    };
    match members.is_empty() {
        true => Err(MappingError::NoData { resource: resource.id.to_owned() }),
        false => Ok(members),
    }
}

fn work_values(
    resource: &Resource,
    answers: &[(&'static str, Value)],
    losses: &mut Losses,
) -> Result<Members, MappingError> {
    let rows = rows_of(answers, "work_values")?;
    let model = rows_of(answers, "content_model_reference")?;
    let mut rated = rows
        .iter()
        .filter(|row| is(row, "scale_id", EXTENT))
        .map(|row| Ok((text(row, "element_id")?, text(row, "element_name")?, extent(row)?)))
        .collect::<Result<Vec<_>, MappingError>>()?;
    rated.sort_by_key(|(_, name, score)| (Reverse(*score), *name));
    let is_summary = resource.id.split('.').nth(2) == Some("summary");
    let chosen: Vec<_> = match is_summary {
        true => high_points(rows)?
            .into_iter()
            .filter_map(|id| rated.iter().find(|(known, ..)| *known == id).copied())
            .collect(),
        false => rated,
    };
    let elements: Vec<Value> = chosen
        .into_iter()
        .map(|(id, name, score)| {
            let description =
                model.iter().find(|row| is(row, "element_id", id)).and_then(|row| row.get("description"));
            let mut element = json!({"id": id, "name": name});
            if let Some(description) = description {
                json_path::set(&mut element, "description", description.clone());
            }
            if !is_summary {
                let important = i64::from(score) >= IMPORTANT;
                let score = json!({"scale": "Extent", "important": important, "value": score});
                json_path::set(&mut element, "score", score);
            }
            element
        })
        .collect();
    if elements.is_empty() {
        return Ok(Members::new());
    }
    // It led to occupations by work value, which 2.0 does not have.
    losses.add(&ROOT.items("element"), "related", Reason::NotInV2);
    Ok(Members::from_iter([("element".to_owned(), Value::Array(elements))]))
}

/// The score from 0 to 100 for a rating of extent.
fn extent(row: &Value) -> Result<u8, MappingError> {
    let wrong = |expected: &str| {
        let found = row.get("data_value").unwrap_or(&Value::Null);
        unexpected(&ROOT.items("row").at("data_value"), found, expected)
    };
    let scale: Scale = EXTENT.parse().map_err(|_| wrong("a rating on a known scale"))?;
    let rating = row.get("data_value").and_then(Value::as_f64).ok_or_else(|| wrong("a rating"))?;
    scale.standardize(rating).map(|score| score.number()).map_err(|error| wrong(&error.to_string()))
}

/// The ids of the work values that stand out, the first one first. A number of 0 means none.
fn high_points(rows: &[Value]) -> Result<Vec<&'static str>, MappingError> {
    let mut points = rows
        .iter()
        .filter(|row| is(row, "scale_id", HIGH_POINT))
        .map(|row| Ok((text(row, "element_id")?, row.get("data_value").and_then(Value::as_u64).unwrap_or(0))))
        .collect::<Result<Vec<_>, MappingError>>()?;
    points.sort_unstable();
    let ids = points.into_iter().filter_map(|(_, number)| {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        VALUES.get(index).copied()
    });
    Ok(ids.collect())
}

fn tools(
    resource: &Resource,
    answers: &[(&'static str, Value)],
    call: &LegacyCall,
    losses: &mut Losses,
) -> Result<Members, MappingError> {
    let mut categories: Vec<(&str, &Value, Vec<&str>)> = Vec::new();
    for row in rows_of(answers, "tools_used")? {
        let (title, example) = (text(row, "commodity_title")?, text(row, "example")?);
        match categories.iter_mut().find(|(known, ..)| *known == title) {
            Some((_, _, examples)) => examples.push(example),
            None => categories.push((title, column(row, "commodity_code")?, vec![example])),
        }
    }
    if categories.is_empty() {
        return Ok(Members::new());
    }
    categories.iter_mut().for_each(|(_, _, examples)| examples.sort_unstable());
    categories.sort_by_key(|(title, _, examples)| (Reverse(examples.len()), *title));
    let wanted = if call.is_long() { usize::MAX } else { SHORT };
    let shown = if call.wants_all_examples() { usize::MAX } else { EXAMPLES };
    let is_cut = categories.iter().take(wanted).any(|(_, _, examples)| examples.len() > shown);
    let categories: Vec<Value> = categories
        .into_iter()
        .take(wanted)
        .map(|(title, code, examples)| {
            let examples: Vec<Value> =
                examples.into_iter().take(shown).map(|name| json!({"name": name})).collect();
            json!({"title": {"id": code, "name": title}, "example": examples})
        })
        .collect();
    // It led to occupations by tool; 2.0 has them by technology only.
    losses.add(&ROOT.items("category"), "related", Reason::NotInV2);
    let see_all = is_cut.then(|| ("see_all".to_owned(), json!({"href": address::see_all(resource, call)})));
    let categories = ("category".to_owned(), Value::Array(categories));
    Ok(see_all.into_iter().chain([categories]).collect())
}

/// The older section with both: tools from the release, technology from the section of 2.0.
fn tools_and_technology(
    resource: &Resource,
    answers: &[(&'static str, Value)],
    call: &LegacyCall,
    losses: &mut Losses,
) -> Result<Members, MappingError> {
    let mut members = Members::new();
    let tools = tools(resource, answers, call, losses)?;
    if !tools.is_empty() {
        members.insert("tools".to_owned(), Value::Object(tools));
    }
    let skills = resource.id.replace("tools_technology", "technology_skills");
    if let (Some(answer), Some(skills)) = (answer_of(answers, "technology_skills"), Resource::find(&skills)) {
        let place = ROOT.at("technology");
        let technology = v2_to_v1::section(resource, &skills.rule, answer, call, &place, losses)?;
        members.insert("technology".to_owned(), technology);
    }
    Ok(members)
}

fn answer_of<'a>(answers: &'a [(&'static str, Value)], name: &str) -> Option<&'a Value> {
    answers.iter().find(|(known, _)| *known == name).map(|(_, answer)| answer)
}

/// The rows of a table; none where the answer is missing.
fn rows_of<'a>(answers: &'a [(&'static str, Value)], table: &str) -> Result<&'a [Value], MappingError> {
    let Some(answer) = answer_of(answers, table) else { return Ok(&[]) };
    let rows = answer.get("row").and_then(Value::as_array);
    rows.map(Vec::as_slice).ok_or_else(|| unexpected(&ROOT.at(table), answer, "a page of rows"))
}

fn column<'a>(row: &'a Value, name: &str) -> Result<&'a Value, MappingError> {
    row.get(name).ok_or_else(|| unexpected(&ROOT.items("row"), row, &format!("a row with {name}")))
}

fn text<'a>(row: &'a Value, name: &str) -> Result<&'a str, MappingError> {
    let value = column(row, name)?;
    value.as_str().ok_or_else(|| unexpected(&ROOT.items("row").at(name), value, "a text"))
}

fn is(row: &Value, name: &str, expected: &str) -> bool {
    row.get(name).and_then(Value::as_str) == Some(expected)
}
