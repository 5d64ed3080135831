//! `onet show`: the report on an occupation, or several side by side.

use futures::future::try_join_all;
use onet_domain::comparison::{Comparison, Order};
use onet_domain::occupation_report::{OccupationDocument, OccupationReport, Section};
use onet_domain::{Absence, OnetSocCode};
use onet_pages::records;
use onet_pages::reports::{self, Extent};
use onet_pages::terminal::Clip;

use super::occupation::{absent, resolve, split};
use super::report::Printed;
use crate::arguments::{Format, Global, Show};
use crate::console::Console;
use crate::failure::{Failure, NoSections};
use crate::{output, source};

/// Lines of a text in the summary on a terminal.
const LINES: usize = 2;
/// Sections that the summary on a terminal does not show.
const LONG: [Section; 2] = [Section::CareerClusters, Section::Crosswalks];
/// The most occupations side by side.
pub(super) const SIDE_BY_SIDE: usize = 6;

pub(crate) fn run(global: &Global, console: &Console, arguments: Show) -> Result<(), Failure> {
    let wanted = split(&arguments.occupation);
    if wanted.len() > 1 {
        return several(global, console, &arguments, &wanted);
    }
    let client = source::client(global, console)?;
    let sections = match arguments.sections.is_empty() {
        true => Section::ALL.to_vec(),
        false => arguments.sections.clone(),
    };
    let is_whole = arguments.details || !arguments.sections.is_empty();
    let is_brief = !is_whole && arguments.files.is_empty() && output::format(global) == Format::Table;
    let report = OccupationReport::new(client.clone());
    // A screen has no room for what these calls would bring.
    let (report, sections) = match is_brief {
        true => (
            report.without_levels(),
            Section::ALL.into_iter().filter(|known| !LONG.contains(known)).collect(),
        ),
        false => (report, sections),
    };
    let document = super::block_on(async {
        let code = resolve(&client, console, &wanted[0]).await?;
        report.document(code, &sections).await.map_err(absent)
    })?;
    let (screen, page, clip) = match is_whole {
        true => (Extent::Details, Extent::Details, Clip::Never),
        false => (Extent::Brief, Extent::Summary, Clip::Lines(LINES)),
    };
    let printed = Printed {
        document: &document,
        items: "sections",
        records: records::occupation(&document),
        screen: reports::occupation(&document, screen),
        page: reports::occupation(&document, page),
        clip,
    };
    printed.print(global, console, &arguments.files)?;
    match arguments.sections.is_empty() {
        true => Ok(()),
        false => requested(&document),
    }
}

/// Fails where a section that was requested by its name is not there; the others have been printed.
fn requested(document: &OccupationDocument) -> Result<(), Failure> {
    let missing = document.sections.iter().filter_map(|part| {
        let reason = part.answer.reason()?;
        Some((part.section, reason, part.answer.absence()?))
    });
    let missing: Vec<(Section, &str, Absence)> = missing.collect();
    let Some((_, reason, _)) = missing.first() else { return Ok(()) };
    let what = match missing.as_slice() {
        [(section, ..)] => format!("{} of {}: {reason}", section.title(), document.occupation.code),
        several => {
            let names: Vec<&str> = several.iter().map(|(section, ..)| section.title()).collect();
            format!(
                "{} of {} are not there, the first because: {reason}",
                names.join(", "),
                document.occupation.code
            )
        }
    };
    let of_source = missing.iter().any(|(.., absence)| *absence == Absence::Source);
    let absence = if of_source { Absence::Source } else { Absence::Occupation };
    Err(Failure::NoSections(NoSections { what, absence }))
}

/// Several occupations: the highest scores side by side.
fn several(global: &Global, console: &Console, arguments: &Show, wanted: &[String]) -> Result<(), Failure> {
    if !arguments.sections.is_empty() {
        return Err(Failure::usage("--section is for the report on one occupation")
            .with_hint("onet show CODE --section SECTION, or onet compare"));
    }
    compare(global, console, wanted, Order::Score, extent(arguments.details), &arguments.files)
}

/// How much a comparison shows.
pub(super) fn extent(details: bool) -> Extent {
    if details { Extent::Details } else { Extent::Summary }
}

/// An occupation compared with itself is a mistake in the command.
fn differ(codes: &[OnetSocCode], wanted: &[String]) -> Result<(), Failure> {
    for (at, code) in codes.iter().enumerate() {
        if let Some(before) = codes[..at].iter().position(|other| other == code) {
            let (first, second) = (&wanted[before], &wanted[at]);
            let how = match first == second {
                true => format!("{first} is given twice"),
                false => format!("{first} and {second} are both {code}"),
            };
            return Err(Failure::usage(how).with_hint("occupations that differ"));
        }
    }
    Ok(())
}

/// The comparison of occupations, in an order.
pub(super) fn compare(
    global: &Global,
    console: &Console,
    wanted: &[String],
    order: Order,
    extent: Extent,
    files: &crate::arguments::Files,
) -> Result<(), Failure> {
    if !(2..=SIDE_BY_SIDE).contains(&wanted.len()) {
        let count = wanted.len();
        return Err(Failure::usage(format!("2 to {SIDE_BY_SIDE} occupations are compared, not {count}")));
    }
    let client = source::client(global, console)?;
    let document = super::block_on(async {
        let codes = try_join_all(wanted.iter().map(|text| resolve(&client, console, text))).await?;
        differ(&codes, wanted)?;
        Comparison::new(client.clone()).document(&codes, order).await.map_err(absent)
    })?;
    let (on_screen, on_page) = match extent {
        Extent::Details => (usize::MAX, usize::MAX),
        Extent::Brief | Extent::Summary => (5, 10),
    };
    let printed = Printed {
        document: &document,
        items: "sections",
        records: records::comparison(&document),
        screen: reports::comparison(&document, on_screen),
        page: reports::comparison(&document, on_page),
        clip: Clip::Never,
    };
    printed.print(global, console, files)
}
