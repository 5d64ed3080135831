//! The rule of related activities, on a release of four occupations.

#![allow(clippy::unwrap_used)]

use std::thread;

use crate::common::{Files, value};
use onet_db::{Activity, Import, Input, OccupationIndex, RelatedSort};
use onet_domain::{DwaId, JobZone, OnetSocCode};

const MIX: &str = "4.A.2.a.1.I01.D01";
const GATHER: &str = "4.A.2.a.1.I01.D02";
const SELL: &str = "4.A.1.a.1.I01.D01";

fn code(text: &str) -> OnetSocCode {
    text.parse().unwrap()
}

fn ids(texts: &[&str]) -> Vec<DwaId> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn titles(index: &OccupationIndex, chosen: &[&str], sort: RelatedSort) -> Vec<String> {
    let related = index.related(code("11-1011.00"), &ids(chosen), sort);
    related.iter().map(|found| found.title().to_owned()).collect()
}

fn list<'a>(activities: impl Iterator<Item = Activity<'a>>) -> Vec<&'a str> {
    activities.map(|activity| activity.title).collect()
}

#[test]
fn shared_similar_and_full_lists_follow_the_rule() {
    let release = Files::small().in_memory().unwrap();
    let index = release.occupations().unwrap();
    let related = index.related(code("11-1011.00"), &ids(&[MIX]), RelatedSort::Shared);

    // The sergeants mix ingredients, too, but have no job zone.
    assert_eq!(related.len(), 1);
    let cooks = &related[0];
    assert_eq!(cooks.code(), code("11-1021.00"));
    assert_eq!(cooks.job_zone(), JobZone::Two);
    assert_eq!(cooks.job_zone_title(), "Zone Two");
    assert_eq!(list(cooks.shared()), ["Mix ingredients."]);
    assert_eq!(list(cooks.similar()), ["Heat ingredients."]);
    assert_eq!(list(cooks.full()), ["Clean tools.", "Heat ingredients.", "Mix ingredients."]);
}

#[test]
fn the_orders_are_those_of_the_service() {
    let release = Files::small().in_memory().unwrap();
    let index = release.occupations().unwrap();
    let chosen = [MIX, GATHER, SELL, MIX];
    let (pickers, cooks) = ("apple pickers", "Cooks");
    assert_eq!(titles(index, &chosen, RelatedSort::Shared), [pickers, cooks]);
    assert_eq!(titles(index, &chosen, RelatedSort::Similar), [cooks, pickers]);
    assert_eq!(titles(index, &chosen, RelatedSort::Title), [pickers, cooks]);
    assert_eq!(titles(index, &chosen, RelatedSort::Code), [pickers, cooks]);
    assert_eq!(titles(index, &chosen, RelatedSort::Zone), [pickers, cooks]);
}

#[test]
fn activities_of_an_occupation_go_by_task_and_title() {
    let release = Files::small().in_memory().unwrap();
    let index = release.occupations().unwrap();
    let listed = list(index.activities_of(code("11-1011.00")));
    assert_eq!(listed, ["gather ingredients.", "Mix ingredients.", "Sell goods."]);
    assert_eq!(index.activities_of(code("99-9999.00")).len(), 0);
}

#[test]
fn the_index_knows_what_the_release_has() {
    let release = Files::small().in_memory().unwrap();
    let index = release.occupations().unwrap();
    assert!(index.has_occupation(code("55-1011.00")));
    assert!(!index.has_occupation(code("99-9999.00")));
    assert!(index.has_activity(&MIX.parse().unwrap()));
    assert!(!index.has_activity(&"4.A.2.a.1.I01.D99".parse().unwrap()));
    assert_eq!(index.occupation(code("55-1011.00")).unwrap().job_zone, None);
    let by_title: Vec<&str> = index.occupations().map(|occupation| occupation.title).collect();
    assert_eq!(by_title, ["apple pickers", "Bakers of Bread", "Cooks", "Drill Sergeants"]);
}

#[test]
fn search_documents_hold_the_titles() {
    let mut files = Files::small();
    files.set(
        "Alternate Titles.txt",
        "O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n\
         11-1021.00|Chef de Cuisine|CdC|08\n11-1021.00|Chef|n/a|08\n",
    );
    files.set(
        "Sample of Reported Titles.txt",
        "O*NET-SOC Code|Reported Job Title|Shown in My Next Move\n11-1021.00|Line Cook|Y\n",
    );
    let release = files.in_memory().unwrap();
    let documents = release.search_documents().unwrap();
    assert_eq!(documents.len(), 4);
    let cooks = &documents[2];
    assert_eq!(cooks.code, code("11-1021.00"));
    assert_eq!(cooks.description, "Cook.");
    assert_eq!(cooks.alternate_titles, ["Chef de Cuisine", "Chef"]);
    assert_eq!(cooks.short_titles, ["CdC"]);
    assert_eq!(cooks.reported_titles, ["Line Cook"]);
    assert_eq!(documents[0].tasks, ["Knead dough.", "Sell bread."]);

    let zones = release.job_zones().unwrap();
    assert_eq!(zones.len(), 3);
    assert_eq!((zones[2].zone, zones[2].name.as_str()), (JobZone::Three, "Zone Three"));
}

#[test]
fn a_release_in_memory_answers_threads_in_turn() {
    let input = Input::embedded(&[(
        "Occupation Data.txt",
        b"O*NET-SOC Code\tTitle\tDescription\n29-1051.00\tPharmacists\tDispense drugs.\n",
    )])
    .unwrap();
    let release = Import::new(input).release("29.3").into_memory().unwrap();
    assert!(release.is_sample());
    assert_eq!(release.dir(), None);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    let title: String = value(&release, "SELECT title FROM occupation_data");
                    assert_eq!(title, "Pharmacists");
                }
            });
        }
    });
    let written = release.read(|connection| connection.execute("DELETE FROM occupation_data", []));
    assert!(written.is_err());
    assert!(release.verify().is_sound());
}
