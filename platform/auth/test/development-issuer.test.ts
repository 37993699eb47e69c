import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDevelopmentIssuer } from '../development-issuer.ts';
import { MAX_TOKEN_AGE_S } from '../token-verifier.ts';
import { createUserTokenVerifier } from '../user-tokens.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'issuer-'));
});
afterAll(() => rm(dir, { recursive: true }));

const CLAIMS = { tenant: 'acme', actor: 'alice', scopes: ['ledger:read'] };

test('its tokens hold, also for a process that opened it before the token was made', async () => {
  const { issuer, audience, jwks } = await openDevelopmentIssuer(dir);
  const token = await (await openDevelopmentIssuer(dir)).signDevelopmentToken(CLAIMS);
  const verify = createUserTokenVerifier({ issuer, audience, jwks });
  await expect(verify(token)).resolves.toMatchObject({ id: 'alice', tenantId: 'acme' });
});

test.each([0, -1, MAX_TOKEN_AGE_S + 1, Number.NaN])('a life of %d seconds is refused', async (expiresIn) => {
  const issuer = await openDevelopmentIssuer(dir);
  await expect(issuer.signDevelopmentToken({ ...CLAIMS, expiresIn })).rejects.toThrow('A token lives for');
});
