//! Where tests of functions are found, what they say, and what is said of them.

use super::{check_files, reading, sources};
use crate::{Sources, Unavailable, read};
use alloc::{borrow::ToOwned, format, string::String, vec, vec::Vec};
use connfn_core::{
    address::Address,
    ordered::Map,
    testing::{ConnectionSource, Decision, FunctionTest},
};

const GATE: &str = r#"
resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/fn/gate.js")
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = ""
  }
}
"#;

const CODE: &str = "function connectionHandler(connection) { connection.deny(); }";

const ASSOCIATION: &str =
    "key_value_store_association {\n      key_value_store_arn = aws_cloudfront_key_value_store.s.arn\n    }";

const STORE: &str = "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = \"s\"\n}\n";

const ONE: &str = "- name: refuses\n  connection: no-certificate\n  expect: deny\n";

/// The names of the tests of each function, by the function's label.
fn names(files: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
    check_files(files, &[]);
    let tests = reading(files).tests;
    let names = |tests: &[FunctionTest]| tests.iter().map(|test| test.name.clone()).collect();
    tests.iter().map(|(address, tests)| (address.label().to_owned(), names(tests))).collect()
}

/// The tests in a document beside the function, of which nothing is said.
#[track_caller]
fn tests(document: &str) -> Vec<FunctionTest> {
    let main = format!("{}\n{STORE}", GATE.replace("    comment", &format!("    {ASSOCIATION}\n    comment")));
    let files = [("main.tf", main.as_str()), ("fn/gate.js", CODE), ("fn/gate.test.yaml", document)];
    check_files(&files, &[]);
    reading(&files).tests.into_values().next().unwrap()
}

/// What is said of a document beside the function.
#[track_caller]
fn said(document: &str, expected: &[&str]) {
    check_files(&[("main.tf", GATE), ("fn/gate.js", CODE), ("fn/gate.test.yaml", document)], expected);
}

#[test]
fn beside_the_code() {
    let one = |name: &str| vec![("gate".to_owned(), vec![name.to_owned()])];
    for path in ["fn/gate.test.yaml", "fn/gate.test.yml", "fn/gate.test.json"] {
        let text = if path.ends_with("json") {
            r#"[{"name": "refuses", "connection": "no-certificate", "expect": "deny"}]"#
        } else {
            ONE
        };
        assert_eq!(names(&[("main.tf", GATE), ("fn/gate.js", CODE), (path, text)]), one("refuses"), "{path}");
    }
}

#[test]
fn of_every_function_that_is_made_of_the_file() {
    for code in [
        r#"file("fn/${each.key}.js")"#,
        r#"replace(file("fn/${each.key}.js"), "a", "b")"#,
        r#"templatefile("fn/${each.key}.js", {})"#,
        "local.codes[each.key]",
        r#"{ gate = file("fn/gate.js"), other = file("fn/other.js") }[each.key]"#,
        "module.code.of[each.key]",
    ] {
        let main = format!(
            "{}\nlocals {{\n  codes = {{ for key in [\"gate\", \"other\"] : key => file(\"fn/${{key}}.js\") }}\n}}\nmodule \"code\" {{\n  source = \"./m\"\n  of = local.codes\n}}\n",
            GATE.replace("file(\"${path.module}/fn/gate.js\")", code)
                .replace("  name ", "  for_each = toset([\"gate\", \"other\"])\n  name ")
                .replace("\"gate\"\n", "each.key\n")
        );
        let module = "variable \"of\" {}\noutput \"of\" {\n  value = var.of\n}\n";
        let other = format!("{CODE} // other");
        let files = [
            ("main.tf", main.as_str()),
            ("m/main.tf", module),
            ("fn/gate.js", CODE),
            ("fn/other.js", &other),
            ("fn/gate.test.yaml", ONE),
        ];
        let sources =
            Sources { listings: Map::from([("m/".to_owned(), vec!["main.tf".to_owned()])]), ..sources(&files) };
        let reading = read(&sources);
        assert_eq!(reading.diagnostics, [], "{code}");
        let found: Vec<_> = reading.tests.keys().map(Address::label).collect();
        assert_eq!(found, [r#"gate["gate"]"#], "{code}");
    }
}

#[test]
fn of_code_that_is_written_in_the_configuration() {
    let main = GATE.replace("file(\"${path.module}/fn/gate.js\")", "\"function connectionHandler(c) { c.deny(); }\"");
    let files = [("main.tf", main.as_str()), ("gate.test.yaml", ONE)];
    assert_eq!(names(&files), [("gate".to_owned(), vec!["refuses".to_owned()])]);
}

#[test]
fn within_the_short_form() {
    let yaml = "functions:\n  gate:\n    code: { file: gate.js }\n    tests:\n      - { name: a, connection: valid, expect: allow }\n";
    let toml = "[functions.gate]\ncode = { file = \"gate.js\" }\n[[functions.gate.tests]]\nname = \"a\"\nconnection = \"valid\"\nexpect = \"allow\"\n";
    let map = "functions:\n  gate:\n    code: { file: gate.js }\n    tests:\n      defaults: { connection: valid }\n      cases: [{ name: a, expect: allow }]\n";
    for (name, text) in [("connfn.yaml", yaml), ("connfn.toml", toml), ("connfn.yaml", map)] {
        let files = [(name, text), ("gate.js", CODE), ("gate.test.yaml", ONE)];
        assert_eq!(names(&files), [("gate".to_owned(), vec!["a".to_owned(), "refuses".to_owned()])], "{name}");
    }
}

#[test]
fn folders_are_wanted_and_documents_needed() {
    let files = [("main.tf", GATE), ("fn/gate.js", CODE)];
    let first = read(&sources(&files));
    assert_eq!((first.needs.len(), first.wants), (0, vec!["./".to_owned(), "fn/".to_owned()]));
    let listings: Map<String, Vec<String>> = Map::from([
        ("./".to_owned(), vec!["fn/".to_owned(), "main.tf".to_owned()]),
        ("fn/".to_owned(), vec!["gate.js".to_owned(), "gate.test.yaml".to_owned()]),
    ]);
    let second = read(&Sources { listings: listings.clone(), ..sources(&files) });
    assert_eq!((second.needs, second.wants.len()), (vec!["fn/gate.test.yaml".to_owned()], 0));
    let unavailable = Map::from([("fn/gate.test.yaml".to_owned(), Unavailable::NotUtf8)]);
    let third = read(&Sources { listings, unavailable, ..sources(&files) });
    let said: Vec<_> = third.diagnostics.iter().map(|said| format!("{}: {}", said.code, said.message)).collect();
    assert_eq!(said, ["CF0003: the file `fn/gate.test.yaml` is not UTF-8 text"]);
    let unavailable = ["./", "fn/"].map(|folder| (folder.to_owned(), Unavailable::Missing)).into();
    let fourth = read(&Sources { unavailable, ..sources(&files) });
    assert_eq!((fourth.needs.len(), fourth.wants.len(), fourth.diagnostics.len()), (0, 0, 0));
}

#[test]
fn documents_of_no_function() {
    check_files(
        &[("main.tf", GATE), ("fn/gate.js", CODE), ("fn/gat.test.yaml", ONE), ("other.test.json", "[]")],
        &[
            "warning CF0364 at ``: the tests in `fn/gat.test.yaml` belong to no function, and are not run; did you mean `fn/gate.test.yaml`?",
            "warning CF0364 at ``: the tests in `other.test.json` belong to no function, and are not run; name it after the file of the function's code, `NAME.test.yaml` beside `NAME.js`, or after the label of a function whose code is written in the configuration",
        ],
    );
}

#[test]
fn what_a_test_says() {
    let tests = tests(
        "defaults:
  connection: { preset: valid, clientIp: 192.0.2.1, clientCertificate: { certificates: { leaf: { san: a, issuer: b } } } }
  store: { a: '1' }
  now: 2026-03-01T00:00:00Z
cases:
  - name: all of the defaults
    expect: allow
  - name: over the defaults
    connection: { clientIp: 192.0.2.2, clientCertificate: { certificates: { leaf: { issuer: null } } } }
    store: {}
    now: '1970-01-01T01:00:00.5+01:00'
    expect: { decision: deny, logs: [one, 'two'], custom_data: x }
  - name: in place of the defaults
    connection: { preset: revoked }
    expect: { error: 'not a' }
",
    );
    let [all, over, instead] = tests.as_slice() else { panic!("{tests:?}") };
    assert_eq!(all.connection.source, ConnectionSource::Preset("valid".to_owned()));
    assert_eq!(
        all.connection.object,
        r#"{"clientIp":"192.0.2.1","clientCertificate":{"certificates":{"leaf":{"san":"a","issuer":"b"}}}}"#
    );
    assert_eq!(over.connection.source, ConnectionSource::Preset("valid".to_owned()));
    assert_eq!(
        over.connection.object,
        r#"{"clientIp":"192.0.2.2","clientCertificate":{"certificates":{"leaf":{"san":"a","issuer":null}}}}"#
    );
    assert_eq!(over.expect.logs, Some(vec!["one".to_owned(), "two".to_owned()]));
    assert_eq!(over.expect.custom_data.as_deref(), Some("x"));
    assert_eq!(instead.connection.source, ConnectionSource::Preset("revoked".to_owned()));
    assert_eq!((instead.connection.object.as_str(), instead.expect.decision), ("{}", Decision::None));
    assert_eq!(all.store, Some(Map::from([("a".to_owned(), "1".to_owned())])));
    assert_eq!((&over.store, &instead.store), (&Some(Map::new()), &all.store));
    let instants = [all, over, instead].map(|test| test.now.as_deref());
    let march = Some("2026-03-01T00:00:00Z");
    assert_eq!(instants, [march, Some("1970-01-01T01:00:00.5+01:00"), march]);
    assert_eq!(all.location.as_ref().map(|at| (at.file.as_str(), at.span.start.line)), Some(("fn/gate.test.yaml", 6)));
}

#[test]
fn files_that_a_document_names() {
    let document = "- name: a
  connection: { pem_file: certs/leaf.pem, clientIp: 192.0.2.1 }
  store_file: items.json
  store: { b: '3' }
  expect: deny
";
    let main = format!("{}\n{STORE}", GATE.replace("    comment", &format!("    {ASSOCIATION}\n    comment")));
    let mut files = vec![("main.tf", main.as_str()), ("fn/gate.js", CODE), ("fn/gate.test.yaml", document)];
    assert_eq!(read(&sources(&files)).needs, ["fn/certs/leaf.pem", "fn/items.json"]);
    files.push(("fn/certs/leaf.pem", "PEM"));
    files.push(("fn/items.json", r#"{"data": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]}"#));
    check_files(&files, &[]);
    let tests = reading(&files).tests.into_values().next().unwrap();
    assert_eq!(tests[0].connection.source, ConnectionSource::Pem("PEM".to_owned()));
    let items = [("a", "1"), ("b", "3")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(tests[0].store, Some(Map::from(items)));
}

#[test]
fn what_is_said_of_a_document() {
    said(
        "tests: []\n",
        &["error CF0360 at `tests`: a test document has no member `tests`; there are `cases`, `defaults`"],
    );
    said("case: []\n", &["error CF0360 at `case`: a test document has no member `case`; did you mean `cases`?"]);
    said("text\n", &["error CF0203 at `text`: a test document is a list of cases, or a map with `cases`"]);
    said("cases: x\n", &["error CF0203 at `x`: `cases` is a list; write a case: `name`, `connection` and `expect`"]);
    said(
        "[]\n",
        &["warning CF0365 at `[]`: there is no test in this list; write a case: `name`, `connection` and `expect`"],
    );
    said(
        "- {}\n",
        &[
            "error CF0361 at `{}`: the test lacks its `connection`; give the connection object, a certificate by `pem_file`, or the name of a preset, such as `valid`",
            "error CF0361 at `{}`: the test lacks its `name`; say in a few words what it shows",
            "error CF0361 at `{}`: the test lacks what it expects; write `expect: allow` or `expect: deny`",
        ],
    );
    said(
        "- { name: a, connections: valid, expect: deny }\n",
        &["error CF0360 at `connections`: a test has no member `connections`; did you mean `connection`?"],
    );
    let one = |rest: &str| format!("- name: a\n  connection: valid\n{rest}\n");
    said(
        &one("  expect: allowed"),
        &["error CF0362 at `allowed`: there is no decision `allowed`; did you mean `allow`?"],
    );
    said(
        &one("  expect: true"),
        &["error CF0203 at `true`: `expect` is a decision, or a map; the decisions are `allow`, `deny` and `none`"],
    );
    said(
        &one("  expect: { error: '' }"),
        &[
            "error CF0361 at `''`: `error` is part of the message of an exception, and this fits every one; write what tells it from others",
        ],
    );
    for (written, example) in [
        ("2026-03-01", "2026-03-01T00:00:00Z"),
        ("2026-02-29", "2026-01-31T12:00:00Z"),
        ("2026-03-01T12:00:00", "2026-03-01T12:00:00Z"),
        ("2026-03-01 12:00:00Z", "2026-03-01T12:00:00Z"),
        ("1772366400000", "2026-01-31T12:00:00Z"),
        ("tomorrow", "2026-01-31T12:00:00Z"),
    ] {
        let message = format!(
            "error CF0370 at `{written}`: `{written}` is not an instant; write it as RFC 3339 does, with a zone: `{example}`"
        );
        said(&one(&format!("  now: {written}\n  expect: deny")), &[message.as_str()]);
    }
    said(
        &one("  expect: { logs: [] }"),
        &["error CF0361 at `{ logs: [] }`: `expect` lacks its `decision`; write `decision: allow` or `decision: deny`"],
    );
    said(
        &one("  expect: { decision: deny, log: [] }"),
        &["error CF0360 at `log`: `expect` has no member `log`; did you mean `logs`?"],
    );
    said(
        &one("  expect: { decision: deny, logs: [1], custom_data: [] }"),
        &[
            "error CF0203 at `1`: a line of `logs` is a text; write it in quotes to have a text",
            "error CF0203 at `[]`: `custom_data` is a text",
        ],
    );
    said(
        &one("  expect: allow\n  store: { a: 1 }"),
        &["error CF0203 at `1`: the value of `a` is a text; write it in quotes to have a text"],
    );
    said(
        "- { name: '', connection: valid, expect: deny }\n",
        &["error CF0363 at `''`: the name of a test is one line of text"],
    );
    said(
        "- { name: a, connection: valid, expect: deny }\n- { name: a, connection: valid, expect: deny }\n",
        &["error CF0363 at `a`: another test of this function is called `a` (the first one `a`)"],
    );
    let connection = |connection: &str| format!("- name: a\n  connection: {connection}\n  expect: deny\n");
    said(&connection("revokd"), &["error CF0362 at `revokd`: there is no preset `revokd`; did you mean `revoked`?"]);
    said(&connection("[]"), &["error CF0203 at `[]`: `connection` is the name of a preset, or a map"]);
    said(
        &connection("{ preset: valid, pem: x }"),
        &["error CF0360 at `preset`: `pem` and `preset` exclude each other (the other one `pem`)"],
    );
    said(
        &connection("{ pemFile: x }"),
        &["error CF0360 at `pemFile`: `connection` has no member `pemFile`; did you mean `pem_file`?"],
    );
    said(
        &connection("{ clientCertInfo: {}, clientIP: x, client_ip: y }"),
        &[
            "warning CF0368 at `clientCertInfo`: CloudFront gives a connection object no member `clientCertInfo`; its members are `clientCertificate`, `clientIp`, `connectionId`, `distributionId`, `endpoint`",
            "warning CF0368 at `clientIP`: CloudFront gives a connection object no member `clientIP`; did you mean `clientIp`?",
            "warning CF0368 at `client_ip`: CloudFront gives a connection object no member `client_ip`; did you mean `clientIp`?",
        ],
    );
    said(
        &connection("{ pem_file: /etc/passwd }"),
        &[
            "error CF0004 at `/etc/passwd`: `/etc/passwd` is not a path within the configuration's folder; put the file beside the test document",
        ],
    );
    said(
        &connection("{ pem_file: ../../x.pem }"),
        &[
            "error CF0004 at `../../x.pem`: `../../x.pem` is not a path within the configuration's folder; put the file beside the test document",
        ],
    );
}

#[test]
fn a_certificate_that_is_no_text_is_to_be_converted() {
    let document = "- { name: a, connection: { pem_file: device.der }, expect: deny }\n";
    let files = [("main.tf", GATE), ("fn/gate.js", CODE), ("fn/gate.test.yaml", document)];
    let listings = Map::from([("fn/".to_owned(), vec!["gate.js".to_owned(), "gate.test.yaml".to_owned()])]);
    let unavailable = Map::from([("fn/device.der".to_owned(), Unavailable::NotUtf8)]);
    let reading = read(&Sources { listings, unavailable, ..sources(&files) });
    assert_eq!(reading.diagnostics[0].message, "the file `fn/device.der` is not UTF-8 text");
    let help = "convert it to PEM: `openssl x509 -inform DER -in fn/device.der -out certificate.pem`";
    assert_eq!(reading.diagnostics[0].help.as_deref(), Some(help));
}

#[test]
fn what_cloudfront_gives_no_connection_object() {
    let leaf = |leaf: &str| {
        format!(
            "- name: a\n  connection:\n    preset: valid\n    clientCertificate:\n      certificates:\n        leaf: {leaf}\n  expect: deny\n"
        )
    };
    said(&leaf("{ serialNumber: '0b:ad', validity: { notAfter: soon }, san: null }"), &[]);
    for (given, expected) in [
        (
            "{ serial: '0b:ad' }",
            "`serial`: CloudFront gives `leaf` no member `serial`; its members are `serialNumber`, `issuer`, `subject`, `validity`, `sha256Fingerprint`, `ocspEndpoint`, `san`, `sanHex`, `spki`",
        ),
        ("{ Subject: x }", "`Subject`: CloudFront gives `leaf` no member `Subject`; did you mean `subject`?"),
        (
            "{ notAfter: x }",
            "`notAfter`: CloudFront gives `leaf` no member `notAfter`; it belongs into `clientCertificate.certificates.leaf.validity`",
        ),
        ("{ serialNumber: 11 }", "`11`: CloudFront gives `serialNumber` as a text; write it in quotes to have a text"),
        ("{ san: true }", "`true`: CloudFront gives `san` as a text; write it in quotes to have a text"),
        ("{ validity: x }", "`x`: CloudFront gives `validity` as a map"),
    ] {
        said(&leaf(given), &[&format!("warning CF0368 at {expected}")]);
    }
    let own = |own: &str| format!("- name: a\n  connection: {{ preset: valid, {own} }}\n  expect: deny\n");
    for (given, expected) in [
        ("clientIp: 1", "`1`: CloudFront gives `clientIp` as a text; write it in quotes to have a text"),
        (
            "serialNumber: x",
            "`serialNumber`: CloudFront gives a connection object no member `serialNumber`; it belongs into `clientCertificate.certificates.leaf`",
        ),
        (
            "clientCertificate: { certificate: {} }",
            "`certificate`: CloudFront gives `clientCertificate` no member `certificate`; did you mean `certificates`?",
        ),
        (
            "clientCertificate: { revocationStatus: { chainValidity: valid } }",
            "`valid`: CloudFront gives no `chainValidity` `valid`; did you mean `Valid`?",
        ),
        (
            "clientCertificate: { revocationStatus: { certificates: { leaf: { status: REVOKED } } } }",
            "`REVOKED`: CloudFront gives no `status` `REVOKED`; did you mean `Revoked`?",
        ),
    ] {
        said(&own(given), &[&format!("warning CF0368 at {expected}")]);
    }
}

#[test]
fn what_is_said_of_a_file_of_items() {
    let check = |text: &str, expected: &[&str]| {
        let document = "- { name: a, connection: valid, store_file: s.json, expect: deny }\n- { name: b, connection: valid, store_file: s.json, expect: deny }\n";
        check_files(
            &[("main.tf", GATE), ("fn/gate.js", CODE), ("fn/gate.test.yaml", document), ("fn/s.json", text)],
            expected,
        );
    };
    let help = r#"write `{"data": [{"key": "KEY", "value": "VALUE"}]}`"#;
    check("[]", &[&format!("error CF0367 at `[]`: this is not what AWS imports a store from; {help}")]);
    check(r#"{"data": 1}"#, &[&format!("error CF0367 at `1`: this is not what AWS imports a store from; {help}")]);
    check(
        r#"{"data": [{"key": "a"}, {"key": "b", "value": 1}]}"#,
        &[
            &format!(r#"error CF0367 at `{{"key": "a"}}`: an item has a `key` and a `value`, which are texts; {help}"#),
            &format!(
                r#"error CF0367 at `{{"key": "b", "value": 1}}`: an item has a `key` and a `value`, which are texts; {help}"#
            ),
        ],
    );
    check(
        r#"{"data": [{"key": "a", "value": ""}, {"key": "a", "value": ""}, {"key": "", "value": ""}]}"#,
        &[
            r#"error CF0367 at `"a"`: the key `a` is given twice (first given here `"a"`)"#,
            r#"error CF0367 at `""`: a key of a store has 1 to 512 bytes, and this has 0"#,
        ],
    );
    let long = "x".repeat(1025);
    check(
        &format!(r#"{{"data": [{{"key": "a", "value": "{long}"}}]}}"#),
        &[&format!(r#"error CF0367 at `"{long}"`: a value of a store has at most 1024 bytes, and this has 1025"#)],
    );
}

#[test]
fn many_tests() {
    let many = |count: usize| {
        let cases = (0..count).map(|at| format!("- {{ name: t{at}, connection: valid, expect: deny }}"));
        cases.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(tests(&many(1000)).len(), 1000);
    let large = format!(
        "defaults:\n  connection: {{ preset: valid, endpoint: {} }}\ncases:\n{}",
        "x".repeat(40_000),
        many(1000).replace("connection: valid, ", "")
    );
    for (text, message) in [
        (many(1001), "there are 1001 tests, and connfn runs at most 1000 of a document"),
        (large, "the tests of a document come to at most 16777216 bytes, with what each takes from the defaults"),
    ] {
        let reading = reading(&[("main.tf", GATE), ("fn/gate.js", CODE), ("fn/gate.test.yaml", &text)]);
        let said: Vec<_> = reading.diagnostics.iter().map(|said| said.message.as_str()).collect();
        assert_eq!((said, reading.tests.len()), (vec![message], 0));
    }
}
