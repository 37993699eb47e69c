/** Plain @apollo/gateway as its documentation starts it: `plain.ts SUPERGRAPH PORT`. Headers are sent on as the others do. */
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { VISITOR } from '../load/request.ts';

const [file = '', port] = process.argv.slice(2);

type Context = { readonly visitor: string };

class ForwardingDataSource extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0]): void {
    request.http?.headers.set(VISITOR, context.visitor ?? '');
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(file, 'utf8'),
  buildService: ({ url }) => new ForwardingDataSource({ url }),
});
await startStandaloneServer(new ApolloServer<Context>({ gateway }), {
  listen: { port: Number(port), host: '127.0.0.1' },
  context: async ({ req }) => ({ visitor: String(req.headers[VISITOR] ?? '') }),
});
