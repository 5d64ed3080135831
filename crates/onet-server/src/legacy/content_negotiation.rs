//! Content negotiation: XML or JSON, by the `Accept` header.

use http::HeaderMap;
use http::header::ACCEPT;

/// The format of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Xml,
    Json,
}

/// The format that the `Accept` headers prefer: XML, unless they prefer JSON. JSON by name wins over XML by wildcard:
/// scripts in browsers send `application/json, */*`.
pub(super) fn preferred(headers: &HeaderMap) -> Format {
    let texts: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let ranges: Vec<MediaRange<'_>> =
        texts.iter().flat_map(|text| text.split(',')).filter_map(MediaRange::read).collect();
    let json = Preference::of(&ranges, "application", "json");
    let xml =
        Preference::of(&ranges, "application", "xml").or_stronger(Preference::of(&ranges, "text", "xml"));
    match json.is_stronger_than(xml) {
        true => Format::Json,
        false => Format::Xml,
    }
}

/// One entry of an `Accept` header.
struct MediaRange<'a> {
    kind: &'a str,
    subtype: &'a str,
    quality: f32,
}

impl<'a> MediaRange<'a> {
    /// `None` for an invalid media range or quality.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let given = parts
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
        let quality = given.map_or(Ok(1.0), |(_, value)| value.trim().parse::<f32>()).ok()?;
        (0.0..=1.0).contains(&quality).then_some(Self { kind, subtype, quality })
    }

    /// How specifically the range names a type: 2 for `type/subtype`, 1 for `type/*`, 0 for `*/*`.
    fn specificity(&self, kind: &str, subtype: &str) -> Option<u8> {
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (named, "*") if named.eq_ignore_ascii_case(kind) => Some(1),
            (named, sub) if named.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => Some(2),
            _ => None,
        }
    }
}

/// The preference for a type.
#[derive(Clone, Copy)]
struct Preference {
    quality: f32,
    specificity: u8,
}

impl Preference {
    /// The most specific range decides (RFC 9110, section 12.5.1); a type without a range is not acceptable.
    fn of(ranges: &[MediaRange<'_>], kind: &str, subtype: &str) -> Self {
        let none = Self { quality: 0.0, specificity: 0 };
        ranges
            .iter()
            .filter_map(|range| {
                Some(Self { quality: range.quality, specificity: range.specificity(kind, subtype)? })
            })
            .reduce(|best, range| if range.specificity > best.specificity { range } else { best })
            .unwrap_or(none)
    }

    fn is_stronger_than(self, other: Self) -> bool {
        match self.quality.total_cmp(&other.quality) {
            std::cmp::Ordering::Equal => self.quality > 0.0 && self.specificity > other.specificity,
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
    fn xml_is_preferred_unless_json_ranks_higher() {
        for (accept, format) in [
            ("", Format::Xml),
            ("*/*", Format::Xml),
            ("application/json", Format::Json),
            ("Application/JSON; charset=utf-8", Format::Json),
            ("application/json, text/plain, */*", Format::Json),
            ("application/json, text/javascript, */*; q=0.01", Format::Json),
            ("application/json;q=0.5, application/xml", Format::Xml),
            ("application/json;q=0.5, */*", Format::Xml),
            ("application/json, application/xml", Format::Xml),
            ("text/xml;q=0.9, application/json", Format::Json),
            ("application/*", Format::Xml),
            ("application/json;q=0", Format::Xml),
            ("application/json;q=0, */*", Format::Xml),
            ("application/json;q=1.5", Format::Xml),
            ("application/json;q=NaN", Format::Xml),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Format::Xml),
            ("image/png", Format::Xml),
            (",;/,q=1", Format::Xml),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(preferred(&headers), format, "{accept}");
        }
        assert_eq!(preferred(&HeaderMap::new()), Format::Xml);
    }

    #[test]
    fn several_headers_count_as_one() {
        let mut headers = HeaderMap::new();
        headers.append(ACCEPT, HeaderValue::from_static("application/xml;q=0.2"));
        headers.append(ACCEPT, HeaderValue::from_static("application/json;q=0.3"));
        assert_eq!(preferred(&headers), Format::Json);
    }
}
