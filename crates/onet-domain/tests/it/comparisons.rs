//! What a comparison and a profile have where the source does not know, or has one of two units.

use onet_domain::comparison::{Comparison, Order};
use onet_domain::interest_profiler::InterestProfiler;
use onet_domain::{Answered, JobZone, OnetSocCode, ProfilerAnswers};
use serde_json::{Value, json};

use crate::workflows::{client, page, taken};

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// The occupations of the source: one without a mark, one with hourly wages alone, one with a mark.
fn codes(texts: &[&str]) -> Result<Vec<OnetSocCode>, onet_domain::ParseError> {
    texts.iter().map(|text| text.parse()).collect()
}

/// Answers of a source that has the Bright Outlook list, or not.
fn answer(path: &str, has_outlook: bool) -> (u16, Value) {
    let marked = path.contains("15-1252.00");
    if path.starts_with("/about") {
        let release = json!({"name": "O*NET 30.1", "url": "there"});
        return (200, json!({"taxonomy": release, "database": release, "api_version": "2.0"}));
    }
    if path.starts_with("/online/bright_outlook/") {
        return match has_outlook {
            true => (200, json!([{"href": "there", "code": "grow", "title": "Rapid Growth"}])),
            false => (404, json!({"error": "There is no such list."})),
        };
    }
    if path.ends_with("/job_outlook") {
        let salary = match path.contains("27-2011.00") {
            true => json!({"soc_code": "27-2011", "hourly_median": 29.05}),
            false => json!({"soc_code": "29-1051", "annual_median": 137_480, "hourly_median": 66.1}),
        };
        let outlook = json!({"category": "Average", "description": "d"});
        return (200, json!({"outlook": outlook, "bright_outlook": [], "salary": salary}));
    }
    if path.contains("/details/") {
        return (404, Value::Null);
    }
    let code = path.trim_start_matches("/online/occupations/").trim_end_matches('/');
    let tags = if marked { json!({"bright_outlook": true}) } else { json!({}) };
    let contents: [Value; 0] = [];
    let overview = json!({
        "code": code, "title": "t", "tags": tags, "description": "d",
        "summary_contents": contents, "details_contents": contents, "custom_contents": contents,
    });
    (200, overview)
}

#[tokio::test]
async fn an_outlook_that_the_source_does_not_know_is_neither_bright_nor_not() -> TestResult {
    let compared = async |has_outlook: bool, wanted: &[&str]| {
        let (client, _) = client(move |path| answer(path, has_outlook));
        let document = Comparison::new(client).document(&codes(wanted)?, Order::Difference).await?;
        let outlooks = document.occupations.iter().map(|found| found.bright_outlook).collect::<Vec<_>>();
        Ok::<_, Box<dyn std::error::Error>>(outlooks)
    };
    let unmarked = ["29-1051.00", "27-2011.00"];
    assert_eq!(compared(false, &unmarked).await?, [None, None]);
    assert_eq!(compared(true, &unmarked).await?, [Some(false), Some(false)]);
    // A mark of one shows that the source has them.
    assert_eq!(compared(false, &["29-1051.00", "15-1252.00"]).await?, [Some(false), Some(true)]);
    Ok(())
}

#[tokio::test]
async fn wages_by_the_hour_are_those_of_an_occupation_without_yearly_ones() -> TestResult {
    let (client, _) = client(|path| answer(path, true));
    let document =
        Comparison::new(client).document(&codes(&["27-2011.00", "29-1051.00"])?, Order::Name).await?;
    let [actors, pharmacists] = document.occupations.as_slice() else { panic!("two are compared") };
    assert_eq!((actors.annual_median, actors.hourly_median), (None, Some(29.05)));
    assert_eq!(pharmacists.annual_median, Some(137_480));
    let json = serde_json::to_value(&document)?;
    assert_eq!(json["occupations"][0]["annual_median"], Value::Null);
    assert_eq!(json["occupations"][0]["hourly_median"], 29.05);
    Ok(())
}

#[tokio::test]
async fn answers_that_favour_nothing_have_no_code_and_no_careers() -> TestResult {
    let (client, asked) = client(|path| match path.contains("/careers") {
        true => (200, page("career", &[], path)),
        false => (404, Value::Null),
    });
    let profiler = InterestProfiler::new(client);
    for digit in ["1", "3", "5"] {
        let answers: ProfilerAnswers = digit.repeat(60).parse()?;
        let document = profiler.document(&answers, &JobZone::ALL).await?;
        assert_eq!(document.code, None);
        let Answered::Missing { reason, .. } = &document.careers else { panic!("there are careers") };
        assert!(reason.contains("the same score"), "{reason}");
    }
    assert!(taken(&asked).iter().all(|path| !path.contains("/careers")));
    let answers: ProfilerAnswers = format!("4{}", "3".repeat(29)).parse()?;
    let document = profiler.document(&answers, &JobZone::ALL).await?;
    assert_eq!(document.code.map(|code| code.to_string()).as_deref(), Some("RIA"));
    assert!(document.careers.data().is_some());
    Ok(())
}

#[tokio::test]
async fn careers_of_a_source_without_marks_have_no_outlook() -> TestResult {
    let answers: ProfilerAnswers = format!("4{}", "3".repeat(29)).parse()?;
    for (is_marked, expected) in [(true, [Some(true), Some(false)]), (false, [None, None])] {
        let (client, _) = client(move |path| {
            let career =
                |code: &str, tags: Value| json!({"href": "there", "code": code, "title": "t", "tags": tags});
            let tags = if is_marked { json!({"bright_outlook": true}) } else { json!({}) };
            let careers = [career("15-1252.00", tags), career("29-1051.00", json!({}))];
            match path.contains("/careers") {
                true => (200, page("career", &careers, path)),
                false => (404, Value::Null),
            }
        });
        let document = InterestProfiler::new(client).document(&answers, &[JobZone::Four]).await?;
        let zones = document.careers.data().map(Vec::as_slice).unwrap_or_default();
        let outlooks: Vec<_> =
            zones.iter().flat_map(|zone| &zone.careers).map(|career| career.bright_outlook).collect();
        assert_eq!(outlooks, expected);
    }
    Ok(())
}
