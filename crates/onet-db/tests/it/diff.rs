//! What changed between two made-up releases.

#![allow(clippy::unwrap_used)]

use std::thread;

use crate::common::Files;
use crate::later_releases::later;
use onet_db::Release;
use onet_db::diff::{ChangeKind, Comparison, ReleaseDiff, Total};
use serde_json::{Value, json};

/// The small release with other titles, elements, scales and skills.
fn small() -> Files {
    let mut files = Files::small();
    files.set(
        "Alternate Titles.txt",
        "O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n\
         11-1011.00|Bread Maker|n/a|02\n\
         11-1011.00|Breadmaker|n/a|02\n\
         11-1021.00|Chef|n/a|02\n",
    );
    files.set(
        "Scales Reference.txt",
        "Scale ID|Scale Name|Minimum|Maximum\nIM|Importance|1|5\nLV|Level|0|7\n",
    );
    files.set(
        "Content Model Reference.txt",
        "Element ID|Element Name|Description\n2.A.1.a|Reading|R\n2.B.1.a|Noticing|N\n\
         4.A.1.a.1|A|A\n4.A.2.a.1|B|B\n4.A.3.a.1|C|C\n",
    );
    files.set("Skills.txt", &skills(&["2.A.1.a|Reading|IM|3.12", "2.A.1.a|Reading|LV|4.00"]));
    files
}

/// A table of skills, all of one occupation.
fn skills(ratings: &[&str]) -> String {
    let head = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|N|Standard Error|Lower CI Bound|\
                Upper CI Bound|Recommend Suppress|Not Relevant|Date|Domain Source\n";
    let row = |rating: &&str| format!("11-1011.00|{rating}|8|0.1|2.8|3.2|N|n/a|08/2023|Analyst\n");
    head.to_owned() + &ratings.iter().map(row).collect::<String>()
}

fn edited(edit: impl FnOnce(&mut Files)) -> Release {
    let mut files = small();
    edit(&mut files);
    files.in_memory_as("30.1")
}

fn diff(before: &Release, after: &Release) -> ReleaseDiff {
    Comparison::new(before, after).with_details().run().unwrap()
}

/// What an edit of the small release changes.
fn changes(edit: impl FnOnce(&mut Files)) -> ReleaseDiff {
    diff(&small().in_memory_as("29.3"), &edited(edit))
}

/// A change without its kind, as JSON.
fn of_kind(diff: &ReleaseDiff, kind: ChangeKind) -> Vec<Value> {
    let found = diff.changes.iter().filter(|change| change.change == kind);
    let mut found: Vec<Value> = found.map(|change| serde_json::to_value(change).unwrap()).collect();
    for change in &mut found {
        change.as_object_mut().unwrap().remove("change");
    }
    found
}

fn kinds(diff: &ReleaseDiff) -> Vec<&'static str> {
    diff.totals.iter().map(|total| total.change.as_str()).collect()
}

#[test]
fn a_release_does_not_differ_from_itself() {
    let release = small().in_memory_as("29.3");
    for other in [release.clone(), small().in_memory_as("29.3")] {
        let diff = diff(&release, &other);
        assert!(diff.is_empty(), "{diff:?}");
    }
}

#[test]
fn occupations_are_added_gone_renamed_and_described_anew() {
    let diff = changes(|files| {
        for (file, rows) in [
            ("Occupation Data.txt", &["55-1011.00|Drill Sergeants|Drill.\n"][..]),
            ("Task Statements.txt", &["55-1011.00|15|Drill and bake.|Core|40|08/2023|Incumbent\n"]),
            ("Tasks to DWAs.txt", &["55-1011.00|15|4.A.2.a.1.I01.D01|08/2023|Analyst\n"]),
        ] {
            rows.iter().for_each(|row| _ = files.edit(file, row, ""));
        }
        files.edit("Occupation Data.txt", "apple pickers|Pick.", "Fruit Pickers|Pick.");
        files.edit(
            "Occupation Data.txt",
            "Cooks|Cook.\n",
            "Cooks|Cook and taste.\n11-1031.00|Waiters|Wait.\n",
        );
    });
    let table = "occupation_data";
    assert_eq!(
        of_kind(&diff, ChangeKind::OccupationAdded),
        [json!({ "table": table, "occupation": "11-1031.00", "title": "Waiters" })]
    );
    assert_eq!(
        of_kind(&diff, ChangeKind::OccupationGone),
        [json!({ "table": table, "occupation": "55-1011.00", "title": "Drill Sergeants" })]
    );
    assert_eq!(
        of_kind(&diff, ChangeKind::OccupationRenamed),
        [
            json!({ "table": table, "occupation": "11-1011.01", "before": "apple pickers", "after": "Fruit Pickers" })
        ]
    );
    assert_eq!(
        of_kind(&diff, ChangeKind::OccupationDescribed),
        [json!({ "table": table, "occupation": "11-1021.00", "title": "Cooks",
                 "before": "Cook.", "after": "Cook and taste." })]
    );
    assert_eq!(
        of_kind(&diff, ChangeKind::TasksChanged),
        [json!({ "table": "task_statements", "occupation": "55-1011.00", "title": "Drill Sergeants",
                 "added": 0, "gone": 1, "changed": 0 })]
    );
}

#[test]
fn a_title_counts_once_whatever_stands_beside_it() {
    let diff = changes(|files| {
        files.edit(
            "Alternate Titles.txt",
            "11-1011.00|Bread Maker|n/a|02\n11-1011.00|Breadmaker|n/a|02\n",
            "11-1011.00|Bread Maker|BM|02\n11-1011.00|Bread Maker|B|03\n11-1011.00|Loaf Baker|n/a|02\n",
        );
    });
    let of = json!({ "table": "alternate_titles", "occupation": "11-1011.00", "title": "Bakers of Bread" });
    let with = |members: Value| {
        let mut change = of.clone();
        change.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        change
    };
    assert_eq!(of_kind(&diff, ChangeKind::TitlesChanged), [with(json!({ "added": 1, "gone": 1 }))]);
    assert_eq!(of_kind(&diff, ChangeKind::TitleAdded), [with(json!({ "name": "Loaf Baker" }))]);
    assert_eq!(of_kind(&diff, ChangeKind::TitleGone), [with(json!({ "name": "Breadmaker" }))]);
    assert_eq!(
        of_kind(&diff, ChangeKind::TableChanged),
        [json!({ "table": "alternate_titles", "before": 3, "after": 4, "difference": 1.0,
                 "added": 3, "gone": 2, "changed": 0 })]
    );
}

#[test]
fn tasks_are_added_gone_and_reworded() {
    let edit = |files: &mut Files| {
        files.edit("Task Statements.txt", "12|Knead dough.|Core|40", "12|Knead and rest dough.|Core|41");
        files.edit("Task Statements.txt", "11-1011.00|11|Sell bread.", "11-1011.00|16|Sell rolls.");
        files.edit("Task Statements.txt", "13|Pick apples.|Core|40", "13|Pick apples.|Core|41");
        files.edit("Tasks to DWAs.txt", "11-1011.00|11|", "11-1011.00|16|");
    };
    let diff = changes(edit);
    let named = |kind| {
        of_kind(&diff, kind)
            .iter()
            .map(|change| (change["id"].clone(), change["name"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(named(ChangeKind::TaskAdded), [(json!("16"), json!("Sell rolls."))]);
    assert_eq!(named(ChangeKind::TaskGone), [(json!("11"), json!("Sell bread."))]);
    let reworded = &of_kind(&diff, ChangeKind::TaskReworded)[0];
    assert_eq!((&reworded["id"], &reworded["before"]), (&json!("12"), &json!("Knead dough.")));
    let counts = &of_kind(&diff, ChangeKind::TasksChanged);
    assert_eq!(counts.len(), 1, "a number of respondents is no wording");
    assert_eq!(
        (&counts[0]["added"], &counts[0]["gone"], &counts[0]["changed"]),
        (&1.into(), &1.into(), &1.into())
    );

    let brief = Comparison::new(&small().in_memory_as("29.3"), &edited(edit)).run().unwrap();
    assert_eq!(kinds(&brief), ["table_changed", "table_changed", "tasks_changed"], "lists are for details");
}

#[test]
fn ratings_are_listed_when_they_changed_by_more_than_the_threshold() {
    let before = small().in_memory_as("29.3");
    // In binary, 3.62 less 3.12 is a little more than 0.5.
    let ratings = ["2.A.1.a|Reading|IM|3.62", "2.A.1.a|Reading|LV|3.12", "2.B.1.a|Noticing|IM|1.00"];
    let after = edited(|files| _ = files.set("Skills.txt", &skills(&ratings)));
    let listed = |threshold: f64| {
        let diff = Comparison::new(&before, &after).threshold(threshold).run().unwrap();
        of_kind(&diff, ChangeKind::RatingChanged)
    };
    let level = json!({ "table": "skills", "occupation": "11-1011.00", "title": "Bakers of Bread", "id": "2.A.1.a",
        "name": "Reading", "scale": "LV", "before": 4.0, "after": 3.12, "difference": -0.88 });
    let importance = json!({ "table": "skills", "occupation": "11-1011.00", "title": "Bakers of Bread", "id": "2.A.1.a",
        "name": "Reading", "scale": "IM", "before": 3.12, "after": 3.62, "difference": 0.5 });
    assert_eq!(listed(0.49), [level.clone(), importance]);
    assert_eq!(listed(0.5), [level]);
    assert_eq!(listed(0.88), [] as [Value; 0]);
    for all in [0.0, -1.0, f64::NAN] {
        assert_eq!(listed(all).len(), 2, "{all}");
    }
}

#[test]
fn elements_of_one_release_are_no_changed_ratings() {
    let diff = changes(|files| {
        files.set("Skills.txt", &skills(&["2.B.1.a|Noticing|IM|5.00"]));
        files.edit("Content Model Reference.txt", "2.A.1.a|Reading|R\n", "2.A.1.b|Writing|W\n");
        files.edit("Content Model Reference.txt", "Noticing", "Noticing Things");
    });
    let ids = |kind| {
        of_kind(&diff, kind)
            .iter()
            .map(|change| {
                [&change["table"], &change["id"], &change["name"]].map(|value| value.to_string()).join(" ")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ids(ChangeKind::ElementAdded),
        [r#""content_model_reference" "2.A.1.b" "Writing""#, r#""skills" "2.B.1.a" "Noticing Things""#]
    );
    assert_eq!(
        ids(ChangeKind::ElementGone),
        [r#""content_model_reference" "2.A.1.a" "Reading""#, r#""skills" "2.A.1.a" "Reading""#]
    );
    assert_eq!(of_kind(&diff, ChangeKind::ElementRenamed)[0]["after"], "Noticing Things");
    assert_eq!(of_kind(&diff, ChangeKind::RatingChanged), [] as [Value; 0]);
}

#[test]
fn tables_and_columns_come_and_go() {
    let head = "O*NET-SOC Code|Tool";
    let diff = changes(|files| {
        files.remove("Skills.txt");
        files.set("Tricks of the Trade.txt", &format!("{head}\n11-1011.00|Oven\n11-1021.00|Pan\n"));
        files.edit("Job Zones.txt", "|Domain Source\n", "|Domain Source|Reviewer\n");
        files.edit("Job Zones.txt", "11-1011.00|3|08/2023|Analyst\n", "11-1011.00|2|08/2023|Analyst|Ann\n");
        files.edit("Job Zones.txt", "11-1011.01|1|08/2023|Analyst\n", "11-1011.01|1|08/2023|Analyst|Ann\n");
        files.edit("Job Zones.txt", "11-1021.00|2|12/2024|Analyst\n", "11-1021.00|2|12/2024|Analyst|Ann\n");
    });
    assert_eq!(
        serde_json::to_value(&diff.changes).unwrap(),
        json!([
            { "change": "table_added", "table": "tricks_of_the_trade", "added": 2 },
            { "change": "table_gone", "table": "skills", "gone": 2 },
            { "change": "table_changed", "table": "job_zones", "before": 3, "after": 3, "difference": 0.0,
              "added": 0, "gone": 0, "changed": 1 },
            { "change": "column_added", "table": "job_zones", "name": "reviewer" },
        ])
    );
}

#[test]
fn rows_of_a_table_without_a_key_are_paired_whole() {
    let before = edited(|files| _ = files.set("Tricks.txt", "Trade|Trick\na|1\na|1\nb|2\n"));
    let after = edited(|files| _ = files.set("Tricks.txt", "Trade|Trick\na|1\nb|3\nb|n/a\nc|3\n"));
    let found = diff(&before, &after);
    assert_eq!(
        of_kind(&found, ChangeKind::TableChanged),
        [
            json!({ "table": "tricks", "before": 3, "after": 4, "difference": 1.0, "added": 3, "gone": 2, "changed": 0 })
        ]
    );
    assert_eq!(found.changes.len(), 1);
}

#[test]
fn an_activity_with_another_id_and_the_same_title_is_renumbered() {
    let diff = changes(|files| {
        for file in ["DWA Reference.txt", "Tasks to DWAs.txt"] {
            files.edit(file, "4.A.3.a.1.I01.D01", "4.A.3.a.1.I01.D07");
            files.edit(file, "4.A.2.a.1.I01.D03", "4.A.2.a.1.I01.D08");
        }
        files.edit("DWA Reference.txt", "Heat ingredients.", "Cool ingredients.");
        files.edit("DWA Reference.txt", "Sell goods.", "Sell wares.");
    });
    let table = "dwa_reference";
    assert_eq!(
        of_kind(&diff, ChangeKind::ActivityRenumbered),
        [
            json!({ "table": table, "name": "Clean tools.", "before": "4.A.3.a.1.I01.D01", "after": "4.A.3.a.1.I01.D07" })
        ]
    );
    assert_eq!(
        of_kind(&diff, ChangeKind::ActivityAdded),
        [json!({ "table": table, "id": "4.A.2.a.1.I01.D08", "name": "Cool ingredients." })]
    );
    assert_eq!(
        of_kind(&diff, ChangeKind::ActivityGone),
        [json!({ "table": table, "id": "4.A.2.a.1.I01.D03", "name": "Heat ingredients." })]
    );
    assert_eq!(
        of_kind(&diff, ChangeKind::ActivityRenamed),
        [
            json!({ "table": table, "id": "4.A.1.a.1.I01.D01", "before": "Sell goods.", "after": "Sell wares." })
        ]
    );
}

#[test]
fn tables_that_were_split_or_renamed_are_read_as_the_earlier_ones() {
    let mut earlier = small();
    earlier.set(
        "UNSPSC Reference.txt",
        "Commodity Code|Commodity Title|Class Code|Class Title|Family Code|Family Title|Segment Code|Segment Title\n\
         43230000|Software|1|c|2|f|3|s\n",
    );
    earlier.set(
        "Technology Skills.txt",
        "O*NET-SOC Code|Example|Commodity Code|Commodity Title|Hot Technology|In Demand\n\
         11-1011.00|Oven \"Pro\"|43230000|Software|Y|N\n",
    );
    let (before, after) = (earlier.in_memory_as("29.3"), later().in_memory_as("31.0"));
    let found = diff(&before, &after);
    let replaced = |change: &Value| {
        [&change["table"], &change["before"], &change["after"]]
            .map(|value| value.as_str().unwrap().to_owned())
    };
    let tables: Vec<_> = of_kind(&found, ChangeKind::TableReplaced).iter().map(replaced).collect();
    assert_eq!(
        tables,
        [
            ["skills", "skills", "essential_skills, transferable_skills"],
            ["alternate_titles", "alternate_titles", "job_titles"],
            ["technology_skills", "technology_skills", "software_skills"],
        ]
    );
    let columns: Vec<_> = of_kind(&found, ChangeKind::ColumnRenamed).iter().map(replaced).collect();
    assert_eq!(
        columns,
        [
            ["alternate_titles", "alternate_title", "job_title"],
            ["technology_skills", "example", "workplace_example"]
        ]
    );
    let names = |kind| of_kind(&found, kind).iter().map(|change| change["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(ChangeKind::ColumnGone), ["commodity_code"]);
    assert_eq!(names(ChangeKind::ColumnAdded), ["element_id", "element_name"]);
    assert_eq!(of_kind(&found, ChangeKind::TableAdded), [] as [Value; 0]);
    let gone: Vec<_> = of_kind(&found, ChangeKind::TableGone);
    assert_eq!(gone, [json!({ "table": "unspsc_reference", "gone": 1 })]);
    // The importance of reading went from 3.12 to 3: less than the threshold, and a row that changed.
    let skills =
        of_kind(&found, ChangeKind::TableChanged).into_iter().find(|change| change["table"] == "skills");
    assert_eq!(
        skills.unwrap(),
        json!({ "table": "skills", "before": 2, "after": 2, "difference": 0.0, "added": 1, "gone": 1, "changed": 1 })
    );
    assert_eq!(names(ChangeKind::TitleAdded), ["Baker, Bread"]);
    // Without its commodity the technology is the same.
    assert!(
        !of_kind(&found, ChangeKind::TableChanged)
            .iter()
            .any(|change| change["table"] == "technology_skills")
    );
}

#[test]
fn two_later_releases_are_compared_by_their_own_tables() {
    let mut newer = later();
    newer.edit("essential_skills.csv", "Importance,3.00", "Importance,4.00");
    newer.edit("job_titles.csv", "\"Baker, Bread\"", "Baker");
    let found = diff(&later().in_memory_as("31.0"), &newer.in_memory_as("31.1"));
    let tables: Vec<&str> = found.totals.iter().map(|total| total.table.as_str()).collect();
    assert_eq!(
        kinds(&found),
        ["table_changed", "table_changed", "titles_changed", "title_added", "title_gone", "rating_changed"]
    );
    assert_eq!(
        tables,
        ["essential_skills", "job_titles", "job_titles", "job_titles", "job_titles", "essential_skills"]
    );
}

#[test]
fn what_was_added_one_way_is_gone_the_other_way() {
    let (before, after) = (small().in_memory_as("29.3"), later().in_memory_as("31.0"));
    let lines = |totals: &[Total]| {
        let mut lines: Vec<String> = totals
            .iter()
            .map(|total| {
                let Total { change, table, total, added, gone, .. } = total;
                format!("{change} in {table}: {total} ({added:?}, {gone:?})")
            })
            .collect();
        lines.sort();
        lines
    };
    let mirrored = |kind: ChangeKind| match kind {
        ChangeKind::TableAdded => ChangeKind::TableGone,
        ChangeKind::TableGone => ChangeKind::TableAdded,
        ChangeKind::ColumnAdded => ChangeKind::ColumnGone,
        ChangeKind::ColumnGone => ChangeKind::ColumnAdded,
        ChangeKind::TitleAdded => ChangeKind::TitleGone,
        ChangeKind::TitleGone => ChangeKind::TitleAdded,
        ChangeKind::TaskAdded => ChangeKind::TaskGone,
        ChangeKind::TaskGone => ChangeKind::TaskAdded,
        ChangeKind::ElementAdded => ChangeKind::ElementGone,
        ChangeKind::ElementGone => ChangeKind::ElementAdded,
        same => same,
    };
    let mut backwards = diff(&after, &before).totals;
    for total in &mut backwards {
        total.change = mirrored(total.change);
        std::mem::swap(&mut total.added, &mut total.gone);
    }
    assert_eq!(lines(&backwards), lines(&diff(&before, &after).totals));
}

#[test]
fn a_limit_shortens_lists_and_no_totals() {
    let (before, after) = (small().in_memory_as("29.3"), later().in_memory_as("31.0"));
    let whole = diff(&before, &after);
    for most in [0, 1] {
        let cut = Comparison::new(&before, &after).with_details().most(most).run().unwrap();
        let all = |totals: &[Total]| -> Vec<(ChangeKind, String, usize)> {
            totals.iter().map(|total| (total.change, total.table.clone(), total.total)).collect()
        };
        assert_eq!(all(&cut.totals), all(&whole.totals));
        assert_eq!(cut.changes.len(), most * cut.totals.len());
        assert!(cut.totals.iter().all(|total| total.shown == most));
    }
    assert!(whole.changes.len() > whole.totals.len());
    assert!(whole.totals.iter().all(|total| total.shown == total.total));
}

#[test]
fn comparisons_of_the_same_releases_do_not_wait_for_each_other() {
    let (one, other) = (small().in_memory_as("29.3"), later().in_memory_as("31.0"));
    thread::scope(|scope| {
        for _ in 0..4 {
            for (before, after) in [(&one, &other), (&other, &one)] {
                scope.spawn(move || (0..10).for_each(|_| assert!(!diff(before, after).is_empty())));
            }
        }
    });
}
