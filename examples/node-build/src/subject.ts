/** The common name of a certificate's subject such as `CN=sensor-1,O=Example`, if it has exactly one. */
export function commonName(subject: string): string | undefined {
  // An escaped comma could hide one attribute inside another: no device of ours has such a subject.
  if (/["+\\]/.test(subject)) return undefined;
  const names = subject
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith('CN='));
  return names.length === 1 ? names[0]?.slice('CN='.length) : undefined;
}
