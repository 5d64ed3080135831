//! The arguments of the program.

mod code;
mod report;
mod serve;

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use onet_api::types::RelatedActivitiesSort;

pub(crate) use code::{Code, CodeLevel, CodeTaxonomy, InputFormat};
pub(crate) use report::{Career, Compare, Files, Profiler, Show};
pub(crate) use serve::{AccessLogFormat, Serve};

/// O*NET Web Services: occupations, their activities, skills and much more, from the live service or from a
/// database release on your own machine.
#[derive(Debug, Parser)]
#[command(name = "onet", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// Where answers come from
    ///
    /// `auto` asks the live service when a key (ONET_API_KEY) or a base URL is set, else the release that
    /// --release names or the newest imported one, else the built-in sample; which it was is said on stderr.
    ///
    /// Several sources, joined by commas, are asked one after another for what those before them lack:
    /// `release,recorded,live`.
    #[arg(
        long,
        global = true,
        value_enum,
        value_delimiter = ',',
        default_value = "auto",
        env = "ONET_SOURCE",
        hide_env_values = true,
        value_name = "SOURCE"
    )]
    pub(crate) source: Vec<SourceChoice>,
    /// The imported release to answer from: its number, or the folder it was imported into
    #[arg(long, global = true, env = "ONET_RELEASE", hide_env_values = true, value_name = "VERSION|DIR")]
    pub(crate) release: Option<String>,
    /// Address of the live service, or of another server that speaks as it does
    #[arg(long, global = true, env = "ONET_BASE_URL", hide_env_values = true, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Keep what the live service answers in a folder, for --source recorded
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) record: Option<PathBuf>,
    /// Folder that --source recorded answers from [default: that of --record]
    #[arg(long, global = true, env = "ONET_RECORDINGS", hide_env_values = true, value_name = "DIR")]
    pub(crate) recordings: Option<PathBuf>,
    /// How to print [default: table on a terminal, else json]
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Longest time for a call to the live service with all its tries, in seconds [default: 45]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: Option<u64>,
    /// Write text cells of CSV and TSV unchanged, also those that a spreadsheet runs as formulas
    ///
    /// Without it, a text that begins with `=`, `+`, `-`, `@` or a tab gets an apostrophe before it.
    #[arg(long, global = true)]
    pub(crate) raw_cells: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: ColorChoice,
    /// Say more on stderr; twice for every call
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// Where answers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SourceChoice {
    /// Whatever there is
    Auto,
    /// The live service, or the server at --base-url
    Live,
    /// An imported release
    Release,
    /// The built-in sample of twenty occupations
    Sample,
    /// What --record kept of the live service's answers
    Recorded,
}

/// How data are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Columns for reading
    Table,
    /// What the operation answers, pages merged
    Json,
    /// One JSON object a line
    Ndjson,
    /// Comma-separated values with a header
    Csv,
    /// Tab-separated values with a header
    Tsv,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Versions in use
    About,
    /// Find occupations by a word, phrase, title or code
    Search(Search),
    /// Show the report on an occupation, or several side by side
    Show(Show),
    /// Compare occupations: in what they differ most, and what they have in common
    Compare(Compare),
    /// Show a career in plain words, as My Next Move does
    Career(Career),
    /// Find careers by interests: 30 or 60 questions
    Profiler(Profiler),
    /// Code job titles: the occupations that each stands for, with a score
    Code(Code),
    /// Find occupations that share detailed work activities with one
    RelatedActivities(RelatedActivities),
    /// Call any operation by its path
    Api(Api),
    /// Import and look after database releases on this machine
    Db {
        #[command(subcommand)]
        command: Db,
    },
    /// Turn documents of version 1.x into those of version 2.0, and back
    Convert {
        #[command(subcommand)]
        command: Convert,
    },
    /// Answer over HTTP, from a release, the sample, recordings or the live service
    Serve(Serve),
}

/// Which items of a list to show.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Range {
    /// Show all items
    #[arg(long, conflicts_with_all = ["start", "end"])]
    pub(crate) all: bool,
    /// Number of the first item to show, counted from 1
    #[arg(long, value_name = "N")]
    pub(crate) start: Option<u32>,
    /// Number of the last item to show
    #[arg(long, value_name = "N")]
    pub(crate) end: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to look for
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    /// Which service to search
    #[arg(long = "in", value_enum, default_value = "online", value_name = "SERVICE")]
    pub(crate) service: Service,
    /// Show which title matched, and how; needs a release or the sample
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) range: Range,
}

/// A service with a keyword search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Service {
    /// O*NET OnLine
    Online,
    /// My Next Move
    Mnm,
    /// Mi Próximo Paso (Spanish)
    Mpp,
    /// My Next Move for Veterans
    Veterans,
}

#[derive(Debug, Args)]
pub(crate) struct RelatedActivities {
    /// O*NET-SOC code of the occupation, or words to find it by
    #[arg(value_name = "CODE|TEXT", required = true)]
    pub(crate) occupation: Vec<String>,
    /// A detailed work activity to look for; may be repeated. Left out on a terminal, you choose from a list
    #[arg(long = "activity", value_name = "DWA-ID")]
    pub(crate) activities: Vec<String>,
    /// Order of the occupations
    #[arg(long, default_value = "shared", value_parser = related_sort())]
    pub(crate) sort: RelatedActivitiesSort,
    /// Write the numbers of shared activities as SVG, too
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) plot: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) range: Range,
}

/// Reads an order of related occupations.
fn related_sort() -> impl TypedValueParser<Value = RelatedActivitiesSort> {
    PossibleValuesParser::new([
        PossibleValue::new("shared").help("Most shared activities first"),
        PossibleValue::new("similar").help("Most similar activities first"),
        PossibleValue::new("title").help("By title"),
        PossibleValue::new("code").help("By O*NET-SOC code"),
        PossibleValue::new("zone").help("By job zone"),
    ])
    .try_map(|name| name.parse::<RelatedActivitiesSort>())
}

#[derive(Debug, Args)]
pub(crate) struct Api {
    /// Path of the operation, as in online/related_activities/activities/29-1051.00
    #[arg(value_name = "PATH")]
    pub(crate) path: String,
    /// A parameter of the query; may be repeated
    #[arg(short = 'f', long = "field", value_name = "KEY=VALUE", value_parser = key_value)]
    pub(crate) fields: Vec<(String, String)>,
    /// Get all pages and merge them
    #[arg(long)]
    pub(crate) paginate: bool,
}

fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE, as in keyword=pharmacist".to_owned()),
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Db {
    /// Import a release: the folder or zip file of its text, CSV or Excel edition
    Import(Import),
    /// Download a release from the O*NET Resource Center and import it
    Pull(Pull),
    /// List the imported releases
    List,
    /// Show what a release holds
    Info {
        /// Its number; the newest when left out
        version: Option<String>,
    },
    /// Import a release again from the files it was made from, as after an update of onet
    Reimport(Reimport),
    /// Check that a release is what was imported
    Verify {
        /// Its number; the newest when left out
        version: Option<String>,
    },
    /// Show what changed between two imported releases
    Diff(Diff),
    /// Remove a release from this machine
    Remove {
        /// Its number
        version: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The release to compare: its number, or the folder it was imported into
    #[arg(value_name = "A")]
    pub(crate) before: String,
    /// The release to compare it with: what only this one has was added
    #[arg(value_name = "B")]
    pub(crate) after: String,
    /// Show ratings that changed by more than this, in units of their scale
    #[arg(long, default_value_t = onet_db::diff::THRESHOLD, value_name = "UNITS", value_parser = threshold)]
    pub(crate) threshold: f64,
    /// Show each title and each task besides their counts, and descriptions in full
    #[arg(long)]
    pub(crate) details: bool,
    /// Show all changes, not the first 20 of each kind in each table
    #[arg(long)]
    pub(crate) all: bool,
}

fn threshold(text: &str) -> Result<f64, String> {
    let units: Option<f64> = text.parse().ok();
    units.filter(|units| *units >= 0.0).ok_or_else(|| "expected a number from 0 up, as in 0.5".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Folder or zip file of the release: its text, CSV or Excel edition (.txt, .csv, also with .gz, or .xlsx)
    #[arg(value_name = "DIR|ZIP")]
    pub(crate) from: PathBuf,
    /// Folder, zip or file with tables the release does not have or with crosswalks; may be repeated
    #[arg(long, value_name = "DIR|ZIP|FILE")]
    pub(crate) with: Vec<PathBuf>,
    /// Number of the release, where neither its Read Me nor its name has it
    #[arg(long = "as", value_name = "VERSION")]
    pub(crate) number: Option<String>,
    #[command(flatten)]
    pub(crate) checks: ImportChecks,
    /// Read and check everything, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What an import must have, and may do.
#[derive(Debug, Args)]
pub(crate) struct ImportChecks {
    /// Fail when a table has another form than the known one, instead of keeping it as text
    #[arg(long)]
    pub(crate) strict: bool,
    /// Fail unless the release has these tables; `all` for every table it is known to have
    #[arg(long, value_name = "all|TABLE", value_delimiter = ',')]
    pub(crate) require: Vec<String>,
    /// Replace an earlier import of the release even if that has more tables
    #[arg(long)]
    pub(crate) replace: bool,
    /// Do not train the model of onet code, which takes some seconds
    #[arg(long)]
    pub(crate) no_coding: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Reimport {
    /// Its number; the newest when left out
    pub(crate) version: Option<String>,
    #[command(flatten)]
    pub(crate) checks: ImportChecks,
    /// Read and check everything, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Pull {
    /// Number of the release [default: the newest with a known address]
    #[arg(value_name = "VERSION")]
    pub(crate) version: Option<String>,
    /// Address of the zip file, in place of the official one
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Folder, zip or file with further tables, or `crosswalks` or `labor-market` for the official files; may be
    /// repeated
    #[arg(long, value_name = "DIR|ZIP|FILE|NAME")]
    pub(crate) with: Vec<PathBuf>,
    /// Server with copies of the official files of --with, under their paths
    #[arg(long, value_name = "URL")]
    pub(crate) mirror: Option<String>,
    /// Do not remove the downloaded files after the import
    #[arg(long)]
    pub(crate) keep: bool,
    #[command(flatten)]
    pub(crate) checks: ImportChecks,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Convert {
    /// Print a document of version 1.x, XML or JSON, as version 2.0 writes it
    #[command(name = "v1-to-v2")]
    V1ToV2(V1ToV2),
    /// Print an answer of version 2.0 as version 1.x writes it
    #[command(name = "v2-to-v1")]
    V2ToV1(V2ToV1),
}

/// What both ways of a conversion take.
#[derive(Debug, Args)]
pub(crate) struct Converted {
    /// The document; `-` reads standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) file: PathBuf,
    /// Print nothing and end with 6 when something would be lost
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct V1ToV2 {
    #[command(flatten)]
    pub(crate) converted: Converted,
    /// The resource of version 1.x, as in online.search, where the document does not tell it
    #[arg(long, value_name = "ID")]
    pub(crate) resource: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct V2ToV1 {
    #[command(flatten)]
    pub(crate) converted: Converted,
    /// The resource of version 1.x that the answer becomes, as in online.search
    #[arg(long, value_name = "ID")]
    pub(crate) resource: String,
    /// The version to write
    #[arg(long, default_value = "1.9", value_name = "VERSION")]
    pub(crate) v1_version: String,
    /// Something that the call said and version 1.x repeats, as in keyword=nurse; may be repeated
    #[arg(short = 'f', long = "field", value_name = "KEY=VALUE", value_parser = key_value)]
    pub(crate) fields: Vec<(String, String)>,
    /// Write XML, as version 1.x does unless asked otherwise
    #[arg(long, conflicts_with = "json")]
    pub(crate) xml: bool,
    /// Write JSON, from version 1.8 on
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
