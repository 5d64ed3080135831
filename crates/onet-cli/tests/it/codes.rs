//! Codes as people type them, misspelt names, and occupations without data.

use crate::common::{Machine, Run, copy_of_sample};

const SUPPLEMENTS: [(&str, &str); 3] = [
    (
        "earlier.csv",
        "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n\
         29-1067.00,Druggists,29-1051.00,Pharmacists\n",
    ),
    ("cip.csv", "CIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n51.2001,Pharmacy.,29-1051,Pharmacists\n"),
    (
        "moc.csv",
        "SVC,STATUS,MOC,MPC,MOC_TITLE,ONET1,ONET2,ONET3,ONET4\n\
         A,A,68Q,E,Pharmacy Specialist,29-1051.00,,,\nA,A,68W,E,Medic,29-1051.00,29-1224.00,,\n",
    ),
];

const ACTIVITY: [&str; 2] = ["--activity", "4.A.2.a.2.I05.D04"];

/// A machine with the sample imported as a release, and files beside it.
fn machine() -> Machine {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (release, beside) = (folder.path().join("release"), folder.path().join("beside"));
    std::fs::create_dir_all(&release).expect("a folder can be made");
    std::fs::create_dir_all(&beside).expect("a folder can be made");
    copy_of_sample(&release);
    for (name, content) in SUPPLEMENTS {
        std::fs::write(beside.join(name), content).expect("a file can be written");
    }
    let (release, beside) = (release.display().to_string(), beside.display().to_string());
    let run = machine.onet(&["db", "import", &release, "--with", &beside]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    machine
}

fn searched(machine: &Machine, text: &str) -> Run {
    machine.onet(&["search", text, "--source", "release", "--format", "csv"])
}

#[test]
fn a_search_for_a_code_prints_its_occupations_and_says_what_it_is() {
    let machine = machine();
    let pharmacists = "code,title\n29-1051.00,Pharmacists\n";
    for (text, note) in [
        ("29-1051", ""),
        ("29-1051.0", ""),
        ("29105100", ""),
        ("29-1050", "29-1050 is a group of the SOC"),
        ("512001", "51.2001 is a CIP code, Pharmacy"),
        ("68Q", "68Q is a military code, Pharmacy Specialist"),
        (
            "29-1067.00",
            "29-1067.00 is a code of O*NET-SOC 2010, Druggists. It became 29-1051.00 Pharmacists.",
        ),
    ] {
        let run = searched(&machine, text);
        assert_eq!((run.code, run.stdout.as_str()), (0, pharmacists), "{text}: {}", run.stderr);
        assert!(run.stderr.contains(note), "{text}: {}", run.stderr);
    }
    let all = machine.onet(&["search", "29-0000", "--all", "--source", "release"]);
    assert_eq!(all.stderr.matches("29-0000 is a group").count(), 1, "{}", all.stderr);
    let quiet = machine.onet(&["search", "68Q", "-q", "--source", "release"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
}

#[test]
fn a_command_about_one_occupation_takes_a_code_that_leads_to_one() {
    let machine = machine();
    let run = |code: &str| {
        machine.onet(&[&["related-activities", code], &ACTIVITY[..], &["--source", "release"]].concat())
    };
    let expected = run("29-1051.00");
    assert_eq!(expected.code, 0, "{}", expected.stderr);
    for code in ["29-1051", "29-1051.0", "29105100", "291051", "512001", "68Q", "MOS 68Q", "29-1050"] {
        let run = run(code);
        assert_eq!((run.code, &run.stdout), (0, &expected.stdout), "{code}: {}", run.stderr);
    }
    for (code, exit, said) in [
        ("68W", 2, "68W leads to 2 occupations, and the command takes one"),
        ("29-0000", 2, "one of 29-"),
        ("29-1067.00", 1, "It became 29-1051.00 Pharmacists."),
        ("29-1067", 1, "It became 29-1051.00 Pharmacists."),
        ("29-105.00", 2, "is not an O*NET-SOC code, such as 29-1051.00"),
    ] {
        let run = run(code);
        assert_eq!(run.code, exit, "{code}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{code}: {}", run.stderr);
    }
    assert_eq!(run("99Z").code, 1);
}

#[test]
fn what_is_misspelt_is_suggested() {
    let machine = machine();
    for (path, code, said) in [
        ("online/occupations/29-1051.00/details/skils", 1, "online/occupations/29-1051.00/details/skills"),
        ("online/ocupations/29-1051.00", 1, "online/occupations/29-1051.00/"),
        ("database/rows/ocupation_data", 1, "Did you mean occupation_data?"),
        ("database/rows/occupation_data?filter=titel.eq.x", 2, "Did you mean title?"),
        ("online/search?keywrd=nurse", 2, "try: keyword; the operation has keyword, start, end"),
        ("about?x=1", 2, "the operation has no parameters"),
        ("online/occupations/29-1051", 2, "Did you mean 29-1051.00?"),
    ] {
        let run = machine.onet(&["api", path, "--source", "release"]);
        assert_eq!(run.code, code, "{path}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{path}: {}", run.stderr);
        assert!(!run.stderr.contains(r"\d"), "a regular expression is no sentence: {}", run.stderr);
    }
    let run = machine.onet(&["api", "online/search", "-f", "keyword=nurse", "-f", "colour=blue"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    let run = machine.onet(&["api", "online/occupations/29-1051.00", "-f", "code=29-1051.00"]);
    assert!(run.code == 2 && run.stderr.contains("code is a part of the path"), "{}", run.stderr);
}

#[test]
fn no_import_is_advised_for_what_no_release_has() {
    let machine = machine();
    for source in ["release", "sample"] {
        let run = machine.onet(&["api", "mpp/search", "-f", "keyword=x", "-q", "--source", source]);
        assert_eq!(run.code, 7, "{}", run.stderr);
        assert!(run.stderr.contains("in no release of O*NET. The live service has them."), "{}", run.stderr);
        assert!(!run.stderr.contains("import"), "{}", run.stderr);
    }
}

#[test]
fn an_occupation_without_data_ends_with_1_and_a_sentence() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let zones = folder.path().join("Job Zones.txt");
    let text = std::fs::read_to_string(&zones).expect("the table is there");
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("29-1051.00")).collect();
    assert!(kept.len() < text.lines().count());
    std::fs::write(&zones, kept.join("\n") + "\n").expect("it can be written");
    let run = machine.onet(&["db", "import", &folder.path().display().to_string()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let path = "online/occupations/29-1051.00/details/job_zone";
    let run = machine.onet(&["api", path, "--source", "release", "-q"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stderr, "error: 29-1051.00 has no job zone in this import of O*NET 29.3.\n");
}
