//! The workflows ask what they should and make values of what they get. A service in this process answers.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::future::ready;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::TryStreamExt as _;
use http::{Request, Response, StatusCode};
use onet_api::{Client, ErrorKind, PageRange};
use onet_domain::interest_profiler::{InterestProfiler, Profile};
use onet_domain::job_duties::{JobDuties, JobDutiesSort};
use onet_domain::occupation_report::{OccupationReport, Section, SectionAnswer};
use onet_domain::table_query::TableQuery;
use onet_domain::taxonomy_map::TaxonomyMap;
use onet_domain::{
    Error, Filter, FilterError, Interest, JobZone, OnetSocCode, ProfilerAnswers, ProfilerForm,
    ProfilerScores, Sort, TaskId, Taxonomy,
};
use serde_json::{Value, json};

type TestResult = Result<(), Box<dyn StdError>>;

const BASE: &str = "http://example.test";

const ANSWERS: &str = "323432343234323432343234155343";

/// What was asked, path and query.
pub(crate) type Asked = Arc<Mutex<Vec<String>>>;

/// A client of a service that answers a path and query with a status and a body.
pub(crate) fn client<F>(answer: F) -> (Client, Asked)
where
    F: Fn(&str) -> (u16, Value) + Clone + Send + Sync + 'static,
{
    let asked = Asked::default();
    let notes = Arc::clone(&asked);
    let service = tower::service_fn(move |request: Request<Bytes>| {
        let address = request.uri().to_string();
        let path = address.strip_prefix(BASE).expect("an address on the base").to_owned();
        let (status, body) = answer(&path);
        notes.lock().expect("no panic before").push(path);
        let mut response = Response::new(Bytes::from(body.to_string()));
        *response.status_mut() = StatusCode::from_u16(status).expect("a status");
        ready(Ok::<_, Infallible>(response))
    });
    (Client::builder().base_url(BASE).service(service).build().expect("a client"), asked)
}

pub(crate) fn taken(asked: &Asked) -> Vec<String> {
    std::mem::take(&mut *asked.lock().expect("no panic before"))
}

/// A page of a whole list, or as much of it as the query asks for.
pub(crate) fn page(items: &'static str, list: &[Value], query: &str) -> Value {
    let bound = |name: &str| {
        let pair = query.split(['?', '&']).find_map(|pair| pair.strip_prefix(name));
        pair.and_then(|number| number.parse::<usize>().ok())
    };
    let start = bound("start=").unwrap_or(1);
    let end = bound("end=").unwrap_or(list.len()).min(list.len());
    let part: Vec<&Value> = list.iter().take(end).skip(start - 1).collect();
    json!({"start": start, "end": end, "total": list.len(), items: part})
}

pub(crate) fn occupation(code: &str) -> Value {
    json!({"href": "there", "code": code, "title": "Title", "tags": {}})
}

fn code() -> OnetSocCode {
    "29-1051.00".parse().expect("a code")
}

#[tokio::test]
async fn job_duties_are_searched_in_three_steps() -> TestResult {
    let (client, asked) = client(|path| {
        let task = |id: &str| json!({"id": id, "title": "t"});
        let body = if path.starts_with("/online/job_duties/search") {
            page("occupation", &[occupation("29-1051.00"), occupation("29-2052.00")], path)
        } else if path.starts_with("/online/job_duties/tasks/") {
            json!([task("3565"), task("3567")])
        } else {
            let mut found = occupation("29-2052.00");
            found["job_zone"] = json!({"code": 3, "title": "Medium"});
            found["tasks"] =
                json!({"closely_related": [task("7")], "less_related": [], "full": [task("7"), task("8")]});
            page("occupation", &[found], path)
        };
        (200, body)
    });
    let workflow = JobDuties::new(client);
    assert_eq!(workflow.search("pill counter").await?.len(), 2);
    let tasks = workflow.tasks(code()).await?;
    let chosen: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    let sort = JobDutiesSort::AllRelated;
    let found = workflow.all_results(code(), &chosen, sort).await?;
    assert_eq!(found[0].closely_related[0].id, TaskId::from(7));
    assert_eq!(found[0].job_zone, JobZone::Three);
    let page = workflow.results(code(), &chosen, sort, PageRange::from(1..=5)).await?;
    assert_eq!(page.occupations, found);
    let results = "/online/job_duties/results/29-1051.00?sort=all_related&tasks=3565%2C3567";
    assert_eq!(
        taken(&asked),
        [
            "/online/job_duties/search?keyword=pill+counter&start=1&end=2000".to_owned(),
            "/online/job_duties/tasks/29-1051.00".to_owned(),
            format!("{results}&start=1&end=2000"),
            format!("{results}&start=1&end=5"),
        ],
    );
    Ok(())
}

#[tokio::test]
async fn a_code_can_have_several_counterparts() -> TestResult {
    let (client, asked) = client(|_| {
        let of = |code: &str| json!({"code": code, "title": "t", "description": "d"});
        let mut body = of("15-1199.09");
        body["occupation"] = json!([of("15-1299.09"), of("13-1082.00")]);
        (200, body)
    });
    let map = TaxonomyMap::new(client, Taxonomy::V2010, Taxonomy::Active);
    assert_eq!((map.source(), map.target()), (Taxonomy::V2010, Taxonomy::Active));
    let targets = map.map("15-1199.09".parse()?).await?;
    assert_eq!(
        targets.iter().map(|target| target.code.to_string()).collect::<Vec<_>>(),
        ["15-1299.09", "13-1082.00",]
    );
    assert_eq!(taken(&asked), ["/taxonomy/2010/active/15-1199.09"]);
    Ok(())
}

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Zone {
    onetsoc_code: OnetSocCode,
    job_zone: JobZone,
}

fn job_zones(rows: &'static [(&'static str, u8)]) -> (Client, Asked) {
    client(move |path| {
        let body = if path.starts_with("/database/info/") {
            let column = |id: &str, format: &str| {
                json!({
                    "column_id": id, "optional": false, "title": id, "description": id, "type": "t",
                    "format": format,
                })
            };
            json!({
                "rows": "r", "table_id": "job_zones", "title": "t", "description": "d",
                "data_dictionary": "there", "download": {},
                "column": [column("onetsoc_code", "Character(10)"), column("job_zone", "Decimal(1,0)")],
            })
        } else {
            let rows: Vec<Value> =
                rows.iter().map(|(code, zone)| json!({"onetsoc_code": code, "job_zone": zone})).collect();
            page("row", &rows, path)
        };
        (200, body)
    })
}

#[tokio::test]
async fn rows_are_filtered_sorted_and_read_as_values() -> TestResult {
    let (client, asked) = job_zones(&[("29-1051.00", 5), ("29-2052.00", 3)]);
    let query = TableQuery::new(client, "job_zones".parse()?)
        .filter("job_zone.gte.3".parse()?)
        .filter(Filter::column("onetsoc_code")?.starts_with("29-")?)
        .sort("job_zone.descending".parse()?)
        .sort(Sort::ascending("onetsoc_code".parse()?));
    query.check().await?;
    let rows: Vec<Zone> = query.rows_as::<Zone>().try_collect().await?;
    assert_eq!(rows[0], Zone { onetsoc_code: code(), job_zone: JobZone::Five });
    assert_eq!(rows.len(), 2);
    assert_eq!(
        taken(&asked),
        [
            "/database/info/job_zones",
            "/database/rows/job_zones?filter=job_zone.gte.3&filter=onetsoc_code.startswith.29-\
             &sort=job_zone.descending&sort=onetsoc_code&start=1&end=2000",
        ],
    );
    let rows: Vec<_> = query.rows().try_collect().await?;
    assert_eq!(rows[1]["job_zone"], json!(3));
    assert_eq!((query.table().as_str(), query.filters().len(), query.sorts().len()), ("job_zones", 2, 2));
    Ok(())
}

#[tokio::test]
async fn the_first_row_of_another_shape_ends_the_rows() -> TestResult {
    let (client, _) = job_zones(&[("29-1051.00", 5), ("29-2052.00", 6), ("29-1141.00", 3)]);
    let query = TableQuery::new(client, "job_zones".parse()?);
    let outcome: Result<Vec<Zone>, Error> = query.rows_as::<Zone>().try_collect().await;
    let error = outcome.expect_err("there is no zone 6");
    assert!(matches!(error, Error::Row { .. }), "{error}");
    assert!(error.to_string().starts_with("a row of job_zones is not as expected: "), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_query_is_checked_against_the_columns() -> TestResult {
    let (client, _) = job_zones(&[]);
    let query = |filter: &str| {
        Ok::<_, Box<dyn StdError>>(
            TableQuery::new(client.clone(), "job_zones".parse()?).filter(filter.parse()?),
        )
    };
    let error = query("date.na")?.check().await.expect_err("no such column");
    assert_eq!(error.to_string(), "the table job_zones has no column date");
    let error = query("job_zone.contains.4")?.check().await.expect_err("a number");
    assert!(matches!(error, Error::Filter(FilterError::Operator { .. })), "{error}");
    let sorted = query("job_zone.eq.4")?.sort("title".parse()?);
    assert!(matches!(sorted.check().await, Err(Error::Filter(FilterError::UnknownColumn { .. }))));
    assert_eq!(query("job_zone.eq.4")?.columns().await?.len(), 2);
    Ok(())
}

fn profiler() -> (Client, Asked) {
    client(|path| {
        let body = if path.contains("/questions") {
            let total = if path.contains("/questions_30") { 30 } else { 59 };
            let questions: Vec<Value> =
                (1..=total).map(|index| json!({"index": index, "area": "social", "text": "t"})).collect();
            let mut body = page("question", &questions, path);
            body["answer_option"] = json!([{"value": 1, "name": "No"}]);
            body
        } else if path.contains("/results") {
            let areas = Interest::ALL.map(|interest| {
                json!({
                    "href": "there", "code": interest.name(), "title": interest.title(), "description": "d",
                    "score": 12,
                })
            });
            json!({"result": areas})
        } else {
            let mut career = occupation("29-1051.00");
            career["fit"] = json!("Best");
            page("career", &[career, occupation("29-2052.00")], path)
        };
        (200, body)
    })
}

#[tokio::test]
async fn the_profiler_asks_all_questions_of_a_form() -> TestResult {
    let (client, asked) = profiler();
    let profiler = InterestProfiler::new(client);
    assert_eq!(profiler.questions(ProfilerForm::Mini).await?.questions.len(), 30);
    let error = profiler.questions(ProfilerForm::Short).await.expect_err("one is missing");
    assert_eq!(error.to_string(), "the service's answer is incomplete: it holds 59 of 60 questions");
    assert_eq!(
        taken(&asked),
        [
            "/mnm/interestprofiler/questions_30?start=1&end=30",
            "/mnm/interestprofiler/questions?start=1&end=60",
        ],
    );
    Ok(())
}

#[tokio::test]
async fn careers_are_found_by_answers_or_by_scores() -> TestResult {
    let (client, asked) = profiler();
    let profiler = InterestProfiler::new(client);
    let answers: ProfilerAnswers = ANSWERS.parse()?;
    assert_eq!(profiler.results(&answers).await?.scores.social, 12);
    let by_answers = profiler.all_careers(answers.clone(), None).await?;
    assert_eq!(by_answers.len(), 2);
    let scores = ProfilerScores {
        realistic: 1,
        investigative: 2,
        artistic: 3,
        social: 4,
        enterprising: 5,
        conventional: 6,
    };
    let careers: Vec<_> = profiler.careers(scores, Some(JobZone::Four)).try_collect().await?;
    assert_eq!(careers, by_answers);
    assert_eq!(Profile::from(scores), Profile::Scores(scores));
    assert_eq!(
        taken(&asked),
        [
            format!("/mnm/interestprofiler/results?answers={ANSWERS}"),
            format!("/mnm/interestprofiler/careers?answers={ANSWERS}&start=1&end=2000"),
            "/mnm/interestprofiler/careers?artistic=3&conventional=6&enterprising=5&investigative=2\
             &realistic=1&social=4&zone=4&start=1&end=2000"
                .to_owned(),
        ],
    );
    Ok(())
}

/// The answer to a section: two are refused in their own ways, and all others hold two items.
fn section(path: &str) -> (u16, Value) {
    let name = path.rsplit('/').next().unwrap_or_default().split('?').next().unwrap_or_default();
    let element = json!({"id": "1.A", "related": "r", "name": "n", "description": "d"});
    let two = |items: &'static str, item: Value| (200, page(items, &[item.clone(), item], path));
    match name {
        "knowledge" => (404, Value::Null),
        "abilities" => (422, json!({"error": "There are no abilities."})),
        "tasks" => two("task", json!({"id": "1", "related": "r", "title": "t"})),
        "technology_skills" => {
            two("category", json!({"code": 1, "related": "r", "title": "t", "example": []}))
        }
        "detailed_work_activities" => {
            two("activity", json!({"id": "4.A.2.a.2.I05.D04", "title": "t", "related": "r"}))
        }
        "work_context" => {
            let mut element = element;
            element["response"] = json!([]);
            two("element", element)
        }
        "job_zone" => {
            let zone = json!({
                "code": 5, "title": "t", "education": "e", "related_experience": "r", "job_training": "j",
                "job_zone_examples": "x", "svp_range": "(8.0 and above)",
            });
            (200, zone)
        }
        "education" => (200, json!({"response": [{"code": 1, "title": "a"}, {"code": 2, "title": "b"}]})),
        "apprenticeship" => two("example_title", json!("Title")),
        "related_occupations" => two("occupation", occupation("29-2052.00")),
        "professional_associations" => {
            let category = json!({"code": "national", "title": "National"});
            two("source", json!({"url": "there", "name": "n", "category": category}))
        }
        "military_career_summaries" => two("career_summary", json!({"url": "there", "title": "t"})),
        _ => two("element", element),
    }
}

#[tokio::test]
async fn a_report_tells_of_each_section_whether_it_is_there() -> TestResult {
    let (client, asked) = client(section);
    // The others are from tables.
    let is_of_tables = |section: &Section| matches!(section, Section::Crosswalks | Section::CareerClusters);
    let sections: Vec<Section> = Section::ALL.into_iter().filter(|section| !is_of_tables(section)).collect();
    let report = OccupationReport::new(client).gather(code(), &sections).await?;
    assert_eq!(report.iter().map(|(section, _)| *section).collect::<Vec<_>>(), sections);
    for (section, answer) in &report {
        match (section, answer) {
            (Section::Knowledge, SectionAnswer::Missing { .. }) => {}
            (Section::Abilities, SectionAnswer::Missing { reason, .. }) => {
                assert_eq!(reason, "There are no abilities.");
            }
            (Section::JobZone, SectionAnswer::Present(data)) => assert_eq!(data.count(), 1),
            (_, SectionAnswer::Present(data)) => assert_eq!(data.count(), 2, "{section}"),
            (_, SectionAnswer::Missing { reason, .. }) => panic!("{section} is missing: {reason}"),
        }
        assert_eq!(answer.data().is_some(), matches!(answer, SectionAnswer::Present(_)));
    }
    let asked = taken(&asked);
    assert_eq!(asked.len(), sections.len());
    for section in sections {
        let path = format!("/online/occupations/29-1051.00/details/{section}");
        assert!(asked.iter().any(|asked| asked.split('?').next() == Some(path.as_str())), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn sections_are_asked_for_in_the_given_order() -> TestResult {
    let (client, _) = client(section);
    let chosen = [Section::WorkStyles, Section::Tasks, Section::WorkStyles];
    let report = OccupationReport::new(client).gather(code(), &chosen).await?;
    assert_eq!(report.iter().map(|(section, _)| *section).collect::<Vec<_>>(), chosen);
    Ok(())
}

#[tokio::test]
async fn any_other_failure_ends_the_report() {
    let (client, _) = client(|path| match path.contains("/skills") {
        true => (403, Value::Null),
        false => section(path),
    });
    let outcome = OccupationReport::new(client).gather(code(), &Section::ALL).await;
    match outcome {
        Err(Error::Call(failure)) => assert_eq!(failure.kind(), ErrorKind::Unauthorized),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn sections_are_written_as_json_with_their_state() -> TestResult {
    let (client, _) = client(section);
    let report = OccupationReport::new(client);
    let present = report.section(code(), Section::Apprenticeship).await?;
    assert_eq!(serde_json::to_value(present)?, json!({"present": ["Title", "Title"]}));
    let missing = report.section(code(), Section::Abilities).await?;
    assert_eq!(serde_json::to_value(missing)?, json!({"missing": {"reason": "There are no abilities."}}));
    Ok(())
}
