import { expect, jest, test } from '@jest/globals';
import { parse } from 'graphql';
import { createKnownDocuments } from '../../http/known-documents.ts';
import { useAuthorisation } from '../../plugins/authorisation.ts';
import { fullTime } from '../../supergraph/pace.ts';
import { loadSupergraph, type SupergraphState } from '../../supergraph/state.ts';
import { actorWith, federation } from '../../test/federation.ts';
import { quiet } from '../../test/quiet.ts';
import type { Execute } from '../execute.ts';
import { compiledOf } from '../operations.ts';
import { createWarmUp } from '../warm-up.ts';

const versions = ['first', 'second'].map((field) =>
  federation({
    one: {
      typeDefs: `type Query { a: String ${field}: String secret: String @requiresScopes(scopes: [["s"]]) }`,
    },
  }),
);

function start(settings: { warmOperations?: number; warmTimeoutMs?: number } = {}) {
  const authorisation = useAuthorisation({ logger: quiet });
  const [current, next] = versions.map(({ supergraphSdl }) => {
    const state = loadSupergraph(supergraphSdl, () => async () => ({}));
    authorisation.onSupergraph(state);
    return state;
  }) as [SupergraphState, SupergraphState];
  const known = createKnownDocuments();
  const authorise = authorisation.wrapExecute;
  const warmUp = createWarmUp({
    known,
    authorise,
    warmOperations: 10,
    warmTimeoutMs: 60_000,
    logger: quiet,
    ...settings,
  });
  const context = { requestId: 'r', headers: {}, actor: actorWith() };
  const ask = (query: string, variables: Record<string, unknown> = {}) =>
    known.find(current, { query, variables }, context, 'POST');
  for (const text of [
    '{ a }',
    '{ first }',
    '{ a secret }',
    'query($with: Boolean!) { a b: a @include(if: $with) }',
  ])
    known.remember(current, text, parse(text));

  /** True when the next supergraph executes it without planning. */
  async function isPlanned(query: string, variables: Record<string, unknown> = {}): Promise<boolean> {
    const request = known.find(next, { query, variables }, context, 'POST');
    if (!request) return false;
    const planning = jest.spyOn(next.planning, 'plan');
    const execute: Execute = async (state, left) => {
      compiledOf(state, left);
      return { data: null };
    };
    await authorise(execute)(next, request);
    const calls = planning.mock.calls.length;
    planning.mockRestore();
    return calls === 0;
  }
  return { ask, isPlanned, warmUp: (pace = fullTime) => warmUp(next, current, pace) };
}

test('what was asked for is planned on the next supergraph before it serves', async () => {
  const { ask, isPlanned, warmUp } = start();
  ask('{ a }');
  await warmUp();
  expect(await isPlanned('{ a }')).toBe(true);
  expect(await isPlanned('{ a secret }')).toBe(false);
});

test('as the authorisation left it over for who asked', async () => {
  const { ask, isPlanned, warmUp } = start();
  ask('{ a secret }');
  await warmUp();
  expect(await isPlanned('{ a secret }')).toBe(true);
});

test('with the conditions that it was asked for with', async () => {
  const query = 'query($with: Boolean!) { a b: a @include(if: $with) }';
  const { ask, isPlanned, warmUp } = start();
  ask(query, { with: true });
  await warmUp();
  expect(await isPlanned(query, { with: true })).toBe(true);
  expect(await isPlanned(query, { with: false })).toBe(false);
});

test('what does not fit the next one is left out', async () => {
  const { ask, isPlanned, warmUp } = start();
  ask('{ first }');
  ask('{ a }');
  await warmUp();
  expect(await isPlanned('{ first }')).toBe(false);
  expect(await isPlanned('{ a }')).toBe(true);
});

test('the hottest, when they are more than are to be planned', async () => {
  const { ask, isPlanned, warmUp } = start({ warmOperations: 1 });
  ask('{ a secret }');
  for (let i = 0; i < 3; i += 1) ask('{ a }');
  await warmUp();
  expect(await isPlanned('{ a }')).toBe(true);
  expect(await isPlanned('{ a secret }')).toBe(false);
});

test('no longer than it may take', async () => {
  const { ask, isPlanned, warmUp } = start({ warmTimeoutMs: 50 });
  for (let i = 0; i < 3; i += 1) ask('{ a }');
  ask('{ a secret }');
  await warmUp(() => new Promise((resolve) => setTimeout(resolve, 60)));
  expect(await isPlanned('{ a secret }')).toBe(false);
});
