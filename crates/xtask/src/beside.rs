//! Steps that run beside others, each as a process of its own: while one waits for a browser, or optimizes on one core, another gets
//! on. What a step prints is kept and shown when it has ended, so that nobody has to untangle it. It decides nothing of what is run.

use crate::steps::{Done, Steps};
use std::io::{self, Read, Write};
use std::process::Command;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A step that is under way.
#[derive(Debug)]
pub(crate) struct Beside(JoinHandle<Ended>);

/// What has ended.
#[derive(Debug)]
struct Ended {
    name: String,
    printed: Vec<u8>,
    result: Result<(), String>,
    time: Duration,
}

impl Beside {
    pub(crate) fn start(name: &str, command: Command) -> Self {
        println!("\n==> {name}: begun, beside what follows");
        let name = name.to_owned();
        Self(thread::spawn(move || Ended::of(name, command)))
    }

    /// Waits for its end, and shows what it printed.
    pub(crate) fn join(self, steps: &mut Steps) {
        match self.0.join() {
            Ok(ended) => ended.show(steps),
            Err(_) => _ = steps.must("a step beside others", || Err("it panicked".into())),
        }
    }
}

/// Takes all steps, as many at once as there are processors, and shows each when it has ended.
pub(crate) fn all(steps: &mut Steps, commands: Vec<(String, Command)>) {
    let at_once = thread::available_parallelism().map_or(1, usize::from).min(commands.len());
    let (queue, (sender, ended)) = (Mutex::new(commands.into_iter()), mpsc::channel());
    thread::scope(|scope| {
        for _ in 0..at_once {
            let (queue, sender) = (&queue, sender.clone());
            scope.spawn(move || {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((name, command)) = next else { return };
                    if sender.send(Ended::of(name, command)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for ended in ended {
            ended.show(steps);
        }
    });
}

impl Ended {
    fn of(name: String, mut command: Command) -> Self {
        let start = Instant::now();
        let (printed, result) = match run(&mut command) {
            Ok((printed, true)) => (printed, Ok(())),
            Ok((printed, false)) => (printed, Err("it failed; what it printed stands above".to_owned())),
            Err(error) => (Vec::new(), Err(format!("it cannot be run: {error}"))),
        };
        Self { name, printed, result, time: start.elapsed() }
    }

    fn show(self, steps: &mut Steps) {
        println!("\n==> {}", self.name);
        // What cannot be shown is lost, as with any other print; how it ended is not.
        _ = io::stdout().write_all(&self.printed);
        steps.note(&self.name, self.result.map(|()| Done::Passed), self.time);
    }
}

/// All that it printed, in order, and whether it succeeded.
fn run(command: &mut Command) -> io::Result<(Vec<u8>, bool)> {
    let (mut reader, writer) = io::pipe()?;
    let mut child = command.stdout(writer.try_clone()?).stderr(writer).spawn()?;
    // Ours are closed, so that reading ends when the child's are.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut printed = Vec::new();
    reader.read_to_end(&mut printed)?;
    Ok((printed, child.wait()?.success()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xtask(arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(arguments);
        command
    }

    #[test]
    fn one_that_fails_is_told_and_hides_no_other() {
        let mut steps = Steps::new(true);
        // This very program of tests, asked for a list of them and for what it does not know.
        let commands = vec![
            ("good".to_owned(), xtask(&["--list"])),
            ("bad".to_owned(), xtask(&["--not-an-option"])),
            ("none".to_owned(), Command::new("./no-such-program")),
        ];
        all(&mut steps, commands);
        let told = steps.finish("all").unwrap_err().to_string();
        assert!(told.contains("bad") && told.contains("none") && !told.contains("good"), "{told}");
    }

    #[test]
    fn what_is_printed_is_kept_whole() {
        let (printed, succeeded) = run(&mut xtask(&["--list"])).unwrap();
        assert!(succeeded && String::from_utf8(printed).unwrap().contains("what_is_printed_is_kept_whole: test"));
    }
}
