//! What a function finds: the modules, the globals and the store, and what it does not find.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what should not happen ends the test"
)]

mod support;

use connfn_simulator::{DEFAULT_NOW, Decision, ErrorKind, Request, simulate};
use support::{body, error, logs, request, run, stored};

#[test]
fn a_value_is_printed_as_njs_prints_it() {
    for (value, printed) in [
        ("'plain \\'text\\''", "plain 'text'"),
        (
            "{ a: 1, b: 'x', c: [1, 'q', null, undefined, true], d: { e: -0 }, 'f-g': [] }",
            "{a:1,b:'x',c:[1,'q',null,undefined,true],d:{e:-0},f-g:[]}",
        ),
        ("new TypeError('wrong')", "TypeError: wrong"),
        (
            "[new Error('wrong'), function named() {}, new Date(0), /x/g, Symbol('s')]",
            "[Error: wrong,[Function: named],1970-01-01T00:00:00.000Z,/x/g,Symbol(s)]",
        ),
        ("[1, , 3]", "[1,<empty>,3]"),
        (
            "[[,], new Array(3), [1, , , 4], Array(1e9)]",
            "[[<empty>],[<3 empty items>],[1,<2 empty items>,4],[<1000000000 empty items>]]",
        ),
        ("Object.assign([1, 2], { x: 3 })", "[1,2,x:3]"),
        (
            r"['back\\slash', 'new\nline', '\u0000\u001f\u007f', new String('\t')]",
            r"['back\\slash','new\nline','\u0000\u001f',[String: '\t']]",
        ),
        ("[{ set s(v) {} }, { get g() { return 1; }, set g(v) {} }]", "[{s:'[Setter]'},{g:'[Getter/Setter]'}]"),
        (
            "[Object.assign({ b: 2 }, { [Symbol('k')]: 1 }), Object(Symbol('s'))]",
            "[{b:2,Symbol(k):1},[Symbol: Symbol(s)]]",
        ),
        ("Buffer.from('hi')", "Buffer [104,105]"),
        ("new Uint8Array(2)", "Uint8Array [0,0]"),
        ("Object.create({ inherited: 1 })", "{}"),
        ("Object.create(null)", "{}"),
        ("{ get secret() { throw 1; } }", "{secret:'[Getter]'}"),
        ("Promise.resolve(1)", "Promise {}"),
        ("[new Number(3), new String('s'), new Boolean(true)]", "[[Number: 3],[String: 's'],[Boolean: true]]"),
        ("undefined", "undefined"),
    ] {
        assert_eq!(logs(&format!("const value = {value}; console.log(value);")), [printed], "{value}");
    }
    assert_eq!(logs("const a = { list: [] }; a.list.push(a); console.log(a);"), ["{list:[[Circular]]}"]);
}

#[test]
fn hashes_are_those_of_njs() {
    let code = "const c = require('crypto');
        console.log(c.createHash('sha256').update('a').digest('hex'));
        console.log(c.createHash('md5').update('a').digest('base64url'));
        console.log(c.createHash('md5').update('YQ==', 'base64').update(Buffer.from('b')).digest('hex'));
        console.log(c.createHmac('sha1', 'key').update('x').digest('base64'));
        console.log(c.createHmac('sha256', Buffer.from('key')).update(new Uint8Array([120])).digest('hex'));
        console.log(c.createHash('sha1').update('a').digest().length);";
    assert_eq!(
        logs(code),
        [
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
            "DMF1ucDxtqgxw5niaXcmYQ",
            "187ef4436122d1cc2f40dc2b92f0eba0",
            "KgDo6DQ9+GxMGIsmPuyjMa+jFUg=",
            "4fc3b7eaf34d7e594a6f51d9517ba543abf41067b27587ffd82ba3584e4d3cdd",
            "20",
        ]
    );
    for (code, message) in [
        ("createHash('sha512')", "TypeError: not supported algorithm: \"sha512\""),
        ("createHash('md5').update(5)", "TypeError: data argument \"number\" is not a string or Buffer-like object"),
        ("createHash('md5').digest('nope')", "TypeError: Unknown digest encoding: \"nope\""),
    ] {
        assert_eq!(error(&format!("require('crypto').{code};")), message);
    }
    assert_eq!(
        error("const h = require('crypto').createHash('md5'); h.digest(); h.digest();"),
        "Error: Digest already called"
    );
}

#[test]
fn query_strings_are_those_of_njs() {
    assert_eq!(
        logs(
            "const q = require('querystring');
            console.log(JSON.stringify(q.parse('a=1&b=2&a=3&c&=x&d=%20+%zz&e=%E2%82%AC')));
            console.log(q.stringify({ a: [1, 2], b: 'x y', c: true, d: null, e: undefined, f: NaN, g: {} }));
            console.log(q.escape('a b&ü*') + ' ' + q.unescape('a%20b%zz+'));
            console.log(q.stringify({ a: 1, b: 2 }, ';', ':') + ' ' + JSON.stringify(q.parse('a:1;b:2', ';', ':')));
            console.log(JSON.stringify(q.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 })));
            console.log(q.stringify({ a: 'b c' }, null, null, { encodeURIComponent: s => '<' + s + '>' }));
            console.log(JSON.stringify(q.parse('__proto__=1&toString=2')));"
        ),
        [
            r#"{"a":["1","3"],"b":"2","c":"","":"x","d":"  %zz","e":"€"}"#,
            "a=1&a=2&b=x%20y&c=true&d=&e=&f=&g=",
            "a%20b%26%C3%BC* a b%zz ",
            r#"a:1;b:2 {"a":"1","b":"2"}"#,
            r#"{"a":"1","b":"2"}"#,
            "<a>=<b c>",
            r#"{"__proto__":"1","toString":"2"}"#,
        ]
    );
}

#[test]
fn buffers_are_those_of_njs() {
    for (code, printed) in [
        ("Buffer.from('héllo').toString('hex')", "68c3a96c6c6f"),
        ("Buffer.from('héllo').toString('utf8', 1, 3)", "é"),
        ("Buffer.from('héllo').slice(1, 3).toString('base64')", "w6k="),
        ("JSON.stringify(Buffer.from('hi'))", r#"{"type":"Buffer","data":[104,105]}"#),
        ("Buffer.concat([Buffer.from('a'), new Uint8Array([98])]).toString()", "ab"),
        ("Buffer.alloc(3, 'ab').toString()", "aba"),
        ("Buffer.byteLength('é')", "2"),
        ("Buffer.compare(Buffer.from('a'), Buffer.from('b'))", "-1"),
        (
            "[Buffer.from('hello').indexOf('l'), Buffer.from('hello').lastIndexOf('l'), Buffer.from('hello').indexOf('z')]",
            "[2,3,-1]",
        ),
        ("Buffer.from('hello').includes('lo') && Buffer.from('a').equals(Buffer.from('a'))", "true"),
        ("Buffer.from([256, -1, 1.5])", "Buffer [0,255,1]"),
        ("Buffer.from({ type: 'Buffer', data: [1, 2] })", "Buffer [1,2]"),
        ("Buffer.from('zz', 'hex').length", "0"),
        ("Buffer.from('héllo').readUInt16BE(0)", "26819"),
        ("Buffer.from([0, 0, 128, 63]).readFloatLE(0)", "1"),
        ("(() => { const b = Buffer.alloc(4); b.writeInt32BE(-2, 0); return b; })()", "Buffer [255,255,255,254]"),
        (
            "(() => { const b = Buffer.alloc(3); b.writeUIntLE(0x010203, 0, 3); return [b.readUIntLE(0, 3), b.readIntBE(0, 3)]; })()",
            "[66051,197121]",
        ),
        ("Buffer.from('abcd').swap16().toString()", "badc"),
        ("Buffer.isBuffer(Buffer.from('a').subarray(0)) && Buffer.isEncoding('hex')", "true"),
        ("require('buffer').Buffer === Buffer", "true"),
        ("atob('aGk=') + btoa('hi')", "hiaGk="),
        ("new TextDecoder().decode(new TextEncoder().encode('é'))", "é"),
    ] {
        assert_eq!(logs(&format!("console.log({code});")), [printed], "{code}");
    }
    for (code, message) in [
        ("Buffer.from('a').toString('latin1')", "TypeError: \"latin1\" encoding is not supported"),
        ("Buffer.from(5)", "TypeError: first argument number is not a string or Buffer-like object"),
        ("Buffer.alloc(4).readUInt32BE(1)", "RangeError: index 1 is outside the bound of the buffer"),
        ("btoa('é€')", "TypeError: invalid character (>= U+00FF)"),
        ("atob('a$')", "TypeError: the string to be decoded is not correctly encoded"),
    ] {
        assert_eq!(error(&format!("{code};")), message, "{code}");
    }
}

#[test]
fn a_store_is_read() {
    let contents = [("a", "one"), ("json", r#"{"n":[1]}"#), ("ü", "é")];
    let outcome = stored(
        "const one = await kvs.get('a'); console.log(one);
        const parsed = await kvs.get('json', { format: 'json' }); console.log(parsed.n);
        const raw = await kvs.get('ü', { format: 'bytes' }); console.log(raw);
        if (await kvs.exists('a')) console.log('there');
        if (!(await kvs.exists('b'))) console.log('not there');
        const meta = await kvs.meta(); console.log(meta.keyCount);
        try { await kvs.get('b'); } catch (e) { console.log(`${e}`); }
        try { await kvs.get('a', { format: 'json' }); } catch (e) { console.log(e.name); }
        try { await kvs.get('k'.repeat(513)); } catch (e) { console.log(`${e}`); }
        connection.allow();",
        &contents,
    );
    assert_eq!(outcome.error, None);
    assert_eq!(
        outcome.logs,
        [
            "one",
            "[1]",
            "Buffer [195,169]",
            "there",
            "not there",
            "3",
            "Error: the key `b` is not in the key value store",
            "SyntaxError",
            "Error: a key has at most 512 bytes",
        ]
    );
    assert_eq!(outcome.decision, Decision::Allow);
}

#[test]
fn a_store_that_is_not_associated_cannot_be_opened() {
    let code = "import cf from 'cloudfront';\nconst kvs = cf.kvs();\nasync function connectionHandler(c) { if (await kvs.exists('a')) c.allow(); }";
    let error = run(code).error.unwrap();
    assert_eq!(
        (error.message.as_str(), error.line),
        ("Error: no key value store is associated with the function", Some(2))
    );
}

#[test]
fn a_store_that_is_asked_for_by_id_is_taken_for_the_associated_one_and_that_is_told() {
    let store = Some([("a".to_owned(), "1".to_owned())].into());
    let code = "import cf from 'cloudfront';
        async function connectionHandler(c) { if (await cf.kvs('other-id').exists('a')) { c.allow(); } }";
    let outcome = simulate(&Request { store, ..request(code) });
    assert_eq!((outcome.decision, outcome.error), (Decision::Allow, None));
    assert_eq!(
        outcome.notes,
        ["`cf.kvs()` was given the id `other-id`, which is not compared with that of the associated store"]
    );
}

#[test]
fn time_stands_still_and_chance_is_the_same() {
    let code = "console.log(new Date().toISOString()); console.log(Date.now() === new Date().getTime()); console.log(Math.random()); console.log(new Date(2020, 0, 1).toISOString());";
    let first = logs(code);
    assert_eq!(first[0], "2026-01-01T00:00:00.000Z");
    assert_eq!((first[1].as_str(), first[3].as_str()), ("true", "2020-01-01T00:00:00.000Z"));
    assert_eq!(first, logs(code));
    let number: f64 = first[2].parse().unwrap();
    assert!((0.0..1.0).contains(&number));
}

#[test]
fn the_instant_is_what_the_request_says() {
    let code = "function connectionHandler(c) { console.log(new Date().toISOString() + ' ' + Date.now()); }";
    let at = |now: &str| simulate(&Request { now: Some(now.to_owned()), ..request(code) });
    for (now, logged) in [
        ("1970-01-01T00:00:01.5Z", "1970-01-01T00:00:01.500Z 1500"),
        ("2026-03-01T01:30:00+02:00", "2026-02-28T23:30:00.000Z 1772321400000"),
        ("1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z -1"),
        (DEFAULT_NOW, "2026-01-01T00:00:00.000Z 1767225600000"),
    ] {
        assert_eq!(at(now).logs, [logged], "{now}");
    }
    for now in ["", "tomorrow", "2026-01-01", "2026-01-01T00:00:00", "2026-02-29T00:00:00Z", "1767225600000"] {
        let error = at(now).error.unwrap();
        assert_eq!(error.kind, ErrorKind::RefusedBeforeRun);
        assert_eq!(error.message, format!("`{now}` is not an instant"));
    }
}

#[test]
fn a_date_with_a_zone_is_invalid_as_in_njs_and_that_is_told() {
    let outcome = body("console.log(Date.parse('2026-01-01T00:00:00+01:00'), new Date('2026-01-01T00:00:00-01:00'));");
    assert_eq!((outcome.logs, outcome.notes.len()), (vec!["NaN Invalid Date".to_owned()], 1));
    assert!(outcome.notes[0].starts_with("a date with a zone such as `+01:00` is invalid here"), "{:?}", outcome.notes);
    assert!(body("new Date('2026-01-01T00:00:00Z'); new Date(0); new Date('-');").notes.is_empty());
}

#[test]
fn an_error_tells_its_stack_as_in_njs() {
    let code = "function own() {
            throw new RangeError('mine');
        }
        function connectionHandler(c) {
            try { [1].forEach(() => own()); } catch (error) { console.log(error.stack); }
        }";
    let stack = "RangeError: mine\n    at own (:2)\n    at anonymous (:5)\n    at connectionHandler (:5)";
    assert_eq!(run(code).logs, [stack]);
}

#[test]
fn custom_data_is_cut_at_a_character() {
    let outcome = body("connection.logCustomData('é'.repeat(399) + 'abc'); connection.allow();");
    assert_eq!(outcome.custom_data.unwrap(), format!("{}ab", "é".repeat(399)));
    assert!(outcome.notes[0].contains("keeps 800 bytes; it was given 801"), "{:?}", outcome.notes);
    let outcome = body("connection.logCustomData('a'.repeat(799) + 'é');");
    assert_eq!(outcome.custom_data.unwrap().len(), 799);
    let outcome = body("connection.logCustomData('x'); connection.logCustomData({});");
    assert_eq!(outcome.custom_data.as_deref(), Some("[object Object]"));
}

#[test]
fn what_the_runtime_does_not_have_is_not_there() {
    // The check refuses the names themselves, so they are put together here.
    let code = "const out = [];
        const global = globalThis;
        ['Map', 'Set', 'WeakMap', 'WeakRef', 'Proxy', 'Reflect', 'Intl', 'BigInt', 'Iterator', 'Atomics', 'SharedArrayBuffer',
         'FinalizationRegistry', 'structuredClone', 'setTimeout', 'fetch', 'process', 'URL', 'queueMicrotask'].forEach(name => {
            if (global[name] !== undefined) out.push(name);
        });
        const has = (object, names) => names.forEach(name => { if (object[name] !== undefined) out.push(name); });
        has([], ['at', 'flat', 'flatMap', 'findLast', 'toSorted', 'with', 'group', 'toLocaleString']);
        has('', ['at', 'matchAll', 'localeCompare', 'normalize', 'isWellFormed', 'anchor', 'toUTF8', 'trimLeft']);
        has(Object, ['fromEntries', 'groupBy', 'hasOwn']);
        has(String, ['raw', 'bytesFrom']);
        has(Promise, ['withResolvers', 'try']);
        has(Math, ['sumPrecise', 'f16round']);
        has([][Symbol.iterator](), ['map', 'filter', 'toArray']);
        has(new Uint8Array(1), ['at', 'findLast', 'toReversed', 'toBase64']);
        console.log(out.join());";
    assert_eq!(logs(code), [""]);
}

#[test]
fn no_way_leads_to_code_from_a_text() {
    for code in [
        "(function () {}).constructor('return 1')()",
        "(async function () {}).constructor('return 1')()",
        "(() => 1).constructor.constructor('return 1')()",
        "connection.allow.constructor('return 1')()",
        "Object.getPrototypeOf(async () => 1).constructor('return 1')()",
        "globalThis['ev' + 'al']('1')",
        "globalThis['Func' + 'tion']('return 1')()",
    ] {
        let message = error(&format!("{code};"));
        assert!(message.starts_with("TypeError"), "{code}: {message}");
    }
}

#[test]
fn runtime_1_0_has_byte_strings_and_no_buffers() {
    let code = "function connectionHandler(c) {
        console.log(['é'.toUTF8().length, 'é'.toUTF8().fromUTF8(), String.bytesFrom([104, 105]), String.bytesFrom('6869', 'hex'), typeof 'é'.toBytes()]);
        console.log([typeof globalThis['Buf' + 'fer'], typeof globalThis['ato' + 'b'], typeof ''['replace' + 'All']]);
        console.log(require('crypto').createHash('md5').update('a').digest().length);
        c.allow();
    }";
    let outcome = simulate(&Request { runtime: "cloudfront-js-1.0".to_owned(), ..request(code) });
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.logs, ["[2,'é','hi','hi','string']", "['undefined','undefined','undefined']", "16"]);
}

#[test]
fn a_module_that_is_not_there_is_told() {
    assert_eq!(error("const name = 'f' + 's'; require(name);"), "Error: Cannot find module \"fs\"");
    assert_eq!(error("const name = '__proto' + '__'; require(name);"), "Error: Cannot find module \"__proto__\"");
}
