//! Scales and scores, case by case.

use onet_domain::{ParseError, Scale, ScaleId, Score};

#[test]
fn the_ends_of_a_scale_score_0_and_100() {
    for scale in Scale::ALL {
        assert!(scale.minimum() < scale.maximum(), "{scale}");
        assert_eq!(scale.standardize(f64::from(scale.minimum())), Ok(Score::MINIMUM), "{scale}");
        assert_eq!(scale.standardize(f64::from(scale.maximum())), Ok(Score::MAXIMUM), "{scale}");
    }
}

#[test]
fn halves_are_rounded_up_as_the_decimals_are_written() {
    for (scale, value, score) in [
        (Scale::IMPORTANCE, 1.14, 4),
        (Scale::IMPORTANCE, 1.139_999, 3),
        (Scale::IMPORTANCE, 4.62, 91),
        (Scale::IMPORTANCE, 4.78, 95),
        (Scale::IMPORTANCE, 3.0, 50),
        (Scale::LEVEL, 3.5, 50),
        (Scale::LEVEL, 4.88, 70),
        (Scale::OCCUPATIONAL_INTERESTS, 6.1, 85),
        (Scale::CONTEXT, 1.02, 1),
        (Scale::CONTEXT, 1.01, 0),
    ] {
        assert_eq!(scale.standardize(value).map(Score::number), Ok(score), "{value} on {scale}");
    }
}

/// In whole hundredths, as the database writes ratings, the rule needs no fractions.
#[test]
fn every_hundredth_of_every_scale_scores_as_exact_arithmetic_has_it() {
    for scale in Scale::ALL {
        let (minimum, maximum) = (i32::from(scale.minimum()) * 100, i32::from(scale.maximum()) * 100);
        for hundredths in minimum..=maximum {
            let exact = ((hundredths - minimum) * 200 + (maximum - minimum)) / (2 * (maximum - minimum));
            let value = f64::from(hundredths) / 100.0;
            let score = scale.standardize(value).map(|score| i32::from(score.number()));
            assert_eq!(score, Ok(exact), "{value} on {scale}");
        }
    }
}

#[test]
fn what_is_off_the_scale_has_no_score() {
    for value in [0.99, 5.01, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = Scale::IMPORTANCE.standardize(value).expect_err("off the scale");
        assert_eq!(error.scale(), Scale::IMPORTANCE);
        assert!(error.value() == value || value.is_nan());
        assert!(error.to_string().ends_with(" is not on the scale IM (Importance), which goes from 1 to 5"));
    }
}

#[test]
fn scales_stand_in_the_order_of_their_ids() -> Result<(), ParseError> {
    assert!(Scale::ALL.is_sorted());
    for scale in Scale::ALL {
        assert_eq!(Scale::try_from(&scale.id())?, scale);
        assert_eq!(ScaleId::from(scale).as_str(), scale.as_str());
        assert!(!scale.name().is_empty());
    }
    for (scale, id) in [
        (Scale::IMPORTANCE, "IM"),
        (Scale::LEVEL, "LV"),
        (Scale::OCCUPATIONAL_INTERESTS, "OI"),
        (Scale::CONTEXT, "CX"),
    ] {
        assert_eq!(scale.as_str(), id);
        assert!(Scale::ALL.contains(&scale));
    }
    Ok(())
}

#[test]
fn a_scale_id_is_one_to_three_capitals() {
    for text in ["A", "IM", "CXP"] {
        assert!(text.parse::<ScaleId>().is_ok(), "{text}");
    }
    for text in ["", "im", "I1", "IMPO", "I ", "Ö"] {
        assert!(text.parse::<ScaleId>().is_err(), "{text}");
    }
    let error = "IMPO".parse::<ScaleId>().expect_err("too long");
    assert_eq!(error.to_string(), "\"IMPO\" is not a scale id: expected the end at position 4, as in IM",);
}

#[test]
fn scores_are_integers_from_0_to_100() {
    for number in 0..=100_u8 {
        let score = Score::try_from(number).expect("a score");
        assert_eq!(score.number(), number);
        assert_eq!(score.to_string().parse(), Ok(score));
        assert_eq!(Score::try_from(i64::from(score)), Ok(score));
        assert_eq!(serde_json::json!(score), serde_json::json!(number));
        assert_eq!(serde_json::from_value(serde_json::json!(number)).ok(), Some(score));
    }
    for number in [i64::MIN, -1, 101, 256, i64::MAX] {
        assert!(Score::try_from(number).is_err(), "{number}");
    }
    for text in ["", "+5", "05", "1e1", "50.0", " 50", "101"] {
        assert!(text.parse::<Score>().is_err(), "{text:?}");
    }
    for json in ["-1", "101", "50.5", "\"50\"", "null"] {
        assert!(serde_json::from_str::<Score>(json).is_err(), "{json}");
    }
}
