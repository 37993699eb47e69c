import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import { present } from 'platform/kernel/assert';
import type { LocalSubgraph } from '../../data-source/in-process.ts';
import type { TestFederation } from '../federation.ts';
import { quiet } from '../quiet.ts';
import type { Case } from './suite.ts';

export interface StockGateway {
  answer(operation: Case): Promise<{ data?: unknown; errors?: readonly GraphQLFormattedError[] }>;
  stop(): Promise<void>;
}

/** Plain @apollo/gateway on a supergraph, its subgraphs in this process. */
export async function startStock({ supergraphSdl, subgraphs }: TestFederation): Promise<StockGateway> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: quiet,
    buildService: ({ name }) => dataSource(present(subgraphs.get(name), `${name} is a subgraph`)),
  });
  const server = new ApolloServer({
    gateway,
    logger: quiet,
    introspection: true,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });
  await server.start();
  return {
    async answer({ query, variables = {} }) {
      const { body } = await server.executeOperation({ query, variables });
      if (body.kind !== 'single') throw new Error('there is no incremental delivery');
      return JSON.parse(JSON.stringify(body.singleResult));
    },
    stop: () => server.stop(),
  };
}

const dataSource = (subgraph: LocalSubgraph): GraphQLDataSource => ({
  async process({ request: { query = '', operationName, variables = {} } }) {
    const sent = JSON.parse(JSON.stringify({ query, operationName, variables }));
    return JSON.parse(JSON.stringify(await subgraph.execute(sent, undefined)));
  },
});
