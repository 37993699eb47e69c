import type { SubgraphCall } from 'platform/graphql/execute';
import { newId } from 'platform/kernel/ids';
import type { Caller, Services } from './use-cases/services.ts';

/** What the resolvers of one request share. */
export interface Context extends Caller {
  readonly services: Services;
  /** The request's variables as they were sent. */
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

export const createContext =
  (services: Services) =>
  ({ actor, request }: SubgraphCall): Context => {
    const { requestId = newId('req'), traceparent } = request;
    return {
      actor,
      cause: {
        actor: actor.id,
        correlationId: requestId,
        causationId: requestId,
        ...(traceparent ? { traceparent } : {}),
      },
      services,
      variables: request.variables,
    };
  };
