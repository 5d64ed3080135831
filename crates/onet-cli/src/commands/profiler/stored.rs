//! Answers that a person has given so far, on this machine.

use std::io;
use std::path::PathBuf;

use onet_db::Home;
use onet_domain::{ProfilerAnswer, ProfilerForm};

use crate::failure::Failure;

/// The answers so far, stored after each.
pub(super) struct Stored {
    file: PathBuf,
    answers: Vec<ProfilerAnswer>,
}

impl Stored {
    /// The answers of an earlier run, if it stopped before the end.
    pub(super) fn open(form: ProfilerForm) -> Result<Self, Failure> {
        let file = Home::from_env()?.path().join(format!("profiler-{}.answers", form.questions()));
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let answers = text.trim().chars().map(|digit| digit.to_string().parse());
        // A file of anything else is not ours.
        let mut answers: Vec<ProfilerAnswer> = answers.collect::<Result<_, _>>().unwrap_or_default();
        answers.truncate(form.questions());
        Ok(Self { file, answers })
    }

    pub(super) fn answers(&self) -> &[ProfilerAnswer] {
        &self.answers
    }

    /// Stores the answer to a question: another one in place of that which stands, or the next one.
    pub(super) fn set(&mut self, question: usize, answer: ProfilerAnswer) -> Result<(), Failure> {
        match self.answers.get_mut(question) {
            Some(known) => *known = answer,
            None => self.answers.push(answer),
        }
        self.write()
    }

    pub(super) fn clear(&mut self) -> Result<(), Failure> {
        self.answers.clear();
        self.write()
    }

    /// Removes the file. The answers have been used, and a file that stays does no harm.
    pub(super) fn remove(&self) {
        let _ = std::fs::remove_file(&self.file);
    }

    fn write(&self) -> Result<(), Failure> {
        let digits: String = self.answers.iter().map(|answer| char::from(b'0' + answer.number())).collect();
        let folder = self.file.parent();
        let written = folder.map_or(Ok(()), std::fs::create_dir_all);
        written.and_then(|()| write_private(&self.file, &digits)).map_err(|failure| {
            Failure::Output(io::Error::new(failure.kind(), format!("{}: {failure}", self.file.display())))
        })
    }
}

/// Writes a file that other users of the machine cannot read: interests are personal.
fn write_private(file: &std::path::Path, text: &str) -> io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(file)?.write_all(text.as_bytes())
}
