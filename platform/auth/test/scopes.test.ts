import { expect, test } from '@jest/globals';
import { parseTenantId } from '../../kernel/ids.ts';
import { isVerified, verified } from '../actor.ts';
import { requireScope } from '../scopes.ts';
import { bearerToken } from '../token-verifier.ts';

const actor = verified({
  id: 'alice',
  tenantId: parseTenantId('acme')!,
  scopes: new Set(['ledger:read']),
  kind: 'user',
});

test('a scope that the actor has is enough', () => {
  expect(() => requireScope(actor, 'ledger:read')).not.toThrow();
});

test('a scope that the actor has not is FORBIDDEN and named', () => {
  expect(() => requireScope(actor, 'ledger:write')).toThrow(
    expect.objectContaining({ code: 'FORBIDDEN', message: 'The scope "ledger:write" is needed.' }),
  );
});

test('a copy of a proven actor proves nothing', () => {
  expect(isVerified(actor)).toBe(true);
  expect(isVerified({ ...actor })).toBe(false);
});

test.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['Basic abc', undefined],
  ['Bearer a b', undefined],
  ['abc', undefined],
  [undefined, undefined],
])('the token of %j is %j', (header, token) => {
  expect(bearerToken(header)).toBe(token);
});
