//! `onet code`: the occupations that job titles stand for.
//!
//! Rows are read, coded by as many threads as there are cores, and written in their order. No more than a few thousand
//! rows are in memory at a time.

mod batch;
mod coded;
mod pipeline;
mod taxonomy;
mod write;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use onet_db::Home;
use onet_search::coding::{Coder, Level, Query};

use crate::arguments::{Code, CodeLevel, CodeTaxonomy, Format, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::input;

use coded::{Coding, Reading};
use taxonomy::Codes2010;
use write::Writer;

/// Candidates of one title, where `--top` is left out.
const CANDIDATES: usize = 5;

pub(crate) fn run(global: &Global, console: &Console, arguments: Code) -> Result<(), Failure> {
    let (coder, codes_2010) = coder(global, console, arguments.taxonomy)?;
    if arguments.batch_coder {
        return batch::run(&coder, input::opened(arguments.file.as_deref())?);
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
    let source = input::opened(arguments.file.as_deref())?;
    let layout = input::layout(arguments.input_format, arguments.file.as_deref(), arguments.column.is_some());
    let columns = input::Columns {
        subject: &input::TITLES,
        title: arguments.column,
        description: arguments.description_column,
    };
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
