//! Where the inputs of a batch come from: arguments, a file or standard input.

use std::path::{Path, PathBuf};

use onet_domain::{Likeness, TypedCode};

use crate::arguments::Codes;
use crate::failure::Failure;
use crate::input;
use crate::parquet_file::is_named_parquet;

/// Where inputs come from.
pub(super) enum Inputs {
    Arguments(Vec<String>),
    Stream(Option<PathBuf>),
}

impl Codes {
    pub(super) fn inputs(&self) -> Result<Inputs, Failure> {
        match (self.codes.as_slice(), &self.file) {
            ([], Some(file)) => Ok(Inputs::Stream(Some(file.clone()))),
            ([], None) if self.has_input_options() => Ok(Inputs::Stream(None)),
            ([], None) => Err(Failure::usage("no code is given")
                .with_hint("a code, words, a file of codes, or - for standard input")),
            ([one], _) if one == "-" => Ok(Inputs::Stream(None)),
            ([one], _) if is_path(one) && Path::new(one).is_dir() => {
                Err(Failure::usage(format!("{one} is a folder"))
                    .with_hint("a file of codes in it, or - for standard input"))
            }
            // A path that leads nowhere is reported as a file that cannot be opened.
            ([one], _) if is_file(one) || is_path(one) => Ok(Inputs::Stream(Some(PathBuf::from(one)))),
            (several, _) => self.arguments(several),
        }
    }

    fn arguments(&self, several: &[String]) -> Result<Inputs, Failure> {
        if several.iter().any(|code| code == "-") {
            return Err(Failure::usage("- reads standard input and stands alone"));
        }
        if let Some(file) = several.iter().find(|argument| is_file(argument)) {
            return Err(Failure::usage(format!("{file} names a file, and a file stands alone"))
                .with_hint("one file at a time, or codes alone"));
        }
        if self.has_input_options() {
            return Err(Failure::usage("--column and --input-format are for a file or standard input")
                .with_hint("leave them out, or - for standard input"));
        }
        Ok(Inputs::Arguments(several.to_vec()))
    }

    /// Whether options describe a file or standard input.
    fn has_input_options(&self) -> bool {
        self.column.is_some() || self.input_format.is_some()
    }

    /// Whether there is anything to look up.
    pub(crate) fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.file.is_none() && !self.has_input_options()
    }

    /// Whether a file or standard input is read.
    pub(crate) fn is_stream(&self) -> bool {
        match self.codes.as_slice() {
            [] => !self.is_empty(),
            [_] => self.single().is_none(),
            _ => false,
        }
    }

    /// The one code or text that is given as an argument.
    pub(crate) fn single(&self) -> Option<&str> {
        match self.codes.as_slice() {
            [one] if one != "-" && !is_file(one) && !is_path(one) => Some(one),
            _ => None,
        }
    }
}

/// Whether an argument names a file: it ends as files do, also one that is not there, or there is such a file and the
/// argument is no code. A file without an ending counts where it is one of another program: `cook` is a word otherwise.
fn is_file(argument: &str) -> bool {
    let path = Path::new(argument);
    let is_text = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    if is_text
        || is_named_parquet(path)
        || input::layout_of_name(path).is_some()
        || input::is_named_foreign(path)
    {
        return true;
    }
    let is_code = || TypedCode::read(argument).is_some_and(|code| code.likeness() == Likeness::Code);
    path.is_file() && (path.extension().is_some() || input::is_foreign(path)) && !is_code()
}

/// Whether an argument is written as a path: no code and no title begins so.
fn is_path(argument: &str) -> bool {
    ["/", "./", "../", "~/", ".\\", "..\\"].iter().any(|start| argument.starts_with(start))
}

/// Refuses a file or a path where a command takes codes or words alone.
pub(in crate::commands) fn refuse_file(argument: &str) -> Result<(), Failure> {
    match is_file(argument) || is_path(argument) {
        true => {
            Err(Failure::usage(format!("{argument} names a file, and the command takes a code or words"))
                .with_hint("onet code FILE codes the titles of a file, onet crosswalk soc FILE its codes"))
        }
        false => Ok(()),
    }
}
