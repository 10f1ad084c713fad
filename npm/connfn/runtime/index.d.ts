// What CloudFront gives a connection function, as AWS's pages on connection functions and on revocation show it.
//
//   /** @import { Connection } from 'connfn/runtime' */       in JavaScript
//   import type { Connection } from 'connfn/runtime';         in TypeScript
//
// These are types alone: there is nothing here that a function could load. `connfn/runtime/tsconfig.json` adds the language as the
// runtime has it.

/// <reference path="./cloudfront.d.ts" />

/** The entry point: a function that is called `connectionHandler`, declared at the top level and not exported. */
export type ConnectionHandler = (connection: Connection) => void | Promise<void>;

/** A viewer's connection, which a function allows or denies. One that does neither is denied. */
export interface Connection {
  readonly connectionId: string;
  /** The viewer's IPv4 or IPv6 address. */
  readonly clientIp: string;
  /** The name that the viewer connects to, such as `d111111abcdef8.cloudfront.net`. */
  readonly endpoint: string;
  readonly distributionId: string;
  /** Left out where mutual TLS is optional and the viewer showed no certificate. */
  readonly clientCertificate?: ClientCertificate;
  /** Lets the viewer in. It does not leave the function: `return` after it. */
  allow(): void;
  /** Turns the viewer away. It does not leave the function: `return` after it. */
  deny(): void;
  /** Adds a text to the connection log. CloudFront cuts it at 800 bytes of UTF-8, and drops it where there are no connection logs. */
  logCustomData(text: string): void;
}

/** A connection of a distribution that requires mutual TLS: there is a certificate. */
export interface ConnectionWithCertificate extends Connection {
  readonly clientCertificate: ClientCertificate;
}

/** What the viewer showed. CloudFront has verified the chain against the trust store before the function runs. */
export interface ClientCertificate {
  readonly certificates: Certificates;
  /** Only where the distribution looks at OCSP. */
  readonly revocationStatus?: RevocationStatus;
}

export interface Certificates {
  /** The viewer's own certificate. */
  readonly leaf: Certificate;
  readonly intermediates?: readonly Certificate[];
}

export interface Certificate {
  /** Hexadecimal in lower case, with a colon after each byte: `00:9e:2a`. */
  readonly serialNumber: string;
  readonly issuer: string;
  /** Such as `CN=sensor-1.example.com,O=Example`. */
  readonly subject: string;
  readonly validity: Validity;
  /** AWS's pages show it as base64url, as hexadecimal, and as hexadecimal with colons. */
  readonly sha256Fingerprint: string;
  readonly ocspEndpoint?: string;
  /**
   * The alternative names as one text, such as `DNS:a.example,DNS:b.example`; not a list. AWS does not say what a certificate without
   * such names has.
   */
  readonly san?: string;
  /** The public key with its algorithm (SubjectPublicKeyInfo). */
  readonly spki: string;
  readonly sanHex?: string;
}

/** Times in ISO 8601. */
export interface Validity {
  readonly notBefore: string;
  readonly notAfter: string;
}

/** What the issuers' OCSP responders say. */
export interface RevocationStatus {
  readonly chainValidity: 'Valid' | 'Invalid' | 'Unknown';
  readonly certificates: RevocationCertificates;
}

export interface RevocationCertificates {
  readonly leaf: CertificateRevocation;
  readonly intermediates?: readonly CertificateRevocation[];
}

export interface CertificateRevocation {
  readonly method: 'OCSP';
  readonly status: 'Good' | 'Revoked' | 'Unknown' | 'Error';
  /** Why there is no answer, where the status is `Error`. */
  readonly errorType?: string;
  readonly serialNumber: string;
}
