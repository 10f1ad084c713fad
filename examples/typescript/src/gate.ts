import cf from 'cloudfront';
import type { Certificate, Connection } from 'connfn/runtime';
import { Subject } from './subject';

const store = cf.kvs();

/** What the store's key `settings` holds. */
interface Settings {
  readonly units: readonly string[];
}

async function settings(): Promise<Settings> {
  return JSON.parse(await store.get('settings'));
}

/** The key of a certificate in the store: no colons, and no bytes `00` in front. */
function keyOf({ serialNumber }: Certificate): string {
  return serialNumber.replaceAll(':', '').toLowerCase().replace(/^(00)+/, '');
}

/** Why a certificate is refused, or nothing. */
async function objection(leaf: Certificate, { units } = { units: [] } as Settings): Promise<string | undefined> {
  const subject = Subject.parse(leaf.subject);
  if (subject?.get('O') !== 'Example Corp') return 'of another organization';
  if (!units.includes(subject.get('OU') ?? '')) return 'of another unit';
  if (await store.exists(keyOf(leaf))) return 'revoked';
  return undefined;
}

// CloudFront calls this one by its name.
async function connectionHandler(connection: Connection): Promise<void> {
  const leaf = connection.clientCertificate?.certificates.leaf;
  let reason: string | undefined = 'no certificate';
  try {
    if (leaf) reason = await objection(leaf, await settings());
  } catch (error) {
    console.log(`the store cannot be read: ${error}`);
    reason = 'the store cannot be read';
  }
  if (reason !== undefined) {
    connection.logCustomData(`deny: ${reason}`);
    connection.deny();
    return;
  }
  connection.allow();
}
