//! Releases after 30.3: other tables in the place of earlier ones, and the CSV edition with its repeated names.
//!
//! With `ONET_TEST_OTHER_DIR` real files of 30.1 are read, too.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::env;
use std::path::Path;

use crate::common::{Files, value};
use onet_db::{Import, Input};

/// The small release as one of the CSV edition of 31.0: commas, names beside each id, later tables.
pub(crate) fn later() -> Files {
    let mut files = Files::small();
    files.remove("Read Me.txt").remove("Job Zones.txt");
    for (name, content) in [
        (
            "Job Zones",
            "O*NET-SOC Code,Title,Job Zone,Date,Domain Source\n11-1011.00,Bakers of Bread,3,08/2026,Analyst\n",
        ),
        ("Scales Reference", "Scale ID,Scale Name,Minimum,Maximum\nIM,Importance,1,5\nLV,Level,0,7\n"),
        (
            "Content Model Reference",
            "Element ID,Element Name,Description\n2.A.1.a,Reading,R\n2.B.1.a,Noticing,N\n4.A.1.a.1,A,A\n4.A.2.a.1,B,B\n4.A.3.a.1,C,C\n",
        ),
        (
            "essential_skills",
            "O*NET-SOC Code,Title,Element ID,Element Name,Scale ID,Scale Name,Data Value,N,Standard Error,\
             Lower CI Bound,Upper CI Bound,Recommend Suppress,Not Relevant,Date,Domain Source\n\
             11-1011.00,Bakers of Bread,2.A.1.a,Reading,IM,Importance,3.00,8,0.1,2.8,3.2,N,,08/2026,Analyst\n",
        ),
        (
            "transferable_skills",
            "O*NET-SOC Code,Title,Element ID,Element Name,Scale ID,Scale Name,Data Value,N,Standard Error,\
             Lower CI Bound,Upper CI Bound,Recommend Suppress,Not Relevant,Date,Domain Source\n\
             11-1011.00,Bakers of Bread,2.B.1.a,Noticing,IM,Importance,4.00,8,0.1,3.8,4.2,N,,08/2026,Analyst\n",
        ),
        (
            "job_titles",
            "O*NET-SOC Code,Title,Job Title,Short Title,Source(s)\n11-1011.00,Bakers of Bread,\"Baker, Bread\",,01\n",
        ),
        (
            "software_skills",
            "O*NET-SOC Code,Title,Workplace Example,Element ID,Element Name,Hot Technology,In Demand\n\
             11-1011.00,Bakers of Bread,\"Oven \"\"Pro\"\"\",5.Z.1,Oven control,Y,N\n",
        ),
    ] {
        files.set(&format!("{name}.csv"), content);
    }
    files
}

#[test]
fn later_tables_answer_in_the_terms_of_earlier_ones() {
    let place = tempfile::tempdir().unwrap();
    let input = Input::open(later().write(place.path(), "db_31_0_csv")).unwrap();
    assert_eq!(input.release(), Some("31.0"));
    let release = Import::new(input).into_memory().unwrap();
    let manifest = release.manifest();

    assert!(manifest.unknown_tables.is_empty() && manifest.unknown_columns.is_empty(), "{manifest:?}");
    for earlier in ["skills", "alternate_titles", "technology_skills"] {
        assert!(manifest.table(earlier).is_none() && release.has_table(earlier), "{earlier}");
        assert!(!manifest.missing.contains(&earlier.to_owned()), "{earlier}");
    }
    for missing in ["education", "career_interest_types"] {
        assert!(manifest.missing.contains(&missing.to_owned()), "{missing}");
    }
    assert!(!release.has_table("interests") && !manifest.missing.contains(&"interests".to_owned()));

    let skills = release.ratings(&onet_db::elements::SKILLS, "11-1011.00".parse().unwrap()).unwrap();
    let scores: Vec<(&str, i64)> =
        skills.iter().map(|rating| (rating.element.id.as_str(), rating.score)).collect();
    assert_eq!(scores, [("2.B.1.a", 75), ("2.A.1.a", 50)]);
    let documents = release.search_documents().unwrap();
    assert!(documents.iter().any(|document| document.alternate_titles == ["Baker, Bread"]));
    let examples = release.technology_examples("11-1011.00".parse().unwrap()).unwrap();
    assert_eq!((examples[0].title.as_str(), examples[0].hot), ("Oven \"Pro\"", true));
    assert!(release.require_commodities().is_err());
}

#[test]
fn names_that_the_release_gives_elsewhere_are_not_stored_again() {
    let release = later().in_memory_as("31.0");
    let view = release.view(&"essential_skills".parse().unwrap()).unwrap();
    let columns: Vec<&str> = view.columns.iter().map(|column| column.id.as_str()).collect();
    assert_eq!(
        columns[..6],
        ["onetsoc_code", "title", "element_id", "element_name", "scale_id", "scale_name"]
    );
    let stored: i64 = value(&release, "SELECT count(*) FROM pragma_table_info('essential_skills')");
    assert_eq!(usize::try_from(stored).unwrap() + 3, columns.len());
    // The name of an element that no reference table has to have is kept.
    let named: String = value(&release, "SELECT element_name FROM software_skills");
    assert_eq!(named, "Oven control");

    let mut alone = later();
    alone.remove("Occupation Data.txt");
    let release = alone.in_memory_as("31.0");
    let kept: String = value(&release, "SELECT title FROM essential_skills");
    assert_eq!(kept, "Bakers of Bread");
}

#[test]
fn a_release_of_30_1_brings_the_new_work_styles() {
    let Some(other) = env::var_os("ONET_TEST_OTHER_DIR") else {
        eprintln!("skipped: ONET_TEST_OTHER_DIR is not set");
        return;
    };
    let input = Input::open(Path::new(&other).join("30.1")).unwrap();
    let release = Import::new(input).release("30.1").into_memory().unwrap();
    let manifest = release.manifest();
    assert_eq!(manifest.table("work_styles").unwrap().rows, 37_422);
    assert!(manifest.unknown_columns.is_empty() && manifest.unknown_tables.is_empty());
    assert!(manifest.missing.contains(&"skills".to_owned()));
    let elements: i64 =
        value(&release, "SELECT count(DISTINCT element_id) FROM work_styles WHERE element_id LIKE '1.D.%'");
    assert_eq!(elements, 21);
    let ids: Vec<String> = release
        .read(|connection| {
            let mut query = connection.prepare("SELECT DISTINCT element_id FROM work_styles")?;
            query.query_map([], |row| row.get(0))?.collect()
        })
        .unwrap();
    for id in ids {
        assert_eq!(id.parse::<onet_domain::ElementId>().map(|id| id.to_string()).as_ref(), Ok(&id));
    }
    let first = release
        .rows(
            &"work_styles".parse().unwrap(),
            &["scale_id.eq.DR".parse().unwrap(), "data_value.eq.1".parse().unwrap()],
            &[],
        )
        .unwrap();
    assert!(first.total() > 0);
}
