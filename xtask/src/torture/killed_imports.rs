//! Imports are killed at random moments. The release before answers, or the new one as a whole; the next import removes
//! what is left.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::Plan;
use super::dice::Dice;
use super::machine::Machine;
use crate::report;

pub(super) fn run(plan: &Plan) -> anyhow::Result<()> {
    let rounds = plan.pick(10, 70);
    report(&format!("killed imports: {rounds} times kill -9\n"));
    let machine = Machine::new(plan)?;
    let input = machine.input("same")?;
    let began = Instant::now();
    machine.import(&input, "29.3")?;
    let whole = began.elapsed();
    let mut dice = Dice::new(plan.seed);
    let (mut killed, mut ended) = (0, 0);
    for round in 0..rounds {
        let input = input.display().to_string();
        let arguments: &[&str] = match round % 2 {
            0 => &["--quiet", "db", "import", &input, "--as", "29.3"],
            _ => &["--quiet", "db", "reimport", "29.3"],
        };
        let mut import =
            machine.command().args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        thread::sleep(Duration::from_micros(dice.below(whole.as_micros() as u64 + 1)));
        match import.try_wait()? {
            Some(_) => ended += 1,
            None => {
                import.kill()?;
                killed += 1;
            }
        }
        import.wait()?;
        let when = format!("after kill {round}");
        machine.ensure_mark("same", &when)?;
        let verified = machine.onet(&["db", "verify"])?;
        anyhow::ensure!(verified.code == Some(0), "{when}: verify finds damage: {}", verified.stdout);
    }
    machine.import(&input, "29.3")?;
    let left = machine.entries()?;
    anyhow::ensure!(left.len() == 2, "the next import leaves {left:?}, not one release and the lock");
    report(&format!(
        "  {killed} killed, {ended} had ended; each time the release is whole, nothing is left\n"
    ));
    Ok(())
}
