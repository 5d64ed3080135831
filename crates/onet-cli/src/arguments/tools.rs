//! The arguments of the commands about the program itself.

use clap::{Args, Subcommand};
use clap_complete::Shell;

/// The environment variable ONET_API_KEY comes before a stored key.
#[derive(Debug, Subcommand)]
pub(crate) enum Auth {
    /// Store a key of O*NET Web Services, typed without echo or read from standard input
    #[command(before_help = "Example: onet auth login < key.txt")]
    Login,
    /// Show where the key comes from, and never the key
    #[command(before_help = "Example: onet auth status")]
    Status,
    /// Remove the stored key
    #[command(before_help = "Example: onet auth logout")]
    Logout,
}

#[derive(Debug, Args)]
#[command(before_help = "Example: onet completions bash > ~/.local/share/bash-completion/completions/onet")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}
