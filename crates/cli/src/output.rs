//! The two streams: data goes to standard output, everything else to standard error. Nothing is printed past this module
//! while a command runs, but for the progress bar.

use crate::{
    args::ColorWhen,
    failure::{Failure, Outcome},
    text::visible,
};
use anstream::{AutoStream, ColorChoice};
use connfn::Palette;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    data: Stream,
    speech: Stream,
}

#[derive(Clone, Copy, Debug)]
struct Stream {
    color: ColorChoice,
    terminal: bool,
}

impl Output {
    pub(crate) fn new(color: ColorWhen) -> Self {
        // `choice` knows NO_COLOR, CLICOLOR_FORCE and terminals that are dumb.
        let choose = |automatic| match color {
            ColorWhen::Auto => automatic,
            ColorWhen::Always => ColorChoice::Always,
            ColorWhen::Never => ColorChoice::Never,
        };
        let (stdout, stderr) = (io::stdout(), io::stderr());
        Self {
            data: Stream { color: choose(AutoStream::choice(&stdout)), terminal: stdout.is_terminal() },
            speech: Stream { color: choose(AutoStream::choice(&stderr)), terminal: stderr.is_terminal() },
        }
    }

    /// Whether data and speech reach the same person, who need not be told twice.
    pub(crate) fn shares_a_terminal(self) -> bool {
        self.data.terminal && self.speech.terminal
    }

    /// How text for standard output is painted.
    pub(crate) fn palette(self) -> Palette {
        palette(self.data)
    }

    /// How text for standard error is painted.
    pub(crate) fn speech_palette(self) -> Palette {
        palette(self.speech)
    }

    pub(crate) fn shows_progress(self) -> bool {
        self.speech.terminal
    }

    /// Writes to standard output, text that ends its own lines.
    pub(crate) fn data(self, text: &str) -> Outcome<()> {
        let mut stream = AutoStream::new(io::stdout().lock(), self.data.color);
        stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::OutputClosed,
            _ => Failure::new(format!("cannot write to standard output: {error}")),
        })
    }

    /// Writes a value to standard output as a JSON document.
    pub(crate) fn json(self, value: &impl Serialize) -> Outcome<()> {
        let text = serde_json::to_string_pretty(value);
        let text = text.map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
        self.data(&(text + "\n"))
    }

    /// Writes a line to standard error. If that is closed there is nobody to say it to.
    pub(crate) fn say(self, line: &str) {
        self.speak(&format!("{line}\n"));
    }

    /// Writes to standard error without ending the line.
    pub(crate) fn speak(self, text: &str) {
        let mut stream = AutoStream::new(io::stderr().lock(), self.speech.color);
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    pub(crate) fn error(self, message: &str, help: Option<&str>) {
        self.labelled("\u{1b}[1;91m", "error", message, help);
    }

    pub(crate) fn warning(self, message: &str, help: Option<&str>) {
        self.labelled("\u{1b}[1;33m", "warning", message, help);
    }

    fn labelled(self, color: &str, label: &str, message: &str, help: Option<&str>) {
        let (start, end) = match self.speech_palette() {
            Palette::Ansi => (color, "\u{1b}[0m"),
            Palette::Plain => ("", ""),
        };
        self.say(&format!("{start}{label}:{end} {}", visible(message)));
        if let Some(help) = help {
            self.say(&format!("  help: {}", visible(help)));
        }
    }
}

const fn palette(stream: Stream) -> Palette {
    match stream.color {
        ColorChoice::Never => Palette::Plain,
        ColorChoice::Auto | ColorChoice::Always | ColorChoice::AlwaysAnsi => Palette::Ansi,
    }
}
