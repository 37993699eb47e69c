import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { federation } from '../../test/federation.ts';
import { startTestGateway, type TestGateway } from '../../test/start.ts';

const { supergraphSdl, subgraphs } = federation({
  shop: { typeDefs: 'type Query { hello: String } type Mutation { add(n: Int!): Int }' },
});

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ supergraph: { sdl: supergraphSdl }, localSubgraphs: subgraphs });
});
afterAll(() => gateway.close());

const url = () => `${gateway.url}/graphql`;

describe('the audits of graphql-http', () => {
  for (const { id, name, fn } of serverAudits({ url }))
    test(`${id} ${name}`, async () => {
      expect(await fn()).toMatchObject({ status: 'ok' });
    });
});
