//! Occupations that share activities.

use onet_domain::answer::RelatedOccupation;

use crate::block::{Bar, Block, Chart, Report, Title};

/// The occupations with the numbers of activities that they share, as a chart.
pub fn related_activities(title: &str, found: &[RelatedOccupation]) -> Report {
    let shared = |related: &RelatedOccupation| i64::try_from(related.shared.len()).unwrap_or(i64::MAX);
    let highest = found.iter().map(shared).max().unwrap_or(1);
    let bars = found.iter().map(|related| Bar {
        name: format!("{} {}", related.occupation.title, related.occupation.code),
        value: shared(related),
    });
    let bars = bars.collect();
    Report::new(title)
        .block(Block::Title(Title { text: title.to_owned(), ..Title::default() }))
        .section("Shared activities", "")
        .block(Block::Chart(Chart::Bars { title: "Shared activities".to_owned(), bars, highest }))
}
