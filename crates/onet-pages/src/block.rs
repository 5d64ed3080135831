//! What a report consists of.

use onet_domain::OnetSocCode;

/// A report: blocks from top to bottom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// The name of the document, as in the title of a browser's window.
    pub name: String,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
}

/// A block of a report.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Block {
    /// What the report is about.
    Title(Title),
    /// The beginning of a part or a section; the blocks after it belong to it.
    Heading(Heading),
    /// A sentence or more.
    Paragraph(String),
    /// Short answers with their names.
    Facts(Vec<Fact>),
    /// Elements with scores.
    Rated(RatedList),
    /// Sentences in order, and the number of further ones.
    Texts {
        /// The sentences.
        items: Vec<Text>,
        /// How many more there are.
        more: usize,
    },
    /// Items under their groups.
    Tree {
        /// The groups.
        nodes: Vec<Node>,
        /// How many more groups there are.
        more: usize,
    },
    /// Values as a picture.
    Chart(Chart),
    /// Where to go from here.
    Links {
        /// The links.
        items: Vec<Link>,
        /// How many more there are.
        more: usize,
    },
    /// Rows and columns.
    Table(Table),
    /// What the source does not have, and why.
    Missing(Vec<MissingPart>),
}

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// Its title.
    pub text: String,
    /// Its code.
    pub code: Option<String>,
    /// What it is, in a sentence or two.
    pub lead: Option<String>,
    /// Short marks, such as a bright outlook.
    pub tags: Vec<Tag>,
}

/// A short mark beside a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its words.
    pub text: String,
    /// What it means.
    pub tone: Tone,
}

/// What a mark means; the renderers choose a colour for it, and never colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A good prospect.
    Good,
    /// Often asked for.
    Hot,
    /// Neither.
    Plain,
}

/// The beginning of a part or a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// A part or a section.
    pub level: Level,
    /// Its text.
    pub text: String,
    /// What the numbers below it are, such as `importance, 0 to 100`.
    pub note: Option<String>,
    /// What files of the values below it are named.
    pub name: Option<String>,
}

/// The level of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A part, with several sections.
    Part,
    /// A section.
    Section,
}

/// A short answer with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// The answer.
    pub value: String,
}

/// Elements with scores.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RatedList {
    /// The elements, in their order.
    pub items: Vec<Rated>,
    /// How many more there are.
    pub more: usize,
}

/// An element with its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: Option<String>,
    /// Its score; none where the source gives none.
    pub score: Option<i64>,
    /// How much of it is needed, 0 to 100, where the source gives a level.
    pub level: Option<i64>,
    /// The highest score that is possible.
    pub highest: i64,
}

/// A sentence of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The sentence.
    pub text: String,
    /// Where it leads.
    pub target: Option<Target>,
    /// Its score, 0 to 100.
    pub score: Option<i64>,
}

/// A group with its items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node {
    /// Its name.
    pub text: String,
    /// Marks beside the name.
    pub tags: Vec<Tag>,
    /// What is below it.
    pub children: Vec<Node>,
}

/// A link to another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// Its words.
    pub text: String,
    /// More words after it.
    pub note: Option<String>,
    /// Marks beside it.
    pub tags: Vec<Tag>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The report on an occupation.
    Occupation(OnetSocCode),
    /// A web page. Renderers link to `https:` and `http:` addresses only.
    Url(String),
}

/// Rows and columns. Each row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows: the cells are texts or numbers.
    pub rows: Vec<Vec<String>>,
    /// How many more rows there are.
    pub more: usize,
}

/// Values as a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Horizontal bars; in a terminal too.
    Bars {
        /// What the chart shows.
        title: String,
        /// The bars from top to bottom.
        bars: Vec<Bar>,
        /// The length of the longest possible bar.
        highest: i64,
    },
    /// Parts of a whole in one bar.
    Stacked {
        /// What the chart shows.
        title: String,
        /// The parts in their order; what they do not add up to is other answers.
        bars: Vec<Bar>,
        /// The whole.
        whole: i64,
    },
    /// A polygon with one corner for each of several values; the list beside it has the numbers.
    Polygon {
        /// What the chart shows.
        title: String,
        /// The corners, clockwise from the top.
        bars: Vec<Bar>,
        /// The distance of the outermost line.
        highest: i64,
    },
    /// One dot for each of several occupations, on one scale from 0 to 100 for each element.
    Dots(Dots),
}

/// A value of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: i64,
}

/// Scores of several occupations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dots {
    /// What the chart shows.
    pub title: String,
    /// The occupations.
    pub series: Vec<String>,
    /// Each element with the scores of all occupations.
    pub rows: Vec<(String, Vec<Option<i64>>)>,
    /// The levels of each element, in the order of the rows; empty where there are none.
    pub levels: Vec<Vec<Option<i64>>>,
    /// How many more elements there are.
    pub more: usize,
}

/// A part that the source does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPart {
    /// What is missing.
    pub what: String,
    /// Why, and what to do.
    pub reason: String,
}

impl Report {
    /// An empty report.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), blocks: Vec::new() }
    }

    /// Adds a block.
    #[must_use]
    pub fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// Begins a section whose numbers are on a scale of a name.
    #[must_use]
    pub fn section(self, text: &str, note: &str) -> Self {
        let note = (!note.is_empty()).then(|| note.to_owned());
        self.block(Block::Heading(Heading { level: Level::Section, text: text.to_owned(), note, name: None }))
    }

    /// Begins a part.
    #[must_use]
    pub fn part(self, text: &str) -> Self {
        self.block(Block::Heading(Heading {
            level: Level::Part,
            text: text.to_owned(),
            note: None,
            name: None,
        }))
    }

    /// Names the first heading among the blocks from a place on.
    pub(crate) fn name_heading(&mut self, begin: usize, name: &str) {
        let mut headings = self.blocks.iter_mut().skip(begin).filter_map(|block| match block {
            Block::Heading(heading) => Some(heading),
            _ => None,
        });
        if let Some(heading) = headings.next() {
            heading.name = Some(name.to_owned());
        }
    }

    /// The charts of the report, each once.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    }
}

impl RatedList {
    /// A list of all its elements.
    pub fn new(items: impl IntoIterator<Item = Rated>) -> Self {
        Self { items: items.into_iter().collect(), more: 0 }
    }

    /// The first elements of the list, and the number of those after them.
    #[must_use]
    pub fn first(mut self, limit: usize) -> Self {
        self.more += self.items.len().saturating_sub(limit);
        self.items.truncate(limit);
        self
    }
}

impl Rated {
    /// An element with a score out of 100.
    pub fn new(name: impl Into<String>, score: impl Into<Option<i64>>) -> Self {
        Self { name: name.into(), description: None, score: score.into(), level: None, highest: 100 }
    }

    /// The score as a part of the highest one, from 0 to `steps`, rounded.
    pub fn steps(&self, steps: usize) -> usize {
        portion(self.score.unwrap_or(0), self.highest, steps)
    }
}

/// A value as a number of steps: from 0 up to `steps` for the highest value, rounded half up.
pub(crate) fn portion(value: i64, highest: i64, steps: usize) -> usize {
    let steps_wide = i128::try_from(steps).unwrap_or(0);
    let highest = i128::from(highest.max(1));
    let scaled = (i128::from(value).clamp(0, highest) * steps_wide * 2 + highest) / (highest * 2);
    usize::try_from(scaled).unwrap_or(0).min(steps)
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

impl Chart {
    /// What the chart shows.
    pub fn title(&self) -> &str {
        match self {
            Self::Bars { title, .. } | Self::Stacked { title, .. } | Self::Polygon { title, .. } => title,
            Self::Dots(dots) => &dots.title,
        }
    }
}
