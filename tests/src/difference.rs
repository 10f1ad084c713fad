//! How two texts differ, for a person: the lines between what both begin and what both end with.

/// Lines that are shown before and after what differs.
const CONTEXT: usize = 3;
/// Longer differences are cut; the file itself shows the rest.
const MOST: usize = 60;

/// `None` if the texts are equal.
pub(crate) fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), actual.split('\n').collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let mut lines = vec![format!("  @ line {}", start + 1)];
    lines.extend(old[start.saturating_sub(CONTEXT)..start].iter().map(|line| format!("    {line}")));
    lines.extend(marked('-', &old[start..old.len() - end]));
    lines.extend(marked('+', &new[start..new.len() - end]));
    let after = old.len() - end;
    lines.extend(old[after..(after + CONTEXT).min(old.len())].iter().map(|line| format!("    {line}")));
    Some(lines.join("\n"))
}

fn marked(mark: char, lines: &[&str]) -> Vec<String> {
    let mut shown: Vec<String> = lines.iter().take(MOST).map(|line| format!("  {mark} {line}")).collect();
    if lines.len() > MOST {
        shown.push(format!("  {mark} … {} more lines", lines.len() - MOST));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_differs_and_what_is_around_it() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(
            difference("a\nb\nc\n", "a\nx\ny\nc\n").unwrap(),
            "  @ line 2\n    a\n  - b\n  + x\n  + y\n    c\n    "
        );
        assert_eq!(difference("a\na", "a").unwrap(), "  @ line 2\n    a\n  - a");
    }
}
