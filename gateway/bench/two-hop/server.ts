/** One server of the benchmark two-hop, as a process of its own: `two-hop-server.ts subgraphs|plain|ours|embedded`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import { pino } from 'pino';
import { createMetrics } from 'platform/telemetry/metrics';
import type { LocalSubgraph } from '../../data-source/in-process.ts';
import { startGateway } from '../../gateway.ts';
import { federation } from '../../test/federation.ts';

const [role, subgraphsUrl = 'http://127.0.0.1:1'] = process.argv.slice(2);

const { supergraphSdl, schemas } = federation({
  accounts: {
    url: `${subgraphsUrl}/accounts`,
    typeDefs: 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String }',
    resolvers: { Query: { me: () => ({ id: 'u1', name: 'Ada' }) } },
  },
  reviews: {
    url: `${subgraphsUrl}/reviews`,
    typeDefs: 'type User @key(fields: "id") { id: ID! reviews: [Review] } type Review { id: ID! stars: Int }',
    resolvers: {
      User: {
        __resolveReference: (user: never) => user,
        reviews: () => [1, 2, 3, 4, 5].map((n) => ({ id: `r${n}`, stars: n })),
      } as never,
    },
  },
});

/** A subgraph that does no more than it must: texts are parsed once and not validated. */
function instant(schema: GraphQLSchema): LocalSubgraph {
  const documents = new Map<string, DocumentNode>();
  return {
    async execute({ query, variables }) {
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      return execute({ schema, document, variableValues: variables });
    },
  };
}

const subgraphs = new Map([...schemas].map(([name, schema]) => [name, instant(schema)]));

/** Starts what the role says; resolves with its URL. */
const roles: Readonly<Record<string, () => Promise<string>>> = {
  subgraphs: () =>
    new Promise((resolve) => {
      const server = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk) => {
          body += chunk;
        });
        request.on('end', async () => {
          const result = await subgraphs
            .get(request.url?.slice(1) ?? '')
            ?.execute(JSON.parse(body), undefined);
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
        });
      }).listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    }),
  async plain() {
    process.env.APOLLO_TELEMETRY_DISABLED = 'true';
    const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
    return (await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })).url;
  },
  ours: () => ours(new Map()),
  embedded: () => ours(subgraphs),
};

async function ours(localSubgraphs: ReadonlyMap<string, LocalSubgraph>): Promise<string> {
  const logger = pino({ level: 'warn' });
  const supergraph = { sdl: supergraphSdl };
  const { url } = await startGateway({
    supergraph,
    port: 0,
    localSubgraphs,
    logger,
    metrics: createMetrics(),
  });
  return `${url}/graphql`;
}

const url = await roles[role ?? '']?.();
if (!url) throw new Error(`unknown role ${role}`);
process.send?.(url);
