//! Tables in pages whose text around them is written by hand: each stands between two comments.

use crate::outcome::Outcome;

/// The page with a table between the comments of this name. `path` is the page's.
pub(super) fn filled(page: &str, path: &str, name: &str, table: &str) -> Outcome<String> {
    let (begin, end) = (format!("<!-- table of {name}, by `cargo xtask generate` -->\n"), "<!-- end of the table -->");
    let parts = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("`{path}` has no place for the table of {name}"))?;
    Ok(format!("{before}{begin}\n{table}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_goes_where_its_comments_are() {
        let page = "a\n<!-- table of x, by `cargo xtask generate` -->\nold\n<!-- end of the table -->\nb\n";
        let filled_once = filled(page, "page.md", "x", "| new |\n").unwrap();
        assert!(filled_once.starts_with("a\n<!--") && filled_once.contains("\n\n| new |\n\n<!--"), "{filled_once}");
        assert!(filled_once.ends_with("-->\nb\n") && !filled_once.contains("old"), "{filled_once}");
        assert_eq!(filled(&filled_once, "page.md", "x", "| new |\n").unwrap(), filled_once);
        assert!(filled(page, "page.md", "y", "").is_err());
    }
}
