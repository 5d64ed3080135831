//! What a form sends: fields, and files as fields with a name.

use axum::body::Bytes;
use futures::stream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use onet_pages::printable::is_unsafe;
use url::form_urlencoded;

/// The fields of a form that has been sent.
#[derive(Debug, Default)]
pub(super) struct Form(Vec<Field>);

#[derive(Debug)]
struct Field {
    name: String,
    /// The name of the file, where the field is one.
    file: Option<String>,
    value: String,
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

    /// The name and the content of a file that was chosen.
    pub(super) fn file(&self, name: &str) -> Option<(&str, &str)> {
        let field = self.0.iter().find(|field| field.name == name)?;
        let file = field.file.as_deref().filter(|file| !file.is_empty())?;
        Some((file, &field.value))
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
        let bytes = part.bytes().await?;
        let value = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        fields.push(Field { name, file, value: cleaned(&String::from_utf8_lossy(value)) });
    }
    Ok(fields)
}
