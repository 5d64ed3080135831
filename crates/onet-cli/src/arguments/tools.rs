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

/// What `onet mcp --help` ends with.
const MCP_SETUP: &str = r#"Set up for an assistant (Claude Desktop, VS Code, Cursor and others), in its configuration of MCP servers:

  {
    "mcpServers": {
      "onet": { "command": "onet", "args": ["mcp"] }
    }
  }

With a release of your own: "args": ["--release", "30.1", "mcp"]. Over HTTP: onet serve answers at http://127.0.0.1:8080/mcp."#;

/// Nine tools search, report, compare, code and query; they are listed in docs/mcp.md. Standard input and output carry the
/// protocol alone; notes go to standard error. The end of standard input ends the program.
#[derive(Debug, Args)]
#[command(before_help = "Example: onet --source sample mcp", after_help = MCP_SETUP)]
pub(crate) struct Mcp {}
