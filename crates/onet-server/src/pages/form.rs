//! What a form sends: fields, and files as fields with a name.

use axum::body::Bytes;
use futures::stream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use onet_pages::printable::is_unsafe;
use url::form_urlencoded;

use crate::text_input::UTF8_MARK;

/// The fields of a form that has been sent.
#[derive(Debug, Default)]
pub(super) struct Form(Vec<Field>);

#[derive(Debug)]
struct Field {
    name: String,
    value: String,
    /// The file, where the field is one.
    file: Option<File>,
}

/// A file that was sent: its name, and its bytes as they came.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) content: Bytes,
}

impl Form {
    /// Reads a body in either of the two forms that browsers send. What cannot be understood has no fields.
    pub(super) async fn read(headers: &HeaderMap, body: Bytes) -> Self {
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        match multer::parse_boundary(kind) {
            Ok(boundary) => Self(parts(boundary, body).await.unwrap_or_default()),
            Err(_) => Self(pairs(&body)),
        }
    }

    /// The value of a field.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|field| field.name == name).map(|field| field.value.as_str())
    }

    /// A file that was chosen.
    pub(super) fn file(&self, name: &str) -> Option<&File> {
        let field = self.0.iter().find(|field| field.name == name)?;
        field.file.as_ref().filter(|file| !file.name.is_empty())
    }
}

/// No page and no call has a use for control characters.
pub(super) fn cleaned(text: &str) -> String {
    text.chars().filter(|character| !is_unsafe(*character)).collect()
}

fn pairs(body: &[u8]) -> Vec<Field> {
    let field = |(name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| Field {
        name: cleaned(&name),
        file: None,
        value: cleaned(&value),
    };
    form_urlencoded::parse(body).map(field).collect()
}

async fn parts(boundary: String, body: Bytes) -> Result<Vec<Field>, multer::Error> {
    let body = stream::iter([Ok::<_, std::convert::Infallible>(body)]);
    let mut parts = multer::Multipart::new(body, boundary);
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await? {
        let name = part.name().map(cleaned).unwrap_or_default();
        let file = part.file_name().map(cleaned);
        let content = part.bytes().await?;
        fields.push(match file {
            Some(file) => Field { name, value: String::new(), file: Some(File { name: file, content }) },
            None => {
                let value = content.strip_prefix(UTF8_MARK).unwrap_or(&content);
                Field { name, value: cleaned(&String::from_utf8_lossy(value)), file: None }
            }
        });
    }
    Ok(fields)
}
