import { secret } from '../bank.ts';
import type { Cases } from '../case.ts';

export const operations: Cases = {
  'an alias hides nothing': {
    query: '{ customer { name: email } }',
    data: { customer: { name: null } },
    refused: ['customer.name'],
  },
  'aliases of one field are refused each': {
    query: '{ a: customer { x: email y: name } b: customer { z: email } }',
    data: { a: { x: null, y: 'Ann' }, b: { z: null } },
    refused: ['a.x', 'b.z'],
  },
  'the order of the names is that of the operation': {
    query: '{ report customer { email name __typename id } bank }',
    data: {
      report: null,
      customer: { email: null, name: 'Ann', __typename: 'Customer', id: 'c1' },
      bank: 'open',
    },
    refused: ['report', 'customer.email'],
  },
  'an alias named like a protected key has what it stands for': {
    query: '{ customer { account { iban: label bonus } } }',
    data: { customer: { account: { iban: 'current', bonus: 'some' } } },
    keys: ['Account.iban'],
  },
  'an alias named like a protected input has what it stands for': {
    query: '{ customer { income: name score } }',
    data: { customer: { income: 'Ann', score: null } },
    refused: ['customer.score'],
  },
  'an alias named like a key of another type': {
    query: '{ customer { id: name flag gift } }',
    data: { customer: { id: 'Ann', flag: 'green', gift: 'umbrella' } },
  },
  'aliases that mean something to JavaScript': {
    query: '{ constructor: customer { toString: email __proto__: name valueOf: best { __proto__: email } } }',
    data: { constructor: { toString: null, ['__proto__']: 'Ann', valueOf: { ['__proto__']: null } } },
    refused: ['constructor.toString', 'constructor.valueOf.__proto__'],
  },
  'a named fragment': {
    query:
      'query { customer { ...F } } fragment F on Customer { name ...G } fragment G on Customer { email }',
    data: { customer: { name: 'Ann', email: null } },
    refused: ['customer.email'],
  },
  'a fragment in two places': {
    query: 'query { customer { ...F best { ...F } } } fragment F on Customer { email }',
    data: { customer: { email: null, best: { email: null } } },
    refused: ['customer.email', 'customer.best.email'],
  },
  'an inline fragment without a type': {
    query: '{ customer { ... { ... { email } } } }',
    data: { customer: { email: null } },
    refused: ['customer.email'],
  },
  'a field that is selected twice': {
    query: '{ customer { best { email } best { name } } }',
    data: { customer: { best: { email: null, name: 'Bob' } } },
    refused: ['customer.best.email'],
  },
  '@include that leaves it in': {
    query: 'query ($on: Boolean!) { customer { name email @include(if: $on) } }',
    variables: { on: true },
    data: { customer: { name: 'Ann', email: null } },
    refused: ['customer.email'],
  },
  '@skip that leaves it out: nothing was asked for': {
    query: 'query ($off: Boolean = true) { customer { name email @skip(if: $off) } }',
    data: { customer: { name: 'Ann' } },
  },
  '@include on a fragment around it': {
    query: 'query ($on: Boolean!) { customer { name ... @include(if: $on) { email } } }',
    variables: { on: false },
    data: { customer: { name: 'Ann' } },
  },
  '@skip and @include together': {
    query: 'query ($a: Boolean!, $b: Boolean!) { customer { name email @skip(if: $a) @include(if: $b) } }',
    variables: { a: false, b: true },
    data: { customer: { name: 'Ann', email: null } },
    refused: ['customer.email'],
  },
  'a variable of a refused field alone': {
    query: 'query ($of: String) { customer { best { nick(of: $of) } company { owner { nick(of: $of) } } } }',
    variables: { of: 'x' },
    data: { customer: { best: { nick: null }, company: null } },
    refused: ['customer.company'],
  },
  'variables that do not fit are a fault, also when nothing is left to execute': {
    query: 'mutation ($id: ID!) { freeze(id: $id) { name } }',
    data: undefined,
    failed: ['BAD_USER_INPUT '],
  },
  '__typename of what is free': {
    query: '{ __typename customer { __typename email } }',
    data: { __typename: 'Query', customer: { __typename: 'Customer', email: null } },
    refused: ['customer.email'],
  },
  'an alias that poses as __typename': {
    query: '{ found { ... on Page { __typename: title } } }',
    data: undefined,
    failed: ['BAD_REQUEST '],
  },
  'introspection tells the schema, never a value': {
    query: '{ __type(name: "Address") { fields { name } } customer { address { street } } }',
    data: {
      __type: { fields: [{ name: 'city' }, { name: 'street' }] },
      customer: { address: { street: null } },
    },
    refused: ['customer.address.street'],
  },
  'a refused mutation is not executed': {
    query: 'mutation { touch freeze(id: "c1") { name } }',
    caller: [],
    data: { touch: 1, freeze: null },
    refused: ['freeze'],
  },
  'a refused mutation alone': {
    query: 'mutation { freeze(id: "c1") { name } }',
    data: { freeze: null },
    refused: ['freeze'],
  },
  'a mutation shows of its result what the caller may see': {
    query: 'mutation { rename(name: "Zoe") { name email score } }',
    caller: [],
    data: { rename: { name: 'Ann', email: secret('Customer.email'), score: null } },
    refused: ['rename.score'],
  },
  'a mutation whose result turns out to be hidden': {
    query: 'mutation { touch settle { __typename ... on Payment { amount } ... on Declined { reason } } }',
    data: { touch: 1, settle: null },
    refused: ['settle'],
  },
  'a mutation whose data would be null for what is refused: nothing is executed': {
    query: 'mutation { touch openAll { name best { ssn } ssn } }',
    data: null,
    refused: ['openAll.@.best.ssn', 'openAll.@.ssn'],
    isExecuted: false,
  },
  'also where only one type of the result has it': {
    query: 'mutation { open { ... on Customer { ssn } ... on Declined { reason } } }',
    data: null,
    refused: ['open.ssn'],
    isExecuted: false,
  },
  'a mutation of which something is left to show is executed': {
    query:
      'mutation ($no: Boolean!) { open { ... on Declined { reason } } openAll { name best { ssn } ssn @include(if: $no) } }',
    variables: { no: false },
    data: { open: { reason: 'no' }, openAll: [{ name: 'Ann', best: null }] },
    refused: ['openAll.@.best.ssn'],
  },
  'a failure of a free field beside a refused one': {
    query: '{ broken { nick name email } }',
    data: { broken: { nick: null, name: null, email: null } },
    refused: ['broken.email'],
    failed: ['INTERNAL_SERVER_ERROR broken.name', 'NOT_FOUND broken.nick'],
  },
  'a failure of a protected key: neither its name nor its message': {
    query: '{ brokenAccount { bonus } }',
    data: { brokenAccount: null },
    failed: ['INTERNAL_SERVER_ERROR brokenAccount'],
    keys: ['Account.iban'],
  },
};
