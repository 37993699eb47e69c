import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import type { GatewayConfig } from '../config.ts';
import type { GatewayContext } from '../context.ts';
import { apolloGateway } from '../executor/apollo.ts';
import type { Execute } from '../executor/execute.ts';
import type { FormatError } from '../plugins/errors.ts';
import type { CurrentSupergraph } from '../supergraph/current.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { GraphQLRequest } from './request.ts';
import type { Outcome } from './response.ts';

export interface ApolloServerOptions {
  readonly config: GatewayConfig;
  readonly supergraph: CurrentSupergraph;
  readonly execute: Execute;
  readonly known: KnownDocuments;
  readonly formatError: FormatError;
  readonly logger: Logger;
}

/** Apollo Server over the served supergraph: parses and validates; reports to nobody. HTTP is ours. */
export async function startApolloServer(options: ApolloServerOptions): Promise<ApolloServer<GatewayContext>> {
  const { config, supergraph, execute, known, formatError, logger } = options;
  const apollo = new ApolloServer<GatewayContext>({
    gateway: apolloGateway(supergraph, execute, known.remember),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
    formatError,
    logger: logger.child({ part: 'apollo' }, { level: 'warn' }),
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    // Places would keep the whole text and all its tokens, comments too, as long as the document.
    parseOptions: { maxTokens: config.limits.tokens, noLocation: true },
    // We remember documents ourselves (known-documents.ts).
    documentStore: null,
    persistedQueries: false,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  return apollo;
}

const METHOD_NOT_ALLOWED = 405;

/**
 * Parses, validates and executes a request. Its errors are ready for the client. `method` is that of HTTP, by which
 * a mutation is refused; absent for other transports.
 */
export async function executeRequest(
  apollo: ApolloServer<GatewayContext>,
  { query, operationName, variables }: GraphQLRequest,
  context: GatewayContext,
  method?: string,
): Promise<Outcome> {
  const request = {
    ...(query !== undefined && { query }),
    ...(operationName && { operationName }),
    variables: { ...variables },
    ...(method && { http: { method, headers: new HeaderMap(), search: '', body: undefined } }),
  };
  const { body, http } = await apollo.executeOperation(request, { contextValue: context });
  if (body.kind !== 'single') throw new Error('there is no incremental delivery');
  // Its other statuses are guesses: ours go by the code.
  const head = http.status === METHOD_NOT_ALLOWED ? http : undefined;
  return { answer: body.singleResult, head };
}
