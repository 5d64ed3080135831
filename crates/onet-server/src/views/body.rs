//! JSON bodies: single values and pages of lists.

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;

use crate::error::Error;
use crate::pagination::{PageBounds, PageRequest};
use crate::views::call::Call;

/// Serializes an answer.
pub(super) fn to_json(answer: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(answer).map_err(Error::failed)
}

/// A member of a page, before its items.
pub(super) fn member(
    name: &'static str,
    value: &impl Serialize,
) -> Result<Vec<(&'static str, Value)>, Error> {
    Ok(vec![(name, serde_json::to_value(value).map_err(Error::failed)?)])
}

struct Page<'a, T> {
    bounds: &'a PageBounds,
    summary: &'a [(&'a str, Value)],
    member: &'static str,
    items: &'a T,
}

impl<T: Serialize> Serialize for Page<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let PageBounds { start, end, total, prev, next, .. } = self.bounds;
        let mut map = serializer.serialize_map(None)?;
        for (name, number) in [("start", start), ("end", end), ("total", total)] {
            map.serialize_entry(name, number)?;
        }
        for (name, address) in [("prev", prev), ("next", next)] {
            if let Some(address) = address {
                map.serialize_entry(name, address)?;
            }
        }
        for (name, value) in self.summary {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry(self.member, self.items)?;
        map.end()
    }
}

/// The requested page of a list: the summary members, then each item as `show` writes it.
pub(super) fn page_of<'t, T, S: Serialize>(
    call: &Call<'_>,
    page: PageRequest,
    summary: &[(&str, Value)],
    found: &'t [T],
    show: impl Fn(&'t T) -> S,
) -> Result<Vec<u8>, Error> {
    let bounds = page.bounds(found.len(), call.links);
    let items: Vec<S> = found[bounds.range.clone()].iter().map(show).collect();
    write_page(call, &bounds, summary, &items)
}

/// A page of these items. The contract names the member that holds them.
pub(super) fn write_page(
    call: &Call<'_>,
    bounds: &PageBounds,
    summary: &[(&str, Value)],
    items: &impl Serialize,
) -> Result<Vec<u8>, Error> {
    let member = call.operation.items().ok_or_else(|| Error::failed("the contract has no page here"))?;
    to_json(&Page { bounds, summary, member, items })
}
