//! A plan as Markdown: it holds to its limit, says what it left out, and no text of others gets out of where it is put.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use connfn::{Plan, PlanRequest, Sources};
use connfn_tests::cases::Case;

/// What a comment may hold.
const MOST: usize = 60_000;

fn plan_of(configuration: &str) -> Plan {
    let mut sources = Sources::default();
    sources.files.insert("main.tf".to_owned(), configuration.to_owned());
    let response = connfn::plan(&PlanRequest { sources, stack: "site".to_owned(), ..PlanRequest::default() });
    assert!(!response.diagnostics.iter().any(connfn::Diagnostic::is_error), "{:?}", response.diagnostics);
    response.plan.unwrap()
}

fn function(name: &str, code: &str, comment: &str) -> String {
    format!(
        "resource \"aws_cloudfront_connection_function\" \"{name}\" {{
           name = \"{name}\"
           connection_function_code = {code}
           connection_function_config {{
             runtime = \"cloudfront-js-2.0\"
             comment = {comment}
           }}
         }}\n"
    )
}

/// The text without what stands in fences and code spans, as far as a line tells.
fn outside(markdown: &str) -> String {
    let mut outside = String::new();
    let mut fence: Option<String> = None;
    for line in markdown.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => outside.extend([line, "\n"]),
        }
    }
    assert_eq!(fence, None, "a fence is open");
    outside
}

#[test]
fn every_case_has_a_comment_within_the_limit() {
    let mut count = 0;
    for case in Case::all() {
        let Some(text) = case.expectation("plan.json") else { continue };
        let plan = connfn::read_plan(&text).unwrap();
        let markdown = connfn::render_plan_markdown(Some(&plan), &plan.report.blocked);
        assert!(markdown.starts_with("### ") && markdown.ends_with('\n'), "{}", case.name);
        assert!(markdown.len() <= MOST, "{}", case.name);
        let folded = markdown.matches("<details>").count();
        let changes = plan.changes.iter().filter(|change| change.action != connfn::Action::NoOp).count();
        assert_eq!(folded, changes, "{}", case.name);
        assert_eq!(outside(&markdown).matches("<details>").count(), changes, "{}", case.name);
        for blocked in &plan.report.blocked {
            assert_eq!(
                markdown.matches(&format!("**error {}**", blocked.code)).count(),
                plan.report.blocked.iter().filter(|other| other.code == blocked.code).count(),
                "{}",
                case.name
            );
        }
        count += 1;
    }
    assert!(count > 50);
}

#[test]
fn what_does_not_fit_is_said() {
    let long = format!("\"{}\"", "connection.allow(); // 0123456789\\n".repeat(300));
    let many: String = (0..300).map(|n| function(&format!("gate-{n:04}-{}", "x".repeat(50)), &long, "\"c\"")).collect();
    let markdown = connfn::render_plan_markdown(Some(&plan_of(&many)), &[]);
    assert!(markdown.len() <= MOST && markdown.len() > MOST / 2, "{}", markdown.len());
    assert!(markdown.contains("### Plan: 300 to add"));
    assert!(markdown.contains(" more that the table leaves out."));
    assert!(markdown.contains(" resources are left out, to keep this comment short."));
    let shown = markdown.matches("<details>").count();
    assert!(markdown.contains(&format!("The differences of {} resources", 300 - shown)));

    let one = connfn::render_plan_markdown(
        Some(&plan_of(&function("gate", &long.replace("0123456789", &"é".repeat(30)), "\"c\""))),
        &[],
    );
    assert!(one.contains(" more lines are left out)"), "{one}");
    assert!(one.len() < 20_000);
    assert!(outside(&one).contains("</details>"));
}

#[test]
fn no_text_of_others_gets_out() {
    let hostile = "``` ~~~\\n````\\n</details><script>alert(1)</script>\\n@everybody | # x\\n`````\\n";
    let code = format!("\"{hostile}\"");
    let comment = "\"</code></summary>`@a` | **b** <img src=x onerror=y>\"";
    let tags = "\n tags = { \"@b\" = \"+ @c\" }\n }\n";
    let text = function("gate", &code, comment);
    let text = text.trim_end().strip_suffix('}').unwrap().to_owned() + tags;
    let markdown = connfn::render_plan_markdown(Some(&plan_of(&text)), &[]);
    let outside = outside(&markdown);
    for part in ["@", "script", "img", "**b**"] {
        assert!(!outside.contains(part), "{part}: {outside}");
    }
}

#[test]
fn diagnostics_stand_in_for_a_plan() {
    let mut sources = Sources::default();
    let text = "resource \"aws_cloudfront_key_value_store\" \"a\" {\n  name = \"@all <b> `x` | two words\"\n}\n";
    sources.files.insert("main.tf".to_owned(), text.to_owned());
    let checked = connfn::check(&connfn::CheckRequest { sources });
    let markdown = connfn::render_plan_markdown(None, &checked.diagnostics);
    assert!(markdown.starts_with(
        "### No plan: the configuration is invalid.\n\n**Diagnostics**\n\n- `main.tf:2:10` **error CF0204**: "
    ));
    // Where a name's own backticks end the code, what follows is escaped.
    assert!(markdown.contains("the name ` @all <b>  `x`  | two words ` holds `@`. Help: "), "{markdown}");
    let many: Vec<_> = checked.diagnostics.iter().cycle().take(5000).cloned().collect();
    let markdown = connfn::render_plan_markdown(None, &many);
    assert!(markdown.len() < MOST && markdown.contains(" more\n"));
}
