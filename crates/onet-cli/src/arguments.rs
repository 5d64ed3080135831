//! The arguments of the program.

mod code;
mod db;
mod lists;
mod report;
mod serve;
mod tools;

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use onet_api::types::RelatedActivitiesSort;

pub(crate) use code::{Code, CodeTaxonomy, InputFormat};
pub(crate) use db::{Db, Diff, Export, Import, ImportChecks, Pull, Reimport, Rows, Sql};
pub(crate) use lists::{
    Associations, Browse, Codes, CrosswalkCodes, Duties, Listing, Shown, SoftSkills, TaxonomyCodes,
    Technology,
};
pub(crate) use report::{Career, Compare, Files, Profiler, Show};
pub(crate) use serve::{AccessLogFormat, Serve};
pub(crate) use tools::{Auth, Completions, Mcp};

/// O*NET Web Services: occupations, their activities, skills and much more, from the live service or from a
/// database release on your own machine.
#[derive(Debug, Parser)]
#[command(name = "onet", version, max_term_width = 100, before_help = "Example: onet search pharmacist")]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
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
    /// How to print [default: table on a terminal, else json; `onet code` writes csv]
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Longest time for a call to the live service with all its tries, in seconds [default: 45]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: Option<u64>,
    /// Write text cells of CSV and TSV unchanged, also those that a spreadsheet runs as formulas
    ///
    /// Without it, a text that begins with `=`, `+`, `-`, `@` or a tab gets an apostrophe before it. Columns of your own
    /// input stay as they are.
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
    /// A database file, of `onet db export` alone
    Sqlite,
    /// Columns in a file, of `onet db export`, `code`, `crosswalk` and `taxonomy`
    Parquet,
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
    #[command(before_help = "Example: onet about")]
    About(Shown),
    /// Find occupations by a word, phrase, title or code
    Search(Search),
    /// List occupations by family, zone, cluster, outlook or rated element
    Browse(Browse),
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
    /// List the tasks of occupations, and find occupations with similar ones
    Duties(Duties),
    /// List the technology of occupations, or the occupations that use a technology
    Technology(Technology),
    /// List soft skills, and the occupations that need them
    SoftSkills(SoftSkills),
    /// List professional associations, of occupations or all
    Associations(Associations),
    /// Carry occupations from one version of the taxonomy to another
    Taxonomy(TaxonomyCodes),
    /// Pair occupations with SOC, education, military, ESCO and other codes
    Crosswalk(CrosswalkCodes),
    /// Call any operation by its path, or list them
    Api(Api),
    /// Import, look after and query database releases on this machine
    #[command(before_help = "Example: onet db rows job_zones --limit 3")]
    Db {
        #[command(subcommand)]
        command: Db,
    },
    /// Turn documents of version 1.x into those of version 2.0, and back
    #[command(before_help = FROM_V2)]
    Convert {
        #[command(subcommand)]
        command: Convert,
    },
    /// Answer over HTTP, from a release, the sample, recordings or the live service
    Serve(Serve),
    /// Answer an assistant over the Model Context Protocol
    Mcp(Mcp),
    /// Store, show or remove the key of the live service
    #[command(before_help = "Example: onet auth status")]
    Auth {
        #[command(subcommand)]
        command: Auth,
    },
    /// Show what is set up, what is missing and how to get it
    #[command(before_help = "Example: onet doctor")]
    Doctor(Shown),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page
    #[command(before_help = "Example: onet man | man -l -")]
    Man,
}

#[derive(Debug, Args)]
#[command(before_help = "Example: onet search pharmacist")]
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
    pub(crate) listing: Listing,
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
#[command(before_help = "Example: onet related-activities 29-1051.00 --activity 4.A.2.a.2.I05.D04")]
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
    #[arg(long, value_name = "FILE.svg", value_parser = report::chart_file)]
    pub(crate) plot: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) listing: Listing,
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
#[command(before_help = "Example: onet api online/search -f keyword=pharmacist")]
pub(crate) struct Api {
    /// Path of the operation, as in online/related_activities/activities/29-1051.00; with --list, words to look for
    #[arg(value_name = "PATH", required_unless_present = "list")]
    pub(crate) path: Vec<String>,
    /// A parameter of the query; may be repeated
    #[arg(short = 'f', long = "field", value_name = "KEY=VALUE", value_parser = key_value)]
    pub(crate) fields: Vec<(String, String)>,
    /// Get all pages and merge them
    #[arg(long, alias = "all")]
    pub(crate) paginate: bool,
    /// List the operations and their parameters; words choose those that have them all
    #[arg(long, conflicts_with_all = ["fields", "paginate"])]
    pub(crate) list: bool,
    /// Show at most N items of a list
    #[arg(long, value_name = "N", conflicts_with = "paginate")]
    pub(crate) limit: Option<usize>,
    /// Columns to show, in this order
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// Column to sort the shown items by; COLUMN.descending begins with the largest
    #[arg(long, value_name = "COLUMN")]
    pub(crate) sort_by: Option<String>,
}

/// Reads a value of the domain; the error is in words.
fn value<T: std::str::FromStr<Err = onet_domain::ParseError>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|failure: onet_domain::ParseError| failure.in_words())
}

/// Takes any text; completions offer these words.
#[derive(Clone)]
struct Suggested(fn() -> Vec<&'static str>);

impl TypedValueParser for Suggested {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}

/// The topics of `onet browse`.
fn topic_names() -> Vec<&'static str> {
    crate::topics::TOPICS.iter().map(|topic| topic.name).collect()
}

/// The tables that releases are known to have.
fn table_names() -> Vec<&'static str> {
    let known = onet_db::catalogue::tables().iter().chain(onet_db::catalogue::supplements());
    known.map(|table| table.id.as_str()).collect()
}

fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE, as in keyword=pharmacist".to_owned()),
    }
}

/// Both ways, of an answer of the sample and of what is at hand.
const FROM_V2: &str = "\
Example: onet api about | onet convert v2-to-v1 - --resource about
         onet convert v1-to-v2 old.xml";
const FROM_V1: &str = "\
Example: onet api about | onet convert v2-to-v1 - --resource about | onet convert v1-to-v2 -
         onet convert v1-to-v2 old.xml --strict";

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
#[command(before_help = FROM_V1)]
pub(crate) struct V1ToV2 {
    #[command(flatten)]
    pub(crate) converted: Converted,
    /// The resource of version 1.x, as in online.search, where the document does not tell it
    #[arg(long, value_name = "ID")]
    pub(crate) resource: Option<String>,
}

#[derive(Debug, Args)]
#[command(before_help = FROM_V2)]
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
