//! Where the rows of a command go: standard output, or a file that is whole or not there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IsTerminal as _, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::arguments::{Format, Global};
use crate::failure::Failure;
use crate::parquet_file::is_named_parquet;

/// An output that is being written.
pub(crate) enum Destination {
    Stdout(Stdout),
    /// A device or a pipe, such as `/dev/stdout`: it cannot be replaced by a file.
    Special(File),
    File {
        temporary: NamedTempFile,
        path: PathBuf,
    },
}

impl Destination {
    /// The file of `--output`, or standard output.
    pub(crate) fn open(output: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = output.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stdout(io::stdout()));
        };
        if path.is_dir() {
            return Err(Failure::usage(format!("{} is a folder", path.display())));
        }
        // What a link stands for is replaced, and not the link.
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if let Some(file) = special(path) {
            let file = file.map_err(|error| Failure::Storing(path.to_owned(), error))?;
            return Ok(Self::Special(file));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let temporary = new_file(folder.unwrap_or(Path::new(".")));
        let temporary = temporary.map_err(|error| Failure::Storing(path.to_owned(), error))?;
        if let Ok(earlier) = fs::metadata(path) {
            let kept = temporary.as_file().set_permissions(earlier.permissions());
            kept.map_err(|error| Failure::Storing(path.to_owned(), error))?;
        }
        Ok(Self::File { temporary, path: path.to_owned() })
    }

    /// Puts a file in its place.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.flush().map_err(Failure::Output)?;
        match self {
            Self::Stdout(_) | Self::Special(_) => Ok(()),
            Self::File { temporary, path } => publish(temporary, &path),
        }
    }

    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self, Self::Stdout(_))
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Special(file) => file.write(bytes),
            Self::File { temporary, .. } => temporary.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Special(file) => file.flush(),
            Self::File { temporary, .. } => temporary.flush(),
        }
    }
}

/// A device, a pipe or a socket, opened to be written; `None` for a file and for what does not exist.
pub(crate) fn special(path: &Path) -> Option<io::Result<File>> {
    let kind = fs::metadata(path).ok()?.file_type();
    (!kind.is_file() && !kind.is_dir()).then(|| OpenOptions::new().write(true).open(path))
}

/// The format of `--format`, else that of the output's name, else `otherwise`. Parquet does not go to a terminal.
pub(crate) fn format(global: &Global, output: Option<&Path>, otherwise: Format) -> Result<Format, Failure> {
    let by_name = output.and_then(|path| match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
        "ndjson" | "jsonl" => Some(Format::Ndjson),
        "json" => Some(Format::Json),
        _ => is_named_parquet(path).then_some(Format::Parquet),
    });
    let ending = output.and_then(Path::extension).filter(|_| global.format.is_none() && by_name.is_none());
    if let Some(ending) = ending {
        let ending = ending.to_string_lossy();
        return Err(Failure::usage(format!("a name that ends in .{ending} gives no format"))
            .with_hint("--format FORMAT, or a name that ends in .csv, .tsv, .json, .ndjson or .parquet"));
    }
    let format = global.format.or(by_name).unwrap_or(otherwise);
    let is_stdout = output.is_none_or(|path| path == Path::new("-"));
    if format == Format::Parquet && is_stdout && io::stdout().is_terminal() {
        return Err(Failure::usage("a terminal cannot show Parquet").with_hint("--output FILE.parquet"));
    }
    Ok(format)
}

/// A temporary file beside the place of a file.
pub(crate) fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut options = tempfile::Builder::new();
    options.prefix(".onet-export-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Others may read what is exported; the user's mask narrows it.
        options.permissions(std::fs::Permissions::from_mode(0o666));
    }
    options.tempfile_in(folder)
}

/// Puts a file in its place when it is whole.
pub(crate) fn publish(file: NamedTempFile, path: &Path) -> Result<(), Failure> {
    let synced = file.as_file().sync_all();
    let put = synced.and_then(|()| file.persist(path).map(drop).map_err(|failure| failure.error));
    put.map_err(|error| Failure::Storing(path.to_owned(), error))
}
