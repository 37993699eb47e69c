import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { PlatformError } from 'platform/errors/errors';

/** How far a reader has come in a topic: everything up to `seqs` of each partition is behind it. */
export interface Position {
  readonly topic: string;
  /** Unknown only while nothing was ever seen on the topic. */
  readonly incarnation: string | undefined;
  /** Partition → last `seq`; a partition that is absent is at its beginning. */
  readonly seqs: ReadonlyMap<number, bigint>;
}

/** Positions as the API hands them out: sealed, so that a client can neither make, read nor change one. */
export interface Cursors {
  seal(position: Position): string;
  /** Fails with CURSOR_INVALID unless one of the keys sealed it for this topic. */
  open(cursor: string, topic: string): Position;
}

/** A cursor longer than this was not made here: about 300 partitions. */
export const MAX_CURSOR_LENGTH = 16_384;

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'live-cursor/1';

/** `[topic, incarnation, [partition, seq]…]`: the text that is sealed. */
type Plain = readonly [string, string | null, ...(readonly [number, string])[]];

/**
 * Cursors sealed by AES-256-GCM. The first secret seals, all open: a secret is rotated by putting the new one in
 * front and dropping the old one when its last cursor may expire. Random nonces are safe for 2^32 seals by one secret.
 */
export function createCursors(secrets: readonly [string, ...string[]]): Cursors {
  const keys = secrets.map(deriveKey);
  return {
    seal: (position) => encrypt(keys[0]!, JSON.stringify(plainOf(position))),
    open(cursor, topic) {
      const plain = cursor.length > MAX_CURSOR_LENGTH ? undefined : decryptByAny(keys, cursor);
      if (!plain) throw invalid('The cursor was not made by this API.');
      const position = positionOf(plain);
      if (position.topic !== topic) throw invalid('The cursor belongs to another subscription.');
      return position;
    },
  };
}

/** The cursor cannot be resumed from: subscribe without it. */
export const invalid = (message: string): PlatformError => new PlatformError('CURSOR_INVALID', message);

/** Events after the cursor are no longer held: read the present state by a query, then subscribe without it. */
export const expired = (): PlatformError =>
  new PlatformError('CURSOR_EXPIRED', 'Events after the cursor are no longer held.');

const deriveKey = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32));

const plainOf = ({ topic, incarnation, seqs }: Position): Plain => [
  topic,
  incarnation ?? null,
  ...[...seqs].map(([partition, seq]) => [partition, seq.toString()] as const),
];

const positionOf = ([topic, incarnation, ...seqs]: Plain): Position => ({
  topic,
  incarnation: incarnation ?? undefined,
  seqs: new Map(seqs.map(([partition, seq]) => [partition, BigInt(seq)])),
});

function encrypt(key: Buffer, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

function decryptByAny(keys: readonly Buffer[], cursor: string): Plain | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  // The decoder skips what is not base64url: only the exact text that was handed out is accepted.
  if (bytes[0] !== VERSION || bytes.toString('base64url') !== cursor) return undefined;
  for (const key of keys) {
    const text = decrypt(key, bytes);
    if (text !== undefined) return JSON.parse(text) as Plain;
  }
  return undefined;
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
