//! `docs/api.md`: the JavaScript functions and types, from the declarations that the npm package carries. A declaration is a
//! comment and what is exported below it, up to the next comment at the margin. What can be called comes before the shapes of what
//! it takes, and a table of it first of all.

use super::file::{File, MARKDOWN_NOTE};
use super::types;
use crate::outcome::Outcome;
use crate::shell;
use std::fs;

const FUNCTIONS: &str = "npm/connfn/index.d.ts";
const SIMULATOR: &str = "npm/connfn/simulator.d.ts";

pub(super) fn files() -> Outcome<Vec<File>> {
    let written = |file| Ok::<_, std::io::Error>(declarations(&fs::read_to_string(shell::root().join(file))?));
    let page = page(&written(FUNCTIONS)?, &written(SIMULATOR)?, &declarations(&types::types()?));
    Ok(vec![("docs/api.md", page)])
}

/// Something that is exported, and what its comment says.
#[derive(Debug, PartialEq, Eq)]
struct Declaration {
    name: String,
    docs: String,
    code: String,
}

fn page(functions: &[Declaration], simulator: &[Declaration], types: &[Declaration]) -> String {
    let mut page = format!(
        "{MARKDOWN_NOTE}\n\n# The JavaScript API\n\nThe package `connfn` has the same functions in Node and in browsers, and \
         gives the same answers as the command. Members are named as\nin the command's JSON. The [package's \
         README](../npm/connfn/README.md) shows how to use it.\n"
    );
    let (called, shapes): (Vec<_>, Vec<_>) = functions.iter().partition(|declaration| declaration.is_called());
    page.push_str("\n| | |\n| --- | --- |\n");
    for Declaration { name, docs, .. } in &called {
        page.extend(["| [`", name, "`](#", &name.to_lowercase(), ") | ", &first_sentence(docs), " |\n"]);
    }
    page.push_str("\n## Functions\n");
    describe(&called, &mut page);
    page.push_str("\n## What they take and throw\n");
    describe(&shapes, &mut page);
    page.push_str("\n## The simulator, `connfn/simulator`\n");
    let (called, shapes): (Vec<_>, Vec<_>) = simulator.iter().partition(|declaration| declaration.is_called());
    describe(&called, &mut page);
    describe(&shapes, &mut page);
    page.push_str("\n## Types\n");
    describe(&types.iter().collect::<Vec<_>>(), &mut page);
    page
}

impl Declaration {
    /// Whether it is there when a program runs, and not only for its types.
    fn is_called(&self) -> bool {
        ["class ", "const ", "function "].iter().any(|kind| self.code.starts_with(kind))
    }
}

/// On one line, as a table wants it.
fn first_sentence(docs: &str) -> String {
    let line = docs.split("\n\n").next().unwrap_or_default().replace('\n', " ").replace('|', "\\|");
    match line.split_once(". ") {
        Some((sentence, _)) => sentence.to_owned(),
        None => line.trim_end_matches('.').to_owned(),
    }
}

fn describe(declarations: &[&Declaration], page: &mut String) {
    for Declaration { name, docs, code } in declarations {
        page.extend(["\n### `", name, "`\n\n"]);
        if !docs.is_empty() {
            page.extend([docs, "\n\n"]);
        }
        page.extend(["```ts\n", code, "\n```\n"]);
    }
}

/// The exported declarations of a file, in its order.
fn declarations(text: &str) -> Vec<Declaration> {
    let (mut declarations, mut docs) = (Vec::new(), String::new());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(comment) = line.strip_prefix("/**") {
            let rest = std::iter::from_fn(|| lines.next_if(|line| line.starts_with(" *")));
            docs = plain(&[comment].into_iter().chain(rest).collect::<Vec<_>>());
        } else if let Some(exported) = line.strip_prefix("export ") {
            let body = std::iter::from_fn(|| lines.next_if(|line| !line.is_empty() && !line.starts_with("/**")));
            let code = [exported].into_iter().chain(body).collect::<Vec<_>>().join("\n");
            if let Some(name) = name(exported) {
                declarations.push(Declaration { name: name.to_owned(), docs: std::mem::take(&mut docs), code });
            }
        }
    }
    declarations
}

/// A comment's text without its marks, a paragraph a line.
fn plain(comment: &[&str]) -> String {
    let lines = comment.iter().map(|line| {
        let line = line.trim().trim_end_matches("*/").trim();
        line.strip_prefix('*').unwrap_or(line).trim()
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut parts = text.split("{@link ");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        plain.extend(["`", name, "`", rest]);
    }
    plain.trim().to_owned()
}

/// The name in `function name(…)`, `class Name {` and the like.
fn name(exported: &str) -> Option<&str> {
    let (kind, rest) = exported.split_once(' ')?;
    let known = ["class", "const", "function", "interface", "type"].contains(&kind);
    let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
    rest.get(..end).filter(|name| known && !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_a_comment_and_what_is_below() {
        let text = "export type * from './x.js';\n\n/** One. */\nexport const a: string;\n\n/**\n * Two,\n * {@link a}: `{}`.\n \
                    */\nexport class B {\n  /** Three. */\n  c(): void;\n}\n";
        let declaration = |name: &str, docs: &str, code: &str| Declaration {
            name: name.to_owned(),
            docs: docs.to_owned(),
            code: code.to_owned(),
        };
        let wanted = [
            declaration("a", "One.", "const a: string;"),
            declaration("B", "Two,\n`a`: `{}`.", "class B {\n  /** Three. */\n  c(): void;\n}"),
        ];
        assert_eq!(declarations(text), wanted);
    }

    #[test]
    fn a_table_shows_the_first_sentence() {
        assert_eq!(first_sentence("Plans a | b\nonce. And more.\n\nNot this."), "Plans a \\| b once");
        assert_eq!(first_sentence("Plans."), "Plans");
    }
}
