//! What is told of what was found: once or more, with which words, and what a comment silences.

use connfn_script::{Code, Context, FEATURES, Finding, Overrides, Severity, Support, check};

fn found(code: &str) -> Vec<Finding> {
    check(code, &Context::default())
}

fn handler(body: &str) -> Vec<Finding> {
    found(&format!("function connectionHandler(connection) {{\n{body}\n  connection.allow();\n}}"))
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn what_is_told_once_is_silenced_line_by_line() {
    let uses = |first: &str, second: &str| {
        handler(&format!(
            "  console.log(connection.clientCertInfo);{first}\n  console.log(connection.clientCertInfo);{second}"
        ))
    };
    let ignored = " // connfn-ignore CF0334 only a log";
    let both = uses("", "");
    assert_eq!((codes(&both), both[0].related.len()), (vec!["CF0334"], 1));
    for findings in [uses(ignored, ""), uses("", ignored)] {
        assert_eq!((codes(&findings), findings[0].related.len()), (vec!["CF0334"], 0));
    }
    assert_eq!(codes(&uses(ignored, ignored)), [""; 0]);
    let names = |comment: &str| handler(&format!("  unknown();{comment}\n  unknown();"));
    assert_eq!(codes(&names("")), ["CF0316"]);
    assert_eq!(codes(&names(" // connfn-ignore CF0316 given elsewhere")), ["CF0316"]);
    let listed = |comment: &str| handler(&format!("  var a = 1 ?? 2;{comment}\n  a = a ?? 3;"));
    assert_eq!(codes(&listed("")), ["CF0314"]);
    assert_eq!(codes(&listed(" // connfn-ignore CF0314 seen to work")), ["CF0314"]);
}

#[test]
fn a_comment_is_unused_only_if_that_is_known() {
    let code = "// connfn-ignore CF0336 always there\nfunction connectionHandler(c) { c.allow(); }";
    assert_eq!(codes(&found(code)), [""; 0]);
    let known = Context { optional_mtls: Some(true), ..Context::default() };
    assert_eq!(codes(&check(code, &known)), ["CF0351"]);
}

#[test]
fn asking_for_a_name_guards_what_comes_after() {
    for (body, expected) in [
        ("  if (typeof Map !== 'undefined') { new Map(); }", &[] as &[&str]),
        ("  if (typeof Map === 'undefined') { return connection.deny(); }\n  new Map();", &[]),
        ("  new Map();\n  if (typeof Map === 'undefined') { return connection.deny(); }", &["CF0313"]),
        ("  console.log(typeof Map);", &[]),
        ("  console.log(typeof Map);\n  new Map();", &["CF0313"]),
        ("  console.log(typeof certificate);\n  if (certificate.a) { return connection.deny(); }", &["CF0316"]),
    ] {
        assert_eq!(codes(&handler(body)), expected, "{body}");
    }
}

#[test]
fn an_exported_entry_point_weighs_what_the_word_does() {
    let code = "export function connectionHandler(connection) { connection.allow(); }";
    let weight = |context: &Context| {
        check(code, context).iter().map(|finding| (finding.code, finding.severity)).collect::<Vec<_>>()
    };
    assert_eq!(weight(&Context::default()), [(Code::EntryPointExported, Severity::Error)]);
    for (support, expected) in
        [(Support::Works, vec![]), (Support::Unreliable, vec![(Code::EntryPointExported, Severity::Warning)])]
    {
        let mut overrides = Overrides::default();
        assert!(overrides.set("export", support));
        assert_eq!(weight(&Context { overrides, ..Context::default() }), expected);
    }
}

#[test]
fn helps_say_what_to_write() {
    for (code, number, help) in [
        ("function connectionHandler(c): void { c.allow(); }", "CF0310", "compile TypeScript first"),
        (
            "interface X { a: string }\nfunction connectionHandler(c) { c.allow(); }",
            "CF0310",
            "compile TypeScript first",
        ),
        (
            "import type { C } from 'x';\nfunction connectionHandler(c) { c.allow(); }",
            "CF0310",
            "compile TypeScript first",
        ),
        ("function connectionHandler(c) { cf.kvs(); c.allow(); }", "CF0316", "import cf from 'cloudfront'"),
        ("function connectionHandler(c) { crypto.createHash('md5'); c.allow(); }", "CF0316", "require('crypto')"),
        ("function connectionHandler(c) { c.allow(); }\nexports.x = 1;", "CF0316", "leave it away"),
        (
            "import { kvs } from 'cloudfront'; function connectionHandler(c) { c.allow(kvs); }",
            "CF0312",
            "import cf from",
        ),
        ("var connectionHandler = 5;", "CF0320", "connectionHandler(connection)"),
    ] {
        let findings = found(code);
        let with = |finding: &&Finding| finding.code.as_str() == number;
        let told = findings.iter().find(with).unwrap_or_else(|| panic!("{code}: {findings:?}"));
        assert!(told.help.as_deref().unwrap_or_default().contains(help), "{code}: {told:?}");
    }
    let told = handler("  console.log('a', 'b');");
    assert_eq!(told[0].message, "AWS does not document several arguments of `console.log` in `cloudfront-js-2.0`");
}

#[test]
fn what_is_missing_has_a_way_around() {
    for feature in FEATURES {
        let missing = [feature.in_1_0, feature.in_2_0].contains(&Support::Missing);
        assert!(!missing || feature.help.is_some(), "{}", feature.id);
    }
}

#[test]
fn regular_expressions_of_old_are_fine() {
    for pattern in [
        "a{",
        "a{,5}",
        "]",
        "}",
        "[^a]",
        "[]a]",
        "[a-]",
        "[-a]",
        "[a-z-9]",
        r"[\d-z]",
        r"[\]]",
        r"\/",
        r"\(",
        "[(]",
        "[)]",
        "(?:a|b)*?",
        "a+?",
        "a{2,}?",
        "a{2}",
        "(?=a)*",
        r"\bend\b",
        "^$",
        "()",
        "(|a)",
        r"\u0061\x61\cA\0",
        r"(a)\1",
        r"(?<n>a)\k<n>",
        r"\k",
        "(?i:a)",
        "(?<a_1$>b)",
        r"^(\d{1,3}\.){3}\d{1,3}$",
        r"(?:^|,)DNS:([^,]+)(?=,|$)",
        "[+*?{}()|^$.]",
        r"\\(",
    ] {
        // The last of them is a backslash and a bracket that is open.
        let expected: &[&str] = if pattern == r"\\(" {
            &["CF0310"]
        } else if pattern == "[]a]" {
            &["CF0315"]
        } else {
            &[]
        };
        assert_eq!(codes(&handler(&format!("  /{pattern}/.test('');"))), expected, "{pattern}");
    }
    for pattern in [
        "(",
        ")",
        "a)",
        "(?",
        "(?P<n>a)",
        "(?<n",
        "(?<>a)",
        "(?<a-b>a)",
        "*a",
        "a|*",
        "(*a)",
        "(?:+)",
        "a{3,2}",
        "[z-a]",
        r"(?<n>a)\k<m>",
    ] {
        assert_eq!(codes(&handler(&format!("  /{pattern}/.test('');"))), ["CF0310"], "{pattern}");
    }
}

#[test]
fn findings_are_ignored_line_by_line() {
    let code = |first: &str, second: &str| {
        format!(
            "function connectionHandler(connection) {{\n  {first}\n  new Map();{second}\n  connection.allow();\n}}\n"
        )
    };
    let told = |code: String| -> Vec<&'static str> {
        check(&code, &Context::default()).iter().map(|finding| finding.code.as_str()).collect()
    };
    assert_eq!(told(code("", "")), ["CF0313"]);
    assert_eq!(told(code("// connfn-ignore CF0313 AWS has it now", "")), [""; 0]);
    assert_eq!(told(code("", " // connfn-ignore CF0313 AWS has it now")), [""; 0]);
    assert_eq!(told(code("", " /* connfn-ignore CF0313 AWS has it now */")), [""; 0]);
    assert_eq!(told(code("// connfn-ignore CF0313", "")), ["CF0350"]);
    assert_eq!(told(code("// connfn-ignore CF0312 wrong code", "")), ["CF0351", "CF0313"]);
    assert_eq!(told(code("// connfn-ignore", "")), ["CF0351", "CF0313"]);
    assert_eq!(told(code("// connfn-ignore CF9999 no such", "")), ["CF0351", "CF0313"]);
    assert_eq!(told(code("var a = 1; // connfn-ignore CF0313 other line", "")), ["CF0351", "CF0313"]);
}

#[test]
fn ignoring_takes_code_as_people_lay_it_out() {
    let told = |code: &str| {
        let findings = check(code, &Context::default());
        findings.iter().map(|finding| finding.code.to_string()).collect::<Vec<_>>()
    };
    let handler =
        |body: &str| told(&format!("function connectionHandler(connection) {{\n{body}\n  connection.allow();\n}}"));
    let both = "  const { a } = new Map();";
    for comment in [
        "  // connfn-ignore CF0312 ok\n  // connfn-ignore CF0313 ok\n",
        "  /* connfn-ignore CF0312 ok */ /* connfn-ignore CF0313 ok */\n",
        "  // connfn-ignore CF0312, CF0313 ok\n\n  // more words\n",
        "  // connfn-ignore CF0312 CF0313: ok\n",
        "  /*\n   * connfn-ignore CF0312 CF0313 ok\n   */\n",
    ] {
        assert_eq!(handler(&format!("{comment}{both}")), [""; 0], "{comment}");
    }
    assert_eq!(handler(&format!("  // connfn-ignore CF0312 CF0313\n{both}")), ["CF0350"]);
    // A statement of several lines, but not what is in its blocks.
    assert_eq!(handler("  // connfn-ignore CF0313 ok\n  const a = [1]\n    .flat();"), [""; 0]);
    let within = "  // connfn-ignore CF0313 ok\n  [1].map(function () {\n    return new Map();\n  });";
    assert_eq!(handler(within), ["CF0351", "CF0313"]);
    // What is said of the code as a whole.
    assert_eq!(told("// connfn-ignore CF0320 a library\nvar a = 1;"), [""; 0]);
    assert_eq!(told("var a = 1;\n// connfn-ignore CF0320 a library\n"), [""; 0]);
    for comment in
        ["// connfn-ignore-next-line CF0312 ok", "// @ts-ignore connfn-ignore CF0312 ok", "// connfn-ignore CF0302 ok"]
    {
        assert_eq!(handler(comment), ["CF0351"], "{comment}");
    }
}

#[test]
fn nouns_are_told_whole() {
    let code = "function connectionHandler(connection) { var o = { f() {} }; o.f(); connection.allow(); }";
    let findings = check(code, &Context::default());
    let [found] = findings.as_slice() else { panic!("{findings:?}") };
    assert!(found.message.starts_with("a method in an object (`{ name() {} }`) works in"), "{}", found.message);
    let code = "import crypto from 'crypto';\nimport querystring from 'querystring';\nfunction connectionHandler(c) { c.allow(); }";
    let findings = check(code, &Context::default());
    let told: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "AWS does not document `import` of the module `crypto` in `cloudfront-js-2.0`, which may lack it",
            "AWS does not document `import` of the module `querystring` in `cloudfront-js-2.0`, which may lack it"
        ]
    );
}

#[test]
fn the_table_can_be_overridden() {
    let mut overrides = Overrides::default();
    assert!(overrides.set("for_of", Support::Works));
    assert!(overrides.set("collections", Support::Unreliable));
    assert!(overrides.set("let_const", Support::Undocumented));
    assert!(overrides.set("base64", Support::Missing));
    assert!(!overrides.set("for_all", Support::Works));
    let context = Context { overrides, ..Context::default() };
    let code = "function connectionHandler(connection) { for (const a of [1]) new Map(btoa(a)); connection.allow(); }";
    let told: Vec<_> = check(code, &context)
        .into_iter()
        .map(|finding| (finding.code.as_str(), finding.severity, finding.message, finding.help))
        .collect();
    let says = |code, severity, message: &str, help: Option<&str>| {
        (code, severity, message.to_owned(), help.map(str::to_owned))
    };
    let runtime = "`cloudfront-js-2.0`";
    assert_eq!(
        told,
        [
            says(
                "CF0314",
                Severity::Info,
                &format!("`let` and `const` works in {runtime}, but AWS does not document it"),
                None
            ),
            says(
                "CF0315",
                Severity::Warning,
                &format!("{runtime} goes wrong with `Map`"),
                Some("use an object or an array: `Object.create(null)`, `indexOf`")
            ),
            says("CF0313", Severity::Error, &format!("{runtime} does not have `btoa`"), None),
        ]
    );
}

#[test]
fn only_what_works_weighs_nothing() {
    for feature in FEATURES {
        for support in [feature.in_1_0, feature.in_2_0] {
            assert_eq!(support.severity().is_none(), support == Support::Works);
        }
    }
}
