//! From 1.x to 2.0.

use serde_json::{Map, Value};

use super::address::v2_link;
use super::error::MappingError;
use super::json_path;
use super::loss::{Losses, Place, ROOT, Reason};
use super::row::{How, Member, Row, Scale};
use super::rule::Rule;
use super::unmapped::{self, Seen};

/// The interest areas as 1.x names them.
const INTERESTS: [&str; 6] =
    ["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"];

/// How many items a list of a report has when it is cut short.
pub(super) const SHORT: usize = 10;

/// The code that 2.0 has for an interest area.
pub(super) fn interest_code(name: &str) -> Option<String> {
    INTERESTS.iter().find(|known| known.eq_ignore_ascii_case(name)).map(|known| known.to_ascii_lowercase())
}

/// The name that 1.x has for an interest area.
pub(super) fn interest_name(code: &str) -> Option<&'static str> {
    INTERESTS.iter().copied().find(|known| known.eq_ignore_ascii_case(code))
}

/// The answer for a document of its own.
pub(super) fn whole(rule: &Rule, document: &Value, losses: &mut Losses) -> Result<Value, MappingError> {
    unmapped::check(Seen::V1, document, rule.all_rows(), &ROOT, losses);
    let display = display_of(document);
    Forward { losses, display }.rows(rule.all_rows(), document, [&ROOT, &ROOT])
}

/// The answer for a section inside a full report, with the report's `display`.
pub(super) fn section(
    rule: &Rule,
    part: &Value,
    report: &Value,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Result<Value, MappingError> {
    unmapped::check(Seen::V1, part, rule.rows.iter(), place, losses);
    let display = display_of(report);
    Forward { losses, display }.rows(rule.rows.iter(), part, [place, place])
}

fn display_of(document: &Value) -> Option<&str> {
    json_path::get(document, "display").and_then(Value::as_str)
}

/// Reads rows from left to right.
struct Forward<'a> {
    losses: &'a mut Losses,
    /// Whether the document says that its lists are cut short or whole.
    display: Option<&'a str>,
}

/// Where the mapping is in both documents: 1.x, then 2.0.
type Places<'a> = [&'a Place<'a>; 2];

impl Forward<'_> {
    /// The object of 2.0 for one of 1.x.
    fn rows<'r>(
        &mut self,
        rows: impl Iterator<Item = &'r Row>,
        from: &Value,
        places: Places<'_>,
    ) -> Result<Value, MappingError> {
        let mut to = Value::Null;
        for row in rows {
            self.row(row, from, &mut to, places)?;
        }
        Ok(match to {
            Value::Null => Value::Object(Map::new()),
            to => to,
        })
    }

    fn row(
        &mut self,
        row: &Row,
        from: &Value,
        to: &mut Value,
        places: Places<'_>,
    ) -> Result<(), MappingError> {
        let found = row.v1.path().and_then(|path| json_path::get(from, path));
        match row.how {
            How::With(rows) => {
                for row in rows {
                    self.row(row, from, to, places)?;
                }
                Ok(())
            }
            How::Page => {
                self.page(from, to, places);
                Ok(())
            }
            How::Section => {
                self.section(row.v1.path().unwrap_or_default(), from, to, places);
                Ok(())
            }
            How::OnlyV2 => {
                self.miss(row.v2, places);
                Ok(())
            }
            How::More(_) | How::OtherLink(_) => Ok(()),
            How::WholePage => {
                for name in ["start", "end", "total"] {
                    self.losses.add(places[0], name, Reason::Recomputed);
                }
                Ok(())
            }
            How::Echo(..) | How::Report | How::Address(_) => {
                self.leave_out(found, row.v1, places, Reason::OfTheCall);
                Ok(())
            }
            How::SeeAll | How::OnlyV1 | How::OnlyV1At(_) | How::Gone | How::AlwaysFalse => {
                self.leave_out(found, row.v1, places, Reason::NotInV2);
                Ok(())
            }
            _ => match (found, row.v1.path(), row.v2.path()) {
                (Some(found), Some(v1), Some(v2)) => self.value(row, found, from, to, places, [v1, v2]),
                (_, _, Some(v2)) => {
                    self.absent(row, v2, to, places);
                    Ok(())
                }
                _ => Ok(()),
            },
        }
    }

    /// A member that both versions have, at its two paths.
    fn value(
        &mut self,
        row: &Row,
        found: &Value,
        from: &Value,
        to: &mut Value,
        places: Places<'_>,
        [v1, v2]: [&'static str; 2],
    ) -> Result<(), MappingError> {
        let wrong = |expected: &str| unexpected(&places[0].at(v1), found, expected);
        let text = || found.as_str().ok_or_else(|| wrong("a text"));
        let put = match row.how {
            How::Title => Some(Value::from(text()?.replace("&amp;", "&"))),
            How::Integer => Some(integer(found).ok_or_else(|| wrong("a whole number"))?),
            How::Digits => Some(Value::from(found.as_str().map_or_else(|| found.to_string(), str::to_owned))),
            How::TrueOnly => {
                found.as_bool().ok_or_else(|| wrong("true or false"))?.then_some(Value::Bool(true))
            }
            How::NamedFlag(name) => {
                if json_path::get(from, name) != Some(found) {
                    self.losses.add(places[0], v1, Reason::Recomputed);
                }
                Some(Value::Bool(true))
            }
            How::Score(scale) => Some(self.score(scale, found, &places[0].at(v1))?),
            How::Link => {
                let link = v2_link(text()?);
                if link.is_none() {
                    self.losses.add(places[0], v1, Reason::NoAddress);
                    self.miss(row.v2, places);
                }
                link.map(Value::from)
            }
            How::Interest | How::InterestOf => {
                let code = interest_code(text()?);
                if code.is_none() {
                    self.miss(row.v2, places);
                }
                code.map(Value::from)
            }
            How::Object(rows) => {
                Some(self.rows(rows.iter(), found, [&places[0].at(v1), &places[1].at(v2)])?)
            }
            How::List(rows) | How::Links(rows) | How::Typed(_, rows) => {
                let items = found.as_array().ok_or_else(|| wrong("a list"))?;
                let items = self.items(row.how, rows, items, [&places[0].items(v1), &places[1].items(v2)])?;
                json_path::extend(to, v2, items);
                None
            }
            How::OneInV1(rows) => {
                let items = found.as_array().ok_or_else(|| wrong("a list"))?;
                let place = places[0].items(v1);
                if let Some(first) = items.first() {
                    for row in rows {
                        self.row(row, first, to, [&place, places[1]])?;
                    }
                }
                if items.len() > 1 {
                    self.losses.add(&place, "", Reason::OnlyFirst);
                }
                None
            }
            How::OneInV2(rows) => {
                let item = self.rows(rows.iter(), found, [&places[0].at(v1), &places[1].items(v2)])?;
                Some(Value::Array(vec![item]))
            }
            _ => Some(found.clone()),
        };
        if let Some(value) = put {
            json_path::set(to, v2, value);
        }
        Ok(())
    }

    fn items(
        &mut self,
        how: How,
        rows: &'static [Row],
        items: &[Value],
        places: Places<'_>,
    ) -> Result<Vec<Value>, MappingError> {
        let mut mapped = Vec::with_capacity(items.len());
        for item in items {
            if matches!(how, How::Links(_)) && !leads_on(item) {
                self.losses.add(places[0], "", Reason::NoAddress);
                continue;
            }
            let mut value = self.rows(rows.iter(), item, places)?;
            if let How::Typed(kind, _) = how {
                json_path::set(&mut value, "activity_type", Value::from(kind));
            }
            mapped.push(value);
        }
        Ok(mapped)
    }

    /// A member that the document lacks: an empty list where lists need no items, a loss where it is required.
    fn absent(&mut self, row: &Row, v2: &'static str, to: &mut Value, places: Places<'_>) {
        if let How::OneInV1(rows) = row.how {
            for row in rows {
                self.miss(row.v2, places);
            }
            return;
        }
        let is_list = matches!(row.how, How::Texts | How::List(_) | How::Links(_) | How::Typed(..));
        if is_list && row.v2.is_required() && json_path::get(to, v2).is_none() {
            json_path::set(to, v2, Value::Array(Vec::new()));
        } else if !is_list && !matches!(row.how, How::TrueOnly) {
            self.miss(row.v2, places);
        }
    }

    /// The number of a score.
    fn score(&mut self, scale: Scale, found: &Value, place: &Place<'_>) -> Result<Value, MappingError> {
        match found.get("scale").and_then(Value::as_str) {
            Some(name) if name != scale.name => {
                let expected = format!("the scale {}", scale.name);
                return Err(unexpected(&place.at("scale"), &Value::from(name), &expected));
            }
            _ => {}
        }
        if found.get("important").is_some() {
            self.losses.add(place, "important", Reason::Recomputed);
        }
        let number = found.get("value").unwrap_or(found);
        integer(number).ok_or_else(|| unexpected(place, number, "a whole number"))
    }

    fn page(&mut self, from: &Value, to: &mut Value, places: Places<'_>) {
        for name in ["start", "end", "total"] {
            match json_path::get(from, name) {
                Some(number) => json_path::set(to, name, number.clone()),
                None => self.losses.add(places[1], name, Reason::RequiredByV2),
            }
        }
        for link in json_path::get(from, "link").and_then(Value::as_array).into_iter().flatten() {
            let part = |name: &str| link.get(name).and_then(Value::as_str);
            match (part("rel").filter(|rel| ["next", "prev"].contains(rel)), part("href").and_then(v2_link)) {
                (Some(rel), Some(href)) => json_path::set(to, rel, Value::from(href)),
                _ => self.losses.add(places[0], "link[]", Reason::NoAddress),
            }
        }
    }

    /// Which part of its list a section is. A list that is cut to ten items does not tell how many there are.
    fn section(&mut self, items: &str, from: &Value, to: &mut Value, places: Places<'_>) {
        let count = json_path::get(from, items).and_then(Value::as_array).map_or(0, Vec::len);
        json_path::set(to, "start", Value::from(1));
        json_path::set(to, "end", Value::from(count));
        match self.display {
            Some("long") => json_path::set(to, "total", Value::from(count)),
            Some("short") if count < SHORT => json_path::set(to, "total", Value::from(count)),
            _ => self.losses.add(places[1], "total", Reason::RequiredByV2),
        }
    }

    /// Notes a member of 1.x that does not come over.
    fn leave_out(&mut self, found: Option<&Value>, member: Member, places: Places<'_>, reason: Reason) {
        if let (Some(_), Some(path)) = (found, member.path()) {
            self.losses.add(places[0], path, reason);
        }
    }

    /// Notes a member of 2.0 that is left out, where 2.0 requires it.
    fn miss(&mut self, member: Member, places: Places<'_>) {
        if let Some(path) = member.path().filter(|_| member.is_required()) {
            self.losses.add(places[1], path, Reason::RequiredByV2);
        }
    }
}

/// Whether an item's address has a counterpart.
fn leads_on(item: &Value) -> bool {
    json_path::get(item, "href").and_then(Value::as_str).is_none_or(|href| v2_link(href).is_some())
}

/// A whole number, also where it is written as text.
pub(super) fn integer(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => (number.is_i64() || number.is_u64()).then(|| value.clone()),
        Value::String(text) => text.trim().parse::<i64>().ok().map(Value::from),
        _ => None,
    }
}

/// The error for a value that has no place.
pub(super) fn unexpected(place: &Place<'_>, found: &Value, expected: &str) -> MappingError {
    const LONGEST: usize = 60;
    let text = found.to_string();
    let found = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    MappingError::Unexpected { field: place.to_string(), found, expected: expected.to_owned() }
}
