//! What a typed code is in a release.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;

use onet_db::{CodeLookup, CodeMeaning, Import, Input, Release};
use onet_domain::{Classification, TypedCode};

use crate::common::{Files, Place};

const TO_2019: (&str, &str) = (
    "a.csv",
    "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n\
     11-1011.00,Bakers,11-1011.00,Bakers of Bread\n\
     11-1061.00,Bakers and Cooks,11-1011.00,Bakers of Bread\n\
     11-1061.00,Bakers and Cooks,11-1021.00,Cooks\n\
     11-1062.00,Fryers,11-1021.00,Cooks\n",
);
const TO_2010: (&str, &str) = (
    "b.csv",
    "O*NET-SOC 2009 Code,O*NET-SOC 2009 Title,O*NET-SOC 2010 Code,O*NET-SOC 2010 Title\n\
     11-1061.00,Bakers and Cooks,11-1061.00,Bakers and Cooks\n\
     11-1063.00,Grillers,11-1062.00,Fryers\n",
);
const TO_2009: (&str, &str) = (
    "c.csv",
    "O*NET-SOC 2006 Code,O*NET-SOC 2006 Title,O*NET-SOC 2009 Code,O*NET-SOC 2009 Title\n\
     11-1064.01,Roasters,11-1063.00,Grillers\n",
);
const CIP: (&str, &str) = (
    "cip.csv",
    "CIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n\
     01.0103,Baking Economics.,11-1011,Bakers\n01.0104,Farming.,11-1021,Cooks\n",
);
const MILITARY: (&str, &str) = (
    "moc.csv",
    "SVC,STATUS,MOC,MPC,MOC_TITLE,ONET1,ONET2,ONET3,ONET4\n\
     A,A,68Q,E,Pastry Specialist,11-1011.00,,,\nF,A,3D052,E,Oven Operations,11-1021.00,,,\n\
     N,A,1112,E,Galley,55-1011.00,,,\n",
);
const RAPIDS: (&str, &str) =
    ("rapids.csv", "RAPIDS Code,RAPIDS Title,O*NET-SOC Code\n0844CB,Baker,11-1011.00\n");
const ESCO: (&str, &str) = (
    "esco.txt",
    "ESCO/ISCO Code\tESCO/ISCO Title\tO*NET-SOC 2019 Code\tO*NET-SOC 2019 Title\n\
     7512.1\tbaker\t11-1011.00\tBakers\n7512.2\tpastry cook\t11-1021.00\tCooks\n1112\tofficials\t11-1021.00\tCooks\n",
);

fn release(files: &[(&str, &str)]) -> Release {
    let place = Place::new();
    let folder = place.path().join("beside");
    fs::create_dir(&folder).unwrap();
    for (name, content) in files {
        fs::write(folder.join(name), content).unwrap();
    }
    let release = Files::small().write(place.path(), "release");
    let mut import = Import::new(Input::open(release).unwrap());
    if !files.is_empty() {
        import = import.with(Input::open(&folder).unwrap());
    }
    import.into_memory().unwrap()
}

fn look_up(release: &Release, text: &str) -> CodeLookup {
    release.look_up_code(&TypedCode::read(text).expect(text)).unwrap()
}

fn occupations(release: &Release, text: &str) -> Vec<String> {
    look_up(release, text).occupations().iter().map(ToString::to_string).collect()
}

#[test]
fn a_group_has_the_occupations_below_it_at_every_level() {
    let release = release(&[]);
    for (text, expected) in [
        ("11-0000", &["11-1011.00", "11-1011.01", "11-1021.00"][..]),
        ("110000", &["11-1011.00", "11-1011.01", "11-1021.00"]),
        ("11-1000", &["11-1011.00", "11-1011.01", "11-1021.00"]),
        ("11-1010", &["11-1011.00", "11-1011.01"]),
        ("11-1010.00", &["11-1011.00", "11-1011.01"]),
        ("11-1021", &["11-1021.00"]),
        ("11-1011.01", &["11-1011.01"]),
        ("11-102", &["11-1021.00"]),
        ("13-0000", &[]),
    ] {
        assert_eq!(occupations(&release, text), expected, "{text}");
    }
    assert_eq!(
        look_up(&release, "11-0000").found[0].meaning,
        CodeMeaning::Group(Some("Management Occupations".to_owned()))
    );
}

#[test]
fn an_earlier_code_leads_to_what_became_of_it_through_the_chain_of_crosswalks() {
    let release = release(&[TO_2019, TO_2010, TO_2009]);
    for (text, taxonomy, expected) in [
        ("11-1061.00", "2010", &["11-1011.00", "11-1021.00"][..]),
        ("11106100", "2010", &["11-1011.00", "11-1021.00"]),
        ("11-1061", "2010", &["11-1011.00", "11-1021.00"]),
        ("11-1060", "2010", &["11-1011.00", "11-1021.00"]),
        ("11-1063.00", "2009", &["11-1021.00"]),
        ("11-1064.01", "2006", &["11-1021.00"]),
        ("11-1064", "2006", &["11-1021.00"]),
    ] {
        let lookup = look_up(&release, text);
        let CodeMeaning::Replaced(replaced) = &lookup.found[0].meaning else { panic!("{text}: {lookup:?}") };
        assert_eq!((replaced.taxonomy, replaced.missing.len()), (taxonomy, 0), "{text}");
        assert_eq!(occupations(&release, text), expected, "{text}");
    }
    // A code that the release has is no earlier one.
    assert_eq!(look_up(&release, "11-1011.00").found[0].meaning, CodeMeaning::Occupation);
}

#[test]
fn a_gap_in_the_chain_is_named() {
    let release = release(&[TO_2019, TO_2009]);
    let lookup = look_up(&release, "11-1064.01");
    let CodeMeaning::Replaced(replaced) = &lookup.found[0].meaning else { panic!("{lookup:?}") };
    assert_eq!(replaced.missing, ["taxonomy_2009_to_2010"]);
    assert!(lookup.occupations().is_empty());
    let unknown = look_up(&release, "11-1069.00");
    let tables: Vec<&str> = unknown.missing.iter().map(|(_, table)| *table).collect();
    assert_eq!(tables, ["taxonomy_2009_to_2010", "taxonomy_2000_to_2006"]);
}

#[test]
fn codes_of_other_classifications_lead_to_their_occupations() {
    let release = release(&[CIP, MILITARY, RAPIDS, ESCO]);
    for (text, classification, expected) in [
        ("01.0103", Classification::Cip, &["11-1011.00", "11-1011.01"][..]),
        ("010103", Classification::Cip, &["11-1011.00", "11-1011.01"]),
        ("10103", Classification::Cip, &["11-1011.00", "11-1011.01"]),
        ("1.0103", Classification::Cip, &["11-1011.00", "11-1011.01"]),
        ("01.01", Classification::Cip, &["11-1011.00", "11-1011.01", "11-1021.00"]),
        ("68Q", Classification::Military, &["11-1011.00"]),
        ("68q", Classification::Military, &["11-1011.00"]),
        ("3D0X2", Classification::Military, &["11-1021.00"]),
        ("0844CB", Classification::Rapids, &["11-1011.00"]),
        ("844cb", Classification::Rapids, &["11-1011.00"]),
        ("7512.1", Classification::Esco, &["11-1011.00"]),
        ("7512", Classification::Isco, &["11-1011.00", "11-1021.00"]),
        ("C751", Classification::Isco, &["11-1011.00", "11-1021.00"]),
    ] {
        let lookup = look_up(&release, text);
        assert_eq!(lookup.found.len(), 1, "{text}: {lookup:?}");
        assert_eq!(lookup.found[0].classification, classification, "{text}");
        assert_eq!(occupations(&release, text), expected, "{text}");
    }
    // Two classifications have the code: the occupations of both are found.
    assert_eq!(occupations(&release, "1112"), ["11-1021.00", "55-1011.00"]);
    assert_eq!(occupations(&release, "MOS 1112"), ["55-1011.00"]);
    // A part of a code is no code.
    for text in ["68", "68QQ", "0844", "7512.11"] {
        assert!(occupations(&release, text).is_empty(), "{text}");
    }
}

#[test]
fn the_tables_that_might_know_a_code_are_named() {
    let release = release(&[CIP]);
    let missing = |text: &str| -> BTreeSet<&'static str> {
        look_up(&release, text).missing.into_iter().map(|(_, table)| table).collect()
    };
    assert_eq!(missing("68Q"), BTreeSet::from(["crosswalk_military"]));
    assert_eq!(missing("0844CB"), BTreeSet::from(["crosswalk_military", "crosswalk_rapids"]));
    assert_eq!(missing("7512.1"), BTreeSet::from(["crosswalk_esco"]));
    assert_eq!(missing("074.161-010"), BTreeSet::from(["crosswalk_dot"]));
    assert!(missing("11-1061.00").contains("taxonomy_2010_to_2019"));
}
