import type { PlanNode } from '@apollo/query-planner';
import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { present } from 'platform/kernel/assert';
import { loadSupergraph } from '../../supergraph/state.ts';
import { federation } from '../../test/federation.ts';
import { buildPlan } from '../plan/plan.ts';
import { requirementsOf } from '../plan/requirements.ts';
import { assertSound } from '../plan/soundness.ts';
import { composed } from './asked.ts';

/** `toll` requires `price`, which requires `volume`, which requires `width`: there and back and there again. */
const { supergraphSdl } = federation({
  stock: { typeDefs: 'type Query { crate: Crate } type Crate @key(fields: "id") { id: ID! width: Int }' },
  shipping: {
    typeDefs: `type Crate @key(fields: "id") {
      id: ID! width: Int @external price: Int @external
      volume: Int @requires(fields: "width")
      toll: Int @requires(fields: "price")
    }`,
  },
  pricing: {
    typeDefs: `type Crate @key(fields: "id") {
      id: ID! volume: Int @external
      price: Int @requires(fields: "volume")
    }`,
  },
});
const state = loadSupergraph(supergraphSdl, () => async () => ({ data: {} }));
const document = parse('{ crate { toll } }');

test('A plan by which a field is asked for without what it requires is refused', () => {
  const { node } = state.planning.plan(document, '', []);
  const asked = () => assertSound(present(node, 'something is planned') as PlanNode, requirementsOf(state));
  expect(asked).toThrow('Crate.volume cannot be given what it requires');
});

test('There is none when what is required in turn is planned for too', () => {
  expect(() => buildPlan(state, document, '', [])).not.toThrow();
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
