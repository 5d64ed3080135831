//! No text, JSON or order gets lost on the way through the value types, and no text makes them panic.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use onet_domain::answer::Fit;
use onet_domain::occupation_report::Section;
use onet_domain::{
    Branch, ColumnId, ColumnKind, DwaId, ElementDomain, ElementId, Filter, FilterValue, GwaId, Interest,
    InterestCode, IwaId, JobZone, MajorGroup, OnetSocCode, ParseError, ProfilerAnswer, ProfilerAnswers,
    ProfilerForm, Scale, ScaleId, Score, SocCode, Sort, TableId, TaskId, Taxonomy,
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
    judged::<TaskId>(text)?;
    judged::<Interest>(text)?;
    judged::<InterestCode>(text)?;
    judged::<ScaleId>(text)?;
    judged::<Scale>(text)?;
    judged::<Score>(text)?;
    judged::<Taxonomy>(text)?;
    judged::<Branch>(text)?;
    judged::<TableId>(text)?;
    judged::<ColumnId>(text)?;
    judged::<ColumnKind>(text)?;
    judged::<FilterValue>(text)?;
    judged::<Filter>(text)?;
    judged::<Sort>(text)?;
    judged::<ProfilerForm>(text)?;
    judged::<ProfilerAnswer>(text)?;
    judged::<ProfilerAnswers>(text)?;
    judged::<Section>(text)?;
    judged::<Fit>(text)?;
    if let Err(error) = OnetSocCode::parse_lenient(text) {
        prop_assert!(error.position() <= text.len());
    }
    Ok(())
}

const CODE: &str = "[0-9]{2}-[0-9]{4}\\.[0-9]{2}";
const SOC: &str = "[0-9]{2}-[0-9]{4}";
const ELEMENT: &str = "[1-9][0-9]?(\\.[A-Za-z0-9]{1,3}){0,6}";
const NARROW_ELEMENT: &str = "[12](\\.(0|1|01|2|10|A|a|b|aa|I05|I5)){0,3}";
const GWA: &str = "4\\.A\\.[0-9]{1,2}\\.[A-Za-z]{1,2}\\.[0-9]{1,3}";
const IWA: &str = "4\\.A\\.[0-9]{1,2}\\.[A-Za-z]{1,2}\\.[0-9]{1,3}\\.[A-Za-z0-9]{1,6}";
const DWA: &str = "4\\.A\\.[0-9]{1,2}\\.[A-Za-z]{1,2}\\.[0-9]{1,3}(\\.[A-Za-z0-9]{1,6}){2}";
/// As releases up to 30.2 write them.
const EARLIER_DWA: &str = "4\\.A\\.[1-4]\\.[a-c]\\.[1-9]\\.I[0-9]{2}\\.D[0-9]{2}";
/// As releases since 30.3 write them, with room for the next ones.
const LATER_DWA: &str = "4\\.A\\.[1-5]\\.[a-d]\\.[1-9][0-9]?\\.[a-z]{1,2}\\.[1-9][0-9]{0,2}";
const NAME: &str = "[A-Za-z0-9_]{1,20}";
const FILTER: &str = "[A-Za-z0-9_]{1,20}\\.n?(na|(eq|contains|startswith|endswith|lt|lte|gt|gte|before|onbefore|\
                      after|onafter)\\.[ !#-\\[\\]-~]{1,30})";
const ANSWERS: &str = "[1-5]{30}([1-5]{30})?";

/// One to three different letters of RIASEC.
fn interest_code() -> impl Strategy<Value = String> {
    let letters = Just("RIASEC".chars().collect::<Vec<_>>()).prop_shuffle();
    (letters, 1..=3_usize).prop_map(|(letters, length)| letters.into_iter().take(length).collect::<String>())
}

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
    fn every_activity_survives(
        gwa in GWA,
        iwa in IWA,
        dwa in prop_oneof![DWA, EARLIER_DWA, LATER_DWA],
    ) {
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
    fn every_activity_is_an_element_with_the_same_parents(dwa in prop_oneof![EARLIER_DWA, LATER_DWA]) {
        let detailed: DwaId = dwa.parse()?;
        let element = survives::<ElementId>(&dwa)?;
        prop_assert_eq!(element.domain(), ElementDomain::WorkActivities);
        prop_assert_eq!(DwaId::try_from(&element)?, detailed.clone());
        prop_assert_eq!(element.parent(), Some(detailed.iwa().into()));
        prop_assert_eq!(detailed.iwa().element().parent(), Some(detailed.gwa().into()));
        prop_assert!(IwaId::try_from(&element).is_err() && GwaId::try_from(&element).is_err());
    }

    #[test]
    fn activities_sort_as_their_elements(
        left in prop_oneof![EARLIER_DWA, LATER_DWA],
        right in prop_oneof![EARLIER_DWA, LATER_DWA],
    ) {
        let [left, right]: [DwaId; 2] = [left.parse()?, right.parse()?];
        prop_assert_eq!(left.cmp(&right), left.element().cmp(&right.element()));
        prop_assert_eq!(left.cmp(&right).is_eq(), left == right);
        // An activity stands among those of its parent.
        if left.iwa() != right.iwa() {
            prop_assert_eq!(left.cmp(&right), left.iwa().cmp(&right.iwa()));
        }
    }

    #[test]
    fn every_task_survives(number in any::<u32>(), other in any::<u32>()) {
        let task = survives::<TaskId>(&number.to_string())?;
        prop_assert_eq!(task, TaskId::from(number));
        prop_assert_eq!(task.cmp(&TaskId::from(other)), number.cmp(&other));
        prop_assert_eq!(format!("00{number}").parse::<TaskId>()?, task);
    }

    #[test]
    fn every_interest_code_survives(text in interest_code()) {
        let code = survives::<InterestCode>(&text)?;
        let interests: Vec<Interest> = code.interests().collect();
        prop_assert_eq!(interests.len(), text.len());
        prop_assert_eq!(interests[0], code.first());
        prop_assert_eq!(InterestCode::try_from(interests.as_slice())?, code);
    }

    #[test]
    fn every_text_of_interest_letters_is_a_code_unless_one_is_repeated(text in "[RIASEC]{1,3}") {
        let differ = text.chars().enumerate().all(|(at, letter)| text.find(letter) == Some(at));
        prop_assert_eq!(text.parse::<InterestCode>().is_ok(), differ);
    }

    #[test]
    fn every_scale_id_survives(text in "[A-Z]{1,3}") {
        let id = survives::<ScaleId>(&text)?;
        prop_assert_eq!(Scale::try_from(&id).is_ok(), Scale::ALL.iter().any(|scale| scale.as_str() == text));
    }

    #[test]
    fn every_rating_on_a_scale_has_a_score(
        scale in prop::sample::select(Scale::ALL.to_vec()),
        share in 0.0..=1.0_f64,
        other in 0.0..=1.0_f64,
    ) {
        let (minimum, maximum) = (f64::from(scale.minimum()), f64::from(scale.maximum()));
        let rate = |share: f64| (minimum + share * (maximum - minimum)).clamp(minimum, maximum);
        let [score, other_score] = [scale.standardize(rate(share))?, scale.standardize(rate(other))?];
        prop_assert!((f64::from(score.number()) - share * 100.0).abs() <= 0.5001);
        prop_assert!(score == other_score || (score < other_score) == (share < other));
    }

    #[test]
    fn no_number_off_the_scale_has_a_score(
        scale in prop::sample::select(Scale::ALL.to_vec()),
        value in any::<f64>(),
    ) {
        let is_on = value >= f64::from(scale.minimum()) && value <= f64::from(scale.maximum());
        prop_assert_eq!(scale.standardize(value).is_ok(), is_on);
    }

    #[test]
    fn every_name_survives(text in NAME) {
        survives::<TableId>(&text)?;
        survives::<ColumnId>(&text)?;
    }

    #[test]
    fn every_filter_survives(text in FILTER) {
        let filter = survives::<Filter>(&text)?;
        prop_assert_eq!(filter.clone().not().not(), filter.clone());
        prop_assert_ne!(filter.clone().not().to_string(), text);
        let back: Filter = (!filter.clone()).to_string().parse()?;
        prop_assert_eq!(back, filter.not());
    }

    #[test]
    fn every_filter_value_survives(text in "[^\n\r\u{2028}\u{2029}]{1,20}", name in NAME) {
        let filter = Filter::column(&name)?.eq(&text)?;
        let back: Filter = filter.to_string().parse()?;
        prop_assert_eq!(back.operator.value().map(FilterValue::as_str), Some(text.as_str()));
        prop_assert_eq!(back, filter);
    }

    #[test]
    fn every_sort_survives(text in "[A-Za-z0-9_]{1,20}(\\.descending)?") {
        let sort = survives::<Sort>(&text)?;
        prop_assert_eq!(sort.descending, text.contains('.'));
    }

    #[test]
    fn every_row_of_answers_survives(text in ANSWERS) {
        let answers = survives::<ProfilerAnswers>(&text)?;
        prop_assert_eq!(answers.form().questions(), text.len());
        prop_assert_eq!(ProfilerAnswers::try_from(answers.as_slice())?, answers.clone());
        let scores = answers.scores();
        let points: u32 = text.bytes().map(|digit| u32::from(digit - b'1')).sum();
        let sum: u32 = Interest::ALL.iter().map(|interest| u32::from(scores.get(*interest))).sum();
        prop_assert_eq!(sum, points);
        let ranked = scores.ranked();
        let sorted = ranked
            .is_sorted_by(|left, right| left.1 > right.1 || (left.1 == right.1 && left.0 < right.0));
        prop_assert!(sorted);
        let first_three: Vec<Interest> = ranked.iter().take(3).map(|(interest, _)| *interest).collect();
        prop_assert_eq!(scores.code().interests().collect::<Vec<_>>(), first_three);
    }

    #[test]
    fn no_text_is_too_strange_to_be_judged(text in any::<String>()) {
        judged_by_all(&text)?;
    }

    #[test]
    fn a_slip_in_a_good_text_is_judged(
        text in prop_oneof![CODE, SOC, ELEMENT, GWA, IWA, DWA, NAME, FILTER, ANSWERS],
        at in any::<prop::sample::Index>(),
        slip in any::<char>(),
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        characters[at] = slip;
        judged_by_all(&characters.into_iter().collect::<String>())?;
    }
}

#[test]
fn every_word_of_a_closed_set_survives() -> Result<(), TestCaseError> {
    for interest in Interest::ALL {
        prop_assert_eq!(survives::<Interest>(interest.name())?, interest);
    }
    for scale in Scale::ALL {
        prop_assert_eq!(survives::<Scale>(scale.as_str())?, scale);
    }
    for taxonomy in Taxonomy::ALL {
        prop_assert_eq!(survives::<Taxonomy>(taxonomy.as_str())?, taxonomy);
    }
    for branch in Branch::ALL {
        prop_assert_eq!(survives::<Branch>(branch.as_str())?, branch);
    }
    for kind in ColumnKind::ALL {
        prop_assert_eq!(survives::<ColumnKind>(kind.as_str())?, kind);
    }
    for form in ProfilerForm::ALL {
        prop_assert_eq!(survives::<ProfilerForm>(form.as_str())?, form);
    }
    for section in Section::ALL {
        prop_assert_eq!(survives::<Section>(section.as_str())?, section);
    }
    for fit in Fit::ALL {
        prop_assert_eq!(survives::<Fit>(fit.as_str())?, fit);
    }
    Ok(())
}
