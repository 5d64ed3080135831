//! `onet career`: a career in plain words.

use onet_api::Client;
use onet_domain::OnetSocCode;
use onet_domain::career_report::CareerReport;
use onet_pages::terminal::Clip;
use onet_pages::{records, reports};

use super::occupation::{absent, resolve, single};
use super::report::Printed;
use crate::arguments::{Career, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::source;

/// The failure of a code without a career. Many of those are occupations all the same.
async fn without_career(client: &Client, code: OnetSocCode, failure: onet_api::Error) -> Failure {
    match client.online_occupations_overview(code).await {
        Ok(known) => Failure::unknown(format!("there is no career report on {code} {}", known.title))
            .with_hint(format!("onet show {code}")),
        Err(_) => Failure::NoSuchOccupation(failure),
    }
}

pub(crate) fn run(global: &Global, console: &Console, arguments: Career) -> Result<(), Failure> {
    let wanted = single(&arguments.career)?;
    let client = source::client(global, console)?;
    let document = super::block_on(async {
        let code = resolve(&client, console, &wanted).await?;
        let found = CareerReport::new(client.clone(), arguments.service).document(code).await.map_err(absent);
        match found {
            Err(Failure::NoSuchOccupation(failure)) => Err(without_career(&client, code, failure).await),
            found => found,
        }
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
