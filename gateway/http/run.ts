import type { ApolloServer } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import { type FormatError, toGraphQLError } from '../plugins/errors.ts';
import type { GatewayPlugin } from '../plugins/plugin.ts';
import { executeRequest } from './apollo-server.ts';
import type { GraphQLRequest } from './request.ts';
import type { GraphQLAnswer, Outcome } from './response.ts';

/** Answers one request. `method` is that of HTTP. Never rejects for what is the caller's fault. */
export type Run = (request: GraphQLRequest, context: GatewayContext, method?: string) => Promise<Outcome>;

/** The way of a request through the plugins' `onRequest`, in their order, to its execution. */
export function createRun(
  apollo: ApolloServer<GatewayContext>,
  plugins: readonly GatewayPlugin[],
  formatError: FormatError,
): Run {
  const looks = plugins.flatMap(({ onRequest }) => onRequest ?? []);
  return async (request, context, method) => {
    try {
      const seen = looks.reduce((current, look) => look(current, context), request);
      return await executeRequest(apollo, seen, context, method);
    } catch (error) {
      return { answer: refusalOf(error, formatError) };
    }
  };
}

/** The answer to a request that was not executed. */
export function refusalOf(error: unknown, formatError: FormatError): GraphQLAnswer {
  const { message, extensions } = toGraphQLError(error);
  return { errors: [formatError({ message, extensions }, error)] };
}
