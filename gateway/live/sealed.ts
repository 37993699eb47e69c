import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Texts as the API hands them out: sealed, so that a client can neither make, read nor change one. */
export interface Seal {
  seal(text: string): string;
  /** Undefined unless one of the secrets sealed it, for this purpose. */
  open(sealed: string): string | undefined;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM by keys of the secrets, others for each purpose. The first secret seals, all open: a secret is rotated by
 * putting the new one in front and dropping the old one when what it sealed last may expire. Random nonces are safe for
 * 2^32 seals by one secret.
 */
export function createSeal(secrets: readonly [string, ...string[]], purpose: string): Seal {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)));
  return {
    seal: (text) => encrypt(keys[0]!, text),
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      // The decoder skips what is not base64url: only the exact text that was handed out is accepted.
      if (bytes[0] !== VERSION || bytes.toString('base64url') !== sealed) return undefined;
      for (const key of keys) {
        const text = decrypt(key, bytes);
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}

function encrypt(key: Buffer, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

function decrypt(key: Buffer, bytes: Buffer): string | undefined {
  const tagAt = 1 + NONCE_BYTES;
  const textAt = tagAt + TAG_BYTES;
  if (bytes.length < textAt) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, tagAt), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(tagAt, textAt));
  try {
    return decipher.update(bytes.subarray(textAt), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
