//! Conditions and orders of rows, case by case.

use onet_domain::{ColumnId, ColumnKind, Filter, FilterError, FilterValue, Operator, ParseError, Sort};

#[test]
fn each_operator_has_its_text_and_its_method() -> Result<(), ParseError> {
    let column = || Filter::column("c");
    for (filter, text) in [
        (column()?.na(), "c.na"),
        (column()?.eq("x")?, "c.eq.x"),
        (column()?.contains("x")?, "c.contains.x"),
        (column()?.starts_with("x")?, "c.startswith.x"),
        (column()?.ends_with("x")?, "c.endswith.x"),
        (column()?.lt(5)?, "c.lt.5"),
        (column()?.lte(5)?, "c.lte.5"),
        (column()?.gt(5)?, "c.gt.5"),
        (column()?.gte(0.5)?, "c.gte.0.5"),
        (column()?.before("2024-08-01")?, "c.before.2024-08-01"),
        (column()?.on_before("2024-08-01")?, "c.onbefore.2024-08-01"),
        (column()?.after("2024-08-01")?, "c.after.2024-08-01"),
        (column()?.on_after("2024-08-01")?, "c.onafter.2024-08-01"),
    ] {
        assert_eq!(filter.to_string(), text);
        assert_eq!(text.parse::<Filter>()?, filter);
        let opposite = filter.clone().not();
        assert_eq!(opposite.to_string(), text.replacen("c.", "c.n", 1));
        assert_eq!(opposite.to_string().parse::<Filter>()?, opposite);
        assert_eq!(!opposite, filter);
    }
    Ok(())
}

#[test]
fn a_value_begins_after_the_second_dot_and_may_hold_more() -> Result<(), ParseError> {
    for (text, column, negated, value) in [
        ("onetsoc_code.eq.29-1051.00", "onetsoc_code", false, "29-1051.00"),
        ("data_value.ngte.50", "data_value", true, "50"),
        ("date_updated.onbefore.2024-08-01", "date_updated", false, "2024-08-01"),
        ("element_id.startswith.4.A.2.", "element_id", false, "4.A.2."),
        ("title.eq..", "title", false, "."),
        ("title.contains.na", "title", false, "na"),
        ("title.eq. and é ", "title", false, " and é "),
        ("na.eq.eq.eq", "na", false, "eq.eq"),
    ] {
        let filter: Filter = text.parse()?;
        assert_eq!(filter.column.as_str(), column);
        assert_eq!(filter.negated, negated);
        assert_eq!(filter.operator.value().map(FilterValue::as_str), Some(value));
        assert_eq!(filter.to_string(), text);
    }
    for (text, negated) in [("category.na", false), ("category.nna", true)] {
        let filter: Filter = text.parse()?;
        assert_eq!((filter.operator, filter.negated), (Operator::Na, negated));
    }
    Ok(())
}

#[test]
fn a_rejected_filter_tells_what_was_expected_and_where() {
    let operator = "one of na, eq, contains, startswith, endswith, lt, lte, gt, gte, before, onbefore, after, \
                    onafter, or one of them after an `n`";
    for (text, expected) in [
        ("", "a letter, digit or `_` at position 1".to_owned()),
        ("title", "`.` at position 6".to_owned()),
        ("ti-tle.eq.x", "`.` at position 3".to_owned()),
        ("title.", format!("{operator} at position 7")),
        ("title.is.x", format!("{operator} at position 7")),
        ("title.n", format!("{operator} at position 7")),
        ("title.nneq.x", format!("{operator} at position 7")),
        ("title.EQ.x", format!("{operator} at position 7")),
        ("title.eq", "`.` at position 9".to_owned()),
        ("title.neq", "`.` at position 10".to_owned()),
        ("title.eq.", "a value on one line at position 10".to_owned()),
        ("title.eq.a\nb", "a value on one line at position 10".to_owned()),
        ("title.na.x", "the end at position 9".to_owned()),
        ("title.nna.", "the end at position 10".to_owned()),
    ] {
        let error = text.parse::<Filter>().expect_err(text);
        let shown = text.replace('\n', "\\n");
        assert_eq!(
            error.to_string(),
            format!("\"{shown}\" is not a filter: expected {expected}, as in onetsoc_code.eq.29-1051.00"),
        );
    }
    assert!(Filter::column("data value").is_err());
    assert!(Filter::column("title").and_then(|column| column.eq("")).is_err());
}

#[test]
fn a_condition_goes_with_columns_of_its_kind() -> Result<(), ParseError> {
    let cases: &[(&str, &[ColumnKind])] = &[
        ("c.na", &ColumnKind::ALL),
        ("c.nna", &ColumnKind::ALL),
        ("c.eq.x", &ColumnKind::ALL),
        ("c.contains.x", &[ColumnKind::Text]),
        ("c.nstartswith.x", &[ColumnKind::Text]),
        ("c.endswith.5", &[ColumnKind::Text]),
        ("c.lt.5", &[ColumnKind::Number]),
        ("c.lte.-0.25", &[ColumnKind::Number]),
        ("c.gt.5.0", &[ColumnKind::Number]),
        ("c.ngte.50", &[ColumnKind::Number]),
        ("c.gte.5.", &[]),
        ("c.gte..5", &[]),
        ("c.gte.1e3", &[]),
        ("c.gte.NaN", &[]),
        ("c.gte.2024-08-01", &[]),
        ("c.before.2024-08-01", &[ColumnKind::Date]),
        ("c.onbefore.2024-02-29", &[ColumnKind::Date]),
        ("c.nafter.2000-02-29", &[ColumnKind::Date]),
        ("c.onafter.2023-02-29", &[]),
        ("c.onafter.1900-02-29", &[]),
        ("c.onafter.2024-04-31", &[]),
        ("c.onafter.2024-13-01", &[]),
        ("c.onafter.2024-00-01", &[]),
        ("c.onafter.2024-01-00", &[]),
        ("c.onafter.2024-8-1", &[]),
        ("c.onafter.08/2024", &[]),
    ];
    for (text, kinds) in cases {
        let filter: Filter = text.parse()?;
        let fitting: Vec<_> =
            ColumnKind::ALL.into_iter().filter(|kind| filter.check(*kind).is_ok()).collect();
        assert_eq!(fitting, *kinds, "{text}");
    }
    Ok(())
}

#[test]
fn a_condition_that_does_not_go_tells_why() -> Result<(), ParseError> {
    let filter: Filter = "title.gte.5".parse()?;
    let error = filter.check(ColumnKind::Text).expect_err("a text");
    assert_eq!(error.to_string(), "`gte` is for number columns, and title is a text column");
    assert!(matches!(
        error,
        FilterError::Operator { wanted: ColumnKind::Number, kind: ColumnKind::Text, .. }
    ));

    let filter: Filter = "date_updated.after.2023-02-29".parse()?;
    let error = filter.check(ColumnKind::Date).expect_err("no leap year");
    assert_eq!(
        error.to_string(),
        "the value for date_updated does not fit: \"2023-02-29\" is not a date, such as 2024-08-01 or 2019-07-01",
    );
    Ok(())
}

#[test]
fn formats_of_the_data_dictionary_have_a_kind() {
    for (format, kind) in [
        ("Character(10)", Some(ColumnKind::Text)),
        ("Character Varying(1500)", Some(ColumnKind::Text)),
        ("Decimal(5,2)", Some(ColumnKind::Number)),
        ("Decimal(8,0)", Some(ColumnKind::Number)),
        ("Date", Some(ColumnKind::Date)),
        ("", None),
        ("Datetime", None),
    ] {
        assert_eq!(ColumnKind::of_format(format), kind, "{format:?}");
    }
}

#[test]
fn a_sort_key_is_a_column_and_its_direction() -> Result<(), ParseError> {
    let column: ColumnId = "data_value".parse()?;
    assert_eq!("data_value".parse::<Sort>()?, Sort::ascending(column.clone()));
    assert_eq!("data_value.descending".parse::<Sort>()?, Sort::descending(column));
    for (text, expected) in [
        ("", "a letter, digit or `_` at position 1"),
        ("a b", "`.descending` at position 2"),
        ("a.ascending", "`.descending` at position 2"),
        ("a.descending.", "the end at position 13"),
    ] {
        let error = text.parse::<Sort>().expect_err(text);
        assert_eq!(
            error.to_string(),
            format!("\"{text}\" is not a sort key: expected {expected}, as in title"),
        );
    }
    Ok(())
}
