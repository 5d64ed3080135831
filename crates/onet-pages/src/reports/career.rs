//! The report on a career in plain words.

use onet_api::types;
use onet_domain::career_report::CareerDocument;
use onet_domain::{Answered, OnetSocCode};

use super::{bright, labor_market, technology, with_missing};
use crate::block::{Block, Fact, Link, MissingPart, Node, Report, Target, Text, Title};

/// The report on a career.
pub fn career(document: &CareerDocument) -> Report {
    let overview = &document.overview;
    let mut report =
        Report::new(format!("{} {}", overview.title, overview.code)).block(Block::Title(Title {
            text: overview.title.clone(),
            code: Some(overview.code.clone()),
            lead: Some(overview.what_they_do.clone()),
            tags: bright(&overview.tags),
        }));
    let facts = facts(document);
    if !facts.is_empty() {
        report = report.block(Block::Facts(facts));
    }
    if !overview.on_the_job.is_empty() {
        let items = overview.on_the_job.iter().map(|text| Text::from(&**text)).collect();
        report = report.section("On the job", "").block(Block::Texts { items, more: 0 });
    }
    let areas = [
        ("Knowledge", &document.knowledge),
        ("Skills", &document.skills),
        ("Abilities", &document.abilities),
    ];
    for (heading, groups) in areas {
        if let Some(groups) = groups.data() {
            report = report
                .section(heading, "")
                .block(Block::Tree { nodes: groups.iter().map(group).collect(), more: 0 });
        }
    }
    report = personality(report, document);
    if let Some(categories) = document.technology.data() {
        let nodes = categories.iter().map(category).collect();
        report = report.section("Technology", "").block(Block::Tree { nodes, more: 0 });
    }
    report = explore(report, document);
    if let Some(Answered::Present(jobs)) = &document.in_the_military {
        let nodes = branches(jobs);
        report = report.section("In the military", "").block(Block::Tree { nodes, more: 0 });
    }
    let report = report.section("Source", "").block(Block::Paragraph(source(document)));
    with_missing(report, missing(document))
}

/// The service and the release, and the publisher of wages and outlook.
fn source(document: &CareerDocument) -> String {
    let from = format!("{}, from the {} database.", document.service.title(), document.database);
    match document.job_outlook.data() {
        Some(_) => format!("{from} {}", labor_market::source(&document.job_outlook_files)),
        None => from,
    }
}

fn facts(document: &CareerDocument) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fact { name: name.to_owned(), value });
        }
    };
    let called: Vec<&str> = document.overview.also_called.iter().map(|title| &*title.title).collect();
    add("Also called", called.join(", "));
    if let Some(education) = document.education.data() {
        add("Usually needed", education.education_usually_needed.join(", "));
        if let Some(zone) = &education.job_zone {
            add("Education", zone.education.clone());
        }
    }
    if let Some(outlook) = document.job_outlook.data() {
        for fact in labor_market::facts(outlook, &document.job_outlook_files) {
            add(&fact.name, fact.value);
        }
    }
    facts
}

fn group(group: &types::ElementGroup) -> Node {
    let children = group.element.iter().map(|element| leaf(&element.name)).collect();
    Node { text: group.name.clone(), children, ..Node::default() }
}

fn leaf(text: &str) -> Node {
    Node { text: text.to_owned(), ..Node::default() }
}

fn category(category: &types::CareerTechnology) -> Node {
    let example = |example: &types::CareerTechnologyExample| Node {
        tags: technology(example.hot_technology, example.in_demand),
        ..leaf(&example.title)
    };
    Node { children: category.example.iter().map(example).collect(), ..leaf(&category.title) }
}

fn personality(report: Report, document: &CareerDocument) -> Report {
    let Some(personality) = document.personality.data() else { return report };
    let mut report = report.section("Personality", "");
    if let Some(top) = &personality.top_interest {
        report = report.block(Block::Paragraph(format!("{}: {}", top.name, top.description)));
    }
    let nodes = personality.work_styles.iter().map(|style| leaf(&style.name)).collect();
    report.block(Block::Tree { nodes, more: 0 })
}

fn explore(report: Report, document: &CareerDocument) -> Report {
    let Some(more) = document.explore_more.data() else { return report };
    let items = more.careers.iter().filter_map(|career| {
        let code: OnetSocCode = career.code.parse().ok()?;
        Some(Link {
            target: Target::Occupation(code),
            text: career.title.clone(),
            note: None,
            tags: bright(&career.tags),
        })
    });
    let report =
        report.section("Similar careers", "").block(Block::Links { items: items.collect(), more: 0 });
    if more.industries.is_empty() {
        return report;
    }
    let nodes = more.industries.iter().map(|industry| leaf(&industry.title)).collect();
    report.section("Industries", "").block(Block::Tree { nodes, more: 0 })
}

fn branches(jobs: &types::CareerMilitaryJobs) -> Vec<Node> {
    let branches = [
        ("Air Force", &jobs.air_force),
        ("Army", &jobs.army),
        ("Coast Guard", &jobs.coast_guard),
        ("Marine Corps", &jobs.marine_corps),
        ("Navy", &jobs.navy),
        ("Space Force", &jobs.space_force),
    ];
    let job = |job: &types::MilitaryJob| leaf(&format!("{} {}", job.title, job.code));
    let present = branches.into_iter().filter(|(_, jobs)| !jobs.is_empty());
    present.map(|(branch, jobs)| Node { children: jobs.iter().map(job).collect(), ..leaf(branch) }).collect()
}

fn missing(document: &CareerDocument) -> Vec<MissingPart> {
    let reasons = [
        ("Knowledge", document.knowledge.reason()),
        ("Skills", document.skills.reason()),
        ("Abilities", document.abilities.reason()),
        ("Personality", document.personality.reason()),
        ("Technology", document.technology.reason()),
        ("Education", document.education.reason()),
        ("Wages and outlook", document.job_outlook.reason()),
        ("Similar careers", document.explore_more.reason()),
        ("In the military", document.in_the_military.as_ref().and_then(Answered::reason)),
    ];
    let missing = reasons.into_iter().filter_map(|(what, reason)| Some((what, reason?)));
    missing.map(|(what, reason)| MissingPart { what: what.to_owned(), reason: reason.to_owned() }).collect()
}
