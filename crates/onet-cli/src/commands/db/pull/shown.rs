//! How far a download has come, for the one who waits.

use indicatif::{ProgressBar, ProgressStyle};
use onet_download::{Progress, Restart};

use crate::talk::Talk;

const OF_KNOWN_SIZE: &str = "{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}";
const OF_UNKNOWN_SIZE: &str = "{spinner} {bytes}  {bytes_per_sec}";

/// A bar on a terminal, and words for what is out of the ordinary.
pub(super) struct Shown {
    bar: ProgressBar,
    talk: Talk,
}

impl Shown {
    pub(super) fn new(talk: &Talk) -> Self {
        let bar = if talk.shows_progress() { ProgressBar::no_length() } else { ProgressBar::hidden() };
        Self { bar, talk: *talk }
    }

    pub(super) fn show(&self, event: Progress<'_>) {
        match event {
            Progress::Started { from, total } => self.start(from, total),
            Progress::Bytes { so_far, .. } => self.bar.set_position(so_far),
            Progress::Restarted(why) => self.note(&format!("begun anew: {}", reason(why))),
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
        // The speed is that of what arrives now.
        self.bar.reset_eta();
    }

    fn note(&self, text: &str) {
        self.bar.suspend(|| self.talk.note(text));
    }
}

fn reason(why: Restart) -> &'static str {
    match why {
        Restart::NotResumable => "nothing vouches for the part that is here",
        Restart::Changed => "the file has changed since its first part was downloaded",
        Restart::NoRanges => "the server sends whole files only",
        _ => "the server does not have the part that is missing",
    }
}
