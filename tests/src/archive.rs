//! Several texts in one file, for tests whose inputs are small: entries of named files. What the texts mean is their
//! reader's business.
//!
//! ```text
//! === the entry's title
//! -- main.tf --
//! locals {}
//! -- expected --
//! nothing
//! ```

use std::fmt::Write as _;

/// A title and files in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub title: String,
    pub files: Vec<(String, String)>,
}

impl Entry {
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|(other, _)| other == name).map(|(_, text)| text.as_str())
    }

    /// Replaces a file, or adds it at the end.
    pub fn set(&mut self, name: &str, text: String) {
        match self.files.iter_mut().find(|(other, _)| other == name) {
            Some((_, before)) => *before = text,
            None => self.files.push((name.to_owned(), text)),
        }
    }
}

/// Reads an archive. Lines before the first entry are for its readers.
pub fn read(text: &str) -> (String, Vec<Entry>) {
    let (mut head, mut entries) = (String::new(), Vec::<Entry>::new());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if let Some(title) = bare.strip_prefix("=== ") {
            entries.push(Entry { title: title.to_owned(), files: Vec::new() });
        } else if let Some(entry) = entries.last_mut() {
            match (bare.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")), entry.files.last_mut()) {
                (Some(name), _) => entry.files.push((name.to_owned(), String::new())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => assert!(bare.is_empty(), "`{bare}` stands before the first file of `{}`", entry.title),
            }
        } else {
            head.push_str(line);
        }
    }
    (head, entries)
}

/// Writes what [`read`] reads.
pub fn write(head: &str, entries: &[Entry]) -> String {
    let mut text = head.to_owned();
    for Entry { title, files } in entries {
        _ = writeln!(text, "=== {title}");
        for (name, content) in files {
            _ = writeln!(text, "-- {name} --");
            text.push_str(content);
        }
    }
    text
}
