//! From 2.0 to 1.x.

use serde_json::{Map, Value, json};

use super::address::{self, legacy_link};
use super::call::LegacyCall;
use super::error::MappingError;
use super::json_path;
use super::loss::{Losses, Place, ROOT, Reason};
use super::row::{How, IMPORTANT, Member, Row, Scale};
use super::rule::Rule;
use super::unmapped::{self, Seen};
use super::v1_to_v2::{SHORT, integer, interest_name, unexpected};
use crate::resource::Resource;
use crate::version::Version;

/// The document of a resource on its own, in its JSON form.
pub(super) fn whole(
    resource: &Resource,
    rule: &Rule,
    answer: &Value,
    call: &LegacyCall,
    losses: &mut Losses,
) -> Result<Value, MappingError> {
    unmapped::check(Seen::V2, answer, rule.all_rows(), &ROOT, losses);
    Backward { resource, call, losses }.rows(|| rule.all_rows(), answer, [&ROOT, &ROOT])
}

/// The content of a section inside a full report.
pub(super) fn section(
    resource: &Resource,
    rule: &Rule,
    answer: &Value,
    call: &LegacyCall,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Result<Value, MappingError> {
    unmapped::check(Seen::V2, answer, rule.rows.iter(), place, losses);
    Backward { resource, call, losses }.rows(|| rule.rows.iter(), answer, [place, place])
}

/// What a document says of the call, for documents that are not made from one answer.
pub(super) fn head(
    resource: &Resource,
    rule: &Rule,
    call: &LegacyCall,
    losses: &mut Losses,
) -> Result<Value, MappingError> {
    Backward { resource, call, losses }.rows(|| rule.head.iter(), &Value::Null, [&ROOT, &ROOT])
}

/// Reads rows from right to left.
struct Backward<'a> {
    resource: &'a Resource,
    call: &'a LegacyCall,
    losses: &'a mut Losses,
}

/// Where the mapping is in both documents: 1.x, then 2.0.
type Places<'a> = [&'a Place<'a>; 2];

impl Backward<'_> {
    /// The object of 1.x for one of 2.0. Rows that look at what others made come last.
    fn rows<'r, Rows: Iterator<Item = &'r Row>>(
        &mut self,
        rows: impl Fn() -> Rows,
        from: &Value,
        places: Places<'_>,
    ) -> Result<Value, MappingError> {
        let mut to = Value::Null;
        for row in rows() {
            self.row(row, from, &mut to, places)?;
        }
        for row in rows() {
            self.late_row(row, from, &mut to, places);
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
        match row.how {
            How::With(rows) => {
                for row in rows {
                    self.row(row, from, to, places)?;
                }
            }
            How::Page => self.page(from, to, places),
            How::Echo(..) | How::Report | How::Version | How::Address(_) => self.say(row, to, places)?,
            How::AlwaysFalse => {
                let path = row.v1.path().unwrap_or_default();
                self.losses.add(places[0], path, Reason::Assumed);
                json_path::set(to, path, Value::Bool(false));
            }
            How::OnlyV2 => {
                if let Some(path) = row.v2.path().filter(|path| json_path::get(from, path).is_some()) {
                    self.losses.add(places[1], path, Reason::NotInV1);
                }
            }
            How::OneInV1(rows) => {
                let path = row.v1.path().unwrap_or_default();
                let place = places[0].items(path);
                let item = self.rows(|| rows.iter(), from, [&place, places[1]])?;
                json_path::set(to, path, Value::Array(vec![item]));
            }
            How::InterestOf
            | How::NamedFlag(_)
            | How::Section
            | How::WholePage
            | How::SeeAll
            | How::OnlyV1
            | How::OnlyV1At(_)
            | How::Gone => {}
            _ => {
                if let (Some(v1), Some(v2)) = (row.v1.path(), row.v2.path()) {
                    match json_path::get(from, v2) {
                        Some(found) => self.value(row, found, from, to, places, [v1, v2])?,
                        None => self.absent(row, v1, to, places),
                    }
                }
            }
        }
        Ok(())
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
        let wrong = |expected: &str| unexpected(&places[1].at(v2), found, expected);
        let text = || found.as_str().ok_or_else(|| wrong("a text"));
        let list = || found.as_array().ok_or_else(|| wrong("a list"));
        let put = match row.how {
            How::Digits => Some(integer(found).unwrap_or_else(|| found.clone())),
            How::Texts => {
                Some(found.clone()).filter(|found| found.as_array().is_none_or(|items| !items.is_empty()))
            }
            How::Score(scale) => Some(self.score(scale, found, &places[0].at(v1), &places[1].at(v2))?),
            How::Link => self.link(text()?, row.v1, places),
            How::OtherLink(first) => match json_path::get(from, first) {
                Some(_) => {
                    self.losses.add(places[1], v2, Reason::NotInV1);
                    None
                }
                None => self.link(text()?, row.v1, places),
            },
            How::Interest => {
                let name = interest_name(text()?).ok_or_else(|| wrong("an interest area"))?;
                Some(Value::from(name))
            }
            How::Object(rows) => {
                Some(self.rows(|| rows.iter(), found, [&places[0].at(v1), &places[1].at(v2)])?)
            }
            How::List(rows) | How::Links(rows) | How::Typed(_, rows) => {
                let items =
                    self.items(row.how, rows, list()?, [&places[0].items(v1), &places[1].items(v2)])?;
                match (items.is_empty(), json_path::parent(v1)) {
                    (false, _) => json_path::extend(to, v1, items),
                    // An element that only holds the list stands there empty.
                    (true, wrapper) if row.v1.is_required() && !wrapper.is_empty() => {
                        json_path::set(to, wrapper, Value::Object(Map::new()));
                    }
                    (true, _) => {}
                }
                None
            }
            How::More(rows) => {
                if self.call.wants_all_examples() {
                    let items =
                        self.items(row.how, rows, list()?, [&places[0].items(v1), &places[1].items(v2)])?;
                    json_path::extend(to, v1, items);
                }
                None
            }
            How::OneInV2(rows) => {
                let items = list()?;
                let place = places[1].items(v2);
                if items.len() > 1 {
                    self.losses.add(&place, "", Reason::OnlyFirst);
                }
                match items.first() {
                    Some(first) => Some(self.rows(|| rows.iter(), first, [&places[0].at(v1), &place])?),
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
        how: How,
        rows: &'static [Row],
        items: &[Value],
        places: Places<'_>,
    ) -> Result<Vec<Value>, MappingError> {
        let mut mapped = Vec::with_capacity(items.len());
        for item in items {
            let reason = match how {
                How::Links(_) if !self.leads_back(item) => Some(Reason::NoAddress),
                How::Typed(kind, _) if item.get("activity_type").and_then(Value::as_str) != Some(kind) => {
                    Some(Reason::NotInV1)
                }
                _ => None,
            };
            match reason {
                Some(reason) => self.losses.add(places[1], "", reason),
                None => mapped.push(self.rows(|| rows.iter(), item, places)?),
            }
        }
        Ok(mapped)
    }

    /// What a document says of the call.
    fn say(&mut self, row: &Row, to: &mut Value, places: Places<'_>) -> Result<(), MappingError> {
        let said = match row.how {
            How::Echo(parameter, default) => self.call.parameter(parameter).or(default).map(str::to_owned),
            How::Report => self.resource.id.split('.').nth(2).map(str::to_owned),
            // The service had no number in 2011.
            How::Version => (self.call.version > Version::V1_0).then(|| self.call.version.to_string()),
            How::Address(path) => Some(format!(
                "{}/{}",
                self.call.base.trim_end_matches('/'),
                address::fill(path, &[], self.call)?
            )),
            _ => None,
        };
        let path = row.v1.path().unwrap_or_default();
        match said {
            Some(said) => json_path::set(to, path, Value::from(said)),
            None => self.miss(row.v1, places),
        }
        Ok(())
    }

    /// What follows from what the other rows made.
    fn late_row(&mut self, row: &Row, from: &Value, to: &mut Value, places: Places<'_>) {
        let path = row.v1.path().unwrap_or_default();
        match row.how {
            How::With(rows) => {
                for row in rows {
                    self.late_row(row, from, to, places);
                }
            }
            How::OnlyV1 => self.lack(path, to, places),
            How::OnlyV1At(service) if self.resource.id.split('.').next() == Some(service) => {
                self.lack(path, to, places);
            }
            How::NamedFlag(name) => {
                let is_set =
                    row.v2.path().and_then(|path| json_path::get(from, path)) == Some(&Value::Bool(true));
                if let Some(name) = json_path::get(to, name).filter(|_| is_set).cloned() {
                    self.losses.add(places[0], path, Reason::Recomputed);
                    json_path::set(to, path, name);
                }
            }
            How::WholePage => {
                let count = json_path::get(to, path).and_then(Value::as_array).map_or(0, Vec::len);
                for (name, number) in [("start", 1), ("end", count), ("total", count)] {
                    json_path::set(to, name, Value::from(number));
                }
            }
            How::Section => self.cut(path, from, to, places),
            How::SeeAll => self.see_all(path, from, to),
            _ => {}
        }
    }

    /// Notes a member of 1.x that 2.0 does not have, where there is what would hold it.
    fn lack(&mut self, path: &str, to: &Value, places: Places<'_>) {
        if json_path::get(to, json_path::parent(path)).is_some() {
            self.losses.add(places[0], path, Reason::NotInV2);
        }
    }

    /// A member that the answer lacks.
    fn absent(&mut self, row: &Row, v1: &'static str, to: &mut Value, places: Places<'_>) {
        match row.how {
            How::TrueOnly => json_path::set(to, v1, Value::Bool(false)),
            How::OtherLink(_) | How::More(_) => {}
            // Another row may have put it there already.
            _ if json_path::get(to, v1).is_some() => {}
            _ => self.miss(row.v1, places),
        }
    }

    fn score(
        &mut self,
        scale: Scale,
        found: &Value,
        place: &Place<'_>,
        v2: &Place<'_>,
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

    fn link(&mut self, href: &str, member: Member, places: Places<'_>) -> Option<Value> {
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

    fn page(&mut self, from: &Value, to: &mut Value, places: Places<'_>) {
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
    fn cut(&mut self, path: &str, from: &Value, to: &mut Value, places: Places<'_>) {
        let number = |name| json_path::get(from, name).and_then(Value::as_u64);
        let wanted = match self.call.is_long() {
            true => usize::MAX,
            false => SHORT,
        };
        let mut kept = json_path::get(to, path).cloned().unwrap_or_default();
        let count = kept.as_array().map_or(0, Vec::len);
        let is_page = number("start").is_some_and(|start| start > 1)
            || number("end").zip(number("total")).is_some_and(|(end, total)| end < total && count < wanted);
        if is_page {
            self.losses.add(&places[0].items(path), "", Reason::Partial);
        }
        if let Some(items) = kept.as_array_mut().filter(|items| items.len() > wanted) {
            self.losses.add(&places[0].items(path), "", Reason::Shortened);
            items.truncate(wanted);
            json_path::set(to, path, kept);
        }
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
    fn miss(&mut self, member: Member, places: Places<'_>) {
        if let Some(path) = member.path().filter(|_| member.is_required()) {
            self.losses.add(places[0], path, Reason::RequiredByV1);
        }
    }
}
