import { expect, test } from '@jest/globals';
import { parseMoneyInput, parsePositiveMoney } from '../money.ts';
import { alice, notesSubgraph } from './notes.ts';

const { execute } = notesSubgraph();
const WRITE = `mutation($price: MoneyInput) { writeNote(input: { text: "x", price: $price, idempotencyKey: "k" }) {
  __typename
  ... on WriteNoteSuccess { note { price { amount minor currency } } }
  ... on Error { message code path } } }`;

const write = async (amount: string, currency: string): Promise<unknown> => {
  const { data } = await execute({ query: WRITE, variables: { price: { amount, currency } } }, alice);
  return (data as { writeNote: unknown }).writeNote;
};

test('money has major units, minor units and currency', async () => {
  expect(await write('12.3', 'EUR')).toEqual({
    __typename: 'WriteNoteSuccess',
    note: { price: { amount: '12.30', minor: '1230', currency: 'EUR' } },
  });
});

test.each([
  ['12.345', 'EUR', 'EUR has 2 decimals.'],
  ['1.5', 'JPY', 'JPY has 0 decimals.'],
  ['1', 'XXX', 'The currency is not a code of ISO 4217.'],
  ['1e3', 'EUR', 'The amount must be a decimal number such as "12.34".'],
  ['', 'EUR', 'The amount must be a decimal number such as "12.34".'],
  ['0', 'EUR', 'The amount must be greater than zero.'],
  ['-1', 'EUR', 'The amount must be greater than zero.'],
  [`1${'0'.repeat(29)}`, 'EUR', 'The amount is out of range.'],
])('%s %s is the refusal InvalidAmount: %s', async (amount, currency, message) => {
  expect(await write(amount, currency)).toEqual({
    __typename: 'InvalidAmount',
    message,
    code: 'INVALID_AMOUNT',
    path: ['input', 'price'],
  });
});

test('zero and negative amounts can be asked for', () => {
  expect(parseMoneyInput({ amount: '-1.00', currency: 'EUR' }, [])).toMatchObject({
    ok: true,
    value: { minor: -100n },
  });
  expect(parsePositiveMoney({ amount: '-1.00', currency: 'EUR' }, [])).toMatchObject({ ok: false });
});
