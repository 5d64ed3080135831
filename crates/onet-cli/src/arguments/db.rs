//! The arguments of `onet db`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::lists::{Listing, Shown};

#[derive(Debug, Subcommand)]
pub(crate) enum Db {
    /// Import a release: the folder or zip file of its text, CSV or Excel edition
    Import(Import),
    /// Download a release from the O*NET Resource Center and import it
    Pull(Pull),
    /// List the imported releases
    #[command(before_help = "Example: onet db list")]
    List(Shown),
    /// Show what a release holds
    #[command(before_help = "Example: onet db info")]
    Info {
        /// Its number; the newest when left out
        version: Option<String>,
        #[command(flatten)]
        shown: Shown,
    },
    /// Import a release again from the files it was made from, as after an update of onet
    Reimport(Reimport),
    /// Check that a release is what was imported
    #[command(before_help = "Example: onet db verify")]
    Verify {
        /// Its number; the newest when left out
        version: Option<String>,
    },
    /// Show what changed between two imported releases
    Diff(Diff),
    /// List the tables of the database, or the columns of one
    #[command(before_help = "Example: onet db tables job_zones")]
    Tables {
        /// Id of a table, to list its columns
        #[arg(value_name = "TABLE", value_parser = super::Suggested(super::table_names), hide_possible_values = true)]
        table: Option<String>,
        #[command(flatten)]
        shown: Shown,
    },
    /// Show rows of a table, filtered and sorted
    Rows(Rows),
    /// Answer a SELECT over a release
    Sql(Sql),
    /// Write tables of a release into files
    Export(Export),
    /// Remove a release from this machine
    #[command(before_help = "Example: onet db remove 29.3")]
    Remove {
        /// Its number
        version: String,
    },
}

#[derive(Debug, Args)]
#[command(before_help = "Example: onet db diff 29.3 30.1")]
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
#[command(before_help = "Example: onet db import db_30_1_text.zip")]
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
#[command(before_help = "Example: onet db reimport")]
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
#[command(before_help = "Example: onet db pull 30.1")]
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

/// A condition on a column, as the database services write it: `scale_id.eq.IM`.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet db rows job_zones --where job_zone.gte.5 --sort onetsoc_code")]
pub(crate) struct Rows {
    /// Id of the table, as `onet db tables` lists it
    #[arg(value_name = "TABLE", value_parser = super::Suggested(super::table_names), hide_possible_values = true)]
    pub(crate) table: String,
    /// Show rows that meet this; several must all be met. Operators: eq, neq, lt, lte, gt, gte, contains, startswith,
    /// endswith, na, and their negations with n
    #[arg(long = "where", value_name = "COLUMN.OPERATOR.VALUE")]
    pub(crate) filters: Vec<String>,
    /// Order of the rows: a column, or COLUMN.descending; may be repeated
    #[arg(long, value_name = "COLUMN[.descending]", allow_hyphen_values = true, value_parser = super::lists::sort_column)]
    pub(crate) sort: Vec<String>,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

#[derive(Debug, Args)]
#[command(before_help = "Example: onet db sql 'SELECT title FROM occupation_data LIMIT 3'")]
pub(crate) struct Sql {
    /// The question. Tables and columns are those of `onet db tables`. Nothing but reading is allowed
    #[arg(value_name = "SELECT")]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// `--format csv`, `tsv`, `ndjson` or `parquet` writes a file for each table, `--format sqlite` one file with all of
/// them. A file is whole or not there.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet db export --format csv --to exported job_zones")]
pub(crate) struct Export {
    /// Ids of tables [default: all]
    #[arg(value_name = "TABLE", value_parser = super::Suggested(super::table_names), hide_possible_values = true)]
    pub(crate) tables: Vec<String>,
    /// Folder to write into; it is made
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Write tables for analysis instead: ratings with a row for each occupation and a column for each element, related
    /// occupations as edges, occupations with job zones
    #[arg(long)]
    pub(crate) flat: bool,
}
