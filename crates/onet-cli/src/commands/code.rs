//! `onet code`: the occupations that job titles stand for.
//!
//! Rows are read, coded by as many threads as there are cores, and written in their order. No more than a few thousand
//! rows are in memory at a time.

mod batch;
mod coded;
mod coded_output;
mod pipeline;
mod taxonomy;
mod write;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use onet_db::Home;
use onet_search::coding::{Coder, Level, Query};

use crate::arguments::{Code, CodeTaxonomy, Format, Global};
use crate::console::Console;
use crate::destination;
use crate::failure::Failure;
use crate::input::{self, Opened};
use crate::parquet_file::CellTexts;

use coded::{Coding, Reading};
use coded_output::CodedOutput;
use pipeline::Reader;
use taxonomy::Codes2010;

/// Candidates of one title, where `--top` is left out.
const CANDIDATES: usize = 5;

pub(crate) fn run(global: &Global, console: &Console, arguments: Code) -> Result<(), Failure> {
    let (coder, codes_2010) = coder(global, console, arguments.taxonomy)?;
    if arguments.batch_coder {
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
    let query =
        Query { top: arguments.top.or(one).unwrap_or(1).max(1), min_score: arguments.min_score, level };
    let reading = if arguments.text { Reading::Text } else { Reading::ByLength };
    let coding = Coding { coder, query, reading, codes_2010 };
    let output = arguments.output.as_deref();
    let format = destination::format(global, output, default_format(output))?;
    if !arguments.titles.is_empty() {
        return coded::titles(&coding, &arguments.titles, CodedOutput::open(format, output, None)?);
    }
    let source =
        Opened::open(arguments.input_format, arguments.file.as_deref(), arguments.column.as_deref())?;
    let carried = if format == Format::Parquet { source.carried()? } else { None };
    let texts = CellTexts::of_output(format);
    let out = CodedOutput::open(format, output, carried)?;
    let columns = input::Columns {
        subject: &input::TITLES,
        title: arguments.column,
        description: arguments.description_column,
    };
    pipeline::run(coding, Reader { source, columns, texts }, out, console)
}

/// A table on a terminal, CSV elsewhere.
fn default_format(output: Option<&Path>) -> Format {
    match output.is_none() && io::stdout().is_terminal() {
        true => Format::Table,
        false => Format::Csv,
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
