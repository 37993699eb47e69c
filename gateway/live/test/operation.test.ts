import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { viewKey } from '../operation.ts';
import { loadTestSupergraph } from './supergraph.ts';

const { schema } = loadTestSupergraph('ledger.transaction.v1', []);
const TEXT =
  'subscription ($upper: Boolean = true) { transactionPosted { transaction { description(upper: $upper) } } }';

interface View {
  readonly text?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const keyOf = ({ text = TEXT, variables = {} }: View): string =>
  viewKey(schema, { document: parse(text), variables, context: { requestId: 'req-1', headers: {} } });

test.each<[string, View]>([
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
