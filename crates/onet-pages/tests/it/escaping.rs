//! Texts of others in each renderer.

use onet_pages::printable::is_unsafe;
use onet_pages::terminal::{self, Color, Layout};
use onet_pages::{Block, Link, Report, Target, html, svg};

use crate::common::report;

const HOSTILE: &str = "<script>alert('1')</script>\"&\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}]]>-->";

#[test]
fn no_text_reaches_a_terminal_with_its_control_characters() {
    for width in [40, 80, 120] {
        let text = terminal::render(
            &report(|text| format!("{text}{HOSTILE}")),
            Layout { width, color: Color::Plain },
        );
        assert!(!text.chars().any(is_unsafe), "{text:?}");
        assert!(text.contains("u{1b}") || text.contains("u{1"), "{text}");
    }
}

#[test]
fn no_text_becomes_an_element_of_a_page() {
    let page = html::page(&report(|text| format!("{text}{HOSTILE}")));
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.chars().any(is_unsafe));
    assert!(page.contains("&lt;script&gt;alert("), "{page}");
}

#[test]
fn no_text_becomes_an_element_of_a_chart() {
    let drawn = svg::document(HOSTILE, report(|text| format!("{text}{HOSTILE}")).charts());
    let document = roxmltree::Document::parse(&drawn).expect("XML");
    assert!(document.descendants().all(|node| !node.has_tag_name("script")));
    assert!(!drawn.chars().any(is_unsafe));
}

#[test]
fn only_web_addresses_become_links() {
    let link = |url: &str| {
        let item = Link {
            target: Target::Url(url.to_owned()),
            text: "here".to_owned(),
            note: None,
            tags: Vec::new(),
        };
        html::page(&Report::new("Links").block(Block::Links { items: vec![item], more: 0 }))
    };
    assert!(link("https://example.test/?a=1&b=2").contains("href=\"https://example.test/?a=1&amp;b=2\""));
    for refused in ["javascript:alert(1)", "data:text/html,x", "//example.test", "HTTPS:x", ""] {
        let page = link(refused);
        assert!(!page.contains("href=\"javascript") && !page.contains("href=\"data"), "{page}");
        assert_eq!(page.matches("href=").count(), 1, "the licence alone: {refused}");
    }
}
