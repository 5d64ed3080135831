//! Each block as HTML.

use maud::{Markup, html};
use onet_domain::OnetSocCode;

use super::{Links, href, text};
use crate::block::{Block, Chart, Dots, Link, MissingPart, Node, Rated, Table, Tag, Target, Title, Tone};
use crate::svg;

/// What stands between why something is missing and what to do about it.
const SENTENCES: &str = ". ";

/// Whether a block needs the whole width of a page.
pub(super) fn is_wide(block: &Block) -> bool {
    match block {
        Block::Tree { .. } | Block::Table(_) | Block::Facts(_) | Block::Missing(_) => true,
        Block::Chart(chart) => matches!(chart, Chart::Dots(_)),
        _ => false,
    }
}

/// A block below a heading; `heading` names tables for those who cannot see it above them, and `whole` is the address of
/// all items of a list that is cut.
pub(super) fn block(block: &Block, heading: &str, links: Links, whole: Option<&str>) -> Markup {
    let more = |count: usize| more(count, heading, whole);
    match block {
        Block::Title(shown) => title(shown),
        // Headings begin a group; see the module above.
        Block::Heading(_) => html! {},
        Block::Paragraph(words) => html! { p { (text(words)) } },
        Block::Facts(facts) => html! {
            dl.facts {
                @for fact in facts {
                    div { dt { (text(&fact.name)) } dd { (text(&fact.value)) } }
                }
            }
        },
        Block::Rated(list) => html! { (rated(&list.items, heading, "")) (more(list.more)) },
        Block::Texts { items, more: rest } => html! {
            ol.texts {
                @for item in items {
                    li {
                        (linked(item.target.as_ref(), &item.text, links))
                        @if let Some(score) = item.score { " " span.score { (score) } }
                    }
                }
            }
            (more(*rest))
        },
        Block::Tree { nodes, more: rest } => html! { (tree(nodes)) (more(*rest)) },
        Block::Chart(shown) => html! {
            (chart(shown, heading))
            @if let Chart::Dots(dots) = shown { (more(dots.more)) }
        },
        Block::Links { items, more: rest } => html! {
            ul.links { @for item in items { (link(item, links)) } }
            (more(*rest))
        },
        Block::Table(shown) => html! { (table(shown, heading, links)) (more(shown.more)) },
        Block::Missing(parts) => missing(parts),
    }
}

/// What is missing, and why. A printed page has the names alone: what to do about it concerns the operator.
fn missing(parts: &[MissingPart]) -> Markup {
    let curable: Vec<&str> =
        parts.iter().filter(|part| part.reason.contains(SENTENCES)).map(|part| &*part.what).collect();
    html! {
        ul.missing {
            @for part in parts {
                @let class = part.reason.contains(SENTENCES).then_some("screen");
                li class=[class] { b { (text(&part.what)) } ": " (text(&part.reason)) }
            }
            @if !curable.is_empty() { li.paper { (text(&curable.join(", "))) } }
        }
    }
}

fn title(title: &Title) -> Markup {
    html! {
        header.title {
            h1 {
                (text(&title.text))
                @if let Some(code) = &title.code { " " span.code { (text(code)) } }
            }
            @if !title.tags.is_empty() {
                p.tags { @for shown in &title.tags { (tag(shown)) " " } }
            }
            @if let Some(lead) = &title.lead { p.lead { (text(lead)) } }
        }
    }
}

fn tag(tag: &Tag) -> Markup {
    let class = match tag.tone {
        Tone::Good => "tag good",
        Tone::Hot => "tag hot",
        Tone::Plain => "tag",
    };
    html! { span class=(class) { (text(&tag.text)) } }
}

fn more(count: usize, heading: &str, whole: Option<&str>) -> Markup {
    html! {
        @if count > 0 {
            p.more {
                @match whole {
                    Some(address) => a href=(address) aria-label=(format!("{count} more: {heading}")) { (count) " more" },
                    None => { (count) " more" }
                }
            }
        }
    }
}

fn linked(target: Option<&Target>, words: &str, links: Links) -> Markup {
    match target.and_then(|target| href(target, links)) {
        Some(address) => html! { a href=(address) { (text(words)) } },
        None => text(words),
    }
}

fn link(link: &Link, links: Links) -> Markup {
    html! {
        li {
            (linked(Some(&link.target), &link.text, links))
            @if let Target::Occupation(code) = &link.target { " " span.code { (code.to_string()) } }
            @if let Some(note) = &link.note { " " small { (text(note)) } }
            @for shown in &link.tags { " " (tag(shown)) }
        }
    }
}

/// Names, bars and scores.
fn rated(items: &[Rated], heading: &str, unit: &str) -> Markup {
    rated_with(items, heading, unit, |item, _| svg::meter(item))
}

/// Names, bars of an own making, and scores.
fn rated_with(items: &[Rated], heading: &str, unit: &str, meter: impl Fn(&Rated, usize) -> Markup) -> Markup {
    let has_levels = items.iter().any(|item| item.level.is_some());
    html! {
        table.rated.levels[has_levels] {
            @if !heading.is_empty() { caption.hidden { (text(heading)) } }
            @if has_levels {
                thead {
                    tr {
                        td {} td {}
                        th.score scope="col" { small { "importance" } }
                        th.score scope="col" { small { "level" } }
                    }
                }
            }
            tbody {
                @for (at, item) in items.iter().enumerate() {
                    tr {
                        th scope="row" {
                            (text(&item.name))
                        }
                        td.meter { (meter(item, at)) }
                        @match item.score {
                            Some(score) => td.score { (score) (unit) },
                            None => td.score { "–" },
                        }
                        @if has_levels {
                            td.score { @match item.level { Some(level) => (level), None => "–" } }
                        }
                    }
                    @if let Some(description) = &item.description {
                        tr.what { td colspan=(if has_levels { "4" } else { "3" }) { small { (text(description)) } } }
                    }
                }
            }
        }
    }
}

fn tree(nodes: &[Node]) -> Markup {
    html! {
        ul.tree {
            @for node in nodes {
                li {
                    @if node.children.is_empty() {
                        (text(&node.text))
                    } @else {
                        b { (text(&node.text)) }
                    }
                    @for shown in &node.tags { " " (tag(shown)) }
                    @if !node.children.is_empty() { (tree(&node.children)) }
                }
            }
        }
    }
}

fn chart(chart: &Chart, heading: &str) -> Markup {
    match chart {
        Chart::Bars { bars, highest, .. } => {
            let items: Vec<Rated> = bars
                .iter()
                .map(|bar| Rated { highest: *highest, ..Rated::new(&bar.name, bar.value) })
                .collect();
            rated(&items, heading, "")
        }
        Chart::Stacked { bars, whole, .. } => {
            let items: Vec<Rated> = bars
                .iter()
                .map(|bar| Rated { highest: *whole, ..Rated::new(&bar.name, bar.value) })
                .collect();
            html! { figure.chart { (svg::chart(chart)) } (rated_with(&items, heading, " %", svg::part_meter)) }
        }
        Chart::Polygon { .. } => html! { figure.chart { (svg::chart(chart)) } },
        Chart::Dots(shown) => dots(shown),
    }
}

/// A row for each element: its name, a dot for each occupation, and the figures.
fn dots(dots: &Dots) -> Markup {
    let score = |score: &Option<i64>| html! { @match score { Some(score) => (score), None => "–" } };
    html! {
        (legend(&dots.series))
        table.dots {
            caption.hidden { (text(&dots.title)) }
            thead {
                tr {
                    td {} td.plot { (svg::scale()) }
                    @for (at, name) in dots.series.iter().enumerate() {
                        th.score scope="col" { span.hidden { (text(name)) } (svg::mark(at)) }
                    }
                }
            }
            tbody {
                @for (name, scores) in &dots.rows {
                    tr {
                        th scope="row" { (text(name)) }
                        td.plot { (svg::row(scores)) }
                        @for found in scores { td.score { (score(found)) } }
                    }
                }
            }
        }
        @if !dots.levels.is_empty() {
            details { summary { "Levels" } (table(&levels(dots), &format!("{}, levels", dots.title), Links::Public)) }
        }
    }
}

/// The occupations with their letters.
fn legend(series: &[String]) -> Markup {
    html! {
        ul.legend aria-hidden="true" { @for (at, name) in series.iter().enumerate() { li { (svg::mark(at)) " " (text(name)) } } }
    }
}

/// The levels of the elements.
fn levels(dots: &Dots) -> Table {
    let columns = std::iter::once("Element".to_owned()).chain(dots.series.clone()).collect();
    let cell = |score: &Option<i64>| score.map_or_else(|| "–".to_owned(), |score| score.to_string());
    let rows =
        dots.rows.iter().zip(&dots.levels).map(|((name, _), levels)| {
            std::iter::once(name.clone()).chain(levels.iter().map(cell)).collect()
        });
    Table { columns, rows: rows.collect(), more: 0 }
}

/// Rows and columns. The first cell names its row; on a phone, rows of several values follow one another.
fn table(table: &Table, heading: &str, links: Links) -> Markup {
    let is_number = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
        cells.all(|cell| cell.parse::<f64>().is_ok() || cell == "–")
    };
    let classes: Vec<Option<&str>> =
        (0..table.columns.len()).map(|at| is_number(at).then_some("score")).collect();
    let label = if heading.is_empty() { "Table".to_owned() } else { format!("{heading}, table") };
    let columns = || table.columns.iter().zip(&classes);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(text(&label)) {
            table.rows.side[table.columns.len() > 2] {
                thead {
                    tr { @for (column, class) in columns() { th scope="col" class=[class] { (text(column)) } } }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @if let Some(name) = row.first() { th scope="row" { (code(name, links)) } }
                            @for (cell, (column, class)) in row.iter().zip(columns()).skip(1) {
                                td class=[class] data-label=(text(column)) { (code(cell, links)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A cell. The code of an occupation leads to it.
fn code(cell: &str, links: Links) -> Markup {
    match cell.parse::<OnetSocCode>() {
        Ok(code) if code.to_string() == cell => {
            let address = href(&Target::Occupation(code), links);
            html! { a.code href=[address] { (cell) } }
        }
        _ => text(cell),
    }
}
