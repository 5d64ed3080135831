//! What readers forgive, and what they refuse and with which words.

#![allow(clippy::unwrap_used)]

use onet_compat::{Document, Evidence, Kind, ReadErrorKind, ReadLimits, Version};
use serde_json::json;

const LIST: &str = r#"<occupations keyword="architect" start="1" end="20" total="1">
   <occupation href="https://example.org/v1.9/ws/online/occupations/17-1011.00/" relevance_score="99">
      <code>17-1011.00</code>
      <title>Architects, Except Landscape and Naval</title>
      <tags bright_outlook="true" green="false" />
   </occupation>
</occupations>
"#;

fn refusal(xml: impl AsRef<[u8]>) -> (ReadErrorKind, String) {
    let error = Document::read_xml(xml.as_ref()).unwrap_err();
    (error.kind(), error.to_string())
}

fn json_refusal(kind: Kind, json: &str) -> (ReadErrorKind, String) {
    let error = Document::read_json_as(kind, json.as_bytes()).unwrap_err();
    (error.kind(), error.to_string())
}

#[test]
fn a_document_is_written_as_the_service_writes_it() {
    let document = Document::read_xml(LIST.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(document.write_xml()).unwrap(), LIST);
    assert_eq!(
        String::from_utf8(document.write_json()).unwrap(),
        concat!(
            r#"{"keyword":"architect","start":1,"end":20,"total":1,"occupation":[{"#,
            r#""href":"https://example.org/v1.9/ws/online/occupations/17-1011.00/","relevance_score":99,"#,
            r#""code":"17-1011.00","title":"Architects, Except Landscape and Naval","#,
            r#""tags":{"bright_outlook":true,"green":false}}]}"#
        )
    );
}

#[test]
fn unknown_members_another_order_and_another_place_are_forgiven() {
    let strange = r#"<?xml version="1.0" encoding="UTF-8"?>
        <!-- a comment -->
        <occupations new="x" total=" 1 " keyword='architect'>
            <news><deep><deeper a="1">text</deeper></deep></news>
            <occupation relevance_score="99">
                <tags green="0"><bright_outlook>1</bright_outlook></tags>
                <title><![CDATA[Architects, Except]]> Landscape &#x61;nd Naval</title>
                <href>https://example.org/v1.9/ws/online/occupations/17-1011.00/</href>
                <code>17-1011.00</code>
            </occupation>
            <start>1</start><end>20</end>
        </occupations>"#;
    assert_eq!(Document::read_xml(strange.as_bytes()).unwrap(), Document::read_xml(LIST.as_bytes()).unwrap());
}

#[test]
fn numbers_texts_and_booleans_stand_for_each_other_in_json() {
    let value = json!({
        "keyword": 15, "start": "1", "end": 20, "total": "1", "link": null, "new": {"a": []},
        "occupation": [{
            "href": "h", "relevance_score": null, "code": "17-1011.00", "title": "Architects",
            "tags": {"bright_outlook": "true", "green": 0},
        }],
    });
    let Document::Occupations(list) = Document::from_value(Kind::Occupations, value).unwrap() else {
        panic!()
    };
    assert_eq!(list.keyword.as_deref(), Some("15"));
    assert_eq!((list.start, list.total), (1, 1));
    assert!(list.occupation[0].tags.bright_outlook);
}

#[test]
fn a_title_that_is_escaped_twice_reads_as_the_one_that_is_escaped_once() {
    let section = |title: &str| {
        format!(
            r#"<occupation><code>1</code><title>t</title><tags bright_outlook="true" green="true" />
            <description>Tools &amp; Technology</description>
            <summary_resources><resource href="h"><title>{title}</title></resource></summary_resources>
            </occupation>"#
        )
    };
    let twice = Document::read_xml(section("Tools &amp;amp; Technology").as_bytes()).unwrap();
    let once = Document::read_xml(section("Tools &amp; Technology").as_bytes()).unwrap();
    assert_eq!(twice, once);

    let Document::Occupation(occupation) = &once else { panic!() };
    let sections = occupation.summary_resources.as_ref().unwrap();
    assert_eq!(sections.resource[0].title.to_string(), "Tools & Technology");
    let xml = String::from_utf8(once.write_xml()).unwrap();
    assert!(xml.contains("<title>Tools &amp;amp; Technology</title>"));
    assert!(xml.contains("<description>Tools &amp; Technology</description>"));
    assert_eq!(once.to_value()["summary_resources"]["resource"][0]["title"], "Tools &amp; Technology");
    assert_eq!(Document::from_value(Kind::Occupation, once.to_value()).unwrap(), once);
}

#[test]
fn a_row_of_the_database_keeps_its_columns_apart() {
    let row = json!({
        "info": "i", "start": 1, "end": 1, "total": 1, "table_id": "knowledge",
        "row": [{"onetsoc_code": "11-1011.00", "data_value": 4.78, "not_relevant": null, "id": "007"}],
    });
    let document = Document::from_value(Kind::Rows, row.clone()).unwrap();
    let xml = String::from_utf8(document.write_xml()).unwrap();
    assert!(xml.contains("<data_value>4.78</data_value>"));
    assert!(xml.contains("<not_relevant />"));
    assert_eq!(Document::read_xml(xml.as_bytes()).unwrap().to_value(), row);
}

#[test]
fn documents_with_the_same_root_are_told_apart() {
    let kind = |xml: &str| Document::read_xml(xml.as_bytes()).unwrap().kind();
    let group = r#"<group><title id="2.A">t</title><element id="2.A.1">e</element></group>"#;
    assert_eq!(kind(&format!("<skills>{group}</skills>")), Kind::CareerSkills);
    assert_eq!(kind(r#"<skills code="c" report="details" display="short" />"#), Kind::Skills);
    let element = r#"<element id="2.A.1"><name>n</name><description>d</description></element>"#;
    assert_eq!(kind(&format!("<skills>{element}</skills>")), Kind::Skills);
    assert_eq!(kind(r#"<tasks><task green="false">t</task></tasks>"#), Kind::SummaryTasks);
    let task = r#"<task id="1" green="false" related="r"><statement>t</statement></task>"#;
    assert_eq!(kind(&format!("<tasks>{task}</tasks>")), Kind::DetailsTasks);
    let zone = |inner: &str| format!(r#"<job_zones><job_zone href="h">{inner}</job_zone></job_zones>"#);
    assert_eq!(kind(&zone("<code>1</code><title>t</title>")), Kind::JobZones);
    assert_eq!(kind(&zone("<value>1</value><title>t</title>")), Kind::JobPreparation);

    let error = Document::read_xml_as(Kind::CareerSkills, format!("<skills>{element}</skills>").as_bytes());
    assert_eq!(
        error.unwrap_err().to_string(),
        "this <skills> document is of the kind Skills, not of the kind CareerSkills"
    );
    let error = Document::from_value(Kind::Skills, json!({"group": []}));
    assert_eq!(
        error.unwrap_err().to_string(),
        "this <skills> document is of the kind CareerSkills, not of the kind Skills"
    );
}

#[test]
fn versions_are_told_from_about_an_address_or_the_form() {
    let version = |xml: &str| Version::of_document(&Document::read_xml(xml.as_bytes()).unwrap());
    let about = |more: &str| {
        format!(r#"<about><taxonomy url="t">T</taxonomy><database url="d">D</database>{more}</about>"#)
    };
    assert_eq!(version(&about("<api_version>1.8</api_version>")), Some((Version::V1_8, Evidence::Stated)));
    assert_eq!(version(&about("")), Some((Version::V1_0, Evidence::Form)));
    assert_eq!(version(LIST), Some((Version::V1_9, Evidence::Address)));
    assert_eq!(version(&LIST.replace("/v1.9/", "/")), None);
    assert_eq!(version(r#"<summary_report code="c" />"#), Some((Version::V1_2, Evidence::Form)));
    assert_eq!(Version::of_base("http://services.onetcenter.org/v1.2/ws/online/"), Some(Version::V1_2));
    assert_eq!(Version::of_base("https://services.onetcenter.org/ws/veterans/military"), None);
    assert!("2.0".parse::<Version>().is_err());
}

#[test]
fn documents_of_another_kind_are_named() {
    use ReadErrorKind::WrongKind;
    let html = "this is HTML, not a document of the service: a page of a proxy or of a refused login perhaps";
    assert_eq!(refusal("\n<!doctype HTML><html></html>"), (WrongKind, html.to_owned()));
    let json = "this is JSON, not XML: read it as JSON, or ask the service without an Accept header";
    assert_eq!(refusal(r#" {"error": "x"}"#), (WrongKind, json.to_owned()));
    let text = "this is not XML: it begins with \"Authorization Error\", at line 1, column 1";
    assert_eq!(refusal("Authorization Error"), (WrongKind, text.to_owned()));
    let root = "no document of the service has the root element <feed>, at line 1, column 1";
    assert_eq!(refusal("<feed></feed>"), (WrongKind, root.to_owned()));

    let error = "<error>The required parameter \"keyword\" was not provided.</error>";
    let asked = Document::read_xml_as(Kind::Occupations, error.as_bytes()).unwrap_err();
    let said = "this is an error document: The required parameter \"keyword\" was not provided.";
    assert_eq!((asked.kind(), asked.to_string()), (WrongKind, said.to_owned()));
    let error = r#"{"error": "The required parameter \"keyword\" was not provided."}"#;
    assert_eq!(json_refusal(Kind::RelatedOccupations, error), (WrongKind, said.to_owned()));
    let Document::Error(read) = Document::read_json_as(Kind::Error, error.as_bytes()).unwrap() else {
        panic!()
    };
    assert_eq!(read.error, "The required parameter \"keyword\" was not provided.");

    let asked = Document::read_xml_as(Kind::Careers, LIST.as_bytes()).unwrap_err();
    assert_eq!(
        asked.to_string(),
        "this is a <occupations> document, not a <careers> document, at line 1, column 1"
    );
    let xml = "this is XML, not JSON: read it as XML, or ask the service with Accept: application/json";
    assert_eq!(json_refusal(Kind::Occupations, LIST), (WrongKind, xml.to_owned()));
    assert_eq!(
        Document::read_xml_as(Kind::Undocumented, LIST.as_bytes()).unwrap_err().kind(),
        ReadErrorKind::Undocumented
    );
}

#[test]
fn what_is_missing_or_malformed_is_named_with_its_place() {
    assert_eq!(
        refusal(LIST.replace("<code>17-1011.00</code>", "")),
        (ReadErrorKind::Missing, "<occupation> has no `code`, at line 2, column 4".to_owned())
    );
    assert_eq!(
        refusal(LIST.replace("\"99\"", "\"many\"")),
        (ReadErrorKind::Value, "`relevance_score` is not a whole number, at line 2, column 4".to_owned())
    );
    assert_eq!(
        refusal(LIST.replace("\"true\"", "\"perhaps\"")),
        (ReadErrorKind::Value, "`bright_outlook` is not true or false, at line 5, column 7".to_owned())
    );
    let value = json!({"start": 1, "end": 1, "total": 1, "occupation": [
        {"href": "h", "code": "c", "title": ["t"], "tags": {"bright_outlook": true, "green": false}},
    ]});
    let error = Document::from_value(Kind::Occupations, value).unwrap_err();
    assert_eq!((error.kind(), error.json_path()), (ReadErrorKind::Value, Some("occupation[0].title")));
    assert_eq!(
        json_refusal(Kind::Occupations, r#"{"start": 1, "end": 1}"#),
        (ReadErrorKind::Missing, "missing field `total`".to_owned())
    );
    let error = Document::read_json_as(Kind::About, b"{\n  \"taxonomy\": }").unwrap_err();
    assert_eq!((error.kind(), error.line(), error.column()), (ReadErrorKind::Syntax, Some(2), Some(15)));
}

#[test]
fn a_document_type_and_entities_are_refused() {
    let laughs = r#"<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY lol "lol">
 <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
]>
<error>&lol2;</error>"#;
    let advice = "the service sends none; remove it, or do not trust the document";
    let doctype = "a document type declaration (DOCTYPE) is not accepted";
    assert_eq!(refusal(laughs), (ReadErrorKind::Entity, format!("{doctype}, at line 2, column 1; {advice}")));
    let external = r#"<!DOCTYPE error SYSTEM "file:///etc/passwd"><error>x</error>"#;
    assert_eq!(refusal(external).0, ReadErrorKind::Entity);
    assert_eq!(
        refusal("<error>a &lol; b</error>"),
        (ReadErrorKind::Entity, format!("the entity `&lol;` is not known, at line 1, column 10; {advice}"))
    );
    assert_eq!(refusal(r#"<about x="&lol;" />"#).0, ReadErrorKind::Entity);
}

#[test]
fn documents_that_are_too_deep_or_too_large_are_refused() {
    let deep = "<occupations>".to_owned() + &"<a>".repeat(100_000);
    let advice = "raise the limit if the document is to be trusted";
    let (kind, message) = refusal(&deep);
    assert_eq!(kind, ReadErrorKind::TooLarge);
    assert!(message.starts_with("more than 64 elements within one another, at line 1"), "{message}");
    assert!(message.ends_with(advice), "{message}");

    let attribute = format!(r#"<about taxonomy="{}" />"#, "x".repeat(2 << 20));
    let (kind, message) = refusal(&attribute);
    assert_eq!(kind, ReadErrorKind::TooLarge);
    assert!(message.starts_with("a text of more than the 1048576 bytes allowed"), "{message}");
    let text = format!("<error>{}</error>", "x&amp;".repeat(600_000));
    assert_eq!(refusal(&text).0, ReadErrorKind::TooLarge);

    let limits = ReadLimits::default().with_text(4 << 20);
    let Document::Error(read) = Document::read_xml_with(None, text.as_bytes(), &limits).unwrap() else {
        panic!()
    };
    assert_eq!(read.error.len(), 1_200_000);
    let limits = ReadLimits::default().with_bytes(100);
    let error = Document::read_xml_with(None, LIST.as_bytes(), &limits).unwrap_err();
    assert_eq!(error.kind(), ReadErrorKind::TooLarge);
    let deep = r#"{"a":"#.repeat(100_000);
    assert_eq!(json_refusal(Kind::About, &deep).0, ReadErrorKind::TooLarge);
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let advice = "it is damaged or in another encoding: fetch it again, or convert it to UTF-8";
    assert_eq!(
        refusal(b"<error>\nna\xEFve</error>"),
        (ReadErrorKind::Encoding, format!("the document is not UTF-8, at line 2, column 3; {advice}"))
    );
    assert_eq!(
        refusal(b"<error>a\0b</error>"),
        (
            ReadErrorKind::Encoding,
            format!(
                "the document holds the character U+0000, which XML forbids, at line 1, column 9; {advice}"
            )
        )
    );
    assert_eq!(refusal("<error>a\u{FFFF}b</error>").0, ReadErrorKind::Encoding);
    assert_eq!(refusal("<error>a&#0;b</error>").0, ReadErrorKind::Encoding);
    assert_eq!(refusal("<error>a&#x8;b</error>").0, ReadErrorKind::Encoding);
    let latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><error>é</error>";
    assert_eq!(
        refusal(latin),
        (
            ReadErrorKind::Encoding,
            format!("the document declares the encoding ISO-8859-1, at line 1, column 1; {advice}")
        )
    );
    let utf16: Vec<u8> = "\u{FEFF}<error>x</error>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refusal(utf16).0, ReadErrorKind::Encoding);
    let marked = Document::read_xml("\u{FEFF}<error>x</error>".as_bytes()).unwrap();
    assert_eq!(marked.kind(), Kind::Error);
}

#[test]
fn every_way_to_cut_a_document_short_is_refused() {
    let whole = LIST.trim_end();
    for end in 0..whole.len() {
        let error = Document::read_xml(&whole.as_bytes()[..end]).unwrap_err();
        assert!(matches!(error.kind(), ReadErrorKind::Truncated | ReadErrorKind::Syntax), "{end}: {error:?}");
    }
    assert_eq!(
        refusal("<error>x"),
        (
            ReadErrorKind::Truncated,
            "the document ends before its elements do, at line 1, column 9; fetch the document again"
                .to_owned()
        )
    );
    assert_eq!(refusal("").0, ReadErrorKind::Truncated);
    assert_eq!(refusal("<error>x</about>").0, ReadErrorKind::Syntax);
    assert_eq!(refusal("<error>x</error><error />").0, ReadErrorKind::Syntax);
}

#[test]
fn characters_that_xml_cannot_write_become_the_replacement_character() {
    let error = Document::from_value(Kind::Error, json!({"error": "a\u{1}b ]]> \r"})).unwrap();
    let xml = String::from_utf8(error.write_xml()).unwrap();
    assert_eq!(xml, "<error>a\u{FFFD}b ]]&gt; &#13;</error>\n");
}
