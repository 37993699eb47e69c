import { z } from 'zod';
import { DAY_MS, defineMessage } from '../event-store/contract.ts';
import type { Actor } from './actor.ts';
import { MAX_TOKEN_AGE_S } from './token-verifier.ts';

/** Revocations are kept on the bus longer than any token lives, so that a new gateway learns of all that matter. */
export const REVOCATIONS = {
  name: 'platform.revocation.v1',
  partitions: 1,
  retentionMs: 2 * DAY_MS,
  writers: 'one',
} as const;

/** Tokens of the tenant issued before an instant: the one with that `jti`, else all of that `sub`, else all there are. */
export const tokensRevoked = defineMessage({
  type: 'platform.revocation.tokens-revoked.v1',
  topic: REVOCATIONS,
  data: z.strictObject({
    tenant: z.string(),
    jti: z.string().optional(),
    sub: z.string().optional(),
    /** Seconds since 1970. */
    issuedBefore: z.int(),
  }),
});

export type Revocation = z.infer<(typeof tokensRevoked)['data']>;

/** What this process knows of revoked tokens. */
export interface Revocations {
  add(revocation: Revocation): void;
  isRevoked(actor: Actor): boolean;
  /** How many are held. */
  readonly size: number;
}

/** More than this of one kind is no revocation but an incident: from then on whole tenants are revoked. */
const MAX_HELD = 100_000;
const CLOCK_TOLERANCE_S = 60;

/** Holds revocations in memory until the tokens they speak of have expired anyway. */
export function createRevocations(nowMs: () => number = Date.now, maxHeld = MAX_HELD): Revocations {
  const issuedBeforeByKey = new Map<string, number>();
  const forgetExpired = () => {
    const oldest = nowMs() / 1000 - MAX_TOKEN_AGE_S - CLOCK_TOLERANCE_S;
    for (const [key, issuedBefore] of issuedBeforeByKey)
      if (issuedBefore < oldest) issuedBeforeByKey.delete(key);
  };
  return {
    add({ tenant, jti, sub, issuedBefore }) {
      if (issuedBeforeByKey.size >= maxHeld) forgetExpired();
      // The id of a token says it all: whose it was is asked of no token that has one.
      const named = jti === undefined ? keyOf(tenant, undefined, sub) : keyOf(tenant, jti);
      const key = issuedBeforeByKey.size >= maxHeld ? keyOf(tenant) : named;
      issuedBeforeByKey.set(key, Math.max(issuedBefore, issuedBeforeByKey.get(key) ?? 0));
    },
    isRevoked({ tenantId, id, tokenId, issuedAt = 0 }) {
      const revokedBefore = (key: string) => issuedAt < (issuedBeforeByKey.get(key) ?? 0);
      return (
        revokedBefore(keyOf(tenantId)) ||
        revokedBefore(keyOf(tenantId, undefined, id)) ||
        (tokenId !== undefined && revokedBefore(keyOf(tenantId, tokenId)))
      );
    },
    get size() {
      return issuedBeforeByKey.size;
    },
  };
}

const keyOf = (tenant: string, jti?: string, sub?: string): string =>
  JSON.stringify([tenant, jti ?? null, sub ?? null]);
