import type { ApolloServer } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import { type FormatError, toGraphQLError } from '../plugins/errors.ts';
import type { Admission, GatewayPlugin } from '../plugins/plugin.ts';
import { executeRequest } from './apollo-server.ts';
import type { GraphQLRequest } from './request.ts';
import type { GraphQLAnswer, Outcome } from './response.ts';

/** Answers one request. `method` is that of HTTP. Never rejects for what is the caller's fault. */
export type Run = (request: GraphQLRequest, context: GatewayContext, method?: string) => Promise<Outcome>;

/** All plugins' `onRequest` in their order, as one. */
export function admission(plugins: readonly GatewayPlugin[]): Admission {
  const looks = plugins.flatMap(({ onRequest }) => onRequest ?? []);
  return (request, context) => looks.reduce((current, look) => look(current, context), request);
}

/** The way of a request through its admission to its execution. */
export function createRun(
  apollo: ApolloServer<GatewayContext>,
  admit: Admission,
  formatError: FormatError,
): Run {
  return async (request, context, method) => {
    try {
      return await executeRequest(apollo, admit(request, context), context, method);
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
