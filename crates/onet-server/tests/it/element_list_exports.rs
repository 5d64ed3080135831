//! Lists by element against exports of O*NET OnLine, of release 26.3: the 23 of elements that version 2.0 has.
//!
//! The values that the exports show become tables, which are imported; the lists over them have to be in the order of
//! the exports. Three more exports are of work values, for which version 2.0 has no lists.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use crate::common::answers::{answer, items};
use crate::common::exports::{Export, exports};
use crate::common::{Service, TestResult, published, tell};

/// A kind of list: the column of the score in the export, the table of the ratings, the path of the list, the id of the
/// element (with its number in the place of `#`) and the scale.
struct Kind {
    column: &'static str,
    has_level: bool,
    table: &'static str,
    path: &'static str,
    id: &'static str,
    scale: &'static str,
}

static KINDS: [Kind; 3] = [
    Kind {
        column: "Importance",
        has_level: true,
        table: "Work Activities",
        path: "work_activities",
        id: "4.A.1.a.#",
        scale: "IM",
    },
    Kind {
        column: "Importance",
        has_level: false,
        table: "Work Styles",
        path: "work_styles",
        id: "1.C.1.#",
        scale: "IM",
    },
    Kind {
        column: "Context",
        has_level: false,
        table: "Work Context",
        path: "work_context",
        id: "4.C.1.a.#",
        scale: "CX",
    },
];

impl Kind {
    fn of(export: &Export) -> Option<&'static Self> {
        let mut kinds = KINDS.iter();
        kinds.find(|kind| export.has(kind.column) && export.has("Level") == kind.has_level)
    }

    /// The id of the element of an export; letters for numbers in work styles.
    fn element(&self, number: usize) -> String {
        let part = match self.table {
            "Work Styles" => char::from(b'a' + number as u8).to_string(),
            _ => (number + 1).to_string(),
        };
        self.id.replace('#', &part)
    }
}

/// Interests by the name of the export, with their letters.
const INTERESTS: [(&str, char); 4] =
    [("Realistic", 'R'), ("Investigative", 'I'), ("Social", 'S'), ("Enterprising", 'E')];

const RATED: &str = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID";
const BOUNDS: &str = "N\tStandard Error\tLower CI Bound\tUpper CI Bound\tRecommend Suppress";

/// A value on a scale from `least` to `most` that is displayed as this score.
fn value(score: &str, least: f64, most: f64) -> TestResult<f64> {
    Ok(least + score.parse::<f64>()? / 100.0 * (most - least))
}

/// Tables by the name of their file.
type Tables = BTreeMap<&'static str, String>;

/// The paths of lists, each with its export.
type Lists<'a> = Vec<(String, &'a Export)>;

/// The tables whose values the exports show, with the path of each list.
fn tables(exports: &[Export]) -> TestResult<(Tables, Lists<'_>)> {
    let ends = "Date\tDomain Source\n";
    let mut tables = BTreeMap::from([
        ("Work Activities", format!("{RATED}\tData Value\t{BOUNDS}\tNot Relevant\t{ends}")),
        ("Work Styles", format!("{RATED}\tData Value\t{BOUNDS}\t{ends}")),
        ("Work Context", format!("{RATED}\tCategory\tData Value\t{BOUNDS}\tNot Relevant\t{ends}")),
    ]);
    let mut elements = "Element ID\tElement Name\tDescription\n".to_owned();
    let mut lists = Vec::new();
    for export in exports {
        let Some(kind) = Kind::of(export) else { continue };
        let element = kind.element(lists.len());
        lists.push((format!("/online/onet_data/{}/{element}", kind.path), export));
        writeln!(elements, "{element}\t{}\tA kind of work.", export.name)?;
        let table = tables.get_mut(kind.table).ok_or("no such table")?;
        for row in &export.rows {
            let start = format!("{}\t{element}\t{}\t", row["Code"], export.name);
            let score = value(&row[kind.column], 1.0, 5.0)?;
            match kind.table {
                "Work Context" => {
                    writeln!(
                        table,
                        "{start}{}\tn/a\t{score:.2}\t9\tn/a\tn/a\tn/a\tN\tn/a\t01/2022\tx",
                        kind.scale
                    )?;
                }
                "Work Styles" => writeln!(table, "{start}IM\t{score:.2}\t9\tn/a\tn/a\tn/a\tN\t01/2022\tx")?,
                _ => {
                    writeln!(table, "{start}IM\t{score:.2}\t9\tn/a\tn/a\tn/a\tN\tn/a\t01/2022\tx")?;
                    // What is not shown has a value in the release, which must not count.
                    let (level, suppress, not_relevant) = match row["Level"].as_str() {
                        "Not available" => (6.5, "Y", "N"),
                        "Not relevant" => (6.9, "N", "Y"),
                        number => (value(number, 0.0, 7.0)?, "N", "N"),
                    };
                    writeln!(
                        table,
                        "{start}LV\t{level:.2}\t9\tn/a\tn/a\tn/a\t{suppress}\t{not_relevant}\t01/2022\tx"
                    )?;
                }
            }
        }
    }
    tables.insert("Content Model Reference", elements);
    Ok((tables, lists))
}

/// The occupations of all exports, their zones, and their interest codes.
fn common_tables(exports: &[Export]) -> TestResult<Tables> {
    let mut occupations = "O*NET-SOC Code\tTitle\tDescription\n".to_owned();
    let mut zones = "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n".to_owned();
    let mut interests = format!("{RATED}\tData Value\tDate\tDomain Source\n");
    let mut seen = BTreeSet::new();
    let mut profiled = BTreeSet::new();
    for row in exports.iter().flat_map(|export| &export.rows) {
        let code = row["Code"].as_str();
        if seen.insert(code) {
            writeln!(occupations, "{code}\t{}\tAn occupation.", row["Occupation"])?;
            writeln!(zones, "{code}\t{}\t01/2022\tx", row["Job Zone"])?;
        }
        if let Some(letters) = row.get("Interest Code").filter(|_| profiled.insert(code)) {
            for (place, element) in ["1.B.1.g", "1.B.1.h", "1.B.1.i"].iter().enumerate() {
                let letter = letters.chars().nth(place);
                let number = letter.and_then(|letter| "RIASEC".find(letter)).map_or(0, |at| at + 1);
                writeln!(interests, "{code}\t{element}\tHigh point\tIH\t{number}.00\t01/2022\tx")?;
            }
        }
    }
    let scales = "Scale ID\tScale Name\tMinimum\tMaximum\nIM\tImportance\t1\t5\nLV\tLevel\t0\t7\n\
                  CX\tContext\t1\t5\nIH\tHigh point\t0\t6\nOI\tInterest\t1\t7\n";
    Ok(BTreeMap::from([
        ("Occupation Data", occupations),
        ("Job Zones", zones),
        ("Interests", interests),
        ("Scales Reference", scales.to_owned()),
    ]))
}

#[tokio::test]
async fn lists_over_the_values_of_the_exports_are_in_their_order() -> TestResult {
    let Some(lists) = published("lists") else { return Ok(()) };
    let exports = exports(&lists.join("online-exports-2022"))?;
    let (mut rated, ordered) = tables(&exports)?;
    let mut elements = rated.remove("Content Model Reference").unwrap_or_default();
    for (number, name) in ["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"]
        .iter()
        .enumerate()
    {
        writeln!(elements, "1.B.1.{}\t{name}\tAn interest.", char::from(b'a' + number as u8))?;
    }
    for (id, name) in [
        ("1.B.1", "Interests"),
        ("1.B.1.g", "High point"),
        ("1.B.1.h", "High point"),
        ("1.B.1.i", "High point"),
    ] {
        writeln!(elements, "{id}\t{name}\tAn interest.")?;
    }
    let folder = tempfile::tempdir()?;
    let all =
        rated.into_iter().chain(common_tables(&exports)?).chain([("Content Model Reference", elements)]);
    for (name, content) in all {
        fs::write(folder.path().join(format!("{name}.txt")), content)?;
    }
    fs::write(folder.path().join("Read Me.txt"), "O*NET 26.3 Database\n")?;
    let service = Service::import(folder.path())?;
    let mut compared = 0;
    for (path, export) in &ordered {
        let page = answer(&service, &format!("{path}?end=2000")).await?;
        assert_eq!(items(&page, "occupation", &["code"]), export.codes(), "{}", export.name);
        compared += 1;
    }
    for (name, letter) in INTERESTS {
        let export = exports.iter().find(|export| export.name == name).ok_or("an export is missing")?;
        let page = answer(&service, &format!("/online/onet_data/interests/{letter}?end=2000")).await?;
        // The service also lists some occupations with the interest in a later place, which it features.
        let first: Vec<&str> = export
            .rows
            .iter()
            .filter(|row| row["Interest Code"].starts_with(letter))
            .map(|row| row["Code"].as_str())
            .collect();
        assert_eq!(items(&page, "occupation", &["code"]), first, "{name}");
        compared += 1;
    }
    tell(&format!("{compared} of {} exports are in the order of the lists", exports.len()));
    assert_eq!((compared, exports.len()), (23, 26));
    Ok(())
}

/// The element of an export in a release: by the letters of its name.
fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[tokio::test]
async fn occupations_with_the_ratings_of_the_exports_are_in_their_order_in_a_later_release() -> TestResult {
    let Some(service) = Service::real_release_with(&[])? else { return Ok(()) };
    let Some(lists) = published("lists") else { return Ok(()) };
    let (mut whole, mut compared, mut occupations) = (0, 0, 0);
    for export in exports(&lists.join("online-exports-2022"))? {
        let Some(kind) = Kind::of(&export) else { continue };
        // The release at hand has no Work Context.
        if kind.table == "Work Context" {
            continue;
        }
        let tree = answer(&service, &format!("/online/onet_data/{}/", kind.path)).await?;
        let mut nodes: Vec<&serde_json::Value> = tree.as_array().into_iter().flatten().collect();
        let mut href = None;
        while let Some(node) = nodes.pop() {
            if node["name"].as_str().is_some_and(|name| folded(name) == folded(&export.name)) {
                href = node["href"].as_str().map(str::to_owned);
            }
            nodes.extend(node["child"].as_array().into_iter().flatten());
        }
        let href = href.ok_or_else(|| format!("{} is not in the release", export.name))?;
        let path = href.strip_prefix(crate::common::BASE).ok_or("another base")?;
        let page = answer(&service, &format!("{path}?end=2000")).await?;
        let ours = items(&page, "occupation", &["code", "importance", "level"]);
        let theirs: Vec<String> = export
            .rows
            .iter()
            .map(|row| {
                let level = row.get("Level").map_or("null", |level| level.as_str());
                format!("{} {} {level}", row["Code"], row["Importance"])
            })
            .collect();
        let [in_ours, in_theirs] = [&ours, &theirs].map(|list| list.iter().collect::<BTreeSet<_>>());
        let [ours_alike, theirs_alike] = [(&ours, in_theirs), (&theirs, in_ours)]
            .map(|(list, other)| list.iter().filter(|row| other.contains(row)).collect::<Vec<_>>());
        assert_eq!(ours_alike, theirs_alike, "{}", export.name);
        whole += usize::from(ours == theirs);
        compared += 1;
        occupations += ours_alike.len();
    }
    tell(&format!(
        "{compared} exports of 26.3: {whole} have the same ratings in this release; {occupations} ratings that are \
         the same are in the same order"
    ));
    assert_eq!(compared, 12);
    assert!(occupations > 4_000, "{occupations}");
    Ok(())
}
