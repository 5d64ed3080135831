//! `onet soft-skills`: the soft skills, and the occupations that need some of them.

use futures::future::LocalBoxFuture;
use onet_api::page::Position;
use onet_api::{Client, operations};
use onet_domain::TypedCode;
use onet_domain::code_batch::{Looked, Outcome};
use onet_domain::occupation_finder::{has_words, missing_or, named};
use serde_json::{Value, json};

use super::batch::{self, LookUp};
use super::whole_words::NO_TITLE;
use crate::arguments::{Global, SoftSkills};
use crate::console::Console;
use crate::failure::Failure;
use crate::flat::text as cell;
use crate::output::{Column, Output, number, text};
use crate::{listing, source};

const SKILLS: [Column; 4] = [text("group"), text("code"), text("title"), text("description")];
const OCCUPATIONS: [Column; 7] = [
    text("skill"),
    text("skill_title"),
    text("code"),
    text("title"),
    number("zone"),
    number("importance"),
    number("level"),
];

pub(crate) fn run(global: &Global, console: &Console, arguments: SoftSkills) -> Result<(), Failure> {
    let SoftSkills { codes, listing } = arguments;
    let client = source::client(global, console)?;
    let known =
        super::block_on(async { Ok(client.raw(operations::ONLINE_SOFT_SKILLS_LIST.path, &[]).await?) })?;
    if codes.is_empty() {
        let rows = of_list(&known);
        let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let rows: Vec<Vec<String>> = rows;
        let output = Output::new(known, None, &SKILLS, rows)?;
        let position = Position { start: 1, end: total, total };
        return listing::print_output(global, console, output, position, &listing);
    }
    if codes.is_stream() {
        return batch::run(global, console, &codes, &listing.shown, &OfSkills { client, known });
    }
    let skills = codes.codes.iter().map(|skill| {
        let (outcome, code) = code_of(&known, skill).ok_or_else(|| {
            let hint = match TypedCode::read(skill).as_ref().and_then(named) {
                Some(code) => format!("onet show {code} --section skills lists the skills of an occupation"),
                None => "onet soft-skills lists them".to_owned(),
            };
            Failure::unknown(format!("there is no soft skill {skill}")).with_hint(hint)
        })?;
        super::note_first(console, &outcome, skill);
        Ok(code)
    });
    let skills = skills.collect::<Result<Vec<_>, Failure>>()?;
    occupations(global, console, &client, &skills, &listing)
}

/// The skills of both groups.
fn of_list(known: &Value) -> Vec<Vec<String>> {
    let rows = ["thinking", "social"].into_iter().flat_map(|group| {
        let skills = known[group].as_array().into_iter().flatten();
        skills.map(move |skill| {
            vec![group.to_owned(), cell(&skill["code"]), cell(&skill["title"]), cell(&skill["description"])]
        })
    });
    rows.collect()
}

/// The code of a skill that is given by its code or by words of its title.
fn code_of(known: &Value, wanted: &str) -> Option<(Outcome, String)> {
    let rows = of_list(known);
    let lower = wanted.trim().to_lowercase();
    if let Some(row) = rows.iter().find(|row| row[1].eq_ignore_ascii_case(wanted.trim())) {
        return Some((Outcome::Found, row[1].clone()));
    }
    let matches: Vec<_> = rows.iter().filter(|row| row[2].to_lowercase().contains(&lower)).collect();
    let first = matches.first()?;
    let outcome = match first[2].eq_ignore_ascii_case(&lower) {
        true => Outcome::Found,
        false => Outcome::First { taken: format!("{} {}", first[1], first[2]), of: matches.len() },
    };
    Some((outcome, first[1].clone()))
}

/// The occupations of skills in a file: a row for each pair.
struct OfSkills {
    client: Client,
    known: Value,
}

impl LookUp for OfSkills {
    fn columns(&self) -> Vec<Column> {
        OCCUPATIONS.to_vec()
    }

    fn look_up(&self, wanted: String) -> LocalBoxFuture<'_, Result<Looked<Vec<Value>>, Failure>> {
        Box::pin(async move {
            let Some((outcome, code)) = code_of(&self.known, &wanted) else {
                return Ok(Looked::missing("there is no such soft skill"));
            };
            if matches!(&outcome, Outcome::First { taken, .. } if !has_words(taken, &wanted)) {
                return Ok(Looked::missing(NO_TITLE));
            }
            let operation = &operations::ONLINE_SOFT_SKILLS_RESULTS;
            match self.client.raw_all(operation.path, &[("skills", code.as_str())]).await {
                Ok(document) => {
                    let (_, items) = listing::items(&document, Some(operation));
                    Ok(Looked { rows: items.iter().flat_map(pairs).collect(), outcome })
                }
                Err(failure) => Ok(missing_or(failure)?),
            }
        })
    }
}

/// The cells of an occupation with each of its skills that were looked for.
fn pairs(found: &Value) -> Vec<Vec<Value>> {
    let skills = found["skills_matched"].as_array().into_iter().flatten();
    let cells = |skill: &Value| {
        let own = [&skill["code"], &skill["title"], &found["code"], &found["title"]];
        let figures = [&found["job_zone"]["code"], &skill["importance"], &skill["level"]];
        own.into_iter().chain(figures).cloned().collect()
    };
    skills.map(cells).collect()
}

/// The occupations that need the skills, a row for each occupation and skill.
fn occupations(
    global: &Global,
    console: &Console,
    client: &Client,
    codes: &[String],
    listing: &crate::arguments::Listing,
) -> Result<(), Failure> {
    let operation = &operations::ONLINE_SOFT_SKILLS_RESULTS;
    let skills = codes.join(",");
    let document =
        super::block_on(listing::fetch(client, operation.path, &[("skills", skills.as_str())], listing))?;
    let (_, items) = listing::items(&document, Some(operation));
    let rows: Vec<Vec<String>> =
        items.iter().flat_map(pairs).map(|row| row.iter().map(cell).collect()).collect();
    let position = listing::position(&document, items.len());
    // Rows are not the items where several skills are given; JSON is what the operation answers.
    let mut output = Output::new(json!(document), operation.items(), &OCCUPATIONS, rows)?;
    output.arrange(&listing.shown, listing.most().map(|most| most * codes.len()))?;
    output.print(global)?;
    super::note_position(console, position);
    super::found(position.total)
}
