//! Reports as HTML.
//!
//! [`page`] makes a whole document of its own, with its style in it, for a file or a mail. A server that has a frame of
//! its own takes [`body`] and [`STYLE`]. Neither needs a script, an image or a font.

mod blocks;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::block::{Block, Level, Report, Target};
use crate::licence;
use crate::printable::printable;

/// The style sheet of pages.
pub const STYLE: &str = include_str!("html/style.css");

/// Where the links of a page lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// To the public pages of O*NET OnLine.
    Public,
    /// To the pages of the server that shows this one.
    Served,
}

/// A whole page with its style, for a file.
pub fn page(report: &Report) -> String {
    let content = html! {
        body {
            main { (body(report, Links::Public)) }
            (footer())
        }
    };
    document(&report.name, &html! { style { (PreEscaped(STYLE)) } }, &content).into_string()
}

/// A document around an element `body`: `head` is what its head has besides the title.
pub fn document(title: &str, head: &Markup, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (text(title)) }
                (head)
            }
            (body)
        }
    }
}

/// The foot of every page: the licence.
pub fn footer() -> Markup {
    html! {
        footer.site {
            p { (licence::LINE) " " a href=(licence::URL) { "CC BY 4.0" } }
        }
    }
}

/// The blocks of a report.
pub fn body(report: &Report, links: Links) -> Markup {
    body_with(report, links, &Additions::default())
}

/// Makes something for the section of a name.
pub type OfSection<'a, T> = dyn Fn(&str) -> T + 'a;

/// What a page adds to the sections of a report that have a [name](crate::Heading::name).
#[derive(Default)]
pub struct Additions<'a> {
    /// What stands below a section.
    pub below: Option<&'a OfSection<'a, Markup>>,
    /// What stands in place of the blocks of a section.
    pub instead: Option<&'a OfSection<'a, Option<Markup>>>,
    /// The address of the same report with all items.
    pub whole: Option<&'a str>,
}

impl Additions<'_> {
    fn below(&self, name: Option<&str>) -> Markup {
        name.zip(self.below).map(|(name, below)| below(name)).unwrap_or_default()
    }

    fn instead(&self, name: Option<&str>) -> Option<Markup> {
        name.zip(self.instead).and_then(|(name, instead)| instead(name))
    }

    /// Where all items of a section are.
    fn whole(&self, id: &str) -> Option<String> {
        self.whole.map(|address| format!("{address}#{id}"))
    }
}

/// The blocks of a report, with what a page adds.
pub fn body_with(report: &Report, links: Links, additions: &Additions<'_>) -> Markup {
    let mut ids = Ids::default();
    html! {
        article.report {
            @for part in parts(&report.blocks) {
                @match part.heading {
                    Some(heading) => {
                        @let id = ids.next(heading);
                        section.part aria-labelledby=(id) {
                            h2 id=(id) { (text(heading)) }
                            (sections(part.blocks, &mut ids, Below::Part, links, additions))
                        }
                    }
                    None => (sections(part.blocks, &mut ids, Below::Title, links, additions)),
                }
            }
        }
    }
}

/// The sections of a part, side by side where there is room.
fn sections(
    content: &[Block],
    ids: &mut Ids,
    below: Below,
    links: Links,
    additions: &Additions<'_>,
) -> Markup {
    let groups = groups(content, Level::Section);
    html! {
        div.sections {
            @for group in groups {
                @let width = if group.blocks.iter().any(blocks::is_wide) { "section wide" } else { "section" };
                @match group.heading {
                    Some(heading) => {
                        @let id = ids.next(heading);
                        section class=(width) aria-labelledby=(id) {
                            (heading_of(&group, heading, &id, below))
                            @match additions.instead(group.name) {
                                Some(content) => (content),
                                None => @for block in group.blocks {
                                    (blocks::block(block, heading, links, additions.whole(&id).as_deref()))
                                },
                            }
                            (additions.below(group.name))
                        }
                    }
                    None => @for block in group.blocks { (blocks::block(block, "", links, None)) },
                }
            }
        }
    }
}

/// What sections stand below: their headings are one level lower.
#[derive(Clone, Copy)]
enum Below {
    Title,
    Part,
}

fn heading_of(group: &Group<'_>, heading: &str, id: &str, below: Below) -> Markup {
    let content = html! {
        (text(heading))
        @if let Some(note) = group.note { " " small { (text(note)) } }
    };
    match below {
        Below::Title => html! { h2.section id=(id) { (content) } },
        Below::Part => html! { h3 id=(id) { (content) } },
    }
}

/// Blocks below one heading.
struct Group<'a> {
    heading: Option<&'a str>,
    note: Option<&'a str>,
    name: Option<&'a str>,
    blocks: &'a [Block],
}

fn parts(blocks: &[Block]) -> Vec<Group<'_>> {
    groups(blocks, Level::Part)
}

/// Splits blocks before each heading of a level. An empty group is left out.
fn groups(blocks: &[Block], level: Level) -> Vec<Group<'_>> {
    let mut found = Vec::new();
    let mut open = Group { heading: None, note: None, name: None, blocks: &[] };
    let mut begin = 0;
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading(heading) = block
            && heading.level == level
        {
            found.push(Group { blocks: &blocks[begin..at], ..open });
            let (note, name) = (heading.note.as_deref(), heading.name.as_deref());
            open = Group { heading: Some(&heading.text), note, name, blocks: &[] };
            begin = at + 1;
        }
    }
    found.push(Group { blocks: &blocks[begin..], ..open });
    found.retain(|group| !group.blocks.is_empty());
    found
}

/// Ids of headings, each once on a page.
#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    fn next(&mut self, heading: &str) -> String {
        let words: String = heading
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        let word = words.trim_matches('-').to_owned();
        let id = match self.0.contains(&word) || word.is_empty() {
            false => word,
            true => format!("{word}-{}", self.0.len()),
        };
        self.0.push(id.clone());
        id
    }
}

/// A text of others: control characters are made visible, and what HTML would read is escaped.
pub fn text(text: &str) -> Markup {
    let visible = printable(text);
    html! { (visible.as_ref()) }
}

/// The address of a target; none where it is no web address.
pub fn href(target: &Target, links: Links) -> Option<String> {
    match (target, links) {
        (Target::Occupation(code), Links::Public) => {
            Some(format!("https://www.onetonline.org/link/summary/{code}"))
        }
        (Target::Occupation(code), Links::Served) => Some(format!("/explore/occupations/{code}")),
        (Target::Url(url), _) => {
            let is_web = url.starts_with("https://") || url.starts_with("http://");
            is_web.then(|| url.clone())
        }
    }
}
