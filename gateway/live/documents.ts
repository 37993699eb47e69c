import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { PlatformError } from 'platform/errors/errors';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import { toGraphQLError, withCode } from './errors.ts';
import { refuseConditionalRoot } from './operation.ts';

/** Texts of subscriptions that are kept per schema: equal texts share document, authorised variants and plans. */
const MAX_DOCUMENTS = 1_000;

/** A longer one is served, but not kept for others. */
const MAX_CACHED_CHARS = 10_000;

const documents = new WeakMap<GraphQLSchema, BoundedCache<string, DocumentNode>>();

export interface ParsedOperation {
  readonly kind: OperationTypeNode;
  readonly document: DocumentNode;
}

/**
 * Reads an operation whose text is within the limits. A subscription is also validated; whoever executes queries and
 * mutations does it for them.
 * Throws GraphQLError, or PlatformError.
 */
export function parseOperation(
  schema: GraphQLSchema,
  query: string,
  operationName: string | undefined,
): ParsedOperation {
  const cache = cacheOf(schema);
  const known = cache.get(query);
  const document = known ?? parseText(query);
  const operation = getOperationAST(document, operationName);
  if (!operation)
    throw toGraphQLError(new PlatformError('OPERATION_RESOLUTION_FAILURE', 'There is no such operation.'));
  if (operation.operation === OperationTypeNode.SUBSCRIPTION && !known) {
    refuseInvalid(schema, document);
    refuseConditionalRoot(document, operation);
    if (query.length <= MAX_CACHED_CHARS) cache.set(query, document);
  }
  return { kind: operation.operation, document };
}

function cacheOf(schema: GraphQLSchema): BoundedCache<string, DocumentNode> {
  const cache = documents.get(schema) ?? createBoundedCache(MAX_DOCUMENTS);
  documents.set(schema, cache);
  return cache;
}

function parseText(query: string): DocumentNode {
  try {
    // Places would keep the whole text and every token of it, comments too, as long as the document.
    return parse(query, { noLocation: true });
  } catch (error) {
    throw error instanceof GraphQLError ? withCode('GRAPHQL_PARSE_FAILED', error) : error;
  }
}

/** Throws the first fault of a document, with GRAPHQL_VALIDATION_FAILED. */
export function refuseInvalid(schema: GraphQLSchema, document: DocumentNode): void {
  const [error] = validate(schema, document, undefined, { maxErrors: 1, hideSuggestions: true });
  if (error) throw withCode('GRAPHQL_VALIDATION_FAILED', error);
}
