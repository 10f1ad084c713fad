//! A small XML tree, read with quick-xml and written by hand.
//!
//! It knows elements and text, which is all that REST-XML bodies have. Namespaces and attributes
//! are dropped on reading. Document types are refused, so no entity can be declared.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::assumptions;

/// Deeper than any CloudFront body.
const MAX_DEPTH: usize = 32;

/// An element without its namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// This element with one more child that holds text.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.children.push(Self { name: name.into(), text: text.into(), children: Vec::new() });
        self
    }

    /// This element with one more child.
    #[must_use]
    pub(crate) fn with_child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str())
    }

    pub(crate) fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The element as a document's root, in the given namespace.
    pub(crate) fn to_document(&self, namespace: &str) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
        out.push_str(&self.name);
        out.push_str(" xmlns=\"");
        escape_into(&mut out, namespace);
        out.push_str("\">");
        self.write_content(&mut out);
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
        out
    }

    /// What stands between the tags.
    pub(crate) fn content(&self) -> String {
        let mut out = String::new();
        self.write_content(&mut out);
        out
    }

    /// The inverse of [`Element::content`].
    pub(crate) fn from_content(name: &str, content: &str) -> Result<Self, String> {
        parse(format!("<{name}>{content}</{name}>").as_bytes())
    }

    fn write_content(&self, out: &mut String) {
        escape_into(out, &self.text);
        for child in &self.children {
            out.push('<');
            out.push_str(&child.name);
            out.push('>');
            child.write_content(out);
            out.push_str("</");
            out.push_str(&child.name);
            out.push('>');
        }
    }
}

/// Parses a document. The error says in words what is wrong with it.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, String> {
    let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                if open.len() >= MAX_DEPTH {
                    return Err("elements are nested too deeply".into());
                }
                open.push(named(&start)?);
            }
            Event::Empty(start) => {
                let element = named(&start)?;
                close(element, &mut open, &mut root)?;
            }
            Event::End(_) => {
                let element = open.pop().ok_or("an element ends that was not begun")?;
                close(element, &mut open, &mut root)?;
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content())?,
            Event::CData(text) => push_text(&mut open, &text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().map_err(|e| e.to_string())? {
                    Some(character) => character,
                    None => match &*reference {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        other => return Err(format!("the entity `{other}` is not declared")),
                    },
                };
                push_text(&mut open, character.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => return Err("document type declarations are not allowed".into()),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if !open.is_empty() {
        return Err("the document ends inside an element".into());
    }
    root.ok_or_else(|| "there is no root element".into())
}

fn named(start: &BytesStart<'_>) -> Result<Element, String> {
    // Attributes are dropped, but they must be well-formed.
    for attribute in start.attributes() {
        attribute.map_err(|error| error.to_string())?;
    }
    let local: &str = start.local_name().into_inner();
    Ok(Element::new(local))
}

fn close(mut element: Element, open: &mut [Element], root: &mut Option<Element>) -> Result<(), String> {
    // White space between elements is layout, not content.
    if !element.children.is_empty() && element.text.trim().is_empty() {
        element.text.clear();
    }
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None if root.is_none() => *root = Some(element),
        None => return Err("there is more than one root element".into()),
    }
    Ok(())
}

fn push_text(open: &mut [Element], text: &str) -> Result<(), String> {
    if let Some(forbidden) = text.chars().find(|c| !is_xml_char(*c)) {
        return Err(format!("the character U+{:04X} is not allowed", u32::from(forbidden)));
    }
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err("there is text outside of the root element".into()),
    }
    Ok(())
}

const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would turn a bare carriage return into a line feed.
            '\r' => out.push_str("&#xD;"),
            c if is_xml_char(c) => out.push(c),
            // XML has no such character, not even by its number.
            _ => out.push_str(assumptions::NO_XML_CHARACTER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Element, parse};

    #[test]
    fn what_is_written_is_read_back() {
        let root = Element::new("Config")
            .with("Comment", "a <b> & \"c\"\r\n\ttab 'q' ✓")
            .with("Empty", "")
            .with_child(Element::new("Items").with("Item", " 1 ").with("Item", "2"));
        let document = root.to_document("urn:x");
        assert_eq!(parse(document.as_bytes()).unwrap(), root);
        assert_eq!(Element::from_content("Config", &root.content()).unwrap(), root);
    }

    #[test]
    fn what_no_document_can_hold_is_replaced() {
        let root = Element::new("Logs").with("Log", "a\0b\u{1b}c\u{ffff}d\u{7f}\u{85}");
        let read = parse(root.to_document("urn:x").as_bytes()).unwrap();
        assert_eq!(read.child_text("Log"), Some("a\u{fffd}b\u{fffd}c\u{fffd}d\u{7f}\u{85}"));
    }

    #[test]
    fn prefixes_layout_comments_and_character_data_are_understood() {
        let text = "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- c -->\n<n:A xmlns:n='urn:x'>\n  \
                    <n:B>x<![CDATA[<&>]]>&#65;&#x42;&apos;</n:B>\n  <C/>\n</n:A>\n";
        let expected = Element::new("A").with("B", "x<&>AB'").with("C", "");
        assert_eq!(parse(text.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn what_is_not_a_document_is_refused() {
        for text in [
            "",
            "   ",
            "words",
            "<A>",
            "<A></B>",
            "<A/><B/>",
            "<A>&nbsp;</A>",
            "<A>&#1;</A>",
            "<A>&#0;</A>",
            "<A b=1/>",
            "<A>a & b</A>",
            "</A>",
            "<A/>words",
            "<!DOCTYPE a [<!ENTITY e 'x'>]><A>&e;</A>",
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(parse(b"<A>\xFF</A>").is_err());
        assert!(parse("<A>".repeat(40).as_bytes()).is_err());
    }
}
