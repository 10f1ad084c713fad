//! JSON that is none, or no configuration.

use crate::tests::check_files;

#[test]
fn json_comment() {
    check_files(
        &[(
            "main.tf.json",
            "{ // x
}
",
        )],
        &[
            r#"error CF0101 at `// x`: JSON has no comments; a member named `"//"` is ignored wherever a block may stand"#,
        ],
    );
}

#[test]
fn json_trailing() {
    check_files(
        &[(
            "main.tf.json",
            r#"{ "a": 1, }
"#,
        )],
        &["error CF0101 at `,`: no `,` may follow the last item"],
    );
}

#[test]
fn json_missing_comma() {
    check_files(
        &[(
            "main.tf.json",
            r#"{ "locals": {"a": 1 "b": 2} }
"#,
        )],
        &["error CF0101 at ``: expected `,`"],
    );
}

#[test]
fn json_unclosed() {
    check_files(
        &[(
            "main.tf.json",
            r#"{ "locals": {"a": 1
"#,
        )],
        &["error CF0101 at `{`: an object is not closed"],
    );
}

#[test]
fn json_string_unclosed() {
    check_files(
        &[(
            "main.tf.json",
            r#"{ "locals": {"a": "x
} }
"#,
        )],
        &[r#"error CF0101 at `"x`: a string is not closed on its line"#],
    );
}

#[test]
fn json_empty() {
    check_files(
        &[(
            "main.tf.json",
            "
",
        )],
        &["error CF0101 at ``: the document is empty; write at least `{}`"],
    );
}

#[test]
fn json_array() {
    check_files(
        &[(
            "main.tf.json",
            "[1]
",
        )],
        &["error CF0101 at `1`: a document is an object, or an array of objects"],
    );
}

#[test]
fn json_bad_template() {
    check_files(
        &[(
            "main.tf.json",
            r#"{ "locals": { "a": "x ${1 + } y" } }
"#,
        )],
        &["error CF0101 at `}`: expected a value, but found `}`"],
    );
}

#[test]
fn json_word() {
    check_files(
        &[(
            "main.tf.json",
            "{ locals: 1 }
",
        )],
        &["error CF0101 at `locals`: a key is written in double quotes"],
    );
}

#[test]
fn json_esc_template() {
    check_files(
        &[(
            "main.tf.json",
            r#"{ "locals": { "a": "\u00e9\n\" ${foo(\"x\", bad bad)} y" } }
"#,
        )],
        &["error CF0101 at `bad`: expected `,` or `)` before `bad` (the `(` that is open `(`)"],
    );
}

#[test]
fn json_two() {
    check_files(
        &[(
            "main.tf.json",
            "{} {}
",
        )],
        &["error CF0101 at `{`: a document holds one JSON value"],
    );
}

#[test]
fn json_num() {
    check_files(
        &[(
            "main.tf.json",
            r#"{ "locals": { "a": 01 } }
"#,
        )],
        &["error CF0101 at ``: expected `,`"],
    );
}
