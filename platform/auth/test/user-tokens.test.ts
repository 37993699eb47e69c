import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { isVerified } from '../actor.ts';
import { createRevocations } from '../revocation.ts';
import { MAX_TOKEN_AGE_S, type TokenVerifier } from '../token-verifier.ts';
import { createUserTokenVerifier } from '../user-tokens.ts';
import { AUDIENCE, ISSUER, serveKeys, sign, type TestKey, testKey } from './issuer.ts';

let key: TestKey;
let verify: TokenVerifier;

beforeAll(async () => {
  key = await testKey('key-1', 'ES256');
  verify = createUserTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [key.publicJwk] } });
});

const UNAUTHENTICATED = { code: 'UNAUTHENTICATED' };
const ago = (seconds: number): number => Math.floor(Date.now() / 1000) - seconds;

test('a token that holds says who asks', async () => {
  const actor = await verify(await sign(key, { roles: ['auditor'] }));
  expect(isVerified(actor)).toBe(true);
  expect(actor).toMatchObject({ id: 'alice', tenantId: 'acme', kind: 'user', tokenId: 'token-1' });
  expect([...actor.scopes]).toEqual(['ledger:read', 'ledger:write']);
  expect([...(actor.roles ?? [])]).toEqual(['auditor']);
});

test('an actor expires with the greatest age of tokens, however late its own expires', async () => {
  const issuedAt = ago(60);
  const actor = await verify(await sign(key, { iat: issuedAt, exp: ago(-365 * 24 * 3600) }));
  expect(actor.expiresAt).toBe(issuedAt + MAX_TOKEN_AGE_S);
});

test.each(['RS256', 'ES256', 'EdDSA'])('%s is accepted', async (alg) => {
  const other = await testKey('key-x', alg);
  const verifyOther = createUserTokenVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    jwks: { keys: [other.publicJwk] },
  });
  await expect(verifyOther(await sign(other))).resolves.toMatchObject({ id: 'alice' });
});

describe('refused with UNAUTHENTICATED:', () => {
  test('alg none', async () => {
    const token = new UnsecuredJWT({ tenant: 'acme' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject('alice')
      .setIssuedAt()
      .setExpirationTime('60s')
      .encode();
    await expect(verify(token)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  test('HMAC with the public key as the secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(key.publicKey));
    const token = await new SignJWT({
      iss: ISSUER,
      aud: AUDIENCE,
      sub: 'alice',
      tenant: 'acme',
      iat: ago(0),
      exp: ago(-60),
    })
      .setProtectedHeader({ alg: 'HS256', kid: key.kid })
      .sign(secret);
    await expect(verify(token)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  test('an algorithm that is not listed', async () => {
    const weak = await testKey('key-1', 'PS256');
    const verifyWeak = createUserTokenVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      jwks: { keys: [{ ...weak.publicJwk, alg: undefined }] },
    });
    await expect(verifyWeak(await sign(weak))).rejects.toMatchObject(UNAUTHENTICATED);
  });

  test('a key id that the issuer does not have', async () => {
    await expect(verify(await sign({ ...key, kid: 'unknown' }))).rejects.toMatchObject(UNAUTHENTICATED);
  });

  test('the right key id on another key', async () => {
    await expect(verify(await sign(await testKey('key-1', 'ES256')))).rejects.toMatchObject(UNAUTHENTICATED);
  });

  test.each([
    ['another audience', { aud: 'elsewhere' }],
    ['another issuer', { iss: 'https://evil.test' }],
    ['no tenant', { tenant: undefined }],
    ['a tenant that is no name', { tenant: 'Acme Inc.' }],
    ['no sub', { sub: undefined }],
    ['an empty sub', { sub: '' }],
    ['no expiry', { exp: undefined }],
    ['not valid yet', { nbf: ago(-120) }],
    ['older than any token may be', { iat: ago(25 * 3600), exp: ago(-60) }],
    ['no time of issue', { iat: undefined }],
  ])('%s', async (_what, claims) => {
    await expect(verify(await sign(key, claims))).rejects.toMatchObject(UNAUTHENTICATED);
  });

  test('expired, which the caller is told', async () => {
    const token = await sign(key, { iat: ago(120), exp: ago(60) });
    await expect(verify(token)).rejects.toMatchObject({
      ...UNAUTHENTICATED,
      message: 'The token has expired.',
    });
  });

  test.each(['', 'not a token', 'a.b.c', 'x'.repeat(10_000)])('malformed: %.20s', async (token) => {
    await expect(verify(token)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  test('revoked', async () => {
    const revocations = createRevocations();
    const verifyRevocable = createUserTokenVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      jwks: { keys: [key.publicJwk] },
      revocations,
    });
    const token = await sign(key);
    await expect(verifyRevocable(token)).resolves.toMatchObject({ id: 'alice' });
    revocations.add({ tenant: 'acme', jti: 'token-1', issuedBefore: ago(-1) });
    await expect(verifyRevocable(token)).rejects.toMatchObject(UNAUTHENTICATED);
  });
});

test('clocks may differ by the tolerance', async () => {
  const tolerant = createUserTokenVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    jwks: { keys: [key.publicJwk] },
    clockToleranceS: 90,
  });
  await expect(tolerant(await sign(key, { iat: ago(120), exp: ago(60) }))).resolves.toMatchObject({
    id: 'alice',
  });
});

describe('keys at a URL', () => {
  let keys: Awaited<ReturnType<typeof serveKeys>>;
  beforeAll(async () => {
    keys = await serveKeys([key.publicJwk]);
  });
  afterAll(() => keys.close());

  test('rotate without a restart', async () => {
    const verifyRemote = createUserTokenVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      jwksUrl: keys.url,
      refetchIntervalMs: 0,
    });
    const next = await testKey('key-2', 'EdDSA');
    await expect(verifyRemote(await sign(key))).resolves.toMatchObject({ id: 'alice' });
    await expect(verifyRemote(await sign(next))).rejects.toMatchObject(UNAUTHENTICATED);
    keys.publish([next.publicJwk]);
    await expect(verifyRemote(await sign(next))).resolves.toMatchObject({ id: 'alice' });
    await expect(verifyRemote(await sign(key))).rejects.toMatchObject(UNAUTHENTICATED);
  });

  test('that does not answer is our trouble, not the token’s', async () => {
    const verifyNowhere = createUserTokenVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      jwksUrl: 'http://127.0.0.1:1/jwks',
    });
    await expect(verifyNowhere(await sign(key))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
