import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { federation } from '../../test/federation.ts';
import { sender } from '../../test/send.ts';
import { startTestGateway, type TestGateway } from '../../test/start.ts';

const shop = federation({
  shop: {
    typeDefs: 'type Query { twice(n: Int!): Int me: String @authenticated }',
    resolvers: { Query: { twice: (_: never, { n }: { n: number }) => 2 * n, me: () => 'alice' } },
  },
});
const options = { supergraph: { sdl: shop.supergraphSdl }, localSubgraphs: shop.subgraphs };
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ...options, config: { limits: { batchSize: 3, depth: 2 } } });
});
afterAll(() => gateway.close());
beforeEach(() => {
  shop.calls.length = 0;
});

const twice = (n: number) => ({ query: `{ twice(n: ${n}) }` });

test('a list of requests is answered by a list in their order', async () => {
  expect(await sender(gateway)([twice(1), twice(2), twice(3)])).toMatchObject({
    status: 200,
    body: [{ data: { twice: 2 } }, { data: { twice: 4 } }, { data: { twice: 6 } }],
  });
});

test('a list of one is one', async () => {
  expect(await sender(gateway)([twice(1)])).toMatchObject({ body: [{ data: { twice: 2 } }] });
});

test('each has its own limits, access rules and errors', async () => {
  const deep = { query: '{ __schema { types { name } } }' };
  expect(await sender(gateway)([deep, { query: '{ me }' }, twice(1)])).toMatchObject({
    status: 200,
    body: [
      { errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'depth' } }] },
      { data: { me: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] },
      { data: { twice: 2 } },
    ],
  });
});

describe('is refused as a whole, and nothing is executed', () => {
  const refused = (status: number, code: string) => ({
    status,
    body: { errors: [{ extensions: { code, requestId: expect.any(String) } }] },
  });

  test('a list over the limit: 413 LIMIT_EXCEEDED', async () => {
    const answer = await sender(gateway)([1, 2, 3, 4].map(twice));
    expect(answer).toMatchObject(refused(413, 'LIMIT_EXCEEDED'));
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({ limit: 'batchSize', maximum: 3 });
    expect(shop.calls).toEqual([]);
  });

  test.each([
    ['an empty list', []],
    ['a list in a list', [[twice(1)]]],
    ['a list with something else in it', [twice(1), 'x']],
  ])('%s: 400 BAD_REQUEST', async (_name, body) => {
    expect(await sender(gateway)(body)).toMatchObject(refused(400, 'BAD_REQUEST'));
    expect(shop.calls).toEqual([]);
  });

  test('a list with a token that does not hold: 401', async () => {
    const send = sender(gateway, { authorization: 'Bearer nonsense' });
    expect(await send([twice(1), twice(2)])).toMatchObject(refused(401, 'UNAUTHENTICATED'));
  });

  test('any list, when lists are not configured', async () => {
    const single = await startTestGateway(options);
    expect(await sender(single)([twice(1)])).toMatchObject(refused(400, 'BAD_REQUEST'));
    await single.close();
  });
});
