//! Which part of the code an exception is about, where the engine's words do not say.

/// Words of the engine's that leave open what they are about.
const OPEN: [&str; 3] = [
    "TypeError: cannot convert 'null' or 'undefined' to object",
    "TypeError: not a callable function",
    "TypeError: not a constructor",
];

/// The message with the members that stand at a place, such as `connection.clientCertificate`.
pub(crate) fn named(message: String, code: &str, place: Option<(u32, u32)>) -> String {
    let members = place.filter(|_| OPEN.contains(&message.as_str())).and_then(|place| members(code, place));
    match members {
        Some(members) => format!("{message}, in `{members}`"),
        None => message,
    }
}

/// What is written around a place without a space: variables and members of theirs.
fn members(code: &str, (line, column): (u32, u32)) -> Option<String> {
    let line: Vec<char> = code.split('\n').nth(usize::try_from(line).ok()?.checked_sub(1)?)?.chars().collect();
    let (before, after) = line.split_at_checked(usize::try_from(column).ok()?.checked_sub(1)?)?;
    let is_part = |character: &&char| character.is_alphanumeric() || matches!(character, '_' | '$' | '.');
    let start = before.len() - before.iter().rev().take_while(is_part).count();
    let found: String = before.get(start..)?.iter().chain(after.iter().take_while(is_part)).collect();
    let is_name = found.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$'));
    is_name.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_from_any_place_in_them() {
        let code = "a;\n  if (über.b.c(1.5) && 'd') {}";
        for column in 7..=15 {
            assert_eq!(members(code, (2, column)).as_deref(), Some("über.b.c"), "{column}");
        }
        for place in [(1, 9), (2, 1), (2, 17), (2, 22), (3, 1), (0, 0)] {
            assert_eq!(members(code, place), None, "{place:?}");
        }
        assert_eq!(members("f().g;", (1, 5)), None);
    }
}
