import { createHash } from 'node:crypto';

/** An identity of any length as a key of an index. */
export const fingerprintOf = (identity: string): string =>
  createHash('sha256').update(identity).digest('base64url');
