//! What a keyword search finds, and in which order.

use onet_search::{Document, Fit, Hit, SearchIndex};

/// A dozen occupations: code, title, alternate titles, reported titles, description.
///
/// Titles are facts of the taxonomy, descriptions are made up.
const RELEASE: [&str; 12] = [
    "29-1051.00|Pharmacists|Clinical Pharmacist, Druggist|Staff Pharmacist, Hospital Pharmacist\
     |Dispense prescribed drugs and explain the use of a medication.",
    "29-2052.00|Pharmacy Technicians|Pharmacist Technician, Certified Pharmacy Technician|\
     |Prepare orders under the direction of a pharmacist.",
    "31-9095.00|Pharmacy Aides|Drug Clerk||Keep stock and answer the telephone.",
    "29-1141.00|Registered Nurses|Staff Nurse, OR Nurse|Charge Nurse\
     |Assess the health of patients and administer medication.",
    "29-1171.00|Nurse Practitioners|Family Practitioner||Diagnose and treat acute illness.",
    "33-1012.00|First-Line Supervisors of Police and Detectives|Chief of Police, Shift Sergeant|\
     |Supervise members of the police force.",
    "33-3051.00|Police and Sheriff's Patrol Officers|Patrol Officer|Deputy|Maintain order.",
    "13-2011.00|Accountants and Auditors|Cost Accountant|Staff Auditor|Examine financial records.",
    "11-3031.00|Financial Managers|Accounting Manager|Comptroller\
     |Plan and direct accounting, investing and banking.",
    "35-1011.00|Chefs and Head Cooks|Executive Chef|Kitchen Chef|Direct the preparation of food.",
    "35-2014.00|Cooks, Restaurant|Line Cook|Breakfast Cook|Prepare dishes in a restaurant.",
    "51-3011.00|Bakers|Pastry Chef||Mix and bake ingredients to make bread.",
];

fn occupation(line: &str) -> Document {
    let columns: Vec<&str> = line.split('|').collect();
    let [code, title, alternate_titles, reported_titles, description] = columns[..] else {
        panic!("five columns expected in {line:?}");
    };
    let titles = |names: &str| -> Vec<String> {
        names.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    Document {
        code: code.parse().expect("a code"),
        title: title.to_owned(),
        description: description.to_owned(),
        alternate_titles: titles(alternate_titles),
        short_titles: Vec::new(),
        reported_titles: titles(reported_titles),
        tasks: Vec::new(),
        activities: Vec::new(),
        technology: Vec::new(),
    }
}

fn index_of(lines: &[&str]) -> SearchIndex {
    SearchIndex::in_memory(lines.iter().map(|line| occupation(line))).expect("an index")
}

fn index() -> SearchIndex {
    index_of(&RELEASE)
}

fn hits(index: &SearchIndex, text: &str) -> Vec<Hit> {
    index.keyword(text)
}

fn found(index: &SearchIndex, text: &str) -> Vec<String> {
    hits(index, text).iter().map(|hit| hit.code.to_string()).collect()
}

fn first(index: &SearchIndex, text: &str) -> Option<String> {
    found(index, text).into_iter().next()
}

#[test]
fn a_complete_code_finds_its_occupation_alone() {
    let index = index();
    for text in ["29-1051.00", " 29-1051.00\n", "29 - 1051.00", "29\u{2013}1051.00", "29105100"] {
        assert_eq!(found(&index, text), ["29-1051.00"], "{text:?}");
    }
    assert!(found(&index, "29-1051.01").is_empty());
}

#[test]
fn the_beginning_of_a_code_finds_what_is_under_it_by_code() {
    let index = index();
    for text in ["29-1051", "29-1051.", "29-1051.0", "29-10", "291051"] {
        assert_eq!(found(&index, text), ["29-1051.00"], "{text:?}");
    }
    assert_eq!(found(&index, "29-1"), ["29-1051.00", "29-1141.00", "29-1171.00"]);
    assert_eq!(found(&index, "29"), ["29-1051.00", "29-1141.00", "29-1171.00", "29-2052.00"]);
    assert!(found(&index, "99").is_empty());
}

#[test]
fn a_title_is_found_in_any_number_and_case() {
    let index = index();
    for text in ["Pharmacists", "pharmacist", "PHARMACIST", "\t pharmacists. "] {
        assert_eq!(first(&index, text).as_deref(), Some("29-1051.00"), "{text:?}");
    }
    assert_eq!(first(&index, "registered nurse").as_deref(), Some("29-1141.00"));
    assert_eq!(first(&index, "sheriffs patrol officers").as_deref(), Some("33-3051.00"));
    assert_eq!(first(&index, "sheriff\u{2019}s patrol").as_deref(), Some("33-3051.00"));
}

#[test]
fn alternate_and_reported_titles_are_found() {
    let index = index();
    for (text, wanted) in [
        ("druggists", "29-1051.00"),
        ("drug clerk", "31-9095.00"),
        ("charge nurse", "29-1141.00"),
        ("or nurse", "29-1141.00"),
        ("deputy", "33-3051.00"),
        ("chief of police", "33-1012.00"),
        ("comptroller", "11-3031.00"),
        ("pastry chefs", "51-3011.00"),
    ] {
        assert_eq!(first(&index, text).as_deref(), Some(wanted), "{text:?}");
    }
}

#[test]
fn the_better_place_of_a_match_comes_first() {
    let index = index_of(&[
        "27-2031.00|Dancers|||Perform on stage with actors.",
        "27-3011.00|Announcers|Voice Actor||Speak on the air.",
        "27-2099.00|Stunt Actors and Doubles|||Fall from heights.",
        "27-2012.00|Producers||Actor|Plan productions.",
        "27-2011.00|Actors|||Play parts.",
        "27-2041.00|Composers|Songwriter||Write music.",
    ]);
    let wanted = ["27-2011.00", "27-2012.00", "27-2099.00", "27-3011.00", "27-2031.00"];
    assert_eq!(found(&index, "actor"), wanted);
}

#[test]
fn the_beginning_of_the_last_word_is_enough() {
    let index = index();
    assert_eq!(found(&index, "pharm"), ["29-1051.00", "29-2052.00", "31-9095.00"]);
    assert_eq!(found(&index, "pharmacy techn"), ["29-2052.00", "31-9095.00"]);
    assert_eq!(first(&index, "registered nur").as_deref(), Some("29-1141.00"));
    assert!(found(&index, "x").is_empty());
}

#[test]
fn occupations_with_all_words_come_before_those_with_some() {
    let index = index();
    // The title has one word, another title or the description the other.
    assert_eq!(first(&index, "pharmacist medication").as_deref(), Some("29-1051.00"));
    assert_eq!(first(&index, "nurse medication").as_deref(), Some("29-1141.00"));
    let found = found(&index, "restaurant cook");
    assert_eq!(found, ["35-2014.00", "35-1011.00"]);
}

/// Bakers, of whom the tasks say more, and two with a word of theirs.
fn index_with_tasks() -> SearchIndex {
    let bakers = Document {
        tasks: vec!["Order flour from millers.".to_owned(), "Clean ovens.".to_owned()],
        ..occupation("51-3011.00|Bakers|||Mix dough.")
    };
    let others = [
        "51-9051.00|Furnace Tenders|||Tend ovens.",
        "51-3091.00|Oven Tenders|Oven Hand||Heat things.",
        "45-2091.00|Flour Haulers|||Carry sacks.",
    ];
    SearchIndex::in_memory(others.into_iter().map(occupation).chain([bakers])).expect("an index")
}

#[test]
fn what_only_tasks_have_comes_after_what_titles_and_descriptions_have() {
    let index = index_with_tasks();
    assert_eq!(found(&index, "oven"), ["51-3091.00", "51-9051.00", "51-3011.00"]);
    assert_eq!(found(&index, "ovens clean"), ["51-3011.00", "51-3091.00", "51-9051.00"]);
    for text in ["miller", "mill", "order flour", "dough millers", "baker of flour", "clean ov"] {
        assert_eq!(first(&index, text).as_deref(), Some("51-3011.00"), "{text:?}");
    }
}

#[test]
fn some_of_the_words_are_enough_and_count_most_in_titles() {
    let index = index_with_tasks();
    assert_eq!(found(&index, "flour mountain"), ["45-2091.00", "51-3011.00"]);
    assert_eq!(found(&index, "clean mountains"), ["51-3011.00"]);
    assert!(found(&index, "climb mountains").is_empty());
}

#[test]
fn activities_are_searched_after_tasks() {
    let of_tasks = Document {
        tasks: vec!["Inspect bridges.".to_owned()],
        ..occupation("17-2051.00|Civil Engineers|||Plan works.")
    };
    let of_activities = Document {
        activities: vec!["Inspect bridges or tunnels.".to_owned()],
        ..occupation("47-4011.00|Building Inspectors|||Look at works.")
    };
    let index = SearchIndex::in_memory([of_activities, of_tasks]).expect("an index");
    assert_eq!(found(&index, "bridge"), ["17-2051.00", "47-4011.00"]);
    assert_eq!(found(&index, "tunnels inspect"), ["47-4011.00", "17-2051.00"]);
}

#[test]
fn scores_fall_and_are_at_least_one() {
    let index = index();
    for text in ["pharmacist", "police officer", "prepare food", "29"] {
        let hits = hits(&index, text);
        assert!(hits.len() > 1, "{text:?}");
        assert!(hits.is_sorted_by(|a, b| a.score >= b.score), "{text:?}");
        assert!(hits.iter().all(|hit| hit.score >= 1.0), "{text:?}");
    }
}

#[test]
fn equal_matches_come_by_title_then_code() {
    let index = index_of(&[
        "51-3099.00|Vintners|||Work with yeast and malt.",
        "51-3011.01|Bakers|||Work with yeast and malt.",
        "51-9012.00|Brewers|||Work with yeast and malt.",
        "51-3011.00|Bakers|||Work with yeast and malt.",
    ]);
    let wanted = ["51-3011.00", "51-3011.01", "51-9012.00", "51-3099.00"];
    assert_eq!(found(&index, "yeast with malt"), wanted);
    assert_eq!(found(&index, "work yeast"), wanted);
}

#[test]
fn the_order_of_the_documents_does_not_matter() {
    let mut lines = RELEASE;
    lines.reverse();
    let (index, backwards) = (index(), index_of(&lines));
    for text in ["pharm", "nurse", "prepare", "direct food accounting", "29-1"] {
        assert_eq!(hits(&index, text), hits(&backwards, text), "{text:?}");
    }
}

#[test]
fn of_documents_with_one_code_the_first_is_kept() {
    let index = index_of(&["51-3011.00|Bakers|||", "51-3011.00|Confectioners|||"]);
    assert_eq!(found(&index, "51-3011"), ["51-3011.00"]);
    assert_eq!(found(&index, "baker"), ["51-3011.00"]);
    assert!(found(&index, "confectioner").is_empty());
}

#[test]
fn what_is_nowhere_is_not_found() {
    let index = index();
    for text in ["astronaut", "zzz qqq", "unobtainium miner"] {
        assert!(found(&index, text).is_empty(), "{text:?}");
    }
}

#[test]
fn texts_without_words_find_nothing() {
    let index = index();
    for text in ["", " ", "\r\n\t", "\"", "\"\"", "*", "*:*", "()", "-", "+", "\\", "~1", "^2", "AND"] {
        assert!(found(&index, text).is_empty(), "{text:?}");
    }
    for text in ["\u{0}", "\u{1b}[31m\u{7}", "\u{feff}", "\u{1f48a}", "the", "and of the"] {
        assert!(found(&index, text).is_empty(), "{text:?}");
    }
}

#[test]
fn query_syntax_is_text_like_any_other() {
    let index = index();
    for text in ["\"pharmacist\"", "+pharmacist", "(pharmacist", "pharmacist*", "pharmacist^9"] {
        assert_eq!(first(&index, text).as_deref(), Some("29-1051.00"), "{text:?}");
    }
    // A query language would leave the pharmacists out.
    for text in ["NOT pharmacist", "-pharmacist", "nurse NOT pharmacist"] {
        assert!(found(&index, text).contains(&"29-1051.00".to_owned()), "{text:?}");
    }
    // The name of a field means nothing.
    assert_eq!(found(&index, "code:baker"), found(&index, "xyzzy:baker"));
}

#[test]
fn long_texts_are_searched_by_their_first_words() {
    let index = index();
    let long_word = "p".repeat(10_000);
    assert!(found(&index, &long_word).is_empty());
    assert_eq!(first(&index, &format!("{long_word} bakers")).as_deref(), Some("51-3011.00"));

    let many_words = "pharmacist ".repeat(1_000);
    assert_eq!(first(&index, &many_words).as_deref(), Some("29-1051.00"));
    let many_different: String = (0..2_500).map(|number| format!("a{number} ")).collect();
    assert!(found(&index, &many_different).is_empty());
    assert!(found(&index, &"\"*:( ".repeat(2_000)).is_empty());
    assert!(found(&index, &"9".repeat(10_000)).is_empty());
}

#[test]
fn an_index_without_documents_finds_nothing() {
    let index = index_of(&[]);
    for text in ["pharmacist", "29-1051.00", ""] {
        assert!(found(&index, text).is_empty(), "{text:?}");
    }
}

#[test]
fn an_index_serves_many_threads() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}

    let index = index();
    shared(&index);
    let wanted = hits(&index, "nurse");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let (index, wanted) = (index.clone(), &wanted);
            scope.spawn(move || assert_eq!(&hits(&index, "nurse"), wanted));
        }
    });
}

fn searched_for(text: &str) -> Option<String> {
    index().search(text).searched_for
}

#[test]
fn misspelt_words_find_what_was_meant_and_are_named() {
    let index = index();
    for (text, wanted, searched) in [
        ("pharmasist", "29-1051.00", "pharmacist"),
        ("phramacists", "29-1051.00", "pharmacists"),
        ("registerd nurse", "29-1141.00", "registered nurse"),
        ("polcie officer", "33-3051.00", "police officer"),
    ] {
        assert_eq!(first(&index, text).as_deref(), Some(wanted), "{text:?}");
        assert_eq!(searched_for(text).as_deref(), Some(searched), "{text:?}");
    }
    for text in ["pharmacist", "pharma", "Registered Nurse", "29-1051", "unobtainium", ""] {
        assert_eq!(searched_for(text), None, "{text:?}");
    }
}

#[test]
fn abbreviations_find_what_they_stand_for() {
    let index = index();
    for (text, wanted, searched) in [
        ("R.N.", "29-1141.00", "registered nurse"),
        ("Acctg Mgr", "11-3031.00", "accounting manager"),
        ("pharm tech", "29-2052.00", "pharmacy technician"),
        ("Sr. Acct II", "13-2011.00", "accountant"),
    ] {
        let found = index.search(text);
        assert_eq!(found.matches[0].hit.code.to_string(), wanted, "{text:?}");
        if let Some(named) = found.searched_for {
            assert!(named.contains(searched) || text.starts_with("Sr."), "{text:?}: {named}");
        }
    }
}

#[test]
fn words_about_the_person_and_the_contract_need_not_be_found() {
    let index = index();
    for (text, wanted) in [
        ("Pharmacist (Remote)", "29-1051.00"),
        ("Senior Registered Nurse II - Night Shift", "29-1141.00"),
        ("Line Cook needed ASAP!", "35-2014.00"),
        ("Baker/Pastry Chef", "51-3011.00"),
        ("Bakers, entry level, $18/hr", "51-3011.00"),
    ] {
        assert_eq!(first(&index, text).as_deref(), Some(wanted), "{text:?}");
    }
}

#[test]
fn matches_name_the_title_and_the_fit() {
    let found = index().search("druggist");
    assert_eq!(found.matches[0].title.as_deref(), Some("Druggist"));
    assert_eq!(found.matches[0].fit, Some(Fit::IsOtherTitle));
    let found = index().search("technician pharmacy");
    assert_eq!(found.matches[0].title.as_deref(), Some("Pharmacy Technicians"));
    assert_eq!(found.matches[0].fit, Some(Fit::IsTitleReordered));
    let by_code = index().search("29-1051");
    assert_eq!((by_code.matches[0].fit, by_code.matches[0].title.as_deref()), (None, None));
    let hits: Vec<Hit> = index().search("nurse").matches.iter().map(|found| found.hit).collect();
    assert_eq!(hits, index().keyword("nurse"));
}

#[test]
fn a_title_of_several_occupations_finds_the_whole_one_first() {
    let index = index_of(&[
        "29-1141.03|Critical Care Nurses||Nurse|Care.",
        "29-1141.00|Registered Nurses|Nurse, Office Worker, Visitor, Helper||Care.",
    ]);
    assert_eq!(found(&index, "nurse"), ["29-1141.00", "29-1141.03"]);
}

#[test]
fn a_long_word_counts_where_it_begins_another() {
    let index = index_of(&[
        "17-1011.00|Architects, Except Landscape and Naval|Architect|Building Architect|Plan structures.",
        "25-1031.00|Architecture Teachers, Postsecondary|Architecture Professor||Teach architecture.",
        "17-1012.00|Landscape Architects|Golf Course Designer, Planner||Plan land.",
    ]);
    assert_eq!(found(&index, "architect"), ["17-1011.00", "25-1031.00", "17-1012.00"]);
}

#[test]
fn titles_near_a_text_without_hits_are_named() {
    let index = index();
    assert!(found(&index, "zharmacist").is_empty());
    let nearest = index.nearest_titles("zharmacist", 3);
    assert_eq!(nearest.iter().filter(|title| title.starts_with("Pharmacists")).count(), 1, "{nearest:?}");
    assert_eq!(nearest[0], "Pharmacists");
    assert!(index.nearest_titles("qqqq", 3).is_empty());
    assert!(index.nearest_titles("", 3).is_empty());
}

#[test]
fn a_technology_finds_the_occupations_that_use_it_after_those_with_its_name_in_a_title() {
    let with = |line: &str, technology: &[&str]| Document {
        technology: technology.iter().map(|&name| name.to_owned()).collect(),
        ..occupation(line)
    };
    let index = SearchIndex::in_memory([
        with("15-1252.00|Software Developers|Kotlin Developer, Office Developer||", &["Kotlin"]),
        with("15-1251.00|Computer Programmers|||", &["Kotlin", "C#"]),
        with("43-9061.00|Office Clerks|Office Clerk, Payroll Clerk||", &["Intuit QuickBooks", "Auditor"]),
        with("13-2011.00|Auditors|Auditor||Excellence in audits.", &["Microsoft Excel"]),
    ])
    .expect("an index");
    assert_eq!(found(&index, "kotlin"), ["15-1252.00", "15-1251.00"]);
    assert_eq!(index.search("kotlin").matches[1].fit, Some(Fit::IsTechnology));
    for (text, code) in [
        ("c#", "15-1251.00"),
        ("Intuit QuickBooks", "43-9061.00"),
        ("quickbooks", "43-9061.00"),
        ("excel", "13-2011.00"),
    ] {
        assert_eq!(found(&index, text), [code], "{text}");
    }
    // What is a title is no technology.
    assert_eq!(found(&index, "auditors"), ["13-2011.00"]);
}

#[test]
fn verbs_find_those_who_do_it_and_grades_find_their_school() {
    let index = index_of(&[
        "53-3032.00|Truck Drivers|Long Haul Truck Driver||",
        "43-2021.00|Telephone Operators|Long Distance Operator||",
        "25-2021.00|Elementary School Teachers|||",
        "47-2073.00|Grading Machine Operators|Grade Checker||",
        "49-3023.00|Automotive Mechanics|||",
        "51-6063.00|Textile Workers|Card Fixer||",
    ]);
    for (text, code) in [
        ("drive trucks a long distance", "53-3032.00"),
        ("drove a truck", "53-3032.00"),
        ("fixing cars", "49-3023.00"),
        ("4th grade teacher", "25-2021.00"),
    ] {
        assert_eq!(first(&index, text).as_deref(), Some(code), "{text}");
    }
    assert_eq!(index.search("4th grade teacher").searched_for.as_deref(), Some("elementary school teacher"));
}

#[test]
fn several_codes_and_a_code_with_its_name_are_codes() {
    let index = index();
    assert_eq!(found(&index, "35-2014.00, 29-1141"), ["29-1141.00", "35-2014.00"]);
    assert_eq!(found(&index, "soc 35-2014"), ["35-2014.00"]);
}

#[test]
fn nothing_resembles_what_is_far_from_all_titles() {
    let index = index();
    for text in ["qwzx", "xyzzyplugh", "hgfd poiu"] {
        assert!(index.nearest_titles(text, 3).is_empty(), "{text}");
    }
    assert_eq!(index.nearest_titles("drugist", 1), ["Druggist"]);
}

#[test]
fn a_title_that_has_nothing_to_do_with_its_occupation_does_not_come_first() {
    let many: Vec<String> = (0..40).map(|number| format!("Office Assistant {number}x")).collect();
    let secretaries = format!("43-6014.00|Secretaries|Police, {}||Type letters.", many.join(", "));
    let index = index_of(&[
        &secretaries,
        "33-3051.00|Police Patrol Officers|Police Officer, Constable||Patrol the streets.",
    ]);
    assert_eq!(found(&index, "police"), ["33-3051.00", "43-6014.00"]);
    assert_eq!(found(&index, "constable"), ["33-3051.00"]);
}

#[test]
fn of_several_occupations_with_a_title_the_one_with_most_such_titles_comes_first() {
    let of = |kind: &str, count: u32| {
        (0..count).map(|number| format!("{kind}{number} Programmer")).collect::<Vec<_>>().join(", ")
    };
    let computer = format!("15-1251.00|Computer Programmers|Programmer, {}||Write programs.", of("c", 60));
    let tool = format!("51-9162.00|Tool Programmers|Programmer, {}||Write programs.", of("t", 22));
    assert_eq!(found(&index_of(&[&tool, &computer]), "programmer"), ["15-1251.00", "51-9162.00"]);
}

#[test]
fn words_of_other_languages_are_not_corrected_and_wishes_are_prose() {
    let index = index();
    assert_eq!(index.search("chéf").searched_for, None);
    assert!(index.is_prose("prepare bread for people"));
    for text in ["line cook", "cook", "35-2014.00", "xyzzy", ""] {
        assert!(!index.is_prose(text), "{text}");
    }
}
