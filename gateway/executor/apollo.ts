import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { toGraphQLError } from '../plugins/errors.ts';
import type { CurrentSupergraph } from '../supergraph/current.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { Execute } from './execute.ts';

type ApolloGatewayInterface = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];

/**
 * Shows the served supergraph to Apollo Server. A request runs to its end on the supergraph on whose schema it was
 * validated, also when another one has taken its place meanwhile. `onValid` hears of each text that is executed.
 */
export function apolloGateway(
  supergraph: CurrentSupergraph,
  execute: Execute,
  onValid: (state: SupergraphState, text: string | undefined, document: DocumentNode) => void,
): ApolloGatewayInterface {
  const states = new WeakMap<GraphQLSchema, SupergraphState>();
  let stopListening = () => {};
  return {
    onSchemaLoadOrUpdate(callback) {
      const announce = (state: SupergraphState) => {
        states.set(state.schema, state);
        callback({ apiSchema: state.schema, coreSupergraphSdl: state.supergraphSdl });
      };
      announce(supergraph.get());
      stopListening = supergraph.onChange(announce);
      return stopListening;
    },
    load: async () => ({
      executor: async ({ schema, document, operationName, operation, request, context }) => {
        const state = states.get(schema) ?? supergraph.get();
        if (!operation) return { errors: [noSuchOperation(request.operationName)] };
        if (operation.operation === OperationTypeNode.SUBSCRIPTION)
          return { errors: [subscriptionOverHttp()] };
        onValid(state, request.query, document);
        const { variables } = request;
        const named = operationName ?? undefined;
        try {
          return await execute(state, {
            document,
            operationName: named,
            variables,
            context: context as GatewayContext,
          });
        } catch (error) {
          return { errors: [toGraphQLError(error)] };
        }
      },
    }),
    stop: async () => stopListening(),
  };
}

/** Apollo Server leaves it to the executor to say so, and gives it its code. */
const noSuchOperation = (name: string | undefined): GraphQLError =>
  new GraphQLError(
    name ? `There is no operation "${name}".` : 'The operation must be named: there are several.',
  );

const subscriptionOverHttp = (): GraphQLError =>
  new GraphQLError(
    'A subscription needs a stream: WebSocket, or Accept: text/event-stream or multipart/mixed;subscriptionSpec=1.0.',
    {
      extensions: { code: 'BAD_REQUEST' },
    },
  );
