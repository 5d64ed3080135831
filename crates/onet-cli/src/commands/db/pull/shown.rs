//! Progress of a download on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use onet_download::{Progress, Restart};

use crate::console::Console;

const OF_KNOWN_SIZE: &str = "{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}";
const OF_UNKNOWN_SIZE: &str = "{spinner} {bytes}  {bytes_per_sec}";

/// A progress bar, and notes on restarts and repeated attempts.
pub(super) struct Shown {
    bar: ProgressBar,
    console: Console,
}

impl Shown {
    pub(super) fn new(console: &Console) -> Self {
        let bar = if console.shows_progress() { ProgressBar::no_length() } else { ProgressBar::hidden() };
        Self { bar, console: *console }
    }

    pub(super) fn show(&self, event: Progress<'_>) {
        match event {
            Progress::Started { from, total } => self.start(from, total),
            Progress::Bytes { so_far, .. } => self.bar.set_position(so_far),
            Progress::Restarted(why) => self.note(&format!("starting from the first byte: {}", reason(why))),
            Progress::Retrying { after, wait } => {
                self.note(&format!("{after}; trying again in {:.1} s", wait.as_secs_f32()));
            }
            _ => {}
        }
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn start(&self, from: u64, total: Option<u64>) {
        let template = if total.is_some() { OF_KNOWN_SIZE } else { OF_UNKNOWN_SIZE };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        if let Some(total) = total {
            self.bar.set_length(total);
        }
        self.bar.set_position(from);
        // The rate excludes the bytes of an earlier run.
        self.bar.reset_eta();
    }

    fn note(&self, text: &str) {
        self.bar.suspend(|| self.console.note(text));
    }
}

fn reason(why: Restart) -> &'static str {
    match why {
        Restart::NotResumable => "the partial file cannot be resumed",
        Restart::Changed => "the file has changed on the server",
        Restart::NoRanges => "the server does not support ranges",
        _ => "the server does not serve the missing range",
    }
}
