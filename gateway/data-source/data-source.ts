import type { IncomingHttpHeaders } from 'node:http';
import type { GatewayContext } from '../context.ts';

/** One operation of a query plan on its way to a subgraph. */
export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly kind: 'query' | 'mutation';
  /** Made when they are asked for: over HTTP nobody does. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The whole request as JSON, made when it is asked for. */
  readonly body: string;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly SubgraphError[] | undefined;
  /** Only where a rule may pass some of them on. */
  readonly headers?: IncomingHttpHeaders | undefined;
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Reaches a subgraph. Rejects when it cannot be reached or does not answer as GraphQL does: with a PlatformError, whose
 * code and message the client gets for each field of the operation, or with anything else, which is
 * SUBGRAPH_UNAVAILABLE to the client. What it gave belongs to the executor, which changes it.
 */
export type Fetch = (operation: SubgraphOperation, context: GatewayContext) => Promise<SubgraphResponse>;
