//! Five imports of one release at once: each ends well or learns that another one is running, and one release is there.

use std::process::{Child, Stdio};

use super::Plan;
use super::machine::{Machine, Run};
use crate::report;

const IMPORTERS: usize = 5;

pub(super) fn run(plan: &Plan) -> anyhow::Result<()> {
    let rounds = plan.pick(2, 20);
    report(&format!("importers: {rounds} times {IMPORTERS} at once\n"));
    let (mut well, mut refused) = (0, 0);
    for round in 0..rounds {
        let machine = Machine::new(plan)?;
        let inputs: Vec<String> = (0..IMPORTERS)
            .map(|number| Ok(machine.input(&number.to_string())?.display().to_string()))
            .collect::<anyhow::Result<_>>()?;
        let start = |input: &String| {
            let mut command = machine.command();
            command.args(["--quiet", "db", "import", input, "--as", "29.3"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
        };
        let imports: Vec<Child> = inputs.iter().map(start).collect::<Result<_, _>>()?;
        let mut marks = Vec::new();
        for (number, import) in imports.into_iter().enumerate() {
            let run = Run::of(import.wait_with_output()?);
            run.ensure_no_crash("an import")?;
            match run.code {
                Some(0) => marks.push(number.to_string()),
                Some(6) if run.stderr.contains("Another import is running") => refused += 1,
                code => anyhow::bail!("round {round}: an import ends with {code:?}: {}", run.stderr),
            }
        }
        well += marks.len();
        anyhow::ensure!(!marks.is_empty(), "round {round}: no import ends well");
        let is_there = marks.iter().any(|mark| machine.ensure_mark(mark, "after five imports").is_ok());
        anyhow::ensure!(is_there, "round {round}: none of {marks:?} answers");
        let verified = machine.onet(&["db", "verify"])?;
        anyhow::ensure!(verified.code == Some(0), "verify finds damage: {}", verified.stdout);
        let left = machine.entries()?;
        anyhow::ensure!(left.len() == 2, "round {round}: {left:?} are there, not one release and the lock");
    }
    report(&format!("  {well} imported, {refused} refused as another one was running\n"));
    Ok(())
}
