//! The rules for messages, held to everything that the cases and the mistakes expect to be said: lower case but for names, no final
//! period, no line breaks.
#![allow(clippy::unwrap_used, reason = "what should not happen ends the test")]

use connfn::Diagnostic;
use connfn_tests::cases::Case;
use std::{fs, path::Path};

/// What is written with a capital wherever it stands.
const NAMES: [&str; 7] = ["AWS", "CloudFront", "JSON", "Node", "TOML", "Terraform", "YAML"];

/// What is wrong with the words of a message or a help.
fn fault(text: &str) -> Option<&'static str> {
    if text.starts_with(char::is_uppercase) && !NAMES.iter().any(|name| text.starts_with(name)) {
        Some("begins with a capital")
    } else if text.ends_with('.') {
        Some("ends with a period")
    } else if text.contains('\n') {
        Some("has a line break")
    } else {
        None
    }
}

/// Everything that is said in the cases, in messages, in help and beside other places.
fn of_cases() -> Vec<String> {
    let texts = Case::all().into_iter().filter_map(|case| case.expectation("diagnostics.json"));
    let diagnostics = texts.flat_map(|text| serde_json::from_str::<Vec<Diagnostic>>(&text).unwrap());
    diagnostics
        .flat_map(|diagnostic| {
            let related = diagnostic.related.into_iter().map(|related| related.message);
            [Some(diagnostic.message), diagnostic.help].into_iter().flatten().chain(related).collect::<Vec<_>>()
        })
        .collect()
}

/// Everything that is said of the mistakes, whose file writes it a line each.
fn of_mistakes() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mistakes");
    let texts = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let said = |line: &str| {
        let severity = ["error CF", "warning CF", "info CF"].into_iter().find(|word| line.starts_with(word));
        let said = severity.and_then(|_| line.rsplit_once("»: ")).map(|(_, message)| message);
        said.or_else(|| line.strip_prefix("  help: ")).map(str::to_owned)
    };
    texts.flat_map(|text| text.lines().filter_map(said).collect::<Vec<_>>()).collect()
}

#[test]
fn what_is_said_keeps_to_the_rules_for_messages() {
    let said: Vec<String> = of_cases().into_iter().chain(of_mistakes()).collect();
    let broken: Vec<String> =
        said.iter().filter_map(|text| fault(text).map(|fault| format!("{fault}: {text}"))).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(said.len() > 800, "only {} messages were found", said.len());
}

#[test]
fn a_message_that_breaks_a_rule_is_found() {
    assert_eq!(fault("the name has a space in it"), None);
    assert_eq!(fault("AWS allows 50"), None);
    assert!(fault("Invalid name").is_some() && fault("no name.").is_some() && fault("no\nname").is_some());
}
