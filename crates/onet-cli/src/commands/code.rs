//! `onet code`: the occupations that job titles stand for.
//!
//! Rows are read, coded by as many threads as there are cores, and written in their order. No more than a few thousand
//! rows are in memory at a time.

mod batch;
mod coded;
mod coded_output;
mod pipeline;
mod write;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use onet_db::Home;
use onet_search::coding::{Coder, Level, Query, Reading};
use onet_server::{Codes2010, SAMPLE_MIN_SCORE, SourceError};

use crate::arguments::{Code, CodeTaxonomy, Format, Global, SourceChoice};
use crate::console::Console;
use crate::destination;
use crate::failure::Failure;
use crate::input::{self, Opened};
use crate::parquet_file::CellTexts;
use crate::source;

use coded::Coding;
use coded_output::CodedOutput;
use pipeline::Reader;

/// Candidates of one title, where `--top` is left out.
const CANDIDATES: usize = 5;

pub(crate) fn run(global: &Global, console: &Console, arguments: Code) -> Result<(), Failure> {
    if let Some(more) = arguments.more.first() {
        let words = arguments.file.iter().map(|file| file.display().to_string());
        let words: Vec<String> = words.chain(arguments.more.iter().cloned()).collect();
        return Err(Failure::usage(format!("one file is read at a time, and {more:?} is another argument"))
            .with_hint(format!("onet code --title \"{}\"", words.join(" "))));
    }
    refuse_title(arguments.file.as_deref())?;
    let trained = Trained::find(global)?;
    let (coder, codes_2010) = trained.open(console, arguments.taxonomy)?;
    if arguments.batch_coder {
        if global.format.is_some_and(|format| format != Format::Json) {
            return Err(Failure::usage("--batch-coder writes JSON, as the official samples do")
                .with_hint("leave out --format"));
        }
        return batch::run(&coder, input::opened(arguments.file.as_deref())?);
    }
    let level = match (arguments.level, arguments.taxonomy) {
        (Some(level), _) => level,
        (None, CodeTaxonomy::Soc2018) => Level::Soc,
        (None, _) => Level::Onet,
    };
    if arguments.taxonomy == CodeTaxonomy::Onet2010 && level != Level::Onet {
        return Err(
            Failure::usage("--taxonomy 2010 has O*NET-SOC codes alone").with_hint("leave out --level")
        );
    }
    let one = (!arguments.titles.is_empty()).then_some(CANDIDATES);
    let of_sample = matches!(trained, Trained::Sample).then_some(SAMPLE_MIN_SCORE);
    let query = Query {
        top: arguments.top.or(one).unwrap_or(1),
        min_score: arguments.min_score.or(of_sample),
        level,
    };
    let reading = if arguments.text { Reading::Text } else { Reading::ByForm };
    let is_described = arguments.description_column.is_some();
    let coding = Coding { coder, query, reading, is_described, codes_2010 };
    let output = arguments.output.as_deref();
    let format = destination::format(global, output, default_format(output))?;
    if !arguments.titles.is_empty() {
        return coded::titles(
            &coding,
            &arguments.titles,
            CodedOutput::open(global, format, output, None)?,
            console,
        );
    }
    destination::refuse_input(output, arguments.file.as_deref())?;
    let source =
        Opened::open(arguments.input_format, arguments.file.as_deref(), arguments.column.as_deref())?;
    let carried = if format == Format::Parquet { source.carried()? } else { None };
    let texts = CellTexts::of_output(format);
    let out = CodedOutput::open(global, format, output, carried)?;
    let columns = input::Columns {
        subject: &input::TITLES,
        title: arguments.column,
        description: arguments.description_column,
    };
    pipeline::run(coding, Reader { source, columns, texts }, out, console)
}

/// Refuses a file that is not there and has no name of a file: a title that was meant for `--title`.
fn refuse_title(file: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = file.filter(|file| *file != Path::new("-") && file.symlink_metadata().is_err()) else {
        return Ok(());
    };
    let name = file.display().to_string();
    let is_path =
        name.contains(std::path::is_separator) || (file.extension().is_some() && !name.contains(' '));
    match is_path {
        true => Ok(()),
        false => Err(Failure::usage(format!("there is no file {name}"))
            .with_hint(format!("onet code --title \"{name}\" codes a title"))),
    }
}

/// A table on a terminal, CSV elsewhere.
fn default_format(output: Option<&Path>) -> Format {
    match output.is_none() && io::stdout().is_terminal() {
        true => Format::Table,
        false => Format::Csv,
    }
}

/// What codes: the folder of a release with its label, or the built-in sample.
enum Trained {
    Release(PathBuf, String),
    Sample,
}

impl Trained {
    /// The release that `--release` names or the newest, else the sample. Titles are sent nowhere: the live service and
    /// recordings code none.
    fn find(global: &Global) -> Result<Self, Failure> {
        let codes = |choice: &&SourceChoice| {
            matches!(choice, SourceChoice::Auto | SourceChoice::Release | SourceChoice::Sample)
        };
        let Some(choice) = global.source.iter().find(codes) else { return Err(Failure::NoCoder) };
        if *choice == SourceChoice::Sample {
            return Ok(Self::Sample);
        }
        let home = Home::from_env()?;
        let label = |release: &str| format!("O*NET {release}, imported on this machine");
        match &global.release {
            Some(named) if Path::new(named).join("manifest.json").is_file() => {
                let release = onet_db::Release::open(named)?;
                Ok(Self::Release(PathBuf::from(named), label(release.name())))
            }
            Some(named) => {
                let found = home.find(named)?;
                let label = label(&found.release);
                Ok(Self::Release(found.dir, label))
            }
            None => match home.newest()? {
                Some(newest) => {
                    let label = label(&newest.release);
                    Ok(Self::Release(newest.dir, label))
                }
                None if *choice == SourceChoice::Release => Err(source::no_release()),
                None => Ok(Self::Sample),
            },
        }
    }

    /// Opens the coder, and the codes of 2010 where they are wanted.
    fn open(&self, console: &Console, taxonomy: CodeTaxonomy) -> Result<(Coder, Option<Codes2010>), Failure> {
        let codes = |release: &onet_db::Release| match taxonomy {
            CodeTaxonomy::Onet2010 => match Codes2010::of(release) {
                Ok(codes) => Ok(Some(codes)),
                Err(SourceError::Release(error)) if error.kind() == onet_db::ErrorKind::MissingTable => {
                    Err(Failure::NoCodes2010(error))
                }
                Err(error) => Err(Failure::from(error)),
            },
            _ => Ok(None),
        };
        match self {
            Self::Release(folder, label) => {
                console.note(&format!("source: {label}"));
                let coder = Coder::open(folder)?;
                let codes = match taxonomy {
                    CodeTaxonomy::Onet2010 => codes(&onet_db::Release::open(folder)?)?,
                    _ => None,
                };
                Ok((coder, codes))
            }
            Self::Sample => {
                console.note(
                    "source: the built-in sample of twenty occupations, which knows its own titles alone (for all: onet \
                     db import)",
                );
                let sample = onet_db::Release::sample()?;
                Ok((onet_server::coder(&sample)?, codes(&sample)?))
            }
        }
    }
}
