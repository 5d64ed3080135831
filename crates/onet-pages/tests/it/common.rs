//! A report with every kind of block.

use onet_pages::{
    Bar, Block, Chart, Dots, Fact, Link, MissingPart, Node, Rated, RatedList, Report, Table, Tag, Target,
    Text, Title, Tone,
};

/// A report in which each text is made by a function from a plain one.
pub fn report(text: impl Fn(&str) -> String) -> Report {
    let node = |name: &str, children: Vec<Node>| Node { text: text(name), children, ..Node::default() };
    let bar = |name: &str, value| Bar { name: text(name), value };
    let bars = || vec![bar("Long training", 62), bar("Some training", 30)];
    Report::new(text("Tea tasters"))
        .block(Block::Title(Title {
            text: text("Tea tasters"),
            code: Some(text("99-0001.00")),
            lead: Some(text("Taste tea and grade it by colour, smell and taste, all day long.")),
            tags: vec![Tag { text: text("bright outlook"), tone: Tone::Good }],
        }))
        .block(Block::Facts(vec![Fact { name: text("Job zone"), value: text("Three: some preparation") }]))
        .part(&text("What it takes"))
        .section(&text("Knowledge"), &text("importance 0–100"))
        .block(Block::Rated(RatedList {
            items: vec![
                Rated {
                    description: Some(text("Of leaves.")),
                    level: Some(46),
                    ..Rated::new(text("Botany"), 80)
                },
                Rated::new(text("Geography of the places where tea is grown"), 5),
                Rated::new(text("Unrated"), None),
            ],
            more: 4,
        }))
        .section(&text("Tasks"), "")
        .block(Block::Texts {
            items: vec![Text { score: Some(77), ..Text::from(&*text("Slurp tea from a spoon.")) }],
            more: 2,
        })
        .section(&text("Technology"), "")
        .block(Block::Tree {
            nodes: vec![node("Spoons", vec![node("Silver", vec![]), node("Steel", vec![])])],
            more: 1,
        })
        .section(&text("Education"), &text("of people"))
        .block(Block::Chart(Chart::Stacked { title: text("Education"), bars: bars(), whole: 100 }))
        .block(Block::Chart(Chart::Bars { title: text("Bars"), bars: bars(), highest: 100 }))
        .block(Block::Chart(Chart::Polygon { title: text("Polygon"), bars: bars(), highest: 100 }))
        .block(Block::Chart(Chart::Dots(Dots {
            title: text("Dots"),
            series: vec![text("Tea tasters"), text("Coffee tasters")],
            rows: vec![(text("Patience"), vec![Some(90), Some(20)]), (text("Nose"), vec![None, Some(20)])],
            levels: vec![vec![Some(61), None], vec![None, Some(7)]],
            more: 3,
        })))
        .section(&text("Related"), "")
        .block(Block::Links {
            items: vec![Link {
                target: Target::Occupation("29-1051.00".parse().expect("a code")),
                text: text("Pharmacists"),
                note: Some(text("(by leaf)")),
                tags: vec![],
            }],
            more: 7,
        })
        .block(Block::Table(Table {
            columns: vec![text("Tea"), text("Cups")],
            rows: vec![vec![text("Green tea of the first harvest"), "12".to_owned()]],
            more: 0,
        }))
        .block(Block::Paragraph(text("Cups are counted daily.")))
        .block(Block::Missing(vec![MissingPart { what: text("Wages"), reason: text("No file has them.") }]))
}

/// The report in plain words.
pub fn plain() -> Report {
    report(str::to_owned)
}
