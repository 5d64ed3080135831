//! `onet api`: any operation by its path.

use serde_json::Value;

use crate::arguments::{Api, Format, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::source;
use onet_api::operation::Operation;

pub(crate) fn run(global: &Global, console: &Console, arguments: Api) -> Result<(), Failure> {
    if let Some(format @ (Format::Table | Format::Csv | Format::Tsv)) = global.format {
        return Err(Failure::usage(
            format!("onet api prints JSON; {format:?} has no columns here").to_lowercase(),
        )
        .with_hint("--format json or --format ndjson"));
    }
    let client = source::client(global, console)?;
    let Api { path, fields, paginate } = arguments;
    let query: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let answer: Value = super::block_on(async {
        Ok(match paginate {
            true => client.raw_all(&path, &query).await?,
            false => client.raw(&path, &query).await?,
        })
    })?;
    let bare = path.strip_prefix(client.base_url()).unwrap_or(&path);
    let items = Operation::find(bare.split('?').next().unwrap_or_default()).and_then(Operation::items);
    Output::new(answer, items, &[], Vec::new())?.print_as(global.format.unwrap_or(Format::Json), global)
}
