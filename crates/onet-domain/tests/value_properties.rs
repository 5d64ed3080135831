//! No text, JSON or order gets lost on the way through the value types, and no text makes them panic.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use onet_domain::{
    DwaId, ElementDomain, ElementId, GwaId, IwaId, JobZone, MajorGroup, OnetSocCode, ParseError, SocCode,
};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Takes a well-formed text through the type, and the value through JSON.
fn survives<T>(text: &str) -> Result<T, TestCaseError>
where
    T: FromStr<Err = ParseError>
        + TryFrom<String, Error = ParseError>
        + Into<String>
        + Clone
        + Display
        + Debug
        + PartialEq
        + Serialize
        + DeserializeOwned,
{
    let value: T = text.parse()?;
    prop_assert_eq!(value.to_string(), text);
    let converted: String = value.clone().into();
    prop_assert_eq!(&T::try_from(converted)?, &value);

    let json = serde_json::to_string(&value)?;
    prop_assert_eq!(&json, &format!("\"{text}\""));
    prop_assert_eq!(&serde_json::from_str::<T>(&json)?, &value);
    prop_assert_eq!(&serde_json::from_reader::<_, T>(json.as_bytes())?, &value);
    prop_assert_eq!(&serde_json::from_value::<T>(serde_json::to_value(&value)?)?, &value);
    Ok(value)
}

/// Parses anything, and checks an error that comes of it.
fn judged<T: FromStr<Err = ParseError>>(text: &str) -> Result<(), TestCaseError> {
    if let Err(error) = text.parse::<T>() {
        prop_assert!(error.position() <= text.len());
        prop_assert!(text.is_char_boundary(error.position()));
        prop_assert!(!error.to_string().chars().any(char::is_control));
    }
    Ok(())
}

fn judged_by_all(text: &str) -> Result<(), TestCaseError> {
    judged::<OnetSocCode>(text)?;
    judged::<SocCode>(text)?;
    judged::<MajorGroup>(text)?;
    judged::<JobZone>(text)?;
    judged::<ElementId>(text)?;
    judged::<ElementDomain>(text)?;
    judged::<GwaId>(text)?;
    judged::<IwaId>(text)?;
    judged::<DwaId>(text)?;
    if let Err(error) = OnetSocCode::parse_lenient(text) {
        prop_assert!(error.position() <= text.len());
    }
    Ok(())
}

const CODE: &str = "[0-9]{2}-[0-9]{4}\\.[0-9]{2}";
const SOC: &str = "[0-9]{2}-[0-9]{4}";
const ELEMENT: &str = "[1-6](\\.[A-Za-z0-9]{1,3}){0,6}";
const NARROW_ELEMENT: &str = "[12](\\.(0|1|01|2|10|A|a|b|aa|I05|I5)){0,3}";
const GWA: &str = "4\\.A\\.[1-4]\\.[a-c]\\.[0-9]{1,3}";
const IWA: &str = "4\\.A\\.[1-4]\\.[a-c]\\.[0-9]{1,3}\\.[A-Za-z0-9_-]{1,6}";
const DWA: &str = "4\\.A\\.[1-4]\\.[a-c]\\.[0-9]{1,3}(\\.[A-Za-z0-9_-]{1,6}){2}";
const CLASSIC_DWA: &str = "4\\.A\\.[1-4]\\.[a-c]\\.[0-9]\\.I[0-9]{2}\\.D[0-9]{2}";

proptest! {
    #[test]
    fn every_code_survives(text in CODE) {
        let code = survives::<OnetSocCode>(&text)?;
        prop_assert_eq!(code.soc().to_string(), &text[..7]);
        prop_assert_eq!(format!("{:02}", code.suffix()), &text[8..]);
        prop_assert_eq!(code.soc().onet() == code, !code.is_detailed());
        prop_assert_eq!(OnetSocCode::parse_lenient(&text)?, code);
        let group = code.major_group().map(|group| group.number().to_string());
        prop_assert!(group.is_none_or(|group| group == text[..2]));
    }

    #[test]
    fn every_soc_code_survives(text in SOC) {
        let code = survives::<SocCode>(&text)?;
        prop_assert_eq!(code.is_major_group(), text.ends_with("0000"));
        prop_assert_eq!(code.is_detailed(), !text.ends_with('0'));
    }

    #[test]
    fn codes_sort_as_their_text(left in CODE, right in CODE, soc_left in SOC, soc_right in SOC) {
        let order = left.parse::<OnetSocCode>()?.cmp(&right.parse()?);
        prop_assert_eq!(order, left.cmp(&right));
        let order = soc_left.parse::<SocCode>()?.cmp(&soc_right.parse()?);
        prop_assert_eq!(order, soc_left.cmp(&soc_right));
    }

    #[test]
    fn every_major_group_survives(text in "([1-4][13579]|5[135])-0000") {
        let group = survives::<MajorGroup>(&text)?;
        prop_assert_eq!(text[..2].parse::<MajorGroup>()?, group);
    }

    #[test]
    fn every_element_survives(text in ELEMENT) {
        let element = survives::<ElementId>(&text)?;
        prop_assert_eq!(element.segments().collect::<Vec<_>>().join("."), text);
        prop_assert_eq!(element.parent().is_none(), element.depth() == 1);
        if let Some(parent) = element.parent() {
            prop_assert_eq!(parent.depth() + 1, element.depth());
            prop_assert!(parent.is_ancestor_of(&element) && element.starts_with(&parent));
            prop_assert!(!element.is_ancestor_of(&parent) && !parent.starts_with(&element));
            prop_assert!(parent < element);
        }
    }

    #[test]
    fn elements_have_one_order(
        a in NARROW_ELEMENT,
        b in NARROW_ELEMENT,
        c in NARROW_ELEMENT,
    ) {
        let [a, b, c] = [a.parse::<ElementId>()?, b.parse()?, c.parse()?];
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
    }

    #[test]
    fn every_activity_survives(gwa in GWA, iwa in IWA, dwa in DWA) {
        survives::<GwaId>(&gwa)?;
        let intermediate = survives::<IwaId>(&iwa)?;
        prop_assert!(iwa.starts_with(intermediate.gwa().as_str()));
        prop_assert_eq!(intermediate.gwa().element().depth(), 5);
        let detailed = survives::<DwaId>(&dwa)?;
        prop_assert_eq!(detailed.iwa().gwa(), detailed.gwa());
        prop_assert_eq!(survives::<IwaId>(detailed.iwa().as_str())?, detailed.iwa());
        prop_assert!(detailed.gwa().contains(&detailed) && detailed.iwa().contains(&detailed));
    }

    #[test]
    fn classic_activities_are_known_as_such(text in CLASSIC_DWA) {
        let activity = survives::<DwaId>(&text)?;
        prop_assert!(activity.is_classic() && activity.iwa().is_classic());
    }

    #[test]
    fn no_text_is_too_strange_to_be_judged(text in any::<String>()) {
        judged_by_all(&text)?;
    }

    #[test]
    fn a_slip_in_a_good_text_is_judged(
        text in prop_oneof![CODE, SOC, ELEMENT, GWA, IWA, DWA],
        at in any::<prop::sample::Index>(),
        slip in any::<char>(),
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        characters[at] = slip;
        judged_by_all(&characters.into_iter().collect::<String>())?;
    }
}
