//! `onet code`: the occupations that job titles stand for.
//!
//! Rows are read, coded by as many threads as there are cores, and written in their order. No more than a few thousand
//! rows are in memory at a time.

mod batch;
mod coded;
mod input;
mod pipeline;
mod taxonomy;
mod write;

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use onet_db::Home;
use onet_search::coding::{Coder, Level, Query};

use crate::arguments::{Code, CodeLevel, CodeTaxonomy, Format, Global, InputFormat};
use crate::console::Console;
use crate::failure::Failure;

use coded::{Coding, Reading};
use input::Layout;
use taxonomy::Codes2010;
use write::Writer;

/// Candidates of one title, where `--top` is left out.
const CANDIDATES: usize = 5;

pub(crate) fn run(global: &Global, console: &Console, arguments: Code) -> Result<(), Failure> {
    let (coder, codes_2010) = coder(global, console, arguments.taxonomy)?;
    if arguments.batch_coder {
        return batch::run(&coder, opened(arguments.file.as_deref())?);
    }
    let level = match (arguments.level, arguments.taxonomy) {
        (Some(level), _) => level_of(level),
        (None, CodeTaxonomy::Soc2018) => Level::Soc,
        (None, _) => Level::Onet,
    };
    if arguments.taxonomy == CodeTaxonomy::Onet2010 && level != Level::Onet {
        return Err(
            Failure::usage("--taxonomy 2010 has O*NET-SOC codes alone").with_hint("leave out --level")
        );
    }
    let one = (!arguments.titles.is_empty()).then_some(CANDIDATES);
    let query =
        Query { top: arguments.top.or(one).unwrap_or(1).max(1), min_score: arguments.min_score, level };
    let reading = if arguments.text { Reading::Text } else { Reading::ByLength };
    let coding = Coding { coder, query, reading, codes_2010 };
    let format = format(global);
    if !arguments.titles.is_empty() {
        return coded::titles(&coding, &arguments.titles, Writer::new(format), global);
    }
    let source = opened(arguments.file.as_deref())?;
    let layout = layout(&arguments);
    let columns = input::Columns { title: arguments.column, description: arguments.description_column };
    pipeline::run(coding, source, layout, columns, Writer::new(format), console)
}

/// The format of the output: a table on a terminal, CSV elsewhere.
fn format(global: &Global) -> Format {
    match global.format {
        Some(format) => format,
        None if io::stdout().is_terminal() => Format::Table,
        None => Format::Csv,
    }
}

fn level_of(level: CodeLevel) -> Level {
    match level {
        CodeLevel::Onet => Level::Onet,
        CodeLevel::Soc => Level::Soc,
        CodeLevel::Broad => Level::Broad,
        CodeLevel::Minor => Level::Minor,
        CodeLevel::Major => Level::Major,
    }
}

/// The coder of the release that `--release` names or the newest, else that of the sample.
fn coder(
    global: &Global,
    console: &Console,
    taxonomy: CodeTaxonomy,
) -> Result<(Coder, Option<Codes2010>), Failure> {
    let home = Home::from_env()?;
    let folder = match &global.release {
        Some(named) if Path::new(named).join("manifest.json").is_file() => Some(PathBuf::from(named)),
        Some(named) => Some(home.find(named)?.dir),
        None => home.newest()?.map(|newest| newest.dir),
    };
    let wants_2010 = taxonomy == CodeTaxonomy::Onet2010;
    match folder.filter(|_| !global.source.contains(&crate::arguments::SourceChoice::Sample)) {
        Some(folder) => {
            let coder = Coder::open(&folder)?;
            let codes = match wants_2010 {
                true => Some(Codes2010::of(&onet_db::Release::open(&folder)?)?),
                false => None,
            };
            Ok((coder, codes))
        }
        None => {
            console.note("coding with the built-in sample of twenty occupations (for all: onet db import)");
            let sample = onet_db::Release::sample()?;
            let codes = if wants_2010 { Some(Codes2010::of(&sample)?) } else { None };
            Ok((onet_server::coder(&sample)?, codes))
        }
    }
}

/// The input: a file, or standard input for `-` and nothing.
fn opened(file: Option<&Path>) -> Result<Box<dyn Read + Send>, Failure> {
    match file.filter(|file| *file != Path::new("-")) {
        None => Ok(Box::new(io::stdin())),
        Some(file) => match File::open(file) {
            Ok(_) if file.is_dir() => Err(Failure::usage(format!("{} is a folder", file.display()))),
            Ok(opened) => Ok(Box::new(opened)),
            Err(error) => Err(Failure::usage(format!("could not open {}: {error}", file.display()))),
        },
    }
}

/// How the input is laid out: as `--input-format` has it, else by the name of the file; with a named column it is CSV.
fn layout(arguments: &Code) -> Layout {
    let by_option = arguments.input_format.map(|format| match format {
        InputFormat::Lines => Layout::Lines,
        InputFormat::Csv => Layout::Separated(b','),
        InputFormat::Tsv => Layout::Separated(b'\t'),
        InputFormat::Ndjson => Layout::Ndjson,
    });
    let ending = arguments.file.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let by_name = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Some(Layout::Separated(b',')),
        Some("tsv" | "tab") => Some(Layout::Separated(b'\t')),
        Some("ndjson" | "jsonl") => Some(Layout::Ndjson),
        _ => None,
    };
    let otherwise = if arguments.column.is_some() { Layout::Separated(b',') } else { Layout::Lines };
    by_option.or(by_name).unwrap_or(otherwise)
}
