//! What the service answers becomes values, or an error that says what did not parse.

use std::fmt::Debug;

use onet_api::types;
use onet_domain::answer::{
    Column, ContextOccupation, Fit, InterestDescription, InterestOccupation, InterestSummary, Matches,
    MilitaryJob, ProfilerArea, ProfilerCareer, ProfilerOption, ProfilerQuestion, ProfilerResults,
    Questionnaire, RatedContext, RatedElement, RatedInterest, RatedOccupation, RatedTask, Table, TableInfo,
    Task, TaskCategory, TaskMatch, TaxonomyMapping, military_jobs, military_titles,
};
use onet_domain::{Branch, ColumnKind, Error, Interest, JobZone, ProfilerAnswer, Score};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A shape of the service, read from JSON, as a value.
fn strict<A, T>(json: Value) -> Result<T, Error>
where
    A: DeserializeOwned,
    T: TryFrom<A, Error = Error>,
{
    T::try_from(serde_json::from_value::<A>(json).expect("a shape of the service"))
}

/// A value that the way there and back does not change.
fn both_ways<A, T>(json: Value) -> T
where
    A: DeserializeOwned + From<T> + PartialEq + Debug,
    T: TryFrom<A, Error = Error> + Clone,
{
    let value: T = strict::<A, T>(json.clone()).expect("an answer that parses");
    let answer: A = serde_json::from_value(json).expect("a shape of the service");
    assert_eq!(A::from(value.clone()), answer);
    value
}

/// What is said of an answer that does not parse.
fn refused<A, T>(json: Value) -> String
where
    A: DeserializeOwned,
    T: TryFrom<A, Error = Error> + Debug,
{
    strict::<A, T>(json).expect_err("an answer that does not parse").to_string()
}

fn occupation() -> Value {
    json!({"href": "there", "code": "29-1051.00", "title": "Pharmacists", "tags": {}})
}

/// An occupation with its job zone and more.
fn zoned(more: Value) -> Value {
    let mut answer = occupation();
    answer["job_zone"] = json!({"code": 5, "title": "Extensive Preparation"});
    for (name, value) in more.as_object().expect("members") {
        answer[name] = value.clone();
    }
    answer
}

#[test]
fn tasks_go_both_ways() {
    let json = json!({"id": "3565", "title": "Count pills."});
    let task: Task = both_ways::<types::TaskRef, _>(json.clone());
    assert_eq!(task.id.number(), 3565);
    assert_eq!(both_ways::<types::ActivityRef, Task>(json), task);
    let summary = json!({"id": "3565", "title": "Count pills.", "related": "there"});
    assert_eq!(strict::<types::SummaryTask, Task>(summary).expect("a task"), task);
    let error = refused::<types::TaskRef, Task>(json!({"id": "T1", "title": ""}));
    assert_eq!(
        error,
        "the service answered a task id that does not parse: \
         \"T1\" is not a task id: expected a digit at position 1, as in 3565",
    );
}

#[test]
fn rated_tasks_go_both_ways() {
    let bare = json!({"id": "1", "title": "Count.", "related": "there"});
    let rated: RatedTask = both_ways::<types::RatedTask, _>(bare.clone());
    assert_eq!((rated.importance, rated.category), (None, None));
    let mut json = bare;
    json["importance"] = json!(93);
    json["category"] = json!("Supplemental");
    let rated: RatedTask = both_ways::<types::RatedTask, _>(json.clone());
    assert_eq!(rated.importance.map(Score::number), Some(93));
    assert_eq!(rated.category, Some(TaskCategory::Supplemental));
    json["importance"] = json!(101);
    let error = refused::<types::RatedTask, RatedTask>(json);
    assert!(error.starts_with("the service answered a score that does not parse: "), "{error}");
}

#[test]
fn pages_of_similar_duties_go_both_ways() {
    let tasks = json!({
        "closely_related": [{"id": "1", "title": "a"}],
        "less_related": [{"id": "2", "title": "b"}],
        "full": [{"id": "1", "title": "a"}, {"id": "2", "title": "b"}],
    });
    let mut first = zoned(json!({"tasks": tasks}));
    first["tags"] = json!({"bright_outlook": true});
    let json = json!({"start": 1, "end": 1, "total": 2, "next": "there", "occupation": [first]});
    let page: Matches<TaskMatch> = both_ways::<types::JobDutiesOccupationPage, _>(json);
    let found = &page.occupations[0];
    assert!(found.occupation.bright_outlook);
    assert_eq!(found.job_zone, JobZone::Five);
    assert_eq!((found.closely_related.len(), found.less_related.len(), found.full.len()), (1, 1, 2));
    let whole = Matches::whole(page.occupations);
    assert_eq!((whole.position.start, whole.position.end, whole.position.total), (1, 1, 1));
}

#[test]
fn elements_go_both_ways() {
    let json = json!({"id": "1.A.1.a.1", "related": "r", "name": "n", "description": "d", "importance": 75});
    let element: RatedElement = both_ways::<types::RatedElement, _>(json);
    assert_eq!(element.importance.map(Score::number), Some(75));
    let json = json!({
        "id": "4.C.1.a.2.c", "related": "r", "name": "n", "description": "d", "context": 12,
        "response": [{"percentage_of_respondents": 40, "description": "Never"}],
    });
    let context: RatedContext = both_ways::<types::RatedWorkContext, _>(json);
    assert_eq!(context.responses.len(), 1);
    let json = json!({"id": "9..A", "related": "r", "name": "n", "description": "d"});
    assert!(refused::<types::RatedElement, RatedElement>(json).contains("an element id"));
}

#[test]
fn occupations_are_told_with_their_scores() {
    let json = zoned(json!({"importance": 80, "level": 60, "level_not_relevant": true}));
    let rated: RatedOccupation = strict::<types::ElementOccupation, _>(json).expect("an occupation");
    assert_eq!(rated.level.map(Score::number), Some(60));
    assert!(rated.level_not_relevant);

    let activities = json!([{"id": "4.A.2.a.2.I05.D04", "title": "Judge."}]);
    let json = zoned(json!({"detailed_work_activities": activities}));
    let rated: RatedOccupation = strict::<types::WorkActivityOccupation, _>(json).expect("an occupation");
    assert_eq!(rated.activities.len(), 1);
    assert_eq!((rated.importance, rated.level, rated.level_not_relevant), (None, None, false));

    let json = zoned(json!({"importance": 80}));
    let rated: RatedOccupation = strict::<types::WorkStyleOccupation, _>(json).expect("an occupation");
    assert_eq!(rated.importance.map(Score::number), Some(80));

    let json = zoned(json!({"context": 0}));
    let found: ContextOccupation = strict::<types::WorkContextOccupation, _>(json).expect("an occupation");
    assert_eq!(found.context, Some(Score::MINIMUM));

    let mut json = zoned(json!({}));
    json["job_zone"]["code"] = json!(6);
    let error = refused::<types::ElementOccupation, RatedOccupation>(json);
    assert!(error.starts_with("the service answered a job zone that does not parse: "), "{error}");
}

#[test]
fn interests_are_known_by_their_elements() {
    let json = json!({"id": "1.B.1.b", "interest_code": "I", "name": "Investigative", "description": "d"});
    let described: InterestDescription = both_ways::<types::InterestElement, _>(json);
    assert_eq!(described.interest, Interest::Investigative);

    let element = json!({"id": "1.B.1.d", "related": "r", "name": "Social", "description": "d"});
    let json = json!({"interest_code": "ISC", "element": [element]});
    let summary: InterestSummary = strict::<types::SummaryInterests, _>(json).expect("a summary");
    assert_eq!(summary.code.to_string(), "ISC");
    assert_eq!(summary.interests[0].interest, Interest::Social);

    let mut json = element;
    json["occupational_interest"] = json!(72);
    let rated: RatedInterest = both_ways::<types::RatedInterest, _>(json.clone());
    assert_eq!(rated.occupational_interest.map(Score::number), Some(72));
    json["id"] = json!("1.B.2.a");
    let error = refused::<types::RatedInterest, RatedInterest>(json);
    assert!(error.starts_with("the service answered the id of an interest that does not parse: "), "{error}");

    let json = zoned(json!({"interest_code": "SIA", "featured": true}));
    let found: InterestOccupation = strict::<types::InterestOccupation, _>(json).expect("an occupation");
    assert_eq!(found.code.first(), Interest::Social);
    assert!(found.featured);
}

#[test]
fn questions_of_the_profiler_have_their_area() {
    let question = json!({"index": 3, "area": "artistic", "text": "Sing."});
    let read: ProfilerQuestion = both_ways::<types::ProfilerQuestion, _>(question.clone());
    assert_eq!(read.area, Interest::Artistic);
    let option = json!({"value": 4, "name": "Like"});
    let read: ProfilerOption = both_ways::<types::ProfilerAnswerOption, _>(option.clone());
    assert_eq!(read.answer, ProfilerAnswer::Like);
    let json = json!({"start": 3, "end": 3, "total": 30, "answer_option": [option], "question": [question]});
    let read: Questionnaire = strict::<types::ProfilerQuestionPage, _>(json).expect("a page of questions");
    assert_eq!((read.options.len(), read.questions.len()), (1, 1));
    let error = refused::<types::ProfilerAnswerOption, ProfilerOption>(json!({"value": 0, "name": ""}));
    assert!(error.contains("an answer to the Interest Profiler"), "{error}");
}

/// The results of the profiler with a score for each of some interests.
fn results(of: &[Interest], score: i64) -> Value {
    let result: Vec<Value> = of
        .iter()
        .map(|interest| {
            json!({
                "href": "there", "code": interest.name(), "title": interest.title(), "description": "d",
                "score": score,
            })
        })
        .collect();
    json!({"careers": "there", "result": result})
}

#[test]
fn results_of_the_profiler_hold_all_six_areas() {
    let read: ProfilerResults =
        strict::<types::ProfilerResults, _>(results(&Interest::ALL, 17)).expect("results");
    assert!(Interest::ALL.iter().all(|interest| read.scores.get(*interest) == 17));
    assert_eq!(read.areas.len(), 6);
    let error = refused::<types::ProfilerResults, ProfilerResults>(results(&Interest::ALL[1..], 17));
    assert_eq!(error, "the service's answer lacks the score of the interest realistic");
    let error = refused::<types::ProfilerResults, ProfilerResults>(results(&Interest::ALL, 41));
    assert!(error.contains("expected a whole number from 0 to 40"), "{error}");

    let json = json!({"href": "there", "code": "social", "title": "Social", "description": "d"});
    let area: ProfilerArea = both_ways::<types::ProfilerInterest, _>(json);
    assert_eq!(area.score, None);
}

#[test]
fn careers_tell_how_well_they_fit() {
    let mut json = occupation();
    assert_eq!(both_ways::<types::ProfilerCareer, ProfilerCareer>(json.clone()).fit, None);
    json["fit"] = json!("Great");
    let career: ProfilerCareer = both_ways::<types::ProfilerCareer, _>(json.clone());
    assert_eq!(career.fit, Some(Fit::Great));
    json["fit"] = json!("Fair");
    assert!(
        refused::<types::ProfilerCareer, ProfilerCareer>(json).contains("expected one of Good, Great, Best")
    );
}

#[test]
fn tables_and_columns_go_both_ways() {
    let json = json!({
        "info": "i", "rows": "r", "table_id": "job_zones", "title": "Job Zones", "description": "d",
    });
    let table: Table = both_ways::<types::DatabaseTable, _>(json.clone());
    assert_eq!(table.id.as_str(), "job_zones");

    let column = json!({
        "column_id": "job_zone", "optional": false, "title": "t", "description": "d", "type": "Number",
        "format": "Decimal(1,0)",
    });
    let read: Column = both_ways::<types::DatabaseColumn, _>(column.clone());
    assert_eq!(read.kind, Some(ColumnKind::Number));

    let mut info = json;
    info.as_object_mut().expect("an object").remove("info");
    info["data_dictionary"] = json!("there");
    info["download"] = json!({"text": "there"});
    info["column"] = json!([column]);
    let read: TableInfo = both_ways::<types::DatabaseTableInfo, _>(info);
    assert_eq!(read.columns.len(), 1);
}

#[test]
fn military_jobs_have_their_branch() {
    let json = json!({
        "branch": "navy", "code": "HM", "title": "Corpsman", "active": true,
        "external_info": [{"href": "there", "title": "more"}],
    });
    let job: MilitaryJob = both_ways::<types::MilitaryJobMatch, _>(json);
    assert_eq!(job.branch, Branch::Navy);

    let of = |code: &str| types::MilitaryJob { code: code.to_owned(), title: "t".to_owned(), active: true };
    let jobs = types::CareerMilitaryJobs {
        army: vec![of("68Q"), of("67E")],
        space_force: vec![of("5C0")],
        ..types::CareerMilitaryJobs::default()
    };
    let found: Vec<_> = military_jobs(jobs).into_iter().map(|job| (job.branch, job.code)).collect();
    let expected = [(Branch::Army, "68Q"), (Branch::Army, "67E"), (Branch::SpaceForce, "5C0")];
    assert_eq!(found, expected.map(|(branch, code)| (branch, code.to_owned())));

    let titles = types::MilitaryTitles {
        navy: vec!["Corpsman".to_owned()],
        air_force: vec!["Pharmacist".to_owned()],
        ..types::MilitaryTitles::default()
    };
    let branches: Vec<_> = military_titles(titles).into_iter().map(|(branch, _)| branch).collect();
    assert_eq!(branches, [Branch::AirForce, Branch::Navy]);
}

#[test]
fn mappings_between_taxonomies_go_both_ways() {
    let target = |code: &str| json!({"code": code, "title": "t", "description": "d"});
    let mut json = target("15-1199.09");
    json["occupation"] = json!([target("15-1299.09"), target("13-1082.00")]);
    let mapping: TaxonomyMapping = both_ways::<types::TaxonomyCrosswalk, _>(json);
    assert_eq!(mapping.targets[1].code.to_string(), "13-1082.00");
}
