//! The report on an occupation.

mod extent;

use onet_api::types;
use onet_domain::OnetSocCode;
use onet_domain::crosswalk::CrosswalkKind;
use onet_domain::occupation_report::{
    CrosswalkCode, CrosswalkCodes, Levels, OccupationCluster, OccupationDocument, ReportSection, Section,
    SectionAnswer, SectionData, Tiers,
};

use super::{NONE, bright, dollars, labor_market, technology, with_missing};
use crate::block::{
    Bar, Block, Chart, Fact, Link, MissingPart, Node, Rated, RatedList, Report, Tag, Target, Text, Title,
    Tone,
};
pub use extent::{Extent, shown};
use extent::{Limits, tier_of};

/// The sections of each part, in the order of the report.
const PARTS: [(&str, &[Section]); 4] = [
    ("What people do", &[Section::Tasks, Section::DetailedWorkActivities, Section::WorkActivities]),
    (
        "What it takes",
        &[
            Section::Knowledge,
            Section::Skills,
            Section::Abilities,
            Section::WorkStyles,
            Section::TechnologySkills,
            Section::Education,
            Section::Apprenticeship,
        ],
    ),
    ("Who it suits", &[Section::Interests, Section::WorkContext]),
    (
        "Where to go",
        &[
            Section::RelatedOccupations,
            Section::CareerClusters,
            Section::Crosswalks,
            Section::ProfessionalAssociations,
            Section::MilitaryCareerSummaries,
        ],
    ),
];

/// Sections that a brief report names and does not show.
const NOT_BRIEF: [Section; 6] = [
    Section::WorkActivities,
    Section::Apprenticeship,
    Section::CareerClusters,
    Section::Crosswalks,
    Section::ProfessionalAssociations,
    Section::MilitaryCareerSummaries,
];

/// What the tiers of related occupations mean.
const TIERS: &str = "1–5 Primary-Short, 6–10 Primary-Long, 11–20 Supplemental.";

/// The report on an occupation. Sections that were not requested are left out.
pub fn occupation(document: &OccupationDocument, extent: Extent) -> Report {
    let overview = &document.occupation;
    let limits = extent.limits();
    let mut report =
        Report::new(format!("{} {}", overview.title, overview.code)).block(Block::Title(Title {
            text: overview.title.clone(),
            code: Some(overview.code.clone()),
            lead: Some(overview.description.clone()),
            tags: outlook_tags(overview),
        }));
    let facts = facts(document, extent);
    if !facts.is_empty() {
        report = report.block(Block::Facts(facts));
    }
    for (part, sections) in PARTS {
        let present: Vec<(&ReportSection, &SectionData)> = sections
            .iter()
            .filter(|section| extent != Extent::Brief || !NOT_BRIEF.contains(section))
            .filter_map(|wanted| document.sections.iter().find(|part| part.section == *wanted))
            .filter_map(|part| Some((part, part.answer.data()?)))
            .filter(|(_, data)| data.count() > 0)
            .collect();
        if present.is_empty() {
            continue;
        }
        report = report.part(part);
        for (part, data) in present {
            let begin = report.blocks.len();
            report = section(report, part, data, &limits);
            report.name_heading(begin, part.section.as_str());
        }
    }
    report = report.part("About these figures");
    match extent {
        Extent::Brief => brief_missing(brief_more(brief_sources(report, document), document), document),
        Extent::Summary | Extent::Details => with_missing(sources(report, document), missing(document)),
    }
}

fn outlook_tags(overview: &types::OccupationOverview) -> Vec<Tag> {
    match overview.bright_outlook.as_slice() {
        [] => bright(&overview.tags),
        reasons => {
            let tag = |reason: &types::BrightOutlookCategoryRef| Tag {
                text: format!("bright outlook: {}", reason.title.to_lowercase()),
                tone: Tone::Good,
            };
            reasons.iter().map(tag).collect()
        }
    }
}

fn facts(document: &OccupationDocument, extent: Extent) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fact { name: name.to_owned(), value });
        }
    };
    if let Some(SectionData::JobZone(zone)) = document.section(Section::JobZone).and_then(SectionAnswer::data)
    {
        add("Job zone", zone.title.trim_start_matches("Job Zone ").to_owned());
        add("Education", zone.education.clone());
        if extent != Extent::Brief {
            add("Experience", zone.related_experience.clone());
            add("Training", zone.job_training.clone());
        }
    }
    if let Some(outlook) = document.job_outlook.data() {
        for fact in labor_market::facts(outlook, &document.job_outlook_files) {
            add(&fact.name, fact.value);
        }
    }
    let titles = &document.occupation.sample_of_reported_titles;
    let shown: Vec<&str> = titles.iter().take(extent.limits().titles).map(String::as_str).collect();
    let rest = match titles.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    if !shown.is_empty() {
        add("Also called", format!("{}{rest}", shown.join(", ")));
    }
    facts
}

/// Yearly wages, or hourly ones where there are no yearly ones, in words.
pub fn wages(salary: &types::CareerSalary) -> String {
    let amount = |exact: Option<i64>, over: Option<i64>| {
        exact.map(dollars).or_else(|| over.map(|least| format!("over {}", dollars(least))))
    };
    let median = amount(salary.annual_median, salary.annual_median_over);
    let low = amount(salary.annual_10th_percentile, salary.annual_10th_percentile_over);
    let high = amount(salary.annual_90th_percentile, salary.annual_90th_percentile_over);
    let range = match (low, high) {
        (Some(low), Some(high)) => format!("; 80% earn {low} to {high}"),
        _ => String::new(),
    };
    if let Some(median) = median {
        return format!("median {median} a year{range}");
    }
    let exact = salary.hourly_median.map(|amount| format!("median ${amount:.2} an hour"));
    let over = || salary.hourly_median_over.map(|least| format!("median over ${least:.2} an hour"));
    exact.or_else(over).unwrap_or_default()
}

fn section(report: Report, part: &ReportSection, data: &SectionData, limits: &Limits) -> Report {
    let elements = |title: &str, elements: &[types::RatedElement]| {
        rated(report.clone(), title, elements, &part.levels, limits)
    };
    match data {
        SectionData::Tasks(tasks) => {
            let items = tasks.iter().map(|task| Text { score: task.importance, ..Text::from(&*task.title) });
            texts(report.section("Tasks", ""), items.collect(), limits.tasks)
        }
        SectionData::DetailedWorkActivities(activities) => {
            let items = activities.iter().map(|activity| Text::from(&*activity.title));
            texts(report.section("Detailed activities", ""), items.collect(), limits.texts)
        }
        SectionData::WorkActivities(found) => elements("Work activities", found),
        SectionData::Knowledge(found) => elements("Knowledge", found),
        SectionData::Skills(found) => elements("Skills", found),
        SectionData::Abilities(found) => elements("Abilities", found),
        SectionData::WorkStyles(found) => elements("Work styles", found),
        SectionData::TechnologySkills(categories) => technologies(report, categories, limits),
        SectionData::Education(education) => levels(report, education, limits),
        SectionData::Apprenticeship(titles) => {
            let items = titles.iter().map(|title| Text::from(&**title)).collect();
            texts(report.section("Apprenticeships", ""), items, limits.texts)
        }
        SectionData::Interests(interests) => interest_bars(report, interests, limits),
        SectionData::WorkContext(elements) => {
            let items = elements.iter().map(|element| Rated::new(&element.name, element.context));
            let list = RatedList::new(items).first(limits.rated);
            report.section("Work context", "context 0–100").block(Block::Rated(list))
        }
        SectionData::RelatedOccupations(related) => related_occupations(report, related, &part.tiers, limits),
        SectionData::CareerClusters(clusters) => {
            let nodes = clusters.iter().map(cluster).collect();
            report.section("Career clusters", "").block(Block::Tree { nodes, more: 0 })
        }
        SectionData::Crosswalks(kinds) => {
            let nodes = kinds.iter().filter_map(|kind| crosswalk(kind, limits)).collect();
            report.section("Other codes", "").block(Block::Tree { nodes, more: 0 })
        }
        SectionData::ProfessionalAssociations(associations) => {
            let items = associations.iter().map(|found| page_link(&found.name, &found.url));
            links(report.section("Associations", ""), items.collect(), limits.texts)
        }
        SectionData::MilitaryCareerSummaries(careers) => {
            let items = careers.iter().map(|found| page_link(&found.title, &found.url));
            links(report.section("Military careers", ""), items.collect(), limits.texts)
        }
        // The job zone is among the facts.
        _ => report,
    }
}

fn texts(report: Report, mut items: Vec<Text>, limit: usize) -> Report {
    let more = items.len().saturating_sub(limit);
    items.truncate(limit);
    report.block(Block::Texts { items, more })
}

fn links(report: Report, mut items: Vec<Link>, limit: usize) -> Report {
    let more = items.len().saturating_sub(limit);
    items.truncate(limit);
    report.block(Block::Links { items, more })
}

fn page_link(text: &str, url: &str) -> Link {
    Link { target: Target::Url(url.to_owned()), text: text.to_owned(), note: None, tags: Vec::new() }
}

/// Elements with importance, and with levels where they are known; a brief report has no room for these.
fn rated(
    report: Report,
    title: &str,
    elements: &[types::RatedElement],
    levels: &Levels,
    limits: &Limits,
) -> Report {
    let is_whole = limits.rated == usize::MAX;
    let has_levels = limits.has_levels && !levels.is_empty();
    let items = elements.iter().map(|element| Rated {
        description: is_whole.then(|| element.description.clone()),
        level: levels.get(&element.id).copied().filter(|_| has_levels),
        ..Rated::new(&element.name, element.importance)
    });
    let note = if has_levels { "importance and level, 0–100" } else { "importance 0–100" };
    report.section(title, note).block(Block::Rated(RatedList::new(items).first(limits.rated)))
}

fn technologies(report: Report, categories: &[types::TechnologySkillCategory], limits: &Limits) -> Report {
    let nodes = categories.iter().take(limits.groups).map(|category| {
        let examples = || category.example.iter().chain(&category.example_more);
        let leaf = |example: &types::TechnologySkillExample| Node {
            text: example.title.clone(),
            tags: technology(example.hot_technology, example.in_demand),
            children: Vec::new(),
        };
        let text = of_all(&category.title, examples().count(), limits.in_group);
        Node { text, tags: Vec::new(), children: examples().take(limits.in_group).map(leaf).collect() }
    });
    let nodes: Vec<Node> = nodes.collect();
    let more = categories.len() - nodes.len();
    report.section("Technology", "").block(Block::Tree { nodes, more })
}

/// The name of a group, and how many of its items are shown where these are not all.
fn of_all(name: &str, count: usize, limit: usize) -> String {
    if count > limit { format!("{name} ({limit} of {count})") } else { name.to_owned() }
}

fn cluster(cluster: &OccupationCluster) -> Node {
    let leaf = |title: &String| Node { text: title.clone(), ..Node::default() };
    let children = cluster.pathways.iter().map(leaf).collect();
    Node { text: cluster.title.clone(), tags: Vec::new(), children }
}

/// A classification with its codes; none where it has none.
fn crosswalk(kind: &CrosswalkCodes, limits: &Limits) -> Option<Node> {
    let codes = kind.answer.data().filter(|codes| !codes.is_empty())?;
    let leaf = |entry: &CrosswalkCode| Node {
        text: format!("{} {}", entry.code.as_deref().unwrap_or_default(), entry.title).trim().to_owned(),
        tags: entry
            .obsolete
            .then(|| Tag { text: "obsolete".to_owned(), tone: Tone::Plain })
            .into_iter()
            .collect(),
        children: Vec::new(),
    };
    Some(Node {
        text: of_all(kind.crosswalk.title(), codes.len(), limits.in_group),
        tags: Vec::new(),
        children: codes.iter().take(limits.in_group).map(leaf).collect(),
    })
}

fn levels(report: Report, education: &types::OccupationEducation, limits: &Limits) -> Report {
    let bars = education
        .response
        .iter()
        .filter_map(|level| Some(Bar { name: level.title.clone(), value: level.percentage_of_respondents? }));
    let bars: Vec<Bar> = bars.take(limits.levels()).collect();
    let title = "Education that is required, by answers of the survey".to_owned();
    let note = if bars.is_empty() { "" } else { "% of answers, first three" };
    let report = report.section("Education", note);
    match bars.is_empty() {
        // Some sources list the levels without a percentage.
        true => {
            let items = education.response.iter().map(|level| Text::from(&*level.title)).collect();
            report.block(Block::Texts { items, more: 0 })
        }
        false => report.block(Block::Chart(Chart::Stacked { title, bars, whole: 100 })),
    }
}

fn interest_bars(report: Report, interests: &[types::RatedInterest], limits: &Limits) -> Report {
    let items = interests.iter().map(|interest| Rated {
        description: (limits.rated == usize::MAX).then(|| interest.description.clone()),
        ..Rated::new(&interest.name, interest.occupational_interest)
    });
    let mut corners: Vec<&types::RatedInterest> = interests.iter().collect();
    corners.sort_by(|a, b| a.id.cmp(&b.id));
    let bars = corners.iter().filter_map(|interest| {
        Some(Bar { name: interest.name.clone(), value: interest.occupational_interest? })
    });
    let chart =
        Chart::Polygon { title: "Occupational interests".to_owned(), bars: bars.collect(), highest: 100 };
    let code: String = interests.iter().take(3).filter_map(|interest| interest.name.chars().next()).collect();
    report
        .section(&format!("Interests {code}"), "0–100")
        .block(Block::Rated(RatedList::new(items)))
        .block(Block::Chart(chart))
}

/// The related occupations by tier.
fn related_occupations(
    report: Report,
    related: &[types::RelatedOccupation],
    tiers: &Tiers,
    limits: &Limits,
) -> Report {
    let mut related: Vec<&types::RelatedOccupation> = related.iter().collect();
    related.sort_by_key(|found| tier_of(found, tiers));
    let has_tiers = limits.has_levels && related.iter().any(|found| tier_of(found, tiers).is_some());
    let items = related.into_iter().filter_map(|found| {
        let code: OnetSocCode = found.code.parse().ok()?;
        Some(Link {
            target: Target::Occupation(code),
            text: found.title.clone(),
            note: tier_of(found, tiers).filter(|_| has_tiers).map(|found| found.tier.title().to_owned()),
            tags: bright(&found.tags),
        })
    });
    let note = if tiers.is_empty() { "" } else { "the closest first" };
    let report = report.section("Related", note);
    let report = if has_tiers { report.block(Block::Paragraph(TIERS.to_owned())) } else { report };
    links(report, items.collect(), limits.texts)
}

/// The release and who rated what when.
fn sources(report: Report, document: &OccupationDocument) -> Report {
    let updates = document.occupation.updated.iter().flat_map(|updated| &updated.contents);
    let mut by_source: Vec<(String, Vec<&str>)> = Vec::new();
    for update in updates {
        let year = update.year.map(|year| format!(" {year}")).unwrap_or_default();
        let source = format!("{}{year}", update.source.as_deref().unwrap_or("Unknown source"));
        match by_source.iter_mut().find(|(known, _)| *known == source) {
            Some((_, titles)) => titles.push(&update.title),
            None => by_source.push((source, vec![&update.title])),
        }
    }
    let words = by_source.iter().map(|(source, titles)| format!("{source}: {}", titles.join(", ")));
    let words: Vec<String> = words.collect();
    let text = match words.is_empty() {
        true => document.database.clone(),
        false => format!("{}. {}.", document.database, words.join("; ")),
    };
    let text = match document.job_outlook.data() {
        Some(_) => format!("{} {}", with_stop(&text), labor_market::source(&document.job_outlook_files)),
        None => text,
    };
    report.section("Sources", "").block(Block::Paragraph(text))
}

fn with_stop(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

/// The release, and the publisher of wages and outlook, in a line or two.
fn brief_sources(report: Report, document: &OccupationDocument) -> Report {
    let updated = document.occupation.updated.as_ref().map(|updated| updated.year);
    let updated = updated.map(|year| format!(", updated {year}")).unwrap_or_default();
    let wages = match document.job_outlook.data() {
        Some(_) => "; wages and outlook: U.S. Bureau of Labor Statistics",
        None => "",
    };
    report.section("Source", "").block(Block::Paragraph(format!("{}{updated}{wages}", document.database)))
}

/// What a brief report leaves out.
fn brief_more(report: Report, document: &OccupationDocument) -> Report {
    let counted = NOT_BRIEF.iter().filter_map(|section| {
        let count = document.section(*section)?.data()?.count();
        (count > 0).then(|| format!("{} ({count})", section.title().to_lowercase()))
    });
    let mut counted: Vec<String> = counted.collect();
    if document.section(Section::Crosswalks).is_none() {
        counted.push("codes of other classifications".to_owned());
    }
    match counted.is_empty() {
        true => report,
        false => report
            .section("More", "")
            .block(Block::Paragraph(format!("--details shows all, and {}", counted.join(", ")))),
    }
}

/// What is missing, in a line: the reasons are in the details, but for what O*NET does not have for the occupation.
fn brief_missing(report: Report, document: &OccupationDocument) -> Report {
    let (nowhere, elsewhere): (Vec<_>, Vec<_>) =
        missing(document).into_iter().partition(|part| part.reason == NONE);
    let group = |parts: Vec<MissingPart>, reason: &str| {
        let what: Vec<&str> = parts.iter().map(|part| part.what.as_str()).collect();
        (!what.is_empty()).then(|| MissingPart { what: what.join(", "), reason: reason.to_owned() })
    };
    let groups = [group(nowhere, NONE), group(elsewhere, "--details has the reasons and what to do")];
    let groups: Vec<MissingPart> = groups.into_iter().flatten().collect();
    match groups.is_empty() {
        true => report,
        false => report.section("Not in source", "").block(Block::Missing(groups)),
    }
}

fn missing(document: &OccupationDocument) -> Vec<MissingPart> {
    let outlook = document.job_outlook.reason().map(|reason| ("Wages and outlook", reason));
    let sections = document.sections.iter().filter_map(|part| {
        let reason = part.answer.reason()?;
        Some((part.section.title(), reason))
    });
    let crosswalks = match document.section(Section::Crosswalks).and_then(SectionAnswer::data) {
        Some(SectionData::Crosswalks(kinds)) => kinds.as_slice(),
        _ => &[],
    };
    // The section of apprenticeships has the same table.
    let others = crosswalks.iter().filter(|kind| kind.crosswalk != CrosswalkKind::Apprenticeship);
    let crosswalks = others.filter_map(|kind| Some((kind.crosswalk.title(), kind.answer.reason()?)));
    outlook
        .into_iter()
        .chain(sections)
        .chain(crosswalks)
        .map(|(what, reason)| {
            // One reason for all that O*NET does not have for an occupation.
            let reason = match reason.starts_with(&format!("{} has no ", document.occupation.code)) {
                true => NONE,
                false => reason,
            };
            MissingPart { what: what.to_owned(), reason: reason.to_owned() }
        })
        .collect()
}
