//! What is not closed, or closed too early.

use crate::tests::check;

#[test]
fn unclosed_block() {
    check(
        r#"resource "a" "b" {
  x = 1
"#,
        &[
            "error CF0101 at ``: expected an argument, a block or `}` before the end of the file (the `{` that is open `{`)",
        ],
    );
}

#[test]
fn unclosed_string() {
    check(
        r#"locals {
  x = "abc
  y = 2
}
"#,
        &[
            r#"error CF0101 at `"abc`: a string is not closed on its line; end it with `"`; a `"` inside is written `\"`, a line break `\n`"#,
        ],
    );
}

#[test]
fn unclosed_string_2() {
    check(
        r#"locals {
  x = "abc ${local.y
}
"#,
        &["error CF0101 at `${`: an interpolation is not closed; end it with `}`"],
    );
}

#[test]
fn label_missing_quote() {
    check(
        r#"resource "aws_x" "b {
}
"#,
        &[
            r#"error CF0101 at `"b {`: a string is not closed on its line; end it with `"`; a `"` inside is written `\"`, a line break `\n`"#,
        ],
    );
}

#[test]
fn multi_line_string() {
    check(
        r#"locals {
  x = "abc
def"
}
"#,
        &[
            r#"error CF0101 at `"abc`: a quoted string ends on the line where it starts; write `\n` for a line break, or use a heredoc: `<<EOT`"#,
        ],
    );
}

#[test]
fn heredoc_not_ended() {
    check(
        "locals {
  x = <<EOT
abc
}
",
        &["error CF0101 at `<<EOT`: a heredoc is not ended; end it with `EOT` on a line of its own"],
    );
}

#[test]
fn heredoc_text_after() {
    check(
        "locals {
  x = <<EOT
abc
EOT foo
}
",
        &["error CF0101 at `<<EOT`: a heredoc is not ended; end it with `EOT` on a line of its own"],
    );
}

#[test]
fn heredoc_text_after_open() {
    check(
        "locals {
  x = <<EOT foo
abc
EOT
}
",
        &[
            "error CF0101 at `foo`: expected a new line before `foo`; each argument and each block has a line of its own",
        ],
    );
}

#[test]
fn heredoc_line_starts_with_delimiter() {
    check(
        "locals {
  x = <<EOT
abc
EOT foo
  EOT
}
",
        &[
            "error CF0101 at `foo`: a line of a heredoc starts with its delimiter `EOT`; Terraform reads on, but connfn does not: choose another delimiter",
        ],
    );
}

#[test]
fn list_not_closed() {
    check(
        "locals {
  x = [1, 2
  y = 3
}
",
        &["error CF0101 at `y`: expected `,` or `]` before `y` (the `[` that is open `[`)"],
    );
}

#[test]
fn call_not_closed() {
    check(
        "locals {
  x = f(1, 2
  y = 3
}
",
        &["error CF0101 at `y`: expected `,` or `)` before `y` (the `(` that is open `(`)"],
    );
}

#[test]
fn object_not_closed() {
    check(
        "locals {
  x = { a = 1
  y = 3
}
",
        &[
            "error CF0101 at ``: expected an argument, a block or `}` before the end of the file (the `{` that is open `{`)",
        ],
    );
}

#[test]
fn block_comment() {
    check(
        "/* abc
locals {}
",
        &["error CF0101 at `/*`: a comment is not closed; end it with `*/`"],
    );
}

#[test]
fn template_end() {
    check(
        r#"locals {
  x = "${a b}"
}
"#,
        &["error CF0101 at `b`: expected `}` before `b`"],
    );
}

#[test]
fn paren() {
    check(
        "locals {
  x = (1 + 2
}
",
        &["error CF0101 at `}`: expected `,` or `)` before `}` (the `(` that is open `(`)"],
    );
}
