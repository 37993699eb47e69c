import { describe, expect, jest, test } from '@jest/globals';
import type { TenantId } from '../kernel/ids.ts';
import { verified } from './actor.ts';
import { rememberTokens } from './remembered-tokens.ts';

const actor = (expiresAt: number) =>
  verified({ id: 'alice', tenantId: 'acme' as TenantId, scopes: new Set(), kind: 'user', expiresAt });

const verifier = (expiresAt = 1_000_000) => jest.fn(async (_token: string) => actor(expiresAt));

describe('a remembered token', () => {
  test('is verified once within the time it holds, and again after it', async () => {
    let now = 0;
    const verify = verifier();
    const remembering = rememberTokens(verify, { ttlMs: 100, now: () => now });
    await remembering('a');
    now = 99;
    await remembering('a');
    expect(verify).toHaveBeenCalledTimes(1);
    now = 100;
    await remembering('a');
    expect(verify).toHaveBeenCalledTimes(2);
  });

  test('is verified again from its expiry on', async () => {
    let now = 0;
    const verify = verifier(5);
    const remembering = rememberTokens(verify, { ttlMs: 60_000, now: () => now });
    await remembering('a');
    now = 5_000;
    await remembering('a');
    expect(verify).toHaveBeenCalledTimes(2);
  });

  test('is refused as soon as it is revoked', async () => {
    let revoked = false;
    const remembering = rememberTokens(verifier(), {
      revocations: { isRevoked: () => revoked },
      now: () => 0,
    });
    await remembering('a');
    revoked = true;
    await expect(remembering('a')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('is not taken for another', async () => {
    const verify = verifier();
    const remembering = rememberTokens(verify, { now: () => 0 });
    await remembering('a');
    await remembering('b');
    expect(verify).toHaveBeenCalledTimes(2);
  });
});

test('a failed verification is not remembered', async () => {
  const verify = jest.fn(async (_token: string) => actor(9)).mockRejectedValueOnce(new Error('no'));
  const remembering = rememberTokens(verify, { now: () => 0 });
  await expect(remembering('a')).rejects.toThrow('no');
  await expect(remembering('a')).resolves.toMatchObject({ id: 'alice' });
});
