//! Each block in each renderer.

use onet_pages::terminal::{self, Clip, Color, Layout};
use onet_pages::{Block, Chart, Dots, MissingPart, Report, html, licence, svg};

use crate::common::plain;

const WORDS: [&str; 15] = [
    "Tea tasters",
    "99-0001.00",
    "bright outlook",
    "Job zone",
    "Botany",
    "80",
    "Slurp tea from a spoon.",
    "Spoons",
    "Silver",
    "Long training",
    "62",
    "Patience",
    "Pharmacists",
    "Cups are counted daily.",
    "No file has them.",
];

#[test]
fn every_block_is_in_the_text_and_in_the_page() {
    let report = plain();
    let text = terminal::render(&report, Layout { width: 80, color: Color::Plain });
    let page = html::page(&report);
    for word in WORDS {
        assert!(text.contains(word), "{word} in {text}");
        assert!(page.contains(word), "{word} in {page}");
    }
}

#[test]
fn text_page_and_chart_name_the_licence() {
    let report = plain();
    let text = terminal::render(&report, Layout { width: 200, color: Color::Plain });
    assert!(text.contains(licence::SHORT), "{text}");
    assert!(html::page(&report).contains("CC BY 4.0"));
    assert!(svg::document("Tea", report.charts()).contains("CC BY 4.0"));
}

#[test]
fn what_is_not_shown_is_counted() {
    let text = terminal::render(&plain(), Layout { width: 80, color: Color::Plain });
    assert!(text.contains("3 of 7"), "{text}");
    let narrow = terminal::render(&plain(), Layout { width: 40, color: Color::Plain });
    assert!(narrow.contains("… 4 more"), "{narrow}");
    assert!(html::page(&plain()).contains("4 more"));
}

#[test]
fn a_page_needs_nothing_from_elsewhere() {
    let page = html::page(&plain());
    for part in ["<script", "<img", "<link", "@import", "url(", " style=", " onclick"] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn headings_have_ids_of_their_own_and_label_their_sections() {
    let page = html::page(&plain());
    let labels: Vec<&str> =
        page.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(labels.len() >= 6, "{labels:?}");
    for (at, label) in labels.iter().enumerate() {
        assert_eq!(page.matches(&format!("id=\"{label}\"")).count(), 1, "{label}");
        assert!(!labels[..at].contains(label), "{label} twice");
    }
}

#[test]
fn an_svg_file_is_well_formed_and_has_every_chart() {
    let drawn = svg::document("Tea", plain().charts());
    let document = roxmltree::Document::parse(&drawn).expect("XML");
    let titles: Vec<&str> = document
        .descendants()
        .filter(|node| node.attribute("class") == Some("title"))
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(titles, ["Education", "Bars", "Polygon", "Dots"]);
    let is_finite = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    for rect in document.descendants().filter(|node| node.has_tag_name("rect")) {
        assert!(rect.attribute("width").is_some_and(is_finite), "{rect:?}");
    }
}

#[test]
fn long_texts_are_cut_at_a_word() {
    let layout = Layout { width: 40, color: Color::Plain };
    let cut = terminal::render_clipped(&plain(), layout, Clip::Lines(1));
    assert!(cut.contains("Taste tea and grade it by colour, …"), "{cut}");
    assert!(terminal::render(&plain(), layout).contains("day long."));
}

#[test]
fn paper_names_what_is_missing_without_what_to_do_about_it() {
    let part = |what: &str, reason: &str| MissingPart { what: what.to_owned(), reason: reason.to_owned() };
    let parts = vec![
        part("Kettles", "Kettles are not in Tea 3.1. Import them by hand."),
        part("Cups", "Tea has none."),
        part("Spoons", "Spoons are in no release. The shop has them."),
    ];
    let page = html::page(&Report::new("Tea".to_owned()).block(Block::Missing(parts)));
    let on_screen =
        r#"<li class="screen"><b>Kettles</b>: Kettles are not in Tea 3.1. Import them by hand.</li>"#;
    assert!(page.contains(on_screen), "{page}");
    assert!(page.contains("<li><b>Cups</b>: Tea has none.</li>"), "{page}");
    assert!(page.contains(r#"<li class="paper">Kettles, Spoons</li>"#), "{page}");
}

#[test]
fn the_print_rules_for_four_and_more_find_the_fourth_column_of_figures() {
    let page = |count: usize| {
        let dots = Dots {
            title: "Kettles".to_owned(),
            series: (0..count).map(|at| format!("Cup {at}")).collect(),
            rows: vec![("Steam".to_owned(), vec![Some(50); count])],
            levels: Vec::new(),
            more: 0,
        };
        html::page(&Report::new("Tea").block(Block::Chart(Chart::Dots(dots))))
    };
    // `.score:nth-child(6)` of the style is the sixth cell of the head, the fourth with figures.
    assert!(html::STYLE.contains(".dots:has(.score:nth-child(6))"));
    let head = |count: usize| -> Vec<bool> {
        let page = page(count);
        let table = page.split("<table class=\"dots\">").nth(1).unwrap_or_default();
        let head =
            table.split("<thead>").nth(1).and_then(|rest| rest.split("</thead>").next()).unwrap_or_default();
        let cells = head
            .split("<t")
            .filter(|cell| cell.starts_with("d>") || cell.starts_with("d ") || cell.starts_with("h "));
        cells.map(|cell| cell.contains("class=\"score\"")).collect()
    };
    assert_eq!(head(3).get(5), None);
    assert_eq!(head(4).get(5), Some(&true));
}
