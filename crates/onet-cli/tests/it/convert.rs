//! Documents of version 1.x turned into those of 2.0, and back.

use std::path::Path;

use crate::common::{Machine, Run};
use serde_json::{Value, json};

const SEARCH: &str = r#"<occupations keyword="nurse" start="1" end="1" total="6">
   <link href="https://services.onetcenter.org/v1.9/ws/online/search?keyword=nurse&amp;start=2&amp;end=2" rel="next" />
   <occupation href="https://services.onetcenter.org/v1.9/ws/online/occupations/29-1141.01/" relevance_score="98">
      <code>29-1141.01</code>
      <title>Acute Care Nurses</title>
      <tags bright_outlook="true" green="false" />
   </occupation>
</occupations>
"#;

/// As a section stands in a whole report, where it does not say which report that is.
const SKILLS: &str = r#"<skills>
   <element id="2.A.1.b" related="https://services.onetcenter.org/ws/online/occupations/29-1051.00/related/skills/2.A.1.b">
      <name>Active Listening</name>
      <description>Listening, and asking what is not clear.</description>
      <score scale="Importance" important="true">72</score>
   </element>
</skills>
"#;

fn answer_of_skills() -> Value {
    json!({"start": 1, "end": 1, "total": 1, "element": [{
        "id": "2.A.1.b",
        "related": "https://api-v2.onetcenter.org/online/occupations/29-1051.00/related/skills/2.A.1.b",
        "name": "Active Listening",
        "description": "Listening, and asking what is not clear.",
        "importance": 72,
    }]})
}

fn convert(machine: &Machine, document: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
    let file = machine.home().join("document");
    std::fs::write(&file, document).expect("it can be written");
    let file = file.display().to_string();
    machine.onet(&[&["convert"][..], arguments, &[file.as_str()]].concat())
}

fn json(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("it prints JSON")
}

#[test]
fn a_page_of_occupations_becomes_one_of_2_0_and_its_losses_are_said() {
    let machine = Machine::new();
    let run = convert(&machine, SEARCH, &["v1-to-v2"]);
    let page = json(&run);
    assert_eq!((&page["start"], &page["total"]), (&json!(1), &json!(6)));
    assert_eq!(page["next"], "https://api-v2.onetcenter.org/online/search?keyword=nurse&start=2&end=2");
    assert_eq!(page["occupation"][0]["code"], "29-1141.01");
    assert_eq!(page["occupation"][0]["tags"], json!({"bright_outlook": true}));
    assert!(run.stderr.contains("loss: occupation[].relevance_score: "), "{}", run.stderr);
    let named = convert(&machine, SEARCH, &["v1-to-v2", "--resource", "online.search"]);
    assert_eq!(named.stdout, run.stdout);
}

#[test]
fn a_document_on_standard_input_is_read() {
    let machine = Machine::new();
    let output = machine.command().args(["convert", "v1-to-v2", "-"]).write_stdin(SEARCH).output();
    let output = output.expect("onet runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let page: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    assert_eq!(page["total"], 6);
}

#[test]
fn a_strict_conversion_loses_nothing_or_prints_nothing() {
    let machine = Machine::new();
    let run = convert(&machine, SEARCH, &["v1-to-v2", "--strict"]);
    assert_eq!((run.code, run.stdout.as_str()), (6, ""), "{}", run.stderr);
    assert!(run.stderr.contains("relevance_score"), "{}", run.stderr);
    let error = "<error>The required parameter \"keyword\" was not provided.</error>";
    let run = convert(&machine, error, &["v1-to-v2", "--strict"]);
    assert_eq!(json(&run), json!({"error": "The required parameter \"keyword\" was not provided."}));
}

#[test]
fn a_section_that_may_be_of_two_reports_is_not_guessed_at() {
    let machine = Machine::new();
    let run = convert(&machine, SKILLS, &["v1-to-v2"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    for choice in ["online.occupation.summary.skills", "online.occupation.details.skills"] {
        assert!(run.stderr.contains(choice), "{}", run.stderr);
    }
    let run = convert(&machine, SKILLS, &["v1-to-v2", "--resource", "online.occupation.details.skills"]);
    assert_eq!(json(&run)["element"], answer_of_skills()["element"]);
}

#[test]
fn an_answer_goes_to_xml_and_json_and_comes_back() {
    let machine = Machine::new();
    let answer = answer_of_skills().to_string();
    let to_v1 = ["v2-to-v1", "--resource", "online.occupation.details.skills", "-f", "code=29-1051.00"];
    let xml = convert(&machine, &answer, &to_v1);
    assert_eq!(xml.code, 0, "{}", xml.stderr);
    let starts = "<skills code=\"29-1051.00\" report=\"details\" display=\"short\">";
    assert!(xml.stdout.starts_with(starts), "{}", xml.stdout);
    let as_json = convert(&machine, &answer, &[&to_v1[..], &["--json"]].concat());
    let score = json!({"scale": "Importance", "important": true, "value": 72});
    assert_eq!(json(&as_json)["element"][0]["score"], score);
    for document in [&xml.stdout, &as_json.stdout] {
        assert_eq!(json(&convert(&machine, document, &["v1-to-v2"])), answer_of_skills());
    }
}

/// A document, the arguments, the exit code, and what is said.
type Wrong<'a> = (&'a [u8], &'a [&'a str], i32, &'a str);

#[test]
fn what_is_no_document_is_told_with_its_place_and_nothing_is_printed() {
    let machine = Machine::new();
    let of_1_7 = ["v2-to-v1", "--resource", "about", "--v1-version", "1.7", "--json"];
    let listing = ["v2-to-v1", "--resource", "mnm.apprenticeship"];
    let wrong: &[Wrong<'_>] = &[
        (b"<occupations>\n  <occupation>", &["v1-to-v2"], 2, "line 2"),
        (b"{\"error\":\n 1,}", &["v1-to-v2"], 2, "line 2 column"),
        (b"<html><body>Authorization Error</body></html>", &["v1-to-v2"], 2, "HTML"),
        (b"<!DOCTYPE a [<!ENTITY b \"c\">]><about/>", &["v1-to-v2"], 2, "document"),
        (b"", &["v1-to-v2"], 2, "it is empty"),
        (b"\x00\xff\xfe", &["v1-to-v2"], 2, "neither XML nor JSON"),
        (b"<about/>", &["v1-to-v2", "--resource", "online.nothing"], 2, "online.search"),
        (b"{\"a\": {\"b\": 1}}", &["v1-to-v2"], 2, "--resource"),
        (b"{}", &of_1_7, 2, "has no JSON"),
        (b"{}", &["v2-to-v1", "--resource", "about", "--v1-version", "2.0"], 2, "2.0"),
        (b"{\"error\": \"no such code\"}", &["v2-to-v1", "--resource", "about"], 2, "no such code"),
        (b"{\"start\": 1}", &listing, 7, "no such listing"),
    ];
    for (document, arguments, code, said) in wrong {
        let run = convert(&machine, document, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (*code, ""), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{arguments:?}: {}", run.stderr);
    }
    let run = machine.onet(&["convert", "v1-to-v2", "nowhere.xml"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("could not read nowhere.xml"), "{}", run.stderr);
    assert!(!Path::new("nowhere.xml").exists());
}

/// A document, the arguments, and the losses that are listed.
type Lossy<'a> = (&'a str, &'a [&'a str], &'a [&'a str]);

#[test]
fn what_documents_of_1_x_do_not_have_is_a_loss() {
    let machine = Machine::new();
    let skills = ["v1-to-v2", "--resource", "online.occupation.details.skills"];
    let element = r#"{"id":"2.A.1.b","related":"/x","name":"A","description":"B","score":{"scale":"Importance","value":3}}"#;
    let lossy: &[Lossy<'_>] = &[
        (
            "<error code=\"1\">No.<more>a</more><more>b</more></error>",
            &["v1-to-v2"],
            &[
                "loss: error@code: documents of 1.x have no such attribute (line 1)",
                "loss: error/more: documents of 1.x have no such element (line 1; 2 times)",
            ],
        ),
        (
            &SEARCH.replace("<title>", "<title>Other</title>\n<title>"),
            &["v1-to-v2"],
            &["loss: occupation/title: documents of 1.x have one; the others are left out (line 6)"],
        ),
        (
            &SEARCH.replace("<code>", "stray <code lang=\"en\">"),
            &["v1-to-v2"],
            &[
                "loss: occupation: documents of 1.x have no text there (line 3)",
                "loss: code@lang: documents of 1.x have no such attribute",
            ],
        ),
        (
            &format!(r#"{{"element":[{element}],"note":1,"note":2}}"#)
                .replace("\"name\"", "\"more\":1,\"name\""),
            &skills,
            &[
                "loss: note: documents of 1.x have one; the others are left out\n",
                "loss: element[].more: documents of 1.x have no such member\n",
                "loss: note: documents of 1.x have no such member\n",
            ],
        ),
    ];
    for (document, arguments, losses) in lossy {
        let run = convert(&machine, document, arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        for loss in *losses {
            assert!(run.stderr.contains(loss), "{loss}: {}", run.stderr);
        }
        let strict = convert(&machine, document, &[arguments, &["--strict"][..]].concat());
        assert_eq!((strict.code, strict.stdout.as_str()), (6, ""), "{}", strict.stderr);
    }
}

#[test]
fn a_namespace_declaration_is_no_loss() {
    let machine = Machine::new();
    let document = "<error xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">No.</error>";
    let run = convert(&machine, document, &["v1-to-v2", "--strict"]);
    assert_eq!(json(&run), json!({"error": "No."}));
}

#[test]
fn json_with_a_byte_order_mark_reads_in_both_directions() {
    let machine = Machine::new();
    let marked = |text: &str| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let run = convert(&machine, marked(r#"{"error":"No."}"#), &["v1-to-v2"]);
    assert_eq!(json(&run), json!({"error": "No."}));
    let answer = answer_of_skills().to_string();
    let to_v1 = ["v2-to-v1", "--resource", "online.occupation.details.skills", "--json"];
    assert_eq!(json(&convert(&machine, marked(&answer), &to_v1))["element"][0]["id"], "2.A.1.b");
}

#[test]
fn one_object_where_a_list_belongs_is_read_as_a_list() {
    let machine = Machine::new();
    let of_skills = ["v1-to-v2", "--resource", "online.occupation.details.skills"];
    let list = convert(&machine, SKILLS, &of_skills);
    let single = r#"{"element":{"id":"2.A.1.b","related":"https://services.onetcenter.org/ws/online/occupations/29-1051.00/related/skills/2.A.1.b","name":"Active Listening","description":"Listening, and asking what is not clear.","score":{"scale":"Importance","important":true,"value":72}}}"#;
    assert_eq!(json(&convert(&machine, single, &of_skills)), json(&list));
    let mut answer = answer_of_skills();
    let to_v1 = ["v2-to-v1", "--resource", "online.occupation.details.skills", "--json"];
    let of_list = json(&convert(&machine, answer.to_string(), &to_v1));
    answer["element"] = answer["element"][0].take();
    assert_eq!(json(&convert(&machine, answer.to_string(), &to_v1)), of_list);
}
