import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { readAnswer } from '../../data-source/http/answer.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { federation } from '../../test/federation.ts';
import { quiet } from '../../test/quiet.ts';
import { answerText } from '../answer.ts';
import { createFederatedExecutor } from '../federated.ts';
import { withKnownPaths } from '../known-paths.ts';

const { supergraphSdl } = federation({
  shop: {
    typeDefs: `
      scalar Any
      type Query { crates: [Crate!] any: Any sure: Any! }
      type Crate @key(fields: "id") { id: ID! size: Any }
    `,
  },
  stock: {
    typeDefs: `
      scalar Any
      type Crate @key(fields: "id") { id: ID! size: Any @external left(n: Int): Int @requires(fields: "size") }
    `,
  },
});

/** Executes on subgraphs that answer with these texts, whatever they are asked. */
async function ask(query: string, texts: { readonly shop: string; readonly stock?: string }) {
  const bodies = new Map(Object.entries(texts));
  const state = loadSupergraph(supergraphSdl, ({ name }) => async () => {
    return readAnswer({ status: 200, headers: {}, body: Buffer.from(bodies.get(name) ?? '') }, 1_000_000);
  });
  const execute = withKnownPaths(createFederatedExecutor(quiet));
  const context = { requestId: 'r', headers: {} };
  return JSON.parse(answerText(await execute(state, { document: parse(query), context })));
}

const crates = (errors: unknown) => JSON.stringify({ data: { crates: [{ id: '1' }] }, errors });
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

describe('The path of an error ends where the data do', () => {
  test.each([
    ['an index that is not there', ['crates', 7, 'id'], ['crates']],
    ['a field that was not asked for', ['crates', 0, 'secret'], ['crates', 0]],
    ['a name where an index belongs', ['crates', 'id'], ['crates']],
    ['into a scalar', ['crates', 0, 'id', 'x'], ['crates', 0, 'id']],
    ['a name that all objects know', ['crates', 0, '__proto__', 'x'], ['crates', 0]],
    ['without an end', ['crates', ...Array.from({ length: 9_999 }, () => 0)], ['crates', 0]],
    ['to nowhere', ['nothing'], ['crates']],
    ['no path', 'crates', ['crates']],
  ])('%s', async (_what, path, shown) => {
    const { errors } = await ask('{ crates { id } }', { shop: crates([{ message: 'odd', path }]) });
    expect(errors).toEqual([expect.objectContaining({ message: 'odd' })]);
    expect(errors[0].path).toEqual(shown);
  });

  test('a field that was asked for the sake of another', async () => {
    const shop = JSON.stringify({
      data: { crates: [{ __typename: 'Crate', id: '1', size: null }] },
      errors: [{ message: 'odd', path: ['crates', 0, 'size'] }],
    });
    const { errors } = await ask('{ crates { left } }', {
      shop,
      stock: '{"data":{"_entities":[{"left":1}]}}',
    });
    expect(errors).toMatchObject([{ message: 'odd', path: ['crates', 0] }]);
  });
});

describe('What cannot be said as JSON again is not shown', () => {
  const invalid = (field: string) => ({
    message: `The value of Query.${field} does not fit its type.`,
    path: [field],
  });

  test.each([
    ['a value that is nested too deep', deep],
    ['a number that is too large', '1e999'],
  ])('%s: a null with an error', async (_what, value) => {
    expect(await ask('{ any }', { shop: `{"data":{"any":${value}}}` })).toMatchObject({
      data: { any: null },
      errors: [invalid('any')],
    });
    expect(await ask('{ sure }', { shop: `{"data":{"sure":${value}}}` })).toMatchObject({
      data: null,
      errors: [invalid('sure')],
    });
  });

  test('extensions of an error that are nested too deep: the error without them', async () => {
    const shop = crates([{ message: 'odd', extensions: { deep: '<deep>' } }]).replace('"<deep>"', deep);
    const { errors } = await ask('{ crates { id } }', { shop });
    expect(errors).toMatchObject([{ message: 'odd', extensions: { serviceName: 'shop' } }]);
    expect(errors[0].extensions).not.toHaveProperty('deep');
  });

  test('an input that is nested too deep: the field that requires it is null', async () => {
    const shop = `{"data":{"crates":[{"__typename":"Crate","id":"1","size":${deep}}]}}`;
    const stock = '{"data":{"_entities":[{"left":1}]}}';
    const { data } = await ask('{ crates { id left } }', { shop, stock });
    expect(data).toEqual({ crates: [{ id: '1', left: null }] });
  });
});
