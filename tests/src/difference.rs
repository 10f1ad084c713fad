//! How two texts differ, for a person: the lines that differ, with some lines around them.

/// Lines that are shown before and after what differs.
const CONTEXT: usize = 3;
/// Longer differences are cut; the file itself shows the rest.
const MOST_LINES: usize = 120;
/// Most comparisons of two lines; a longer difference is shown as all old lines, then all new ones.
const MOST_CELLS: usize = 16_000_000;

/// `None` if the texts are equal.
pub(crate) fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), actual.split('\n').collect());
    let lines = marked(&old, &new);
    let is_near = |at: usize| {
        let around = &lines[at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(lines.len())];
        around.iter().any(|(mark, _)| *mark != ' ')
    };
    let mut shown = Vec::new();
    let mut cut = false;
    for (at, (mark, line)) in lines.iter().enumerate() {
        if is_near(at) {
            shown.push(format!("  {mark} {line}"));
        } else if !cut {
            shown.push("  …".to_owned());
        }
        cut = !is_near(at);
    }
    if shown.len() > MOST_LINES {
        let more = shown.len() - MOST_LINES;
        shown.truncate(MOST_LINES);
        shown.push(format!("  … and {more} more lines"));
    }
    Some(shown.join("\n"))
}

/// Every line of both texts once, marked by where it stands.
fn marked<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let equal = |lines: &[&'a str]| lines.iter().map(|line| (' ', *line)).collect::<Vec<_>>();
    let (old_middle, new_middle) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    [equal(&old[..start]), middle(old_middle, new_middle), equal(&old[old.len() - end..])].concat()
}

/// By the longest common subsequence.
fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let compares = old.len() * new.len() <= MOST_CELLS;
    for i in (0..old.len()).rev().filter(|_| compares) {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if compares && i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_differs_and_what_is_around_it() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\nc", "a\nx\ny\nc").unwrap(), "    a\n  - b\n  + x\n  + y\n    c");
        assert_eq!(difference("a\na", "a").unwrap(), "    a\n  - a");
        let old: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        let new: Vec<String> =
            old.iter().map(|line| if line == "10" { "x".to_owned() } else { line.clone() }).collect();
        let shown = difference(&old.join("\n"), &new.join("\n")).unwrap();
        assert_eq!(shown.replace(' ', ""), "…\n7\n8\n9\n-10\n+x\n11\n12\n13\n…");
    }
}
