//! Tests of the catalogue.

use std::collections::BTreeSet;

use super::*;

#[test]
fn the_catalogue_lists_every_table_once() {
    let all = || tables().iter().chain(supplements());
    let ids: BTreeSet<_> = all().map(|table| &table.id).collect();
    let files: BTreeSet<_> = all().map(|table| &table.file).collect();
    assert_eq!((ids.len(), files.len()), (all().count(), all().count()));
    assert_eq!(tables().iter().filter(|table| table.is_of("29.3")).count(), 40);
}

#[test]
fn views_stand_for_tables_that_ended_and_are_made_of_ones_that_began() {
    for view in views() {
        let earlier = table(&view.id).expect(&view.id);
        assert!(earlier.until.is_some(), "{}", view.id);
        assert!(view.renamed.keys().all(|column| earlier.column(column).is_some()), "{}", view.id);
        for later in view.of.iter().map(|id| table(id).expect(id)) {
            assert!(later.since.is_some() || view.sql.is_some(), "{}", later.id);
            assert!(view.renamed.values().all(|column| later.column(column).is_some()), "{}", later.id);
        }
    }
}

#[test]
fn a_supplementary_table_is_known_by_its_own_headers() {
    for table in supplements() {
        let headers: Vec<String> = table.columns.iter().map(|column| column.text.clone()).collect();
        let value = |header: &String| table.only.get(header).map_or("", |values| &values[0]).to_owned();
        let first: Vec<String> = headers.iter().map(value).collect();
        assert_eq!(of_headers(&headers, &first).map(|found| &found.id), Some(&table.id));
    }
    assert_eq!(of_headers(&["Code".to_owned(), "Occupation".to_owned()], &[]), None);
}

#[test]
fn words_are_given_where_they_are_the_type() {
    for column in tables().iter().chain(supplements()).flat_map(|table| &table.columns) {
        assert_eq!(column.kind == ColumnType::Words, !column.words.is_empty(), "{}", column.text);
    }
}

#[test]
fn keys_and_indices_name_columns_that_every_file_has() {
    for table in tables().iter().chain(supplements()) {
        for name in table.key.iter().chain(table.index.iter().flatten()) {
            let column = table.column(name);
            assert!(column.is_some_and(|column| !column.sometimes), "{}.{name}", table.id);
        }
    }
}

#[test]
fn references_name_a_key_or_an_index_of_a_known_table() {
    for column in tables().iter().chain(supplements()).flat_map(|table| &table.columns) {
        let Some((id, name)) = column.reference() else {
            assert_eq!(column.references, None);
            continue;
        };
        let target = table(id).expect(id);
        let indexed = target.key == [name] || target.index.iter().any(|index| *index == [name]);
        assert!(indexed, "{id}.{name}");
    }
}

#[test]
fn files_are_known_by_their_name_in_any_case() {
    for stem in ["ETE Categories", "education, training, and experience categories"] {
        assert_eq!(of_file(stem).map(|table| table.id.as_str()), Some("ete_categories"));
    }
    assert_eq!(of_file("essential_skills").map(|table| table.file.as_str()), Some("Essential Skills"));
    assert_eq!(of_file("Inessential Skills"), None);
}

#[test]
fn unknown_names_become_snake_case() {
    assert_eq!(column_name("O*NET-SOC Code"), "onetsoc_code");
    assert_eq!(column_name("Workplace Sample"), "workplace_sample");
    assert_eq!(table_id("Training and Teaching"), "training_and_teaching");
    assert_eq!(table_id("Derived Things"), "table_derived_things");
    assert_eq!(table_id("--"), "unnamed");
}
