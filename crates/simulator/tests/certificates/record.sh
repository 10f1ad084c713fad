#!/bin/sh
# Makes certificates of many kinds, and writes down what OpenSSL says of each. The test needs no OpenSSL.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/names.cnf" <<'CONFIGURATION'
oid_section = own
[own]
unheardOf = 1.3.6.1.4.1.99999.1
[req]
distinguished_name = names
prompt = no
[names]
C = DE
0.DC = example
1.DC = org
ST = "Nordrhein-Westfalen"
O = " a, b + \"c\" \\ <d>; #e "
0.OU = "#first"
1.OU = Größe 日本
2.OU = +plus
serialNumber = 0042
emailAddress = someone@example.com
unheardOf = hidden
CN = Jürgen
CONFIGURATION

cat > "$work/rare-names.cnf" <<'CONFIGURATION'
[req]
distinguished_name = names
prompt = no
[names]
description = of a device
name = device
generationQualifier = II
houseIdentifier = 7
pseudonym = d
role = sensor
telephoneNumber = +1 555
CN = rare names
CONFIGURATION

# make NAME ALGORITHM ARGUMENTS: a certificate with a key of its own
make() {
    name=$1 algorithm=$2
    shift 2
    # shellcheck disable=SC2086
    openssl genpkey $algorithm -out "$work/key" 2> "$work/log"
    openssl req -x509 -new -utf8 -key "$work/key" -out "$name.pem" "$@"
}
elliptic='-algorithm EC -pkeyopt ec_paramgen_curve:P-256'

make rsa '-algorithm RSA -pkeyopt rsa_keygen_bits:2048' -days 3650 -subj '/CN=rsa' -set_serial 0x00ff3132
make ed25519 '-algorithm ED25519' -days 3650 -subj '/O=Example/CN=ed25519' -set_serial 1
make long-serial "$elliptic" -days 3650 -subj '/CN=long serial' -set_serial 0x8f0102030405060708090a0b0c0d0e0f10111213
make far-future "$elliptic" -days 36500 -subj '/CN=far future' -set_serial 2
make names "$elliptic" -days 3650 -config "$work/names.cnf" -set_serial 3
make rare-names "$elliptic" -days 3650 -config "$work/rare-names.cnf" -set_serial 9
make multi-valued "$elliptic" -days 3650 -subj '/C=US/O=Example+OU=One/CN=a+UID=b' -set_serial 4
make empty-subject "$elliptic" -days 3650 -subj '/' -set_serial 5
make no-extensions "$elliptic" -days 3650 -subj '/CN=version 1' -set_serial 6 -config /dev/null
make alternative-names "$elliptic" -days 3650 -subj '/CN=alternative names' -set_serial 7 \
    -addext 'subjectAltName = DNS:a.example.com, IP:192.0.2.1, email:someone@example.com, URI:spiffe://example.com/device/1, DNS:*.example.org'
make other-names "$elliptic" -days 3650 -subj '/CN=other names' -set_serial 8 \
    -addext 'subjectAltName = IP:2001:db8::1, RID:1.2.3.4, otherName:1.2.3.4;UTF8:other' \
    -addext 'authorityInfoAccess = caIssuers;URI:http://ca.example.com/ca.cer, OCSP;URI:http://ocsp.example.com/a, OCSP;URI:http://ocsp.example.com/b'

for file in *.pem; do
    {
        openssl x509 -in "$file" -noout -serial -dates -dateopt iso_8601 -subject -issuer -nameopt RFC2253,-esc_msb -fingerprint -sha256
        printf 'spki=%s\n' "$(openssl x509 -in "$file" -noout -pubkey | openssl pkey -pubin -outform DER | od -An -v -tx1 | tr -d ' \n')"
        printf 'ocsp=%s\n' "$(openssl x509 -in "$file" -noout -ocsp_uri | head -n 1)"
        printf 'san=%s\n' "$(openssl x509 -in "$file" -noout -ext subjectAltName 2> "$work/log" | sed -n '2s/^ *//p')"
        printf 'sanHex=%s\n' "$(openssl asn1parse -in "$file" | grep -A1 'X509v3 Subject Alternative Name' | sed -n '2s/.*\[HEX DUMP\]://p')"
    } > "${file%.pem}.txt"
done
