//! From 2.0 to 1.x: reads fields from right to left.

use serde_json::{Map, Value, json};

use super::address::{self, legacy_link};
use super::call::LegacyCall;
use super::error::MappingError;
use super::json_path;
use super::loss::{Location, Losses, Mapped, ROOT, Reason};
use super::unmapped::{self, Seen};
use super::values::{SHORT, integer, interest_name, unexpected};
use crate::document::Document;
use crate::field::{Field, FieldPath, FieldRule, IMPORTANT, Scale};
use crate::resource::Resource;
use crate::rule::Rule;
use crate::version::Version;

/// The document of a resource on its own, in its JSON form.
pub(super) fn whole(
    resource: &Resource,
    answer: &Value,
    call: &LegacyCall,
    losses: &mut Losses,
) -> Result<Value, MappingError> {
    unmapped::check(Seen::V2, answer, resource.rule.all_fields(), &ROOT, losses);
    FromV2 { resource, call, losses }.fields(|| resource.rule.all_fields(), answer, [&ROOT, &ROOT])
}

/// The content of a section inside a full report.
pub(super) fn section(
    resource: &Resource,
    rule: &Rule,
    answer: &Value,
    call: &LegacyCall,
    place: &Location<'_>,
    losses: &mut Losses,
) -> Result<Value, MappingError> {
    unmapped::check(Seen::V2, answer, rule.fields.iter(), place, losses);
    FromV2 { resource, call, losses }.fields(|| rule.fields.iter(), answer, [place, place])
}

/// The head of a document that is not made from one answer.
pub(super) fn head(
    resource: &Resource,
    call: &LegacyCall,
    losses: &mut Losses,
) -> Result<Value, MappingError> {
    FromV2 { resource, call, losses }.fields(|| resource.rule.head.iter(), &Value::Null, [&ROOT, &ROOT])
}

/// The typed document from its JSON form.
pub(super) fn document(
    resource: &Resource,
    value: Value,
    losses: Losses,
) -> Result<Mapped<Document>, MappingError> {
    let value = Document::from_value(resource.kind, value)
        .map_err(|source| MappingError::Document { resource: resource.id.to_owned(), source })?;
    Ok(Mapped { value, losses: losses.into_vec() })
}

/// Reads fields from right to left.
struct FromV2<'a> {
    resource: &'a Resource,
    call: &'a LegacyCall,
    losses: &'a mut Losses,
}

/// Where the mapping is in both documents: 1.x, then 2.0.
type Locations<'a> = [&'a Location<'a>; 2];

impl FromV2<'_> {
    /// The object of 1.x for one of 2.0. Rows that look at what others made come last.
    fn fields<'r, Fields: Iterator<Item = &'r Field>>(
        &mut self,
        fields: impl Fn() -> Fields,
        from: &Value,
        places: Locations<'_>,
    ) -> Result<Value, MappingError> {
        let mut to = Value::Null;
        for field in fields() {
            self.field(field, from, &mut to, places)?;
        }
        for field in fields() {
            self.late_field(field, from, &mut to, places);
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
        match field.rule {
            FieldRule::With(fields) => {
                for field in fields {
                    self.field(field, from, to, places)?;
                }
            }
            FieldRule::Page => self.page(from, to, places),
            FieldRule::Echo(..) | FieldRule::Report | FieldRule::Version | FieldRule::Address(_) => {
                self.head(field, to, places)?
            }
            FieldRule::AlwaysFalse => {
                let path = field.v1.path().unwrap_or_default();
                self.losses.add(places[0], path, Reason::Assumed);
                json_path::set(to, path, Value::Bool(false));
            }
            FieldRule::OnlyV2 => {
                if let Some(path) = field.v2.path().filter(|path| json_path::get(from, path).is_some()) {
                    self.losses.add(places[1], path, Reason::NotInV1);
                }
            }
            FieldRule::OneInV1(fields) => {
                let path = field.v1.path().unwrap_or_default();
                let place = places[0].items(path);
                let item = self.fields(|| fields.iter(), from, [&place, places[1]])?;
                json_path::set(to, path, Value::Array(vec![item]));
            }
            FieldRule::InterestOf
            | FieldRule::NamedFlag(_)
            | FieldRule::Section
            | FieldRule::WholePage
            | FieldRule::SeeAll
            | FieldRule::OnlyV1
            | FieldRule::OnlyV1At(_)
            | FieldRule::Gone => {}
            _ => {
                if let (Some(v1), Some(v2)) = (field.v1.path(), field.v2.path()) {
                    match json_path::get(from, v2) {
                        Some(found) => self.value(field, found, from, to, places, [v1, v2])?,
                        None => self.absent(field, v1, to, places),
                    }
                }
            }
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
        let wrong = |expected: &str| unexpected(&places[1].at(v2), found, expected);
        let text = || found.as_str().ok_or_else(|| wrong("a text"));
        // Converters from XML write a list of one item as the item.
        let list = || match found {
            Value::Array(items) => Ok(items.as_slice()),
            Value::Object(_) => Ok(std::slice::from_ref(found)),
            _ => Err(wrong("a list")),
        };
        let put = match field.rule {
            FieldRule::Digits => Some(integer(found).unwrap_or_else(|| found.clone())),
            FieldRule::Texts => {
                Some(found.clone()).filter(|found| found.as_array().is_none_or(|items| !items.is_empty()))
            }
            FieldRule::Score(scale) => {
                Some(self.score(scale, found, &places[0].at(v1), &places[1].at(v2))?)
            }
            FieldRule::Link => self.link(text()?, field.v1, places),
            FieldRule::OtherLink(first) => match json_path::get(from, first) {
                Some(_) => {
                    self.losses.add(places[1], v2, Reason::NotInV1);
                    None
                }
                None => self.link(text()?, field.v1, places),
            },
            FieldRule::Interest => {
                let name = interest_name(text()?).ok_or_else(|| wrong("an interest area"))?;
                Some(Value::from(name))
            }
            FieldRule::Object(fields) => {
                Some(self.fields(|| fields.iter(), found, [&places[0].at(v1), &places[1].at(v2)])?)
            }
            FieldRule::List(fields) | FieldRule::Links(fields) | FieldRule::Typed(_, fields) => {
                let items =
                    self.items(field.rule, fields, list()?, [&places[0].items(v1), &places[1].items(v2)])?;
                match (items.is_empty(), json_path::parent(v1)) {
                    (false, _) => json_path::extend(to, v1, items),
                    // An element that only holds the list stands there empty.
                    (true, wrapper) if field.v1.is_required() && !wrapper.is_empty() => {
                        json_path::set(to, wrapper, Value::Object(Map::new()));
                    }
                    (true, _) => {}
                }
                None
            }
            FieldRule::More(fields) => {
                if self.call.wants_all_examples() {
                    let items = self.items(
                        field.rule,
                        fields,
                        list()?,
                        [&places[0].items(v1), &places[1].items(v2)],
                    )?;
                    json_path::extend(to, v1, items);
                }
                None
            }
            FieldRule::OneInV2(fields) => {
                let items = list()?;
                let place = places[1].items(v2);
                if items.len() > 1 {
                    self.losses.add(&place, "", Reason::OnlyFirst);
                }
                match items.first() {
                    Some(first) => Some(self.fields(|| fields.iter(), first, [&places[0].at(v1), &place])?),
                    None => None,
                }
            }
            _ => Some(found.clone()),
        };
        if let Some(value) = put {
            json_path::set(to, v1, value);
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
            let reason = match rule {
                FieldRule::Links(_) if !self.leads_back(item) => Some(Reason::NoAddress),
                FieldRule::Typed(kind, _)
                    if item.get("activity_type").and_then(Value::as_str) != Some(kind) =>
                {
                    Some(Reason::NotInV1)
                }
                _ => None,
            };
            match reason {
                Some(reason) => self.losses.add(places[1], "", reason),
                None => mapped.push(self.fields(|| fields.iter(), item, places)?),
            }
        }
        Ok(mapped)
    }

    /// A member that repeats the call.
    fn head(&mut self, field: &Field, to: &mut Value, places: Locations<'_>) -> Result<(), MappingError> {
        let value = match field.rule {
            FieldRule::Echo(parameter, default) => {
                self.call.parameter(parameter).or(default).map(str::to_owned)
            }
            FieldRule::Report => self.resource.id.split('.').nth(2).map(str::to_owned),
            // The service had no number in 2011.
            FieldRule::Version => (self.call.version > Version::V1_0).then(|| self.call.version.to_string()),
            FieldRule::Address(path) => {
                Some(format!("{}/{}", self.call.base.trim_end_matches('/'), address::fill(path, self.call)?))
            }
            _ => None,
        };
        let path = field.v1.path().unwrap_or_default();
        match value {
            Some(value) => json_path::set(to, path, Value::from(value)),
            None => self.miss(field.v1, places),
        }
        Ok(())
    }

    /// What follows from what the other fields made.
    fn late_field(&mut self, field: &Field, from: &Value, to: &mut Value, places: Locations<'_>) {
        let path = field.v1.path().unwrap_or_default();
        match field.rule {
            FieldRule::With(fields) => {
                for field in fields {
                    self.late_field(field, from, to, places);
                }
            }
            FieldRule::OnlyV1 => self.unavailable(path, to, places),
            FieldRule::OnlyV1At(service) if self.resource.id.split('.').next() == Some(service) => {
                self.unavailable(path, to, places);
            }
            FieldRule::NamedFlag(name) => {
                let is_set =
                    field.v2.path().and_then(|path| json_path::get(from, path)) == Some(&Value::Bool(true));
                if let Some(name) = json_path::get(to, name).filter(|_| is_set).cloned() {
                    self.losses.add(places[0], path, Reason::Recomputed);
                    json_path::set(to, path, name);
                }
            }
            FieldRule::WholePage => {
                let count = json_path::get(to, path).and_then(Value::as_array).map_or(0, Vec::len);
                for (name, number) in [("start", 1), ("end", count), ("total", count)] {
                    json_path::set(to, name, Value::from(number));
                }
            }
            FieldRule::Section => self.cut(path, from, to, places),
            FieldRule::More(_) => self.by_name(field, from, to),
            FieldRule::SeeAll => self.see_all(path, from, to),
            _ => {}
        }
    }

    /// Notes a member of 1.x that 2.0 does not have, where there is what would hold it.
    fn unavailable(&mut self, path: &str, to: &Value, places: Locations<'_>) {
        if json_path::get(to, json_path::parent(path)).is_some() {
            self.losses.add(places[0], path, Reason::NotInV2);
        }
    }

    /// A member that is missing from the answer.
    fn absent(&mut self, field: &Field, v1: &'static str, to: &mut Value, places: Locations<'_>) {
        match field.rule {
            FieldRule::TrueOnly => json_path::set(to, v1, Value::Bool(false)),
            FieldRule::OtherLink(_) | FieldRule::More(_) => {}
            // Another row may have put it there already.
            _ if json_path::get(to, v1).is_some() => {}
            _ => self.miss(field.v1, places),
        }
    }

    fn score(
        &mut self,
        scale: Scale,
        found: &Value,
        place: &Location<'_>,
        v2: &Location<'_>,
    ) -> Result<Value, MappingError> {
        let number = found.as_i64().ok_or_else(|| unexpected(v2, found, "a whole number"))?;
        Ok(match scale.important {
            true => {
                self.losses.add(place, "important", Reason::Recomputed);
                json!({"scale": scale.name, "important": number >= IMPORTANT, "value": number})
            }
            false => json!({"scale": scale.name, "value": number}),
        })
    }

    fn link(&mut self, href: &str, member: FieldPath, places: Locations<'_>) -> Option<Value> {
        let link = legacy_link(href, self.call);
        if link.is_none() {
            self.losses.add(places[0], member.path().unwrap_or_default(), Reason::NoAddress);
        }
        link.map(Value::from)
    }

    fn leads_back(&self, item: &Value) -> bool {
        json_path::get(item, "href")
            .and_then(Value::as_str)
            .is_none_or(|href| legacy_link(href, self.call).is_some())
    }

    fn page(&mut self, from: &Value, to: &mut Value, places: Locations<'_>) {
        for name in ["start", "end", "total"] {
            match json_path::get(from, name) {
                Some(number) => json_path::set(to, name, number.clone()),
                None => self.losses.add(places[0], name, Reason::RequiredByV1),
            }
        }
        let total = json_path::get(from, "total").and_then(Value::as_u64);
        // The same parameters as the document repeats, then the others, then the bounds.
        let echoed: Vec<(String, String)> = to
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
            .filter(|(name, _)| name != "info")
            .collect();
        let links: Vec<Value> = ["prev", "next"]
            .into_iter()
            .filter_map(|rel| {
                let href = json_path::get(from, rel)?.as_str()?;
                let link = address::page_link(self.resource, href, &echoed, total, self.call);
                if link.is_none() {
                    self.losses.add(places[1], rel, Reason::NoAddress);
                }
                let href = link?;
                Some(json!({"href": href, "rel": rel}))
            })
            .collect();
        if !links.is_empty() {
            json_path::set(to, "link", Value::Array(links));
        }
    }

    /// Cuts a list to ten items unless the call wants all, and notes where the answer has not all that it wants.
    fn cut(&mut self, path: &str, from: &Value, to: &mut Value, places: Locations<'_>) {
        let number = |name| json_path::get(from, name).and_then(Value::as_u64);
        let wanted = match self.call.is_long() {
            true => usize::MAX,
            false => SHORT,
        };
        let mut items = json_path::get(to, path).cloned().unwrap_or_default();
        let count = items.as_array().map_or(0, Vec::len);
        let is_page = number("start").is_some_and(|start| start > 1)
            || number("end").zip(number("total")).is_some_and(|(end, total)| end < total && count < wanted);
        if is_page {
            self.losses.add(&places[0].items(path), "", Reason::Partial);
        }
        if let Some(list) = items.as_array_mut().filter(|list| list.len() > wanted) {
            self.losses.add(&places[0].items(path), "", Reason::Shortened);
            list.truncate(wanted);
            json_path::set(to, path, items);
        }
    }

    /// Sorts examples by name, as 1.x lists them: those that every document has, then the rest. 2.0 begins with what
    /// employers ask for most.
    fn by_name(&self, field: &Field, from: &Value, to: &mut Value) {
        let path = field.v1.path().unwrap_or_default();
        let rest =
            field.v2.path().and_then(|path| json_path::get(from, path)?.as_array()).map_or(0, Vec::len);
        let rest = if self.call.wants_all_examples() { rest } else { 0 };
        let mut examples = json_path::get(to, path).cloned().unwrap_or_default();
        let Some(list) = examples.as_array_mut() else { return };
        let first = list.len().saturating_sub(rest);
        let name = |example: &Value| {
            let name = json_path::get(example, "name").and_then(Value::as_str).unwrap_or_default();
            (name.to_ascii_lowercase(), name.to_owned())
        };
        let (first, rest) = list.split_at_mut(first);
        first.sort_by_cached_key(name);
        rest.sort_by_cached_key(name);
        json_path::set(to, path, examples);
    }

    /// The address with all examples, where some are left out.
    fn see_all(&mut self, path: &str, from: &Value, to: &mut Value) {
        let categories = json_path::get(from, "category").and_then(Value::as_array);
        let has_more =
            categories.into_iter().flatten().any(|category| category.get("example_more").is_some());
        if has_more && !self.call.wants_all_examples() {
            let href = address::see_all(self.resource, self.call);
            json_path::set(to, path, json!({"href": href}));
        }
    }

    /// Notes a member of 1.x that is left out, where documents always have it.
    fn miss(&mut self, member: FieldPath, places: Locations<'_>) {
        if let Some(path) = member.path().filter(|_| member.is_required()) {
            self.losses.add(places[0], path, Reason::RequiredByV1);
        }
    }
}
