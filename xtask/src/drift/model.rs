//! What a contract means, free of how it is written down.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail};
use serde_json::{Map, Value};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The header that carries the key. Security says so once; the parameter says it again.
const KEY_HEADER: &str = "X-API-Key";

/// Keywords for readers, without meaning for values.
const ANNOTATIONS: [&str; 7] =
    ["title", "description", "summary", "example", "examples", "externalDocs", "$comment"];

/// The keywords that bound a value, and the end at which they do.
pub(super) const BOUNDS: [(&str, End); 10] = [
    ("minimum", End::Lower),
    ("maximum", End::Upper),
    ("exclusiveMinimum", End::Lower),
    ("exclusiveMaximum", End::Upper),
    ("minLength", End::Lower),
    ("maxLength", End::Upper),
    ("minItems", End::Lower),
    ("maxItems", End::Upper),
    ("minProperties", End::Lower),
    ("maxProperties", End::Upper),
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Lower,
    Upper,
}

/// A contract: its version, and its operations by `GET /path`.
pub(super) struct Contract {
    pub(super) version: String,
    pub(super) operations: BTreeMap<String, Operation>,
}

pub(super) struct Operation {
    /// By place (`path`, `query`, `header`) and name.
    pub(super) parameters: BTreeMap<(String, String), Parameter>,
    /// By status; `None` where the answer has no JSON body.
    pub(super) responses: BTreeMap<String, Option<Schema>>,
}

pub(super) struct Parameter {
    pub(super) required: bool,
    pub(super) style: String,
    pub(super) explode: bool,
    pub(super) schema: Schema,
}

/// A schema with every reference followed.
pub(super) enum Schema {
    /// The schema that this one is part of, again.
    Recursive,
    Shape(Box<Shape>),
}

/// What a schema says of a value. Literal values are kept as JSON text.
#[derive(Default)]
pub(super) struct Shape {
    /// One type, or several in the form `null|string`.
    pub(super) types: Option<String>,
    pub(super) format: Option<String>,
    pub(super) pattern: Option<String>,
    pub(super) default: Option<String>,
    pub(super) values: Option<BTreeSet<String>>,
    /// By the keywords of [`BOUNDS`].
    pub(super) bounds: BTreeMap<String, f64>,
    pub(super) members: BTreeMap<String, Member>,
    pub(super) additional: Additional,
    pub(super) items: Option<Schema>,
    /// The schemas under `allOf`, `anyOf` and `oneOf`.
    pub(super) branches: BTreeMap<String, Vec<Schema>>,
    /// Every keyword that has no field here.
    pub(super) other: BTreeMap<String, Value>,
}

#[derive(Default)]
pub(super) struct Member {
    pub(super) required: bool,
    pub(super) schema: Schema,
}

/// What an object may hold beside its named members.
#[derive(Default)]
pub(super) enum Additional {
    #[default]
    Open,
    Closed,
    Typed(Schema),
}

impl Contract {
    /// Reads an OpenAPI 3.1 document.
    pub(super) fn read(document: &Value) -> anyhow::Result<Self> {
        let reader = Reader { document };
        let paths = document.get("paths").and_then(Value::as_object);
        let mut operations = BTreeMap::new();
        for (path, item) in paths.context("the document has no paths")? {
            for method in METHODS {
                let Some(operation) = item.get(method) else { continue };
                let name = format!("{} {path}", method.to_uppercase());
                let operation = reader.operation(item, operation).with_context(|| name.clone())?;
                operations.insert(name, operation);
            }
        }
        let version = document["info"]["version"].as_str().unwrap_or("unknown").to_owned();
        Ok(Self { version, operations })
    }
}

impl Parameter {
    /// `required string`, `optional array of integer`.
    pub(super) fn describe(&self) -> String {
        format!("{} {}", necessity(self.required), self.schema.describe())
    }
}

impl Member {
    /// `required string`, `optional array of object`.
    pub(super) fn describe(&self) -> String {
        format!("{} {}", necessity(self.required), self.schema.describe())
    }
}

/// The word for whether something must be there.
pub(super) fn necessity(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

impl Schema {
    /// The type of the values, `recursive` or `any`.
    pub(super) fn kind(&self) -> &str {
        match self {
            Self::Recursive => "recursive",
            Self::Shape(shape) => shape.types.as_deref().unwrap_or("any"),
        }
    }

    /// The type of the values, and of theirs where they are lists.
    pub(super) fn describe(&self) -> String {
        let items = match self {
            Self::Recursive => None,
            Self::Shape(shape) => shape.items.as_ref(),
        };
        match items {
            Some(items) => format!("{} of {}", self.kind(), items.describe()),
            None => self.kind().to_owned(),
        }
    }
}

/// The schema that every value satisfies.
impl Default for Schema {
    fn default() -> Self {
        Self::Shape(Box::default())
    }
}

/// Reads parts of a document and follows their references.
struct Reader<'a> {
    document: &'a Value,
}

impl<'a> Reader<'a> {
    fn operation(&self, item: &Value, operation: &Value) -> anyhow::Result<Operation> {
        let mut parameters = BTreeMap::new();
        // Those of the operation replace those of its path.
        for list in item.get("parameters").into_iter().chain(operation.get("parameters")) {
            for parameter in list.as_array().context("parameters is not a list")? {
                let parameter = self.resolved(parameter)?;
                let place = parameter["in"].as_str().context("a parameter has no place")?;
                let name = parameter["name"].as_str().context("a parameter has no name")?;
                if place == "header" && name.eq_ignore_ascii_case(KEY_HEADER) {
                    continue;
                }
                let read =
                    self.parameter(place, parameter).with_context(|| format!("parameter {place} {name}"))?;
                parameters.insert((place.to_owned(), name.to_owned()), read);
            }
        }
        let mut responses = BTreeMap::new();
        let answers = operation.get("responses").and_then(Value::as_object);
        for (status, response) in answers.context("the operation has no responses")? {
            let body = self
                .resolved(response)
                .and_then(|response| self.body(response))
                .with_context(|| format!("response {status}"))?;
            responses.insert(status.clone(), body);
        }
        Ok(Operation { parameters, responses })
    }

    fn parameter(&self, place: &str, parameter: &Value) -> anyhow::Result<Parameter> {
        let usual = if matches!(place, "query" | "cookie") { "form" } else { "simple" };
        let style = parameter["style"].as_str().unwrap_or(usual).to_owned();
        let schema = match parameter.get("schema") {
            Some(schema) => self.schema(schema, &mut Vec::new())?,
            None => self.body(parameter)?.unwrap_or_default(),
        };
        Ok(Parameter {
            required: place == "path" || parameter["required"] == true,
            explode: parameter["explode"].as_bool().unwrap_or(style == "form"),
            style,
            schema,
        })
    }

    /// The schema of the JSON that a response or parameter carries.
    fn body(&self, holder: &Value) -> anyhow::Result<Option<Schema>> {
        let content = holder.get("content").and_then(Value::as_object);
        content
            .into_iter()
            .flatten()
            .find(|(media, _)| media.starts_with("application/json"))
            .map(|(_, body)| match body.get("schema") {
                Some(schema) => self.schema(schema, &mut Vec::new()),
                None => Ok(Schema::default()),
            })
            .transpose()
    }

    /// Reads a schema that stands within the components named in `within`.
    fn schema(&self, schema: &Value, within: &mut Vec<String>) -> anyhow::Result<Schema> {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            Value::Bool(true) => return Ok(Schema::default()),
            other => bail!("{other} is not a schema"),
        };
        let Some(reference) = keywords.get("$ref") else {
            return Ok(Schema::Shape(Box::new(self.shape(keywords, within)?)));
        };
        let reference = reference.as_str().context("a $ref is not text")?;
        // The published document writes `#` for the node around, not for the whole document.
        if reference == "#" || within.iter().any(|name| name == reference) {
            return Ok(Schema::Recursive);
        }
        let target = beside(self.target(reference)?, keywords);
        within.push(reference.to_owned());
        let schema = self.schema(&target, within);
        within.pop();
        schema.with_context(|| reference.to_owned())
    }

    fn shape(&self, keywords: &Map<String, Value>, within: &mut Vec<String>) -> anyhow::Result<Shape> {
        let mut shape = Shape::default();
        for (keyword, value) in keywords {
            match keyword.as_str() {
                "type" => shape.types = Some(types(value)),
                "format" => shape.format = value.as_str().map(str::to_owned),
                "pattern" => shape.pattern = value.as_str().map(str::to_owned),
                "default" => shape.default = Some(value.to_string()),
                "enum" => {
                    let values = value.as_array().context("enum is not a list")?;
                    shape.values = Some(values.iter().map(Value::to_string).collect());
                }
                "properties" => {
                    for (name, schema) in value.as_object().context("properties is no object")? {
                        let schema = self.schema(schema, within).with_context(|| name.clone())?;
                        shape.members.entry(name.clone()).or_default().schema = schema;
                    }
                }
                "required" => {
                    for name in value.as_array().context("required is not a list")? {
                        let name = name.as_str().context("required holds more than names")?;
                        shape.members.entry(name.to_owned()).or_default().required = true;
                    }
                }
                "items" => shape.items = Some(self.schema(value, within).context("items")?),
                "additionalProperties" => {
                    shape.additional = match value {
                        Value::Bool(false) => Additional::Closed,
                        Value::Bool(true) => Additional::Open,
                        Value::Object(keywords) if keywords.is_empty() => Additional::Open,
                        schema => Additional::Typed(self.schema(schema, within)?),
                    };
                }
                "allOf" | "anyOf" | "oneOf" => {
                    let branches = value.as_array().with_context(|| format!("{keyword}: no list"))?;
                    let read: anyhow::Result<Vec<Schema>> =
                        branches.iter().map(|branch| self.schema(branch, within)).collect();
                    shape.branches.insert(keyword.clone(), read.context(keyword.clone())?);
                }
                name if ANNOTATIONS.contains(&name) || name.starts_with("x-") => {}
                name => match value.as_f64() {
                    Some(bound) if BOUNDS.iter().any(|(known, _)| *known == name) => {
                        shape.bounds.insert(keyword.clone(), bound);
                    }
                    _ => {
                        shape.other.insert(keyword.clone(), value.clone());
                    }
                },
            }
        }
        // The published document leaves `type: object` out almost everywhere.
        if shape.types.is_none() {
            shape.types = if keywords.contains_key("properties") {
                Some("object".to_owned())
            } else {
                shape.items.as_ref().map(|_| "array".to_owned())
            };
        }
        Ok(shape)
    }

    /// Follows the reference that stands in place of a parameter or response.
    fn resolved<'v>(&self, mut value: &'v Value) -> anyhow::Result<&'v Value>
    where
        'a: 'v,
    {
        // A longer chain goes round in a circle.
        for _ in 0..16 {
            match value.get("$ref") {
                None => return Ok(value),
                Some(reference) => {
                    value = self.target(reference.as_str().context("a $ref is not text")?)?;
                }
            }
        }
        bail!("references go round in a circle")
    }

    fn target(&self, reference: &str) -> anyhow::Result<&'a Value> {
        reference
            .strip_prefix('#')
            .and_then(|pointer| self.document.pointer(pointer))
            .with_context(|| format!("{reference} leads nowhere"))
    }
}

/// A schema that was referred to, with the keywords that stand beside the reference.
fn beside(target: &Value, keywords: &Map<String, Value>) -> Value {
    let mut whole = target.clone();
    if let Value::Object(members) = &mut whole {
        for (keyword, value) in keywords {
            if keyword != "$ref" {
                members.insert(keyword.clone(), value.clone());
            }
        }
    }
    whole
}

fn types(value: &Value) -> String {
    let mut names: Vec<&str> = match value {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        name => name.as_str().into_iter().collect(),
    };
    names.sort_unstable();
    names.join("|")
}
