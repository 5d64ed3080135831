//! Codes as people type them.

use onet_domain::{Classification, Extent, Likeness, OnetSocCode, SocCode, TypedCode};
use proptest::prelude::*;

use Classification::{Cip, Dot, Esco, Isco, Military, OnetSoc, Rapids, Soc};

fn read(text: &str) -> TypedCode {
    TypedCode::read(text).unwrap_or_else(|| panic!("{text:?} is read as no code"))
}

#[test]
fn a_code_is_read_with_and_without_its_punctuation() {
    for (text, classification, code) in [
        ("29-1051.00", OnetSoc, "29-1051.00"),
        ("29105100", OnetSoc, "29-1051.00"),
        ("291051.00", OnetSoc, "29-1051.00"),
        ("29.1051.00", OnetSoc, "29-1051.00"),
        ("29-1051-00", OnetSoc, "29-1051.00"),
        ("29-1051.0", OnetSoc, "29-1051.00"),
        ("291051.0", OnetSoc, "29-1051.00"),
        ("29-1051", Soc, "29-1051"),
        ("291051", Soc, "29-1051"),
        ("29.1051", Soc, "29-1051"),
        ("29-0000", Soc, "29-0000"),
        ("290000", Soc, "29-0000"),
        ("51.2001", Cip, "51.2001"),
        ("512001", Cip, "51.2001"),
        ("1.0103", Cip, "01.0103"),
        ("10103", Cip, "01.0103"),
        ("074.161-010", Dot, "074.161-010"),
        ("074161010", Dot, "074.161-010"),
        ("0110.10", Esco, "0110.10"),
        ("2262.1.10", Esco, "2262.1.10"),
        ("C2262.1", Esco, "2262.1"),
        ("2262", Isco, "2262"),
        ("c2262", Isco, "2262"),
        ("0844CB", Rapids, "0844CB"),
        ("844cb", Rapids, "0844CB"),
        ("1069", Rapids, "1069"),
        ("68Q", Military, "68Q"),
        ("68q", Military, "68Q"),
        ("11B", Military, "11B"),
        ("3D0X2", Military, "3D0X2"),
        ("0311", Military, "0311"),
        ("EM(NUC)", Military, "EM(NUC)"),
    ] {
        assert_eq!(read(text).whole(classification), Some(code), "{text:?}");
    }
}

#[test]
fn what_surrounds_a_code_is_left_out() {
    for text in [
        " 29-1051.00\t",
        "29 - 1051.00",
        "29\u{2013}1051.00",
        "29\u{2011}1051.00",
        r#"="29-1051.00""#,
        "'29-1051.00",
        "\u{201c}29-1051.00\u{201d}",
        "29-1051.00,",
        "SOC 29-1051.00",
        "O*NET-SOC: 29-1051.00",
    ] {
        assert_eq!(read(text).occupation(), "29-1051.00".parse().ok(), "{text:?}");
    }
    assert_eq!(read("68 Q").whole(Military), Some("68Q"));
    let esco = "http://data.europa.eu/esco/occupation/404a50e9-61ce-448d-a695-bbfc697a0727";
    assert_eq!(read(esco).whole(Esco), Some(esco));
    assert_eq!(read("http://data.europa.eu/esco/isco/C2262").whole(Isco), Some("2262"));
}

#[test]
fn the_name_of_a_classification_leaves_its_readings_alone() {
    let classes = |text: &str| -> Vec<Classification> {
        read(text).readings().iter().map(|reading| reading.classification).collect()
    };
    assert_eq!(classes("512001"), [Soc, Cip, Military]);
    assert_eq!(classes("CIP 512001"), [Cip]);
    assert_eq!(classes("1112"), [Isco, Rapids, Military]);
    assert_eq!(classes("MOS 1112"), [Military]);
    assert_eq!(classes("isco-08 1112"), [Isco]);
    assert!(TypedCode::read("CIP 68Q").is_none());
}

#[test]
fn the_beginning_of_a_code_is_no_whole_one() {
    for (text, code) in [("29", "29-"), ("29-", "29-"), ("29-10", "29-10"), ("51.20", "51.20")] {
        let typed = read(text);
        assert_eq!(
            (typed.readings()[0].code.as_str(), typed.readings()[0].extent),
            (code, Extent::Beginning)
        );
        assert_eq!(typed.occupation(), None, "{text:?}");
    }
}

#[test]
fn words_are_no_codes_and_numbers_may_be_words() {
    for text in
        ["", " ", "-", "registered nurse", "911 dispatcher", "C++", "title:nurse", "29-105.00", "薬剤師"]
    {
        assert!(TypedCode::read(text).is_none(), "{text:?}");
    }
    for (text, likeness) in [
        ("911", Likeness::Word),
        ("HM", Likeness::Word),
        ("nurse", Likeness::Word),
        ("MOC HM", Likeness::Code),
        ("68W", Likeness::Code),
        ("51.2001", Likeness::Code),
    ] {
        assert_eq!(read(text).likeness(), likeness, "{text:?}");
    }
}

#[test]
fn a_group_contains_its_occupations_at_every_level() {
    for (group, member, other) in [
        ("29-0000", "29-9099.01", "31-1121.00"),
        ("29-1000", "29-1051.00", "29-2052.00"),
        ("31-1120", "31-1121.00", "31-1131.00"),
        ("11-1010", "11-1011.03", "11-1021.00"),
        ("15-1200", "15-1252.00", "15-2051.00"),
        ("29-1051", "29-1051.00", "29-1052.00"),
        ("10-0000", "10-0001.00", "11-0001.00"),
    ] {
        let group: SocCode = group.parse().expect("a code");
        assert!(group.contains(member.parse().expect("a code")), "{group} {member}");
        assert!(!group.contains(other.parse().expect("a code")), "{group} {other}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_not(text in any::<String>()) {
        if let Some(typed) = TypedCode::read(&text) {
            prop_assert!(!typed.readings().is_empty());
        }
    }

    #[test]
    fn every_occupation_is_read_from_each_of_its_forms(digits in 0_u32..100_000_000) {
        let text = format!("{digits:08}");
        let code: OnetSocCode = format!("{}-{}.{}", &text[..2], &text[2..6], &text[6..]).parse().expect("a code");
        for form in [code.to_string(), text, code.to_string().replace('-', "\u{2212}")] {
            prop_assert_eq!(read(&form).occupation(), Some(code));
        }
        let soc = code.soc();
        prop_assert!(soc.contains(code));
        for form in [soc.to_string(), soc.to_string().replace('-', "")] {
            prop_assert_eq!(read(&form).occupation(), soc.is_detailed().then(|| soc.onet()));
        }
    }
}
