// What CloudFront gives a connection function, as far as this one uses it.

declare module 'cloudfront' {
  const cf: { kvs(): { exists(key: string): Promise<boolean> } };
  export default cf;
}

interface Certificate {
  readonly serialNumber: string;
  readonly subject: string;
}

interface Connection {
  readonly clientCertificate?: { readonly certificates: { readonly leaf: Certificate } };
  allow(): void;
  deny(): void;
  logCustomData(data: string): void;
}
