//! Responses of the service become strict values, or an error that names the value that does not parse.

use std::fmt::Debug;

use onet_api::types;
use onet_domain::answer::{
    Column, Fit, Matches, ProfilerCareer, ProfilerOption, ProfilerQuestion, ProfilerResults, Questionnaire,
    Task, TaskMatch, TaxonomyMapping,
};
use onet_domain::related_activities::RelatedOccupation;
use onet_domain::{ColumnKind, Error, Interest, JobZone, ProfilerAnswer};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Converts a response of the service, given as JSON.
fn strict<A, T>(json: Value) -> Result<T, Error>
where
    A: DeserializeOwned,
    T: TryFrom<A, Error = Error>,
{
    T::try_from(serde_json::from_value::<A>(json).expect("a shape of the service"))
}

/// Converts a response and checks that converting it back yields the same.
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

/// The error for a response that does not parse.
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
fn tasks_have_a_number() {
    let json = json!({"id": "3565", "title": "Count pills."});
    let task: Task = strict::<types::TaskRef, _>(json.clone()).expect("a task");
    assert_eq!(task.id.number(), 3565);
    assert_eq!(strict::<types::ActivityRef, Task>(json).expect("a task"), task);
    let error = refused::<types::TaskRef, Task>(json!({"id": "T1", "title": ""}));
    assert_eq!(
        error,
        "the service answered a task id that does not parse: \
         \"T1\" is not a task id: expected a digit at position 1, as in 3565",
    );
}

#[test]
fn a_page_of_similar_duties_has_its_position_and_tasks() {
    let tasks = json!({
        "closely_related": [{"id": "1", "title": "a"}],
        "less_related": [{"id": "2", "title": "b"}],
        "full": [{"id": "1", "title": "a"}, {"id": "2", "title": "b"}],
    });
    let mut first = zoned(json!({"tasks": tasks}));
    first["tags"] = json!({"bright_outlook": true});
    let json = json!({"start": 1, "end": 1, "total": 2, "next": "there", "occupation": [first]});
    let page: Matches<TaskMatch> =
        strict::<types::JobDutiesOccupationPage, _>(json).expect("a page of occupations");
    let found = &page.occupations[0];
    assert!(found.occupation.bright_outlook);
    assert_eq!(found.job_zone, JobZone::Five);
    assert_eq!((found.closely_related.len(), found.less_related.len(), found.full.len()), (1, 1, 2));
    let whole = Matches::whole(page.occupations);
    assert_eq!((whole.position.start, whole.position.end, whole.position.total), (1, 1, 1));
}

#[test]
fn pages_of_related_activities_go_both_ways() {
    let activity = |id: &str| json!({"id": id, "title": "Judge the value."});
    let activities = json!({
        "shared": [activity("4.A.2.a.2.I05.D04")],
        "similar": [],
        "full": [activity("4.A.2.a.2.I05.D04"), activity("4.A.4.a.1.I05.D01")],
    });
    let first = zoned(json!({"activities": activities}));
    let json = json!({"start": 1, "end": 1, "total": 2, "next": "there", "occupation": [first]});
    let page: Matches<RelatedOccupation> = both_ways::<types::RelatedActivitiesOccupationPage, _>(json);
    let found = &page.occupations[0];
    assert_eq!((found.shared.len(), found.similar.len(), found.full.len()), (1, 0, 2));
}

#[test]
fn questions_of_the_profiler_have_their_area() {
    let question = json!({"index": 3, "area": "artistic", "text": "Sing."});
    let read: ProfilerQuestion = strict::<types::ProfilerQuestion, _>(question.clone()).expect("a question");
    assert_eq!(read.area, Interest::Artistic);
    let option = json!({"value": 4, "name": "Like"});
    let read: ProfilerOption = strict::<types::ProfilerAnswerOption, _>(option.clone()).expect("an option");
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
    assert_eq!(error, "the service's answer is incomplete: it has no score for the interest realistic");
    let error = refused::<types::ProfilerResults, ProfilerResults>(results(&Interest::ALL, 41));
    assert!(error.contains("expected a whole number from 0 to 40"), "{error}");
}

#[test]
fn careers_have_a_fit() {
    let mut json = occupation();
    assert_eq!(strict::<types::ProfilerCareer, ProfilerCareer>(json.clone()).expect("a career").fit, None);
    json["fit"] = json!("Great");
    let career: ProfilerCareer = strict::<types::ProfilerCareer, _>(json.clone()).expect("a career");
    assert_eq!(career.fit, Some(Fit::Great));
    json["fit"] = json!("Fair");
    assert!(
        refused::<types::ProfilerCareer, ProfilerCareer>(json).contains("expected one of Good, Great, Best")
    );
}

#[test]
fn columns_have_their_kind() {
    let json = json!({
        "column_id": "job_zone", "optional": false, "title": "t", "description": "d", "type": "Number",
        "format": "Decimal(1,0)",
    });
    let column: Column = strict::<types::DatabaseColumn, _>(json).expect("a column");
    assert_eq!((column.id.as_str(), column.kind), ("job_zone", Some(ColumnKind::Number)));
}

#[test]
fn a_mapping_has_all_targets() {
    let target = |code: &str| json!({"code": code, "title": "t", "description": "d"});
    let mut json = target("15-1199.09");
    json["occupation"] = json!([target("15-1299.09"), target("13-1082.00")]);
    let mapping: TaxonomyMapping = strict::<types::TaxonomyCrosswalk, _>(json).expect("a mapping");
    assert_eq!(mapping.targets[1].code.to_string(), "13-1082.00");
}
