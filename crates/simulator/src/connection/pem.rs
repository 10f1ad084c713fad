//! Certificates out of PEM text, as it is copied out of files, mails and consoles: with text around the blocks, indented, with lines of
//! any length or none. A private key is refused, since nothing here needs one.

use super::problem::{Problem, start};
use base64::{Engine, engine::general_purpose::STANDARD};

/// Of a chain, and of what one is made from.
const LONGEST_CHAIN: usize = 16;
const LONGEST_TEXT: usize = 256 * 1024;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Names of blocks that hold a certificate.
const CERTIFICATE: [&str; 3] = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

/// The certificates of a chain in DER, the client's own first.
pub(super) fn chain(text: &str) -> Result<Vec<Vec<u8>>, Problem> {
    // Before anything else is said, so that no message sends somebody to mend a text that should not be there.
    if let Some(label) = labels(text).find(|label| label.contains("PRIVATE KEY")) {
        return Err(Problem::new(format!("the text holds a private key (`{}`)", start(label))).help(
            "give certificates only; a key that was pasted or committed where others can read it should be replaced",
        ));
    }
    if text.len() > LONGEST_TEXT {
        return Err(Problem::new(format!("the PEM text is longer than {} KiB", LONGEST_TEXT / 1024)));
    }
    let certificates = blocks(text)?;
    match certificates.len() {
        0 => Err(Problem::new("there is no certificate in the PEM text").help(
            "a certificate begins with the line `-----BEGIN CERTIFICATE-----`; the client's own comes first, then the intermediates",
        )),
        1..=LONGEST_CHAIN => Ok(certificates),
        count => Err(Problem::new(format!("there are {count} certificates, which is more than a chain has"))
            .help("give the client's own certificate first, then the intermediates up to the root, and nothing else")),
    }
}

fn blocks(text: &str) -> Result<Vec<Vec<u8>>, Problem> {
    let mut found = Vec::new();
    let mut rest = text;
    // Not by lines: their ends get lost where a block is folded, or put into a variable.
    while let Some((_, after)) = rest.split_once(BEGIN) {
        rest = after;
        let Some((label, after)) = after.split_once(DASHES).filter(|(label, _)| !label.contains('\n')) else {
            continue;
        };
        if !CERTIFICATE.contains(&label) {
            return Err(Problem::new(format!("the text holds `{}`, which is no certificate", start(label)))
                .help("give certificates in PEM: blocks that begin with `-----BEGIN CERTIFICATE-----`"));
        }
        let place = found.len() + 1;
        let Some((written, after)) = after.split_once(END) else {
            return Err(
                Problem::new(format!("certificate {place} has no line `-----END CERTIFICATE-----`")).help(COPIED_WHOLE)
            );
        };
        found.push(decoded(written, place)?);
        rest = after;
    }
    Ok(found)
}

/// What stands between the lines that begin and end a block.
fn decoded(written: &str, place: usize) -> Result<Vec<u8>, Problem> {
    let written: String = written.split_whitespace().collect();
    STANDARD.decode(written).map_err(|_| Problem::new(format!("certificate {place} is no base64")).help(COPIED_WHOLE))
}

const COPIED_WHOLE: &str = "copy the whole block, with the lines that begin and end it";

fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split(BEGIN).skip(1).filter_map(|rest| rest.split_once(DASHES).map(|(label, _)| label))
}
