import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { loadSupergraph, type SupergraphState } from '../../supergraph/state.ts';
import { federation } from '../../test/federation.ts';
import { quiet } from '../../test/quiet.ts';
import { createFederatedExecutor } from '../federated.ts';

test('an operation without a plan is refused, and planned no second time', async () => {
  let plans = 0;
  const { supergraphSdl } = federation({ one: { typeDefs: 'type Query { a: Int }' } });
  const plan = () => {
    plans += 1;
    throw new Error('an edge is missing');
  };
  const loaded = loadSupergraph(supergraphSdl, () => async () => ({}));
  const state: SupergraphState = { ...loaded, planning: { ...loaded.planning, plan } };
  const request = { document: parse('{ a }'), context: { requestId: 'r', headers: {} } };
  for (let time = 0; time < 3; time += 1) {
    await expect(createFederatedExecutor(quiet)(state, request)).rejects.toMatchObject({
      code: 'OPERATION_UNRESOLVABLE',
      message: 'There is no way to answer this operation.',
    });
  }
  expect(plans).toBe(1);
});
