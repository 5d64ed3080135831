//! What the value types accept, what they say otherwise, and what they know, case by case.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use onet_domain::answer::Fit;
use onet_domain::crosswalk::CrosswalkKind;
use onet_domain::occupation_report::{RelatednessTier, Section};
use onet_domain::{
    Branch, ColumnId, ColumnKind, DwaId, ElementDomain, ElementId, Filter, FilterValue, GwaId, Interest,
    InterestCode, IwaId, JobZone, MajorGroup, OnetSocCode, ParseError, ProfilerAnswer, ProfilerAnswers,
    ProfilerForm, Scale, ScaleId, Score, SocCode, Sort, TableId, TaskId, Taxonomy, activity_id_list,
};
use schemars::{JsonSchema, schema_for};

/// The message for a text that must not parse.
fn message<T: FromStr<Err = ParseError> + Debug>(text: &str) -> String {
    text.parse::<T>().expect_err(text).to_string()
}

/// A text that must parse, as it is written back.
fn rewritten<T: FromStr<Err = ParseError> + Display>(text: &str) -> String {
    text.parse::<T>().expect(text).to_string()
}

#[test]
fn a_rejected_code_tells_what_was_expected_and_where() {
    for (text, expected) in [
        ("29-105.00", "a digit at position 7"),
        ("29-1051", "`.` at position 8"),
        ("29-1051.0", "a digit at position 10"),
        ("29-1051.000", "the end at position 11"),
        ("29.1051.00", "`-` at position 3"),
        (" 29-1051.00", "a digit at position 1"),
        ("", "a digit at position 1"),
    ] {
        assert_eq!(
            message::<OnetSocCode>(text),
            format!("\"{text}\" is not an O*NET-SOC code: expected {expected}, as in 29-1051.00"),
        );
    }
    for (text, expected) in [
        ("29-105", "a digit at position 7"),
        ("29-1051.00", "the end at position 8"),
        ("291051", "`-` at position 3"),
    ] {
        assert_eq!(
            message::<SocCode>(text),
            format!("\"{text}\" is not a SOC code: expected {expected}, as in 29-1051"),
        );
    }
    for (text, expected) in [
        ("28", "an odd digit at position 2"),
        ("57", "1, 3 or 5 at position 2"),
        ("61-0000", "a digit from 1 to 5 at position 1"),
        ("29-1000", "`0` at position 4"),
        ("29-", "`0` at position 4"),
        ("29-00000", "the end at position 8"),
    ] {
        assert_eq!(
            message::<MajorGroup>(text),
            format!("\"{text}\" is not a SOC major group: expected {expected}, as in 29-0000"),
        );
    }
}

#[test]
fn a_rejected_job_zone_tells_what_was_expected() {
    let expected = r#""6" is not a job zone: expected a digit from 1 to 5 at position 1, as in 4"#;
    assert_eq!(message::<JobZone>("6"), expected);
    assert_eq!(JobZone::try_from(6_u8).map_err(|error| error.to_string()), Err(expected.into()));
    for number in [i64::MIN, -1, 0, 6, 12, i64::MAX] {
        assert!(JobZone::try_from(number).is_err(), "{number}");
    }
}

#[test]
fn a_rejected_outline_id_tells_what_was_expected_and_where() {
    for (text, expected) in [
        ("0.A", "a digit from 1 to 9 at position 1"),
        ("1A", "`.` at position 2"),
        ("10A", "`.` at position 3"),
        ("1..A", "a letter or digit at position 3"),
        ("1.A.", "a letter or digit at position 5"),
        ("1.A_b", "`.` at position 4"),
    ] {
        assert_eq!(
            message::<ElementId>(text),
            format!("\"{text}\" is not an element id: expected {expected}, as in 1.A.1.a.1"),
        );
    }
    for (text, expected) in [
        ("4.C.1.a.2", "`4.A` at position 1"),
        ("4.A.a.a.2", "a digit at position 5"),
        ("4.A.2.2.2", "a letter at position 7"),
        ("4.A.2.a", "`.` at position 8"),
        ("4.A.2.a.e", "a digit at position 9"),
    ] {
        assert_eq!(
            message::<GwaId>(text),
            format!("\"{text}\" is not a generalized work activity id: expected {expected}, as in 4.A.2.a.2"),
        );
    }
    assert_eq!(
        message::<IwaId>("4.A.2.a.2.I05.D04"),
        "\"4.A.2.a.2.I05.D04\" is not an intermediate work activity id: \
         expected the end at position 14, as in 4.A.2.a.2.e",
    );
    for (text, expected) in [
        ("4.A.2.a.2", "`.` at position 10"),
        ("4.A.2.a.2.e", "`.` at position 12"),
        ("4.A.2.a.2.e.", "a letter or digit at position 13"),
        ("4.A.2.a.2.e-4.1", "`.` at position 12"),
        ("4.A.2.a.2.I05.D04,", "the end at position 18"),
        ("4.A.2.a.2.e.4.1", "the end at position 14"),
    ] {
        assert_eq!(
            message::<DwaId>(text),
            format!(
                "\"{text}\" is not a detailed work activity id: expected {expected}, as in 4.A.2.a.2.e.4"
            ),
        );
    }
}

#[test]
fn a_parse_error_can_be_taken_apart() {
    let error = "29-105.00".parse::<OnetSocCode>().expect_err("one digit short");
    assert_eq!(error.kind_name(), "O*NET-SOC code");
    assert_eq!(error.input(), "29-105.00");
    assert_eq!(error.position(), 6);
    assert_eq!(error.expected(), "a digit");
}

#[test]
fn lenient_reading_takes_soc_codes_and_white_space() {
    for (text, expected) in
        [("29-1051", "29-1051.00"), (" 29-1051\n", "29-1051.00"), ("\t29-1051.01 ", "29-1051.01")]
    {
        let code = OnetSocCode::parse_lenient(text).expect(text);
        assert_eq!(code.to_string(), expected);
    }
    for text in ["", " ", "29-105", "29-1051.", "29-1051.0", "29-1051.000", "29-1051 .00"] {
        assert!(OnetSocCode::parse_lenient(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_code_knows_its_groups() -> Result<(), ParseError> {
    let code: OnetSocCode = "55-1011.04".parse()?;
    assert_eq!(code.soc(), "55-1011".parse()?);
    assert_eq!(code.major_group(), Some("55".parse()?));
    assert_eq!(code.suffix(), 4);
    assert!(code.is_detailed() && code.is_military());

    let code: OnetSocCode = "99-9999.00".parse()?;
    assert_eq!(code.major_group(), None);
    assert!(!code.is_detailed() && !code.is_military());

    let group: SocCode = "29-0000".parse()?;
    assert!(group.is_major_group() && !group.is_detailed());
    assert_eq!(group.major_group().map(MajorGroup::soc), Some(group));
    let broad: SocCode = "29-1050".parse()?;
    assert!(!broad.is_major_group() && !broad.is_detailed());
    Ok(())
}

#[test]
fn codes_take_four_bytes() {
    assert_eq!(size_of::<OnetSocCode>(), 4);
    assert_eq!(size_of::<SocCode>(), 4);
}

#[test]
fn values_written_into_a_column_are_padded() -> Result<(), ParseError> {
    assert_eq!(format!("{:<12}|", "29-1051.00".parse::<OnetSocCode>()?), "29-1051.00  |");
    assert_eq!(format!("{:>9}|", "4.A.2".parse::<ElementId>()?), "    4.A.2|");
    assert_eq!(format!("{:>2}|", JobZone::Four), " 4|");
    Ok(())
}

#[test]
fn debug_output_shows_the_text() -> Result<(), ParseError> {
    let code: OnetSocCode = "29-1051.00".parse()?;
    assert_eq!(format!("{code:?}"), "OnetSocCode(29-1051.00)");
    let activity: DwaId = "4.A.2.a.2.I05.D04".parse()?;
    assert_eq!(format!("{activity:?}"), "DwaId(4.A.2.a.2.I05.D04)");
    Ok(())
}

#[test]
fn there_are_23_major_groups_with_titles_of_their_own() {
    let titles: BTreeSet<&str> = MajorGroup::all().map(MajorGroup::title).collect();
    assert_eq!(titles.len(), 23);
    for group in MajorGroup::all() {
        assert_eq!(rewritten::<MajorGroup>(&group.to_string()), group.to_string());
        assert_eq!(MajorGroup::try_from(group.number()), Ok(group));
    }
    for (number, title) in [
        (11_u8, "Management Occupations"),
        (25, "Educational Instruction and Library Occupations"),
        (29, "Healthcare Practitioners and Technical Occupations"),
        (55, "Military Specific Occupations"),
    ] {
        assert_eq!(MajorGroup::try_from(number).map(MajorGroup::title), Ok(title));
    }
    let known = (0..=u8::MAX).filter(|number| MajorGroup::try_from(*number).is_ok()).count();
    assert_eq!(known, 23);
}

#[test]
fn job_zones_cover_the_scale_of_vocational_preparation_without_gaps() {
    for level in [1.0, 3.9, 4.0, 5.9, 6.0, 6.9, 7.0, 7.9, 8.0, 9.0] {
        let zones = JobZone::ALL.into_iter().filter(|zone| zone.svp_range().contains(level));
        assert_eq!(zones.count(), 1, "level {level}");
    }
    assert_eq!(
        JobZone::ALL.map(|zone| zone.svp_range().to_string()),
        ["Below 4.0", "4.0 to < 6.0", "6.0 to < 7.0", "7.0 to < 8.0", "8.0 and above"],
    );
}

#[test]
fn job_zones_are_integers_in_json() {
    for zone in JobZone::ALL {
        let json = serde_json::json!(zone);
        assert_eq!(json, serde_json::json!(zone.number()));
        assert_eq!(serde_json::from_value::<JobZone>(json).ok(), Some(zone));
        assert_eq!(zone.to_string().parse(), Ok(zone));
        assert_eq!(JobZone::try_from(i64::from(zone)), Ok(zone));
    }
    for json in ["0", "6", "-1", "4.5", "\"4\"", "null", "300"] {
        assert!(serde_json::from_str::<JobZone>(json).is_err(), "{json}");
    }
}

#[test]
fn elements_belong_to_the_domain_of_their_branch() {
    for (id, domain) in [
        ("1.A", ElementDomain::Abilities),
        ("1.A.1.a.1", ElementDomain::Abilities),
        ("1.B.1.a", ElementDomain::Interests),
        ("1.B.2.a", ElementDomain::WorkValues),
        ("1.C.1.a", ElementDomain::WorkStyles),
        ("1.D.3.c", ElementDomain::WorkStyles),
        ("2.A.1.a", ElementDomain::BasicSkills),
        ("2.B.1.a", ElementDomain::CrossFunctionalSkills),
        ("2.C.10", ElementDomain::Knowledge),
        ("4.A.2.a.2", ElementDomain::WorkActivities),
        ("4.C.1.a.2.c", ElementDomain::WorkContext),
        ("1", ElementDomain::Other),
        ("1.B", ElementDomain::Other),
        ("1.AB", ElementDomain::Other),
        ("2.D.1", ElementDomain::Other),
    ] {
        assert_eq!(id.parse::<ElementId>().expect(id).domain(), domain, "{id}");
    }
}

#[test]
fn closed_sets_are_written_by_the_words_of_their_schema() {
    fn check<T: JsonSchema, const N: usize>(words: [&str; N]) {
        let schema = schema_for!(T);
        let pattern = schema.get("pattern").and_then(|pattern| pattern.as_str()).unwrap_or_default();
        let listed = pattern.trim_start_matches("^(").trim_end_matches(")$");
        assert_eq!(listed.split('|').collect::<Vec<_>>(), words);
    }
    check::<ElementDomain, 10>(ElementDomain::ALL.map(ElementDomain::as_str));
    check::<Scale, 30>(Scale::ALL.map(Scale::as_str));
    check::<Taxonomy, 3>(Taxonomy::ALL.map(Taxonomy::as_str));
    check::<Branch, 7>(Branch::ALL.map(Branch::as_str));
    check::<ColumnKind, 3>(ColumnKind::ALL.map(ColumnKind::as_str));
    check::<ProfilerForm, 2>(ProfilerForm::ALL.map(ProfilerForm::as_str));
    check::<Section, 18>(Section::ALL.map(Section::as_str));
    check::<RelatednessTier, 3>(RelatednessTier::ALL.map(RelatednessTier::as_str));
    check::<CrosswalkKind, 7>(CrosswalkKind::ALL.map(CrosswalkKind::as_str));
    check::<Fit, 3>(Fit::ALL.map(Fit::as_str));
}

#[test]
fn a_rejected_word_is_told_which_ones_there_are() {
    for domain in ElementDomain::ALL {
        assert_eq!(domain.as_str().parse(), Ok(domain));
    }
    assert!(message::<ElementDomain>("skills").contains("expected one of abilities, interests, "));
    assert_eq!(
        message::<Taxonomy>("2006"),
        "\"2006\" is not a taxonomy: expected one of 2010, 2019, active at position 1, as in 2019",
    );
    assert!(message::<Branch>("Navy").contains("expected one of all, air_force, army, "));
    assert!(message::<Section>("work_values").contains("expected one of tasks, technology_skills, "));
}

#[test]
fn a_rejected_task_id_tells_what_was_expected_and_where() {
    for (text, expected) in [
        ("", "a digit at position 1"),
        ("-1", "a digit at position 1"),
        ("12a", "the end at position 3"),
        ("1 2", "the end at position 2"),
        ("4294967296", "a number up to 4294967295 at position 1"),
    ] {
        assert_eq!(
            message::<TaskId>(text),
            format!("\"{text}\" is not a task id: expected {expected}, as in 3565"),
        );
    }
    assert_eq!(rewritten::<TaskId>("4294967295"), "4294967295");
    assert_eq!(rewritten::<TaskId>("0042"), "42");
}

#[test]
fn an_element_is_an_activity_of_one_level_at_most() {
    for (id, levels) in [
        ("4.A.2.a", [false, false, false]),
        ("4.C.1.a.2", [false, false, false]),
        ("1.C.1.a", [false, false, false]),
        ("4.A.2.a.2", [true, false, false]),
        ("4.A.2.a.2.I05", [false, true, false]),
        ("4.A.2.a.2.e", [false, true, false]),
        ("4.A.2.a.2.I05.D04", [false, false, true]),
        ("4.A.2.a.2.e.4", [false, false, true]),
        ("4.A.2.a.2.e.4.1", [false, false, false]),
    ] {
        let element: ElementId = id.parse().expect(id);
        let activities = [
            GwaId::try_from(&element).map(ElementId::from),
            IwaId::try_from(&element).map(ElementId::from),
            DwaId::try_from(&element).map(ElementId::from),
        ];
        assert_eq!(activities.each_ref().map(|activity| activity.is_ok()), levels, "{id}");
        assert!(activities.iter().flatten().all(|back| *back == element), "{id}");
    }
}

#[test]
fn activities_of_every_form_know_their_parents() -> Result<(), ParseError> {
    for (id, intermediate, general) in [
        ("4.A.2.a.2.I05.D04", "4.A.2.a.2.I05", "4.A.2.a.2"),
        ("4.A.2.a.2.e.4", "4.A.2.a.2.e", "4.A.2.a.2"),
        ("4.A.2.a.12.I105.D1004", "4.A.2.a.12.I105", "4.A.2.a.12"),
        ("4.A.5.d.12.zz.104", "4.A.5.d.12.zz", "4.A.5.d.12"),
        ("4.A.10.aa.2.e.4b", "4.A.10.aa.2.e", "4.A.10.aa.2"),
    ] {
        let activity: DwaId = id.parse()?;
        assert_eq!(activity.to_string(), id);
        assert_eq!((activity.iwa().as_str(), activity.gwa().as_str()), (intermediate, general));
        assert!(activity.iwa().contains(&activity) && activity.gwa().contains(&activity));
        assert_eq!(activity.element().parent(), Some(activity.iwa().element()));
        assert_eq!(activity.iwa().element().parent(), Some(activity.gwa().element()));
    }
    assert!(!"4.A.2.a.1".parse::<GwaId>()?.contains(&"4.A.2.a.12.I05.D04".parse()?));
    assert!(!"4.A.2.a.2.e".parse::<IwaId>()?.contains(&"4.A.2.a.2.ee.4".parse()?));
    Ok(())
}

#[test]
fn activities_of_every_form_sort_as_the_outline_is_read() -> Result<(), ParseError> {
    let read = ["4.A.1.b.3.I02.D04", "4.A.1.b.3.I10.D01", "4.A.1.b.10.I01.D01"];
    let numbered_on =
        ["4.A.2.a.2.e.4", "4.A.2.a.2.e.10", "4.A.2.a.2.z.1", "4.A.2.a.2.aa.1", "4.A.10.a.1.a.1"];
    for in_order in [read.as_slice(), numbered_on.as_slice()] {
        let mut ids: Vec<DwaId> = in_order.iter().rev().map(|id| id.parse()).collect::<Result<_, _>>()?;
        ids.sort();
        assert_eq!(ids.iter().map(DwaId::as_str).collect::<Vec<_>>(), in_order);
    }
    Ok(())
}

#[test]
fn a_list_of_activities_has_commas_only_between_them() -> Result<(), ParseError> {
    let activities: [DwaId; 2] = ["4.A.2.a.2.I05.D04".parse()?, "4.A.4.a.1.I05.D01".parse()?];
    let list = String::from(activity_id_list(&activities));
    let back = list.split(',').map(str::parse).collect::<Result<Vec<DwaId>, _>>()?;
    assert_eq!(back, activities);
    Ok(())
}

#[test]
fn schemas_name_the_type_and_give_valid_examples() {
    fn check<T: JsonSchema + FromStr<Err = ParseError>>(name: &str) {
        let schema = schema_for!(T);
        assert_eq!(schema.get("title").and_then(|title| title.as_str()), Some(name));
        assert_eq!(schema.get("type").and_then(|kind| kind.as_str()), Some("string"));
        let pattern = schema.get("pattern").and_then(|pattern| pattern.as_str());
        assert!(pattern.is_some_and(|it| it.starts_with('^') && it.ends_with('$')), "{name}");
        let examples = schema.get("examples").and_then(|examples| examples.as_array());
        let examples = examples.expect(name);
        assert!(!examples.is_empty(), "{name}");
        for example in examples {
            let text = example.as_str().expect(name);
            assert!(text.parse::<T>().is_ok(), "{name}: {text}");
        }
    }
    check::<OnetSocCode>("OnetSocCode");
    check::<SocCode>("SocCode");
    check::<MajorGroup>("MajorGroup");
    check::<ElementId>("ElementId");
    check::<ElementDomain>("ElementDomain");
    check::<GwaId>("GwaId");
    check::<IwaId>("IwaId");
    check::<DwaId>("DwaId");
    check::<TaskId>("TaskId");
    check::<Interest>("Interest");
    check::<InterestCode>("InterestCode");
    check::<ScaleId>("ScaleId");
    check::<Scale>("Scale");
    check::<Taxonomy>("Taxonomy");
    check::<Branch>("Branch");
    check::<TableId>("TableId");
    check::<ColumnId>("ColumnId");
    check::<ColumnKind>("ColumnKind");
    check::<FilterValue>("FilterValue");
    check::<Filter>("Filter");
    check::<Sort>("Sort");
    check::<ProfilerForm>("ProfilerForm");
    check::<ProfilerAnswers>("ProfilerAnswers");
    check::<Section>("Section");
    assert_eq!(schema_for!(Score).get("maximum").and_then(|maximum| maximum.as_u64()), Some(100));
    assert_eq!(schema_for!(ProfilerAnswer).get("minimum").and_then(|minimum| minimum.as_u64()), Some(1));
    assert_eq!(schema_for!(JobZone).get("maximum").and_then(|maximum| maximum.as_u64()), Some(5));
}
