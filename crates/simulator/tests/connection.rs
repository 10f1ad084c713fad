//! Connection objects from presets, certificates and JSON.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use connfn_simulator::connection::{self, PRESETS};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::PathBuf};

const VALID: &str = include_str!("../src/connection/certificates/valid.pem");
const EXPIRED: &str = include_str!("../src/connection/certificates/expired.pem");
const INTERMEDIATE: &str = include_str!("../src/connection/certificates/intermediate.pem");

fn pem(text: &str) -> Value {
    serde_json::from_str(&connection::of_pem(text, None, None).unwrap()).unwrap()
}

fn leaf(text: &str) -> Value {
    pem(text)["clientCertificate"]["certificates"]["leaf"].take()
}

fn refusal(text: &str) -> String {
    let problem = connection::of_pem(text, None, None).unwrap_err();
    format!("{}; {}", problem.message, problem.help.unwrap_or_default())
}

fn preset(name: &str) -> Value {
    serde_json::from_str(&connection::of_preset(name, None).unwrap()).unwrap()
}

mod openssl {
    use super::*;

    fn folder() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/certificates")
    }

    /// What OpenSSL said, in the notation of a connection object.
    fn expected(said: &str) -> Value {
        let said: BTreeMap<&str, &str> = said.lines().filter_map(|line| line.split_once('=')).collect();
        let time = |name| said[name].replace(' ', "T");
        let mut leaf = json!({
            "serialNumber": serial(said["serial"]),
            "issuer": said["issuer"],
            "subject": said["subject"],
            "validity": { "notBefore": time("notBefore"), "notAfter": time("notAfter") },
            "sha256Fingerprint": said["sha256 Fingerprint"].replace(':', "").to_lowercase(),
            "san": names(said["san"]),
            "spki": said["spki"],
            "sanHex": said["sanHex"].to_lowercase(),
        });
        if !said["ocsp"].is_empty() {
            leaf["ocspEndpoint"] = said["ocsp"].into();
        }
        leaf
    }

    /// OpenSSL prints the number, and CloudFront its bytes: there is one more if the first bit of the number is set.
    fn serial(number: &str) -> String {
        let sign = if number.starts_with(['8', '9', 'A', 'B', 'C', 'D', 'E', 'F']) { "00" } else { "" };
        let digits = format!("{sign}{}", number.to_lowercase());
        digits.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap()).collect::<Vec<_>>().join(":")
    }

    fn names(said: &str) -> String {
        let names = said.split(", ").map(|name| match name.strip_prefix("IP Address:") {
            Some(address) => format!("IP:{}", address.parse::<std::net::IpAddr>().unwrap()),
            None if name.starts_with("othername:") => "othername".to_owned(),
            None => name.replace("Registered ID:", "RID:"),
        });
        names.collect::<Vec<_>>().join(",")
    }

    #[test]
    fn says_the_same_of_certificates_of_many_kinds() {
        let mut compared = 0;
        for entry in fs::read_dir(folder()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "pem") {
                let said = fs::read_to_string(path.with_extension("txt")).unwrap();
                let found = leaf(&fs::read_to_string(&path).unwrap());
                assert_eq!(found, expected(&said), "{}", path.display());
                compared += 1;
            }
        }
        assert_eq!(compared, 11);
    }
}

#[test]
fn an_object_reads_as_in_the_documentation() {
    let made = connection::of_pem(&format!("{VALID}{INTERMEDIATE}"), Some(" 2001:DB8:0::1 "), None).unwrap();
    let names = [
        "connectionId",
        "clientIp",
        "endpoint",
        "distributionId",
        "clientCertificate",
        "certificates",
        "leaf",
        "serialNumber",
        "issuer",
        "subject",
        "validity",
        "notBefore",
        "notAfter",
        "sha256Fingerprint",
        "ocspEndpoint",
        "san",
        "spki",
        "sanHex",
        "intermediates",
    ];
    let places: Vec<_> = names.iter().map(|name| made.find(&format!("\"{name}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{made}");
    let made: Value = serde_json::from_str(&made).unwrap();
    assert_eq!(made["clientIp"], "2001:db8::1");
    let certificates = &made["clientCertificate"]["certificates"];
    assert_eq!(certificates["leaf"]["serialNumber"], "4a:3f:5c:92:d1:e8:7b:6c");
    assert_eq!(certificates["leaf"]["subject"], "CN=device-1.example.com,OU=Devices,O=Example Corp,C=US");
    assert_eq!(certificates["leaf"]["san"], "DNS:device-1.example.com,DNS:device-1.example.net");
    assert_eq!(certificates["intermediates"].as_array().unwrap().len(), 1);
    assert_eq!(certificates["intermediates"][0]["serialNumber"], "00:d4:04:a5:fd:cb:20:37:54");
    assert_eq!(certificates["intermediates"][0]["subject"], certificates["leaf"]["issuer"]);
}

#[test]
fn what_there_is_nothing_of_is_left_out() {
    let alone = pem(VALID);
    assert_eq!(alone["clientCertificate"]["certificates"].get("intermediates"), None);
    assert_eq!(alone["clientCertificate"].get("revocationStatus"), None);
    assert_eq!(preset("no-certificate").get("clientCertificate"), None);
}

#[test]
fn a_root_at_the_end_of_a_chain_is_no_intermediate() {
    let own = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/certificates/rsa.pem")).unwrap();
    // One that signed itself is its own root; alone it is what the client shows.
    assert_eq!(leaf(&own)["subject"], "CN=rsa");
    let twice = pem(&format!("{own}{own}"));
    assert_eq!(twice["clientCertificate"]["certificates"].get("intermediates"), None);
}

#[test]
fn pem_is_read_however_it_was_copied() {
    let expected = leaf(VALID);
    let indented = VALID.replace('\n', "  \r\n      ");
    assert_eq!(leaf(&indented), expected);
    assert_eq!(
        leaf(&format!("Bag Attributes\n    friendlyName: device\nsubject=CN = x\n\n{VALID}\nthe end")),
        expected
    );
    let one_line: String = VALID.lines().filter(|line| !line.starts_with('-')).collect();
    assert_eq!(leaf(&format!("-----BEGIN CERTIFICATE-----\n{one_line}\n-----END CERTIFICATE-----")), expected);
    assert_eq!(leaf(&format!("\u{feff}{VALID}")), expected);
    assert_eq!(pem(&format!("{VALID}{INTERMEDIATE}").replace('\n', " ")), pem(&format!("{VALID}{INTERMEDIATE}")));
    assert_eq!(leaf(&VALID.replace('\n', "")), expected);
}

#[test]
fn what_is_no_chain_is_told() {
    assert!(refusal("").starts_with("there is no certificate in the PEM text; a certificate begins with"));
    assert!(
        refusal(&VALID.replace("-----END", "----- END"))
            .starts_with("certificate 1 has no line `-----END CERTIFICATE-----`")
    );
    assert!(refusal(&VALID.replace("MII", "M!I")).starts_with("certificate 1 is no base64; copy the whole block"));
    assert!(refusal(&VALID.replacen('\n', "\nMAAA", 1)).starts_with("certificate 1 cannot be read: "));
    assert!(
        refusal(&VALID.replace("CERTIFICATE", "CERTIFICATE REQUEST"))
            .starts_with("the text holds `CERTIFICATE REQUEST`, which is no certificate")
    );
    assert!(refusal(&VALID.repeat(17)).starts_with("there are 17 certificates, which is more than a chain has"));
    assert_eq!(refusal(&" ".repeat(256 * 1024 + 1)), "the PEM text is longer than 256 KiB; ");
    assert_eq!(
        refusal(&format!("{INTERMEDIATE}{VALID}")),
        "certificate 2 (`CN=device-1.example.com,OU=Devices,O=Example Corp,C=US`) is not the issuer of certificate 1, which is \
         `CN=Example Corp Root CA,O=Example Corp,C=US`; give the client's own certificate first, then the issuer of each"
    );
    assert!(refusal(&format!("{VALID}{INTERMEDIATE}{EXPIRED}")).starts_with("certificate 3 "));
}

#[test]
fn a_private_key_is_refused_wherever_it_stands() {
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY"] {
        let key = format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n");
        for text in [format!("{VALID}{key}"), format!("{key}{VALID}"), format!("tls.key: {key}"), key.repeat(9000)] {
            let said = refusal(&text);
            assert!(
                said.starts_with(&format!(
                    "the text holds a private key (`{label}`); give certificates only; a key that"
                ))
            );
        }
    }
}

#[test]
fn an_address_is_one_address() {
    for address in
        ["", "localhost", "203.0.113.0/24", "203.0.113.256", "1.2.3", "fe80::1%eth0", "203.0.113.1:443", "\u{202e}"]
    {
        let problem = connection::of_pem(VALID, Some(address), None).unwrap_err();
        assert!(problem.message.starts_with("the client's address `"), "{problem:?}");
        assert!(problem.message.is_ascii() && problem.help.is_some(), "{problem:?}");
    }
}

#[test]
fn presets_differ_in_what_they_are_called_after() {
    let certificate = |name| preset(name)["clientCertificate"].take();
    let leaf = |name| certificate(name)["certificates"]["leaf"].take();
    let status = |name| {
        let status = certificate(name)["revocationStatus"].take();
        let of = |status: &Value| status["status"].as_str().unwrap().to_owned();
        let answers = &status["certificates"];
        let chain = status["chainValidity"].as_str().unwrap().to_owned();
        [chain, of(&answers["leaf"]), of(&answers["intermediates"][0])]
    };
    assert!(leaf("expired")["validity"]["notAfter"].as_str().unwrap() < "2022");
    assert!(leaf("not-yet-valid")["validity"]["notBefore"].as_str().unwrap() >= "2040");
    assert_eq!(preset("ipv6")["clientIp"], "2001:db8::42");
    assert_eq!(certificate("no-intermediates")["certificates"].get("intermediates"), None);
    assert_eq!(status("ocsp-good"), ["Valid", "Good", "Good"]);
    assert_eq!(status("revoked"), ["Invalid", "Revoked", "Good"]);
    assert_eq!(status("intermediate-revoked"), ["Invalid", "Good", "Revoked"]);
    assert_eq!(status("ocsp-unknown"), ["Unknown", "Unknown", "Good"]);
    assert_eq!(status("ocsp-error"), ["Unknown", "Error", "Good"]);
    assert_eq!(
        certificate("ocsp-error")["revocationStatus"]["certificates"]["leaf"],
        json!({ "method": "OCSP", "status": "Error", "errorType": "InternalError", "serialNumber": leaf("valid")["serialNumber"] })
    );
}

#[test]
fn every_preset_is_there_and_differs_from_the_others() {
    let made: Vec<_> = PRESETS.iter().map(|preset| connection::of_preset(preset.name, None).unwrap()).collect();
    for (place, one) in made.iter().enumerate() {
        assert!(!made[..place].contains(one), "{}", PRESETS[place].name);
    }
    let problem = connection::of_preset("revokd\u{1b}[1m", None).unwrap_err();
    assert_eq!(problem.message, "there is no preset `revokd\\u{1b}[1m`");
    assert!(problem.help.unwrap().starts_with("the presets are `valid`, `no-certificate`, `expired`"));
}

#[test]
fn changes_are_merged_deep() {
    let changes = r#"{"clientIp":"10.0.0.1","clientCertificate":{"certificates":{"leaf":{"subject":"CN=x","san":null}}},"extra":[1]}"#;
    let changed: Value = serde_json::from_str(&connection::of_preset("valid", Some(changes)).unwrap()).unwrap();
    let mut expected = preset("valid");
    expected["clientIp"] = "10.0.0.1".into();
    expected["extra"] = json!([1]);
    let leaf = expected["clientCertificate"]["certificates"]["leaf"].as_object_mut().unwrap();
    leaf.insert("subject".to_owned(), "CN=x".into());
    leaf.remove("san");
    assert_eq!(changed, expected);
    assert_eq!(connection::of_object(r#"{ "b": 1, "a": 2 }"#, Some(r#"{"b":3}"#)).unwrap(), r#"{"b":3,"a":2}"#);
}

#[test]
fn what_is_no_object_is_told() {
    fn message(object: &str, changes: Option<&str>) -> String {
        connection::of_object(object, changes).unwrap_err().message
    }
    assert_eq!(message("[1]", None), "the connection object is JSON, but no object");
    assert!(message("{", None).starts_with("the connection object is no JSON: "));
    assert_eq!(message("{}", Some("1")), "what changes of the connection object is JSON, but no object");
    assert!(message(&"[".repeat(100_000), None).contains("recursion limit"));
    assert!(message(&format!("{{\"a\":{}", "{\"a\":".repeat(100_000)), None).contains("recursion limit"));
}

proptest! {
    #[test]
    fn damaged_certificates_are_answered(file in 0..10_usize, damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>()) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/certificates");
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|extension| extension == "pem")).collect();
        files.sort();
        let text = fs::read_to_string(&files[file]).unwrap();
        let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        let mut bytes = base64_of(&body);
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let cut = cut.index(bytes.len() * 4);
        bytes.truncate(if cut == 0 { bytes.len() } else { cut });
        let damaged = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----", text_of(&bytes));
        match connection::of_pem(&damaged, None, None) {
            Ok(made) => prop_assert!(serde_json::from_str::<Value>(&made).is_ok()),
            Err(problem) => prop_assert!(problem.message.starts_with("certificate 1 cannot be read: "), "{:?}", problem),
        }
    }

    #[test]
    fn any_text_is_answered(text in "(-----BEGIN [A-Z ]{0,12}-----|-----END CERTIFICATE-----|[A-Za-z0-9+/=]{0,40}|\\PC|\n){0,12}", address in ".{0,20}") {
        let _ = connection::of_pem(&text, Some(&address), Some(&text));
        let _ = connection::of_object(&text, None);
        let _ = connection::of_preset(&text, None);
    }
}

fn base64_of(text: &str) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.decode(text).unwrap()
}

fn text_of(bytes: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}
