//! The searches: what they find first, and where it leads.

use crate::common::{BASE, Service, TestResult};
use http::StatusCode;
use onet_api::types::OccupationPage;
use onet_api::{Client, Error, PageRange};
use url::form_urlencoded;

const PATHS: [&str; 2] = ["/online/search", "/online/related_activities/search"];

/// What both searches find; they differ in nothing but their links.
async fn found(client: &Client, keyword: &str, range: PageRange) -> Result<[OccupationPage; 2], Error> {
    let online = client.online_search(keyword, range).await?;
    let related = client.online_related_activities_search(keyword, range).await?;
    Ok([online, related])
}

fn codes(page: &OccupationPage) -> Vec<&str> {
    page.occupation.iter().map(|occupation| occupation.code.as_str()).collect()
}

async fn check_pharmacists(service: &Service) -> TestResult {
    for keyword in
        ["pharmacist", "Pharmacists", " PHARMACIST ", "druggist", "29-1051.00", "29-1051", "291051"]
    {
        let [online, related] = found(&service.client, keyword, PageRange::default()).await?;
        assert_eq!(codes(&online).first(), Some(&"29-1051.00"), "{keyword}");
        assert_eq!(online.occupation[0].title, "Pharmacists", "{keyword}");
        assert_eq!(codes(&online), codes(&related), "{keyword}");
        assert_eq!(online.occupation[0].href, format!("{BASE}/online/occupations/29-1051.00/"));
        let activities = format!("{BASE}/online/related_activities/activities/29-1051.00");
        assert_eq!(related.occupation[0].href, activities);
        assert!(service.client.raw(&activities, &[]).await?.is_array(), "{keyword}");
    }
    let [online, related] = found(&service.client, "29-1051", PageRange::default()).await?;
    assert_eq!((online.start, online.end, online.total), (1, 1, 1));
    assert_eq!((related.start, related.end, related.total), (1, 1, 1));
    Ok(())
}

async fn check_that_nothing_is_an_answer(service: &Service) -> TestResult {
    for range in [PageRange::default(), PageRange::starting_at(1, 2_000), PageRange::starting_at(21, 20)] {
        for page in found(&service.client, "qqqxyzzy", range).await? {
            assert_eq!((page.start, page.end, page.total), (1, 0, 0), "{range:?}");
            assert!(page.occupation.is_empty(), "{range:?}");
            assert_eq!((page.prev, page.next), (None, None), "{range:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn pharmacists_are_found_by_title_and_code() -> TestResult {
    check_pharmacists(&Service::sample()?).await
}

#[tokio::test]
async fn nothing_found_is_an_empty_page() -> TestResult {
    check_that_nothing_is_an_answer(&Service::sample()?).await
}

#[tokio::test]
async fn the_index_on_disk_answers_as_the_one_in_memory() -> TestResult {
    let (memory, disk) = (Service::sample()?, Service::sample_on_disk()?);
    for keyword in ["pharmacist", "nurse", "care of patients", "technolog", "29", "31-9095", "qqqxyzzy"] {
        let expected = found(&memory.client, keyword, PageRange::default()).await?;
        assert_eq!(found(&disk.client, keyword, PageRange::default()).await?, expected, "{keyword}");
    }
    Ok(())
}

#[tokio::test]
async fn a_whole_release_finds_pharmacists_too() -> TestResult {
    let Some(release) = Service::whole_release()? else { return Ok(()) };
    check_pharmacists(&release).await?;
    check_that_nothing_is_an_answer(&release).await
}

#[tokio::test]
async fn a_whole_release_finds_by_tasks_what_a_count_of_its_files_does() -> TestResult {
    let Some(release) = Service::real_release()? else { return Ok(()) };
    // Counted in the text files: occupations with a word in titles, description or tasks that begins with the keyword.
    // The second number is without the tasks; the code is of one that only they find.
    for (keyword, count, untasked, by_task) in
        [("architect", 57, 38, "17-1022.00"), ("pharmacist", 5, 4, "29-1215.00")]
    {
        let [page, _] = found(&release.client, keyword, PageRange::starting_at(1, 2_000)).await?;
        assert_eq!(page.total, count, "{keyword}");
        assert!(codes(&page)[untasked..].contains(&by_task), "{keyword}: {:?}", codes(&page));
        let duties = release.client.raw("/online/job_duties/search", &[("keyword", keyword)]).await?;
        assert_eq!(duties["total"], count, "{keyword}");
    }
    Ok(())
}

#[tokio::test]
async fn a_whole_release_gives_the_printed_orders() -> TestResult {
    let Some(release) = Service::real_release()? else { return Ok(()) };
    for (keyword, first) in [
        ("architect", &["17-1011.00", "25-1031.00"][..]),
        ("pharmacist", &["29-1051.00", "31-9095.00"]),
        ("nurse", &["29-1141.00"]),
    ] {
        let [page, _] = found(&release.client, keyword, PageRange::default()).await?;
        assert_eq!(codes(&page)[..first.len()], *first, "{keyword}");
    }
    Ok(())
}

#[tokio::test]
async fn the_beginning_of_a_code_finds_its_group_in_pages() -> TestResult {
    let sample = Service::sample()?;
    let [all, _] = found(&sample.client, "29", PageRange::default()).await?;
    assert_eq!((all.start, all.end, all.total), (1, 19, 19));
    assert!(codes(&all).is_sorted(), "{:?}", codes(&all));
    for page in found(&sample.client, "29", PageRange::starting_at(6, 5)).await? {
        assert_eq!((page.start, page.end, page.total), (6, 10, 19));
        assert_eq!(codes(&page), codes(&all)[5..10]);
        assert!(page.prev.is_some_and(|prev| prev.ends_with("?keyword=29&start=1&end=5")));
        assert!(page.next.is_some_and(|next| next.ends_with("?keyword=29&start=11&end=15")));
    }
    Ok(())
}

#[tokio::test]
async fn an_occupation_without_a_bright_outlook_has_no_tag() -> TestResult {
    let answer = Service::sample()?.client.raw(PATHS[0], &[("keyword", "pharmacist")]).await?;
    assert_eq!(answer["occupation"][0]["tags"], serde_json::json!({}));
    Ok(())
}

#[tokio::test]
async fn any_text_can_be_searched_for() -> TestResult {
    let sample = Service::sample()?;
    let long = "pharmacist ".repeat(200);
    for text in [
        "\"",
        "AND OR NOT",
        "title:nurse",
        "(*",
        "'; --",
        "pharmac\u{ee}e & 薬剤師",
        "%",
        "\u{0}",
        long.as_str(),
    ] {
        for path in PATHS {
            let keyword: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            let response = sample.get(&format!("{path}?keyword={keyword}")).await?;
            assert_eq!(response.status(), StatusCode::OK, "{text:?}");
        }
    }
    Ok(())
}
