//! `onet convert`: documents of version 1.x as version 2.0 writes them, and back.

use std::io::{self, Read as _, Write as _};
use std::path::Path;

use onet_compat::mapping::{self, LegacyCall, Loss, Mapped, MappingError, V2_BASE};
use onet_compat::{Document, Kind, RESOURCES, ReadLimits, Resource, Unread, Version};
use serde::Serialize;
use serde_json::Value;

use crate::arguments::{Convert, Global, V1ToV2, V2ToV1};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::write_json;

pub(crate) fn run(global: &Global, console: &Console, command: Convert) -> Result<(), Failure> {
    match command {
        Convert::V1ToV2(arguments) => v1_to_v2(console, &arguments),
        Convert::V2ToV1(arguments) => v2_to_v1(global, console, &arguments),
    }
}

fn v1_to_v2(console: &Console, arguments: &V1ToV2) -> Result<(), Failure> {
    let input = Input::read(&arguments.converted.file)?;
    let (mapped, unread) = match &arguments.resource {
        Some(id) => {
            let resource = resource(id)?;
            let (document, unread) = input.into_document(resource.kind)?;
            (mapping::to_v2(resource, &document).map_err(of_mapping)?, unread)
        }
        None => only_reading(input)?,
    };
    print_losses(console, &unread, &mapped.losses, arguments.converted.strict)?;
    print_json(&mapped.value)
}

fn v2_to_v1(global: &Global, console: &Console, arguments: &V2ToV1) -> Result<(), Failure> {
    let V2ToV1 { converted, resource: id, v1_version, fields, xml, json } = arguments;
    let is_json = *json && !*xml;
    let resource = resource(id)?;
    let version: Version = v1_version.parse().map_err(|error| Failure::usage(format!("{error}")))?;
    if is_json && version < Version::V1_8 {
        return Err(
            Failure::usage(format!("version {version} has no JSON")).with_hint("--xml, or --v1-version 1.8")
        );
    }
    let input = Input::read(&converted.file)?;
    let answer = input.json()?;
    let unread = onet_compat::repeated_members(&input.bytes);
    drop(input.bytes);
    if let Some(reason) = answer.get("error").and_then(Value::as_str) {
        return Err(Failure::usage(format!("{} is the refusal of a call: {reason}", input.name)));
    }
    let in_path = |name: &String| resource.path.is_some_and(|path| path.contains(&format!("{{{name}}}")));
    let (arguments, query) = fields.iter().cloned().partition(|(name, _)| in_path(name));
    let call = LegacyCall {
        base: format!("https://services.onetcenter.org/v{version}/ws/"),
        v2_base: global.base_url.clone().unwrap_or_else(|| V2_BASE.to_owned()),
        version,
        arguments,
        query,
    };
    let Mapped { value, losses } = mapping::from_v2(resource, &answer, &call).map_err(of_mapping)?;
    print_losses(console, &unread, &losses, converted.strict)?;
    match is_json {
        true => print_json(&value),
        false => print(&value.write_xml()),
    }
}

/// Most bytes to convert, 16 MiB: the largest real documents, pages of database rows, have a few megabytes. A document
/// of that size takes some 200 MB of memory.
const MAX_BYTES: usize = 16 << 20;

/// A document to convert.
struct Input {
    /// What it is called in errors.
    name: String,
    bytes: Vec<u8>,
}

/// What a document of version 1.x is written in.
#[derive(PartialEq, Eq)]
enum Form {
    Xml,
    Json,
}

impl Input {
    fn read(file: &Path) -> Result<Self, Failure> {
        let is_stdin = file == Path::new("-");
        let name = if is_stdin { "standard input".to_owned() } else { file.display().to_string() };
        let mut bytes = Vec::new();
        let limit = MAX_BYTES;
        // One byte more than may be, so that what is too large shows without being held.
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let read = match is_stdin {
            true => io::stdin().lock().take(most).read_to_end(&mut bytes),
            false => std::fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes)),
        };
        match read {
            Ok(length) if length > limit => Err(Failure::usage(format!(
                "{name} is larger than 16 MiB ({limit} bytes); no document of the service is that large"
            ))),
            Ok(_) => Ok(Self { name, bytes }),
            Err(cause) => Err(Failure::usage(format!("could not read {name}: {cause}"))),
        }
    }

    /// The form, by the first character.
    fn form(&self) -> Result<Form, Failure> {
        let text = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes).trim_ascii_start();
        match text.first() {
            Some(b'<') => Ok(Form::Xml),
            Some(b'{' | b'[') => Ok(Form::Json),
            Some(_) => Err(self.wrong("it is neither XML nor JSON")),
            None => Err(self.wrong("it is empty")),
        }
    }

    fn wrong(&self, what: impl std::fmt::Display) -> Failure {
        Failure::usage(format!("{}: {what}", self.name))
    }

    fn json(&self) -> Result<Value, Failure> {
        let text = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes);
        serde_json::from_slice(text)
            .map_err(|error| self.wrong(format!("it is not well-formed JSON: {error}")))
    }

    /// The document, where its kind is known.
    fn into_document(self, kind: Kind) -> Result<(Document, Vec<Unread>), Failure> {
        let read = match self.form()? {
            Form::Xml => Document::read_xml_and_unread(Some(kind), &self.bytes, &ReadLimits::default()),
            Form::Json => Document::read_json_and_unread(kind, &self.bytes),
        };
        read.map_err(|error| self.wrong(error))
    }

    /// The documents that it may be. XML names its kind; JSON is of each kind that has a place for all it holds.
    fn documents(&self) -> Result<(Vec<Document>, Vec<Unread>), Failure> {
        if self.form()? == Form::Xml {
            let read = Document::read_xml_and_unread(None, &self.bytes, &ReadLimits::default());
            let (document, unread) = read.map_err(|error| self.wrong(error))?;
            return Ok((vec![document], unread));
        }
        let value = self.json()?;
        let kinds = Kind::ALL.iter().filter_map(|kind| Document::from_value(*kind, value.clone()).ok());
        let documents: Vec<Document> = kinds.filter(|document| document.to_value() == value).collect();
        match documents.is_empty() {
            true => Err(self
                .wrong("its members do not show which document it is")
                .with_hint("--resource ID, as in online.search; docs/migrate-from-v1.md lists them")),
            false => Ok((documents, onet_compat::repeated_members(&self.bytes))),
        }
    }
}

/// The resources that a document may be an answer of.
fn resources_of(document: &Document) -> Vec<&'static Resource> {
    let kind = document.kind();
    let report = match kind.shape().is_some_and(|shape| shape.member("report").is_some()) {
        true => document.to_value().get("report").and_then(Value::as_str).map(|report| format!(".{report}.")),
        false => None,
    };
    RESOURCES
        .iter()
        .filter(|resource| resource.kind == kind)
        .filter(|resource| report.as_ref().is_none_or(|report| resource.id.contains(report)))
        .collect()
}

/// The first items of each list of a document: enough to see what resources make of what is not in a list.
fn beginning(document: &Document) -> Option<Document> {
    let mut value = document.to_value();
    for member in value.as_object_mut()?.values_mut() {
        if let Value::Array(items) = member {
            items.truncate(3);
        }
    }
    Document::from_value(document.kind(), value).ok()
}

/// Of the resources that a document may be of, those with different content, each the one that loses least.
fn candidates(document: &Document, readings: &mut Readings) -> Vec<&'static Resource> {
    let beginning = beginning(document);
    let beginning = beginning.as_ref().unwrap_or(document);
    let mut best: Vec<(&'static Resource, Mapped<Value>)> = Vec::new();
    for resource in resources_of(document) {
        let mapped = match mapping::to_v2(resource, beginning) {
            Ok(mapped) => mapped,
            Err(cause) => {
                readings.failure.get_or_insert(cause);
                continue;
            }
        };
        readings.ids.push(resource.id);
        match best.iter_mut().find(|(known, _)| mapping::same_content(known, resource)) {
            Some(known) => {
                readings.differ |= known.1.value != mapped.value;
                if mapped.losses.len() < known.1.losses.len() {
                    *known = (resource, mapped);
                }
            }
            None => best.push((resource, mapped)),
        }
    }
    best.into_iter().map(|(resource, _)| resource).collect()
}

/// What the resources make of a document that does not name its own.
#[derive(Default)]
struct Readings {
    best: Option<Mapped<Value>>,
    differ: bool,
    ids: Vec<&'static str>,
    failure: Option<MappingError>,
}

impl Readings {
    fn add(&mut self, resource: &Resource, document: &Document) {
        match mapping::to_v2(resource, document) {
            Ok(mapped) => {
                self.differ |= self.best.as_ref().is_some_and(|best| best.value != mapped.value);
                if self.best.as_ref().is_none_or(|best| mapped.losses.len() < best.losses.len()) {
                    self.best = Some(mapped);
                }
            }
            Err(cause) => self.failure = self.failure.take().or(Some(cause)),
        }
    }
}

/// The answer that all readings of a document agree on. Which resource it is of does not matter where all make the
/// same of it; the reading that loses least has a place for most of what the document holds.
fn only_reading(input: Input) -> Result<(Mapped<Value>, Vec<Unread>), Failure> {
    let (documents, unread) = input.documents()?;
    drop(input);
    let mut readings = Readings::default();
    for document in documents {
        for resource in candidates(&document, &mut readings) {
            readings.add(resource, &document);
        }
    }
    match readings.best {
        Some(_) if readings.differ => {
            let what = "several resources have such a document, and version 2.0 answers them differently";
            Err(Failure::usage(what)
                .with_hint(format!("--resource with one of: {}", readings.ids.join(", "))))
        }
        Some(best) => Ok((best, unread)),
        None => Err(readings
            .failure
            .map_or_else(|| Failure::usage("no resource of version 1.x has such a document"), of_mapping)),
    }
}

fn resource(id: &str) -> Result<&'static Resource, Failure> {
    Resource::find(id).ok_or_else(|| {
        let family = id.split('.').next().unwrap_or_default();
        let near: Vec<&str> = RESOURCES
            .iter()
            .map(|resource| resource.id)
            .filter(|known| known.split('.').next() == Some(family))
            .collect();
        let hint = match near.is_empty() {
            true => "online.search, mnm.career.report, database.rows; docs/migrate-from-v1.md lists them"
                .to_owned(),
            false => near.join(", "),
        };
        Failure::usage(format!("there is no resource {id} of version 1.x")).with_hint(hint)
    })
}

fn of_mapping(failure: MappingError) -> Failure {
    match failure {
        MappingError::NoCounterpart { .. } | MappingError::Refused { .. } => {
            Failure::NoCounterpart(failure.to_string())
        }
        other => Failure::usage(other.to_string()),
    }
}

/// Prints what is lost, one loss per line: parts that were not read, then members that the other version does not have.
fn print_losses(
    console: &Console,
    unread: &[Unread],
    losses: &[Loss],
    is_strict: bool,
) -> Result<(), Failure> {
    for part in unread {
        console.note(&format!("loss: {part}"));
    }
    for loss in losses {
        console.note(&format!("loss: {loss}"));
    }
    match is_strict && !(unread.is_empty() && losses.is_empty()) {
        true => Err(Failure::Lossy(unread.len() + losses.len())),
        false => Ok(()),
    }
}

fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    written(|mut out| write_json(&mut out, value))
}

/// Prints a whole document.
fn print(document: &[u8]) -> Result<(), Failure> {
    written(|out| out.write_all(document))
}

/// Writes to standard output. A reader that went away is not an error.
fn written(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(failure) if failure.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(failure)),
        _ => Ok(()),
    }
}
