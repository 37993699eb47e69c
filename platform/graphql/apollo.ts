import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { Actor } from '../auth/actor.ts';
import type { RunningSubgraph } from './subgraph.ts';

/** What a request brings along, beside its body. */
export interface CallContext {
  readonly actor: Actor;
  readonly traceparent?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Lets Apollo Server speak GraphQL over HTTP while the subgraph's own `execute` does the work. */
export const subgraphGateway = (
  subgraph: RunningSubgraph,
): ApolloServerOptionsWithGateway<CallContext>['gateway'] => ({
  load: async () => ({
    executor: async ({ request, context }) => {
      const { actor, traceparent, requestId } = context as CallContext;
      return subgraph.execute(
        {
          query: request.query ?? '',
          operationName: request.operationName,
          variables: request.variables,
          traceparent,
          requestId,
        },
        actor,
      );
    },
  }),
  onSchemaLoadOrUpdate: (tell) => {
    tell({ apiSchema: subgraph.schema, coreSupergraphSdl: '' });
    return () => {};
  },
  stop: async () => {},
});
