//! The related activities search, from the words of a search to the pages of its results.

use std::collections::BTreeSet;

use crate::common::{BASE, Service, TestResult};
use bytes::Bytes;
use futures::TryStreamExt as _;
use http::Request;
use onet_api::types::{
    ActivityRef, RelatedActivitiesOccupation, RelatedActivitiesOccupationPage, RelatedActivitiesSort,
};
use onet_api::{Client, Error, PageRange, page, types};
use serde_json::Value;

const PHARMACISTS: &str = "29-1051.00";
/// Verify accuracy of patient information; communicate detailed medical information.
const CHOSEN: &str = "4.A.2.a.2.I05.D04,4.A.4.a.1.I05.D01";
const PATH: &str = "/online/related_activities/results/29-1051.00";

/// Each order with the first and the last of the 18 occupations in it.
const SORTS: [(RelatedActivitiesSort, &str, &str); 5] = [
    (RelatedActivitiesSort::Shared, "29-1224.00", "29-2056.00"),
    (RelatedActivitiesSort::Similar, "29-1224.00", "29-2056.00"),
    (RelatedActivitiesSort::Title, "29-1141.01", "29-2056.00"),
    (RelatedActivitiesSort::Code, "29-1023.00", "29-9099.01"),
    (RelatedActivitiesSort::Zone, "29-1141.01", "29-1224.00"),
];

async fn results(
    client: &Client,
    sort: Option<RelatedActivitiesSort>,
    range: PageRange,
) -> Result<RelatedActivitiesOccupationPage, Error> {
    let code = types::OnetSocCode::from(PHARMACISTS.to_owned());
    let chosen = types::ActivityIdList::from(CHOSEN.to_owned());
    client.online_related_activities_results(&code, &chosen, sort, range).await
}

fn ids(activities: &[ActivityRef]) -> Vec<&str> {
    activities.iter().map(|activity| activity.id.as_str()).collect()
}

fn codes(page: &Value) -> Vec<String> {
    let occupations = page["occupation"].as_array().into_iter().flatten();
    occupations.filter_map(|occupation| occupation["code"].as_str()).map(str::to_owned).collect()
}

fn bounds(page: &Value) -> (Option<i64>, Option<i64>, Option<i64>) {
    (page["start"].as_i64(), page["end"].as_i64(), page["total"].as_i64())
}

/// By what an order sorts; numbers that go down are negative.
fn key(sort: RelatedActivitiesSort, occupation: &RelatedActivitiesOccupation) -> (i64, i64, String) {
    let count = |activities: &[ActivityRef]| -i64::try_from(activities.len()).unwrap_or(i64::MAX);
    let (shared, similar) = (count(&occupation.activities.shared), count(&occupation.activities.similar));
    let title = occupation.title.to_lowercase();
    match sort {
        RelatedActivitiesSort::Shared => (shared, similar, title),
        RelatedActivitiesSort::Similar => (similar, shared, title),
        RelatedActivitiesSort::Title => (0, 0, title),
        RelatedActivitiesSort::Code => (0, 0, occupation.code.clone()),
        RelatedActivitiesSort::Zone => (occupation.job_zone.code, 0, title),
    }
}

async fn check_the_manuals_example(service: &Service) -> TestResult {
    let page = results(&service.client, None, PageRange::default()).await?;
    assert_eq!((page.start, page.end, page.total), (1, 18, 18));
    assert_eq!((page.prev, page.next), (None, None));
    let codes: BTreeSet<_> = page.occupation.iter().map(|occupation| occupation.code.as_str()).collect();
    assert_eq!(codes.len(), 18);
    assert!(!codes.contains(PHARMACISTS), "the occupation itself is among the related ones");

    let first = &page.occupation[0];
    assert_eq!((first.code.as_str(), first.title.as_str()), ("29-1224.00", "Radiologists"));
    assert_eq!(first.href, format!("{BASE}/online/occupations/29-1224.00/"));
    assert_eq!(first.tags.bright_outlook, None);
    assert_eq!(first.job_zone.code, 5);
    assert_eq!(first.job_zone.title, "Job Zone Five: Extensive Preparation Needed");
    let activities = &first.activities;
    assert_eq!(ids(&activities.shared), ["4.A.4.a.1.I05.D01", "4.A.2.a.2.I05.D04"]);
    assert_eq!(ids(&activities.similar), ["4.A.4.a.1.I05.D05"]);
    assert_eq!(ids(&activities.full).first(), Some(&"4.A.3.b.6.I06.D04"));
    for activity in activities.shared.iter().chain(&activities.similar) {
        assert!(activities.full.contains(activity), "{} is not among all activities", activity.id);
    }
    Ok(())
}

async fn check_the_orders(service: &Service) -> TestResult {
    let mut sets = BTreeSet::new();
    for (sort, first, last) in SORTS {
        let found = results(&service.client, Some(sort), PageRange::default()).await?.occupation;
        let codes: Vec<_> = found.iter().map(|occupation| occupation.code.clone()).collect();
        assert!(found.is_sorted_by_key(|occupation| key(sort, occupation)), "{sort}: {codes:?}");
        assert_eq!(
            (codes.first().map(String::as_str), codes.last().map(String::as_str)),
            (Some(first), Some(last))
        );
        sets.insert(codes.into_iter().collect::<BTreeSet<_>>());
    }
    assert_eq!(sets.len(), 1, "the orders list different occupations");
    let unsaid = results(&service.client, None, PageRange::default()).await?;
    let shared = results(&service.client, Some(RelatedActivitiesSort::Shared), PageRange::default()).await?;
    assert_eq!(unsaid, shared);
    Ok(())
}

async fn check_the_links_between_pages(service: &Service) -> TestResult {
    let client = &service.client;
    let query = [("activities", CHOSEN), ("sort", "title")];
    let whole = client.raw(PATH, &query).await?;
    let mut page = client.raw(PATH, &[query[0], query[1], ("end", "5")]).await?;
    assert!(page.get("prev").is_none(), "there is a page before the first");
    let (mut forward, mut found) = (vec![bounds(&page)], codes(&page));
    while let Some(next) = page["next"].as_str() {
        assert!(next.starts_with(&format!("{BASE}{PATH}?activities=")), "{next}");
        page = client.raw(next, &[]).await?;
        forward.push(bounds(&page));
        found.extend(codes(&page));
    }
    let expected = [(1, 5), (6, 10), (11, 15), (16, 18)];
    assert_eq!(forward, expected.map(|(start, end)| (Some(start), Some(end), Some(18))));
    assert_eq!(found, codes(&whole));

    let mut backward = vec![bounds(&page)];
    while let Some(prev) = page["prev"].as_str() {
        page = client.raw(prev, &[]).await?;
        backward.push(bounds(&page));
    }
    backward.reverse();
    assert_eq!(backward, forward);
    Ok(())
}

async fn check_that_pages_make_up_the_whole(service: &Service) -> TestResult {
    for (sort, ..) in SORTS {
        let whole = results(&service.client, Some(sort), PageRange::default()).await?.occupation;
        let paged: Vec<_> =
            page::by_item(5, |range| results(&service.client, Some(sort), range)).try_collect().await?;
        assert_eq!(paged, whole, "{sort}");
    }
    Ok(())
}

async fn check_that_pages_say_where_they_stand(service: &Service) -> TestResult {
    for (range, start, end) in [
        (PageRange::starting_at(2, 3), 2, 4),
        (PageRange::starting_at(17, 14), 17, 18),
        (PageRange::starting_at(18, 1), 18, 18),
        (PageRange::starting_at(1, 2_000), 1, 18),
        (PageRange::new(Some(4), None), 4, 18),
        (PageRange::new(None, Some(3)), 1, 3),
    ] {
        let page = results(&service.client, None, range).await?;
        assert_eq!((page.start, page.end, page.total), (start, end, 18), "{range:?}");
        assert_eq!(i64::try_from(page.occupation.len())?, end - start + 1, "{range:?}");
    }
    let past = results(&service.client, None, PageRange::starting_at(19, 5)).await?;
    assert_eq!((past.total, past.occupation.len(), past.next), (18, 0, None));
    Ok(())
}

async fn check_the_activities(service: &Service) -> TestResult {
    let code = types::OnetSocCode::from(PHARMACISTS.to_owned());
    let activities = service.client.online_related_activities_activities(&code).await?;
    assert_eq!(activities.len(), 18);
    assert_eq!(ids(&activities[..3]), ["4.A.2.a.2.I05.D04", "4.A.4.b.6.I01.D04", "4.A.4.a.1.I05.D01"]);
    Ok(())
}

async fn check_everything(service: &Service) -> TestResult {
    check_the_manuals_example(service).await?;
    check_the_orders(service).await?;
    check_the_links_between_pages(service).await?;
    check_that_pages_make_up_the_whole(service).await?;
    check_that_pages_say_where_they_stand(service).await?;
    check_the_activities(service).await
}

#[tokio::test]
async fn the_example_of_the_manual_is_reproduced() -> TestResult {
    check_the_manuals_example(&Service::sample()?).await
}

#[tokio::test]
async fn every_sort_word_sorts_by_its_key() -> TestResult {
    check_the_orders(&Service::sample()?).await
}

#[tokio::test]
async fn pages_link_to_their_neighbours_on_the_base_of_the_call() -> TestResult {
    check_the_links_between_pages(&Service::sample()?).await
}

#[tokio::test]
async fn pages_of_five_make_up_the_whole() -> TestResult {
    check_that_pages_make_up_the_whole(&Service::sample()?).await
}

#[tokio::test]
async fn a_page_has_its_bounds_and_the_total() -> TestResult {
    check_that_pages_say_where_they_stand(&Service::sample()?).await
}

#[tokio::test]
async fn activities_come_in_the_order_of_the_manual() -> TestResult {
    check_the_activities(&Service::sample()?).await
}

#[tokio::test]
async fn a_release_on_disk_answers_as_the_sample_does() -> TestResult {
    check_everything(&Service::sample_on_disk()?).await
}

#[tokio::test]
async fn a_whole_release_answers_as_the_sample_does() -> TestResult {
    match Service::whole_release()? {
        Some(service) => check_everything(&service).await,
        None => Ok(()),
    }
}

#[tokio::test]
async fn a_page_in_the_middle_keeps_its_size_in_its_links() -> TestResult {
    let sample = Service::sample()?;
    let page = results(&sample.client, None, PageRange::starting_at(3, 5)).await?;
    let next = page.next.ok_or("there is no next page")?;
    assert!(next.ends_with("&start=8&end=12"), "{next}");
    // Before item 3 there are only two.
    let prev = page.prev.ok_or("there is no page before")?;
    assert!(prev.ends_with("&start=1&end=2"), "{prev}");
    assert!(!next.contains("sort="), "{next} has a parameter that was not given");
    Ok(())
}

#[tokio::test]
async fn a_list_parameter_may_be_repeated() -> TestResult {
    let sample = Service::sample()?;
    let comma = sample.client.raw(PATH, &[("activities", CHOSEN)]).await?;
    let (one, two) = CHOSEN.split_once(',').ok_or("there are two activities")?;
    for choice in [vec![one, two], vec![two, one], vec![one, two, one]] {
        let query: Vec<_> = choice.into_iter().map(|id| ("activities", id)).collect();
        assert_eq!(sample.client.raw(PATH, &query).await?, comma, "{query:?}");
    }
    Ok(())
}

#[tokio::test]
async fn links_of_a_call_over_http_are_built_on_its_host_header() -> TestResult {
    let sample = Service::sample()?;
    for (host, base) in
        [("127.0.0.1:8080", "http://127.0.0.1:8080"), ("onet.example.test", "http://onet.example.test")]
    {
        let call = format!("{PATH}?activities={CHOSEN}&end=5");
        let request = Request::get(call).header("host", host).body(Bytes::new())?;
        let page: RelatedActivitiesOccupationPage =
            serde_json::from_slice(sample.send(request).await?.body())?;
        let next = page.next.ok_or("there is no next page")?;
        assert!(next.starts_with(&format!("{base}{PATH}?")), "{next}");
        assert_eq!(page.occupation[0].href, format!("{base}/online/occupations/29-1224.00/"));
    }
    Ok(())
}
