import { afterAll, beforeAll, test } from '@jest/globals';
import { secret } from './bank.ts';
import type { Cases } from './case.ts';
import { type Bank, openBank } from './open-bank.ts';

/** authorisation.rejectUnauthorised: errors alone. */
const cases: Cases = {
  'one refused field: nothing is executed': {
    query: '{ bank customer { name email } }',
    data: null,
    refused: ['customer.email'],
  },
  'a refused mutation: the others are not executed either': {
    query: 'mutation { touch freeze(id: "c1") { name } }',
    data: null,
    refused: ['freeze'],
  },
  'a refused field that is left out: as if it were not there': {
    query: '{ customer { name email @include(if: false) } }',
    data: { customer: { name: 'Ann' } },
  },
  'an object that turns out to be hidden: nothing is shown': {
    query: '{ bank found { ... on Page { title } } }',
    data: null,
    refused: ['found.@'],
  },
  'a union that turns out to hold nothing hidden': {
    query: '{ customer { assets { label } } }',
    data: { customer: { assets: [{ label: 'current' }, { label: 'card' }] } },
  },
  'all of it, for whoever may': {
    query: '{ customer { name email } }',
    caller: [],
    data: { customer: { name: 'Ann', email: secret('Customer.email') } },
  },
};

let bank: Bank;
beforeAll(async () => {
  bank = await openBank({ rejectUnauthorised: true });
});
afterAll(() => bank.close());

for (const [name, expected] of Object.entries(cases)) test(name, () => bank.check(expected));
