//! `onet career`: a career in plain words.

use onet_domain::career_report::CareerReport;
use onet_pages::terminal::Clip;
use onet_pages::{records, reports};

use super::occupation::{absent, resolve, single};
use super::report::Printed;
use crate::arguments::{Career, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::source;

pub(crate) fn run(global: &Global, console: &Console, arguments: Career) -> Result<(), Failure> {
    let wanted = single(&arguments.career)?;
    let client = source::client(global, console)?;
    let document = super::block_on(async {
        let code = resolve(&client, console, &wanted).await?;
        CareerReport::new(client.clone(), arguments.service).document(code).await.map_err(absent)
    })?;
    let report = reports::career(&document);
    let printed = Printed {
        document: &document,
        items: "overview",
        records: records::career(&document),
        screen: report.clone(),
        page: report,
        clip: Clip::Never,
    };
    printed.print(global, console, &arguments.files)
}
