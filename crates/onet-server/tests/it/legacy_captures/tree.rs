//! Documents of version 1.x as trees that are alike for XML and JSON, and what differs between two of them.

use serde_json::Value;

use crate::common::TestResult;

/// An element, an attribute (by its name with `@`) or a member of an object.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) text: Option<String>,
    pub(crate) parts: Vec<Node>,
}

impl Node {
    /// Read by a parser that the server knows nothing of.
    pub(crate) fn of_xml(text: &str) -> TestResult<Self> {
        let document = roxmltree::Document::parse(text)?;
        Ok(Self::of_element(document.root_element()))
    }

    fn of_element(element: roxmltree::Node<'_, '_>) -> Self {
        let attributes = element.attributes().map(|attribute| Self {
            name: format!("@{}", attribute.name()),
            text: Some(attribute.value().to_owned()),
            parts: Vec::new(),
        });
        let children = element.children().filter(|child| child.is_element()).map(Self::of_element);
        let text = element.text().map(str::trim).filter(|text| !text.is_empty());
        Self {
            name: element.tag_name().name().to_owned(),
            text: text.map(str::to_owned),
            parts: attributes.chain(children).collect(),
        }
    }

    /// An array becomes as many parts of the same name.
    pub(crate) fn of_json(name: &str, value: &Value) -> Self {
        let text = match value {
            Value::Object(_) | Value::Array(_) => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        let members = value.as_object().into_iter().flatten();
        let parts = members.flat_map(|(name, value)| match value {
            Value::Array(items) => items.iter().map(|item| Self::of_json(name, item)).collect(),
            one => vec![Self::of_json(name, one)],
        });
        Self { name: name.to_owned(), text, parts: parts.collect() }
    }

    /// All texts below it.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let below = self.parts.iter().flat_map(Self::texts);
        self.text.as_deref().into_iter().chain(below).collect()
    }

    /// The distinct names of its parts, in the order in which they first come.
    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for part in &self.parts {
            if !names.contains(&part.name.as_str()) {
                names.push(&part.name);
            }
        }
        names
    }

    fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.parts.iter().filter(move |part| part.name == name)
    }

    /// The key of an item within its list.
    fn key(&self) -> String {
        let member =
            ["@id", "id", "@code", "code", "title", "name", "area", "@index", "index", "@href", "href"]
                .into_iter()
                .find_map(|name| self.named(name).next());
        match member {
            Some(part) if part.text.is_some() => part.own_key(),
            Some(part) => part.key(),
            None => self.own_key(),
        }
    }

    fn own_key(&self) -> String {
        after_base(self.text.as_deref().unwrap_or_default()).to_owned()
    }
}

/// An address without the base that was called.
fn after_base(text: &str) -> &str {
    match text.starts_with("http") {
        true => text.split_once("/ws/").map_or(text, |(_, rest)| rest),
        false => text,
    }
}

/// In what way two documents differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The capture has a name here that is missing in the answer.
    Missing,
    /// The answer has a name here that is missing in the capture.
    Adds,
    /// Names that both have come in another order.
    Order,
    /// Items of a list that both have come in another order.
    Sequence,
    /// An item of the capture is missing in the answer. Captures are cut, so extra items in the answer are no difference.
    Item,
    /// A text or a number.
    Value,
}

/// A place where two documents differ.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The names that lead there, with `/` between them.
    pub(crate) path: String,
    pub(crate) way: Way,
    pub(crate) capture: String,
    pub(crate) answer: String,
}

/// What differs between a capture and an answer.
pub(crate) fn differences(capture: &Node, answer: &Node) -> Vec<Difference> {
    let mut comparison = Comparison::default();
    comparison.expect(&capture.name, Way::Value, &capture.name, &answer.name);
    comparison.node(&capture.name, capture, answer);
    comparison.found
}

#[derive(Default)]
struct Comparison {
    found: Vec<Difference>,
}

impl Comparison {
    fn expect(&mut self, path: &str, way: Way, capture: &str, answer: &str) {
        if after_base(capture) != after_base(answer) {
            let (path, capture, answer) = (path.to_owned(), capture.to_owned(), answer.to_owned());
            self.found.push(Difference { path, way, capture, answer });
        }
    }

    fn node(&mut self, path: &str, capture: &Node, answer: &Node) {
        let text = |node: &Node| node.text.clone().unwrap_or_default();
        self.expect(path, Way::Value, &text(capture), &text(answer));
        let (ours, theirs) = (answer.names(), capture.names());
        let (common, lacking): (Vec<&str>, Vec<&str>) = theirs.iter().partition(|name| ours.contains(name));
        for name in lacking {
            self.expect(&format!("{path}/{name}"), Way::Missing, name, "");
        }
        for name in ours.iter().filter(|name| !theirs.contains(name)) {
            self.expect(&format!("{path}/{name}"), Way::Adds, "", name);
        }
        let in_answer: Vec<&str> = ours.iter().copied().filter(|name| common.contains(name)).collect();
        self.expect(path, Way::Order, &common.join(" "), &in_answer.join(" "));
        for name in common {
            let (theirs, ours): (Vec<_>, Vec<_>) =
                (capture.named(name).collect(), answer.named(name).collect());
            self.list(&format!("{path}/{name}"), &theirs, &ours);
        }
    }

    /// Parts of one name: a single one on both sides is the same thing, items of a list are matched by their keys.
    fn list(&mut self, path: &str, capture: &[&Node], answer: &[&Node]) {
        if let ([one], [other]) = (capture, answer) {
            return self.node(path, one, other);
        }
        let mut places = Vec::new();
        for item in capture {
            let key = item.key();
            match answer.iter().position(|candidate| candidate.key() == key) {
                Some(place) => {
                    places.push(place);
                    self.node(path, item, answer[place]);
                }
                None => self.expect(path, Way::Item, &key, ""),
            }
        }
        if !places.is_sorted() {
            self.expect(path, Way::Sequence, "as captured", &format!("{places:?}"));
        }
    }
}
