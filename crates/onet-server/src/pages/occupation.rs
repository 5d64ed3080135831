//! The report on an occupation.

use maud::{Markup, html};
use onet_domain::OnetSocCode;
use onet_domain::occupation_report::{
    OccupationDocument, OccupationReport, Section, SectionAnswer, SectionData,
};
use onet_pages::html::{Links, body};
use onet_pages::records::{self, Record};
use onet_pages::reports::{self, Extent};

use super::related::{Tick, checkbox};
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::Visit;

pub(super) async fn page(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    let code = OnetSocCode::parse_lenient(visit.segment(1))?;
    let document = document(site, code).await?;
    let is_whole = visit.field("show") == "all";
    let extent = if is_whole { Extent::Details } else { Extent::Summary };
    let report = reports::occupation(&document, extent);
    let address = format!("/explore/occupations/{code}");
    let content = html! {
        (body(&report, Links::Served))
        (who_else(code, &document))
        nav.actions aria-label="This occupation" {
            ul {
                @if is_whole {
                    li { a href=(address) { "Summary" } }
                } @else {
                    li { a href=(format!("{address}?show=all")) { "Show everything" } }
                }
                li { a href=(format!("/explore/related/{code}")) { "Related activities by group" } }
                li { a href=(format!("/explore/compare?codes={code}")) { "Compare with another occupation" } }
                li { a href=(format!("{address}/report.csv")) { "CSV" } }
                li { a href=(format!("{address}/report.json")) { "JSON" } }
                li { a href=(format!("/explore/api/online_occupations_overview?code={code}")) { "API" } }
            }
        }
    };
    Ok(Reply::page(report.name.clone(), content))
}

/// The activities with boxes to tick: where the related activities search starts.
fn who_else(code: OnetSocCode, document: &OccupationDocument) -> Markup {
    let activities = document.section(Section::DetailedWorkActivities).and_then(SectionAnswer::data);
    let Some(SectionData::DetailedWorkActivities(activities)) = activities else { return html! {} };
    html! {
        h2.screen id="who-else" { "Who else does this?" }
        p.screen { "Tick activities to find occupations that share them." }
        form.activities.screen action=(format!("/explore/related/{code}/results")) data-count="activity" {
            div.ticks { @for activity in activities { (checkbox("activity", &activity.id, &activity.title, Tick::Off)) } }
            p.submit { button type="submit" { "Who else does this?" } " " span data-counted="activity" role="status" {} }
        }
    }
}

/// The values of the report as CSV or JSON.
pub(super) async fn file(site: &Site, visit: Visit) -> Result<Reply, Failed> {
    let code = OnetSocCode::parse_lenient(visit.segment(1))?;
    match visit.segment(2) {
        "report.csv" => {
            let records = records::occupation(&document(site, code).await?);
            let rows = records.into_iter().map(Record::into_cells);
            Reply::csv(format!("{code}.csv"), &records::COLUMNS, rows)
        }
        "report.json" => Reply::json_file(format!("{code}.json"), &document(site, code).await?),
        _ => Err(Failed::unknown_page()),
    }
}

async fn document(site: &Site, code: OnetSocCode) -> Result<OccupationDocument, Failed> {
    Ok(OccupationReport::new(site.client().clone()).document(code, &Section::ALL).await?)
}
