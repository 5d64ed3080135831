//! Interests, interest codes and the Interest Profiler, case by case.

use onet_domain::{
    ElementId, Interest, InterestCode, ParseError, ProfilerAnswer, ProfilerAnswers, ProfilerForm,
    ProfilerScores,
};

#[test]
fn an_interest_is_read_from_its_letter_and_its_name() -> Result<(), ParseError> {
    assert_eq!(Interest::ALL.map(Interest::letter).iter().collect::<String>(), "RIASEC");
    for interest in Interest::ALL {
        assert_eq!(interest.letter().to_string().parse::<Interest>()?, interest);
        assert_eq!(interest.name().parse::<Interest>()?, interest);
        assert_eq!(interest.title().parse::<Interest>()?, interest);
        assert_eq!(interest.title().to_lowercase(), interest.name());
        assert!(interest.title().starts_with(interest.letter()));
    }
    for text in ["", "r", "RI", "REALISTIC", "realistic ", "1.B.1.a", "X"] {
        assert!(text.parse::<Interest>().is_err(), "{text:?}");
    }
    Ok(())
}

#[test]
fn interests_are_elements_in_the_order_of_riasec() -> Result<(), ParseError> {
    let ids = Interest::ALL.map(|interest| interest.element_id().to_string());
    assert_eq!(ids, ["1.B.1.a", "1.B.1.b", "1.B.1.c", "1.B.1.d", "1.B.1.e", "1.B.1.f"]);
    for interest in Interest::ALL {
        assert_eq!(Interest::try_from(&ElementId::from(interest))?, interest);
    }
    let error = Interest::try_from(&"1.B.1.g".parse::<ElementId>()?).expect_err("there are six");
    assert_eq!(
        error.to_string(),
        "\"1.B.1.g\" is not an interest: expected an element from 1.B.1.a to 1.B.1.f at position 1, \
         as in realistic",
    );
    Ok(())
}

#[test]
fn a_rejected_interest_code_tells_what_was_expected_and_where() {
    for (text, expected) in [
        ("", "a letter of RIASEC at position 1"),
        ("X", "a letter of RIASEC at position 1"),
        ("r", "a letter of RIASEC at position 1"),
        ("RR", "another letter of RIASEC at position 2"),
        ("RIR", "another letter of RIASEC at position 3"),
        ("RI ", "another letter of RIASEC at position 3"),
        ("RIAS", "the end at position 4"),
    ] {
        let error = text.parse::<InterestCode>().expect_err(text);
        assert_eq!(
            error.to_string(),
            format!("\"{text}\" is not an interest code: expected {expected}, as in ISC"),
        );
    }
    let none: [Interest; 0] = [];
    assert!(InterestCode::try_from(&none[..]).is_err());
    assert!(InterestCode::try_from(&Interest::ALL[..]).is_err());
}

#[test]
fn interest_codes_sort_by_the_order_of_riasec() -> Result<(), ParseError> {
    let in_order = ["R", "RI", "RIA", "RIC", "RA", "I", "IR", "A", "CES"];
    let codes = in_order.map(|text| text.parse::<InterestCode>().expect(text));
    assert!(codes.is_sorted());
    assert_eq!(InterestCode::from(Interest::Social), "S".parse()?);
    assert!(!codes[0].contains(Interest::Investigative) && codes[1].contains(Interest::Investigative));
    Ok(())
}

#[test]
fn the_areas_of_the_questions_follow_the_forms() {
    let letters = |form: ProfilerForm| form.areas().map(Interest::letter).collect::<String>();
    assert_eq!(letters(ProfilerForm::Mini), "RIASEC".repeat(5));
    assert_eq!(letters(ProfilerForm::Short), "RRIIAASSEECC".repeat(5));
    for form in ProfilerForm::ALL {
        assert_eq!(form.areas().count(), form.questions());
    }
    assert_eq!(ProfilerForm::ALL.map(ProfilerForm::highest_score), [20, 40]);
}

/// The recorded answer of version 1.9 gives the same scores.
#[test]
fn thirty_answers_score_as_the_service_scored_them() -> Result<(), ParseError> {
    let answers: ProfilerAnswers = "323432343234323432343234155343".parse()?;
    let scores = ProfilerScores {
        realistic: 8,
        investigative: 12,
        artistic: 12,
        social: 10,
        enterprising: 11,
        conventional: 10,
    };
    assert_eq!(answers.scores(), scores);
    assert_eq!(scores.ranked().map(|(interest, _)| interest.letter()), ['I', 'A', 'E', 'S', 'C', 'R']);
    assert_eq!(scores.code(), "IAE".parse()?);
    Ok(())
}

#[test]
fn sixty_answers_score_two_in_a_row() -> Result<(), ParseError> {
    let dozen = "551122331122";
    let answers: ProfilerAnswers = dozen.repeat(5).parse()?;
    assert_eq!(answers.form(), ProfilerForm::Short);
    let expected = ProfilerScores {
        realistic: 40,
        investigative: 0,
        artistic: 10,
        social: 20,
        enterprising: 0,
        conventional: 10,
    };
    assert_eq!(answers.scores(), expected);
    Ok(())
}

#[test]
fn ties_are_broken_in_the_order_of_riasec() {
    assert_eq!(ProfilerScores::default().code().to_string(), "RIA");
    let scores = ProfilerScores { conventional: 4, enterprising: 4, ..ProfilerScores::default() };
    assert_eq!(scores.code().to_string(), "ECR");
}

#[test]
fn answers_are_thirty_or_sixty_digits_from_1_to_5() {
    let of_length = |length: usize| "3".repeat(length).parse::<ProfilerAnswers>();
    for length in 0..=70 {
        assert_eq!(of_length(length).is_ok(), length == 30 || length == 60, "{length}");
    }
    assert_eq!(of_length(29).expect_err("one short").position(), 29);
    assert_eq!(of_length(31).expect_err("one more").position(), 31);
    assert_eq!(of_length(61).expect_err("one too many").position(), 60);
    let zero = format!("{}0", "3".repeat(29));
    assert_eq!(zero.parse::<ProfilerAnswers>().expect_err("no zero").position(), 29);
}

#[test]
fn an_answer_is_an_integer_in_json() {
    for (answer, points) in ProfilerAnswer::ALL.into_iter().zip(0_u8..) {
        assert_eq!(answer.points(), points);
        assert_eq!(serde_json::json!(answer), serde_json::json!(points + 1));
        assert_eq!(ProfilerAnswer::try_from(points + 1), Ok(answer));
    }
    assert!(ProfilerAnswer::try_from(0_u8).is_err());
    assert!(serde_json::from_str::<ProfilerAnswer>("6").is_err());
}

#[test]
fn scores_are_kept_in_json_by_the_names_of_the_areas() -> Result<(), serde_json::Error> {
    let scores = ProfilerScores { social: 7, ..ProfilerScores::default() };
    let json = serde_json::to_value(scores)?;
    for interest in Interest::ALL {
        assert_eq!(json[interest.name()], serde_json::json!(scores.get(interest)));
    }
    assert_eq!(serde_json::from_value::<ProfilerScores>(json)?, scores);
    Ok(())
}
