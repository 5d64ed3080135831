//! A page of a list as JSON. The contract says which member holds the items.

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;

use crate::error::Refusal;
use crate::pagination::{Request, Window};
use crate::rules::Call;

struct Page<'a, T> {
    window: &'a Window,
    head: &'a [(&'a str, Value)],
    member: &'static str,
    items: &'a T,
}

impl<T: Serialize> Serialize for Page<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Window { start, end, total, prev, next, .. } = self.window;
        let mut map = serializer.serialize_map(None)?;
        for (name, number) in [("start", start), ("end", end), ("total", total)] {
            map.serialize_entry(name, number)?;
        }
        for (name, address) in [("prev", prev), ("next", next)] {
            if let Some(address) = address {
                map.serialize_entry(name, address)?;
            }
        }
        for (name, value) in self.head {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry(self.member, self.items)?;
        map.end()
    }
}

/// The page of a list that is asked for: what stands before the items, and each item as it is shown.
pub(super) fn page_of<'t, T, S: Serialize>(
    call: &Call<'_>,
    asked: Request,
    head: &[(&str, Value)],
    found: &'t [T],
    show: impl Fn(&'t T) -> S,
) -> Result<Vec<u8>, Refusal> {
    let window = asked.window(found.len(), call.links);
    let items: Vec<S> = found[window.range.clone()].iter().map(show).collect();
    page(call, &window, head, &items)
}

/// The page that a window shows, of items that are written as they are.
pub(super) fn page(
    call: &Call<'_>,
    window: &Window,
    head: &[(&str, Value)],
    items: &impl Serialize,
) -> Result<Vec<u8>, Refusal> {
    let member = call.operation.items().ok_or_else(|| Refusal::failed("the contract has no page here"))?;
    super::to_json(&Page { window, head, member, items })
}
