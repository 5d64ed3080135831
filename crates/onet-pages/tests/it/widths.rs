//! The report on terminals of several widths.

use onet_pages::terminal::{self, Color, Layout};
use onet_pages::{Block, Chart, Dots, Report};

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

/// A comparison of so many occupations.
fn compared(occupations: usize, name: &str) -> Report {
    let series = (0..occupations).map(|at| format!("Occupation {at}")).collect();
    let scores = (0..occupations).map(|at| Some(i64::try_from(10 * (at / 2)).expect("a small number")));
    let rows = vec![(name.to_owned(), scores.collect())];
    let dots = Dots { title: "Skills".to_owned(), series, rows, levels: Vec::new(), more: 0 };
    Report::new("Comparison".to_owned()).section("Skills", "").block(Block::Chart(Chart::Dots(dots)))
}

#[test]
fn a_comparison_of_two_to_six_fits_and_no_word_is_broken() {
    for occupations in 2..=6 {
        for width in 40..=130 {
            for name in ["Art", "Management of Material Resources", "Electroencephalography"] {
                let text =
                    terminal::render(&compared(occupations, name), Layout { width, color: Color::Plain });
                for line in text.lines() {
                    assert!(line.chars().count() <= width, "{occupations} at {width}: {line:?}");
                }
                for word in name.split(' ') {
                    assert!(text.contains(word), "{occupations} at {width}: {word} is broken\n{text}");
                }
            }
        }
    }
}

#[test]
fn letters_stand_above_the_scores_and_a_star_is_explained_where_there_is_one() {
    let render = |occupations: usize| {
        terminal::render(&compared(occupations, "Speaking"), Layout { width: 80, color: Color::Plain })
    };
    let several = render(4);
    assert!(several.contains("100   A   B   C   D\n"), "{several}");
    assert!(several.contains("* several at one place"), "{several}");
    let apart = terminal::render(
        &Report::new("Comparison".to_owned()).section("Skills", "").block(Block::Chart(Chart::Dots(Dots {
            title: "Skills".to_owned(),
            series: vec!["One".to_owned(), "Two".to_owned()],
            rows: vec![("Speaking".to_owned(), vec![Some(10), Some(90)])],
            levels: Vec::new(),
            more: 0,
        }))),
        Layout { width: 80, color: Color::Plain },
    );
    assert!(!apart.contains("* several"), "{apart}");
}
