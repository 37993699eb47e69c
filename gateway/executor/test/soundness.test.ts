import type { PlanNode } from '@apollo/query-planner';
import { expect, test } from '@jest/globals';
import { Kind, OperationTypeNode } from 'graphql';
import { loadSupergraph } from '../../supergraph/state.ts';
import { federation } from '../../test/federation.ts';
import { requirementsOf } from '../plan/requirements.ts';
import { assertSound } from '../plan/soundness.ts';
import { composed } from './asked.ts';

const { supergraphSdl } = federation({
  stock: { typeDefs: 'type Query { crate: Crate } type Crate @key(fields: "id") { id: ID! width: Int }' },
  shipping: {
    typeDefs: `type Crate @key(fields: "id") {
      id: ID! width: Int @external
      volume: Int @requires(fields: "width")
    }`,
  },
});
const state = loadSupergraph(supergraphSdl, () => async () => ({ data: {} }));

const fetchOf = (requires: string): PlanNode => ({
  kind: 'Fetch',
  serviceName: 'shipping',
  requires: fieldsOf(requires),
  variableUsages: [],
  operation: `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Crate { volume } }
  }`,
  operationKind: OperationTypeNode.QUERY,
  operationName: undefined,
});

const fieldsOf = (names: string) => names.split(' ').map((name) => ({ kind: Kind.FIELD, name }) as never);

test('A plan by which a field is asked for without what it requires is refused', () => {
  expect(() => assertSound(fetchOf('id width'), requirementsOf(state))).not.toThrow();
  expect(() => assertSound(fetchOf('id'), requirementsOf(state))).toThrow(
    'Crate.volume cannot be given what it requires',
  );
});

test('What is required in turn may be @inaccessible', async () => {
  const ask = composed({
    shop: {
      typeDefs: 'type Query { crate: Crate } type Crate @key(fields: "id") { id: ID! }',
      resolvers: { Query: { crate: () => ({ id: 'c1' }) } },
    },
    pricing: {
      typeDefs: 'type Crate @key(fields: "id") { id: ID! price: Int @inaccessible }',
      resolvers: { Crate: { price: () => 700 } },
    },
    ranking: {
      typeDefs: `type Crate @key(fields: "id") {
        id: ID! price: Int @external
        isDear: Boolean @requires(fields: "price")
      }`,
      resolvers: { Crate: { isDear: ({ price }: { price: number }) => price > 500 } },
    },
    advice: {
      typeDefs: `type Crate @key(fields: "id") {
        id: ID! isDear: Boolean @external
        advice: String @requires(fields: "isDear")
      }`,
      resolvers: { Crate: { advice: ({ isDear }: { isDear: boolean }) => (isDear ? 'wait' : 'buy') } },
    },
  });
  const { data, errors } = await ask('{ crate { advice } }');
  expect([data, errors]).toEqual([{ crate: { advice: 'wait' } }, undefined]);
});
