//! What the runtime has: a table with a row a feature. Nobody here has tested AWS itself, so each row names its evidence, and a
//! user can say otherwise, row by row ([`Overrides`](crate::Overrides)).
//!
//! Evidence is told by letters: D, AWS documents it; P, production code in public repositories met it; L, seen with njs, built
//! from source, in the versions that AWS's errors and lists point to (0.4.3 for 1.0, 0.8.2 for 2.0); I, inferred.

use crate::codes::Severity;
use crate::runtime::Runtime;
use alloc::string::String;

/// How far a feature can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// AWS documents it, or it is as old as JavaScript.
    Works,
    /// It works with the engine, but AWS does not list it.
    Undocumented,
    /// It is accepted and then goes wrong.
    Unreliable,
    /// The runtime does not have it.
    Missing,
}

impl Support {
    pub const ALL: [Self; 4] = [Self::Works, Self::Undocumented, Self::Unreliable, Self::Missing];

    /// The word by which a configuration says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Undocumented => "undocumented",
            Self::Unreliable => "unreliable",
            Self::Missing => "missing",
        }
    }

    /// The one of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|support| support.name() == name)
    }

    /// What using it weighs.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Works => None,
            Self::Undocumented => Some(Severity::Info),
            Self::Unreliable => Some(Severity::Warning),
            Self::Missing => Some(Severity::Error),
        }
    }
}

/// Where a feature is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the grammar; the parser's module names the row.
    Syntax,
    /// A global of one of these names.
    Global(&'static [&'static str]),
    /// A method of one of these names, on whatever object.
    Method(&'static [&'static str]),
    /// A member of a global: `Object.groupBy`.
    Member(&'static str, &'static [&'static str]),
    /// Any member of a global but these.
    Otherwise(&'static str, &'static [&'static str]),
    /// What a call of `require` names.
    Module(&'static [&'static str]),
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Feature {
    /// Stable: a configuration names a feature by it.
    pub id: &'static str,
    pub in_1_0: Support,
    pub in_2_0: Support,
    /// Letters, as told above.
    pub evidence: &'static str,
    pub place: Place,
    /// A noun for messages. `{}` stands for the name that was found.
    pub what: &'static str,
    pub help: Option<&'static str>,
}

impl Feature {
    /// The noun for something that was found. A name is none where the feature has but one.
    pub fn named(&self, name: &str) -> String {
        if name.is_empty() { self.what.into() } else { self.what.replace("{}", name) }
    }

    pub fn support(&self, runtime: Runtime) -> Support {
        match runtime {
            Runtime::V1 => self.in_1_0,
            Runtime::V2 => self.in_2_0,
        }
    }
}

use Place::{Global, Member, Method, Module, Otherwise, Syntax};
use Support::{Missing as N, Undocumented as U, Unreliable as B, Works as Y};

macro_rules! table {
    ($($id:ident $v1:ident $v2:ident $evidence:ident $place:expr, $what:literal $(, $help:literal)?;)*) => {
        /// Every row.
        pub const FEATURES: &[Feature] = &[$(Feature {
            id: stringify!($id),
            in_1_0: $v1,
            in_2_0: $v2,
            evidence: stringify!($evidence),
            place: $place,
            what: $what,
            help: table!(@ $($help)?),
        },)*];
    };
    (@ $help:literal) => { Some($help) };
    (@) => { None };
}

// id, 1.0, 2.0, evidence, place, noun, help
table! {
    // Syntax.
    let_const N Y DPL Syntax, "`let` and `const`", "declare variables with `var`, or use runtime 2.0";
    async_fn N Y DL Syntax, "`async` and `await`", "use runtime 2.0";
    await_in_arguments N N PL Syntax, "`await` in the arguments of a call", "await into a variable first, and pass the variable";
    top_level_await N N L Syntax, "`await` outside a function", "await in `connectionHandler`";
    async_nested_mutating_outer N B DL Syntax, "an assignment to a variable of the function around, in an `async` function",
        "return the value instead, or declare the variable outside every function";
    async_closure N B DL Syntax, "a change of a variable of an `async` function that a function made before its first `await` shares",
        "keep it in an object (`state.denied = true`), return the value instead, or make the function after the first `await`";
    async_rest_params N B L Syntax, "a rest parameter of an `async` function, which is undefined after the first `await`",
        "pass an array";
    for_of N N PL Syntax, "`for…of`", "use `for` with an index, or `forEach`";
    for_await N N PL Syntax, "`for await`", "await in a `for` loop with an index";
    optional_catch_binding N N PL Syntax, "`catch` without a variable", "write `catch (error)`";
    optional_chaining N N PL Syntax, "optional chaining (`?.`)",
        "test with `&&` first; AWS's page on connection functions lists `?.`, but the runtime refuses it";
    nullish U U L Syntax, "`??`";
    logical_assignment N N L Syntax, "an assignment with `??=`, `||=` or `&&=`", "write the test and the assignment out";
    default_params N N L Syntax, "a default value of a parameter", "test for `undefined` in the function";
    destructuring N N L Syntax, "destructuring", "read each member by itself";
    spread N N L Syntax, "the spread syntax (`...`)", "use `concat`, `apply` or `Object.assign`";
    class N N L Syntax, "`class`", "use functions and objects";
    generator N N L Syntax, "a generator function", "build an array";
    new_target N N L Syntax, "`new.target`", "give the function a parameter that says it";
    using N N I Syntax, "a `using` declaration", "use `const`";
    shorthand_property U U L Syntax, "a property in short form (`{ name }`)";
    shorthand_method U U L Syntax, "a method in an object (`{ name() {} }`)";
    computed_property U U L Syntax, "a computed property (`{ [name]: value }`)";
    getter_setter U U L Syntax, "a getter or setter";
    tagged_template U U L Syntax, "a tagged template";
    binary_literal U U L Syntax, "a binary number";
    octal_literal U U L Syntax, "an octal number";
    bigint_literal N N L Syntax, "a BigInt", "AWS's page on connection functions lists BigInt, but the runtime refuses it; use a number or a text";
    numeric_separator N Y DL Syntax, "`_` in a number", "leave it away, or use runtime 2.0";
    regex_flag_y N Y DL Syntax, "the flag `y` of a regular expression", "leave it away, or use runtime 2.0";
    regex_flags N N L Syntax, "a flag `s`, `u`, `d` or `v` of a regular expression", "only `g`, `i`, `m` and `y` exist";
    regex_lookbehind U U L Syntax, "a lookbehind (`(?<=…)`, `(?<!…)`) in a regular expression";
    regex_lookbehind_length N N L Syntax, "a lookbehind whose length varies, in a regular expression",
        "let each of its alternatives match a fixed number of characters";
    regex_same_names N N L Syntax, "two groups of one name in a regular expression", "give each group its own name";
    regex_empty_class B B L Syntax, "an empty class (`[]`, `[^]`) in a regular expression", "write `[\\s\\S]` for any character";
    regex_large_count N N L Syntax, "a number of times above 65,535 in a regular expression", "use `*` or `+`, and test the length";
    regex_property N N L Syntax, "`\\p{…}` in a regular expression", "list the characters";
    import N Y D Syntax, "`import`", "use runtime 2.0";
    import_form N N L Syntax, "an import of this form", "write `import cf from 'cloudfront'`, and take what you need of `cf`";
    import_module N U I Syntax, "`import` of the module `{}`", "use `require`";
    dynamic_import N N L Syntax, "`import()`", "import at the top: `import cf from 'cloudfront'`";
    import_meta N N I Syntax, "`import.meta`", "leave it away: a function has no place of its own";
    export N N L Syntax, "`export`", "leave it away: the runtime finds `connectionHandler` by its name";
    unicode_names N N L Syntax, "a name with other letters than those of ASCII, or with an escape",
        "write names with the letters a to z; texts and comments may hold any";
    debugger U U L Syntax, "`debugger`";

    // Globals.
    eval N N D Global(&["eval"]), "`eval`", "it throws: code that comes as a text cannot be run";
    function_constructor N N D Global(&["Function"]), "`Function` as a constructor", "it throws: code that comes as a text cannot be run";
    timers N N D Global(&["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate"]),
        "`{}`", "a function ends with its decision; there is nothing to wait for";
    process N N D Global(&["process"]), "`process`", "there is no environment: keep settings in the code or in a key value store";
    fs N N D Global(&["fs"]), "`fs`", "there are no files: keep data in the code or in a key value store";
    network N N D Global(&["fetch", "XMLHttpRequest", "WebSocket"]), "`{}`",
        "a function has no network: keep what it needs in a key value store";
    collections N N L Global(&["Map", "Set", "WeakMap", "WeakSet", "WeakRef"]), "`{}`",
        "use an object or an array: `Object.create(null)`, `indexOf`";
    reflection N N L Global(&["Proxy", "Reflect"]), "`{}`", "use functions, and the methods of `Object`";
    intl N N L Global(&["Intl"]), "`Intl`", "write texts and numbers by hand";
    url N N L Global(&["URL", "URLSearchParams"]), "`{}`", "take the text apart by hand, or with `require('querystring')`";
    structured_clone N N L Global(&["structuredClone"]), "`structuredClone`", "use `JSON.parse(JSON.stringify(value))`";
    bigint N N L Global(&["BigInt", "BigInt64Array", "BigUint64Array"]), "`{}`",
        "AWS's page on connection functions lists BigInt, but the runtime refuses it; use a number or a text";
    base64 N Y DL Global(&["atob", "btoa"]), "`{}`", "use runtime 2.0";
    buffer N Y DL Global(&["Buffer"]), "`Buffer`", "use runtime 2.0";
    data_view N Y DL Global(&["DataView"]), "`DataView`", "use runtime 2.0";
    console_methods N N D Otherwise("console", &["log"]), "`console.{}`", "use `console.log` with one argument";
    console_arguments B B D Syntax, "several arguments of `console.log`", "AWS documents one: join them to one text, `${first} ${second}`";

    // Methods.
    array_flat N N L Method(&["flat", "flatMap"]), "the method `{}`", "use `concat` or `reduce`";
    at N N L Method(&["at"]), "the method `at`", "use an index: `list[list.length - 1]`";
    find_last N N L Method(&["findLast", "findLastIndex"]), "the method `{}`", "go through the list backwards";
    match_all N N L Method(&["matchAll"]), "the method `matchAll`", "use `exec` in a loop";
    locale_compare N N L Method(&["localeCompare"]), "the method `localeCompare`", "compare with `<` and `>`";
    normalize N N L Method(&["normalize"]), "the method `normalize`", "compare texts as they are";
    replace_all N Y DL Method(&["replaceAll"]), "the method `replaceAll`", "use `split` and `join`, or `replace` with the flag `g`";
    byte_strings Y N DL Method(&["toUTF8", "toBytes", "fromUTF8", "fromBytes"]), "the method `{}`", "use `Buffer`";
    string_bytes_from Y N DL Member("String", &["bytesFrom"]), "`String.bytesFrom`", "use `Buffer.from`";
    string_raw N N L Member("String", &["raw"]), "`String.raw`", "double each backslash in a plain text";
    object_from_entries N N L Member("Object", &["fromEntries", "groupBy"]), "`Object.{}`", "fill an object in a loop";
    array_from N U L Member("Array", &["from"]), "`Array.from`", "use a loop";
    promise_combinators N Y DL Member("Promise", &["all", "any", "race", "allSettled"]), "`Promise.{}`", "use runtime 2.0";
    symbol_for N Y DL Member("Symbol", &["for"]), "`Symbol.for`", "use runtime 2.0";

    // Modules.
    require_buffer N Y DL Module(&["buffer"]), "the module `{}`", "use runtime 2.0";
}

/// The row of this id.
pub fn feature(id: &str) -> Option<&'static Feature> {
    FEATURES.iter().find(|feature| feature.id == id)
}

/// Modules of `require`.
pub(crate) const MODULES: &[&str] = &["crypto", "querystring", "buffer"];

/// Globals that are as old as JavaScript, or that AWS lists for both runtimes, or that the engine has: using one says nothing.
pub const GLOBALS: &[&str] = &[
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "Boolean",
    "Date",
    "Error",
    "EvalError",
    "Float32Array",
    "Float64Array",
    "Infinity",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "InternalError",
    "JSON",
    "Math",
    "NaN",
    "Number",
    "Object",
    "Promise",
    "RangeError",
    "ReferenceError",
    "RegExp",
    "String",
    "Symbol",
    "SyntaxError",
    "TextDecoder",
    "TextEncoder",
    "TypeError",
    "URIError",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "arguments",
    "console",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "escape",
    "globalThis",
    "isFinite",
    "isNaN",
    "njs",
    "parseFloat",
    "parseInt",
    "require",
    "undefined",
    "unescape",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_evidence_is_told() {
        for (position, feature) in FEATURES.iter().enumerate() {
            assert!(FEATURES[..position].iter().all(|other| other.id != feature.id), "{}", feature.id);
            assert!(!feature.evidence.is_empty() && feature.evidence.chars().all(|letter| "DPLI".contains(letter)));
            assert!(!feature.what.ends_with('.') && !feature.help.unwrap_or_default().ends_with('.'));
        }
    }
}
