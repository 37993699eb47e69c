import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { GatewayConfig } from '../config.ts';
import type { GatewayContext } from '../context.ts';
import { apolloGateway } from '../executor/apollo.ts';
import type { Execute } from '../executor/execute.ts';
import type { GatewayPlugin } from '../plugins/plugin.ts';
import type { CurrentSupergraph } from '../supergraph/current.ts';
import { createDocumentStore } from './document-store.ts';
import { graphiqlPage } from './graphiql.ts';

export interface ApolloServerOptions {
  readonly config: GatewayConfig;
  readonly supergraph: CurrentSupergraph;
  readonly execute: Execute;
  readonly plugins: readonly GatewayPlugin[];
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  readonly logger: Logger;
}

/** Apollo Server over the served supergraph: GraphQL over HTTP, validation, persisted queries; reports to nobody. */
export async function startApolloServer(options: ApolloServerOptions): Promise<ApolloServer<GatewayContext>> {
  const { config, supergraph, execute, plugins, formatError, logger } = options;
  const apollo = new ApolloServer<GatewayContext>({
    gateway: apolloGateway(supergraph, execute),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      config.graphiql ? graphiqlLandingPage : ApolloServerPluginLandingPageDisabled(),
      ...plugins.flatMap((plugin) => plugin.apollo ?? []),
    ],
    formatError,
    logger: logger.child({ part: 'apollo' }, { level: 'warn' }),
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    // Places would keep the whole text and all its tokens, comments too, as long as the document.
    parseOptions: { maxTokens: config.limits.tokens, noLocation: true },
    documentStore: createDocumentStore(),
    stringifyResult: (result) => JSON.stringify(result),
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  return apollo;
}

/** A browser that opens /graphql gets GraphiQL. */
const graphiqlLandingPage: ApolloServerPlugin<GatewayContext> = {
  serverWillStart: async () => ({ renderLandingPage: async () => ({ html: graphiqlPage() }) }),
};

export interface OperationText {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Executes an operation that did not come over HTTP as if it had. Its errors are ready for the client. */
export async function executeText(
  apollo: ApolloServer<GatewayContext>,
  { query, operationName, variables }: OperationText,
  context: GatewayContext,
): Promise<ExecutionResult> {
  const request = { query, ...(operationName && { operationName }), variables: { ...variables } };
  const { body } = await apollo.executeOperation(request, { contextValue: context });
  if (body.kind !== 'single') throw new Error('there is no incremental delivery');
  return body.singleResult as ExecutionResult;
}
