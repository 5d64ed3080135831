//! The arguments of the commands that print reports.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use onet_domain::career_report::CareerService;
use onet_domain::comparison::Order;
use onet_domain::occupation_report::Section;
use onet_domain::{JobZone, ProfilerAnswers};

/// Files that a report is written to.
#[derive(Debug, Args)]
pub(crate) struct Files {
    /// Write the report as one HTML page, and print nothing unless --format is given
    #[arg(long, value_name = "FILE", value_parser = page_file)]
    pub(crate) html: Option<PathBuf>,
    /// Write the charts of the report as SVG, and print nothing unless --format is given
    #[arg(long, value_name = "FILE.svg", value_parser = chart_file)]
    pub(crate) plot: Option<PathBuf>,
}

/// Endings of formats that neither pages nor charts have.
const OTHERS: [&str; 12] =
    ["png", "jpg", "jpeg", "gif", "webp", "bmp", "pdf", "eps", "docx", "csv", "json", "xlsx"];

/// A file for charts.
pub(crate) fn chart_file(name: &str) -> Result<PathBuf, String> {
    file_named(name, "svg", &["html", "htm"])
}

fn page_file(name: &str) -> Result<PathBuf, String> {
    file_named(name, "html", &["svg"])
}

/// Refuses names that promise another format than the one that is written.
fn file_named(name: &str, ending: &str, others: &[&str]) -> Result<PathBuf, String> {
    let path = PathBuf::from(name);
    let given = path.extension().and_then(|given| given.to_str()).map(str::to_ascii_lowercase);
    match given.filter(|given| OTHERS.iter().chain(others).any(|other| other == given)) {
        Some(given) => Err(format!("what is written is no .{given}: expected a name in .{ending}")),
        None => Ok(path),
    }
}

impl Files {
    /// Whether nothing is written to a file.
    pub(crate) fn is_empty(&self) -> bool {
        self.html.is_none() && self.plot.is_none()
    }
}

#[derive(Debug, Args)]
#[command(before_help = "Example: onet show 29-1051.00")]
pub(crate) struct Show {
    /// O*NET-SOC code of the occupation, or words to find it by; several are shown side by side
    ///
    /// Each code is an occupation, and so are words in quotation marks. Other words that follow each other are one
    /// search: `onet show registered nurse 29-1051.00` shows two occupations.
    #[arg(value_name = "CODE|TEXT", required = true)]
    pub(crate) occupation: Vec<String>,
    /// A section to show in full; may be repeated
    #[arg(long = "section", value_name = "SECTION", value_delimiter = ',', value_parser = section())]
    pub(crate) sections: Vec<Section>,
    /// Show everything
    #[arg(long)]
    pub(crate) details: bool,
    #[command(flatten)]
    pub(crate) files: Files,
}

fn section() -> impl TypedValueParser<Value = Section> {
    let values = Section::ALL.map(|section| PossibleValue::new(section.as_str()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Section>())
}

#[derive(Debug, Args)]
#[command(before_help = "Example: onet compare 29-1051.00 29-2052.00")]
pub(crate) struct Compare {
    /// Two to six occupations: O*NET-SOC codes, or words to find each by (in quotation marks)
    #[arg(value_name = "CODE|TEXT", required = true, num_args = 2..)]
    pub(crate) occupations: Vec<String>,
    /// Order of the elements in each section
    #[arg(long, default_value = "difference", value_parser = order())]
    pub(crate) sort: Order,
    /// Show all elements, not those that differ most
    #[arg(long)]
    pub(crate) details: bool,
    #[command(flatten)]
    pub(crate) files: Files,
}

fn order() -> impl TypedValueParser<Value = Order> {
    let values = Order::ALL.map(|order| PossibleValue::new(order.as_str()).help(order.title()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Order>())
}

#[derive(Debug, Args)]
#[command(before_help = "Example: onet career 29-1051.00")]
pub(crate) struct Career {
    /// O*NET-SOC code of the career, or words to find it by
    #[arg(value_name = "CODE|TEXT", required = true)]
    pub(crate) career: Vec<String>,
    /// The service to take the report from
    #[arg(long = "in", default_value = "mnm", value_name = "SERVICE", value_parser = service())]
    pub(crate) service: CareerService,
    #[command(flatten)]
    pub(crate) files: Files,
}

fn service() -> impl TypedValueParser<Value = CareerService> {
    let values = CareerService::ALL.map(|service| PossibleValue::new(service.as_str()).help(service.title()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<CareerService>())
}

#[derive(Debug, Args)]
#[command(before_help = "Example: onet profiler --answers 323432343234323432343234155343")]
pub(crate) struct Profiler {
    /// Answers to 30 or 60 questions: a digit from 1 (strongly dislike) to 5 (strongly like) for each
    #[arg(long, value_name = "DIGITS", value_parser = answers)]
    pub(crate) answers: Option<ProfilerAnswers>,
    /// Number of questions to ask on a terminal
    #[arg(long, default_value = "30", value_name = "30|60", value_parser = questions())]
    pub(crate) questions: u8,
    /// Begin again, without the answers of a run that was stopped
    #[arg(long, conflicts_with = "answers")]
    pub(crate) restart: bool,
    /// A job zone, 1 to 5, to list careers of; may be repeated [default: all]
    #[arg(long = "zone", value_name = "1-5", value_parser = super::value::<JobZone>)]
    pub(crate) zones: Vec<JobZone>,
    #[command(flatten)]
    pub(crate) files: Files,
}

/// Reads the answers; the error counts them, or shows the first that is none.
fn answers(text: &str) -> Result<ProfilerAnswers, String> {
    text.parse().map_err(|_| {
        let count = text.chars().count();
        let other = text.chars().enumerate().find(|(_, digit)| !matches!(digit, '1'..='5'));
        match other {
            Some((at, other)) => format!("answer {} is {other:?}: answers are digits from 1 to 5", at + 1),
            None => format!("{count} {} given; 30 or 60 are needed", if count == 1 { "is" } else { "are" }),
        }
    })
}

fn questions() -> impl TypedValueParser<Value = u8> {
    PossibleValuesParser::new(["30", "60"]).try_map(|number| number.parse::<u8>())
}
