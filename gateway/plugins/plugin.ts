import type { FastifyInstance } from 'fastify';
import type { GatewayContext } from '../context.ts';
import type { Execute } from '../executor/execute.ts';
import type { GraphQLRequest } from '../http/request.ts';
import type { SupergraphState } from '../supergraph/state.ts';

/**
 * Looks at a request before its text is read: puts the document in the place of its id, or another request in the place
 * of this one; refuses it by throwing. The same for all transports.
 */
export type Admission = (request: GraphQLRequest, context: GatewayContext) => GraphQLRequest;

/** A feature of the gateway. Each is made by a `useX(options)` in a file of its own. */
export interface GatewayPlugin {
  readonly name: string;
  /** Called with each supergraph before it serves. What it throws keeps that supergraph from serving. */
  readonly onSupergraph?: (state: SupergraphState) => void;
  /** Looks at each request before its text is read, the first plugin first. */
  readonly onRequest?: Admission;
  /** Stands around the execution of each operation, the first plugin outermost. */
  readonly wrapExecute?: (next: Execute) => Execute;
  /** Adds hooks to the HTTP server before its routes are declared. */
  readonly onServer?: (server: FastifyInstance) => void;
  /** Called when the gateway stops, after the last request. */
  readonly close?: () => void | Promise<void>;
}
