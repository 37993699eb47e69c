import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAsker, refusedPaths } from '../../plugins/test/authorisation-fixture.ts';
import { actorWith, federation } from '../federation.ts';
import { bank } from './bank.ts';
import { bared } from './bared.ts';
import type { Cases } from './case.ts';
import { type Bank, openBank } from './open-bank.ts';

/** Composition spreads rules to interfaces and demands those of inputs; other composers, and older ones, may not. */
const sdl = bared(
  bank.supergraphSdl,
  'Party',
  'Asset.value',
  'Customer.score',
  'Customer.limit',
  'Customer.route',
  'Customer.memo',
);

const cases: Cases = {
  'an interface: its fields are refused when one of its types is': {
    query: '{ party { id name } }',
    data: { party: null },
    refused: ['party', 'party.id', 'party.name'],
  },
  'an interface: objects of the protected type are null': {
    query: '{ parties { __typename } party { __typename } }',
    data: { parties: null, party: null },
    refused: ['parties.@', 'party'],
  },
  'an interface: a fragment on a free type is allowed': {
    query: '{ found { ... on Party { ... on Customer { name } } } }',
    data: { found: [{}, null, { name: 'Bob' }] },
    refused: ['found.@'],
  },
  'a field of an interface asks what it asks on each type': {
    query: '{ customer { assets { label value } } }',
    data: {
      customer: {
        assets: [
          { label: 'current', value: null },
          { label: 'card', value: null },
        ],
      },
    },
    refused: ['customer.assets.@.value'],
  },
  '@requires: what is made of a protected field': {
    query: '{ customer { name score } }',
    data: { customer: { name: 'Ann', score: null } },
    refused: ['customer.score'],
  },
  '@requires: what is made of what is made of it': {
    query: '{ customer { gift limit } }',
    caller: ['hr'],
    data: { customer: { gift: 'umbrella', limit: null } },
    refused: ['customer.limit'],
  },
  '@requires: a field inside the required object': {
    query: '{ customer { region route } }',
    caller: ['read'],
    data: { customer: { region: 'near Bern', route: null } },
    refused: ['customer.route'],
  },
  'a field that an object has from an interface object': {
    query: '{ customer { flag memo } }',
    data: { customer: { flag: 'green', memo: null } },
    refused: ['customer.memo'],
  },
};

describe('the bank, composed elsewhere', () => {
  let gateway: Bank;
  beforeAll(async () => {
    gateway = await openBank({ supergraphSdl: sdl });
  });
  afterAll(() => gateway.close());

  for (const [name, expected] of Object.entries(cases)) test(name, () => gateway.check(expected));
});

describe('inputs', () => {
  const holders = federation({
    book: {
      typeDefs: `
        type Query { holder: Holder }
        type Holder @key(fields: "id") { id: ID! best: Asset }
        interface Asset { label: String value: String }
        type Account implements Asset { label: String value: String @authenticated }
        type Card implements Asset { label: String value: String }`,
      resolvers: {
        Query: { holder: () => ({ id: '1', best: { __typename: 'Card', label: 'card', value: '7' } }) },
        Holder: { __resolveReference: () => ({ id: '1' }) },
      },
    },
    worth: {
      typeDefs: `
        type Holder @key(fields: "id") {
          id: ID!
          best: Asset @external
          any: String @requires(fields: "best { value }") @authenticated
          account: String @requires(fields: "best { ... on Account { value } }") @authenticated
          card: String @requires(fields: "best { ... on Card { value } }")
          label: String @requires(fields: "best { label }")
        }
        interface Asset { label: String value: String }
        type Account implements Asset { label: String @external value: String @external }
        type Card implements Asset { label: String @external value: String @external }`,
      resolvers: {
        Holder: { any: () => 'hush', account: () => 'hush', card: () => 'free', label: () => 'free' },
      },
    },
  });
  const ask = createAsker(
    {},
    {
      ...holders,
      supergraphSdl: bared(holders.supergraphSdl, 'Holder.any', 'Holder.account', 'Asset.value'),
    },
  );

  test('a field of an interface counts on every type that can stand there', async () => {
    const result = await ask('{ holder { any } }');
    expect(result.data).toEqual({ holder: { any: null } });
    expect(refusedPaths(result)).toEqual(['holder.any']);
  });

  test('a fragment in a field set counts on its type', async () => {
    const result = await ask('{ holder { account card label } }');
    expect(result.data).toEqual({ holder: { account: null, card: 'free', label: 'free' } });
    expect(refusedPaths(result)).toEqual(['holder.account']);
  });

  test('they are no obstacle for whoever may have them', async () => {
    const result = await ask('{ holder { any account card } }', { actor: actorWith() });
    expect(result).toEqual({ data: { holder: { any: 'hush', account: 'hush', card: 'free' } } });
  });
});

describe('an interface object', () => {
  const media = federation({
    books: {
      typeDefs: `
        type Query { book: Book film: Film media: [Media] }
        interface Media @key(fields: "id") { id: ID! seal: String }
        type Book implements Media @key(fields: "id") { id: ID! seal: String @authenticated }
        type Film implements Media @key(fields: "id") { id: ID! seal: String }`,
      resolvers: {
        Query: {
          book: () => ({ id: 'b', seal: 'hush' }),
          film: () => ({ id: 'f', seal: 'open' }),
          media: () => [{ __typename: 'Book', id: 'b', seal: 'hush' }],
        },
      },
    },
    notes: {
      typeDefs: `
        type Media @key(fields: "id") @interfaceObject {
          id: ID!
          seal: String @external
          note: String @authenticated
          sealed: String @requires(fields: "seal") @authenticated
        }`,
      resolvers: { Media: { note: () => 'hush', sealed: () => 'made of it' } },
    },
  });
  const spread = ['Book.sealed', 'Film.sealed', 'Media.sealed', 'Media.seal', 'Book.note', 'Film.note'];
  const ask = createAsker({}, { ...media, supergraphSdl: bared(media.supergraphSdl, ...spread) });

  test('an object asks for its field what the interface object asks', async () => {
    const result = await ask('{ book { id note } }');
    expect(result.data).toEqual({ book: { id: 'b', note: null } });
    expect(refusedPaths(result)).toEqual(['book.note']);
  });

  test('what the interface object makes of an input asks what the input asks on that object', async () => {
    const result = await ask('{ book { sealed } film { sealed } }');
    expect(result.data).toEqual({ book: { sealed: null }, film: { sealed: 'made of it' } });
    expect(refusedPaths(result)).toEqual(['book.sealed']);
  });

  test('on the interface it asks what the input asks on any object', async () => {
    const result = await ask('{ media { id sealed } }');
    expect(result.data).toEqual({ media: [{ id: 'b', sealed: null }] });
    expect(refusedPaths(result)).toEqual(['media.@.sealed']);
  });
});

describe('a context', () => {
  const { supergraphSdl, ...branches } = federation({
    branches: {
      typeDefs: `
        type Query { branch: Branch }
        type Branch @key(fields: "id") @context(name: "branch") { id: ID! vault: String @authenticated teller: Teller }
        type Teller @key(fields: "id") {
          id: ID!
          code(of: String @fromContext(field: "$branch { vault }")): String @authenticated
        }`,
      resolvers: { Query: { branch: () => ({ id: '1', teller: { id: '2' } }) } },
    },
  });
  const sdl = bared(supergraphSdl, 'Teller.code');

  test('an argument that is taken from it asks what the selection asks', async () => {
    const result = await createAsker(
      {},
      { ...branches, supergraphSdl: sdl },
    )('{ branch { teller { id code } } }');
    expect(result.data).toEqual({ branch: { teller: { id: '2', code: null } } });
    expect(refusedPaths(result)).toEqual(['branch.teller.code']);
  });

  test('one that nothing sets keeps the supergraph from serving', () => {
    const unset = sdl.replace('@context(name: "branches__branch")', '');
    expect(() => createAsker({}, { ...branches, supergraphSdl: unset })).toThrow(/Context/);
  });
});

describe('names', () => {
  const asked = '{ customer { phone email } }';
  const ask = (supergraphSdl: string) => createAsker({}, { ...bank, supergraphSdl })(asked);

  test('a link renames its directive', async () => {
    const renamed = bank.supergraphSdl
      .replace('authenticated/v0.1"', 'authenticated/v0.1", as: "login"')
      .replaceAll('@authenticated', '@login');
    expect(refusedPaths(await ask(renamed))).toEqual(['customer.phone', 'customer.email']);
  });

  test('an import renames a directive', async () => {
    const renamed = bank.supergraphSdl
      .replace('policy/v0.1"', 'policy/v0.1", import: [{ name: "@policy", as: "@allowedBy" }]')
      .replaceAll('@policy', '@allowedBy')
      .replace('name: "@allowedBy", as', 'name: "@policy", as');
    expect(refusedPaths(await ask(renamed))).toEqual(['customer.phone', 'customer.email']);
  });
});

describe('what keeps a supergraph from serving', () => {
  const load = (pattern: RegExp | string, replacement: string) => () =>
    createAsker({}, { ...bank, supergraphSdl: bank.supergraphSdl.replace(pattern, replacement) });

  test('rules that cannot be read', () => {
    expect(load('@requiresScopes(scopes: [["write"]])', '@requiresScopes(scopes: 1)')).toThrow();
  });

  test('a security feature that is not known', () => {
    const link = 'schema\n  @link(url: "https://example.com/sealed/v1.0", for: SECURITY)\n';
    expect(load('schema\n', link)).toThrow(/sealed.*unsupported/);
  });
});
