//! The arguments of `onet code`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use onet_domain::SocLevel;

/// Each title gets the occupations that it stands for, with the probability that they are right. The release that
/// --release names, or the newest imported one, codes; without one the built-in sample does. Nothing is sent anywhere.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet code --title \"Staff Pharmacist\"")]
pub(crate) struct Code {
    /// Titles, one a line, or rows of CSV, TSV, NDJSON or Parquet; `-` or nothing reads standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) file: Option<PathBuf>,
    /// Words that are no file; the command names `--title` for them
    #[arg(hide = true, value_name = "WORD")]
    pub(crate) more: Vec<String>,
    /// Code this title instead of a file; may be repeated
    #[arg(long = "title", value_name = "TEXT", conflicts_with_all = ["file", "column", "description_column", "input_format"])]
    pub(crate) titles: Vec<String>,
    /// The column of the titles [default: title, job title or position, or the only one]
    #[arg(long, value_name = "NAME")]
    pub(crate) column: Option<String>,
    /// A column of descriptions, such as duties: they decide where a title is empty or names no one occupation
    #[arg(long, value_name = "NAME")]
    pub(crate) description_column: Option<String>,
    /// What the input is [default: by the name of the file, else lines; CSV with --column]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input_format: Option<InputFormat>,
    /// Write to this file, which is whole or not there [default: standard output]; its name gives the format
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Read free text: duties, lines of a résumé, skills, tools. Without it, lines that are no titles by their form are read so
    #[arg(long)]
    pub(crate) text: bool,
    /// How many candidates to give for each row [default: 1; 5 for --title]
    #[arg(long, value_name = "N", value_parser = count)]
    pub(crate) top: Option<usize>,
    /// Mark answers below this score as abstained [default: about 70 % of the answers are right from it on]
    #[arg(long, value_name = "SCORE", value_parser = score, allow_negative_numbers = true)]
    pub(crate) min_score: Option<f32>,
    /// What to code to: O*NET-SOC occupations or groups of the SOC
    #[arg(long, value_parser = level(), value_name = "LEVEL")]
    pub(crate) level: Option<SocLevel>,
    /// Which codes to give; 2010 needs a release with that crosswalk
    #[arg(long, value_enum, default_value = "2019", value_name = "TAXONOMY")]
    pub(crate) taxonomy: CodeTaxonomy,
    /// Read and write the JSON documents of the official samples' batch coder
    #[arg(long, conflicts_with_all = [
        "titles", "column", "description_column", "input_format", "text", "top", "min_score", "level", "taxonomy", "output",
    ])]
    pub(crate) batch_coder: bool,
}

/// Levels by name, with what each is in the help.
fn level() -> impl TypedValueParser<Value = SocLevel> {
    let names = SocLevel::ALL.map(|level| PossibleValue::new(level.name()).help(level.title()));
    PossibleValuesParser::new(names).try_map(|name| name.parse::<SocLevel>())
}

fn count(text: &str) -> Result<usize, String> {
    // More than there are is all of them, however many.
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let count: Option<usize> = text.parse().ok().or(is_number.then_some(usize::MAX));
    count.filter(|count| *count > 0).ok_or_else(|| "expected a whole number from 1 on".to_owned())
}

fn score(text: &str) -> Result<f32, String> {
    let score: Option<f32> = text.parse().ok();
    score
        .filter(|score| (0.0..=1.0).contains(score))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

/// What the rows of an input are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// A title on each line
    Lines,
    /// Comma-separated values with a header
    Csv,
    /// Tab-separated values with a header
    Tsv,
    /// One JSON object a line
    Ndjson,
    /// A Parquet file
    Parquet,
}

/// A classification of occupations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CodeTaxonomy {
    /// O*NET-SOC 2010
    #[value(name = "2010")]
    Onet2010,
    /// O*NET-SOC 2019
    #[value(name = "2019")]
    Onet2019,
    /// SOC 2018
    Soc2018,
}
