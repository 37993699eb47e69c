import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql';
import { badInput, limitExceeded, PlatformError } from '../errors/errors.ts';
import { createBoundedCache } from '../kernel/bounded-cache.ts';
import { isStorableText } from './text.ts';

/** Bounds of a document. */
export const MAX_QUERY_CHARS = 100_000;
export const MAX_QUERY_TOKENS = 10_000;
export const MAX_QUERY_DEPTH = 25;
const MAX_VALIDATION_ERRORS = 10;
const MAX_CACHED_DOCUMENTS = 1_000;

/** The document of a query text, parsed and valid. Throws a PlatformError that says what is wrong. */
export type Documents = (query: string) => DocumentNode;

/** Parses and validates each text once; the MAX_CACHED_DOCUMENTS last used are kept. */
export function createDocuments(schema: GraphQLSchema): Documents {
  const cache = createBoundedCache<string, DocumentNode>(MAX_CACHED_DOCUMENTS);
  return (query) => {
    const known = cache.get(query);
    if (known) return known;
    if (query.length > MAX_QUERY_CHARS) throw limitExceeded('MAX_QUERY_CHARS', MAX_QUERY_CHARS);
    const document = parseQuery(query);
    checkValid(schema, document);
    checkDepth(document);
    checkLiterals(document);
    cache.set(query, document);
    return document;
  };
}

function parseQuery(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: MAX_QUERY_TOKENS });
  } catch (error) {
    const { message, locations } = error as { readonly message: string; readonly locations?: unknown };
    throw new PlatformError('GRAPHQL_PARSE_FAILED', message, { locations });
  }
}

function checkValid(schema: GraphQLSchema, document: DocumentNode): void {
  const errors = validate(schema, document, undefined, { maxErrors: MAX_VALIDATION_ERRORS });
  const [first] = errors;
  if (!first) return;
  const messages = errors.map(({ message }) => message);
  throw new PlatformError('GRAPHQL_VALIDATION_FAILED', messages.join(' '), { locations: first.locations });
}

/** Only for valid documents: a fragment that contains itself would not end. */
function checkDepth(document: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, number>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (depthOf(definition.selectionSet, fragments, known) > MAX_QUERY_DEPTH) {
      throw limitExceeded('MAX_QUERY_DEPTH', MAX_QUERY_DEPTH);
    }
  }
}

function depthOf(
  set: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, number>,
): number {
  const depths = (set?.selections ?? []).map((selection) => {
    if (selection.kind === Kind.FIELD) return 1 + depthOf(selection.selectionSet, fragments, known);
    if (selection.kind === Kind.INLINE_FRAGMENT) return depthOf(selection.selectionSet, fragments, known);
    const name = selection.name.value;
    const depth = known.get(name) ?? depthOf(fragments.get(name)?.selectionSet, fragments, known);
    known.set(name, depth);
    return depth;
  });
  return Math.max(0, ...depths);
}

function checkLiterals(document: DocumentNode): void {
  visit(document, {
    StringValue: ({ value }) => {
      if (!isStorableText(value))
        throw badInput('Text must not have NUL characters or half surrogate pairs.');
    },
  });
}
