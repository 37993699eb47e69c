import { beforeEach, describe, expect, test } from '@jest/globals';
import { actorWith } from '../../test/federation.ts';
import { scopesFor } from '../authorisation/requirements.ts';
import { type Asking, createAsker, people, refusedPaths } from './authorisation-fixture.ts';

const ask = createAsker({ policies: { staff: () => true, awake: ({ actor }) => actor?.id === 'alice' } });
const anybody = actorWith();

interface Case extends Asking {
  readonly query: string;
  readonly data: unknown;
  /** Paths with an error. */
  readonly refused?: readonly string[];
  /** Texts that no subgraph may have been asked for. */
  readonly notFetched?: readonly string[];
}

const cases: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  'a field': {
    'without a rule is for everybody': { query: '{ me { name } }', data: { me: { name: 'Ann' } } },
    '@authenticated: null for anonymous': {
      query: '{ me { name email } }',
      data: { me: { name: 'Ann', email: null } },
      refused: ['me.email'],
      notFetched: ['email'],
    },
    '@authenticated: there for anybody with a token': {
      query: '{ me { email } }',
      actor: anybody,
      data: { me: { email: 'ann@x' } },
    },
    'at the root: not executed': {
      query: '{ hello guarded { name } }',
      data: { hello: 'hi', guarded: null },
      refused: ['guarded'],
      notFetched: ['guarded'],
    },
    'alone at the root: nothing is executed': {
      query: '{ guarded { name } }',
      data: { guarded: null },
      refused: ['guarded'],
      notFetched: ['guarded'],
    },
    'alone in its object: the object is there': {
      query: '{ me { email } }',
      data: { me: { email: null } },
      refused: ['me.email'],
      notFetched: ['email'],
    },
    'not null: its object is null': {
      query: '{ me { name ssn } }',
      data: { me: null },
      refused: ['me.ssn'],
      notFetched: ['ssn'],
    },
    'not null in an object that is not null: all is null': {
      query: '{ hello strict { ssn } }',
      data: null,
      refused: ['strict.ssn'],
    },
    'not null in a list: as far up as null may stand': {
      query: '{ me { name friends { ssn } } }',
      data: { me: { name: 'Ann', friends: null } },
      refused: ['me.friends.@.ssn'],
    },
    'in a list: one error, for all elements': {
      query: '{ me { friends { name email } } }',
      data: {
        me: {
          friends: [
            { name: 'Bob', email: null },
            { name: 'Ann', email: null },
          ],
        },
      },
      refused: ['me.friends.@.email'],
    },
  },
  '@requiresScopes (an OR of ANDs)': {
    'no token': { query: '{ me { salary } }', data: { me: { salary: null } }, refused: ['me.salary'] },
    'half of an AND': {
      query: '{ me { salary } }',
      actor: actorWith('hr'),
      data: { me: { salary: null } },
      refused: ['me.salary'],
    },
    'all of an AND': {
      query: '{ me { salary } }',
      actor: actorWith('hr', 'read'),
      data: { me: { salary: 100 } },
    },
    'the other side of the OR': {
      query: '{ me { salary } }',
      actor: actorWith('admin'),
      data: { me: { salary: 100 } },
    },
  },
  '@policy': {
    'a registered predicate that holds, of an AND': {
      query: '{ me { phone } }',
      actor: anybody,
      data: { me: { phone: '1' } },
    },
    'a predicate that does not hold': {
      query: '{ me { phone } }',
      data: { me: { phone: null } },
      refused: ['me.phone'],
    },
  },
  'a type': {
    'an object: fields that return it': {
      query: '{ me { name vault { worth } } }',
      actor: anybody,
      data: { me: { name: 'Ann', vault: null } },
      refused: ['me.vault'],
      notFetched: ['vault'],
    },
    'an object, with its scope': {
      query: '{ me { vault { worth } } }',
      actor: actorWith('vault'),
      data: { me: { vault: { worth: 7 } } },
    },
    'an enum: fields that return it': {
      query: '{ level me { level } }',
      actor: anybody,
      data: { level: null, me: { level: null } },
      refused: ['level', 'me.level'],
      notFetched: ['level'],
    },
    'a scalar: fields and lists that return it': {
      query: '{ codes me { code } }',
      data: { codes: null, me: { code: null } },
      refused: ['codes', 'me.code'],
    },
  },
  'what must not leak': {
    'through an alias': {
      query: '{ me { name: email } }',
      data: { me: { name: null } },
      refused: ['me.name'],
      notFetched: ['email'],
    },
    'through an alias of an allowed name beside it': {
      query: '{ me { x: name y: email } }',
      data: { me: { x: 'Ann', y: null } },
      refused: ['me.y'],
    },
    'through a fragment': {
      query: 'query { me { ...F } } fragment F on User { name ...G } fragment G on User { email }',
      data: { me: { name: 'Ann', email: null } },
      refused: ['me.email'],
      notFetched: ['email'],
    },
    'through a fragment that two places spread': {
      query: 'query { me { ...F best { ...F } } } fragment F on User { email }',
      data: { me: { email: null, best: { email: null } } },
      refused: ['me.email', 'me.best.email'],
    },
    'through an inline fragment without a type': {
      query: '{ me { ... { email } } }',
      data: { me: { email: null } },
      refused: ['me.email'],
    },
    'through an interface that a protected type implements': {
      query: '{ node(id: "v1") { id name } }',
      actor: anybody,
      data: { node: null },
      refused: ['node'],
      notFetched: ['node'],
    },
    'through __typename of such an interface': {
      query: '{ nodes { __typename } }',
      data: { nodes: null },
      refused: ['nodes'],
      notFetched: ['nodes'],
    },
    'through a union: fields of the protected member': {
      query: '{ find { ... on Page { title } ... on Vault { worth } } }',
      data: { find: [{ title: 'open' }, null] },
      refused: ['find.@'],
      notFetched: ['worth'],
    },
    'through __typename of a union': {
      query: '{ find { __typename } first { t: __typename } }',
      data: { find: [{ __typename: 'Page' }, null], first: null },
      refused: ['find.@', 'first'],
    },
    'through a union without asking for the member': {
      query: '{ find { ... on Page { title } } }',
      data: { find: [{ title: 'open' }, null] },
      refused: ['find.@'],
    },
    'through a list of a union that may not hold null': {
      query: '{ findAll { ... on Page { title } } }',
      data: { findAll: null },
      refused: ['findAll.@'],
    },
    'through an interface fragment on a union': {
      query: '{ find { ... on Node { name } ... on Page { title } } }',
      data: { find: [{ title: 'open' }, null] },
      refused: ['find.@'],
      notFetched: ['name'],
    },
    'through @include with a variable': {
      query: 'query ($on: Boolean!) { me { name email @include(if: $on) } }',
      variables: { on: true },
      data: { me: { name: 'Ann', email: null } },
      refused: ['me.email'],
      notFetched: ['email'],
    },
    'through introspection of the value': {
      query: '{ me { __typename email } __type(name: "User") { name } }',
      data: { me: { __typename: 'User', email: null }, __type: { name: 'User' } },
      refused: ['me.email'],
    },
    'through arguments': {
      query: 'query ($of: String) { me { nick(of: $of) } guarded { nick(of: $of) } }',
      variables: { of: 'x' },
      data: { me: { nick: 'x' }, guarded: null },
      refused: ['guarded'],
    },
    'through a mutation: not executed': {
      query: 'mutation { touch rename(name: "Zoe") { name } }',
      actor: anybody,
      data: { touch: 1, rename: null },
      refused: ['rename'],
      notFetched: ['rename'],
    },
    'through another operation of the document': {
      query: 'query A { hello } query B { me { email } }',
      operationName: 'B',
      data: { me: { email: null } },
      refused: ['me.email'],
    },
    'through @requires: what is made of a protected field': {
      query: '{ me { bonus gift } }',
      actor: anybody,
      data: { me: { bonus: null, gift: 5 } },
      refused: ['me.bonus'],
      notFetched: ['salary', 'bonus'],
    },
  },
  'what stays as it was': {
    'a removed field that @skip leaves out: no error': {
      query: 'query ($off: Boolean = true) { me { name email @skip(if: $off) } }',
      data: { me: { name: 'Ann' } },
    },
    'a removed field in a fragment that @include leaves out: no error': {
      query: '{ me { name ... @include(if: false) { email } } }',
      data: { me: { name: 'Ann' } },
    },
    'the order of the fields': {
      query: '{ me { email name __typename id } hello }',
      data: { me: { email: null, name: 'Ann', __typename: 'User', id: 'u1' }, hello: 'hi' },
      refused: ['me.email'],
    },
    'one field selected twice': {
      query: '{ me { best { email } best { name } } }',
      data: { me: { best: { email: null, name: 'Bob' } } },
      refused: ['me.best.email'],
    },
    'an object that is null: no null inside it': {
      query: '{ me { best { best { email } } } }',
      data: { me: { best: { best: null } } },
      refused: ['me.best.best.email'],
    },
    'fields of another subgraph': {
      query: '{ me { email gift } }',
      data: { me: { email: null, gift: 5 } },
      refused: ['me.email'],
    },
    'everything, for whoever may': {
      query:
        '{ me { email salary vault { name } bonus } nodes { __typename name } level first { __typename } }',
      actor: actorWith('vault', 'admin', 'levels'),
      data: {
        me: { email: 'ann@x', salary: 100, vault: { name: 'gold' }, bonus: 200 },
        nodes: [
          { __typename: 'User', name: 'Ann' },
          { __typename: 'Vault', name: 'gold' },
        ],
        level: 'HIGH',
        first: { __typename: 'Vault' },
      },
    },
  },
};

beforeEach(() => {
  people.calls.length = 0;
});

for (const [group, members] of Object.entries(cases)) {
  describe(group, () => {
    for (const [name, { query, data, refused = [], notFetched = [], ...asking }] of Object.entries(members)) {
      test(name, async () => {
        const result = await ask(query, asking);
        expect(JSON.stringify(result.data)).toBe(JSON.stringify(data));
        expect(refusedPaths(result).sort()).toEqual([...refused].sort());
        expect(result.errors?.length ?? 0).toBe(refused.length);
        const fetched = people.calls.map((call) => call.query).join('\n');
        for (const text of notFetched) expect(fetched).not.toMatch(new RegExp(`\\b${text}\\b`));
      });
    }
  });
}

describe('the error says which scopes would do', () => {
  const scopesOf = async (query: string) =>
    ((await ask(query, { actor: anybody })).errors ?? []).map(({ extensions }) => extensions?.scopes);

  test.each([
    ['of a field: all of one of the lists', '{ me { salary } }', [['hr', 'read'], ['admin']]],
    ['of the type that a field returns', '{ me { level } }', [['levels']]],
    ['of a type', '{ me { vault { worth } } }', [['vault']]],
    ['of a field that all types of an interface have', '{ nodes { name } }', [['vault']]],
    ['of a mutation', 'mutation { rename(name: "x") { id } }', [['write']]],
  ])('%s', async (_what, query, scopes) => {
    expect(await scopesOf(query)).toEqual([scopes]);
  });

  test('of several requirements at one place: those that fulfil all', () => {
    const scopes = (...anyOf: string[][]) => ({ kind: 'scopes', anyOf }) as const;
    const several = [scopes(['a', 'b'], ['c']), scopes(['b'], ['d']), { kind: 'authenticated' }] as const;
    expect(scopesFor(several)).toEqual([
      ['a', 'b'],
      ['a', 'b', 'd'],
      ['c', 'b'],
      ['c', 'd'],
    ]);
  });

  test('never more than sixteen lists', () => {
    const many = Array.from(
      { length: 20 },
      (_, n) => ({ kind: 'scopes', anyOf: [[`a${n}`], [`b${n}`]] }) as const,
    );
    expect(scopesFor(many)).toHaveLength(16);
  });

  test('none where it takes something else', async () => {
    const { errors } = await ask('{ me { email } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
  });

  test('none of an object whose type only its data tells', async () => {
    expect(await scopesOf('{ first { __typename } }')).toEqual([undefined]);
  });
});
