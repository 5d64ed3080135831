//! Where the data of a command go: standard output, a file that is whole or not there, a device or a pipe.
//!
//! Every command writes its files through this module, so that the same holds for all of them: links are followed, a file
//! that is replaced keeps its permissions, a read-only one is refused, and a signal leaves nothing behind.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, IsTerminal as _, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::arguments::{Format, Global};
use crate::failure::Failure;
use crate::parquet_file::is_named_parquet;
use crate::signals::{self, Removed};

/// Links that are followed from one name.
const LINKS: usize = 40;

/// Endings of files of text, which have the usual format of the command.
const OF_TEXT: [&str; 4] = ["txt", "text", "out", "log"];

/// An output that is being written.
pub(crate) enum Destination {
    Stdout(Stdout),
    /// A device or a pipe, which cannot be replaced by a file.
    Stream(File),
    File(Box<Draft>),
}

impl Destination {
    /// The file of `--output`, or standard output.
    pub(crate) fn open(output: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = output.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stdout(io::stdout()));
        };
        let kind = fs::metadata(path).ok().map(|found| found.file_type());
        match kind {
            Some(kind) if !kind.is_file() && !kind.is_dir() && !is_block_device(kind) => {
                let opened = OpenOptions::new().write(true).open(path);
                opened.map(Self::Stream).map_err(|error| Failure::Storing(path.to_owned(), error))
            }
            _ => Draft::beside(path).map(Box::new).map(Self::File),
        }
    }

    /// Puts a file in its place.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.flush().map_err(Failure::Output)?;
        match self {
            Self::Stdout(_) | Self::Stream(_) => Ok(()),
            Self::File(draft) => draft.publish(),
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
            Self::Stream(file) => file.write(bytes),
            Self::File(draft) => draft.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Stream(file) => file.flush(),
            Self::File(draft) => draft.file.flush(),
        }
    }
}

/// Whether nobody reads standard output any more. Known without writing to it.
#[cfg(unix)]
pub(crate) fn is_stdout_closed() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let output = rustix::stdio::stdout();
    let mut waiting = [PollFd::new(&output, PollFlags::empty())];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut waiting, Some(&now)).is_ok() && waiting[0].revents().contains(PollFlags::ERR)
}

#[cfg(not(unix))]
pub(crate) fn is_stdout_closed() -> bool {
    false
}

/// The format of `--format`, else that of the output's name, else `otherwise`. Parquet does not go to a terminal.
pub(crate) fn format(global: &Global, output: Option<&Path>, otherwise: Format) -> Result<Format, Failure> {
    let ending = output.and_then(|path| Some(path.extension()?.to_str()?.to_ascii_lowercase()));
    let by_name = match ending.as_deref() {
        Some("csv") => Some(Format::Csv),
        Some("tsv" | "tab") => Some(Format::Tsv),
        Some("ndjson" | "jsonl") => Some(Format::Ndjson),
        Some("json") => Some(Format::Json),
        _ => output.filter(|path| is_named_parquet(path)).map(|_| Format::Parquet),
    };
    let is_stream = output.is_some_and(|path| path.metadata().is_ok_and(|found| !found.is_file()));
    let is_foreign = |ending: &String| by_name.is_none() && !is_stream && !OF_TEXT.contains(&ending.as_str());
    if let (None, Some(ending)) = (global.format, ending.filter(is_foreign)) {
        return Err(Failure::usage(format!("a file named .{ending} is of no format that is written here"))
            .with_hint("a name in .csv, .tsv, .json, .ndjson or .parquet, or --format"));
    }
    let format = global.format.or(by_name).unwrap_or(otherwise);
    let is_stdout = output.is_none_or(|path| path == Path::new("-"));
    if format == Format::Parquet && is_stdout && io::stdout().is_terminal() {
        return Err(Failure::usage("a terminal cannot show Parquet").with_hint("--output FILE.parquet"));
    }
    Ok(format)
}

/// Refuses to write to the file that is read.
pub(crate) fn refuse_input(output: Option<&Path>, input: Option<&Path>) -> Result<(), Failure> {
    let (Some(output), Some(input)) = (output, input) else { return Ok(()) };
    let same = match (fs::canonicalize(output), fs::canonicalize(input)) {
        (Ok(output_path), Ok(input_path)) => output_path == input_path && output_path.is_file(),
        _ => false,
    };
    match same {
        true => Err(Failure::usage(format!("{} is the input", output.display()))
            .with_hint("--output with another file; it can be renamed afterwards")),
        false => Ok(()),
    }
}

/// A file in the making, beside its place. Dropped, or ended by a signal, it leaves nothing behind.
pub(crate) struct Draft {
    /// Removed by a signal for as long as it is not in its place.
    removed: Removed,
    file: NamedTempFile,
    /// The place as it was named, for messages.
    named: PathBuf,
    /// The place, at the end of all links.
    place: PathBuf,
    replaced: Option<Metadata>,
}

impl Draft {
    /// Begins a file that will be at this place.
    pub(crate) fn beside(named: &Path) -> Result<Self, Failure> {
        let failed = |error| Failure::Storing(named.to_owned(), error);
        let place = resolved(named).map_err(failed)?;
        let replaced = fs::metadata(&place).ok();
        match &replaced {
            Some(found) if found.is_dir() => {
                return Err(Failure::usage(format!("{} is a folder", named.display())));
            }
            Some(found) if !found.is_file() => {
                return Err(Failure::usage(format!("{} is a device", named.display())));
            }
            Some(found) => writable(&place, found).map_err(failed)?,
            None => {}
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            let why = format!("there is no folder {}", folder.display());
            return Err(failed(io::Error::new(io::ErrorKind::NotFound, why)));
        }
        signals::watch();
        let file = temporary(folder, replaced.is_some()).map_err(|error| failed(reason(&error)))?;
        let removed = Removed::by_signal(file.path().to_owned());
        Ok(Self { removed, file, named: named.to_owned(), place, replaced })
    }

    /// Where the file is before it is published.
    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Puts the file in its place when it is whole.
    pub(crate) fn publish(self) -> Result<(), Failure> {
        let Self { removed, file, named, place, replaced } = self;
        let put = || -> io::Result<()> {
            if let Some(replaced) = &replaced {
                keep_access(file.as_file(), replaced)?;
            }
            file.as_file().sync_all()?;
            file.persist(&place).map(drop).map_err(|failure| failure.error)
        };
        let put = put();
        drop(removed);
        put.map_err(|error| Failure::Storing(named, error))
    }
}

/// A temporary file that a signal removes.
pub(crate) struct Spool {
    _removed: Removed,
    pub(crate) file: NamedTempFile,
}

impl Spool {
    pub(crate) fn new() -> io::Result<Self> {
        signals::watch();
        let file = NamedTempFile::with_prefix("onet-input-")?;
        Ok(Self { _removed: Removed::by_signal(file.path().to_owned()), file })
    }
}

/// What a name leads to, also where that is not there yet.
fn resolved(named: &Path) -> io::Result<PathBuf> {
    let mut place = named.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = fs::read_link(&place) else { return Ok(place) };
        place = place.parent().map_or_else(|| to.clone(), |folder| folder.join(&to));
    }
    Err(io::Error::other("too many links lead from one to another"))
}

/// Refuses a file that may not be written, although its folder may.
fn writable(place: &Path, found: &Metadata) -> io::Result<()> {
    if found.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    OpenOptions::new().write(true).open(place).map(drop)
}

/// A new file. Others may read what is exported; the user's mask narrows it. One that replaces another gets the
/// permissions of that when it is whole.
fn temporary(folder: &Path, replaces: bool) -> io::Result<NamedTempFile> {
    let mut options = tempfile::Builder::new();
    options.prefix(".onet-export-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        options.permissions(fs::Permissions::from_mode(if replaces { 0o600 } else { 0o666 }));
    }
    #[cfg(not(unix))]
    let _ = replaces;
    options.tempfile_in(folder)
}

/// The reason of the system without the name of a temporary file.
fn reason(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| io::Error::from(error.kind()), io::Error::from_raw_os_error)
}

/// Gives a file the owner and the permissions of the one that it replaces.
#[cfg(unix)]
fn keep_access(file: &File, replaced: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};

    let own = file.metadata()?;
    let mut mode = replaced.mode() & 0o777;
    let is_same = (own.uid(), own.gid()) == (replaced.uid(), replaced.gid());
    if !is_same && fchown(file, Some(replaced.uid()), Some(replaced.gid())).is_err() {
        // Another group is not given what was meant for the group of the file.
        mode &= !0o070;
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_access(file: &File, replaced: &Metadata) -> io::Result<()> {
    file.set_permissions(replaced.permissions())
}

#[cfg(unix)]
fn is_block_device(kind: fs::FileType) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    kind.is_block_device()
}

#[cfg(not(unix))]
fn is_block_device(_kind: fs::FileType) -> bool {
    false
}
