import { join } from 'node:path';
import { type CryptoKey, createLocalJWKSet, importJWK, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { assert } from '../kernel/assert.ts';
import { publicPart, readOrCreateKey } from './key-files.ts';

/** The Ed25519 key a service signs with; `name` is the token's issuer and the key's id. */
export interface ServiceKey {
  readonly name: string;
  readonly privateKey: CryptoKey;
}

/** The public keys of our own services (a JWKS whose key ids are service names). */
export type TrustedKeys = JWTVerifyGetKey;

/** The services' keys, and what proves them. */
export interface ServiceKeys {
  /** One of the names the keys were opened with. */
  keyOf(name: string): ServiceKey;
  readonly trusted: TrustedKeys;
  /** The public keys, to hand to a process that may not see the folder. */
  readonly jwks: JSONWebKeySet;
}

/** Opens the services' keys in the folder (one file each, readable by its owner only); makes those that are missing. */
export async function createServiceKeys(dir: string, names: readonly string[]): Promise<ServiceKeys> {
  const jwks = await Promise.all(
    names.map((name) => readOrCreateKey(join(dir, `${name}.private.jwk.json`), name, 'EdDSA')),
  );
  const keys = new Map<string, ServiceKey>();
  for (const jwk of jwks) {
    const name = jwk.kid ?? '';
    keys.set(name, { name, privateKey: (await importJWK(jwk, 'EdDSA')) as CryptoKey });
  }
  const published: JSONWebKeySet = { keys: jwks.map(publicPart) };
  return {
    keyOf: (name) => {
      const key = keys.get(name);
      assert(key, `no key was opened for the service "${name}"`);
      return key;
    },
    trusted: trustedKeys(published),
    jwks: published,
  };
}

export const trustedKeys = (jwks: JSONWebKeySet): TrustedKeys => createLocalJWKSet(jwks);
