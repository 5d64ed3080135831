//! How a list of many pages is read, and what happens when its pages do not fit each other.

use std::pin::pin;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use http::Request;
use onet_api::operation::Operation;
use onet_api::page::{self, LARGEST_PAGE, Page, Paged, Position};
use onet_api::types::{CrosswalkPage, DatabaseRowPage, OccupationPage, OccupationRef};
use onet_api::{Client, Error, ErrorKind};
use serde_json::{Value, json};

use crate::recording_service::Notebook;

/// The items that the tests ask for at a time.
const SIZE: u32 = 5;

/// The code of an item by its number.
fn code(number: u32) -> String {
    format!("11-{number:04}.00")
}

fn codes(numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
    numbers.into_iter().map(code).collect()
}

/// The items `start` to `end` of a search with `total` results.
fn results(start: u32, end: u32, total: u32) -> Value {
    let item = |number| json!({"code": code(number), "title": "", "tags": {}, "href": ""});
    let items: Vec<Value> = (start..=end).map(item).collect();
    json!({
        "start": start,
        "end": end,
        "total": total,
        "prev": "http://service.test/online/search?page=before",
        "next": "http://service.test/online/search?page=behind",
        "note": format!("from {start}"),
        "occupation": items,
    })
}

/// A page that claims items and holds none.
fn hollow(start: u32, end: u32, total: u32) -> Value {
    let mut page = results(start, end, total);
    page["occupation"] = json!([]);
    page
}

/// Which items a request wants.
fn bounds(request: &Request<Bytes>) -> (u32, u32) {
    let query = request.uri().query().expect("a query");
    let number = |name: &str| -> u32 {
        let mut values = query.split('&').filter_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        values.next().and_then(|value| value.parse().ok()).expect("a bound")
    };
    (number("start"), number("end"))
}

/// A search with `total` results.
fn list(total: u32) -> Notebook {
    Notebook::new(move |request| {
        let (start, end) = bounds(request);
        (200, results(start, end.min(total), total))
    })
}

/// A search whose first page is the first 5 of 12, and whose other pages, by their start, are as given.
fn list_going_on_with(other: impl Fn(u32) -> (u16, Value) + Send + Sync + 'static) -> Notebook {
    Notebook::new(move |request| match bounds(request) {
        (1, _) => (200, results(1, 5, 12)),
        (start, _) => other(start),
    })
}

/// Lists that end in a page that does not fit, and what is said of it.
fn broken_lists() -> [(Notebook, &'static str); 6] {
    [
        (list_going_on_with(|_| (200, results(1, 5, 12))), "requested item 6, got a page that starts at 1"),
        (list_going_on_with(|start| (200, results(start + 1, start + 5, 12))), "starts at 7"),
        (list_going_on_with(|start| (200, results(start, start + 4, 13))), "from 12 to 13"),
        (list_going_on_with(|start| (200, results(start, 0, 0))), "from 12 to 0"),
        (list_going_on_with(|start| (200, hollow(start, start - 1, 12))), "an empty page at item 6 of 12"),
        (list_going_on_with(|start| (200, hollow(start, 0, 12))), "an empty page at item 6 of 12"),
    ]
}

fn client(service: &Notebook) -> Client {
    Client::builder().base_url("http://service.test").service(service.clone()).build().expect("a client")
}

/// The codes that a list yields, and the error that it ends with.
async fn read(service: &Notebook) -> (Vec<String>, Option<Error>) {
    let client = client(service);
    let mut items = pin!(page::by_item(SIZE, |range| client.online_search("nurse", range)));
    let mut codes = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(OccupationRef { code, .. }) => codes.push(code),
            Err(failure) => {
                assert!(items.next().await.is_none(), "an error is the end");
                return (codes, Some(failure));
            }
        }
    }
    (codes, None)
}

#[tokio::test]
async fn a_list_is_read_whole_and_in_order_whatever_the_size_of_its_pages() {
    for (total, size) in
        [(1, 5), (4, 5), (5, 5), (6, 5), (10, 5), (23, 5), (23, 1), (23, 22), (23, 23), (23, 100)]
    {
        let service = list(total);
        let client = client(&service);
        let items = page::by_item(size, |range| client.online_search("nurse", range));
        let read: Vec<String> = items.map_ok(|item| item.code).try_collect().await.expect("a whole list");
        assert_eq!(read, codes(1..=total), "{total} by {size}");
        let asked: Vec<_> = service.asked().iter().map(bounds).collect();
        let pages = (0..total.div_ceil(size)).map(|page| (page * size + 1, (page + 1) * size));
        assert_eq!(asked, pages.collect::<Vec<_>>(), "{total} by {size}");
    }
}

#[tokio::test]
async fn a_page_knows_where_it_stands() {
    let service = list(12);
    let client = client(&service);
    let pages = page::by_page(SIZE, |range| client.online_search("nurse", range));
    let pages: Vec<Page<OccupationRef>> = pages.try_collect().await.expect("a whole list");
    let expected = [(1_u32, 5_u32), (6, 10), (11, 12)];
    assert_eq!(pages.len(), expected.len());
    for (page, (start, end)) in pages.iter().zip(expected) {
        assert_eq!(page.position, Position { start: start.into(), end: end.into(), total: 12 });
        let read: Vec<_> = page.items.iter().map(|item| item.code.clone()).collect();
        assert_eq!(read, codes(start..=end));
    }
}

#[tokio::test]
async fn a_page_size_is_at_least_one_and_at_most_what_the_service_takes() {
    for (size, end) in
        [(0, 1), (1, 1), (LARGEST_PAGE, LARGEST_PAGE), (LARGEST_PAGE + 1, LARGEST_PAGE), (u32::MAX, 2_000)]
    {
        let service = list(1);
        let client = client(&service);
        let items = page::by_item(size, |range| client.online_search("nurse", range));
        let items: Vec<OccupationRef> = items.try_collect().await.expect("a whole list");
        assert_eq!(items.len(), 1);
        let asked: Vec<_> = service.asked().iter().map(bounds).collect();
        assert_eq!(asked, [(1, end)], "{size}");
    }
}

#[tokio::test]
async fn an_empty_list_is_one_empty_page() {
    let service = list(0);
    let (codes, failure) = read(&service).await;
    assert!(codes.is_empty() && failure.is_none(), "{codes:?} {failure:?}");
    assert_eq!(service.asked().len(), 1);

    let client = client(&service);
    let pages = page::by_page(SIZE, |range| client.online_search("nurse", range));
    let pages: Vec<Page<OccupationRef>> = pages.try_collect().await.expect("a whole list");
    assert_eq!(pages, [Page { position: Position { start: 1, end: 0, total: 0 }, items: Vec::new() }]);
}

#[tokio::test]
async fn pages_may_be_smaller_than_asked_for() {
    // A service may cap the size of a page below what was asked for.
    let service = Notebook::new(|request| {
        let (start, end) = bounds(request);
        (200, results(start, end.min(start + 2).min(12), 12))
    });
    let (read, failure) = read(&service).await;
    assert!(failure.is_none(), "{failure:?}");
    assert_eq!(read, codes(1..=12));
    assert_eq!(service.asked().len(), 4);
}

#[tokio::test]
async fn a_page_that_does_not_fit_ends_the_list_as_inconsistent() {
    for (service, words) in broken_lists() {
        let (read, failure) = read(&service).await;
        let failure = failure.expect(words);
        assert_eq!(failure.kind(), ErrorKind::Inconsistent, "{failure:?}");
        assert!(failure.message().contains(words), "{failure:?}");
        assert!(failure.hint().is_some());
        assert_eq!(read, codes(1..=5), "{words}");
        assert_eq!(service.asked().len(), 2, "{words}");
    }
}

#[tokio::test]
async fn a_page_that_claims_items_and_holds_none_is_inconsistent() {
    let service = list_going_on_with(|start| (200, hollow(start, start + 4, 12)));
    let (read, failure) = read(&service).await;
    assert_eq!(failure.map(|failure| failure.kind()), Some(ErrorKind::Inconsistent));
    assert_eq!(read, codes(1..=5));
}

#[tokio::test]
async fn a_last_page_must_fit_too() {
    let misplaced = list_going_on_with(|_| (200, results(8, 12, 12)));
    let repeating = list_going_on_with(|_| (200, results(1, 12, 12)));
    let empty = list_going_on_with(|start| (200, hollow(start, 12, 12)));
    for service in [misplaced, repeating, empty] {
        let (read, failure) = read(&service).await;
        assert_eq!(failure.map(|failure| failure.kind()), Some(ErrorKind::Inconsistent), "{read:?}");
        assert_eq!(read, codes(1..=5));
    }
}

#[tokio::test]
async fn a_call_that_fails_ends_the_list_after_the_items_before_it() {
    let service = list_going_on_with(|_| (503, json!({})));
    let (read, failure) = read(&service).await;
    let failure = failure.expect("a failure");
    assert_eq!((failure.kind(), failure.status()), (ErrorKind::Server, Some(503)));
    assert_eq!(failure.operation(), Some("online_search"));
    assert_eq!(failure.url(), Some("http://service.test/online/search?keyword=nurse&start=6&end=10"));
    assert_eq!(read, codes(1..=5));
}

#[tokio::test]
async fn items_are_asked_for_when_they_are_wanted_and_not_before() {
    let service = list(12);
    let client = client(&service);
    let mut items = pin!(page::by_item(SIZE, |range| client.online_search("nurse", range)));
    assert_eq!(service.asked().len(), 0);
    for number in 1..=12 {
        let item = items.next().await.expect("an item").expect("no failure");
        assert_eq!(item.code, code(number));
        let asked = if number % SIZE == 1 { 1 } else { 0 };
        assert_eq!(service.asked().len(), asked, "for item {number}");
    }
    assert!(items.next().await.is_none());
    assert_eq!(service.asked().len(), 0);
}

#[tokio::test]
async fn pages_are_asked_for_one_at_a_time() {
    let service = list(12);
    let client = client(&service);
    let mut pages = pin!(page::by_page(SIZE, |range| client.online_search("nurse", range)));
    assert_eq!(service.asked().len(), 0);
    for _ in 0..3 {
        pages.next().await.expect("a page").expect("no failure");
        assert_eq!(service.asked().len(), 1);
    }
    assert!(pages.next().await.is_none());
    assert_eq!(service.asked().len(), 0);
}

#[tokio::test]
async fn all_of_a_raw_list_is_one_answer_without_links() {
    let service = list(4_500);
    for path in ["online/search", "/online/search/", "online/search?keyword=nurse"] {
        let query: &[(&str, &str)] = if path.contains('?') { &[] } else { &[("keyword", "nurse")] };
        let all = client(&service).raw_all(path, query).await.expect("a whole list");
        let members: Vec<_> = all.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(members, ["start", "end", "total", "note", "occupation"]);
        assert_eq!((&all["start"], &all["end"], &all["total"]), (&json!(1), &json!(4_500), &json!(4_500)));
        assert_eq!(all["note"], "from 1");
        let items = all["occupation"].as_array().expect("a list");
        let read: Vec<_> = items.iter().filter_map(|item| item["code"].as_str()).map(str::to_owned).collect();
        assert_eq!(read, codes(1..=4_500));
        let asked = service.asked();
        let ranges: Vec<_> = asked.iter().map(bounds).collect();
        assert_eq!(ranges, [(1, 2_000), (2_001, 4_000), (4_001, 6_000)]);
        for request in asked {
            let query = request.uri().query().expect("a query");
            assert!(query.starts_with("keyword=nurse&start="), "{query}");
        }
    }
}

#[tokio::test]
async fn all_of_an_empty_raw_list_is_an_answer_without_items() {
    let service = list(0);
    let all =
        client(&service).raw_all("online/search", &[("keyword", "nurse")]).await.expect("an empty list");
    assert_eq!(all, json!({"start": 1, "end": 0, "total": 0, "note": "from 1", "occupation": []}));
    assert_eq!(service.asked().len(), 1);
}

#[tokio::test]
async fn all_of_a_raw_path_that_is_not_paged_is_its_answer_as_it_is() {
    for (path, answer) in [
        ("about", json!({"api_version": "2.0.0", "next": "kept"})),
        ("online/bright_outlook/", json!([{"code": "grow"}])),
        ("nothing/that/is/known", json!({"total": 12})),
    ] {
        let given = answer.clone();
        let service = Notebook::new(move |_| (200, given.clone()));
        assert_eq!(client(&service).raw_all(path, &[]).await.expect(path), answer);
        let asked = service.asked();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].uri().query(), None);
    }
}

#[tokio::test]
async fn all_of_a_raw_list_whose_pages_do_not_fit_is_inconsistent() {
    for (service, words) in broken_lists() {
        let failure =
            client(&service).raw_all("online/search", &[("keyword", "nurse")]).await.expect_err(words);
        assert_eq!(failure.kind(), ErrorKind::Inconsistent, "{words}: {failure:?}");
    }
}

#[tokio::test]
async fn all_of_a_raw_list_with_a_page_that_claims_items_and_holds_none_is_inconsistent() {
    let service = list_going_on_with(|start| (200, hollow(start, start + 4, 12)));
    let failure = client(&service).raw_all("online/search", &[("keyword", "nurse")]).await;
    assert_eq!(failure.expect_err("a hole in the list").kind(), ErrorKind::Inconsistent);
}

#[tokio::test]
async fn all_of_a_raw_list_needs_the_members_of_a_page() {
    let answers = [
        json!([]),
        json!({"error": "no page"}),
        json!({"start": 1, "end": 1, "total": 1}),
        json!({"start": 1, "end": 1, "total": "1", "occupation": []}),
        json!({"start": 1, "end": 1, "total": 1, "occupation": {}}),
    ];
    for answer in answers {
        let service = Notebook::new(move |_| (200, answer.clone()));
        let failure = client(&service).raw_all("online/search", &[]).await.expect_err("no page");
        assert_eq!(failure.kind(), ErrorKind::Shape, "{failure:?}");
    }
}

#[test]
fn a_page_type_names_the_member_of_its_items_as_the_operation_does() {
    for (items, id) in [
        (OccupationPage::ITEMS, "online_search"),
        (CrosswalkPage::ITEMS, "online_crosswalks_soc"),
        (DatabaseRowPage::ITEMS, "database_rows"),
    ] {
        assert_eq!(Operation::by_id(id).and_then(Operation::items), Some(items), "{id}");
    }
}
