//! Printing of a report: on the terminal, as values, or into files.

use std::io::Write as _;
use std::path::Path;

use onet_pages::records::Record;
use onet_pages::terminal::{self, Clip, Color, Layout};
use onet_pages::{Report, html, svg};
use serde::Serialize;

use crate::arguments::{Files, Format, Global};
use crate::console::Console;
use crate::destination::Destination;
use crate::failure::Failure;
use crate::output::{self, Column, Output, text};

const COLUMNS: &[Column] =
    &[text("code"), text("section"), text("id"), text("name"), text("value"), text("level")];

/// A report in all its forms.
pub(super) struct Printed<'a, T> {
    /// The values, as JSON prints them.
    pub(super) document: &'a T,
    /// The member of the JSON that NDJSON prints line by line.
    pub(super) items: &'static str,
    /// The values as rows.
    pub(super) records: Vec<Record>,
    /// The report for a terminal.
    pub(super) screen: Report,
    /// The report for a page and for charts.
    pub(super) page: Report,
    /// How much of long texts a terminal shows.
    pub(super) clip: Clip,
}

impl<T: Serialize> Printed<'_, T> {
    /// Writes the files that were requested; without any, or with a format, prints the report.
    pub(super) fn print(self, global: &Global, console: &Console, files: &Files) -> Result<(), Failure> {
        if let Some(file) = &files.html {
            write_whole(console, file, &html::page(&self.page))?;
        }
        if let Some(file) = &files.plot {
            write_plot(console, file, &self.page)?;
        }
        if !files.is_empty() && global.format.is_none() {
            return Ok(());
        }
        if output::format(global) == Format::Table {
            return print_text(global, &self.screen, self.clip);
        }
        let rows = self.records.into_iter().map(Record::into_cells).collect();
        Output::new(self.document, Some(self.items), COLUMNS, rows)?.print(global)
    }
}

fn print_text(global: &Global, report: &Report, clip: Clip) -> Result<(), Failure> {
    let width = output::terminal_width().map_or(terminal::USUAL_WIDTH, usize::from);
    output::print(global, |out, color| {
        let color = if color { Color::Ansi } else { Color::Plain };
        out.write_all(terminal::render_clipped(report, Layout { width, color }, clip).as_bytes())
    })
}

/// Writes the charts of a report as an SVG file.
pub(super) fn write_plot(console: &Console, file: &Path, report: &Report) -> Result<(), Failure> {
    if report.charts().next().is_none() {
        return Err(Failure::unknown(format!(
            "{} has no chart to draw, and no file was written",
            report.name
        ))
        .with_hint("--html FILE writes the report as a page"));
    }
    write_whole(console, file, &svg::document(&report.name, report.charts()))
}

/// Writes a file whole or not at all.
fn write_whole(console: &Console, file: &Path, content: &str) -> Result<(), Failure> {
    let mut to = Destination::open(Some(file))?;
    to.write_all(content.as_bytes()).map_err(|failure| Failure::Storing(file.to_owned(), failure))?;
    to.finish()?;
    console.note(&format!("wrote {}", file.display()));
    Ok(())
}
