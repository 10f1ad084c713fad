//! The members of one certificate, and of a chain.
//!
//! AWS's pages differ in three of them; here they are as on the page that has the whole object: the fingerprint as 64 hexadecimal
//! digits, names without spaces after commas, and the serial number with the byte `00` where its first bit is set.

use super::hex::{colons, hex};
use super::problem::Problem;
use super::tree::{Tree, object, text};
use super::{alternative_names, name};
use sha2::{Digest, Sha256};
use x509_cert::certificate::{CertificateInner, Raw, TbsCertificateInner};
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Decode, Encode};
use x509_cert::ext::pkix::{AuthorityInfoAccessSyntax, name::GeneralName};
use x509_cert::time::Time;

const ALTERNATIVE_NAMES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");
const AUTHORITY_ACCESS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.1");
const OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");

/// Certificates of any age and profile, since authorities of devices are not those of the web.
type Certificate = CertificateInner<Raw>;

/// The member `clientCertificate` for certificates in DER, the client's own first.
pub(super) fn chain(chain: &[Vec<u8>]) -> Result<Tree, Problem> {
    let read = chain.iter().zip(1..).map(|(der, place)| Ok((der, certificate(der, place)?)));
    let mut read: Vec<(&Vec<u8>, Certificate)> = read.collect::<Result<_, Problem>>()?;
    in_order(&read)?;
    if read.len() > 1 {
        read.pop_if(|(_, last)| last.tbs_certificate().issuer() == last.tbs_certificate().subject());
    }
    let mut members = read.iter().map(|(der, certificate)| members(der, certificate.tbs_certificate()));
    let mut certificates: Vec<_> = members.next().map(|leaf| ("leaf", leaf)).into_iter().collect();
    let intermediates: Vec<Tree> = members.collect();
    if !intermediates.is_empty() {
        certificates.push(("intermediates", Tree::Array(intermediates)));
    }
    Ok(object([("certificates", object(certificates))]))
}

fn certificate(der: &[u8], place: usize) -> Result<Certificate, Problem> {
    Certificate::from_der(der).map_err(|error| {
        Problem::new(format!("certificate {place} cannot be read: {error}"))
            .help("`openssl x509 -in FILE -noout -text` says whether it is whole")
    })
}

fn in_order(chain: &[(&Vec<u8>, Certificate)]) -> Result<(), Problem> {
    for (pair, place) in chain.windows(2).zip(1..) {
        let [(_, one), (_, next)] = pair else { continue };
        let (issuer, subject) = (one.tbs_certificate().issuer(), next.tbs_certificate().subject());
        if issuer != subject {
            return Err(Problem::new(format!(
                "certificate {} (`{}`) is not the issuer of certificate {place}, which is `{}`",
                place + 1,
                name::text(subject),
                name::text(issuer),
            ))
            .help("give the client's own certificate first, then the issuer of each"));
        }
    }
    Ok(())
}

fn members(der: &[u8], certificate: &TbsCertificateInner<Raw>) -> Tree {
    let names = extension(certificate, ALTERNATIVE_NAMES).unwrap_or_default();
    let validity = certificate.validity();
    let mut members = vec![
        ("serialNumber", text(colons(certificate.serial_number().as_bytes()))),
        ("issuer", text(name::text(certificate.issuer()))),
        ("subject", text(name::text(certificate.subject()))),
        (
            "validity",
            object([("notBefore", text(time(validity.not_before))), ("notAfter", text(time(validity.not_after)))]),
        ),
        ("sha256Fingerprint", text(hex(&Sha256::digest(der)))),
    ];
    members.extend(responder(certificate).map(|url| ("ocspEndpoint", text(url))));
    members.extend([
        ("san", text(alternative_names::text(names))),
        ("spki", text(hex(&certificate.subject_public_key_info().to_der().unwrap_or_default()))),
        ("sanHex", text(hex(names))),
    ]);
    object(members)
}

fn extension(certificate: &TbsCertificateInner<Raw>, id: ObjectIdentifier) -> Option<&[u8]> {
    let found = certificate.extensions()?.iter().find(|extension| extension.extn_id == id)?;
    Some(found.extn_value.as_bytes())
}

/// Where the authority answers whether a certificate is revoked.
fn responder(certificate: &TbsCertificateInner<Raw>) -> Option<String> {
    let access = AuthorityInfoAccessSyntax::from_der(extension(certificate, AUTHORITY_ACCESS)?).ok()?;
    access.0.iter().filter(|access| access.access_method == OCSP).find_map(|access| match &access.access_location {
        GeneralName::UniformResourceIdentifier(url) => Some(url.as_str().to_owned()),
        _ => None,
    })
}

fn time(time: Time) -> String {
    time.to_date_time().to_string()
}
