import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { parseTenantId } from '../../kernel/ids.ts';
import { type Actor, verified } from '../actor.ts';
import { createInternalTokenIssuer, createInternalTokenVerifier } from '../internal-tokens.ts';
import { createServiceKeys, type ServiceKeys } from '../service-keys.ts';

let dir: string;
let keys: ServiceKeys;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keys-'));
  keys = await createServiceKeys(dir, ['gateway', 'ledger']);
});
afterAll(() => rm(dir, { recursive: true }));
afterEach(() => {
  jest.useRealTimers();
});

const actorOf = (id: string, scopes = ['ledger:read']): Actor =>
  verified({
    id,
    tenantId: parseTenantId('acme')!,
    scopes: new Set(scopes),
    roles: new Set(['auditor']),
    kind: 'user',
  });

const UNAUTHENTICATED = { code: 'UNAUTHENTICATED' };
const verifyAs = (audience: string) => createInternalTokenVerifier({ audience, trusted: keys.trusted });

test('carries the actor to the service it is for', async () => {
  const token = await createInternalTokenIssuer(keys.keyOf('gateway')).tokenFor('ledger', actorOf('alice'));
  const actor = await verifyAs('ledger')(token);
  expect(actor).toMatchObject({ id: 'alice', tenantId: 'acme', kind: 'user' });
  expect([...actor.scopes, ...(actor.roles ?? [])]).toEqual(['ledger:read', 'auditor']);
});

test('is refused by any other service', async () => {
  const token = await createInternalTokenIssuer(keys.keyOf('gateway')).tokenFor('ledger', actorOf('alice'));
  await expect(verifyAs('payments')(token)).rejects.toMatchObject(UNAUTHENTICATED);
});

test('is made only for an actor that a verifier vouched for', async () => {
  const lookAlike = { ...actorOf('alice') } as Actor;
  const issuer = createInternalTokenIssuer(keys.keyOf('gateway'));
  await expect(issuer.tokenFor('ledger', lookAlike)).rejects.toMatchObject(UNAUTHENTICATED);
});

test('is used for half its life, then made anew', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
  const issuer = createInternalTokenIssuer(keys.keyOf('gateway'));
  const first = await issuer.tokenFor('ledger', actorOf('alice'));
  jest.advanceTimersByTime(29_000);
  expect(await issuer.tokenFor('ledger', actorOf('alice'))).toBe(first);
  jest.advanceTimersByTime(2_000);
  expect(await issuer.tokenFor('ledger', actorOf('alice'))).not.toBe(first);
});

test('is not shared between actors, rights or audiences', async () => {
  const issuer = createInternalTokenIssuer(keys.keyOf('gateway'));
  const tokens = await Promise.all([
    issuer.tokenFor('ledger', actorOf('alice')),
    issuer.tokenFor('ledger', actorOf('bob')),
    issuer.tokenFor('ledger', actorOf('alice', ['ledger:write'])),
    issuer.tokenFor('payments', actorOf('alice')),
  ]);
  expect(new Set(tokens).size).toBe(4);
});

test('is refused when it has expired', async () => {
  const token = await signedAs('gateway', 'gateway', { iat: now() - 300, exp: now() - 240 });
  await expect(verifyAs('ledger')(token)).rejects.toMatchObject(UNAUTHENTICATED);
});

test('is refused when a service signs in another one’s name', async () => {
  await expect(verifyAs('ledger')(await signedAs('ledger', 'ledger'))).resolves.toMatchObject({
    id: 'alice',
  });
  await expect(verifyAs('ledger')(await signedAs('ledger', 'gateway'))).rejects.toMatchObject(
    UNAUTHENTICATED,
  );
});

test('is refused when it is no internal token, though a service signed it', async () => {
  await expect(
    verifyAs('ledger')(await signedAs('gateway', 'gateway', {}, 'command+jws')),
  ).rejects.toMatchObject(UNAUTHENTICATED);
});

const now = (): number => Math.floor(Date.now() / 1000);

const signedAs = (
  signer: string,
  issuer: string,
  claims: object = {},
  typ = 'internal+jwt',
): Promise<string> =>
  new SignJWT({
    iss: issuer,
    aud: 'ledger',
    sub: 'alice',
    tenant: 'acme',
    iat: now(),
    exp: now() + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: signer, typ })
    .sign(keys.keyOf(signer).privateKey);
