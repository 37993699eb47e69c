import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { verified } from 'platform/auth/actor';
import type { TenantId } from 'platform/kernel/ids';
import { viewKey } from '../operation.ts';
import { loadTestSupergraph } from './supergraph.ts';

const { schema } = loadTestSupergraph('ledger.transaction.v1', []);
const TEXT =
  'subscription ($upper: Boolean = true) { transactionPosted { transaction { description(upper: $upper) } } }';

interface View {
  readonly text?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly tenant?: string;
  readonly id?: string;
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
  readonly token?: { readonly tokenId?: string; readonly issuedAt?: number; readonly expiresAt?: number };
}

function keyOf({
  text = TEXT,
  variables = {},
  tenant = 'acme',
  id = 'alice',
  scopes = [],
  roles = [],
  token = {},
}: View): string {
  const who = { id, tenantId: tenant as TenantId, scopes: new Set(scopes), roles: new Set(roles) };
  const context = { actor: verified({ ...who, ...token, kind: 'user' }), requestId: 'req-1', headers: {} };
  return viewKey(schema, { document: parse(text), variables, context });
}

test.each<[string, View]>([
  ['tenant', { tenant: 'globex' }],
  ['actor', { id: 'bob' }],
  ['scopes', { scopes: ['ledger:read'] }],
  ['roles, which a policy may ask for', { roles: ['auditor'] }],
  ['token, which a policy may ask for', { token: { tokenId: 'jti-2' } }],
  ['time of the token', { token: { issuedAt: 2 } }],
  ['end of the token', { token: { expiresAt: 2 } }],
  ['selection', { text: 'subscription { transactionPosted { cursor } }' }],
  ['variables', { variables: { upper: false } }],
  ['null, which is not the default', { variables: { upper: null } }],
  ['defaults of variables', { text: TEXT.replace('true', 'false') }],
])('another view: other %s', (_what, other) => {
  expect(keyOf(other)).not.toBe(keyOf({}));
});

test('the same view: other arguments that only choose events', () => {
  const text = 'subscription ($ledgerId: ID) { transactionPosted(ledgerId: $ledgerId) { cursor } }';
  const one = keyOf({ text, variables: { ledgerId: 'ldg_1' } });
  expect(keyOf({ text, variables: { ledgerId: 'ldg_2' } })).toBe(one);
});
