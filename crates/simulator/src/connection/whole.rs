//! A whole connection around the little that is given of it. The rest is as in AWS's documentation.

use super::tree::{Tree, object, text};

/// Addresses that are set aside for documentation.
pub(super) const CLIENT: &str = "203.0.113.42";
pub(super) const CLIENT_V6: &str = "2001:db8::42";

pub(super) fn connection(address: &str, certificate: Option<Tree>) -> Tree {
    let mut members = vec![
        ("connectionId", text("Fdb-Eb7L9gVn2cFakz7wWyBJIDAD4-oNO6g8r3vXDV132BtnIVtqDA==")),
        ("clientIp", text(address)),
        ("endpoint", text("d111111abcdef8.cloudfront.net")),
        ("distributionId", text("EDFDVBD6EXAMPLE")),
    ];
    members.extend(certificate.map(|certificate| ("clientCertificate", certificate)));
    object(members)
}
