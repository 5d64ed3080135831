//! Indexes on disk: what survives, what is refused.

use std::fs;
use std::path::{Path, PathBuf};

use onet_search::{Document, SearchIndex};

fn release() -> Vec<Document> {
    [
        ("29-1051.00", "Pharmacists", "Druggist"),
        ("29-2052.00", "Pharmacy Technicians", "Pharmacy Clerk"),
        ("51-3011.00", "Bakers", "Pastry Chef"),
    ]
    .into_iter()
    .map(|(code, title, name)| Document {
        code: code.parse().expect("a code"),
        title: title.to_owned(),
        description: format!("What {title} do."),
        alternate_titles: vec![name.to_owned()],
        short_titles: Vec::new(),
        reported_titles: Vec::new(),
        tasks: vec![format!("Speak to those whom {name}s serve.")],
        activities: Vec::new(),
        technology: Vec::new(),
    })
    .collect()
}

fn create(dir: &Path) -> SearchIndex {
    SearchIndex::create(dir, release()).expect("an index")
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// Writes an index, does `harm` to each of its files in turn and returns what opening it says.
fn messages_after(harm: impl Fn(&Path)) -> Vec<String> {
    let temp = tempfile::tempdir().expect("a folder");
    let intact = temp.path().join("intact");
    create(&intact);
    files(&intact)
        .iter()
        .enumerate()
        .map(|(number, harmed)| {
            let dir = temp.path().join(number.to_string());
            fs::create_dir(&dir).expect("a folder");
            for file in files(&intact) {
                let name = file.file_name().expect("a name");
                fs::copy(&file, dir.join(name)).expect("a copy");
            }
            let name = harmed.file_name().expect("a name");
            harm(&dir.join(name));
            let error = SearchIndex::open(&dir).expect_err("a damaged index");
            assert!(error.needs_import(), "{}: {error}", harmed.display());
            error.to_string()
        })
        .collect()
}

#[test]
fn an_index_on_disk_answers_like_one_in_memory() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("new").join("index");
    let created = create(&dir);
    let opened = SearchIndex::open(&dir).expect("an index");
    let in_memory = SearchIndex::in_memory(release()).expect("an index");
    for text in ["pharmacist", "pharm", "pastry chef", "what do", "speak", "29", "51-3011.00", "welder"] {
        let wanted = in_memory.keyword(text);
        assert_eq!(created.keyword(text), wanted, "{text:?}");
        assert_eq!(opened.keyword(text), wanted, "{text:?}");
    }
}

#[test]
fn an_empty_index_opens() {
    let temp = tempfile::tempdir().expect("a folder");
    SearchIndex::create(temp.path(), Vec::new()).expect("an index");
    let index = SearchIndex::open(temp.path()).expect("an index");
    assert!(index.keyword("pharmacist").is_empty());
}

#[test]
fn opening_and_searching_leave_the_folder_as_it_was() {
    let temp = tempfile::tempdir().expect("a folder");
    create(temp.path());
    let before = files(temp.path());
    let index = SearchIndex::open(temp.path()).expect("an index");
    assert_eq!(index.keyword("pharmacist").len(), 1);
    drop(index);
    assert_eq!(files(temp.path()), before);
}

#[test]
fn an_index_is_not_written_over() {
    let temp = tempfile::tempdir().expect("a folder");
    create(temp.path());
    let error = SearchIndex::create(temp.path(), release()).expect_err("an occupied folder");
    assert!(error.to_string().contains("choose an empty folder"), "{error}");
    assert!(!error.needs_import());
    assert!(SearchIndex::open(temp.path()).is_ok());
}

#[test]
fn a_missing_index_says_how_to_get_one() {
    let temp = tempfile::tempdir().expect("a folder");
    for dir in [temp.path().to_path_buf(), temp.path().join("nowhere")] {
        let error = SearchIndex::open(&dir).expect_err("no index");
        assert!(error.needs_import());
        let wanted = format!("there is no search index in {}; import the release again", dir.display());
        assert_eq!(error.to_string(), wanted);
    }
}

#[test]
fn truncated_files_are_noticed() {
    let messages = messages_after(|file| {
        let content = fs::read(file).expect("content");
        fs::write(file, &content[..content.len() / 2]).expect("half of it");
    });
    assert_eq!(messages.len(), 1, "{messages:?}");
    for message in messages {
        assert!(message.ends_with("; import the release again"), "{message}");
        assert!(message.lines().count() == 1 && message.len() < 400, "{message}");
    }
}

#[test]
fn changed_files_are_noticed() {
    for message in messages_after(|file| {
        let mut content = fs::read(file).expect("content");
        content[0] ^= 0xff;
        fs::write(file, content).expect("other content");
    }) {
        assert!(message.contains("is damaged"), "{message}");
    }
}

#[test]
fn emptied_files_are_noticed() {
    messages_after(|file| fs::write(file, "").expect("no content"));
}

#[test]
fn the_message_names_the_damaged_file() {
    let temp = tempfile::tempdir().expect("a folder");
    create(temp.path());
    let [file] = &files(temp.path())[..] else { panic!("one file expected") };
    fs::write(file, b"not an index").expect("other content");
    let error = SearchIndex::open(temp.path()).expect_err("a damaged index").to_string();
    assert!(error.contains(&file.display().to_string()), "{error}");
}

#[test]
fn an_index_of_an_earlier_version_asks_for_an_import() {
    let temp = tempfile::tempdir().expect("a folder");
    fs::write(temp.path().join("meta.json"), "{}").expect("a file");
    let error = SearchIndex::open(temp.path()).expect_err("an index of another kind");
    assert!(error.needs_import());
    assert!(error.to_string().contains("another version"), "{error}");
}
