import type { TenantId } from '../kernel/ids.ts';

/**
 * Who is asking, proven by a token. It can only be made by `verified`, which the token verifiers of this
 * folder call; everything that acts for somebody takes one.
 */
declare const proof: unique symbol;
export interface Actor {
  readonly [proof]: true;
  /** `sub` of the token: unique within the tenant. */
  readonly id: string;
  readonly tenantId: TenantId;
  readonly scopes: ReadonlySet<string>;
  readonly roles?: ReadonlySet<string>;
  /** A person or machine outside, or one of our own services. */
  readonly kind: 'user' | 'service';
  /** The token's id and validity, for revocation and expiry; seconds since 1970. */
  readonly tokenId?: string;
  readonly issuedAt?: number;
  readonly expiresAt?: number;
}

export type ActorClaims = Omit<Actor, typeof proof>;

const proven = new WeakSet<object>();

/** Vouches for claims. Only for token verifiers, and for tests. */
export function verified(claims: ActorClaims): Actor {
  const actor = Object.freeze({ ...claims }) as Actor;
  proven.add(actor);
  return actor;
}

/** True only for a value made by `verified`: a copy or a look-alike is refused. */
export const isVerified = (value: unknown): value is Actor =>
  typeof value === 'object' && value !== null && proven.has(value);
