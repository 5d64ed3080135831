//! What maintainers and CI run: the contract (`spec sync`), the generated client (`codegen`),
//! what changed upstream (`drift`), how good answers are (`eval`), attacks on the server (`torture`), and every check in
//! one command (`ci`).

mod ci;
mod codegen;
mod coding;
mod contract;
mod dependencies;
mod drift;
mod eval;
mod fuzz;
mod interface;
mod json;
mod published;
mod release;
mod repository;
mod torture;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The address at which O*NET publishes its OpenAPI definition.
const PUBLISHED_DEFINITION: &str = "https://services.onetcenter.org/reference/openapi.json";

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Maintenance of the onet workspace")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Work on the contract in spec/.
    Spec {
        #[command(subcommand)]
        command: SpecCommand,
    },
    /// Generate crates/onet-api/src/generated.rs from spec/openapi.json.
    Codegen {
        /// Compare instead of write; exit 1 with a diff when the file is stale.
        #[arg(long)]
        check: bool,
    },
    /// Compare another edition of the definition with spec/openapi.json.
    ///
    /// Exit codes: 0 no drift, 1 additive or cosmetic only, 2 breaking, 3 could not compare.
    Drift {
        /// File or URL of the other edition.
        #[arg(long, default_value = PUBLISHED_DEFINITION)]
        against: String,
        /// How to print the report.
        #[arg(long, value_enum, default_value = "text")]
        format: drift::Format,
    },
    /// Write the public interface of the libraries into docs/interface/.
    Interface {
        /// Compare instead of write; exit 1 with a diff when it has changed.
        #[arg(long)]
        check: bool,
    },
    /// Measure how good answers are.
    Eval {
        #[command(subcommand)]
        command: EvalCommand,
    },
    /// Attack the release build of `onet` on this machine: its server, its store, its files, its client and its output.
    Torture {
        /// Run these scenarios only.
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<torture::Scenario>,
        /// Attack for minutes, not seconds.
        #[arg(long)]
        long: bool,
        /// The program to attack [default: target/release/onet].
        #[arg(long)]
        program: Option<std::path::PathBuf>,
        /// How long every operation is called [default: 6, with --long 1800].
        #[arg(long)]
        seconds: Option<u64>,
        /// Chooses what is random.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Damage the input of every reader at random, for longer than the tests do.
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 20)]
        seconds: u64,
        /// Chooses what is random.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Check that the workspace can be released; print the notes of the release.
    #[group(required = true)]
    Release {
        /// Check versions, changelog and packages, and build each package from what would be uploaded.
        #[arg(long)]
        dry_run: bool,
        /// Print the section of the changelog for this version.
        #[arg(long)]
        notes: bool,
    },
    /// Run everything that CI runs.
    Ci {
        /// Run these groups of checks only.
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<ci::Group>,
        /// Also run the checks that take minutes.
        #[arg(long)]
        long: bool,
        /// Run the checks of this program; what a run of everything starts beside itself.
        #[arg(long, hide = true, conflicts_with = "only")]
        program: Option<std::path::PathBuf>,
    },
}

#[derive(Subcommand)]
enum EvalCommand {
    /// Code a tenth of the titles of a release with a model trained on the others, and print how many are right.
    ///
    /// Exits with 1 when a figure is more than a point below that of fixtures/coding/baseline.txt.
    Coding {
        /// The folder of a release, text edition.
        #[arg(long, env = coding::RELEASE)]
        release: std::path::PathBuf,
        /// Chooses the tenth; the baseline is that of 1.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Search for the queries of fixtures/search/queries.tsv, and print MRR and nDCG@10 of each kind.
    Search {
        /// The program to measure; it answers from the newest release that ONET_HOME holds.
        #[arg(long, default_value = "target/release/onet")]
        program: std::path::PathBuf,
        /// Exit 1 when the MRR of all queries is lower.
        #[arg(long, default_value_t = 0.0)]
        at_least: f64,
        /// Also print each query whose first hit is not right.
        #[arg(long)]
        misses: bool,
    },
}

#[derive(Subcommand)]
enum SpecCommand {
    /// Make spec/openapi.json and spec/upstream.toml from a published definition.
    Sync {
        /// File or URL of the published definition.
        #[arg(long, default_value = PUBLISHED_DEFINITION)]
        from: String,
    },
}

fn main() -> ExitCode {
    let ran = interface::stand_in_for_rustdoc().unwrap_or_else(|| run(Arguments::parse().command));
    match ran {
        Ok(code) => code,
        Err(failure) => {
            report(&format!("error: {failure:#}\n"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Spec { command: SpecCommand::Sync { from } } => {
            report(&contract::sync(&from)?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Codegen { check: false } => {
            report(&codegen::write()?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Codegen { check: true } => {
            report(&codegen::check()?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Drift { against, format } => Ok(match contract::drift(&against) {
            Ok(drift) => {
                print(&drift.render(format));
                ExitCode::from(drift.exit_code())
            }
            Err(failure) => {
                report(&format!("error: could not compare with {against}: {failure:#}\n"));
                ExitCode::from(3)
            }
        }),
        Command::Eval { command: EvalCommand::Coding { release, seed } } => {
            coding::evaluate(&release, seed)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Interface { check } => {
            let mode = if check { interface::Mode::Check } else { interface::Mode::Write };
            interface::run(mode).map(|()| ExitCode::SUCCESS)
        }
        Command::Eval { command: EvalCommand::Search { program, at_least, misses } } => {
            let report = eval::search(&program)?;
            print(&report.render(if misses { eval::Detail::Misses } else { eval::Detail::Kinds }));
            Ok(if report.mrr() < at_least { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        }
        Command::Torture { only, long, program, seconds, seed } => {
            let length = if long { torture::Length::Long } else { torture::Length::Short };
            let plan = match program {
                Some(program) => torture::Plan::of_program(length, program)?,
                None => torture::Plan::of_release_build(length)?,
            };
            let plan = torture::Plan { seconds, seed, ..plan };
            torture::run(&plan, &only).map(|()| ExitCode::SUCCESS)
        }
        Command::Fuzz { seconds, seed } => fuzz::run(seconds, seed).map(|()| ExitCode::SUCCESS),
        Command::Release { dry_run, notes } => {
            if dry_run {
                release::dry_run()?;
            }
            if notes {
                print(&release::notes()?.1);
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Ci { only, long, program } => {
            let length = if long { ci::Length::Long } else { ci::Length::Short };
            let ran = match program {
                Some(program) => ci::run_program(program, length),
                None => ci::run(&only, length),
            };
            ran.map(|()| ExitCode::SUCCESS)
        }
    }
}

/// Writes data to standard output; a reader that went away is not an error.
fn print(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Writes talk to standard error.
fn report(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stderr().write_all(text.as_bytes());
}
