//! Where in a value something is, for a caller who gave an object and never saw its JSON.

use alloc::{format, string::String, vec::Vec};

/// What a value is in: the member of an object, as its name is written in JSON, or the place in a list.
enum Level<'t> {
    Member(Option<&'t str>),
    Item(usize),
}

/// The path, as JavaScript writes it, to what ends at an offset of a JSON text. `but_last` leaves out its last member.
pub(crate) fn of(text: &str, end: usize, but_last: bool) -> String {
    let mut levels = levels(text, end);
    if but_last {
        levels.pop();
    }
    let mut path = String::new();
    for level in &levels {
        match level {
            Level::Member(None) => {}
            Level::Item(index) => path.push_str(&format!("[{index}]")),
            Level::Member(Some(name)) if is_word(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Level::Member(Some(name)) => path.push_str(&format!("[\"{name}\"]")),
        }
    }
    path
}

fn levels(text: &str, end: usize) -> Vec<Level<'_>> {
    let mut levels = Vec::new();
    let mut awaits_name = false;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at).filter(|_| at < end) {
        let start = at + 1;
        at = start;
        match byte {
            b'"' => {
                at = closing_quote(text, start);
                if let (true, Some(Level::Member(name))) = (awaits_name, levels.last_mut()) {
                    *name = text.get(start..at);
                    awaits_name = false;
                }
                at += 1;
            }
            // What only begins here is wrong as a whole.
            b'{' | b'[' if at == end => {}
            b'{' => {
                levels.push(Level::Member(None));
                awaits_name = true;
            }
            b'[' => levels.push(Level::Item(0)),
            b'}' | b']' => {
                levels.pop();
            }
            b',' => match levels.last_mut() {
                Some(Level::Member(name)) => {
                    *name = None;
                    awaits_name = true;
                }
                Some(Level::Item(index)) => *index += 1,
                None => {}
            },
            _ => {}
        }
    }
    levels
}

/// The offset of the quote that ends a string.
fn closing_quote(text: &str, start: usize) -> usize {
    let mut escaped = false;
    let inside = text.as_bytes().iter().enumerate().skip(start);
    let mut quotes = inside.filter(|(_, byte)| {
        let ends = **byte == b'"' && !escaped;
        escaped = **byte == b'\\' && !escaped;
        ends
    });
    quotes.next().map_or(text.len(), |(at, _)| at)
}

fn is_word(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_$".contains(&byte))
        && name.bytes().next().is_some_and(|byte| !byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_javascript_writes_it() {
        let text = r#"{"a":1,"b":[{"x":2},{"y \"z":[3,4]}],"c":null}"#;
        let place = |wanted: &str| of(text, text.find(wanted).unwrap() + wanted.len(), false);
        assert_eq!(place("1"), "a");
        assert_eq!(place("2"), "b[0].x");
        assert_eq!(place("3"), r#"b[1]["y \"z"][0]"#);
        assert_eq!(place(",4"), r#"b[1]["y \"z"][1]"#);
        assert_eq!(place("null"), "c");
        assert_eq!(of(text, text.len(), false), "");
        assert_eq!(of("", 1, false), "");
    }
}
