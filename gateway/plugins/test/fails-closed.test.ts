import { beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createFederatedExecutor } from '../../executor/federated.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { actorWith, federation } from '../../test/federation.ts';
import { quiet } from '../../test/quiet.ts';
import { createAsker, people, refusedPaths } from './authorisation-fixture.ts';

const ask = createAsker();
const anybody = actorWith();

beforeEach(() => {
  people.calls.length = 0;
});

describe('fails closed', () => {
  test('a policy that is not registered refuses', async () => {
    const result = await createAsker()('{ me { phone } }', { actor: actorWith('admin') });
    expect(refusedPaths(result)).toEqual(['me.phone']);
  });

  test('a policy named like a property of all objects refuses', async () => {
    const result = await createAsker({ policies: Object.create({ self: () => true }) })('{ me { phone } }');
    expect(refusedPaths(result)).toEqual(['me.phone']);
  });

  test('a policy that throws refuses', async () => {
    const failing = () => {
      throw new Error('down');
    };
    const result = await createAsker({ policies: { self: failing } })('{ me { phone } }');
    expect(refusedPaths(result)).toEqual(['me.phone']);
  });

  test('an alias that poses as __typename is refused', async () => {
    await expect(ask('{ first { ... on Page { __typename: title } } }')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  test('rejectUnauthorised: errors alone, nothing executed', async () => {
    const result = await createAsker({ rejectUnauthorised: true })('{ hello me { email } }');
    expect(result.data).toBeNull();
    expect(refusedPaths(result)).toEqual(['me.email']);
    expect(people.calls).toEqual([]);
  });

  test('equal documents of callers with different rights do not mix', async () => {
    const query = '{ me { email salary } }';
    const answers = [undefined, anybody, actorWith('admin'), undefined].map((actor) => ask(query, { actor }));
    expect((await Promise.all(answers)).map(({ data }) => data?.me)).toEqual([
      { email: null, salary: null },
      { email: 'ann@x', salary: null },
      { email: 'ann@x', salary: 100 },
      { email: null, salary: null },
    ]);
  });

  test('an operation that did not go through the authorisation is not executed', async () => {
    const state = loadSupergraph(people.supergraphSdl, () => ({ process: async () => ({}) }) as never);
    const execute = createFederatedExecutor(quiet);
    const request = { document: parse('{ hello }'), context: { requestId: 'test', headers: {} } };
    await expect(execute(state, request)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});

/** Composition spreads requirements to interfaces and checks those of inputs; other composers may not. */
describe('a supergraph from elsewhere', () => {
  const bare = (pattern: RegExp, replacement: string) => {
    expect(people.supergraphSdl).toMatch(pattern);
    return createAsker({}, { ...people, supergraphSdl: people.supergraphSdl.replace(pattern, replacement) });
  };
  const interfaceRule = /(interface Node[^{]*)@requiresScopes\(scopes: \[\["vault"\]\]\)/;

  test('a field of an interface is allowed only where it is on all types that can stand there', async () => {
    const result = await bare(interfaceRule, '$1')('{ node(id: "v1") { name } }');
    expect(result.data).toEqual({ node: null });
    expect(refusedPaths(result)).toEqual(['node.name', 'node']);
    expect(people.calls.map(({ query }) => query).join()).not.toMatch(/\bname\b/);
  });

  test('a fragment that narrows an interface to an allowed type is allowed', async () => {
    const result = await bare(interfaceRule, '$1')('{ nodes { ... on User { name } } }');
    expect(result.data).toEqual({ nodes: null });
    expect((await bare(interfaceRule, '$1')('{ node { ... on User { name } } }')).data).toEqual({
      node: { name: 'Ann' },
    });
  });

  test('a field made of protected ones asks what they ask', async () => {
    const rule = /(bonus: Int @join__field\([^)]*\)) @requiresScopes\(scopes: [^)]*\)/;
    const result = await bare(rule, '$1')('{ me { bonus } }', { actor: anybody });
    expect(result.data).toEqual({ me: { bonus: null } });
    expect(refusedPaths(result)).toEqual(['me.bonus']);
  });

  test('a field that comes through an interface object asks what it asks there', async () => {
    const media = federation({
      books: {
        typeDefs: `
          type Query { book: Book }
          interface Media @key(fields: "id") { id: ID! }
          type Book implements Media @key(fields: "id") { id: ID! }
        `,
        resolvers: { Query: { book: () => ({ id: '1' }) } },
      },
      notes: {
        typeDefs: 'type Media @key(fields: "id") @interfaceObject { id: ID! note: String @authenticated }',
        resolvers: { Media: { note: () => 'secret', __resolveReference: (media: never) => media } as never },
      },
    });
    const rule = 'note: String @authenticated @join__field\n';
    expect(media.supergraphSdl).toContain(rule);
    const bared = {
      ...media,
      supergraphSdl: media.supergraphSdl.replace(rule, 'note: String @join__field\n'),
    };
    for (const supergraph of [media, bared]) {
      const result = await createAsker({}, supergraph)('{ book { id note } }');
      expect(result.data).toEqual({ book: { id: '1', note: null } });
      expect(refusedPaths(result)).toEqual(['book.note']);
    }
    const allowed = await createAsker({}, media)('{ book { note } }', { actor: anybody });
    expect(allowed.data).toEqual({ book: { note: 'secret' } });
  });

  test('renamed directives are enforced', async () => {
    const sdl = people.supergraphSdl
      .replace('authenticated/v0.1"', 'authenticated/v0.1", as: "login"')
      .replaceAll('@authenticated', '@login');
    const result = await createAsker({}, { ...people, supergraphSdl: sdl })('{ me { email } }');
    expect(refusedPaths(result)).toEqual(['me.email']);
  });

  test('rules that cannot be read keep it from serving', () => {
    const sdl = people.supergraphSdl.replace(
      /@requiresScopes\(scopes: \[\["write"\]\]\)/,
      '@requiresScopes(scopes: 1)',
    );
    expect(() => createAsker({}, { ...people, supergraphSdl: sdl })).toThrow();
  });

  test('a security feature that is not known keeps it from serving', () => {
    const sdl = people.supergraphSdl.replace(
      'schema\n',
      'schema\n  @link(url: "https://example.com/sealed/v1.0", for: SECURITY)\n',
    );
    expect(() => createAsker({}, { ...people, supergraphSdl: sdl })).toThrow(/sealed.*unsupported/);
  });
});
