//! From 1.x to 2.0: reads fields from left to right.

use serde_json::{Map, Value};

use super::address::v2_link;
use super::error::MappingError;
use super::json_path;
use super::loss::{Location, Losses, ROOT, Reason};
use super::unmapped::{self, Seen};
use super::values::{SHORT, integer, interest_code, unexpected};
use crate::field::{Field, FieldPath, FieldRule, Scale};
use crate::rule::Rule;

/// The answer for a document of its own.
pub(super) fn whole(rule: &Rule, document: &Value, losses: &mut Losses) -> Result<Value, MappingError> {
    unmapped::check(Seen::V1, document, rule.all_fields(), &ROOT, losses);
    let display = display_of(document);
    FromV1 { losses, display }.fields(rule.all_fields(), document, [&ROOT, &ROOT])
}

/// The answer for a section inside a full report, with the report's `display`.
pub(super) fn section(
    rule: &Rule,
    part: &Value,
    report: &Value,
    place: &Location<'_>,
    losses: &mut Losses,
) -> Result<Value, MappingError> {
    unmapped::check(Seen::V1, part, rule.fields.iter(), place, losses);
    let display = display_of(report);
    FromV1 { losses, display }.fields(rule.fields.iter(), part, [place, place])
}

fn display_of(document: &Value) -> Option<&str> {
    json_path::get(document, "display").and_then(Value::as_str)
}

/// Reads fields from left to right.
struct FromV1<'a> {
    losses: &'a mut Losses,
    /// The `display` of the document: whether its lists are short or whole.
    display: Option<&'a str>,
}

/// Where the mapping is in both documents: 1.x, then 2.0.
type Locations<'a> = [&'a Location<'a>; 2];

impl FromV1<'_> {
    /// The object of 2.0 for one of 1.x.
    fn fields<'r>(
        &mut self,
        fields: impl Iterator<Item = &'r Field>,
        from: &Value,
        places: Locations<'_>,
    ) -> Result<Value, MappingError> {
        let mut to = Value::Null;
        for field in fields {
            self.field(field, from, &mut to, places)?;
        }
        Ok(match to {
            Value::Null => Value::Object(Map::new()),
            to => to,
        })
    }

    fn field(
        &mut self,
        field: &Field,
        from: &Value,
        to: &mut Value,
        places: Locations<'_>,
    ) -> Result<(), MappingError> {
        let found = field.v1.path().and_then(|path| json_path::get(from, path));
        match field.rule {
            FieldRule::With(fields) => {
                for field in fields {
                    self.field(field, from, to, places)?;
                }
            }
            FieldRule::Page => self.page(from, to, places),
            FieldRule::Section => self.section(field.v1.path().unwrap_or_default(), from, to, places),
            FieldRule::OnlyV2 => self.miss(field.v2, places),
            FieldRule::More(_) | FieldRule::OtherLink(_) => {}
            FieldRule::WholePage => {
                for name in ["start", "end", "total"] {
                    self.losses.add(places[0], name, Reason::Recomputed);
                }
            }
            FieldRule::Echo(..) | FieldRule::Report | FieldRule::Address(_) => {
                self.leave_out(found, field.v1, places, Reason::OfTheCall);
            }
            FieldRule::SeeAll
            | FieldRule::OnlyV1
            | FieldRule::OnlyV1At(_)
            | FieldRule::Gone
            | FieldRule::AlwaysFalse => self.leave_out(found, field.v1, places, Reason::NotInV2),
            _ => match (found, field.v1.path(), field.v2.path()) {
                (Some(found), Some(v1), Some(v2)) => {
                    self.value(field, found, from, to, places, [v1, v2])?;
                }
                (_, _, Some(v2)) => self.absent(field, v2, to, places),
                _ => {}
            },
        }
        Ok(())
    }

    /// A member that both versions have, at its two paths.
    fn value(
        &mut self,
        field: &Field,
        found: &Value,
        from: &Value,
        to: &mut Value,
        places: Locations<'_>,
        [v1, v2]: [&'static str; 2],
    ) -> Result<(), MappingError> {
        let wrong = |expected: &str| unexpected(&places[0].at(v1), found, expected);
        let text = || found.as_str().ok_or_else(|| wrong("a text"));
        let put = match field.rule {
            FieldRule::Title => Some(Value::from(text()?.replace("&amp;", "&"))),
            FieldRule::Integer => Some(integer(found).ok_or_else(|| wrong("a whole number"))?),
            FieldRule::Digits => {
                Some(Value::from(found.as_str().map_or_else(|| found.to_string(), str::to_owned)))
            }
            FieldRule::TrueOnly => {
                found.as_bool().ok_or_else(|| wrong("true or false"))?.then_some(Value::Bool(true))
            }
            FieldRule::NamedFlag(name) => {
                if json_path::get(from, name) != Some(found) {
                    self.losses.add(places[0], v1, Reason::Recomputed);
                }
                Some(Value::Bool(true))
            }
            FieldRule::Score(scale) => Some(self.score(scale, found, &places[0].at(v1))?),
            FieldRule::Link => {
                let link = v2_link(text()?);
                if link.is_none() {
                    self.losses.add(places[0], v1, Reason::NoAddress);
                    self.miss(field.v2, places);
                }
                link.map(Value::from)
            }
            FieldRule::Interest | FieldRule::InterestOf => {
                let code = interest_code(text()?);
                if code.is_none() {
                    self.miss(field.v2, places);
                }
                code.map(Value::from)
            }
            FieldRule::Object(fields) => {
                Some(self.fields(fields.iter(), found, [&places[0].at(v1), &places[1].at(v2)])?)
            }
            FieldRule::List(fields) | FieldRule::Links(fields) | FieldRule::Typed(_, fields) => {
                let items = found.as_array().ok_or_else(|| wrong("a list"))?;
                let items =
                    self.items(field.rule, fields, items, [&places[0].items(v1), &places[1].items(v2)])?;
                json_path::extend(to, v2, items);
                None
            }
            FieldRule::OneInV1(fields) => {
                let items = found.as_array().ok_or_else(|| wrong("a list"))?;
                let place = places[0].items(v1);
                if let Some(first) = items.first() {
                    for field in fields {
                        self.field(field, first, to, [&place, places[1]])?;
                    }
                }
                if items.len() > 1 {
                    self.losses.add(&place, "", Reason::OnlyFirst);
                }
                None
            }
            FieldRule::OneInV2(fields) => {
                let item = self.fields(fields.iter(), found, [&places[0].at(v1), &places[1].items(v2)])?;
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
        rule: FieldRule,
        fields: &'static [Field],
        items: &[Value],
        places: Locations<'_>,
    ) -> Result<Vec<Value>, MappingError> {
        let mut mapped = Vec::with_capacity(items.len());
        for item in items {
            if matches!(rule, FieldRule::Links(_)) && !leads_on(item) {
                self.losses.add(places[0], "", Reason::NoAddress);
                continue;
            }
            let mut value = self.fields(fields.iter(), item, places)?;
            if let FieldRule::Typed(kind, _) = rule {
                json_path::set(&mut value, "activity_type", Value::from(kind));
            }
            mapped.push(value);
        }
        Ok(mapped)
    }

    /// A member that is missing: an empty list where lists need no items, a loss where it is required.
    fn absent(&mut self, field: &Field, v2: &'static str, to: &mut Value, places: Locations<'_>) {
        if let FieldRule::OneInV1(fields) = field.rule {
            for field in fields {
                self.miss(field.v2, places);
            }
            return;
        }
        let is_list = matches!(
            field.rule,
            FieldRule::Texts | FieldRule::List(_) | FieldRule::Links(_) | FieldRule::Typed(..)
        );
        if is_list && field.v2.is_required() && json_path::get(to, v2).is_none() {
            json_path::set(to, v2, Value::Array(Vec::new()));
        } else if !is_list && !matches!(field.rule, FieldRule::TrueOnly) {
            self.miss(field.v2, places);
        }
    }

    /// The number of a score.
    fn score(&mut self, scale: Scale, found: &Value, place: &Location<'_>) -> Result<Value, MappingError> {
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

    fn page(&mut self, from: &Value, to: &mut Value, places: Locations<'_>) {
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

    /// Which part of its list a section is. A list of ten items may be cut, so that its total is unknown.
    fn section(&mut self, items: &str, from: &Value, to: &mut Value, places: Locations<'_>) {
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
    fn leave_out(&mut self, found: Option<&Value>, member: FieldPath, places: Locations<'_>, reason: Reason) {
        if let (Some(_), Some(path)) = (found, member.path()) {
            self.losses.add(places[0], path, reason);
        }
    }

    /// Notes a member of 2.0 that is left out, where 2.0 requires it.
    fn miss(&mut self, member: FieldPath, places: Locations<'_>) {
        if let Some(path) = member.path().filter(|_| member.is_required()) {
            self.losses.add(places[1], path, Reason::RequiredByV2);
        }
    }
}

/// Whether an item's address has a counterpart.
fn leads_on(item: &Value) -> bool {
    json_path::get(item, "href").and_then(Value::as_str).is_none_or(|href| v2_link(href).is_some())
}
