//! The related activities search in three steps. Every step is an address.

use std::collections::BTreeMap;

use maud::{Markup, html};
use onet_api::types::RelatedActivitiesSort as Sort;
use onet_api::{ErrorKind, PageRange};
use onet_domain::answer::RelatedOccupation;
use onet_domain::related_activities::RelatedActivities;
use onet_domain::{Activity, DwaId, MajorGroup, OnetSocCode};
use onet_pages::html::text;

use super::frame::{counted, occupation_field, pager};
use super::problem::Problems;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::{Visit, query};
use super::words;

/// Occupations on a page of results.
const SIZE: usize = 50;

/// Activities that are shown above the results; more are folded.
const FEW: usize = 3;

const SORTS: [(Sort, &str); 5] = [
    (Sort::Shared, "Most shared activities"),
    (Sort::Similar, "Most similar activities"),
    (Sort::Title, "Title"),
    (Sort::Code, "Code"),
    (Sort::Zone, "Job zone"),
];

/// Step one: find the occupation.
pub(super) async fn search(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let words = visit.field("q");
    let found = match words {
        "" => Vec::new(),
        words => RelatedActivities::new(site.client().clone()).search(words).await?,
    };
    let content = html! {
        (steps(1))
        h1 { "Related activities" }
        p { "Choose an occupation, then some of what people do in it, and see who else does that." }
        form.search role="search" action="/explore/related" {
            (occupation_field("q", "Occupation, title or code", words, Problems::NONE))
            button type="submit" { "Search" }
        }
        @if !words.is_empty() && found.is_empty() {
            p role="status" { "Nothing found for “" (text(words)) "”. Try another word, or a code such as 29-1051." }
        }
        @if !found.is_empty() {
            ol.found {
                @for occupation in found.iter().take(SIZE) {
                    li {
                        a href=(format!("/explore/related/{}", occupation.code)) { (text(&occupation.title)) }
                        " " span.code { (occupation.code) }
                    }
                }
            }
            @if found.len() > SIZE { p.more { (found.len() - SIZE) " more; add a word to find fewer" } }
        }
    };
    Ok(Reply::page("Related activities", content))
}

/// Step two: tick activities, grouped by generalized work activity.
pub(super) async fn activities(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    form(site, visit, Problems::NONE).await
}

/// The activities, with those ticked that the address has, and what is wrong with them.
pub(super) async fn form(site: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    let (code, title) = site.occupation(visit.segment(1)).await?;
    let activities = match RelatedActivities::new(site.client().clone()).activities(code).await {
        Err(onet_domain::Error::Call(failure)) if is_missing(&failure) => {
            return Ok(without_activities(code, &title, failure.message()));
        }
        found => found?,
    };
    let names = group_names(site).await;
    let ticked: Vec<&str> = visit.all("activity").collect();
    let mut groups: BTreeMap<String, Vec<&Activity>> = BTreeMap::new();
    for activity in &activities {
        groups.entry(activity.id.gwa().to_string()).or_default().push(activity);
    }
    let tick = |activity: &Activity| match ticked.contains(&activity.id.as_str()) {
        true => Tick::On,
        false => Tick::Off,
    };
    let action = format!("/explore/related/{code}/results");
    let content = html! {
        (steps(2))
        h1 { "What people do: " (text(&title)) " " span.code { (code) } }
        p { "Tick activities to search for. " a href="/explore/related" { "Another occupation" } }
        form.activities id="activities" action=(action) data-count="activity"
            aria-describedby=[problems.described("activities", None)] {
            (problems.message("activities"))
            @for (id, group) in &groups {
                @let name = names.get(id).cloned().unwrap_or_else(|| format!("Activities {id}"));
                fieldset {
                    legend { (text(&name)) }
                    @for activity in group {
                        (checkbox("activity", activity.id.as_str(), &activity.title, tick(activity)))
                    }
                    @if group.len() > 1 {
                        p.group {
                            a href=(format!("{action}{}", query(group.iter().map(|activity| ("activity", activity.id.as_str()))))) {
                                "Search with all " (group.len())
                            }
                        }
                    }
                }
            }
            p.submit { button type="submit" { "Who else does this?" } " " span data-counted="activity" role="status" {} }
        }
    };
    Ok(Reply::page(format!("Activities of {title}"), content))
}

/// Whether the source has no activities of an occupation that it has.
fn is_missing(failure: &onet_api::Error) -> bool {
    matches!(failure.kind(), ErrorKind::NotInSource | ErrorKind::NoData)
}

/// Searches lead to every occupation, and some have no activities.
fn without_activities(code: OnetSocCode, title: &str, why: &str) -> Reply {
    let content = html! {
        (steps(2))
        h1 { "What people do: " (text(title)) " " span.code { (code) } }
        p.failed { (text(why)) }
        p {
            a href="/explore/related" { "Another occupation" }
            " " a href=(format!("/explore/occupations/{code}")) { "The report on this one" }
        }
    };
    Reply::page(format!("Activities of {title}"), content)
}

/// Step three: the occupations that share the ticked activities.
pub(super) async fn results(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let (code, title) = site.occupation(visit.segment(1)).await?;
    let chosen: Vec<DwaId> = visit.all("activity").map(str::parse).collect::<Result<_, _>>()?;
    let back = format!("/explore/related/{code}{}", query(visit.all("activity").map(|id| ("activity", id))));
    if chosen.is_empty() {
        return Err(Failed::field("activities", "Tick at least one activity."));
    }
    let sort: Sort = match visit.field("sort") {
        "" => Sort::Shared,
        name => name.parse().map_err(|_| Failed::input(format!("There is no order “{name}”.")))?,
    };
    let workflow = RelatedActivities::new(site.client().clone());
    let known = workflow.activities(code).await?;
    let title_of = |id: &DwaId| known.iter().find(|known| known.id == *id).map(|known| known.title.as_str());
    let foreign: Vec<&DwaId> = chosen.iter().filter(|id| title_of(id).is_none()).collect();
    if !foreign.is_empty() {
        return Err(refused(site, &title, &foreign).await.into());
    }
    let all = workflow.all_results(code, &chosen, sort).await?;
    let shown = filtered(&all, visit);
    match visit.segment(2) {
        "results" => {}
        "results.csv" => return csv(code, &shown),
        _ => return Err(Failed::unknown_page()),
    }
    let start = usize::try_from(visit.start()?).unwrap_or(1).min(shown.len().max(1));
    let page = &shown[(start - 1).min(shown.len())..(start - 1 + SIZE).min(shown.len())];
    let end = start - 1 + page.len();
    let content = html! {
        (steps(3))
        h1 { "Who else does this?" }
        details.fold open[chosen.len() <= FEW] {
            summary { (counted(chosen.len(), "activity", "activities")) " of " (text(&title)) " " span.code { (code) } }
            ul { @for id in &chosen { li { (text(title_of(id).unwrap_or_default())) } } }
            p { a href=(back) { "Change the activities" } }
        }
        details.fold.wide {
            summary { "Order and filters" }
            (filters(code, visit, &all, sort))
        }
        p role="status" {
            (counted(shown.len(), "occupation shares", "occupations share")) " at least one of them"
            @if shown.len() < all.len() { ", of " (all.len()) " without the filters" }
            ". " a href=(format!("/explore/related/{code}/results.csv{}", visit.query_with(&[("start", "")]))) { "CSV" }
            " " a href=(api(code, visit)) { "API" }
        }
        @if !page.is_empty() { (table(page)) }
        (pager(
            i64::try_from(start).unwrap_or(1),
            i64::try_from(end).unwrap_or(0),
            i64::try_from(shown.len()).unwrap_or(0),
            |start| format!("/explore/related/{code}/results{}", visit.query_with(&[("start", &start.to_string())])),
            i64::try_from(SIZE).unwrap_or(1),
        ))
        p.more {
            "Similar activities are others of the same kind: they have the intermediate activity of a ticked one in common. "
            (words::link("similar", "More words"))
        }
    };
    Ok(Reply::page("Occupations that share activities", content))
}

/// Activities that are none of the occupation, by their titles where the source has those.
async fn refused(site: &Site, occupation: &str, foreign: &[&DwaId]) -> Problems {
    let mut problems = Problems::default();
    for id in foreign.iter().take(SIZE) {
        let name = match activity_title(site, id).await {
            Some(title) => format!("“{}” ({id})", title.trim_end_matches('.')),
            None => format!("“{id}”"),
        };
        problems.add("activities", format!("{name} is not an activity of {occupation}. Tick others."));
    }
    problems
}

/// The title of an activity, in the table that has all.
async fn activity_title(site: &Site, id: &DwaId) -> Option<String> {
    let filter = [format!("dwa_id.eq.{id}")];
    let first = PageRange::starting_at(1, 1);
    let page = site.client().database_rows("dwa_reference", &filter, &[], first).await.ok()?;
    Some(page.row.first()?.0.get("dwa_title")?.as_str()?.to_owned())
}

fn steps(current: usize) -> Markup {
    html! {
        ol.steps aria-label="Steps" {
            @for (at, name) in ["Occupation", "Activities", "Results"].iter().enumerate() {
                li aria-current=[(at + 1 == current).then_some("step")] { (name) }
            }
        }
    }
}

/// Whether a box is ticked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tick {
    On,
    Off,
}

/// A box to tick, with its label.
pub(super) fn checkbox(name: &str, value: &str, label: &str, tick: Tick) -> Markup {
    let id = format!("{name}-{value}");
    html! {
        div.tick {
            input type="checkbox" name=(name) id=(id) value=(value) checked[tick == Tick::On];
            label for=(id) { (text(label)) }
        }
    }
}

/// The names of generalized work activities, where the source has them.
async fn group_names(site: &Site) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    if let Ok(tree) = site.client().raw("online/onet_data/work_activities/", &[]).await {
        collect(&tree, &mut names);
    }
    names
}

fn collect(tree: &serde_json::Value, names: &mut BTreeMap<String, String>) {
    for node in tree.as_array().into_iter().flatten() {
        if let (Some(id), Some(name)) = (node["id"].as_str(), node["name"].as_str()) {
            names.insert(id.to_owned(), name.to_owned());
        }
        collect(&node["child"], names);
    }
}

/// The occupations of the chosen zone and family.
fn filtered<'a>(all: &'a [RelatedOccupation], visit: &Visit) -> Vec<&'a RelatedOccupation> {
    let (zone, family) = (visit.field("zone"), visit.field("family"));
    let in_zone = |found: &RelatedOccupation| zone.is_empty() || found.job_zone.number().to_string() == zone;
    let in_family = |found: &RelatedOccupation| {
        family.is_empty() || found.occupation.code.to_string().starts_with(family)
    };
    all.iter().filter(|found| in_zone(found) && in_family(found)).collect()
}

fn filters(code: OnetSocCode, visit: &Visit, all: &[RelatedOccupation], sort: Sort) -> Markup {
    let zones: std::collections::BTreeSet<u8> = all.iter().map(|found| found.job_zone.number()).collect();
    let families: BTreeMap<String, &str> = all
        .iter()
        .filter_map(|found| {
            let group = found.occupation.code.major_group()?;
            Some((found.occupation.code.to_string()[..2].to_owned(), MajorGroup::title(group)))
        })
        .collect();
    html! {
        form.filters action=(format!("/explore/related/{code}/results")) {
            @for id in visit.all("activity") { input type="hidden" name="activity" value=(id); }
            div {
                label for="sort" { "Order" }
                select id="sort" name="sort" {
                    @for (value, name) in SORTS { option value=(value.to_string()) selected[value == sort] { (name) } }
                }
            }
            div {
                label for="zone" { "Job zone" }
                select id="zone" name="zone" {
                    option value="" { "All" }
                    @for zone in zones { option value=(zone) selected[visit.field("zone") == zone.to_string()] { (zone) } }
                }
            }
            div {
                label for="family" { "Job family" }
                select id="family" name="family" {
                    option value="" { "All" }
                    @for (value, name) in &families { option value=(value) selected[visit.field("family") == value] { (name) } }
                }
            }
            button type="submit" { "Apply" }
        }
    }
}

fn table(page: &[&RelatedOccupation]) -> Markup {
    html! {
        form action="/explore/compare" data-count="codes" {
            div.scroll tabindex="0" role="region" aria-label="Occupations" {
                table.rows.stacked {
                    thead {
                        tr {
                            th scope="col" { "Compare" }
                            th scope="col" { "Occupation" }
                            th.score scope="col" { "Zone" }
                            th.score scope="col" { "Shared" }
                            th.score scope="col" { "Similar" }
                        }
                    }
                    tbody {
                        @for related in page {
                            @let occupation = &related.occupation;
                            tr {
                                td {
                                    input type="checkbox" name="codes" value=(occupation.code)
                                        aria-label=(format!("Compare {}", occupation.title));
                                }
                                td {
                                    a href=(format!("/explore/occupations/{}", occupation.code)) { (text(&occupation.title)) }
                                    " " span.code { (occupation.code) }
                                    @if occupation.bright_outlook { " " span class="tag good" { "bright outlook" } }
                                    (activity_lists(related))
                                }
                                td.score data-label="Zone" { (related.job_zone.number()) }
                                td.score data-label="Shared" { (related.shared.len()) }
                                td.score data-label="Similar" { (related.similar.len()) }
                            }
                        }
                    }
                }
            }
            p.submit { button type="submit" { "Compare the ticked ones (two to six)" } }
        }
    }
}

/// The three lists of a row, with the shared ones marked among all.
fn activity_lists(related: &RelatedOccupation) -> Markup {
    let list = |activities: &[Activity]| {
        html! { ul { @for activity in activities { li { (text(&activity.title)) } } } }
    };
    html! {
        details {
            summary { "Activities" }
            h2.small { "Shared" }
            (list(&related.shared))
            @if !related.similar.is_empty() { h2.small { "Similar" } (list(&related.similar)) }
            h2.small { "All" }
            ul {
                @for activity in &related.full {
                    @let is_shared = related.shared.iter().any(|shared| shared.id == activity.id);
                    li { @if is_shared { strong { (text(&activity.title)) } " (shared)" } @else { (text(&activity.title)) } }
                }
            }
        }
    }
}

fn csv(code: OnetSocCode, shown: &[&RelatedOccupation]) -> Result<Reply, Failed> {
    let rows = shown.iter().map(|related| {
        vec![
            related.occupation.code.to_string(),
            related.occupation.title.clone(),
            related.job_zone.number().to_string(),
            related.shared.len().to_string(),
            related.similar.len().to_string(),
        ]
    });
    Reply::csv(
        format!("related-activities-{code}.csv"),
        &["code", "title", "zone", "shared", "similar"],
        rows,
    )
}

/// The page of the operation with the same parameters.
fn api(code: OnetSocCode, visit: &Visit) -> String {
    let activities: Vec<&str> = visit.all("activity").collect();
    let (code, activities) = (code.to_string(), activities.join(","));
    let mut fields = vec![("code", code.as_str()), ("activities", activities.as_str())];
    if !visit.field("sort").is_empty() {
        fields.push(("sort", visit.field("sort")));
    }
    format!("/explore/api/online_related_activities_results{}", query(fields))
}
