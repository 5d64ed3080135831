//! `onet soft-skills`: the soft skills, and the occupations that need some of them.

use std::io::{self, BufRead as _};

use onet_api::page::Position;
use onet_api::{Client, operations};
use serde_json::{Value, json};

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

/// Skills that are read from standard input at most; there are some twenty.
const MOST: usize = 1_000;

pub(crate) fn run(global: &Global, console: &Console, arguments: SoftSkills) -> Result<(), Failure> {
    let SoftSkills { skills, listing } = arguments;
    let wanted = match skills.as_slice() {
        [one] if one == "-" => Some(from_input()?),
        [] => None,
        several => Some(several.to_vec()),
    };
    let client = source::client(global, console)?;
    let known =
        super::block_on(async { Ok(client.raw(operations::ONLINE_SOFT_SKILLS_LIST.path, &[]).await?) })?;
    let Some(wanted) = wanted else {
        let rows = of_list(&known);
        let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let rows: Vec<Vec<String>> = rows;
        let output = Output::new(known, None, &SKILLS, rows)?;
        let position = Position { start: 1, end: total, total };
        return listing::print_output(global, console, output, position, &listing);
    };
    let codes = wanted.iter().map(|skill| code_of(console, &known, skill)).collect::<Result<Vec<_>, _>>()?;
    occupations(global, console, &client, &codes, &listing)
}

fn from_input() -> Result<Vec<String>, Failure> {
    let lines = io::stdin().lock().lines().take(MOST);
    let lines: Vec<String> = lines
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::usage(format!("could not read the input: {error}")))?;
    let skills: Vec<String> =
        lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    match skills.is_empty() {
        true => Err(Failure::usage("the input is empty").with_hint("one skill on each line")),
        false => Ok(skills),
    }
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
fn code_of(console: &Console, known: &Value, wanted: &str) -> Result<String, Failure> {
    let rows = of_list(known);
    let lower = wanted.trim().to_lowercase();
    if let Some(row) = rows.iter().find(|row| row[1].eq_ignore_ascii_case(wanted.trim())) {
        return Ok(row[1].clone());
    }
    let matches: Vec<_> = rows.iter().filter(|row| row[2].to_lowercase().contains(&lower)).collect();
    let first = matches.first().ok_or_else(|| {
        Failure::usage(format!("there is no soft skill {wanted}")).with_hint("onet soft-skills lists them")
    })?;
    if !first[2].eq_ignore_ascii_case(&lower) {
        console.note(&format!(
            "took {} {}, the first of {} found by \"{wanted}\"",
            first[1],
            first[2],
            matches.len()
        ));
    }
    Ok(first[1].clone())
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
    let rows: Vec<Vec<String>> = items
        .iter()
        .flat_map(|found| {
            let matched = found["skills_matched"].as_array().into_iter().flatten();
            matched.map(|skill| {
                vec![
                    cell(&skill["code"]),
                    cell(&skill["title"]),
                    cell(&found["code"]),
                    cell(&found["title"]),
                    cell(&found["job_zone"]["code"]),
                    cell(&skill["importance"]),
                    cell(&skill["level"]),
                ]
            })
        })
        .collect();
    let position = listing::position(&document, items.len());
    // Rows are not the items where several skills are given; JSON is what the operation answers.
    let mut output = Output::new(json!(document), operation.items(), &OCCUPATIONS, rows)?;
    output.arrange(&listing.shown, listing.most().map(|most| most * codes.len()))?;
    output.print(global)?;
    super::note_position(console, position);
    super::found(position.total)
}
