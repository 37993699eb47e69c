import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMetrics } from 'platform/telemetry/metrics';
import type { Execute } from '../../../executor/execute.ts';
import { federation } from '../../../test/federation.ts';
import { startTestGateway, type TestGateway } from '../../../test/start.ts';
import { useCost } from '../../cost.ts';
import { model, requestOf, state } from './fixture.ts';

const { supergraphSdl, subgraphs } = federation({
  shop: {
    typeDefs: `
      type Query { found: [Found] dear: Priced fails: [Item!] }
      interface Priced { price: Int }
      type Item implements Priced { id: ID price: Int }
      type Rare implements Priced @cost(weight: 25) { id: ID price: Int @cost(weight: 7) }
      union Found = Item | Rare
    `,
    resolvers: {
      Query: {
        found: () => [{ __typename: 'Item' }, { __typename: 'Rare' }, null],
        dear: () => ({ __typename: 'Item', price: 1 }),
        fails: () => [{}, null],
      },
    },
  },
});
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ supergraph: { sdl: supergraphSdl }, localSubgraphs: subgraphs });
});
afterAll(() => gateway.close());

test.each([
  [
    'members of a union, of types that the client did not ask for: 1 + 25 of 10 × 25',
    '{ found { ... on Item { id } } }',
    250,
    26,
  ],
  ['an interface, by the type that came: 1 + 0 of 25 + 7', '{ dear { price } }', 32, 1],
  ['null where none may stand: 0 of 10 × 1', '{ fails { id } }', 10, 0],
])('%s', async (_name, query, requested, actual) => {
  expect((await gateway.ask(query)).body.extensions?.cost).toEqual({ requested, actual });
});

test('when execution throws, what was reserved stays spent', async () => {
  const settled: number[] = [];
  const spend = async () => ({ settle: (actual: number) => void settled.push(actual) });
  const fails: Execute = async () => {
    throw new Error('broken');
  };
  const { wrapExecute } = useCost({ model, spend, expose: true, metrics: createMetrics() });
  await expect(wrapExecute?.(fails)(state, requestOf('{ item { id } }'))).rejects.toThrow('broken');
  expect(settled).toEqual([]);
});
