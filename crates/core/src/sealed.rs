//! Documents that carry the digest of all the rest of them. One may come from anywhere: it must be whole, of this version,
//! unedited, and agree with itself, or it is refused with one clear reason.

use crate::{
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    json::{self, Tree},
    observed::Code as FunctionCode,
    ordered::Map,
};
use alloc::{format, string::String, vec::Vec};
use core::mem;
use serde::{Serialize, de::DeserializeOwned};

/// The largest document that is read. A thousand functions of the largest size, each with its old and its LIVE code, fit.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// How a kind of document is called when one is refused.
pub(crate) struct Kind {
    /// The document that this one is most likely to be taken for: a member that it alone has, and what to say of it.
    pub(crate) other: (&'static str, &'static str),
    /// "plan file".
    pub(crate) file: &'static str,
    /// "a plan".
    pub(crate) noun: &'static str,
    pub(crate) version: u32,
    pub(crate) codes: Codes,
    /// The way out of a broken one, of an old one, of an edited one and of one that contradicts itself.
    pub(crate) help: [&'static str; 4],
}

pub(crate) struct Codes {
    pub(crate) syntax: Code,
    pub(crate) version: Code,
    pub(crate) edited: Code,
    pub(crate) invalid: Code,
}

/// A document whose last two members are its code and its digest.
pub(crate) trait Sealed: Serialize + DeserializeOwned {
    const KIND: Kind;

    /// Where the digest stands.
    fn digest_mut(&mut self) -> &mut Digest;

    /// Where the code stands, by its digest.
    fn code_mut(&mut self) -> &mut Map<Digest, FunctionCode>;

    /// Says what is wrong with the document, if something is.
    fn check(&self) -> Result<(), String>;
}

/// Writes into a document the digest of everything but the digest itself, and returns what stood there. Code that is text counts
/// by its own digest, under which it is held.
pub(crate) fn seal<T: Sealed>(document: &mut T) -> Digest {
    seal_written(document).former
}

/// Seals a document and gives it as compact JSON, for which it is not written again.
pub(crate) fn seal_to_json<T: Sealed>(document: &mut T) -> String {
    let Written { mut text, .. } = seal_written(document);
    let tail = ending(&json::compact(&Map::<Digest, FunctionCode>::new()), &Digest::of(b""));
    if text.ends_with(&tail) {
        text.truncate(text.len() - tail.len());
        text.push_str(&ending(&json::compact(document.code_mut()), document.digest_mut()));
        text
    } else {
        json::compact(document)
    }
}

/// The end of a document in JSON.
fn ending(code: &str, digest: &Digest) -> String {
    format!(r#""code":{code},"digest":"{digest}"}}"#)
}

/// A document in JSON as its digest was made of it: with no code, and with the digest of nothing.
struct Written {
    text: String,
    former: Digest,
}

fn seal_written<T: Sealed>(document: &mut T) -> Written {
    let former = mem::replace(document.digest_mut(), Digest::of(b""));
    let code = mem::take(document.code_mut());
    let held: Vec<(&Digest, Option<&FunctionCode>)> =
        code.iter().map(|(digest, code)| (digest, Some(code).filter(|code| code.as_text().is_none()))).collect();
    let text = json::compact(document);
    *document.digest_mut() = Digest::of_parts(&["[", &text, ",", &json::compact(&held), "]"]);
    *document.code_mut() = code;
    Written { text, former }
}

/// Reads a document from the text of a file.
pub(crate) fn read<T: Sealed>(text: &str) -> Result<T, Diagnostic> {
    let kind = &T::KIND;
    let tree = kind.parse(text)?;
    let mut document: T = tree.read().map_err(|error| kind.broken(&error))?;
    let former = seal(&mut document);
    if former != *document.digest_mut()
        || !holds_its_code(document.code_mut())
        || !holds_all(&json::compact(&document), &tree)
    {
        return Err(kind.edited());
    }
    document.check().map_err(|problem| kind.invalid(problem))?;
    Ok(document)
}

/// Whether code is what it is held as.
fn holds_its_code(held: &Map<Digest, FunctionCode>) -> bool {
    let mut texts = held.iter().filter_map(|(digest, code)| Some((digest, code.as_text()?)));
    texts.all(|(digest, text)| Digest::of(text.as_bytes()) == *digest)
}

/// Whether what was read, written again, holds all that the file does. What it does not would be shown to nobody, so it counts as
/// an edit too.
fn holds_all(written: &str, file: &Tree<'_>) -> bool {
    Tree::parse(written).is_ok_and(|written| written == *file)
}

/// What is said of any kind of document, which is compiled once.
impl Kind {
    /// The tree of a document of this version.
    fn parse<'t>(&self, text: &'t str) -> Result<Tree<'t>, Diagnostic> {
        let Self { file, version, codes, help: [_, make_new, ..], .. } = self;
        let version = u64::from(*version);
        if text.len() > MAX_BYTES {
            return Err(Diagnostic::new(codes.invalid, format!("the {file} is larger than {MAX_BYTES} bytes")));
        }
        let tree = Tree::parse(text).map_err(|error| self.broken(&error))?;
        let (mark, help) = self.other;
        if tree.member(mark).is_some() {
            return Err(Diagnostic::new(codes.syntax, format!("this is not {}", self.noun)).help(help));
        }
        let found = tree.member("format_version").and_then(Tree::as_unsigned).unwrap_or(version);
        if found != version {
            let (problem, help) = if found > version {
                ("newer", "use the connfn that made it, or a newer one")
            } else {
                ("older", *make_new)
            };
            let problem = format!("the {file} has format version {found}, which is {problem} than {version}");
            return Err(Diagnostic::new(codes.version, problem).help(help));
        }
        Ok(tree)
    }

    fn broken(&self, error: &json::Error) -> Diagnostic {
        let Self { file, noun, codes, help: [again, ..], .. } = self;
        let problem = if error.is_cut_short() {
            String::from("is cut short")
        } else {
            format!("is not {noun} that this connfn can read")
        };
        Diagnostic::new(codes.syntax, format!("the {file} {problem}: {error}")).help(*again)
    }

    fn edited(&self) -> Diagnostic {
        let Self { file, codes, help: [_, _, unedited, _], .. } = self;
        Diagnostic::new(codes.edited, format!("the {file} was changed after it was made")).help(*unedited)
    }

    fn invalid(&self, problem: String) -> Diagnostic {
        let [.., consistent] = self.help;
        Diagnostic::new(self.codes.invalid, problem).help(consistent)
    }
}
