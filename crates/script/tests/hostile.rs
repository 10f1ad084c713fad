//! Code that is made to harm: it is answered with a finding, soon, and the stack holds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files and the clock")]

use connfn_script::{Code, Context, LARGEST, check};
use std::time::{Duration, Instant};

/// What a thread of the smallest usual stack can check. The browser gives the WASM one megabyte.
const STACK: usize = 1024 * 1024;

fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap();
}

/// Forms that nest, each as what stands before, in the middle and behind.
const NESTED: &[(&str, &str, &str)] = &[
    ("(", "1", ")"),
    ("[", "1", "]"),
    ("{", "", "}"),
    ("({a:", "1", "})"),
    ("`${", "1", "}`"),
    ("f(", "1", ")"),
    ("a[", "1", "]"),
    ("x=>", "1", ""),
    ("async x=>", "1", ""),
    ("(x)=>", "1", ""),
    ("(x,y)=>{", "", "}"),
    ("(a=", "1", ")"),
    ("(a,", "1", ")"),
    ("({a=", "1", "})=>1"),
    ("(a=", "1", ")=>1"),
    ("[a=", "1", "]"),
    ("a?", "1", ":1"),
    ("a?b:", "1", ""),
    ("!", "1", ""),
    ("-", "1", ""),
    ("- -", "1", ""),
    ("typeof ", "1", ""),
    ("void ", "1", ""),
    ("delete ", "a.b", ""),
    ("new ", "a", ""),
    ("new (", "a", ")"),
    ("await ", "1", ""),
    ("a=", "1", ""),
    ("a+", "1", ""),
    ("a.", "b", ""),
    ("a&&", "1", ""),
    ("a??", "1", ""),
    ("a**", "1", ""),
    ("a,", "1", ""),
    ("if(a)", "1", ""),
    ("if(a)b;else ", "1", ""),
    ("if(a){}else ", "1", ""),
    ("if(a)b\nelse ", "1", ""),
    ("if(a)do x;while(0)else ", "1", ""),
    ("while(a)", "1", ""),
    ("do ", "1", ";while(0)"),
    ("for(;;)", "1", ""),
    ("for(;", "1", ";);"),
    ("l:", "1", ""),
    ("try{", "", "}catch(e){}"),
    ("switch(a){case 1:", "", "}"),
    ("function f(){", "", "}"),
    ("(function(){", "", "})()"),
    ("function f(a=", "1", "){}"),
    ("class A{a(){", "", "}}"),
    ("class A extends ", "B", "{}"),
    ("(class{a=", "1", "})"),
    ("with(a)", "1", ""),
    ("import(", "1", ")"),
    ("a``", "", ""),
    ("a?.", "b", ""),
    ("a()", "", ""),
    ("a[0]", "", ""),
    ("()=>{}\n", "", ""),
    ("{}\n", "", ""),
    ("a\n", "", ""),
    ("var a=1,b=", "1", ""),
    ("/[/*]/,(", "1", ")"),
    ("/\"/,(", "1", ")"),
    ("`'`,(", "1", ")"),
    ("a/'/(", "1", ")"),
    ("}/'/(", "1", ")"),
    ("a++/'/(", "1", ")"),
    ("'\\\n',(", "1", ")"),
    ("//\u{2028}(", "1", ")"),
    ("//\r(", "1", ")"),
    ("<!--'\n(", "1", ")"),
    ("\\u0061/'/(", "1", ")"),
    ("let [a=", "1", "]=b"),
    ("({[", "1", "]:1})"),
    ("({a(){", "", "}})"),
    ("({get a(){", "", "}})"),
    ("yield ", "1", ""),
    ("export default ", "1", ""),
    ("throw ", "1", ""),
    ("return ", "1", ""),
    ("async(", "1", ")"),
    ("async(a,", "1", ")=>1"),
    ("@a", "class A{}", ""),
    ("a<b>(", "1", ")"),
    ("<a>", "", "</a>"),
];

#[test]
fn nesting_of_every_kind_is_answered() {
    on_a_small_stack(|| {
        for (before, middle, behind) in NESTED {
            let unit = before.len() + behind.len();
            for depth in [10, 40, 60, 120, 250, 600, LARGEST / unit - 20] {
                let code = format!(
                    "async function connectionHandler(connection) {{ {}{middle}{} }}",
                    before.repeat(depth),
                    behind.repeat(depth)
                );
                if code.len() > LARGEST {
                    continue;
                }
                let start = Instant::now();
                let findings = check(&code, &Context::default());
                let time = start.elapsed();
                assert!(time < limit(), "{before} {depth}: {time:?}");
                let last = findings.iter().map(|finding| finding.span.end).max().unwrap_or(0);
                assert!(last as usize <= code.len());
            }
        }
    });
}

/// Pieces of code, of which whatever few are repeated until the largest size is reached.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "`",
    "${",
    "'",
    "\"",
    "/",
    "/*",
    "*/",
    "//",
    "\n",
    "\\",
    "a",
    "1",
    ".",
    ",",
    ";",
    ":",
    "?",
    "!",
    "+",
    "-",
    "++",
    "=",
    "=>",
    "==",
    "&&",
    "||",
    "??",
    "?.",
    "**",
    "...",
    "#",
    "@",
    "<",
    ">",
    " ",
    "if(a)",
    "else ",
    "for(;;)",
    "for(a in ",
    "while(a)",
    "do ",
    "try{",
    "catch(e)",
    "finally",
    "switch(a){case ",
    "default:",
    "return ",
    "throw ",
    "function ",
    "function f(",
    "async ",
    "await ",
    "yield ",
    "new ",
    "typeof ",
    "void ",
    "delete ",
    "in ",
    "of ",
    "instanceof ",
    "class A{",
    "extends ",
    "static ",
    "get ",
    "let ",
    "const ",
    "var ",
    "import(",
    "export ",
    "a:",
    "({",
    "})",
    "()",
    "[]",
    "{}",
    "a=>",
    "(a)=>",
    "(a,",
    "a=",
    "f(",
    "/a/",
    "/[",
    "\u{2028}",
    "\r",
    "<!--",
    "-->",
    "#!",
    "with(a)",
    "super.",
    "import.meta",
    "new.target",
    "1n",
    "0x",
    "é",
];

#[test]
fn whatever_is_repeated_leaves_the_stack_whole() {
    on_a_small_stack(|| {
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut next = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed % u64::try_from(below).unwrap()).unwrap()
        };
        for _ in 0..if cfg!(debug_assertions) { 1_500 } else { 30_000 } {
            let piece = |next: &mut dyn FnMut(usize) -> usize, most: usize| -> String {
                (0..=next(most)).map(|_| PIECES[next(PIECES.len())]).collect()
            };
            let (before, unit, after) = (piece(&mut next, 4), piece(&mut next, 4), piece(&mut next, 3));
            let times =
                if next(2) == 0 { 45 } else { (LARGEST - before.len() - 2 * after.len() * 45) / unit.len() / 2 };
            let code = format!("{before}{}{}", unit.repeat(times), after.repeat(times.min(45)));
            let start = Instant::now();
            check(&code, &Context::default());
            assert!(start.elapsed() < limit(), "{before} {unit} {after} {times}: {:?}", start.elapsed());
        }
    });
}

#[test]
fn nothing_but_opening_brackets_is_too_deep() {
    for bracket in ["(", "[", "{", "`${", "f(", "/'/,(", "({a:"] {
        let code = bracket.repeat(LARGEST / bracket.len());
        let findings = check(&code, &Context::default());
        assert!(matches!(&findings[..], [one] if one.code == Code::ScriptTooDeep), "{bracket}: {findings:?}");
    }
}

#[test]
fn long_code_without_nesting_is_not_too_deep() {
    for (line, joined) in [
        ("  log(a + b * c, [1, 2], { x: 1 });\n", ""),
        ("  log(a + b)\n", ""),
        ("  if (a) { log(1) } else { log(2) }\n", ""),
        ("  if (a) log(1)\n  else log(2)\n", ""),
        ("  var x = a ? b : c\n", ""),
        ("  /* it's */ log(/[\"(']/.test('('))\n", ""),
        ("  a = b / c / d\n  log(`it's ${a} and ${b}`)\n", ""),
        ("  for (var i = 0; i < 3; i++) { log(i) }\n", ""),
        ("  while (a) log(1)\n", ""),
        ("  try { log(1) } catch (e) { log(2) }\n", ""),
        ("  switch (a) { case 1: log(1); break; default: log(2) }\n", ""),
        ("  var f = function () { return 1 }\n", ""),
        ("  x = () => { return 1 }\n", ""),
        ("  '00:9e:2a:01': true,\n", "object"),
        ("  '00:9e:2a:01',\n", "list"),
    ] {
        let body = line.repeat(9_000 / line.len());
        let code = match joined {
            "object" => format!("var x = {{\n{body}}};"),
            "list" => format!("var x = [\n{body}];"),
            _ => format!("function f() {{\n{body}}}"),
        };
        let findings = check(&code, &Context::default());
        assert!(findings.iter().all(|finding| finding.code != Code::ScriptTooDeep), "{line}");
    }
}

#[test]
fn thousands_of_the_same_are_told_in_few() {
    for (piece, most) in [("var {a}=c;", 30), ("export {};", 30), ("let a;", 30), ("c.f0;", 30), ("f(...c);", 30)] {
        let code = format!("function connectionHandler(c) {{ c.allow(); }} {}", piece.repeat(30_000 / piece.len()));
        let start = Instant::now();
        let findings = check(&code, &Context::default());
        let told = findings.iter().filter(|finding| finding.span.end > 46).count();
        assert!(told <= 3 * most && start.elapsed() < limit(), "{piece}: {told}, {:?}", start.elapsed());
        if told >= 25 {
            assert!(findings.iter().any(|finding| finding.message.contains(" more places")), "{piece}");
        }
    }
}

#[test]
fn long_chains_are_not_too_deep() {
    let chain = |count: usize, link: &str, between: &str| vec![link; count].join(between);
    for code in [
        format!("if ({}) c.allow(); else c.deny();", chain(350, "c.clientIp === '10.0.0.1'", " || ")),
        format!("if ({}) c.deny(); else c.allow();", chain(350, "!c.clientIp.startsWith('10.')", " && ")),
        format!("{} {{ c.deny(); }}", chain(120, "if (c.clientIp === '10.0.0.1') { c.allow(); }", " else ")),
        format!("{} c.deny();", chain(120, "if (c.clientIp === '10.0.0.1') c.allow();\n", "else ")),
        format!("const text = {}; c.allow();", chain(600, "'00:9e:2a:01'", " +\n")),
        format!("const n = {} 0; c.allow();", chain(100, "c.clientIp === '10.0.0.1' ? 1 :", " ")),
    ] {
        let code = format!("function connectionHandler(c) {{ {code} }}");
        on_a_small_stack(move || {
            let findings = check(&code, &Context::default());
            let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
            assert!(!codes.contains(&Code::ScriptTooDeep) && !codes.contains(&Code::ScriptSyntax), "{code}");
        });
    }
}

#[test]
fn many_ways_through_a_function_are_bounded() {
    on_a_small_stack(|| {
        for line in [
            "if (a#) { connection.allow(); }\n",
            "if (connection.clientIp === '#') connection.allow();\n",
            "if (a# && b# || c#) { x = await d#; }\n",
            "try { x = await y#; connection.allow(); } catch (e) { connection.deny(); }\n",
            "switch (a#) { case 'a': connection.allow(); case 'b': connection.deny(); }\n",
            "function f#(c) { f#(c); c.deny(); }\n f#(connection);\n",
            "var v# = v# + v#;\n",
            "const c# = [c#];\n",
        ] {
            let mut code = String::from("async function connectionHandler(connection) {\n");
            let mut number = 0;
            while code.len() < LARGEST - 200 {
                code.push_str(&line.replace('#', &number.to_string()));
                number += 1;
            }
            code.push('}');
            let start = Instant::now();
            check(&code, &Context::default());
            assert!(start.elapsed() < limit(), "{line}: {:?}", start.elapsed());
        }
    });
}

/// What a check may take; without optimisation it is much slower.
fn limit() -> Duration {
    if cfg!(debug_assertions) { Duration::from_millis(1_500) } else { Duration::from_millis(50) }
}

#[test]
fn regular_expressions_that_nest() {
    for (before, after) in
        [("(", ")"), ("(", ""), ("([)]", ""), ("[(]", ""), ("(?:", ")*"), ("(?<=", ")"), ("[", ""), ("a|", "")]
    {
        for flags in ["", "v"] {
            let code = format!("/{}a{}/{flags};", before.repeat(4_000), after.repeat(4_000));
            on_a_small_stack(move || {
                let started = Instant::now();
                check(&code, &Context::default());
                assert!(started.elapsed() < Duration::from_secs(2));
            });
        }
    }
}

/// Chains that lean to the left within brackets: each level is short, and all together are deep.
#[test]
fn chains_within_chains() {
    for (operand, operator) in [
        ("c.clientIp", "||"),
        ("c.clientIp===1", "&&"),
        ("c.clientIp", "+"),
        ("a", ","),
        ("cf.kvs().exists(1)", "||"),
        ("c.clientCertificate", "&&"),
    ] {
        for levels in [1, 8, 40] {
            let links = 30_000 / levels / (operand.len() + operator.len());
            for links in [links, links / 4, 200 / levels + 1] {
                let link = format!("{operator}{operand}");
                let level = format!("{})", link.repeat(links));
                let chain = format!("{}{operand}{}", "(".repeat(levels), level.repeat(levels));
                for code in [
                    format!("function connectionHandler(c) {{ if {chain} c.allow(); else c.deny(); }}"),
                    format!("function connectionHandler(c) {{ const r = {chain}; if (r) c.allow(); else c.deny(); }}"),
                ] {
                    on_a_small_stack(move || {
                        let started = Instant::now();
                        check(&code, &Context::default());
                        assert!(started.elapsed() < limit());
                    });
                }
            }
        }
    }
}
