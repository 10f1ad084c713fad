//! Connection objects: what CloudFront gives to `connectionHandler`. One is made from a preset, from certificates in PEM and a client's
//! address as in the console of AWS, or from JSON, and changed in parts by a merge patch. No signature, trust or validity is
//! checked: CloudFront did that before it runs a function, and a test wants to see what a function does with any of it.
//!
//! What AWS documents of the object is not enough to make one. What had to be decided is in [`certificate`], [`name`] and
//! [`alternative_names`], each at the member that it is about, and here:
//! - Members that hold lists or objects are left out where there is nothing to put into them (`intermediates`, `ocspEndpoint`,
//!   `revocationStatus`, `clientCertificate`); texts are then empty.
//! - A root at the end of a chain is no intermediate, since CloudFront has it in its trust store.

mod alternative_names;
mod certificate;
mod hex;
mod name;
mod pem;
mod presets;
mod problem;
mod tree;
mod whole;

pub use presets::{PRESETS, Preset};
pub use problem::Problem;

use problem::start;
use std::net::IpAddr;
use tree::Tree;

/// The object of a preset, as JSON text. `changes` is a merge patch (RFC 7396), as JSON text.
pub fn of_preset(name: &str, changes: Option<&str>) -> Result<String, Problem> {
    changed(presets::connection(name)?, changes)
}

/// The object of a client that shows these certificates, its own first, as JSON text.
pub fn of_pem(certificates: &str, client_ip: Option<&str>, changes: Option<&str>) -> Result<String, Problem> {
    let address = client_ip.unwrap_or(whole::CLIENT);
    let address: IpAddr = address.trim().parse().map_err(|_| {
        Problem::new(format!("the client's address `{}` is no IP address", start(address)))
            .help("give one address of version 4 or 6, such as `203.0.113.42` or `2001:db8::42`")
    })?;
    let chain = pem::chain(certificates)?;
    changed(whole::connection(&address.to_string(), Some(certificate::chain(&chain)?)), changes)
}

/// An object that is given as JSON text, with its changes.
pub fn of_object(json: &str, changes: Option<&str>) -> Result<String, Problem> {
    changed(read(json, "the connection object")?, changes)
}

fn changed(connection: Tree, changes: Option<&str>) -> Result<String, Problem> {
    let Some(changes) = changes else { return Ok(connection.to_string()) };
    Ok(connection.merged(read(changes, "what changes of the connection object")?).to_string())
}

fn read(json: &str, what: &str) -> Result<Tree, Problem> {
    match Tree::parse(json) {
        Ok(tree @ Tree::Object(_)) => Ok(tree),
        Ok(_) => Err(Problem::new(format!("{what} is JSON, but no object"))),
        Err(error) => Err(Problem::new(format!("{what} is no JSON: {error}"))),
    }
}
