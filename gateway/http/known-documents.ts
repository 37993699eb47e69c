import { type DocumentNode, getOperationAST, OperationTypeNode } from 'graphql';
import type { Actor } from 'platform/auth/actor';
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
  /** The documents that were asked for most on a supergraph, the first the most. */
  readonly hottest: (state: SupergraphState, count: number) => readonly HotDocument[];
}

/** A document with as much of a request for it as its plan depends on. */
export interface HotDocument {
  readonly text: string;
  readonly operationName: string | undefined;
  /** Those that are true or false: they may decide what is skipped. */
  readonly variables: Readonly<Record<string, boolean>>;
  readonly actor: Actor | undefined;
}

interface KnownDocument {
  readonly text: string;
  readonly document: DocumentNode;
  uses: number;
  asked: HotDocument | undefined;
}

/** Of how many uses one is remembered as an example. */
const EXAMPLE_EVERY = 64;

export function createKnownDocuments(): KnownDocuments {
  const documents = new WeakMap<SupergraphState, BoundedCache<string, KnownDocument>>();
  return {
    remember(state, text, document) {
      if (text === undefined) return;
      const known = documents.get(state) ?? createBoundedCache(MAX_TEXT_CHARS, (key) => key.length);
      documents.set(state, known);
      known.set(text, { text, document, uses: 0, asked: undefined });
    },
    find(state, request, context, method) {
      const { query, operationName, variables } = request;
      const known = query === undefined ? undefined : documents.get(state)?.get(query);
      if (!known) return undefined;
      const { document } = known;
      const operation = getOperationAST(document, operationName);
      const isPlain =
        operation?.operation === OperationTypeNode.QUERY ||
        (operation?.operation === OperationTypeNode.MUTATION && method !== 'GET');
      if (!isPlain) return undefined;
      if (known.uses % EXAMPLE_EVERY === 0) known.asked = exampleOf(known.text, request, context);
      known.uses += 1;
      return { document, operationName, variables, context };
    },
    hottest: (state, count) =>
      [...(documents.get(state)?.values() ?? [])]
        .sort((a, b) => b.uses - a.uses)
        .slice(0, count)
        .flatMap(({ asked }) => asked ?? []),
  };
}

function exampleOf(
  text: string,
  { operationName, variables = {} }: GraphQLRequest,
  { actor }: GatewayContext,
): HotDocument {
  const booleans = Object.entries(variables ?? {}).filter(([, value]) => typeof value === 'boolean');
  return { text, operationName, variables: Object.fromEntries(booleans) as Record<string, boolean>, actor };
}
