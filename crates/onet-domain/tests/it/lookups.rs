//! Lookups of many codes: each distinct one once, in order, with a reason for each without a result.

use std::cell::RefCell;
use std::error::Error as StdError;

use onet_api::ErrorKind;
use onet_domain::code_batch::{CodeBatch, Looked, Outcome};
use onet_domain::crosswalk::{Crosswalk, CrosswalkKind, CrosswalkPair};
use onet_domain::occupation_finder::{OccupationFinder, OccupationSearch};
use serde_json::{Value, json};

use crate::workflows::{client, occupation, page, taken};

type TestResult = Result<(), Box<dyn StdError>>;

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn a_batch_calls_once_for_each_distinct_code_and_keeps_the_order() -> TestResult {
    let called = RefCell::new(Vec::new());
    let mut batch = CodeBatch::new(3);
    let look_up = async |text: String| {
        called.borrow_mut().push(text.clone());
        Ok::<_, std::convert::Infallible>(text.to_uppercase())
    };
    let answers = batch.look_up(&texts(&["b", "a", "b", "c", "a"]), look_up).await?;
    let answers: Vec<&str> = answers.iter().map(|answer| answer.as_str()).collect();
    assert_eq!(answers, ["B", "A", "B", "C", "A"]);
    assert_eq!(called.take(), ["b", "a", "c"]);
    batch.look_up(&texts(&["a", "c"]), look_up).await?;
    assert_eq!(called.take(), [""; 0], "they are remembered");
    // A fourth does not fit beside three: the others are forgotten.
    batch.look_up(&texts(&["d", "a"]), look_up).await?;
    batch.look_up(&texts(&["d", "c"]), look_up).await?;
    assert_eq!(called.take(), ["d", "c"]);
    Ok(())
}

#[tokio::test]
async fn the_first_error_ends_a_batch() {
    let mut batch = CodeBatch::new(10);
    let look_up = async |text: String| if text == "bad" { Err(text) } else { Ok(text) };
    assert_eq!(batch.look_up(&texts(&["a", "bad", "b"]), look_up).await, Err("bad".to_owned()));
}

fn crosswalk_match(code: &str, occupations: &[&str]) -> Value {
    let occupations: Vec<Value> = occupations.iter().map(|code| occupation(code)).collect();
    json!({"code": code, "title": "Entry", "occupation": occupations})
}

fn crosswalk(kind: CrosswalkKind) -> Crosswalk {
    let (client, _) = client(|path| {
        let matches: Vec<Value> = match path {
            path if path.contains("keyword=29-1051&") => vec![crosswalk_match("29-1051", &["29-1051.00"])],
            path if path.contains("keyword=29-1141&") => {
                vec![crosswalk_match("29-1141", &["29-1141.00", "29-1141.01"])]
            }
            path if path.contains("keyword=51.2001&") => vec![crosswalk_match("51.2001", &["29-1051.00"])],
            path if path.contains("keyword=51.20&") => {
                vec![crosswalk_match("51.2001", &["29-1051.00"]), crosswalk_match("51.2002", &["29-1051.00"])]
            }
            path if path.contains("keyword=pharmacy&") => {
                vec![crosswalk_match("51.2001", &["29-1051.00"]), crosswalk_match("51.2002", &[])]
            }
            path if path.contains("keyword=99-9999&") => {
                return (422, json!({"error": "There is no such code."}));
            }
            _ => Vec::new(),
        };
        (200, page("match", &matches, ""))
    });
    Crosswalk::new(client, kind)
}

fn codes(looked: &Looked<CrosswalkPair>) -> Vec<(&str, &str)> {
    looked.rows.iter().map(|pair| (pair.code.as_str(), pair.onetsoc_code.as_str())).collect()
}

#[tokio::test]
async fn a_soc_code_leads_to_its_occupations_and_an_occupation_to_its_soc_code() -> TestResult {
    let soc = crosswalk(CrosswalkKind::Soc);
    let both = [("29-1141", "29-1141.00"), ("29-1141", "29-1141.01")];
    assert_eq!(codes(&soc.pairs("29-1141").await?), both);
    assert_eq!(codes(&soc.pairs("29-1141.01").await?), both[1..]);
    assert_eq!(codes(&soc.pairs("=\"291051\"").await?), [("29-1051", "29-1051.00")]);
    let unknown = soc.pairs("29-1141.09").await?;
    assert_eq!(unknown.reason(), Some("29-1141.09 is no occupation of this source"));
    assert_eq!(soc.pairs("99-9999").await?.reason(), Some("There is no such code."));
    Ok(())
}

#[tokio::test]
async fn a_code_of_the_kind_comes_before_one_of_an_occupation() -> TestResult {
    let education = crosswalk(CrosswalkKind::Education);
    assert_eq!(codes(&education.pairs("512001").await?), [("51.2001", "29-1051.00")]);
    let begun = education.pairs("51.20").await?;
    assert_eq!(
        begun.outcome,
        Outcome::Ambiguous("51.20 leads to 2 codes: 51.2001 Entry; 51.2002 Entry".to_owned())
    );
    let first = education.pairs("pharmacy").await?;
    assert_eq!(first.outcome, Outcome::First { taken: "51.2001 Entry".to_owned(), of: 2 });
    let without = education.pairs("29-1051.00").await?;
    assert!(without.reason().is_some_and(|reason| reason.contains("--source release")), "{without:?}");
    let pair = CrosswalkPair {
        code: "51.2001".to_owned(),
        title: "Entry".to_owned(),
        onetsoc_code: "29-1051.00".to_owned(),
        occupation: "Title".to_owned(),
    };
    let education = education.with_pairs([pair.clone()]);
    assert_eq!(education.pairs("29-1051").await?, Looked::found(vec![pair]));
    assert!(education.pairs("29-1141").await?.reason().is_some());
    Ok(())
}

#[tokio::test]
async fn an_occupation_is_named_by_its_code_or_found_by_words() -> TestResult {
    let (client, asked) = client(|path| match path {
        path if path.contains("keyword=nurse") => {
            (200, page("occupation", &[occupation("29-1141.00"), occupation("29-1141.01")], ""))
        }
        path if path.contains("keyword=51.2001") => {
            (200, page("occupation", &[occupation("29-1051.00"), occupation("29-2052.00")], ""))
        }
        path if path.contains("keyword=broken") => (500, json!({})),
        _ => (200, page("occupation", &[], "")),
    });
    let finder = OccupationFinder::new(client).searching(OccupationSearch::JobDuties);
    let own = finder.find("29-1051").await?;
    assert_eq!(own, Looked::found(vec!["29-1051.00".parse()?]));
    assert!(taken(&asked).is_empty(), "a code needs no call");
    let first = finder.find("nurse").await?;
    assert_eq!(first.outcome, Outcome::First { taken: "29-1141.00 Title".to_owned(), of: 2 });
    assert!(taken(&asked)[0].starts_with("/online/job_duties/search?keyword=nurse"));
    let several = finder.find("51.2001").await?;
    assert_eq!(several.reason(), Some("leads to 2 occupations: 29-1051.00 Title; 29-2052.00 Title"));
    assert_eq!(finder.find("zzzz").await?.reason(), Some("nothing found"));
    let failure = finder.find("broken").await.expect_err("a failure of the service is one of the lookup");
    assert!(matches!(failure, onet_domain::Error::Call(failure) if failure.kind() == ErrorKind::Server));
    Ok(())
}
