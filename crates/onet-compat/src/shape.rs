//! What a document is made of, as data: for documentation, for tests and for the mapping to 2.0.

/// One kind of element: its attributes, its children and its text, in the order in which they are written.
///
/// Every type of [`types`](crate::types) has one as `SHAPE`.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// Name of the Rust type.
    pub name: &'static str,
    /// Attributes first, then children or the text, as documents have them.
    pub members: &'static [Member],
}

/// An attribute, a child or the text of an element.
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    /// Name of the attribute or child, and of the member in JSON. The text of an element has no name in XML;
    /// this is then its name in JSON (`name`, `value`, `error`).
    pub name: &'static str,
    /// Where XML has it. Readers take an attribute for a child of that name, and the other way round.
    pub form: MemberForm,
    /// How often it occurs.
    pub occurs: Occurs,
    /// What is inside.
    pub content: Content,
}

/// Where in an XML element a member stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MemberForm {
    /// `<tags green="false" />`
    Attribute,
    /// `<career><code>29-1051.00</code></career>`
    Child,
    /// `<score scale="Importance">81</score>`
    Text,
}

/// How often a member occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occurs {
    /// Always once; a document without it is refused.
    Once,
    /// Once or not at all.
    Optional,
    /// Any number of times: an array in JSON even when it holds one item, and absent when it holds none.
    Many,
    /// Any number of times, and an array in JSON also when it holds none.
    Listed,
}

/// What is inside a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Text, a number, true or false.
    Value(ValueType),
    /// An element with members of its own.
    Parts(&'static Shape),
    /// A row of the database: one member for each column, under the column's id.
    Row,
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// A string in JSON, also where it looks like a number (O*NET-SOC codes, RAPIDS codes, career cluster
    /// codes).
    Text,
    /// As [`ValueType::Text`], but with the ampersand escaped once more than the format requires; see
    /// [`SectionTitle`](crate::types::SectionTitle).
    TextEscapedTwice,
    /// A whole number of 0 or more: counts, scores, ids of tasks, UNSPSC codes, industries.
    Integer,
    /// A number, with or without decimals: wages, location quotients.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl Shape {
    /// The member of that name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// Whether the element holds text beside its attributes.
    #[must_use]
    pub const fn has_text(&self) -> bool {
        let mut index = 0;
        while index < self.members.len() {
            if matches!(self.members[index].form, MemberForm::Text) {
                return true;
            }
            index += 1;
        }
        false
    }
}
