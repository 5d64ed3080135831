//! `onet about`

use crate::arguments::{Global, Shown};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, Output, text};
use crate::source;

const COLUMNS: &[Column] = &[text("what"), text("version"), text("address")];

pub(crate) fn run(global: &Global, console: &Console, shown: &Shown) -> Result<(), Failure> {
    let client = source::client(global, console)?;
    let about = super::block_on(async { Ok(client.about().await?) })?;
    let row = |what: &str, version: &str, address: &str| {
        vec![what.to_owned(), version.to_owned(), address.to_owned()]
    };
    let rows = vec![
        row("database", &about.database.name, &about.database.url),
        row("taxonomy", &about.taxonomy.name, &about.taxonomy.url),
        row("service", &about.api_version, client.base_url()),
    ];
    Output::new(about, None, COLUMNS, rows)?.print_arranged(shown, global)
}
