//! What each diagnostic means, with an example that gives it and the mend: one Markdown file a code in this folder.
//! `connfn explain` and SARIF's rules are made of them here, and `docs/diagnostics.md` by `cargo xtask generate`.
//!
//! An entry begins with a paragraph that says what the code means and why it matters. `## Example` and `## Mend` follow. A line that is
//! a name in backticks names the fenced block below it, a file; a `console` block holds what is typed, and is `connfn validate` if
//! there is none. The mend is the example with its files and its commands in place of those of the same name. The tests run each.

use connfn::Code;

macro_rules! entries {
    ($($code:literal)*) => {
        &[$(($code, include_str!(concat!($code, ".md")))),*]
    };
}

/// By code, in the order of the codes.
const ENTRIES: &[(&str, &str)] = entries! {
    "CF0001"
    "CF0002"
    "CF0003"
    "CF0004"
    "CF0005"
    "CF0006"
    "CF0010"
    "CF0101"
    "CF0102"
    "CF0103"
    "CF0104"
    "CF0105"
    "CF0106"
    "CF0107"
    "CF0108"
    "CF0109"
    "CF0110"
    "CF0113"
    "CF0114"
    "CF0115"
    "CF0116"
    "CF0117"
    "CF0120"
    "CF0121"
    "CF0122"
    "CF0123"
    "CF0130"
    "CF0201"
    "CF0202"
    "CF0203"
    "CF0204"
    "CF0205"
    "CF0206"
    "CF0207"
    "CF0208"
    "CF0209"
    "CF0210"
    "CF0211"
    "CF0212"
    "CF0213"
    "CF0214"
    "CF0215"
    "CF0216"
    "CF0217"
    "CF0218"
    "CF0219"
    "CF0220"
    "CF0301"
    "CF0302"
    "CF0303"
    "CF0304"
    "CF0310"
    "CF0311"
    "CF0312"
    "CF0313"
    "CF0314"
    "CF0315"
    "CF0316"
    "CF0317"
    "CF0318"
    "CF0320"
    "CF0321"
    "CF0322"
    "CF0323"
    "CF0330"
    "CF0331"
    "CF0332"
    "CF0333"
    "CF0334"
    "CF0335"
    "CF0336"
    "CF0337"
    "CF0338"
    "CF0339"
    "CF0340"
    "CF0341"
    "CF0342"
    "CF0343"
    "CF0350"
    "CF0351"
    "CF0352"
    "CF0360"
    "CF0361"
    "CF0362"
    "CF0363"
    "CF0364"
    "CF0365"
    "CF0366"
    "CF0367"
    "CF0368"
    "CF0369"
    "CF0370"
    "CF0401"
    "CF0402"
    "CF0403"
    "CF0404"
    "CF0405"
    "CF0406"
    "CF0407"
    "CF0408"
    "CF0409"
    "CF0410"
    "CF0411"
    "CF0420"
    "CF0421"
    "CF0425"
    "CF0426"
    "CF0427"
    "CF0501"
    "CF0502"
    "CF0503"
    "CF0504"
    "CF0505"
    "CF0506"
    "CF0507"
    "CF0601"
    "CF0602"
    "CF0603"
    "CF0604"
};

/// What is written of a code.
pub(crate) fn entry(code: Code) -> Option<&'static str> {
    ENTRIES.iter().find(|(known, _)| *known == code.as_str()).map(|(_, text)| *text)
}

/// What a code means, in its entry's first paragraph, as one line.
pub(crate) fn meaning(code: Code) -> Option<String> {
    let (meaning, _) = entry(code)?.split_once("\n\n")?;
    Some(meaning.lines().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_code_has_its_entry_and_nothing_else_has_one() {
        let missing: Vec<&str> =
            Code::ALL.iter().filter(|code| entry(**code).is_none()).map(|code| code.as_str()).collect();
        assert!(
            missing.is_empty(),
            "write `crates/cli/src/explain/CFnnnn.md`, and name it in `mod.rs`, for {missing:?}"
        );
        let known = |name: &str| Code::ALL.iter().any(|code| code.as_str() == name);
        let folder = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/explain")).unwrap();
        let mut names: Vec<String> = folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let written: Vec<&str> = names.iter().filter_map(|name| name.strip_suffix(".md")).collect();
        assert_eq!(written, ENTRIES.iter().map(|(code, _)| *code).collect::<Vec<_>>());
        assert!(written.iter().all(|name| known(name)), "{written:?}");
    }

    #[test]
    fn an_entry_begins_with_its_meaning_and_has_an_example_and_a_mend() {
        for code in Code::ALL {
            let Some(text) = entry(*code) else { continue };
            assert!(meaning(*code).is_some_and(|text| text.ends_with('.')), "{code}");
            let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
            assert_eq!(headings, ["## Example", "## Mend"], "{code}");
        }
    }
}
