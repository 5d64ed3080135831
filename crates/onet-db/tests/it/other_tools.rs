//! Tables that went through spreadsheets and data tools before they are imported.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use onet_db::{Error, ErrorKind, Import, Input, Release};

use crate::common::workbook::workbook;
use crate::common::{Files, value};

const SKILLS: &str = "O*NET-SOC Code,Element ID,Element Name,Scale ID,Data Value,N,Standard Error,Lower CI Bound,\
                      Upper CI Bound,Recommend Suppress,Not Relevant,Date,Domain Source";

/// Imports a folder of these files as 29.3.
fn import(files: &[(&str, &[u8])]) -> Result<Release, Error> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    Import::new(Input::open(folder.path())?).release("29.3").into_memory()
}

fn imported(name: &str, content: &str) -> Release {
    import(&[(name, content.as_bytes())]).unwrap()
}

fn refused(name: &str, content: &[u8]) -> Error {
    import(&[(name, content)]).unwrap_err()
}

/// A column of the first row of Skills, as text.
fn skill(release: &Release, column: &str) -> Option<String> {
    value(release, &format!("SELECT CAST({column} AS TEXT) FROM skills LIMIT 1"))
}

#[test]
fn decimal_commas_are_read() {
    for (separator, number) in [(';', "4,12"), ('\t', "4,12"), (',', "\"4,12\""), (';', "4.12")] {
        let header = SKILLS.replace(',', &separator.to_string());
        let row = [
            "29-1051.00",
            "2.A.1.a",
            "Reading",
            "IM",
            number,
            "8",
            "0",
            "",
            "",
            "N",
            "",
            "08/2023",
            "Analyst",
        ];
        let text = format!("{header}\n{}\n", row.join(&separator.to_string()));
        let release = imported("Skills.csv", &text);
        assert_eq!(skill(&release, "data_value").as_deref(), Some("4.12"), "{separator} {number}");
    }
}

#[test]
fn a_comma_that_may_separate_thousands_is_refused() {
    let row = "29-1051.00,2.A.1.a,Reading,IM,\"4,125\",8,,,,N,,08/2023,Analyst";
    let error = refused("Skills.csv", format!("{SKILLS}\n{row}\n").as_bytes());
    assert_eq!(error.kind(), ErrorKind::BrokenRow);
    assert!(error.to_string().contains("\"4,125\" is not a number"), "{error}");
}

#[test]
fn names_of_the_sql_edition_and_of_data_tools_are_known() {
    let headers = [
        "onetsoc_code,element_id,scale_id,data_value,n,standard_error,lower_ci_bound,upper_ci_bound,\
         recommend_suppress,not_relevant,date_updated,domain_source",
        "o_net_soc_code,element_id,scale_id,data_value,n,standard_error,lower_ci_bound,upper_ci_bound,\
         recommend_suppress,not_relevant,date,domain_source",
        "O.NET.SOC.Code,Element.ID,Scale.ID,Data.Value,N,Standard.Error,Lower.CI.Bound,Upper.CI.Bound,\
         Recommend.Suppress,Not.Relevant,Date,Domain.Source",
    ];
    for header in headers {
        for date in ["2023-08-01", "08/2023", "Aug-23", "2023-08-01 00:00:00"] {
            let row = format!("29-1051.00,2.A.1.a,IM,4.12,8.0,NA,NaN,,N,NA,{date},Analyst");
            let release = imported("skills.csv", &format!("{header}\n{row}\n"));
            assert!(release.manifest().unknown_columns.is_empty(), "{header}");
            assert_eq!(skill(&release, "date_updated").as_deref(), Some("2023-08-01"), "{date}");
            assert_eq!(skill(&release, "n").as_deref(), Some("8"));
            assert_eq!(skill(&release, "standard_error"), None);
        }
    }
}

#[test]
fn row_numbers_and_columns_without_a_name_are_left_out_and_reported() {
    for first in ["", "Unnamed: 0", "...1", "X", "index"] {
        let text =
            format!("{first},O*NET-SOC Code,Title,Description,,\n0,29-1051.00,Pharmacists,Dispense.,,\n");
        let release = imported("Occupation Data.csv", &text);
        let manifest = release.manifest();
        let left: Vec<&str> = manifest.left_out.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(left, [first, "", ""]);
        assert!(manifest.unknown_columns.is_empty());
        assert_eq!(value::<String>(&release, "SELECT title FROM occupation_data"), "Pharmacists");
    }
}

#[test]
fn escaped_codes_and_space_around_values_are_read() {
    let rows = [
        "\"=\"\"O*NET-SOC Code\"\"\",Title,Description\n\"=\"\"29-1051.00\"\"\",Pharmacists,Dispense.\n",
        "O*NET-SOC Code,Title,Description\n=\"29-1051.00\",Pharmacists,Dispense.\n",
        "O*NET-SOC Code,Title,Description\n 29-1051.00 ,Pharmacists,Dispense.\n",
    ];
    for text in rows {
        let release = imported("Occupation Data.csv", text);
        assert_eq!(value::<String>(&release, "SELECT onetsoc_code FROM occupation_data"), "29-1051.00");
    }
}

#[test]
fn quotes_that_a_spreadsheet_puts_around_values_between_tabs_are_taken_off() {
    let text = "O*NET-SOC Code\tTitle\tDescription\n\"=\"\"29-1051.00\"\"\"\t\"Pharmacists, all\"\t\"Dispense \"\"drugs\"\".\"\n";
    let release = imported("Occupation Data.txt", text);
    let row: String =
        value(&release, "SELECT onetsoc_code || '|' || title || '|' || description FROM occupation_data");
    assert_eq!(row, "29-1051.00|Pharmacists, all|Dispense \"drugs\".");
}

#[test]
fn lines_before_the_header_are_passed_over() {
    let preamble = "Some title, of the table\n\n\"a note; in quotes\"\n,,,\n";
    let text =
        format!("{preamble}O*NET-SOC Code;Title;Description\n29-1051.00;Pharmacists;\"Dispense; check.\"\n");
    let release = imported("Occupation Data.csv", &text);
    assert_eq!(value::<String>(&release, "SELECT description FROM occupation_data"), "Dispense; check.");
    let error = refused("Occupation Data.csv", format!("{text}29-1051,x,y;z;w\n").as_bytes());
    assert!(error.to_string().contains("line 7:"), "{error}");
}

#[test]
fn error_lines_are_those_of_the_file_for_both_line_ends() {
    for end in ["\n", "\r\n"] {
        for (name, separator) in [("Job Zones.txt", "\t"), ("Job Zones.csv", ","), ("Job Zones.csv", "\t")] {
            let text = [
                "O*NET-SOC Code|Job Zone|Date|Domain Source",
                "11-1011.00|3|08/2023|Analyst",
                "",
                "11-1021|2|12/2024|Analyst",
                "",
            ];
            let text = text.join(end).replace('|', separator);
            let error = refused(name, text.as_bytes());
            assert!(error.to_string().contains("line 4: column"), "{end:?} {name} {error}");
        }
        let text =
            ["O*NET-SOC Code,Title,Description", "29-1051.00,\"Pharma", "cists\",x", "29-1051,y,z"].join(end);
        assert!(refused("Occupation Data.csv", text.as_bytes()).to_string().contains("line 4: column"));
    }
}

#[test]
fn a_quote_that_is_never_closed_is_named_with_its_line() {
    let text = "O*NET-SOC Code,Title,Description\n29-1051.00,Pharmacists,x\n29-1052.00,\"Others,y\nz\n";
    let error = refused("Occupation Data.csv", text.as_bytes());
    assert_eq!(error.kind(), ErrorKind::BrokenRow);
    assert!(error.to_string().contains("line 3: a value begins with a quote"), "{error}");
    // A closed one at the very end is none.
    imported("Occupation Data.csv", "O*NET-SOC Code,Title,Description\n29-1051.00,Pharmacists,\"x\"");
}

#[test]
fn what_is_no_table_is_named_as_what_it_is() {
    let cases: [(&str, &[u8], &str); 10] = [
        ("Occupation Data.csv", b"<?xml version=\"1.0\"?>\n<!DOCTYPE html>", "is a web page"),
        ("Occupation Data.csv", b"<table><tr><td>Code", "is a web page"),
        ("Occupation Data.csv", b"{\"error\":\"login\"}", "is JSON"),
        ("Occupation Data.txt", &[0; 5000], "is binary"),
        ("Occupation Data.csv", b"<!DOCTYPE html>\n<html><body>Log in</body></html>", "is a web page"),
        ("Occupation Data.txt", b"\xef\xbb\xbf  <HTML>", "is a web page"),
        ("Occupation Data.xlsx", b"<html>", "is a web page"),
        ("Occupation Data.csv", b"\xff\xfeO\0*\0", "UTF-16"),
        ("Occupation Data.xlsx", b"\xd0\xcf\x11\xe0rest", "has a password or is of Excel 97"),
        ("Occupation Data.csv", b"PK\x03\x04rest", "Excel workbook by its content"),
    ];
    for (name, content, problem) in cases {
        let error = refused(name, content);
        assert_eq!(error.kind(), ErrorKind::NotATable, "{error}");
        assert!(error.to_string().contains(problem) && error.to_string().contains(name), "{error}");
    }
    let error = refused("Occupation Data.csv", b"");
    assert!(error.to_string().contains("is empty"), "{error}");
}

#[test]
fn a_folder_inside_a_folder_is_read_and_of_several_one_is_to_be_named() {
    let rows = b"O*NET-SOC Code\tTitle\tDescription\n29-1051.00\tPharmacists\tDispense.\n";
    let release = import(&[("download/db_29_3_text/Occupation Data.txt", rows)]).unwrap();
    assert_eq!(release.manifest().tables.len(), 1);
    let two: [(&str, &[u8]); 2] =
        [("db_29_3_text/Occupation Data.txt", rows), ("db_30_1_text/Occupation Data.txt", rows)];
    let error = import(&two).unwrap_err();
    assert!(error.to_string().contains("db_29_3_text, db_30_1_text"), "{error}");
}

#[test]
fn an_excel_workbook_is_read_cell_by_cell() {
    let notes: &[&[&str]] = &[&["About this file"]];
    let rows: &[&[&str]] = &[
        &["O*NET-SOC Code", "Title", "Job Zone", "Date", "Domain Source"],
        &["29-1051.00", "Pharmacists", "5", "08/2023", "Analyst"],
        &["29-1224.00", "Radiologists", "5", "08/2023"],
    ];
    let book = workbook(&[("Notes", notes), ("Job Zones", rows)]);
    let error = import(&[("Job Zones.xlsx", &book)]).unwrap_err();
    assert!(error.to_string().contains("line 3: column \"Domain Source\""), "{error}");

    let complete: &[&[&str]] = &[rows[0], rows[1], &["29-1224.00", "~", "4", "08/2023", "Analyst", "~"]];
    let release =
        import(&[("Job Zones.xlsx", &workbook(&[("Notes", notes), ("Job Zones", complete)]))]).unwrap();
    assert_eq!(value::<i64>(&release, "SELECT sum(job_zone) FROM job_zones"), 9);
    let kind: String = value(&release, "SELECT typeof(job_zone) FROM job_zones LIMIT 1");
    assert_eq!(kind, "integer");
    let missing: i64 = value(&release, "SELECT count(*) FROM job_zones WHERE title IS NULL");
    assert_eq!(missing, 1);
}

#[test]
fn a_damaged_workbook_is_named() {
    let rows: &[&[&str]] =
        &[&["O*NET-SOC Code", "Title", "Description"], &["29-1051.00", "Pharmacists", "x"]];
    let book = workbook(&[("Sheet", rows)]);
    for length in [40, book.len() / 2, book.len() - 10] {
        let error = import(&[("Occupation Data.xlsx", &book[..length])]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenArchive, "{length}: {error}");
        assert!(error.to_string().contains("Occupation Data.xlsx"), "{error}");
    }
}

#[test]
fn of_two_editions_in_one_folder_the_text_is_read() {
    let text = b"O*NET-SOC Code\tTitle\tDescription\n29-1051.00\tPharmacists\tof the text\n";
    let csv = b"O*NET-SOC Code,Title,Description\n29-1051.00,Pharmacists,of the CSV\n";
    let files: [(&str, &[u8]); 2] = [("occupation_data.csv", csv), ("Occupation Data.txt", text)];
    let release = import(&files).unwrap();
    assert_eq!(value::<String>(&release, "SELECT description FROM occupation_data"), "of the text");
    assert_eq!(release.manifest().ignored[0].file, "occupation_data.csv");
}

#[test]
fn a_supplement_in_a_workbook_is_known_by_its_header() {
    let folder = tempfile::tempdir().unwrap();
    let rows: &[&[&str]] = &[
        &["Bright Outlook Occupations"],
        &["O*NET-SOC Code", "Occupation", "Categories"],
        &["11-1011.00", "Bakers of Bread", "Rapid Growth"],
    ];
    let sheet = folder.path().join("list.xlsx");
    fs::write(&sheet, workbook(&[("Sheet 1", rows)])).unwrap();
    let release = Files::small().write(folder.path(), "release");
    let release = Import::new(Input::open(release).unwrap())
        .with(Input::open(Path::new(&sheet)).unwrap())
        .into_memory()
        .unwrap();
    assert_eq!(value::<String>(&release, "SELECT outlook_categories FROM bright_outlook"), "grow");
}
