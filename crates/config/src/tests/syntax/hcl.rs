//! Arguments, blocks and expressions that are not written as HCL has them.

use crate::tests::check;
use alloc::format;

#[test]
fn no_value() {
    check(
        "locals {
  x = 
}
",
        &["error CF0101 at ``: expected a value, but found the end of the line"],
    );
}

#[test]
fn no_value_brace() {
    check(
        "locals {
  x = }
",
        &["error CF0101 at `}`: expected a value, but found `}`"],
    );
}

#[test]
fn missing_equals() {
    check(
        "locals {
  x 1
}
",
        &[
            "error CF0101 at `1`: expected `=`, `{` or a label before `1`; an argument is `name = value`, a block is `name { … }`",
        ],
    );
}

#[test]
fn missing_equals_2() {
    check(
        "locals {
  x
}
",
        &[
            "error CF0101 at ``: expected `=`, `{` or a label before the end of the line; the `=` of an argument and the `{` of a block stand on the line of its name",
        ],
    );
}

#[test]
fn two_on_a_line() {
    check(
        "locals { x = 1 y = 2 }
",
        &[
            "error CF0101 at `y`: expected an argument, a block or `}` before `y`; a block of more than one argument has each on a line of its own",
        ],
    );
}

#[test]
fn two_on_a_line_multi() {
    check(
        "locals { 
  x = 1 y = 2
}
",
        &["error CF0101 at `y`: expected a new line before `y`; each argument and each block has a line of its own"],
    );
}

#[test]
fn comma_in_one_line_block() {
    check(
        "locals { x = 1, y = 2 }
",
        &[
            "error CF0101 at `,`: expected an argument, a block or `}` before `,`; a block of more than one argument has each on a line of its own",
        ],
    );
}

#[test]
fn stray_brace() {
    check(
        "locals {
  x = 1
}
}
",
        &["error CF0101 at `}`: did not expect `}`"],
    );
}

#[test]
fn bad_escape() {
    check(
        r#"locals {
  x = "a\qb"
}
"#,
        &[
            r#"error CF0101 at `\q`: `\q` is not an escape sequence; the escapes are `\n`, `\r`, `\t`, `\"`, `\\`, `\uNNNN` and `\UNNNNNNNN`"#,
        ],
    );
}

#[test]
fn bad_unicode() {
    check(
        r#"locals {
  x = "a\u12b"
}
"#,
        &[
            r#"error CF0101 at `\u12b`: `\u12b` is not an escape sequence; the escapes are `\n`, `\r`, `\t`, `\"`, `\\`, `\uNNNN` and `\UNNNNNNNN`"#,
        ],
    );
}

#[test]
fn list_no_comma() {
    check(
        "locals {
  x = [1 2]
}
",
        &["error CF0101 at `2`: expected `,` or `]` before `2` (the `[` that is open `[`)"],
    );
}

#[test]
fn object_no_comma() {
    check(
        "locals {
  x = { a = 1 b = 2 }
}
",
        &["error CF0101 at `b`: expected `,`, `}` or a new line before `b`"],
    );
}

#[test]
fn object_no_value() {
    check(
        "locals {
  x = { a }
}
",
        &["error CF0101 at ``: expected `=` or `:` before the end of the line; an item of an object is `key = value`"],
    );
}

#[test]
fn dup_attr() {
    check(
        "locals {
  x = 1
  x = 2
}
",
        &["error CF0214 at `x`: `x` is given twice (first given here `x`)"],
    );
}

#[test]
fn dup_key() {
    check(
        "locals {
  x = { a = 1, a = 2 }
}
",
        &["error CF0214 at `a`: the key `a` is given twice (first given here `a`)"],
    );
}

#[test]
fn conditional() {
    check(
        "locals {
  x = true ? 1
}
",
        &["error CF0101 at ``: expected `:` before the end of the line; a conditional is `condition ? value : other`"],
    );
}

#[test]
fn operator_end() {
    check(
        "locals {
  x = 1 +
}
",
        &["error CF0101 at ``: expected a value, but found the end of the line"],
    );
}

#[test]
fn single_quotes() {
    check(
        "locals {
  x = 'abc'
}
",
        &["error CF0101 at `'`: expected a value, but found `'`; a string is written in double quotes"],
    );
}

#[test]
fn dot() {
    check(
        "locals {
  x = a.
}
",
        &["error CF0101 at `}`: expected a name or an index after the `.`, but found `}`"],
    );
}

#[test]
fn deep() {
    check(
        "locals {
  x = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
}
",
        &["error CF0101 at `[`: the nesting is too deep; connfn reads at most 64 levels of expressions and blocks"],
    );
}

#[test]
fn semicolon() {
    check(
        "locals {
  x = 1;
}
",
        &["error CF0101 at `;`: expected a new line before `;`; each argument and each block has a line of its own"],
    );
}

#[test]
fn colon() {
    check(
        "locals {
  x: 1
}
",
        &[
            "error CF0101 at `:`: expected `=`, `{` or a label before `:`; an argument is `name = value`, a block is `name { … }`",
        ],
    );
}

#[test]
fn brace_on_next_line() {
    check(
        "locals
{
  x = 1
}
",
        &[
            "error CF0101 at ``: expected `=`, `{` or a label before the end of the line; the `=` of an argument and the `{` of a block stand on the line of its name",
        ],
    );
}

#[test]
fn backslash() {
    check(
        r"locals {
  x = \
}
",
        &[r"error CF0101 at `\`: expected a value, but found `\`"],
    );
}

#[test]
fn dup_twice() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "x" {
  name = "a"
  name = "b"
  comment = "a"
  comment = "b"
  foo = { x = 1, x = 2 }
}
"#,
        &[
            "error CF0214 at `name`: `name` is given twice (first given here `name`)",
            "error CF0214 at `comment`: `comment` is given twice (first given here `comment`)",
            "error CF0201 at `foo`: a key value store has no argument `foo`; there are `name`, `comment`",
        ],
    );
}

#[test]
fn computed_keys_twice() {
    let text = |key: &str| {
        format!(
            "locals {{\n  z = \"k\"\n  m = {{ z = \"k\" }}\n}}\nresource \"aws_cloudfront_key_value_store\" \"s\" {{\n  name    = \"s\"\n  comment = {{ {key} = 1, {key} = 2 }}.k\n}}\n"
        )
    };
    for key in ["(local.z)", "( local.z )", "(local.m[\"z\"])", "k"] {
        let expected = format!("error CF0214 at `{key}`: the key `k` is given twice (first given here `{key}`)");
        check(&text(key), &[&expected]);
    }
    for key in ["(lower(\"K\"))", "\"k\""] {
        check(&text(key), &[&format!("error CF0214 at `{key}`: `{key}` is given twice; remove one of the two")]);
    }
}
