//! The report on terminals of several widths.

use onet_pages::terminal::{self, Color, Layout};

use crate::common::plain;

#[test]
fn a_report_on_narrow_usual_and_wide_terminals() {
    for width in [40, 80, 120] {
        let text = terminal::render(&plain(), Layout { width, color: Color::Plain });
        insta::assert_snapshot!(format!("width_{width}"), text);
    }
    let colored = terminal::render(&plain(), Layout { width: 80, color: Color::Ansi });
    insta::assert_snapshot!("colored", colored.replace('\u{1b}', "␛"));
}

#[test]
fn no_line_is_longer_than_the_terminal() {
    for width in 40..=130 {
        let text = terminal::render(&plain(), Layout { width, color: Color::Plain });
        for line in text.lines() {
            assert!(line.chars().count() <= width, "{width}: {line:?}");
        }
    }
}

#[test]
fn text_without_colours_has_no_escape_sequence_and_is_the_same_otherwise() {
    let plain_text = terminal::render(&plain(), Layout { width: 80, color: Color::Plain });
    assert!(!plain_text.contains('\u{1b}'));
    let mut colored = terminal::render(&plain(), Layout { width: 80, color: Color::Ansi });
    while let Some(begin) = colored.find('\u{1b}') {
        let end = colored[begin..].find('m').expect("a sequence of colours") + begin;
        colored.replace_range(begin..=end, "");
    }
    assert_eq!(colored, plain_text);
}
