//! Where findings are told, in every way that code can be written.

use super::*;
use crate::{CheckRequest, FeatureState, check};
use alloc::{borrow::ToOwned, string::ToString};

/// What is said of the code of a configuration: severity, code, file, line, column, the text that the span covers, and the message
/// where there is no such text.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let sources = Sources { files, ..Sources::default() };
    let checked = check(&CheckRequest { sources: sources.clone() });
    assert_eq!(checked.needs, [""; 0]);
    checked.diagnostics.iter().map(|diagnostic| line(diagnostic, &sources)).collect()
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let Diagnostic { code, message, .. } = diagnostic;
    let Some(Location { file, span }) = &diagnostic.location else { return format!("{code} {message}") };
    let [start, end] = [span.start, span.end].map(|place| usize::try_from(place.byte).unwrap());
    let covered = sources.files.get(file).unwrap().get(start..end).unwrap();
    format!("{code} {file}:{}:{} {covered}", span.start.line, span.start.column_utf16)
}

/// A function with this code in a `.tf` file.
fn tf(code: &str) -> String {
    format!(
        "resource \"aws_cloudfront_connection_function\" \"gate\" {{\n  name = \"gate\"\n  connection_function_code = {code}\n  \
         connection_function_config {{\n    runtime = \"cloudfront-js-2.0\"\n    comment = \"\"\n  }}\n}}\n"
    )
}

/// Code in whose fourth line something is missing.
const CODE: &str = "function connectionHandler(connection) {\n  // 𝒳 ${a} %{b}\n\n  const { clientIp } = connection;\n  connection.allow();\n}\n";

fn indented(spaces: &str) -> String {
    CODE.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{spaces}{line}\n") }).collect()
}

#[test]
fn findings_stand_where_the_code_is_written() {
    let escaped = |text: &str| text.replace("${", "$${").replace("%{", "%%{");
    let quoted = CODE.replace('\n', "\\n");
    let json = r#"{ "resource": { "aws_cloudfront_connection_function": { "gate": { "name": "gate", "connection_function_code": CODE,
      "connection_function_config": { "runtime": "cloudfront-js-2.0", "comment": "" } } } } }"#;
    let as_json = serde_json::to_string(&escaped(CODE)).unwrap().replace('𝒳', "\\ud835\\udcb3");
    for (name, text, place) in [
        ("main.tf", tf(&format!("<<EOT\n{}EOT", escaped(CODE))), "7:9"),
        ("main.tf", tf(&format!("<<-EOT\n{}    EOT", escaped(&indented("      ")))), "7:15"),
        ("main.tf", tf(&format!("<<-EOT\n{}\tEOT", escaped(&indented("\t")))), "7:10"),
        ("main.tf", tf(&format!("\"{}\"", escaped(&quoted))), "3:104"),
        ("main.tf", tf(&format!("<<EOT\n{}EOT", escaped(CODE))).replace('\n', "\r\n"), "7:9"),
        ("main.tf", format!("\u{feff}{}", tf(&format!("<<EOT\n{}EOT", escaped(CODE)))), "7:9"),
        ("main.tf", format!("locals {{\n  code = <<EOT\n{}EOT\n}}\n{}", escaped(CODE), tf("local.code")), "6:9"),
        ("main.tf", format!("locals {{\n  code = <<EOT\n{}EOT\n}}\n{}", escaped(CODE), tf("\"${local.code}\"")), "6:9"),
        ("main.tf.json", json.replace("CODE", &as_json), "1:195"),
        ("connfn.json", format!("{{ \"functions\": {{ \"gate\": {{\n\"code\": \"{quoted}\" }} }} }}"), "2:81"),
        ("connfn.yaml", format!("functions:\n  gate:\n    code: |\n{}", indented("      ")), "7:15"),
        ("connfn.yaml", format!("functions:\n  gate:\n    code: \"{quoted}\"\n"), "3:83"),
        ("connfn.toml", format!("[functions.gate]\ncode = '''\n{CODE}'''\n"), "6:9"),
        ("connfn.toml", format!("[functions.gate]\ncode = \"\"\"\n{CODE}\"\"\"\n"), "6:9"),
        ("connfn.toml", format!("[functions.gate]\ncode = \"{quoted}\"\n"), "2:80"),
    ] {
        assert_eq!(told(&[(name, &text)]), [format!("CF0312 {name}:{place} {{ clientIp }}")], "{text}");
    }
}

#[test]
fn findings_of_a_file_stand_in_it_whichever_way_the_file_is_named() {
    let expected = ["CF0312 gate.js:4:9 { clientIp }"];
    for text in [
        tf("file(\"gate.js\")"),
        tf("file(\"${path.module}/gate.js\")"),
        tf("\"${file(\"gate.js\")}\""),
        format!("locals {{\n  code = file(\"./gate.js\")\n  more = local.code\n}}\n{}", tf("local.more")),
        format!("variable \"on\" {{ default = true }}\n{}", tf("var.on ? file(\"gate.js\") : \"\"")),
        tf("trimsuffix(file(\"gate.js\"), \"gone\")"),
        tf("{ gate = file(\"gate.js\"), main = file(\"main.tf\") }[\"gate\"]"),
    ] {
        assert_eq!(told(&[("main.tf", &text), ("gate.js", CODE)]), expected, "{text}");
    }
    let short = "functions:\n  gate:\n    code: { file: gate.js }\n";
    assert_eq!(told(&[("connfn.yaml", short), ("gate.js", CODE)]), expected);
    let each = tf("file(\"${each.key}.js\")")
        .replace("{\n  name = \"gate\"", "{\n  for_each = toset([\"a\", \"gate\"])\n  name = each.key");
    let told = told(&[("main.tf", &each), ("a.js", CODE), ("gate.js", CODE)]);
    assert_eq!(told, ["CF0312 a.js:4:9 { clientIp }", "CF0312 gate.js:4:9 { clientIp }"]);
}

#[test]
fn findings_of_a_module_stand_in_its_files() {
    let call = "module \"one\" {\n  source = \"./m\"\n}\n\nmodule \"two\" {\n  source = \"./m\"\n  name = \"two\"\n}\n";
    let inner = format!("variable \"name\" {{ default = \"one\" }}\n{}", tf("file(\"${path.module}/gate.js\")"))
        .replace("name = \"gate\"", "name = var.name");
    let mut sources = Sources::default();
    for (name, text) in [("main.tf", call), ("m/main.tf", &inner), ("m/gate.js", CODE)] {
        sources.files.insert(name.into(), text.into());
    }
    sources.listings.insert("m/".into(), ["main.tf", "gate.js"].map(String::from).into());
    let checked = check(&CheckRequest { sources: sources.clone() });
    let told: Vec<String> = checked.diagnostics.iter().map(|diagnostic| line(diagnostic, &sources)).collect();
    assert_eq!(told, ["CF0312 m/gate.js:4:9 { clientIp }"], "once for all that use it");
    let address = checked.diagnostics[0].address.as_ref().map(ToString::to_string);
    assert_eq!(address.as_deref(), Some("module.one.aws_cloudfront_connection_function.gate"));
}

#[test]
fn findings_of_code_that_is_worked_out_tell_their_place_in_words() {
    let text = tf(
        "<<EOT\nfunction connectionHandler(${local.name}) {\n  const { clientIp } = c;\n  let a = 1, a = 2;\n  c.allow();\n}\nEOT",
    );
    let sources = [("main.tf", format!("locals {{ name = \"c\" }}\n{text}"))];
    let sources = Sources {
        files: sources.map(|(name, text)| (name.to_owned(), text)).into_iter().collect(),
        ..Sources::default()
    };
    let checked = check(&CheckRequest { sources: sources.clone() });
    let [diagnostic] = checked.diagnostics.as_slice() else { panic!("{:?}", checked.diagnostics) };
    assert!(line(diagnostic, &sources).starts_with("CF0310 main.tf:4:30 <<EOT"));
    assert!(
        diagnostic.message.ends_with("(line 3, column 14 of the code); the first: line 3, column 7 of the code"),
        "{}",
        diagnostic.message
    );
    let replaced = tf("replace(file(\"gate.js\"), \"clientIp\", \"clientIp, endpoint\")");
    let told = told(&[("main.tf", &replaced), ("gate.js", CODE)]);
    assert_eq!(told, ["CF0312 main.tf:3:30 replace(file(\"gate.js\"), \"clientIp\", \"clientIp, endpoint\")"]);
}

#[test]
fn findings_of_code_behind_an_anchor_stand_at_it() {
    let code = "|\n      function connectionHandler(c) {\n        const { a } = c; c.allow();\n      }\n";
    let text = format!("functions:\n  gate:\n    code: &gate {code}  other: {{ code: *gate }}\n");
    let told = told(&[("connfn.yaml", text.as_str())]);
    assert!(told.iter().all(|line| line.starts_with("CF0312 connfn.yaml:")) && !told.is_empty(), "{told:?}");
}

#[test]
fn the_runtime_and_the_store_of_each_function_count() {
    let store = "import cf from 'cloudfront';\nasync function connectionHandler(c) {\n  const known = await cf.kvs().exists(c.clientIp);\n  known ? c.allow() : c.deny();\n}\n";
    let text = "stores: { ips: {} }\nfunctions:\n  a: { code: { file: a.js }, stores: [ips] }\n  b: { code: { file: a.js } }\n  c: { code: { file: b.js }, runtime: cloudfront-js-1.0 }\n";
    let told = told(&[
        ("connfn.yaml", text),
        ("a.js", store),
        ("b.js", "const c = 1; function connectionHandler(c) { c.allow(); }"),
    ]);
    assert_eq!(
        told,
        ["CF0341 a.js:3:23 cf.kvs()", "CF0312 b.js:1:1 const", "CF0304 connfn.yaml:5:39 cloudfront-js-1.0"]
    );
}

#[test]
fn a_comment_that_one_of_several_functions_needs_is_used() {
    let code = "import cf from 'cloudfront';\nasync function connectionHandler(c) {\n  // connfn-ignore CF0341 tested without\n  const known = await cf.kvs().exists(c.clientIp);\n  known ? c.allow() : c.deny();\n}\n";
    let of = |functions: &str| {
        let text = format!("stores: {{ ips: {{}} }}\nfunctions:\n{functions}");
        told(&[("connfn.yaml", text.as_str()), ("a.js", code)])
    };
    let (with, without) = ("  a: { code: { file: a.js }, stores: [ips] }\n", "  b: { code: { file: a.js } }\n");
    assert_eq!(of(with), ["CF0351 a.js:3:3 // connfn-ignore CF0341 tested without"]);
    assert_eq!(of(without), [""; 0]);
    assert_eq!(of(&format!("{with}{without}")), [""; 0]);
    let alone = CheckFunctionRequest { code: code.into(), ..CheckFunctionRequest::default() };
    assert_eq!(check_function(&alone).diagnostics, []);
}

#[test]
fn what_a_configuration_says_of_the_checks_counts() {
    let files = |checks: &str| {
        let text = format!("checks: {checks}\nfunctions:\n  gate: {{ code: {{ file: gate.js }} }}\n");
        told(&[("connfn.yaml", text.as_str()), ("gate.js", CODE)])
    };
    assert_eq!(files("{}"), ["CF0312 gate.js:4:9 { clientIp }"]);
    assert_eq!(files("{ runtime_features: { destructuring: works } }"), [""; 0]);
    assert_eq!(files("{ runtime_features: { destructuring: unreliable } }"), ["CF0315 gate.js:4:9 { clientIp }"]);
    assert_eq!(
        files("{ runtime_features: { destructurin: works } }"),
        ["CF0352 connfn.yaml:1:31 destructurin", "CF0312 gate.js:4:9 { clientIp }"]
    );
    let reads = "function connectionHandler(c) {\n  console.log(c.clientCertificate.certificates.leaf.subject);\n  c.allow();\n}\n";
    let optional = |value: &str| {
        let text = format!("locals {{ connfn_checks = {{ optional_mtls = {value} }} }}\n{}", tf("file(\"gate.js\")"));
        told(&[("main.tf", text.as_str()), ("gate.js", reads)])
    };
    assert_eq!(optional("true"), ["CF0336 gate.js:2:15 c.clientCertificate.certificates"]);
    assert_eq!(optional("false"), [""; 0]);
    assert_eq!(optional("null"), [""; 0]);
}

#[test]
fn the_checks_change_nothing_of_what_is_desired() {
    let checked = |more: &str| {
        let text = format!("{}{more}", tf("\"1\""));
        let sources = Sources { files: [("main.tf".to_owned(), text)].into_iter().collect(), ..Sources::default() };
        check(&CheckRequest { sources })
    };
    let (without, with) =
        (checked(""), checked("locals { connfn_checks = { runtime_features = { at = \"works\" } } }\n"));
    assert_eq!(without.desired, with.desired);
    assert_eq!(without.diagnostics, with.diagnostics);
    assert!(without.checks.is_empty() && !with.checks.is_empty());
}

#[test]
fn ignoring_works_in_a_configuration() {
    let code = CODE.replace("  const {", "  // connfn-ignore CF0312 AWS has it now\n  const {");
    assert_eq!(told(&[("main.tf", &tf("file(\"gate.js\")")), ("gate.js", &code)]), [""; 0]);
}

#[test]
fn one_function_is_checked_without_a_configuration() {
    let request = CheckFunctionRequest { code: CODE.into(), ..CheckFunctionRequest::default() };
    let [diagnostic] = check_function(&request).diagnostics.try_into().unwrap();
    assert_eq!(diagnostic.code, Code::MissingSyntax);
    assert_eq!(diagnostic.address, None);
    let location = diagnostic.location.unwrap();
    assert_eq!(
        (location.file.as_str(), location.span.start.line, location.span.start.column_utf16),
        ("function.js", 4, 9)
    );

    let codes = |request: &CheckFunctionRequest| -> Vec<Code> {
        check_function(request).diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    };
    assert_eq!(codes(&CheckFunctionRequest::default()), [Code::CodeEmpty]);
    let large = |bytes: usize| CheckFunctionRequest { code: "/".repeat(bytes), ..CheckFunctionRequest::default() };
    assert_eq!(codes(&large(10_241)), [Code::CodeOverQuota, Code::NoEntryPoint]);
    assert_eq!(codes(&large(40_961)), [Code::CodeTooLarge]);
    let store = "import cf from 'cloudfront'; cf.kvs(); function connectionHandler(c) { c.allow(); }";
    let with = |store_associated| CheckFunctionRequest {
        code: store.into(),
        store_associated,
        ..CheckFunctionRequest::default()
    };
    assert_eq!(codes(&with(None)), []);
    assert_eq!(codes(&with(Some(false))), [Code::StoreNotAssociated]);
    let old = CheckFunctionRequest { runtime: Some(limits::Runtime::Js1), ..with(None) };
    assert_eq!(codes(&old), [Code::OldRuntime, Code::MissingSyntax]);
    let feature = |id: &str| CheckFunctionRequest {
        code: CODE.into(),
        checks: Checks { runtime_features: [(id.into(), FeatureState::Works)].into(), ..Checks::default() },
        ..CheckFunctionRequest::default()
    };
    assert_eq!(codes(&feature("destructuring")), []);
    assert_eq!(codes(&feature("destructure")), [Code::MissingSyntax, Code::InvalidChecks]);
}

#[test]
fn every_code_of_findings_is_a_code_of_diagnostics_of_the_same_weight() {
    for script in connfn_script::Code::ALL {
        let code = Code::from_number(script.as_str()).unwrap_or_else(|| panic!("{script}"));
        assert_eq!(code.severity().as_str(), script.severity().as_str(), "{code}");
    }
    let known = |code: &Code| connfn_script::Code::ALL.iter().any(|script| script.as_str() == code.as_str());
    let of_code = Code::ALL.iter().filter(|code| ("CF0310"..="CF0351").contains(&code.as_str()));
    assert!(of_code.into_iter().all(known));
}
