//! The report on an occupation.

use maud::{Markup, html};
use onet_domain::OnetSocCode;
use onet_domain::occupation_report::{
    OccupationDocument, OccupationReport, Section, SectionAnswer, SectionData,
};
use onet_pages::html::{Additions, Links, body_with};
use onet_pages::records::{self, Record};
use onet_pages::reports::{self, Extent};

use super::related::{Tick, checkbox};
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::Visit;

pub(super) async fn page(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let code = code(visit)?;
    let document = document(site, code).await?;
    let extent = extent(visit);
    let is_whole = extent == Extent::Details;
    let report = reports::occupation(&document, extent);
    let address = format!("/explore/occupations/{code}");
    let query = if is_whole { "?show=all" } else { "" };
    let files = |name: &str| {
        let file = |kind: &str| format!("{address}/{name}.{kind}{query}");
        html! {
            p.files {
                a href=(file("csv")) aria-label=(format!("CSV of {}", name.replace('_', " "))) { "CSV" }
                " " a href=(file("json")) aria-label=(format!("JSON of {}", name.replace('_', " "))) { "JSON" }
            }
        }
    };
    let whole = format!("{address}?show=all");
    let has_activities =
        document.section(Section::DetailedWorkActivities).is_some_and(|found| found.data().is_some());
    let activities = |name: &str| {
        (name == Section::DetailedWorkActivities.as_str()).then(|| who_else(code, &document, extent, &whole))
    };
    let additions = Additions {
        below: Some(&files),
        instead: Some(&activities),
        whole: (!is_whole).then_some(whole.as_str()),
    };
    let content = html! {
        (body_with(&report, Links::Served, &additions))
        nav.actions aria-label="This occupation" {
            ul {
                @if is_whole {
                    li { a href=(address) { "Summary" } }
                } @else {
                    li { a href=(format!("{address}?show=all")) { "Show everything" } }
                }
                @if has_activities { li { a href=(format!("/explore/related/{code}")) { "Related activities by group" } } }
                li { a href=(format!("/explore/compare?codes={code}")) { "Compare with another occupation" } }
                li { a href=(format!("{address}/report.csv{query}")) { "CSV" } }
                li { a href=(format!("{address}/report.json{query}")) { "JSON" } }
                li { a href=(format!("/explore/api/online_occupations_overview?code={code}")) { "API" } }
            }
        }
    };
    Ok(Reply::page(report.name.clone(), content))
}

/// The activities with boxes to tick: where the related activities search starts.
fn who_else(code: OnetSocCode, document: &OccupationDocument, extent: Extent, whole: &str) -> Markup {
    let shown = reports::shown(document, extent);
    let activities = |document: &OccupationDocument| {
        let found = document.section(Section::DetailedWorkActivities).and_then(SectionAnswer::data).cloned();
        match found {
            Some(SectionData::DetailedWorkActivities(activities)) => activities,
            _ => Vec::new(),
        }
    };
    let (all, shown) = (activities(document), activities(&shown));
    let more = all.len() - shown.len();
    html! {
        form.activities action=(format!("/explore/related/{code}/results")) data-count="activity" {
            div.ticks { @for activity in &shown { (checkbox("activity", &activity.id, &activity.title, Tick::Off)) } }
            @if more > 0 {
                p.more { a href=(format!("{whole}#detailed-activities")) { (more) " more" } }
            }
            p.submit { button type="submit" { "Who else does this?" } " " span data-counted="activity" role="status" {} }
        }
    }
}

/// The values of the report, or of one of its sections, as CSV or JSON: those that the page of the same query shows.
pub(super) async fn file(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let code = code(visit)?;
    let (name, kind) = visit.segment(2).rsplit_once('.').ok_or_else(Failed::unknown_page)?;
    let section: Option<Section> = match name {
        "report" => None,
        section => Some(section.parse().map_err(|_| Failed::unknown_page())?),
    };
    let sections = section.map_or(Section::ALL.to_vec(), |section| vec![section]);
    let document = OccupationReport::new(site.client().clone()).document(code, &sections).await;
    let document = document.map_err(|failure| Failed::from(failure).of_path())?;
    let document = reports::shown(&document, extent(visit));
    let file = match name {
        "report" => format!("{code}.{kind}"),
        section => format!("{code}-{section}.{kind}"),
    };
    match kind {
        "csv" => {
            let mut records = records::occupation(&document);
            records.retain(|record| section.is_none_or(|section| record.section == section.as_str()));
            Reply::csv(file, &records::COLUMNS, records.into_iter().map(Record::into_cells))
        }
        "json" if section.is_some() => Reply::json_file(file, &document.sections),
        "json" => Reply::json_file(file, &document),
        _ => Err(Failed::unknown_page()),
    }
}

/// How much a page shows.
fn extent(visit: &Visit) -> Extent {
    if visit.field("show") == "all" { Extent::Details } else { Extent::Summary }
}

/// The code in the path.
fn code(visit: &Visit) -> Result<OnetSocCode, Failed> {
    let text = visit.segment(1);
    OnetSocCode::parse_lenient(text).map_err(|_| Failed::unknown_occupation(text))
}

async fn document(site: &Site, code: OnetSocCode) -> Result<OccupationDocument, Failed> {
    let found = OccupationReport::new(site.client().clone()).document(code, &Section::ALL).await;
    found.map_err(|failure| Failed::from(failure).of_path())
}
