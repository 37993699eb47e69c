import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export const ISSUER = 'https://issuer.test';
export const AUDIENCE = 'supergraph';

export interface TestKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function testKey(kid: string, alg: string): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    kid,
    alg,
    privateKey,
    publicKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
  };
}

const nowS = (): number => Math.floor(Date.now() / 1000);

/** A token that holds, but for the claims given: undefined leaves one out. */
export function sign(key: TestKey, claims: Record<string, unknown> = {}): Promise<string> {
  const all = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'alice',
    tenant: 'acme',
    scope: 'ledger:read ledger:write',
    jti: 'token-1',
    iat: nowS(),
    exp: nowS() + 60,
    ...claims,
  };
  return new SignJWT(all).setProtectedHeader({ alg: key.alg, kid: key.kid }).sign(key.privateKey);
}

/** Publishes keys over HTTP; what is published can be changed. */
export async function serveKeys(
  keys: JWK[],
): Promise<{ url: string; publish(keys: JWK[]): void; close(): Promise<void> }> {
  let published = keys;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    publish: (next) => {
      published = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
