import type { DocumentNode, ExecutionResult } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { SupergraphState } from '../supergraph/state.ts';

/** A validated operation of a client. */
export interface OperationRequest {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly context: GatewayContext;
  /** Set by the authorisation, on what it has left over. A protected supergraph executes nothing without it. */
  readonly authorised?: true;
}

export type Execute = (state: SupergraphState, request: OperationRequest) => Promise<ExecutionResult>;
