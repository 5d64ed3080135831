//! Other people's clients against `onet serve`: clients written as the official samples are, clients that two
//! generators make of the contract, the SDKs of the Model Context Protocol, and schemathesis. docs/proofs.md says what each of them proves.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Context as _;
use xshell::{Shell, cmd};

use crate::ci::served::Served;
use crate::repository;

/// The environment variable that names the folder of a release in the text layout.
const RELEASE_DIR: &str = "ONET_TEST_RELEASE_DIR";

/// The built-in sample and the imported release, as `--source` takes them.
const SAMPLE: &str = "sample";
const RELEASE: &str = "release";

/// The key of a server that asks for one.
const KEY: &str = "proof-key";

/// The environment variables that name what goes with the release, where there is more.
const SUPPLEMENTS: [&str; 3] =
    ["ONET_TEST_PARTIAL_DIR", "ONET_TEST_CROSSWALKS_DIR", "ONET_TEST_PROFILER_DIR"];

/// A program that calls a server. It takes the base address; prints what it found; and ends with an error when an
/// answer is wrong.
struct Program {
    language: Language,
    /// The file in `fixtures/clients`.
    file: &'static str,
    credentials: Credentials,
    calls: Calls,
}

/// What a program calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Calls {
    /// The server, by its base address.
    Server,
    /// The server and, over standard input and output, `onet` itself: `--onet PROGRAM --source SOURCE`.
    ServerAndProgram,
}

/// How a program is told the key of a server that asks for one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Credentials {
    /// `--key KEY`; without it a server that asks for none is called.
    Key,
    /// A user name and a password, as clients of version 1.x have them. It wants a server that asks.
    Password,
}

enum Language {
    Python,
    Node,
}

const PROGRAMS: &[Program] = &[
    Program {
        language: Language::Python,
        file: "samples.py",
        credentials: Credentials::Key,
        calls: Calls::Server,
    },
    Program {
        language: Language::Node,
        file: "samples.mjs",
        credentials: Credentials::Key,
        calls: Calls::Server,
    },
    Program {
        language: Language::Python,
        file: "generated_client.py",
        credentials: Credentials::Key,
        calls: Calls::Server,
    },
    Program {
        language: Language::Node,
        file: "generated_client.mjs",
        credentials: Credentials::Key,
        calls: Calls::Server,
    },
    Program {
        language: Language::Python,
        file: "mcp_proof.py",
        credentials: Credentials::Key,
        calls: Calls::ServerAndProgram,
    },
    Program {
        language: Language::Node,
        file: "mcp_proof.mjs",
        credentials: Credentials::Key,
        calls: Calls::ServerAndProgram,
    },
    Program {
        language: Language::Python,
        file: "legacy/clients.py",
        credentials: Credentials::Password,
        calls: Calls::Server,
    },
    Program {
        language: Language::Node,
        file: "legacy/client.mjs",
        credentials: Credentials::Password,
        calls: Calls::Server,
    },
];

/// How many calls schemathesis makes up for an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Examples {
    /// Enough to find a fault that most calls show.
    Few,
    /// As many as `schemathesis.toml` has.
    Many,
}

/// Runs all programs, against the sample and, where there is one, a release.
pub(super) fn programs(shell: &Shell, tools: &Tools) -> anyhow::Result<()> {
    Server { tools, source: SAMPLE, access: Access::Open }.run_programs()?;
    let source = match shell.var(RELEASE_DIR) {
        Ok(release) => {
            tools.import(shell, &release)?;
            RELEASE
        }
        Err(_) => {
            crate::report(&format!("skipped: clients against a release, as {RELEASE_DIR} is not set\n"));
            SAMPLE
        }
    };
    Server { tools, source, access: Access::WithKey }.run_programs()
}

/// Makes up calls from the contract, right and wrong ones, from a fixed seed, to a server of what [`programs`] called.
pub(super) fn schemathesis(tools: &Tools, examples: Examples) -> anyhow::Result<()> {
    let source = if tools.home().is_dir() { RELEASE } else { SAMPLE };
    let server = Server { tools, source, access: Access::WithKey };
    let served = server.start()?;
    server.hold(&served, "schemathesis", |base| tools.schemathesis(base, examples))
}

/// Who is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Everybody.
    Open,
    /// Who has [`KEY`].
    WithKey,
}

/// A server to call.
struct Server<'a> {
    tools: &'a Tools,
    /// The sample or the imported release, as `--source` takes it.
    source: &'static str,
    access: Access,
}

impl Server<'_> {
    fn run_programs(&self) -> anyhow::Result<()> {
        let served = self.start()?;
        let can_be_told =
            |program: &&Program| self.access == Access::WithKey || program.credentials == Credentials::Key;
        PROGRAMS
            .iter()
            .filter(can_be_told)
            .try_for_each(|program| self.hold(&served, program.file, |base| self.program(program, base)))
    }

    fn start(&self) -> anyhow::Result<Served> {
        Served::start(&mut self.serve("127.0.0.1:0"))
    }

    /// Runs a client; where it fails, says how to see that again.
    fn hold(&self, served: &Served, name: &str, client: impl Fn(&str) -> Command) -> anyhow::Result<()> {
        let output = client(served.base()).output().with_context(|| format!("{name} does not start"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        anyhow::ensure!(
            output.status.success(),
            "{said}{}\n{name} against the {}: an answer is wrong; to see it again:\n  {:?} &\n  {:?}",
            String::from_utf8_lossy(&output.stderr),
            self.source,
            self.serve("127.0.0.1:8080"),
            client("http://127.0.0.1:8080"),
        );
        let last = said.lines().last().unwrap_or("it said nothing");
        crate::report(&format!("{name} against the {}: {last}\n", self.source));
        Ok(())
    }

    /// `onet serve` on an address.
    fn serve(&self, listen: &str) -> Command {
        let mut command = Command::new(&self.tools.program);
        command
            .args(["serve", "--source", self.source, "--listen", listen])
            .env("ONET_HOME", self.tools.home())
            .env_remove("ONET_RELEASE");
        if let Access::WithKey = self.access {
            command.arg("--key-file").arg(self.tools.key_file());
        }
        command
    }

    fn program(&self, program: &Program, base: &str) -> Command {
        let mut command = match program.language {
            Language::Python => Command::new(self.tools.python()),
            Language::Node => Command::new("node"),
        };
        command
            // The Node programs find their packages by the folder they are run in.
            .current_dir(self.tools.node())
            .arg(fixtures().join(program.file))
            .arg(base);
        if program.calls == Calls::ServerAndProgram {
            command
                .args(["--source", self.source])
                .arg("--onet")
                .arg(&self.tools.program)
                .env("ONET_HOME", self.tools.home())
                .env_remove("ONET_RELEASE");
        }
        match (self.access, program.credentials) {
            (Access::Open, _) => {}
            (Access::WithKey, Credentials::Key) => {
                command.args(["--key", KEY]);
            }
            (Access::WithKey, Credentials::Password) => {
                command.args(["anybody", KEY]);
            }
        }
        command
    }
}

/// What the clients are run with: a folder of Python and Node packages in the target folder, each of a fixed version.
pub(super) struct Tools {
    folder: PathBuf,
    /// The program whose server is called.
    program: PathBuf,
}

impl Tools {
    /// Installs the packages, or finds them installed. It has a shell of its own, as it runs beside other steps.
    pub(super) fn install() -> anyhow::Result<Self> {
        let shell = &Shell::new()?;
        let tools = Self { folder: repository::target()?.join("clients"), program: PathBuf::new() };
        shell.remove_path(tools.home())?;
        let (python, node) = (tools.python(), tools.node());
        std::fs::create_dir_all(&node)?;
        std::fs::write(tools.key_file(), format!("{KEY}\n"))?;

        let can_install = cmd!(shell, "{python} -m pip --version").quiet().ignore_stdout().ignore_stderr();
        if !python.exists() || can_install.run().is_err() {
            let venv = tools.folder.join("venv");
            cmd!(shell, "python3 -m venv --clear {venv}")
                .run()
                .context("cure: install Python 3.11 or later with its venv (Debian: python3-venv)")?;
        }
        let requirements = fixtures().join("requirements.txt");
        cmd!(shell, "{python} -m pip install --quiet --disable-pip-version-check -r {requirements}").run()?;

        for file in ["package.json", "package-lock.json"] {
            std::fs::copy(fixtures().join(file), node.join(file))?;
        }
        let _in_node = shell.push_dir(&node);
        cmd!(shell, "npm ci --no-audit --no-fund --ignore-scripts")
            .run()
            .context("cure: install Node 18 or later with npm (Debian: nodejs npm)")?;
        Ok(tools)
    }

    /// The same, for the server of this program.
    pub(super) fn with_program(self, program: PathBuf) -> Self {
        Self { program, ..self }
    }

    /// Imports a release into a home of its own.
    fn import(&self, shell: &Shell, release: &str) -> anyhow::Result<()> {
        let (onet, home) = (&self.program, self.home());
        let more = SUPPLEMENTS.iter().filter_map(|variable| shell.var(variable).ok());
        let more: Vec<String> = more.flat_map(|folder| ["--with".to_owned(), folder]).collect();
        cmd!(shell, "{onet} db import {release} {more...}").env("ONET_HOME", &home).run()?;
        Ok(())
    }

    fn schemathesis(&self, base: &str, examples: Examples) -> Command {
        let mut command = Command::new(self.python());
        command
            // It leaves files where it is run.
            .current_dir(&self.folder)
            .env("ONET_PROOF_KEY", KEY)
            .env("SCHEMATHESIS_HOOKS", fixtures().join("schemathesis_hooks.py"))
            .args(["-m", "schemathesis.cli", "--config-file"])
            .arg(fixtures().join("schemathesis.toml"))
            .arg("run")
            .arg(repository::contract())
            .args(["--url", base, "--no-color", "--warnings", "off"]);
        if examples == Examples::Few {
            command.args(["--max-examples", "3"]);
        }
        command
    }

    fn python(&self) -> PathBuf {
        self.folder.join("venv/bin/python")
    }

    fn node(&self) -> PathBuf {
        self.folder.join("node")
    }

    /// The data folder of the servers: the release, and nothing of who runs this.
    fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    fn key_file(&self) -> PathBuf {
        self.folder.join("keys")
    }
}

fn fixtures() -> PathBuf {
    repository::root().join("fixtures/clients")
}
