//! What a person's answers to the Interest Profiler lead to.

use onet_domain::interest_profiler::{MatchingCareer, ProfileDocument};

use super::{bright_outlook, with_missing};
use crate::block::{Bar, Block, Chart, Link, MissingPart, Rated, RatedList, Report, Target, Title};

/// How the careers are listed: without it, their number would pass for that of the careers that fit.
const ORDER: &str = "Best fit first, then great and good; careers of the same fit by title. Each preparation has \
                     all best and great ones, and good ones as long as there are fewer than 50.";

/// The six scores and the careers of each job zone, with so many careers of each.
pub fn profile(document: &ProfileDocument, limit: usize) -> Report {
    let highest = i64::from(document.highest_score);
    let items = document.areas.iter().map(|area| Rated {
        description: area.description.clone(),
        highest,
        ..Rated::new(&area.title, i64::from(area.score))
    });
    let mut corners: Vec<_> = document.areas.iter().collect();
    corners.sort_by_key(|area| area.interest);
    let bars = corners.iter().map(|area| Bar { name: area.title.clone(), value: i64::from(area.score) });
    let chart = Chart::Polygon { title: "Interests".to_owned(), bars: bars.collect(), highest };
    let mut scores = document.areas.iter().map(|area| area.score);
    let first = scores.next();
    let is_flat = first.is_some() && scores.all(|score| Some(score) == first);
    let mut report = Report::new("Interest profile")
        .block(Block::Title(Title {
            text: "Interest profile".to_owned(),
            code: document.code.map(|code| code.to_string()),
            ..Title::default()
        }))
        .section("Interests", &format!("score 0–{highest}"))
        .block(Block::Rated(RatedList::new(items)))
        .block(Block::Chart(chart));
    if is_flat {
        let words = "All six interests have the same score, so no interest leads and no career fits better than another.";
        report = report.block(Block::Paragraph(words.to_owned()));
    }
    let mut missing = Vec::new();
    match (document.careers.data(), document.careers.reason()) {
        (Some(zones), _) => {
            report = report.part("Careers by preparation").block(Block::Paragraph(ORDER.to_owned()));
            for zone in zones.iter().filter(|zone| !zone.careers.is_empty()) {
                let items = zone.careers.iter().take(limit).map(career).collect();
                let more = zone.careers.len().saturating_sub(limit);
                let heading = zone.title.trim_start_matches("Job ");
                report = report.section(heading, "").block(Block::Links { items, more });
            }
        }
        // No source has careers for such scores.
        (None, Some(reason)) if document.code.is_none() => {
            report = report.section("Careers", "").block(Block::Paragraph(reason.to_owned()));
        }
        (None, reason) => missing.push(MissingPart {
            what: "Careers".to_owned(),
            reason: reason.unwrap_or("The source has none.").to_owned(),
        }),
    }
    with_missing(report, missing)
}

fn career(career: &MatchingCareer) -> Link {
    Link {
        target: Target::Occupation(career.code),
        text: career.title.clone(),
        note: career.fit.map(|fit| format!("({} fit)", fit.as_str().to_lowercase())),
        tags: bright_outlook(career.bright_outlook),
    }
}
