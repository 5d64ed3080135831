//! Wages and outlook of a career, and the files that they are from.

use onet_api::types::CareerJobOutlook;
use onet_api::{Client, DataFile};

use crate::{Answered, Error, OnetSocCode};

/// The wages and the outlook that a service has for a career, with the files that a release has them from.
pub(crate) async fn fetch(
    client: &Client,
    service: &str,
    code: OnetSocCode,
) -> Result<(Answered<CareerJobOutlook>, Vec<DataFile>), Error> {
    let path = format!("{service}/careers/{code}/job_outlook");
    match client.raw_with_data_files(&path).await {
        Ok((outlook, files)) => Ok((Answered::Present(outlook), files)),
        Err(failure) => Ok((Answered::of(Err(failure))?, Vec::new())),
    }
}
