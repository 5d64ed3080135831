//! `onet convert`: documents of version 1.x as version 2.0 writes them, and back.

use std::io::{self, Read as _, Write as _};
use std::path::Path;

use onet_compat::mapping::{self, LegacyCall, Loss, Mapped, MappingError, V2_BASE};
use onet_compat::{Document, Kind, RESOURCES, ReadLimits, Resource, Version};
use serde_json::Value;

use crate::arguments::{Convert, Global, V1ToV2, V2ToV1};
use crate::console::Console;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, console: &Console, command: Convert) -> Result<(), Failure> {
    match command {
        Convert::V1ToV2(arguments) => v1_to_v2(console, &arguments),
        Convert::V2ToV1(arguments) => v2_to_v1(global, console, &arguments),
    }
}

fn v1_to_v2(console: &Console, arguments: &V1ToV2) -> Result<(), Failure> {
    let input = Input::read(&arguments.converted.file)?;
    let Mapped { value, losses } = match &arguments.resource {
        Some(id) => {
            let resource = resource(id)?;
            mapping::to_v2(resource, &input.document_of(resource.kind)?).map_err(of_mapping)?
        }
        None => only_reading(input.readings()?)?,
    };
    print_losses(console, &losses, arguments.converted.strict)?;
    print(&pretty(&value)?)
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
    print_losses(console, &losses, converted.strict)?;
    match is_json {
        true => print(&pretty(&value.to_value())?),
        false => print(&value.write_xml()),
    }
}

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
        let limit = ReadLimits::default().bytes;
        // One byte more than may be, so that what is too large shows without being held.
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let read = match is_stdin {
            true => io::stdin().lock().take(most).read_to_end(&mut bytes),
            false => std::fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes)),
        };
        match read {
            Ok(length) if length > limit => Err(Failure::usage(format!(
                "{name} has more than {limit} bytes; no document of the service is that large"
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
        serde_json::from_slice(&self.bytes)
            .map_err(|error| self.wrong(format!("it is not well-formed JSON: {error}")))
    }

    /// The document, where its kind is known.
    fn document_of(&self, kind: Kind) -> Result<Document, Failure> {
        let read = match self.form()? {
            Form::Xml => Document::read_xml_as(kind, &self.bytes),
            Form::Json => Document::read_json_as(kind, &self.bytes),
        };
        read.map_err(|error| self.wrong(error))
    }

    /// The documents that it may be. XML names its kind; JSON is of each kind that has a place for all it holds.
    fn documents(&self) -> Result<Vec<Document>, Failure> {
        if self.form()? == Form::Xml {
            return Ok(vec![Document::read_xml(&self.bytes).map_err(|error| self.wrong(error))?]);
        }
        let value = self.json()?;
        let kinds = Kind::ALL.iter().filter_map(|kind| Document::from_value(*kind, value.clone()).ok());
        let documents: Vec<Document> = kinds.filter(|document| document.to_value() == value).collect();
        match documents.is_empty() {
            true => Err(self
                .wrong("it does not tell which document it is")
                .with_hint("--resource ID, as in online.search; docs/migrate-from-v1.md lists them")),
            false => Ok(documents),
        }
    }

    /// What each resource makes of it that it may be the answer of.
    fn readings(&self) -> Result<Vec<Reading>, Failure> {
        let documents = self.documents()?;
        let candidates = documents.iter().flat_map(|document| {
            let value = document.to_value();
            let report = value.get("report").and_then(Value::as_str).map(|report| format!(".{report}."));
            RESOURCES
                .iter()
                .filter(move |resource| resource.kind == document.kind())
                .filter(move |resource| report.as_ref().is_none_or(|report| resource.id.contains(report)))
                .map(move |resource| (resource, mapping::to_v2(resource, document)))
        });
        Ok(candidates.collect())
    }
}

/// A resource, and the answer of 2.0 that a document of it becomes.
type Reading = (&'static Resource, Result<Mapped<Value>, MappingError>);

/// The answer that all readings agree on. Which resource a document is of does not matter where all make the same of
/// it; the one that loses least has a place for most of what it holds.
fn only_reading(readings: Vec<Reading>) -> Result<Mapped<Value>, Failure> {
    let (good, bad): (Vec<Reading>, Vec<Reading>) = readings.into_iter().partition(|(_, read)| read.is_ok());
    let ids: Vec<&str> = good.iter().map(|(resource, _)| resource.id).collect();
    let answers: Vec<Mapped<Value>> = good.into_iter().filter_map(|(_, read)| read.ok()).collect();
    if answers.windows(2).any(|pair| pair[0].value != pair[1].value) {
        let what = "several resources have such a document, and version 2.0 answers them differently";
        return Err(Failure::usage(what).with_hint(format!("--resource with one of: {}", ids.join(", "))));
    }
    answers.into_iter().min_by_key(|answer| answer.losses.len()).ok_or_else(|| {
        let failure = bad.into_iter().find_map(|(_, read)| read.err());
        failure.map_or_else(|| Failure::usage("no resource of version 1.x has such a document"), of_mapping)
    })
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

/// Prints what is lost, one loss per line.
fn print_losses(console: &Console, losses: &[Loss], is_strict: bool) -> Result<(), Failure> {
    for loss in losses {
        console.note(&format!("loss: {loss}"));
    }
    match is_strict && !losses.is_empty() {
        true => Err(Failure::Lossy(losses.len())),
        false => Ok(()),
    }
}

fn pretty(value: &Value) -> Result<Vec<u8>, Failure> {
    let mut text =
        serde_json::to_vec_pretty(value).map_err(|failure| Failure::Answer(failure.to_string()))?;
    text.push(b'\n');
    Ok(text)
}

/// Prints a whole document. A reader that went away is not an error.
fn print(document: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(document).and_then(|()| out.flush()) {
        Err(failure) if failure.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(failure)),
        _ => Ok(()),
    }
}
