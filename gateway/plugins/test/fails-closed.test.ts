import { beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createFederatedExecutor } from '../../executor/federated.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { actorWith } from '../../test/federation.ts';
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
