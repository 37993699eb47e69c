import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * The private key in the file, made when there is none. Whoever comes first makes it: processes that start together
 * all end with the same key. Readable by its owner only.
 */
export async function readOrCreateKey(file: string, kid: string, alg: 'EdDSA' | 'ES256'): Promise<JWK> {
  const existing = await readKey(file);
  if (existing) return existing;
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' };
  await createWhole(file, JSON.stringify(jwk));
  return (await readKey(file)) ?? jwk;
}

/** The private key in the file; undefined when there is no file. Fails in one line when the file is no key. */
export async function readKey(file: string): Promise<JWK | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as JWK;
  } catch {
    throw new Error(`${file} is not a key: remove it, and a new one is made.`);
  }
}

/** Creates the file with all its content at once; leaves one that is there as it is. */
async function createWhole(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: PRIVATE_FOLDER });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content, { mode: PRIVATE_FILE });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}

/** What of a key may be known to all. */
export function publicPart({ d: _secret, ...jwk }: JWK): JWK {
  return jwk;
}
