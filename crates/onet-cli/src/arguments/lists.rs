//! The arguments of the commands that list things, and of those that look up many codes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use onet_domain::Taxonomy;
use onet_domain::crosswalk::CrosswalkKind;

use super::{InputFormat, Service};

/// How much of a list to show, and how.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Shown {
    /// Show all items
    #[arg(long)]
    pub(crate) all: bool,
    /// Show at most N items
    #[arg(long, value_name = "N", conflicts_with = "all", value_parser = at_least_one)]
    pub(crate) limit: Option<usize>,
    /// Columns to show, in this order, by the names in the header of a table; JSON has these members alone
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// Column to sort by, of all items; COLUMN.descending begins with the largest
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true, value_parser = sort_column)]
    pub(crate) sort_by: Option<String>,
}

/// A column to sort by. Other programs write `-COLUMN` for the largest first.
pub(super) fn sort_column(text: &str) -> Result<String, String> {
    match text.strip_prefix('-') {
        Some(column) if !column.starts_with('-') => {
            Err(format!("the largest come first with {column}.descending"))
        }
        Some(_) => Err("expected a column".to_owned()),
        None => Ok(text.to_owned()),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let number: Option<usize> = text.parse().ok();
    number.filter(|number| *number > 0).ok_or_else(|| "expected a number from 1 up".to_owned())
}

/// Which items of a paged list to show, and how.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Listing {
    #[command(flatten)]
    pub(crate) shown: Shown,
    /// Number of the first item to show, counted from 1
    #[arg(long, value_name = "N", conflicts_with_all = ["all", "sort_by"])]
    pub(crate) start: Option<u32>,
    /// Number of the last item to show
    #[arg(long, value_name = "N", conflicts_with_all = ["all", "limit", "sort_by"])]
    pub(crate) end: Option<u32>,
}

/// Codes or texts to look up: arguments, a file, or standard input.
#[derive(Debug, Args)]
pub(crate) struct Codes {
    /// Codes, or words whose first result is taken; `-` reads standard input, and a file named .csv, .tsv, .txt,
    /// .ndjson or .parquet is read
    #[arg(value_name = "CODE|TEXT|FILE|-")]
    pub(crate) codes: Vec<String>,
    /// File of codes: one a line, or rows of CSV, TSV, NDJSON or Parquet
    #[arg(long, value_name = "FILE", conflicts_with = "codes")]
    pub(crate) file: Option<PathBuf>,
    /// Column of the codes in a file or standard input [default: code, or the only one]; a column of the input with the
    /// name of an added one, such as code, is code_2 in the output
    #[arg(long, value_name = "NAME")]
    pub(crate) column: Option<String>,
    /// What the input is [default: by the name of the file, else lines; CSV with --column]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input_format: Option<InputFormat>,
}

/// Without TOPIC the topics are listed; without CODE the entries of a topic, such as all job families; with one, by its
/// code, its id or words of its name, its occupations; with `all`, those of all entries.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet browse families 29")]
pub(crate) struct Browse {
    /// What to browse by
    #[arg(value_name = "TOPIC", value_parser = super::Suggested(super::topic_names), hide_possible_values = true)]
    pub(crate) topic: Option<String>,
    #[command(flatten)]
    pub(crate) codes: Codes,
    /// Which service to browse
    #[arg(long = "in", value_enum, default_value = "online", value_name = "SERVICE")]
    pub(crate) service: Service,
    /// With --in, careers of an industry in which some people work, in place of most
    #[arg(long)]
    pub(crate) some_people: bool,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Without --task the tasks of each occupation are listed; with it, the occupations that have similar ones.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet duties 29-1051.00")]
pub(crate) struct Duties {
    #[command(flatten)]
    pub(crate) codes: Codes,
    /// A task of the occupation to look for elsewhere; may be repeated
    #[arg(long = "task", value_name = "TASK-ID")]
    pub(crate) tasks: Vec<String>,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// An occupation's code lists the technology it uses; the name of a product, or the eight digits of a category, the
/// occupations that use it. Of several products with a word, that of most occupations is taken, and named.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet technology 29-1051.00")]
pub(crate) struct Technology {
    #[command(flatten)]
    pub(crate) codes: Codes,
    /// Search for words among the categories of technology, not the products
    #[arg(long, conflicts_with_all = ["hot", "in_demand"])]
    pub(crate) category: bool,
    /// Hot technologies alone: those that postings of many employers name
    #[arg(long, conflicts_with = "in_demand")]
    pub(crate) hot: bool,
    /// Technologies in demand for the occupation alone
    #[arg(long)]
    pub(crate) in_demand: bool,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// Without CODE the soft skills are listed; with one or several codes of soft skills, as in 2.A.2.a, or words of their
/// titles, the occupations that need them. Of skills in a file or on standard input, each has its own rows. The skills of
/// one occupation are in `onet show CODE --section skills`.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet soft-skills")]
pub(crate) struct SoftSkills {
    #[command(flatten)]
    pub(crate) codes: Codes,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Without CODE all associations are listed. The live service has them, and recordings of it.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet --source live associations 29-1051.00 (needs a key)")]
pub(crate) struct Associations {
    #[command(flatten)]
    pub(crate) codes: Codes,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// Codes are those of --from. Words are searched for among the titles of today's occupations: they go with --from active.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet taxonomy --from 2019 --to active 29-1051.00")]
pub(crate) struct TaxonomyCodes {
    #[command(flatten)]
    pub(crate) codes: Codes,
    /// Taxonomy of the codes: 2010, 2019 or active
    #[arg(long, default_value = "2010", value_name = "TAXONOMY", value_parser = super::value::<Taxonomy>)]
    pub(crate) from: Taxonomy,
    /// Taxonomy to give their counterparts in
    #[arg(long, default_value = "active", value_name = "TAXONOMY", value_parser = super::value::<Taxonomy>)]
    pub(crate) to: Taxonomy,
    /// Write to this file, which is whole or not there [default: standard output]; its name gives the format
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// Codes may be those of the classification or of occupations. There is a row for each pair.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet crosswalk soc 29-1051 29-1051.00")]
pub(crate) struct CrosswalkCodes {
    /// The other classification
    #[arg(value_enum, value_name = "KIND")]
    pub(crate) kind: Kind,
    #[command(flatten)]
    pub(crate) codes: Codes,
    /// Write to this file, which is whole or not there [default: standard output]; its name gives the format
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// A classification with a crosswalk to occupations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Standard Occupational Classification
    #[value(alias = "SOC")]
    Soc,
    /// Instructional programs (CIP)
    #[value(alias = "cip")]
    Education,
    /// Military jobs: MOC, MOS, AFSC, ratings
    #[value(alias = "moc", alias = "mos")]
    Military,
    /// Registered apprenticeships
    #[value(alias = "apprenticeship", alias = "RAPIDS")]
    Rapids,
    /// Occupations of the European Union, and ISCO-08
    #[value(alias = "isco", alias = "ESCO")]
    Esco,
    /// Dictionary of Occupational Titles
    #[value(alias = "DOT")]
    Dot,
    /// Occupational Outlook Handbook, by title
    #[value(alias = "ooh", alias = "occupation_handbook")]
    Handbook,
}

impl Kind {
    pub(crate) fn crosswalk(self) -> CrosswalkKind {
        match self {
            Self::Soc => CrosswalkKind::Soc,
            Self::Education => CrosswalkKind::Education,
            Self::Military => CrosswalkKind::Military,
            Self::Rapids => CrosswalkKind::Apprenticeship,
            Self::Esco => CrosswalkKind::Esco,
            Self::Dot => CrosswalkKind::Dot,
            Self::Handbook => CrosswalkKind::Handbook,
        }
    }
}
