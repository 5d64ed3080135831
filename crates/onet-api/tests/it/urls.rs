//! Which address a call is sent to, and which operation an address belongs to.

use std::collections::BTreeSet;

use onet_api::operation::{Location, Operation, ParameterType};
use onet_api::types::{
    ActivityIdList, JobDutiesSort, JobZoneOccupationSort, MilitaryBranch, OccupationListSort, OnetSocCode,
    RelatedActivitiesSort, TableId, TaskIdList, TaxonomyVersion,
};
use onet_api::{Client, Error, ErrorKind, PageRange, operations};
use serde_json::json;
use wiremock::MockServer;

use crate::recording_service::Notebook;

/// Nothing listens there. The path shows that a base may have one.
const BASE: &str = "http://service.test/ws";

/// A client of a service that knows nothing: for an address, a 404 does as well as any answer.
fn ignorant() -> (Notebook, Client) {
    let service = Notebook::new(|_| (404, json!({})));
    let client = Client::builder().base_url(BASE).service(service.clone()).build().expect("a client");
    (service, client)
}

/// Where the one call before this arrived, behind the base URL. The error of the call tells the same address.
fn arrival<T>(service: &Notebook, answer: Result<T, Error>) -> String {
    let Err(failure) = answer else { panic!("the service answers 404 to everything") };
    assert_eq!(failure.kind(), ErrorKind::NotFound, "{failure:?}");
    let asked = service.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    let address = asked[0].uri().to_string();
    assert_eq!(failure.url(), Some(address.as_str()));
    address.strip_prefix(BASE).expect("an address on the base URL").to_owned()
}

fn code() -> OnetSocCode {
    OnetSocCode("29-1141.00".to_owned())
}

#[tokio::test]
async fn a_path_is_sent_as_the_contract_writes_it_with_or_without_a_final_slash() {
    let (service, client) = ignorant();
    let code = code();
    let page = PageRange::default();
    let arrivals = [
        (arrival(&service, client.root_index().await), "/"),
        (arrival(&service, client.about().await), "/about/"),
        (
            arrival(&service, client.online_occupations_overview(&code).await),
            "/online/occupations/29-1141.00/",
        ),
        (
            arrival(&service, client.online_occupations_summary_skills(&code, page).await),
            "/online/occupations/29-1141.00/summary/skills",
        ),
        (
            arrival(
                &service,
                client.taxonomy_crosswalk(TaxonomyVersion::X2010, TaxonomyVersion::Active, &code).await,
            ),
            "/taxonomy/2010/active/29-1141.00",
        ),
        (
            arrival(&service, client.online_technology_categories_occupations(43_232_104, None, page).await),
            "/online/technology/categories/43232104",
        ),
    ];
    for (arrived, expected) in arrivals {
        assert_eq!(arrived, expected);
    }
}

#[tokio::test]
async fn a_title_stays_one_segment_of_the_path_whatever_it_holds() {
    let (service, client) = ignorant();
    let page = PageRange::default();
    let sort = Some(JobZoneOccupationSort::JobZone);
    let titles = [
        ("Microsoft Excel", "Microsoft%20Excel"),
        ("C++", "C++"),
        ("C#", "C%23"),
        ("AS/400", "AS%2F400"),
        ("R&D / 100 % + more", "R&D%20%2F%20100%20%25%20+%20more"),
        ("is it? %2F", "is%20it%3F%20%252F"),
        ("Évaluación Ω", "%C3%89valuaci%C3%B3n%20%CE%A9"),
    ];
    for (title, segment) in titles {
        let arrived = arrival(&service, client.online_hot_technology_occupations(title, None, page).await);
        assert_eq!(arrived, format!("/online/hot_technology/{segment}"));
        let arrived =
            arrival(&service, client.online_technology_examples_occupations(title, sort, page).await);
        assert_eq!(arrived, format!("/online/technology/examples/{segment}?sort=job_zone"));
    }
}

#[tokio::test]
async fn a_query_is_encoded_as_a_form_and_leaves_out_what_is_not_given() {
    let (service, client) = ignorant();
    let page = PageRange::default();
    let keyword = "C++ & C# = 100% naïve?";
    let branch = Some(MilitaryBranch::AirForce);
    let profile =
        client.mnm_interest_profiler_careers(None, Some(10), None, None, None, Some(40), None, Some(3), page);
    let arrivals = [
        (arrival(&service, client.online_search("nurse", page).await), "/online/search?keyword=nurse"),
        (arrival(&service, client.online_search("", page).await), "/online/search?keyword="),
        (
            arrival(&service, client.mnm_search(keyword, page).await),
            "/mnm/search?keyword=C%2B%2B+%26+C%23+%3D+100%25+na%C3%AFve%3F",
        ),
        (
            arrival(&service, client.veterans_military(branch, "11B", page).await),
            "/veterans/military?branch=air_force&keyword=11B",
        ),
        (arrival(&service, profile.await), "/mnm/interestprofiler/careers?artistic=10&realistic=40&zone=3"),
    ];
    for (arrived, expected) in arrivals {
        assert_eq!(arrived, expected);
    }
}

#[tokio::test]
async fn a_list_is_joined_by_commas_or_repeated_as_the_contract_says() {
    let (service, client) = ignorant();
    let code = code();
    let page = PageRange::default();
    let activities = ActivityIdList("4.A.2.a.1.I01.D01,4.A.2.a.1.I01.D02".to_owned());
    let tasks = TaskIdList("1234,5678".to_owned());
    let table = TableId("occupation_data".to_owned());
    let filter = vec!["onetsoc_code.eq.29-1141.00".to_owned(), "title.contains.A & B, C".to_owned()];
    let sort = vec!["title.descending".to_owned(), "onetsoc_code".to_owned()];
    let similar = Some(RelatedActivitiesSort::Similar);
    let duties = Some(JobDutiesSort::Title);
    let arrivals = [
        (
            arrival(
                &service,
                client.online_related_activities_results(&code, &activities, similar, page).await,
            ),
            "/online/related_activities/results/29-1141.00\
             ?activities=4.A.2.a.1.I01.D01%2C4.A.2.a.1.I01.D02&sort=similar",
        ),
        (
            arrival(&service, client.online_job_duties_results(&code, duties, &tasks, page).await),
            "/online/job_duties/results/29-1141.00?sort=title&tasks=1234%2C5678",
        ),
        (
            arrival(&service, client.database_rows(&table, &filter, &sort, page).await),
            "/database/rows/occupation_data\
             ?filter=onetsoc_code.eq.29-1141.00&filter=title.contains.A+%26+B%2C+C\
             &sort=title.descending&sort=onetsoc_code",
        ),
        (
            arrival(&service, client.database_rows(&table, &[], &[], page).await),
            "/database/rows/occupation_data",
        ),
    ];
    for (arrived, expected) in arrivals {
        assert_eq!(arrived, expected);
    }
}

#[tokio::test]
async fn a_page_is_asked_for_by_the_bounds_that_are_given() {
    let (service, client) = ignorant();
    let ranges = [
        (PageRange::default(), ""),
        (PageRange::new(Some(21), None), "&start=21"),
        (PageRange::new(None, Some(5)), "&end=5"),
        (PageRange::starting_at(21, 20), "&start=21&end=40"),
        (PageRange::starting_at(3, 0), "&start=3&end=3"),
        (PageRange::starting_at(2, u32::MAX), "&start=2&end=4294967295"),
        (PageRange::from(3..=4), "&start=3&end=4"),
    ];
    for (range, bounds) in ranges {
        let sort = Some(OccupationListSort::Zone);
        let arrived = arrival(&service, client.online_occupations_list(sort, range).await);
        assert_eq!(arrived, format!("/online/occupations/?sort=zone{bounds}"));
    }
}

#[tokio::test]
async fn an_address_arrives_over_a_socket_as_it_does_in_this_process() {
    let (service, client) = ignorant();
    // A server without a mock answers 404 to everything.
    let server = MockServer::start().await;
    let remote = Client::builder().base_url(format!("{}/ws", server.uri())).build().expect("a client");
    let (title, page) = ("AS/400 & C# 100 %+ é it's (new) {x} ~1", PageRange::starting_at(1, 5));
    let here = arrival(&service, client.online_hot_technology_occupations(title, None, page).await);
    let failure = remote.online_hot_technology_occupations(title, None, page).await.expect_err("a 404");
    assert_eq!(failure.kind(), ErrorKind::NotFound, "{failure:?}");
    let requests = server.received_requests().await.expect("requests are recorded");
    assert_eq!(requests.len(), 1);
    let there = &requests[0].url;
    assert_eq!(format!("{}?{}", there.path(), there.query().unwrap_or_default()), format!("/ws{here}"));
}

#[tokio::test]
async fn a_title_with_a_backslash_stays_one_segment_over_a_socket() {
    let server = MockServer::start().await;
    let client = Client::builder().base_url(server.uri()).build().expect("a client");
    let failure = client.online_hot_technology_occupations("TCP\\IP", None, PageRange::default()).await;
    assert_eq!(failure.expect_err("a 404").kind(), ErrorKind::NotFound);
    let requests = server.received_requests().await.expect("requests are recorded");
    assert_eq!(requests[0].url.path(), "/online/hot_technology/TCP%5CIP");
}

#[tokio::test]
async fn a_title_that_no_address_can_hold_is_refused_and_nothing_is_sent() {
    // Dots mean the same encoded, and an empty segment is another operation's path.
    for title in ["..", ".", ""] {
        let (service, client) = ignorant();
        let failure = client.online_hot_technology_occupations(title, None, PageRange::default()).await;
        assert_eq!(failure.expect_err("a refusal").kind(), ErrorKind::Configuration, "{title:?}");
        assert_eq!(service.asked().len(), 0, "{title:?}");
    }
}

#[tokio::test]
async fn a_raw_path_may_lack_its_slash_carry_a_query_or_be_a_link_of_an_answer() {
    let (service, client) = ignorant();
    let link = format!("{BASE}/online/search?keyword=nurse&start=21&end=40");
    let cases = [
        ("online/search", vec![("keyword", "a b"), ("end", "5")], "/online/search?keyword=a+b&end=5"),
        ("/online/search?keyword=a%20b", vec![("end", "5")], "/online/search?keyword=a%20b&end=5"),
        ("online/search?", vec![], "/online/search"),
        (link.as_str(), vec![], "/online/search?keyword=nurse&start=21&end=40"),
        (BASE, vec![], "/"),
        ("", vec![], "/"),
    ];
    for (path, query, expected) in cases {
        assert_eq!(arrival(&service, client.raw(path, &query).await), expected, "{path}");
    }
}

#[tokio::test]
async fn a_raw_address_that_is_not_on_the_base_url_is_not_called() {
    let (service, client) = ignorant();
    for path in [
        "https://elsewhere.test/online/search",
        "https://service.test/ws/online/search",
        "http://service.test:8080/ws/online/search",
        "http://service.test/wsx/online/search",
        "http://service.test/ws@elsewhere.test/online/search",
    ] {
        let failure = client.raw(path, &[]).await.expect_err(path);
        assert_eq!(failure.kind(), ErrorKind::Configuration, "{failure:?}");
        assert!(failure.message().contains(BASE), "{failure:?}");
    }
    assert!(service.asked().is_empty());
}

/// A path that belongs to an operation.
fn example(operation: &Operation) -> String {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
    parameters.fold(operation.path.to_owned(), |path, parameter| {
        let value = match parameter.kind {
            ParameterType::Choice(words) => words[0].to_owned(),
            ParameterType::Integer { minimum, .. } => minimum.unwrap_or(1).to_string(),
            // Which operation it is does not depend on the value.
            ParameterType::Text | ParameterType::Pattern(_) | ParameterType::List { .. } => {
                "29-1141.00".to_owned()
            }
        };
        path.replace(&format!("{{{}}}", parameter.name), &value)
    })
}

#[tokio::test]
async fn every_operation_is_found_by_its_path_in_either_slash_form() {
    let (service, client) = ignorant();
    for operation in operations::ALL {
        let path = example(operation);
        assert!(!path.contains('{'), "{operation}: {path}");
        let bare = path.trim_end_matches('/');
        for form in [bare.to_owned(), format!("{bare}/"), bare.trim_start_matches('/').to_owned()] {
            let found = Operation::find(&form).map(|found| found.id);
            assert_eq!(found, Some(operation.id), "{form}");
            let answer = client.raw(&form, &[]).await;
            assert_eq!(answer.as_ref().err().and_then(Error::operation), Some(operation.id), "{form}");
            assert_eq!(arrival(&service, answer), format!("/{}", form.trim_start_matches('/')));
        }
    }
}

#[test]
fn a_path_of_no_operation_is_not_taken_for_one() {
    for path in ["nothing", "online/search/more", "online/occupations/29-1141.00/details", "ONLINE/SEARCH"] {
        assert!(Operation::find(path).is_none(), "{path}");
    }
}

#[test]
fn ids_and_paths_are_unique_and_half_of_the_operations_are_paged() {
    let ids: BTreeSet<_> = operations::ALL.iter().map(|operation| operation.id).collect();
    let paths: BTreeSet<_> = operations::ALL.iter().map(|operation| operation.path).collect();
    let paged = operations::ALL.iter().filter(|operation| operation.items().is_some()).count();
    let all = operations::ALL.len();
    assert_eq!((ids.len(), paths.len(), paged), (all, all, all / 2));
    for id in ids {
        assert_eq!(Operation::by_id(id).map(|operation| operation.id), Some(id));
    }
    assert!(Operation::by_id("online_searches").is_none());
}

#[test]
fn the_parameters_of_an_operation_fit_its_path_and_its_answer() {
    for operation in operations::ALL {
        let names = |location: Location| -> Vec<_> {
            let stands = operation.parameters.iter().filter(|parameter| parameter.location == location);
            stands.map(|parameter| parameter.name).collect()
        };
        let (path, query) = (names(Location::Path), names(Location::Query));
        let template: Vec<_> = operation
            .path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        assert_eq!(path, template, "{operation}");
        for parameter in operation.parameters {
            assert!(
                parameter.required || parameter.location == Location::Query,
                "{operation}: {}",
                parameter.name
            );
        }
        let distinct: BTreeSet<_> = path.iter().chain(&query).collect();
        assert_eq!(distinct.len(), operation.parameters.len(), "{operation}");
        for bound in ["start", "end"] {
            assert_eq!(query.contains(&bound), operation.items().is_some(), "{operation}: {bound}");
        }
        assert_eq!(operation.refuses, !operation.parameters.is_empty(), "{operation}");
    }
}

#[tokio::test]
async fn arguments_by_name_send_what_those_by_position_do() {
    let (service, client) = ignorant();
    let answers: onet_api::types::ProfilerAnswers = "323432343234323432343234155343".into();
    let page = PageRange::starting_at(21, 20);
    let _ = client
        .mnm_interest_profiler_careers(
            Some(&answers),
            None,
            None,
            Some(3),
            None,
            None,
            Some(31),
            Some(4),
            page,
        )
        .await;
    let by_name = onet_api::arguments::MnmInterestProfilerCareers {
        answers: Some(&answers),
        enterprising: Some(3),
        social: Some(31),
        zone: Some(4),
        page,
        ..Default::default()
    };
    let _ = client.mnm_interest_profiler_careers_by_name(by_name).await;
    let asked = service.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0].uri(), asked[1].uri());
    assert!(asked[0].uri().query().is_some_and(|query| query.contains("social=31")), "{}", asked[0].uri());
}
