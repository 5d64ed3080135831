//! What is made of titles, lines and descriptions, by a coder of few occupations.

use super::{Coded, Coder, Entry, Query, Reading};
use crate::coding::{AlternateTitle, Occupation, TrainingData};

/// Code, title, alternate titles and tasks.
const OCCUPATIONS: [(&str, &str, &str, &str); 14] = [
    ("29-1141.00", "Registered Nurses", "Staff Nurse, Nurse", "Administer medications to patients."),
    ("31-9097.00", "Phlebotomists", "Phlebotomy Technician, Donation Technician", "Draw blood from veins."),
    (
        "49-9021.00",
        "Heating Mechanics",
        "Furnace Technician, Heating Technician",
        "Repair furnaces. Install air conditioners.",
    ),
    (
        "11-9051.00",
        "Food Service Managers",
        "Restaurant Manager",
        "Schedule staff of restaurants and kitchens.",
    ),
    (
        "41-2011.00",
        "Cashiers",
        "Cashier, Store Cashier",
        "Receive payments from customers at cash registers.",
    ),
    (
        "29-1123.00",
        "Physical Therapists",
        "Physical Therapist, Outpatient Physical Therapist",
        "Treat injuries.",
    ),
    (
        "25-2021.00",
        "Elementary School Teachers",
        "Elementary School Teacher, Elementary School Art Teacher",
        "Teach children to read.",
    ),
    ("25-2031.00", "High School Teachers", "High School Teacher", "Teach algebra to adolescents."),
    ("43-6011.00", "Executive Secretaries", "Executive Secretary, Executive Assistant", "Arrange travel."),
    ("11-1011.00", "Chief Executives", "Chief Executive Officer (CEO), President", "Direct organizations."),
    ("53-3032.00", "Truck Drivers", "Truck Driver, Tank Truck Driver", "Drive trucks over long distances."),
    ("55-1014.00", "Artillery Officers", "Artillery Officer", ""),
    ("55-2013.00", "First-Line Supervisors of All Other Specialists", "", ""),
    ("55-3014.00", "Artillery Members", "Artillery Crew Member", ""),
];

fn coder() -> Coder {
    let listed = |names: &str| -> Vec<String> {
        names.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let occupation = |(code, title, titles, tasks): &(&str, &str, &str, &str)| Occupation {
        alternate_titles: listed(titles)
            .into_iter()
            .map(|text| AlternateTitle { text, ..AlternateTitle::default() })
            .collect(),
        tasks: tasks.split_inclusive(". ").filter(|task| !task.is_empty()).map(str::to_owned).collect(),
        ..Occupation::new(code.parse().expect("a code"), *title)
    };
    Coder::train(&TrainingData { occupations: OCCUPATIONS.iter().map(occupation).collect() })
}

fn first(coded: &Coded) -> String {
    coded.candidates.first().map(|first| first.code.to_string()).unwrap_or_default()
}

#[test]
fn a_description_decides_where_a_title_names_no_occupation() {
    let coder = coder();
    for (title, description, code) in [
        ("Technician", "Draws blood", "31-9097.00"),
        ("Technician", "Repaired furnaces and air conditioners", "49-9021.00"),
        ("Manager", "schedules the staff of a restaurant", "11-9051.00"),
        ("Owner", "drives trucks", "53-3032.00"),
        ("", "took payments at the cash register", "41-2011.00"),
        ("  ", "Administers medications", "29-1141.00"),
    ] {
        let coded = coder.code_described(title, description, &Query::default());
        assert_eq!(first(&coded), code, "{title:?}, {description:?}");
    }
}

#[test]
fn a_title_of_one_occupation_stands_against_its_description() {
    let coder = coder();
    for title in ["Staff Nurse", "Registered Nurse"] {
        let coded = coder.code_described(title, "drives trucks over long distances", &Query::default());
        assert_eq!(first(&coded), "29-1141.00", "{title}");
    }
    let without = coder.code("Staff Nurse", &Query::default());
    assert_eq!(coder.code_described("Staff Nurse", "xyzzy", &Query::default()), without);
}

#[test]
fn ranks_give_the_grade_of_their_service() {
    let coder = coder();
    for (title, code) in [
        ("Gunnery Sergeant, USMC", "55-2013.00"),
        ("Chief Petty Officer", "55-2013.00"),
        ("Captain US Army (Artillery)", "55-1014.00"),
        ("PFC Artillery", "55-3014.00"),
        ("Airman First Class - Truck Driver", "53-3032.00"),
    ] {
        let coded = coder.code(title, &Query::default());
        assert_eq!((first(&coded).as_str(), coded.seniority), (code, None), "{title}");
    }
}

#[test]
fn titles_in_everyday_forms_are_the_titles_of_the_release() {
    let coder = coder();
    for (title, code) in [
        ("2nd grade teacher", "25-2021.00"),
        ("Teacher (Gr. 4)", "25-2021.00"),
        ("Teacher, 11th grade", "25-2031.00"),
        ("Secretary to the CEO", "43-6011.00"),
        ("PA to Managing Director", "43-6011.00"),
        ("Driver, tank truck", "53-3032.00"),
        ("Cashier PT", "41-2011.00"),
        ("Outpatient PT", "29-1123.00"),
        ("Cashier - Golden Arches", "41-2011.00"),
    ] {
        assert_eq!(first(&coder.code(title, &Query::default())), code, "{title}");
    }
}

#[test]
fn lines_about_duties_are_free_text_and_titles_are_titles() {
    let coder = coder();
    let is_text = |text: &str, reading| coder.model.is_text(text, reading);
    for text in [
        "Drove tank trucks in three states",
        "I like to work with children",
        "Responsible for the schedules of kitchens",
        "Taught algebra",
        "payments, registers, customers",
    ] {
        assert!(is_text(text, Reading::ByForm) && is_text(text, Reading::Text), "{text}");
    }
    for title in
        ["Nurse", "Outpatient Physical Therapist", "Truck Driver, nights, Austin TX", "PFC Artillery"]
    {
        assert!(!is_text(title, Reading::ByForm) && !is_text(title, Reading::Text), "{title}");
        let entry = Entry { text: title, description: None, reading: Reading::Text };
        assert_eq!(coder.code_entry(&entry, &Query::default()), coder.code(title, &Query::default()));
    }
}

#[test]
fn free_text_is_read_with_its_description() {
    let coder = coder();
    let entry = |description| Entry { text: "Worked with customers", description, reading: Reading::Text };
    let code = |description| first(&coder.code_entry(&entry(description), &Query::default()));
    assert_eq!(code(Some("and their furnaces, which I repaired")), "49-9021.00");
    assert_eq!(code(None), "41-2011.00");
}

#[test]
fn what_stands_around_a_title_is_no_part_of_it() {
    let coder = coder();
    let first = |text: &str| {
        let entry = Entry { text, description: None, reading: Reading::ByForm };
        coder.code_entry(&entry, &Query::default())
    };
    for (text, code) in [
        ("Job title: Cashier", "41-2011.00"),
        ("I am a cashier", "41-2011.00"),
        ("Cashier / Truck Driver", "41-2011.00"),
        ("Truck Driver and Cashier", "53-3032.00"),
        ("53-3032.00", "53-3032.00"),
        ("53-3032", "53-3032.00"),
        ("I was a cashier for 12 years", "41-2011.00"),
        ("Come and join us as a truck driver!", "53-3032.00"),
        ("Physical Therapist w/ benefits", "29-1123.00"),
        ("State of Ohio Physical Therapist", "29-1123.00"),
        ("Mrs. Ada Quux, Truck Driver", "53-3032.00"),
        ("Ada Quux - Truck Driver", "53-3032.00"),
        ("Certified Truck Driver", "53-3032.00"),
        ("Cashier in the Department of Parks", "41-2011.00"),
        ("Cashier ada@example.com", "41-2011.00"),
        ("Cashier R-0042", "41-2011.00"),
        ("HOT JOB - Cashier", "41-2011.00"),
        ("Cashier (not a truck driver)", "41-2011.00"),
        ("Cashier, husband is a truck driver", "41-2011.00"),
        ("Truck driver, reports to the cashier", "53-3032.00"),
        ("Truck driver, cashier", "53-3032.00"),
        ("Our next cashier", "41-2011.00"),
    ] {
        let coded = first(text);
        assert_eq!(coded.candidates[0].code.to_string(), code, "{text}");
        assert!(!coded.abstained, "{text}: {coded:?}");
    }
    for text in [
        "Driving",
        "Nursing student",
        "Not a nurse",
        "Employee #4432",
        "See attached",
        "Mar 2019",
        "=nurse",
        "Sole proprietor",
        "No cashier",
        "Spouse: cashier",
        "Intern to the cashier",
        "Cäshier",
        "Never a truck driver",
    ] {
        assert!(first(text).abstained, "{text}");
    }
}

#[test]
fn what_names_no_occupation_abstains_at_every_level() {
    let coder = coder();
    for level in onet_domain::SocLevel::ALL {
        for text in ["unemployed", "n/a", "owner", "student"] {
            let coded = coder.code(text, &Query { level, ..Query::default() });
            assert!(coded.abstained, "{text} at {level:?}: {coded:?}");
        }
    }
}
