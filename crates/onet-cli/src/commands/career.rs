//! `onet career`: a career in plain words.

use onet_domain::career_report::CareerReport;
use onet_pages::terminal::Clip;
use onet_pages::{records, reports};

use super::occupation::resolve;
use super::report::Printed;
use crate::arguments::{Career, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::source;

pub(crate) fn run(global: &Global, console: &Console, arguments: Career) -> Result<(), Failure> {
    let client = source::client(global, console)?;
    let wanted = arguments.career.join(" ");
    let document = super::block_on(async {
        let code = resolve(&client, console, &wanted).await?;
        Ok(CareerReport::new(client.clone(), arguments.service).document(code).await?)
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
