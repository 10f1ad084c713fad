#!/bin/sh
# Makes the certificates that the presets are made of. Keys are thrown away. A run gives other certificates of the same content, so
# that what tests expect of fingerprints and keys changes with them.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$work/$1.key"; }
request() { openssl req -new -utf8 -key "$work/$1.key" -subj "$2" -out "$work/$1.csr"; }

# authority NAME ISSUER SERIAL FROM TO EXTENSIONS
sign() {
    printf '%s\n' "$6" > "$work/$1.ext"
    : > "$work/index"
    printf '%s\n' "$3" > "$work/serial"
    cat > "$work/ca.cnf" <<CONFIGURATION
[ca]
default_ca = own
[own]
database = $work/index
new_certs_dir = $work
serial = $work/serial
default_md = sha256
policy = any
unique_subject = no
preserve = yes
[any]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = supplied
CONFIGURATION
    issuer=$2
    if [ "$issuer" = self ]; then
        set -- "$1" "$2" "$3" "$4" "$5" -selfsign -keyfile "$work/$1.key"
    else
        set -- "$1" "$2" "$3" "$4" "$5" -cert "$issuer.pem" -keyfile "$work/$issuer.key"
    fi
    name=$1 from=$4 to=$5
    shift 5
    openssl ca -batch -notext -config "$work/ca.cnf" "$@" -in "$work/$name.csr" -startdate "$from" -enddate "$to" \
        -extfile "$work/$name.ext" -out "$name.pem" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
}

authority='basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign'
device='basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectAltName = DNS:device-1.example.com, DNS:device-1.example.net
authorityInfoAccess = OCSP;URI:http://ocsp.example.com'

for name in root intermediate; do key $name; done
request root '/C=US/O=Example Corp/CN=Example Corp Root CA'
sign root self 01 20200101000000Z 20500101000000Z "$authority"
request intermediate '/C=US/O=Example Corp/CN=Example Corp Intermediate CA'
sign intermediate root D404A5FDCB203754 20200101000000Z 20450101000000Z "$authority
authorityInfoAccess = OCSP;URI:http://ocsp.example.com/intermediate"

# device NAME SERIAL FROM TO
device() {
    key "$1"
    request "$1" '/C=US/O=Example Corp/OU=Devices/CN=device-1.example.com'
    sign "$1" intermediate "$2" "$3" "$4" "$device"
}
device valid 4A3F5C92D1E87B6C 20250101000000Z 20400101000000Z
device expired 4A3F5C92D1E87B6D 20200601000000Z 20210601000000Z
device not-yet-valid 4A3F5C92D1E87B6E 20400101000000Z 20410101000000Z
rm root.pem
