//! Reads a page: the files that it shows, the commands that it tells to run, and what they print. It must run nothing.
//!
//! - A fenced block below a line that is a name in backticks is that file.
//! - A block of `sh` is commands. They are to end with 0, or with what `exit=N` behind `sh` says.
//! - A block of `console` is commands behind `$ `, each with what it prints if the page shows it.
//! - `no-run: REASON` behind either, or in a comment above it, says that it is not run here, and why.
//! - `<!-- run: COMMANDS -->` is commands that a reader does not see, `<!-- new folder -->` begins anew.

/// What a page asks for, in its order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    NewFolder,
    File { name: String, text: String },
    Command(Command),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// The line of the page that it stands in, from 1.
    pub(super) line: usize,
    pub(super) script: String,
    pub(super) exit: i32,
    /// Empty if the page does not show it.
    pub(super) prints: Vec<String>,
}

/// `page` is what problems of the page itself are told of.
pub(super) fn read(page: &str, text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let mut name = None;
    let mut skipped = false;
    while let Some((line, text)) = lines.next() {
        if let Some(info) = text.strip_prefix("```") {
            let info = info.trim_start_matches('`');
            let fence = text.strip_suffix(info).unwrap_or_default();
            let block: Vec<_> = lines.by_ref().take_while(|(_, text)| *text != fence).collect();
            let skipped = std::mem::take(&mut skipped);
            match name.take() {
                _ if skipped => {}
                Some(name) => parts.push(Part::File { name, text: text_of(&block) + "\n" }),
                None => parts.extend(commands(page, line, info, &block).into_iter().map(Part::Command)),
            }
        } else if let Some(first) = text.strip_prefix("<!--") {
            let mut comment = first.to_owned();
            while !comment.contains("-->") {
                let (_, more) = lines.next().unwrap_or_else(|| panic!("{page}:{line}: a comment that does not end"));
                comment = comment + "\n" + more;
            }
            let comment = comment.split("-->").next().unwrap_or_default().trim();
            skipped |= comment.starts_with("no-run: ");
            parts.extend(hidden(line, comment));
        } else if !text.trim().is_empty() {
            name = text
                .strip_prefix('`')
                .and_then(|rest| rest.strip_suffix('`'))
                .filter(|name| is_file_name(name))
                .map(str::to_owned);
        }
    }
    parts
}

fn is_file_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c))
}

fn text_of(block: &[(usize, &str)]) -> String {
    block.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n")
}

/// What a comment asks for, if it is one for the tests.
fn hidden(line: usize, comment: &str) -> Option<Part> {
    if comment == "new folder" {
        return Some(Part::NewFolder);
    }
    let script = comment.strip_prefix("run:")?.trim().to_owned();
    Some(Part::Command(Command { line, script, exit: 0, prints: Vec::new() }))
}

fn commands(page: &str, line: usize, info: &str, block: &[(usize, &str)]) -> Vec<Command> {
    let (language, rest) = info.split_once(' ').unwrap_or((info, ""));
    if !["sh", "console"].contains(&language) {
        return Vec::new();
    }
    if let Some(reason) = rest.strip_prefix("no-run") {
        assert!(reason.strip_prefix(": ").is_some_and(|it| it.len() > 3), "{page}:{line}: `no-run` without its reason");
        return Vec::new();
    }
    let exit = match rest.strip_prefix("exit=") {
        Some(number) => number.parse().unwrap_or_else(|_| panic!("{page}:{line}: `{rest}` is no exit code")),
        None => 0,
    };
    assert!(rest.is_empty() || exit != 0, "{page}:{line}: `{rest}` means nothing");
    if language == "sh" {
        return vec![Command { line: line + 1, script: text_of(block), exit, prints: Vec::new() }];
    }
    let mut commands: Vec<Command> = Vec::new();
    for (line, text) in block {
        match (text.strip_prefix("$ "), commands.last_mut()) {
            (Some(script), _) => {
                commands.push(Command { line: *line, script: script.to_owned(), exit: 0, prints: Vec::new() });
            }
            (None, Some(last)) => last.prints.push((*text).to_owned()),
            (None, None) => panic!("{page}:{line}: what is printed by no command"),
        }
    }
    let last = commands.last_mut().unwrap_or_else(|| panic!("{page}:{line}: a block without a command"));
    last.exit = exit;
    commands
}

/// Whether what was printed is what is shown. `…` stands for any text in a line, and alone for any lines.
pub(super) fn agrees(shown: &[String], printed: &[&str]) -> bool {
    let parts: Vec<&[String]> = shown.split(|line| line == "…").collect();
    let [first, between @ .., last] = parts.as_slice() else { return begins(shown, printed) == Some(&[]) };
    let Some(mut rest) = begins(first, printed) else { return false };
    for part in between {
        match (0..=rest.len()).find_map(|skipped| begins(part, &rest[skipped..])) {
            Some(more) => rest = more,
            None => return false,
        }
    }
    rest.len() >= last.len() && begins(last, &rest[rest.len() - last.len()..]).is_some()
}

/// What comes after these lines, if it is they that come first.
fn begins<'a>(lines: &[String], printed: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let (first, rest) = printed.split_at_checked(lines.len())?;
    lines.iter().zip(first).all(|(shown, printed)| line_agrees(shown, printed)).then_some(rest)
}

fn line_agrees(shown: &str, printed: &str) -> bool {
    let Some((before, after)) = shown.trim_end().split_once('…') else {
        return shown.trim_end() == printed.trim_end();
    };
    let Some(rest) = printed.strip_prefix(before) else { return false };
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    ends.filter_map(|at| rest.get(at..)).any(|rest| line_agrees(after, rest))
}

#[test]
fn a_page_is_read_as_its_parts() {
    let page = "# A page\n<!-- new folder -->\n<!-- run: mkdir a\ncd a -->\n`a/b.tf`\n\n```terraform\nlocals {}\n```\n\n\
        ```sh exit=2\nconnfn plan\nls\n```\n```console\n$ one\n$ two\nprinted\n\n```\n```js\nnothing\n```\n\
        ```sh no-run: it needs a network\ncurl\n```\n<!-- no-run: it too -->\n```sh\ncurl\n```\nA `word`\n```text\nno file\n```\n";
    let command = |line, script: &str, exit, prints: &[&str]| {
        let prints = prints.iter().map(ToString::to_string).collect();
        Part::Command(Command { line, script: script.to_owned(), exit, prints })
    };
    let expected = [
        Part::NewFolder,
        command(3, "mkdir a\ncd a", 0, &[]),
        Part::File { name: "a/b.tf".to_owned(), text: "locals {}\n".to_owned() },
        command(12, "connfn plan\nls", 2, &[]),
        command(16, "one", 0, &[]),
        command(17, "two", 0, &["printed", ""]),
    ];
    assert_eq!(read("page", page), expected);
}

#[test]
fn what_is_left_out_may_be_anything() {
    let check = |shown: &str, printed: &str| {
        let shown: Vec<String> = shown.lines().map(str::to_owned).collect();
        agrees(&shown, &printed.lines().collect::<Vec<_>>())
    };
    assert!(check("a\nb", "a\nb") && check("…\nb", "a\nb") && check("a\n…", "a") && check("id = …", "id = cf_1"));
    assert!(check("a … c … e", "a b c d e") && check("…", ""));
    assert!(!check("a", "a\nb") && !check("a … c", "a b") && !check("…\nb", "a") && !check("", "a"));
}
