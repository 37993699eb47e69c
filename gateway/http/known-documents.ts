import { type DocumentNode, getOperationAST, OperationTypeNode } from 'graphql';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import type { GatewayContext } from '../context.ts';
import type { OperationRequest } from '../executor/execute.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { GraphQLRequest } from './request.ts';

/**
 * Characters of all texts together, the last used. What is made of a document (its plan, its cost, its authorised forms)
 * lives as long as it does, and takes some 250 bytes for each character of its text.
 */
export const MAX_TEXT_CHARS = 1_000_000;

/** Texts that were found valid, per supergraph: a request with one of them is executed without another look. */
export interface KnownDocuments {
  /** Remembers each text that gets as far as being executed. */
  readonly remember: (state: SupergraphState, text: string | undefined, document: DocumentNode) => void;
  /** What a request asks for; undefined when that takes a closer look, which may be to say what is wrong with it. */
  readonly find: (
    state: SupergraphState,
    request: GraphQLRequest,
    context: GatewayContext,
    method: string | undefined,
  ) => OperationRequest | undefined;
}

export function createKnownDocuments(): KnownDocuments {
  const documents = new WeakMap<SupergraphState, BoundedCache<string, DocumentNode>>();
  return {
    remember(state, text, document) {
      if (text === undefined) return;
      const known = documents.get(state) ?? createBoundedCache(MAX_TEXT_CHARS, (key) => key.length);
      documents.set(state, known);
      known.set(text, document);
    },
    find(state, { query, operationName, variables }, context, method) {
      if (query === undefined) return undefined;
      const document = documents.get(state)?.get(query);
      const operation = document && getOperationAST(document, operationName);
      const isPlain =
        operation?.operation === OperationTypeNode.QUERY ||
        (operation?.operation === OperationTypeNode.MUTATION && method !== 'GET');
      return document && isPlain ? { document, operationName, variables, context } : undefined;
    },
  };
}
