//! Why no test was run, in the formats that build servers read: nothing at all they would take for a report that was lost.

use super::{junit::escaped, place, tap::description};
use connfn_core::diagnostic::Diagnostic;

/// The errors of a configuration as a suite of their own.
pub fn junit_errors(diagnostics: &[Diagnostic]) -> String {
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    let counts = format!("tests=\"{0}\" failures=\"0\" errors=\"{0}\"", errors.len());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"connfn\" {counts}>\n  <testsuite name=\"configuration\" {counts} \
         skipped=\"0\">\n"
    );
    for error in errors {
        let message = escaped(&error.message);
        out.push_str(&format!(
            "    <testcase name=\"{message}\" classname=\"configuration\">\n      <error message=\"{message}\" type=\"{}\">{}</error>\n    \
             </testcase>\n",
            error.code,
            escaped(&lines(error).join("\n"))
        ));
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// The errors of a configuration as a run that was given up.
pub fn tap_errors(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::from("TAP version 14\n");
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    for error in &errors {
        out.push_str(&format!("# {}\n", description(&lines(error).join("; "))));
    }
    let first = errors.first().map(|error| description(&error.message)).unwrap_or_default();
    out.push_str(&format!("Bail out! {first}\n"));
    out
}

fn lines(error: &Diagnostic) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", error.code, error.message)];
    lines.extend(error.help.iter().map(|help| format!("help: {help}")));
    lines.extend(error.location.iter().map(|location| format!("at {}", place(location))));
    lines
}
