//! The functions that connfn does not have, why, and the way out.

/// What is wrong with the function, and what to do instead.
pub(super) fn reason(name: &str) -> Option<(&'static str, &'static str)> {
    let time = "pass the time in as a variable: `--var time=…`";
    Some(match name {
        "timestamp" | "plantimestamp" => ("tells the time of the run, so a plan would differ each time", time),
        "uuid" => ("is random, so a plan would differ each time", "use `uuidv5`, or write the value itself"),
        "bcrypt" => (
            "is random, so a plan would differ each time",
            "write the hash itself, or use `sha256` where no password is hashed",
        ),
        "rsadecrypt" => ("decrypts a secret, which connfn does not do", "decrypt it before, and give it to a variable"),
        "base64gzip" => (
            "compresses, and the bytes differ from one program to another",
            "give the compressed text to a variable, or read it with `filebase64`",
        ),
        "abspath" => ("depends on the machine", "use `path.module`, and paths that start from it"),
        _ => return None,
    })
}
