import type { CryptoKey, JWTVerifyGetKey } from 'jose';

/** The Ed25519 key a service signs with; `name` is the token's issuer and the key's id. */
export interface ServiceKey {
  readonly name: string;
  readonly privateKey: CryptoKey;
}

/** The public keys of our own services (a JWKS whose key ids are service names). */
export type TrustedKeys = JWTVerifyGetKey;
