import { secret } from '../bank.ts';
import type { Cases } from '../case.ts';

const score = `${secret('Customer.score')} of ${secret('Customer.income')}`;

export const inputs: Cases = {
  '@requires: what is made of a protected field': {
    query: '{ customer { name score } }',
    caller: ['hr'],
    data: { customer: { name: 'Ann', score: null } },
    refused: ['customer.score'],
  },
  '@requires: what is made of what is made of it': {
    query: '{ customer { limit gift } }',
    caller: [],
    data: { customer: { limit: null, gift: 'umbrella' } },
    refused: ['customer.limit'],
  },
  '@requires: the whole chain, for whoever may': {
    query: '{ customer { limit } }',
    caller: ['hr', 'read'],
    data: { customer: { limit: `${secret('Customer.limit')} by ${score}` } },
  },
  '@requires: a field inside the required object': {
    query: '{ customer { route region } }',
    caller: ['read'],
    data: { customer: { route: null, region: 'near Bern' } },
    refused: ['customer.route'],
  },
  '@requires: the free part of that object is for everybody': {
    query: '{ customer { region address { city } } }',
    data: { customer: { region: 'near Bern', address: { city: 'Bern' } } },
  },
  '@requires: the input itself is refused beside what is free': {
    query: '{ customer { region address { city street } } }',
    data: { customer: { region: 'near Bern', address: { city: 'Bern', street: null } } },
    refused: ['customer.address.street'],
  },
  '@requires: under an alias': {
    query: '{ customer { name: score } }',
    data: { customer: { name: null } },
    refused: ['customer.name'],
  },
  'an interface object: a field of an object': {
    query: '{ customer { memo flag } }',
    caller: ['companies'],
    data: { customer: { memo: null, flag: 'green' } },
    refused: ['customer.memo'],
  },
  'an interface object: a field of the interface': {
    query: '{ parties { memo flag } }',
    caller: ['companies'],
    data: {
      parties: [
        { memo: null, flag: 'green' },
        { memo: null, flag: 'green' },
      ],
    },
    refused: ['parties.@.memo'],
  },
  'an interface object: for whoever may': {
    query: '{ parties { memo } customer { memo } }',
    caller: ['companies', 'compliance'],
    data: {
      parties: [{ memo: secret('Party.memo') }, { memo: secret('Party.memo') }],
      customer: { memo: secret('Party.memo') },
    },
  },
  'a protected key joins subgraphs and is not shown': {
    query: '{ customer { account { label bonus } } }',
    data: { customer: { account: { label: 'current', bonus: 'some' } } },
    keys: ['Account.iban'],
  },
  'a protected key that is asked for as well: it may not be null, so its object is': {
    query: '{ customer { name account { iban bonus } } }',
    data: { customer: { name: 'Ann', account: null } },
    refused: ['customer.account.iban'],
    keys: ['Account.iban'],
  },
  'a protected key under the name of something free': {
    query: '{ customer { account { bonus label: iban } } }',
    data: { customer: { account: null } },
    refused: ['customer.account.label'],
    keys: ['Account.iban'],
  },
};
