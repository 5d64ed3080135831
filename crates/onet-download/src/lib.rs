//! Download of one file over HTTP.
//!
//! ```no_run
//! use onet_download::{Content, Download, Folder};
//!
//! # async fn example() -> Result<(), onet_download::Error> {
//! let folder = Folder::lock("downloads")?;
//! let file = Download::new("https://www.onetcenter.org/dl_files/database/db_29_3_text.zip")?
//!     .content(Content::Zip)
//!     .run(&folder)
//!     .await?;
//! println!("{}: {} bytes, SHA-256 {}", file.path.display(), file.bytes, file.sha256);
//! # Ok(())
//! # }
//! ```
//!
//! # Guarantees
//!
//! A file appears under its name only when it is complete: bytes go to `NAME.part`, which is renamed at the end. An
//! interrupted download is resumed, in the same run or a later one, if the server supports ranges: `NAME.json` holds the
//! validators of the file (entity tag and date), and a file that has changed in between is downloaded from the start. A
//! file that is already there and has not changed is not downloaded again.
//!
//! With [`Content::Zip`], a web page or any other file that is no zip file is refused before a byte of it is written.
//! Redirects are followed, at most [`REDIRECTS`] of them, and never from https to plain http. Messages and records never
//! contain the user name, the password or the query of an address.
//!
//! # Cookbook
//!
//! ## Show how far it is
//!
//! ```no_run
//! use onet_download::{Download, Folder, Progress};
//!
//! # async fn example() -> Result<(), onet_download::Error> {
//! let file = Download::new("https://example.org/large.zip")?
//!     .progress(|event| match event {
//!         Progress::Bytes { so_far, total: Some(total) } => eprintln!("{so_far} of {total}"),
//!         Progress::Retrying { after, wait } => eprintln!("{after}; again in {wait:?}"),
//!         _ => {}
//!     })
//!     .run(&Folder::lock("downloads")?)
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! ## Handle a failure
//!
//! ```no_run
//! use onet_download::{Download, ErrorKind, Folder};
//!
//! # async fn example() -> Result<(), onet_download::Error> {
//! let folder = Folder::lock("downloads")?;
//! match Download::new("https://example.org/large.zip")?.run(&folder).await {
//!     Ok(file) => println!("{}", file.path.display()),
//!     Err(error) if error.kind() == ErrorKind::NotFound => println!("there is no such file"),
//!     Err(error) => return Err(error),
//! }
//! # Ok(())
//! # }
//! ```

mod address;
mod connection;
mod content;
mod download;
mod draft;
mod error;
mod folder;
mod limits;
mod progress;
mod record;
mod transfer;

pub use connection::REDIRECTS;
pub use content::Content;
pub use download::Download;
pub use draft::{Arrival, Downloaded};
pub use error::{Error, ErrorKind};
pub use folder::Folder;
pub use progress::{Progress, Restart};

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
