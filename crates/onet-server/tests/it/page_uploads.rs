//! Files that a visitor sends to the page that codes titles.

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use onet_server::Config;
use tower::ServiceExt as _;

use crate::common::TestResult;
use crate::pages::{BROWSER, served};

/// Sends a file, with fields of the form beside it.
async fn upload(
    service: &Router,
    name: &str,
    content: &[u8],
    fields: &[(&str, &str)],
) -> TestResult<Response<Bytes>> {
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!("--x\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    if !name.is_empty() {
        let head =
            format!("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let request = Request::post("/explore/code")
        .header("host", "localhost")
        .header(BROWSER.0, BROWSER.1)
        .header("content-type", "multipart/form-data; boundary=x");
    let (head, body) = service.clone().oneshot(request.body(Body::from(body))?).await?.into_parts();
    Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
}

async fn sent(service: &Router, name: &str, content: &[u8], fields: &[(&str, &str)]) -> TestResult<String> {
    let response = upload(service, name, content, fields).await?;
    assert_eq!(response.status(), StatusCode::OK, "{name}");
    Ok(String::from_utf8(response.body().to_vec())?)
}

#[tokio::test]
async fn a_file_in_any_encoding_of_excel_is_read_as_the_same_in_utf_8() -> TestResult {
    let service = served(&Config::default())?;
    let utf16 =
        |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
    let lines = "Pharmacist\r\nMaître d'hôtel\r\n";
    let table = "id\ttitle\r\n7\tPharmacist\r\n8\tMaître d'hôtel\r\n";
    for (name, text) in [("a.txt", lines), ("a.TSV", table), ("a.tab", table)] {
        let wanted = sent(&service, name, text.as_bytes(), &[("as", "csv")]).await?;
        assert!(wanted.contains("Pharmacist,29-1051.00,Pharmacists,"), "{wanted}");
        assert!(wanted.contains("Maître d'hôtel,"), "{wanted}");
        let marked = format!("\u{feff}{text}");
        for content in [
            marked.as_bytes().to_vec(),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
            utf16(text, u16::to_le_bytes),
        ] {
            assert_eq!(sent(&service, name, &content, &[("as", "csv")]).await?, wanted, "{name}");
        }
    }
    let stated = "sep=|\r\nid|title\r\n7|Pharmacist\r\n";
    let read = sent(&service, "a.csv", stated.as_bytes(), &[("as", "csv")]).await?;
    assert!(read.contains("7,Pharmacist,29-1051.00,"), "{read}");
    Ok(())
}

#[tokio::test]
async fn formats_of_other_programs_are_refused_at_the_field_of_the_file() -> TestResult {
    let service = served(&Config::default())?;
    for (name, content, what) in [
        (
            "a.xlsx",
            &b"PK\x03\x04rest"[..],
            "The file is a zip archive or a spreadsheet. Save the sheet as CSV (UTF-8)",
        ),
        ("a.csv", b"\xd0\xcf\x11\xe0rest", "The file is an older Office document. Save the sheet as CSV"),
        ("a.txt", b"%PDF-1.7 rest", "The file is a PDF document. Copy the table"),
        ("a.csv.gz", b"\x1f\x8brest", "The file is compressed with gzip. Try: gzip -dc FILE"),
        ("a.parquet", b"PAR1rest", "The file is a Parquet file. Try: onet code FILE"),
        ("a.json", b" [\n {\"title\": \"x\"}]", "The file is JSON. Save it as CSV"),
    ] {
        let response = upload(&service, name, content, &[("titles", "Pharmacist")]).await?;
        let text = String::from_utf8(response.body().to_vec())?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(text.contains(what), "{name}: {text}");
        assert!(text.contains("<a href=\"#file\">") && text.contains("id=\"file-error\""), "{name}: {text}");
        assert!(!text.contains("of the codes are right"), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn rows_that_are_not_utf_8_are_marked_and_stay_marked() -> TestResult {
    let service = served(&Config::default())?;
    for (name, content, layout) in [
        ("a.txt", &b"Pharmacist\nCaf\xe9 manager\n"[..], "lines"),
        ("a.csv", b"title;place\nPharmacist;Bonn\nNurse;K\xf6ln\n", "table"),
    ] {
        let shown = sent(&service, name, content, &[]).await?;
        assert_eq!(shown.matches("the row is not UTF-8").count(), 1, "{name}: {shown}");
        assert!(!shown.contains('\u{fffd}'), "{name}: {shown}");
        // The form sends the text again, in UTF-8.
        let text = windows_text(content);
        let other = text.lines().last().unwrap_or_default().replace(';', "\t");
        assert!(
            shown.contains(&format!("<textarea hidden name=\"not_utf8\">\n{other}</textarea>")),
            "{shown}"
        );
        let again = [("titles", text.as_str()), ("layout", layout), ("not_utf8", other.as_str())];
        let again = sent(&service, "", b"", &again).await?;
        assert_eq!(again.matches("the row is not UTF-8").count(), 1, "{name}: {again}");
    }
    Ok(())
}

fn windows_text(content: &[u8]) -> String {
    content.iter().map(|byte| char::from(*byte)).collect()
}

#[tokio::test]
async fn titles_without_any_candidate_are_no_minus_zero() -> TestResult {
    let service = served(&Config::default())?;
    let shown = sent(&service, "", b"", &[("titles", "=|=\nqqqqq")]).await?;
    assert!(shown.contains("2 titles; none has a candidate that is likely enough."), "{shown}");
    assert!(!shown.contains("-0"), "{shown}");
    Ok(())
}
