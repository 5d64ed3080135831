//! Which form of an answer a caller wants.

use http::HeaderMap;
use http::header::ACCEPT;

/// The forms a document comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Xml,
    Json,
}

/// The form that the `Accept` headers of a call ask for: XML, unless JSON is wanted more. JSON that is named wins over
/// XML that only a wildcard lets in, as browsers' scripts write it (`application/json, */*`).
pub(super) fn wanted(headers: &HeaderMap) -> Form {
    let texts: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let ranges: Vec<MediaRange<'_>> =
        texts.iter().flat_map(|text| text.split(',')).filter_map(MediaRange::read).collect();
    let json = Wish::of(&ranges, "application", "json");
    let xml = Wish::of(&ranges, "application", "xml").or_stronger(Wish::of(&ranges, "text", "xml"));
    match json.is_stronger_than(xml) {
        true => Form::Json,
        false => Form::Xml,
    }
}

/// One entry of an `Accept` header.
struct MediaRange<'a> {
    kind: &'a str,
    subtype: &'a str,
    quality: f32,
}

impl<'a> MediaRange<'a> {
    /// None for what is no media range, or has a quality that is none.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let given = parts
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
        let quality = given.map_or(Ok(1.0), |(_, value)| value.trim().parse::<f32>()).ok()?;
        (0.0..=1.0).contains(&quality).then_some(Self { kind, subtype, quality })
    }

    /// How closely the range names a type: 2 by name, 1 by its kind, 0 as one of all.
    fn closeness(&self, kind: &str, subtype: &str) -> Option<u8> {
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (named, "*") if named.eq_ignore_ascii_case(kind) => Some(1),
            (named, sub) if named.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => Some(2),
            _ => None,
        }
    }
}

/// How much a type is wanted.
#[derive(Clone, Copy)]
struct Wish {
    quality: f32,
    closeness: u8,
}

impl Wish {
    /// The closest range decides (RFC 9110, section 12.5.1); a type that no range names is not wanted.
    fn of(ranges: &[MediaRange<'_>], kind: &str, subtype: &str) -> Self {
        let none = Self { quality: 0.0, closeness: 0 };
        ranges
            .iter()
            .filter_map(|range| {
                Some(Self { quality: range.quality, closeness: range.closeness(kind, subtype)? })
            })
            .reduce(|closest, wish| if wish.closeness > closest.closeness { wish } else { closest })
            .unwrap_or(none)
    }

    fn is_stronger_than(self, other: Self) -> bool {
        match self.quality.total_cmp(&other.quality) {
            std::cmp::Ordering::Equal => self.quality > 0.0 && self.closeness > other.closeness,
            order => order.is_gt(),
        }
    }

    fn or_stronger(self, other: Self) -> Self {
        if other.is_stronger_than(self) { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn xml_is_answered_unless_json_is_wanted_more() {
        for (accept, form) in [
            ("", Form::Xml),
            ("*/*", Form::Xml),
            ("application/json", Form::Json),
            ("Application/JSON; charset=utf-8", Form::Json),
            ("application/json, text/plain, */*", Form::Json),
            ("application/json, text/javascript, */*; q=0.01", Form::Json),
            ("application/json;q=0.5, application/xml", Form::Xml),
            ("application/json;q=0.5, */*", Form::Xml),
            ("application/json, application/xml", Form::Xml),
            ("text/xml;q=0.9, application/json", Form::Json),
            ("application/*", Form::Xml),
            ("application/json;q=0", Form::Xml),
            ("application/json;q=0, */*", Form::Xml),
            ("application/json;q=1.5", Form::Xml),
            ("application/json;q=NaN", Form::Xml),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Form::Xml),
            ("image/png", Form::Xml),
            (",;/,q=1", Form::Xml),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(wanted(&headers), form, "{accept}");
        }
        assert_eq!(wanted(&HeaderMap::new()), Form::Xml);
    }

    #[test]
    fn several_headers_count_as_one() {
        let mut headers = HeaderMap::new();
        headers.append(ACCEPT, HeaderValue::from_static("application/xml;q=0.2"));
        headers.append(ACCEPT, HeaderValue::from_static("application/json;q=0.3"));
        assert_eq!(wanted(&headers), Form::Json);
    }
}
