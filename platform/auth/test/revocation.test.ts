import { expect, test } from '@jest/globals';
import { parseTenantId } from '../../kernel/ids.ts';
import { type Actor, verified } from '../actor.ts';
import { createRevocations } from '../revocation.ts';
import { MAX_TOKEN_AGE_S } from '../token-verifier.ts';

const NOW_S = 1_800_000_000;
const actor = (change: { id?: string; tenant?: string; tokenId?: string; issuedAt?: number } = {}): Actor => {
  const { id = 'alice', tenant = 'acme', tokenId = 'token-1', issuedAt = NOW_S - 10 } = change;
  return verified({
    id,
    tenantId: parseTenantId(tenant)!,
    scopes: new Set(),
    kind: 'user',
    tokenId,
    issuedAt,
  });
};
const at = (seconds: number) => () => seconds * 1000;

test('one token', () => {
  const revocations = createRevocations(at(NOW_S));
  revocations.add({ tenant: 'acme', jti: 'token-1', issuedBefore: NOW_S });
  expect(revocations.isRevoked(actor())).toBe(true);
  expect(revocations.isRevoked(actor({ tokenId: 'token-2' }))).toBe(false);
});

test('one token, when its actor is named too', () => {
  const revocations = createRevocations(at(NOW_S));
  revocations.add({ tenant: 'acme', jti: 'token-1', sub: 'alice', issuedBefore: NOW_S });
  expect(revocations.isRevoked(actor())).toBe(true);
  expect(revocations.isRevoked(actor({ tokenId: 'token-2' }))).toBe(false);
});

test('all tokens of one actor, of that tenant only', () => {
  const revocations = createRevocations(at(NOW_S));
  revocations.add({ tenant: 'acme', sub: 'alice', issuedBefore: NOW_S });
  expect(revocations.isRevoked(actor({ tokenId: 'token-2' }))).toBe(true);
  expect(revocations.isRevoked(actor({ id: 'bob' }))).toBe(false);
  expect(revocations.isRevoked(actor({ tenant: 'globex' }))).toBe(false);
});

test('all tokens of a tenant', () => {
  const revocations = createRevocations(at(NOW_S));
  revocations.add({ tenant: 'acme', issuedBefore: NOW_S });
  expect(revocations.isRevoked(actor({ id: 'bob' }))).toBe(true);
  expect(revocations.isRevoked(actor({ tenant: 'globex' }))).toBe(false);
});

test('not what was issued at or after that instant', () => {
  const revocations = createRevocations(at(NOW_S));
  revocations.add({ tenant: 'acme', sub: 'alice', issuedBefore: NOW_S });
  expect(revocations.isRevoked(actor({ issuedAt: NOW_S }))).toBe(false);
});

test('an earlier revocation does not undo a later one', () => {
  const revocations = createRevocations(at(NOW_S));
  revocations.add({ tenant: 'acme', sub: 'alice', issuedBefore: NOW_S });
  revocations.add({ tenant: 'acme', sub: 'alice', issuedBefore: NOW_S - 100 });
  expect(revocations.isRevoked(actor())).toBe(true);
});

test('what has expired anyway makes room first', () => {
  let now = NOW_S;
  const revocations = createRevocations(() => now * 1000, 2);
  revocations.add({ tenant: 'acme', jti: 'a', issuedBefore: NOW_S });
  revocations.add({ tenant: 'acme', jti: 'b', issuedBefore: NOW_S });
  now += MAX_TOKEN_AGE_S + 120;
  revocations.add({ tenant: 'acme', jti: 'c', issuedBefore: now });
  expect(revocations.size).toBe(1);
});

test('over the bound nothing is forgotten: the whole tenant is revoked', () => {
  const revocations = createRevocations(at(NOW_S), 1);
  revocations.add({ tenant: 'acme', jti: 'a', issuedBefore: NOW_S });
  revocations.add({ tenant: 'acme', jti: 'b', issuedBefore: NOW_S });
  expect(revocations.isRevoked(actor({ tokenId: 'b' }))).toBe(true);
  expect(revocations.isRevoked(actor({ tokenId: 'innocent' }))).toBe(true);
});
