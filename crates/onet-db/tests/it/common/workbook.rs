//! A minimal Excel workbook.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of these sheets: a name, and rows of cells. A cell that is a number is stored as one; `~` leaves it out.
pub(crate) fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    add("[Content_Types].xml", CONTENT_TYPES);
    add("_rels/.rels", RELATIONS);
    let (mut listed, mut relations) = (String::new(), String::new());
    for (number, (name, rows)) in sheets.iter().enumerate() {
        let id = number + 1;
        listed += &format!(r#"<sheet name="{name}" sheetId="{id}" r:id="rId{id}"/>"#);
        relations += &format!(
            r#"<Relationship Id="rId{id}" Type="{RELATION}/worksheet" Target="worksheets/sheet{id}.xml"/>"#
        );
        add(&format!("xl/worksheets/sheet{id}.xml"), &sheet(rows));
    }
    let workbook =
        format!(r#"<workbook xmlns="{SHEET}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>"#);
    add("xl/workbook.xml", &workbook);
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    add(
        "xl/_rels/workbook.xml.rels",
        &format!(r#"<Relationships xmlns="{package}">{relations}</Relationships>"#),
    );
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &[&[&str]]) -> String {
    let mut text = format!(r#"<worksheet xmlns="{SHEET}"><sheetData>"#);
    for (row, cells) in rows.iter().enumerate() {
        let row = row + 1;
        text += &format!(r#"<row r="{row}">"#);
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| **cell != "~") {
            let letter = char::from(b'A' + u8::try_from(column).unwrap());
            text += &match cell.parse::<f64>() {
                Ok(number) => format!(r#"<c r="{letter}{row}"><v>{number}</v></c>"#),
                Err(_) => format!(r#"<c r="{letter}{row}" t="inlineStr"><is><t>{cell}</t></is></c>"#),
            };
        }
        text += "</row>";
    }
    text + "</sheetData></worksheet>"
}
