//! Several occupations side by side.

use std::cmp::Reverse;

use onet_domain::comparison::{
    ComparedElement, ComparedOccupation, ComparedSection, ComparisonDocument, MissingPart as ComparedAbsence,
    Overlap, SharedBySome,
};

use super::{NONE, dollars, labor_market, with_missing};
use crate::block::{Block, Chart, Dots, MissingPart, Node, Report, Table, Title};

/// Elements of a section where more than two occupations are compared, unless everything is shown: two sheets have no
/// room for more.
const ELEMENTS_OF_MANY: usize = 8;

/// The comparison, with at most so many elements of each section and items of each list.
pub fn comparison(document: &ComparisonDocument, limit: usize) -> Report {
    let titles: Vec<String> = document.occupations.iter().map(|found| found.title.clone()).collect();
    // Titles have commas of their own.
    let name = titles.join("; ");
    let series: Vec<String> =
        document.occupations.iter().map(|found| format!("{} {}", found.title, found.code)).collect();
    let mut report = Report::new(format!("Comparison: {name}"))
        .block(Block::Title(Title { text: name, ..Title::default() }))
        .section("Facts", "")
        .block(Block::Table(facts(document)));
    report = report.part("Where they differ");
    let elements = if titles.len() > 2 && limit != usize::MAX { limit.min(ELEMENTS_OF_MANY) } else { limit };
    for section in &document.sections {
        let rows = shown(section, elements).into_iter();
        let rows: Vec<_> = rows.map(|element| (element.name.clone(), element.scores.clone())).collect();
        let levels = section.elements.iter().take(rows.len()).map(|element| element.levels.clone());
        let levels: Vec<_> = levels.filter(|levels| !levels.is_empty()).collect();
        let levels = if levels.len() == rows.len() { levels } else { Vec::new() };
        let more = section.elements.len() - rows.len();
        // In another order than by difference, the element of the sentence may not be among the rows.
        let greatest = |elements: &[ComparedElement]| elements.iter().map(|found| found.difference).max();
        let is_shown = greatest(&section.elements[..rows.len()]) == greatest(&section.elements);
        let sentence = match is_shown {
            true => section.sentence.clone(),
            false => format!("Largest difference of all: {}", section.sentence),
        };
        let title = format!("{}, {}", section.section.title(), section.scale);
        report = report
            .section(section.section.title(), &format!("{} 0–100", section.scale))
            .block(Block::Paragraph(sentence))
            .block(Block::Chart(Chart::Dots(Dots { title, series: series.clone(), rows, levels, more })));
    }
    if !document.overlaps.is_empty() {
        report = report.part("What they have in common");
    }
    for overlap in &document.overlaps {
        report = report
            .section(heading(overlap), "")
            .block(Block::Paragraph(overlap.sentence.clone()))
            .block(lists(overlap, &titles, limit));
    }
    let report = report.section("Source", "").block(Block::Paragraph(source(document)));
    with_missing(report, missing(document))
}

/// What is missing: what O*NET does not have for an occupation in one part, and each other section.
fn missing(document: &ComparisonDocument) -> Vec<MissingPart> {
    let is_none = |part: &&ComparedAbsence| match part.codes.as_slice() {
        [code] => part.reason.starts_with(&format!("{code} has no ")),
        _ => false,
    };
    let none = document.occupations.iter().filter_map(|found| {
        let parts = document.missing.iter().filter(is_none).filter(|part| part.codes == [found.code]);
        let names: Vec<&str> = parts.map(|part| part.section.title()).collect();
        let what = format!("{} of {} {}", names.join(", "), found.code, found.title);
        (!names.is_empty()).then(|| MissingPart { what, reason: NONE.to_owned() })
    });
    let others = document.missing.iter().filter(|part| !is_none(part)).map(|part| {
        let codes: Vec<String> = part.codes.iter().map(ToString::to_string).collect();
        let of = match codes.len() == document.occupations.len() {
            true => String::new(),
            false => format!(" of {}", codes.join(", ")),
        };
        MissingPart { what: format!("{}{of}", part.section.title()), reason: part.reason.clone() }
    });
    others.chain(none).collect()
}

/// The release, and the publisher of the wages.
fn source(document: &ComparisonDocument) -> String {
    let has_wages = document.occupations.iter().any(|found| median_wage(found).is_some());
    match has_wages {
        true => format!("{}. {}", document.database, labor_market::source(&document.job_outlook_files)),
        false => format!("{}.", document.database),
    }
}

/// The first elements of a section, and the one that its sentence is about, which comes last where it is not among them.
fn shown(section: &ComparedSection, limit: usize) -> Vec<&ComparedElement> {
    let elements = &section.elements;
    let widest = elements.iter().min_by_key(|element| (Reverse(element.difference), &element.name));
    let mut shown: Vec<_> = elements.iter().take(limit).collect();
    if let Some(widest) = widest.filter(|widest| !shown.iter().any(|element| element.id == widest.id)) {
        shown.truncate(limit.saturating_sub(1));
        shown.push(widest);
    }
    shown
}

fn heading(overlap: &Overlap) -> &'static str {
    match &*overlap.what {
        "detailed_work_activities" => "Activities",
        "technology_skills" => "Technology",
        _ => "Job titles",
    }
}

/// Groups of what some of the occupations share, at most, where not everything is shown.
const GROUPS: usize = 4;

/// What all share, what some do, and what each has alone. The more occupations, the fewer items of each group.
fn lists(overlap: &Overlap, titles: &[String], limit: usize) -> Block {
    let is_whole = limit == usize::MAX;
    let limit = match titles.len() {
        _ if is_whole => limit,
        0..=2 => limit,
        3 => limit.min(5),
        _ => limit.min(4),
    };
    let group = |text: String, items: &[String]| {
        let mut children: Vec<Node> =
            items.iter().take(limit).map(|item| Node { text: item.clone(), ..Node::default() }).collect();
        if items.len() > limit {
            children.push(Node { text: format!("… {} more", items.len() - limit), ..Node::default() });
        }
        Node { text: format!("{text} ({})", items.len()), children, ..Node::default() }
    };
    let shared = group("Common to all".to_owned(), &overlap.shared);
    let only = titles.iter().zip(&overlap.only).map(|(title, items)| group(format!("Only {title}"), items));
    let groups = if is_whole { usize::MAX } else { GROUPS };
    let some = overlap.some.iter().take(groups).map(|shared| group(having(shared, titles), &shared.items));
    let rest: usize = overlap.some.iter().skip(groups).map(|shared| shared.items.len()).sum();
    let rest =
        (rest > 0).then(|| Node { text: format!("Common to others of them ({rest})"), ..Node::default() });
    Block::Tree { nodes: std::iter::once(shared).chain(some).chain(rest).chain(only).collect(), more: 0 }
}

/// The occupations that share something: two by their titles, more by the letters that the facts give them.
fn having(shared: &SharedBySome, titles: &[String]) -> String {
    match shared.occupations.as_slice() {
        [_, _] => {
            let having = shared.occupations.iter().filter_map(|at| titles.get(*at)).map(String::as_str);
            having.collect::<Vec<_>>().join(" and ")
        }
        several => {
            let letters = several.iter().filter_map(|at| ('A'..='Z').nth(*at)).map(String::from);
            letters.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The median of the wages in words: yearly, or hourly where there are no yearly ones.
fn median_wage(found: &ComparedOccupation) -> Option<String> {
    let yearly = found.annual_median.map(dollars);
    let yearly = yearly.or_else(|| found.annual_median_over.map(|least| format!("over {}", dollars(least))));
    let hourly = || {
        let exact = found.hourly_median.map(|amount| format!("${amount:.2} an hour"));
        exact.or_else(|| found.hourly_median_over.map(|least| format!("over ${least:.2} an hour")))
    };
    yearly.map(|amount| format!("{amount} a year")).or_else(hourly)
}

/// The facts side by side: a row for each, a column for each occupation.
pub fn facts(document: &ComparisonDocument) -> Table {
    let occupations = &document.occupations;
    let letters = ('A'..='Z').map(String::from);
    let columns = std::iter::once("Fact".to_owned()).chain(letters.take(occupations.len())).collect();
    let row = |name: &str, value: &dyn Fn(&ComparedOccupation) -> String| -> Vec<String> {
        std::iter::once(name.to_owned()).chain(occupations.iter().map(value)).collect()
    };
    let mut rows = vec![
        row("Title", &|found| found.title.clone()),
        row("Code", &|found| found.code.to_string()),
        row("Job zone", &|found| found.job_zone.map_or("-".to_owned(), |zone| zone.to_string())),
    ];
    let outlook = |found: &ComparedOccupation| match found.bright_outlook {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not in this source",
    };
    rows.push(row("Bright outlook", &|found| outlook(found).to_owned()));
    if occupations.iter().any(|found| median_wage(found).is_some()) {
        let name = format!("Median wage{}", labor_market::of_wages(&document.job_outlook_files));
        rows.push(row(&name, &|found| median_wage(found).unwrap_or_else(|| "-".to_owned())));
    }
    Table { columns, rows, more: 0 }
}
