import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind } from 'graphql';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import { type InlinedOperation, inlineFragments } from '../../operations/inline-fragments.ts';
import { selectedOperation } from '../../operations/selected-operation.ts';
import type { AccessRules } from './access-rules.ts';
import { type Denies, filterOperation, type RemovedPosition } from './filter.ts';
import { type Requirement, scopesFor } from './requirements.ts';

/** An operation on a protected supergraph, and what it asks of its caller. */
export interface ProtectedOperation {
  readonly original: InlinedOperation;
  readonly requirements: readonly Requirement[];
  /** What its requirements name. */
  readonly policies: readonly string[];
  /** What becomes of it for a caller who lacks some of its requirements: made once for each combination. */
  without(lacking: readonly Requirement[]): Variant;
}

export interface Variant {
  /** To be executed instead of the original; undefined when nothing is left. */
  readonly left: { readonly operation: InlinedOperation; readonly document: DocumentNode } | undefined;
  readonly removed: readonly RemovedPlace[];
}

/** A place that is left empty, and its error: one for all requests, since making one takes longer than all the rest. */
export interface RemovedPlace extends RemovedPosition {
  readonly error: GraphQLError;
}

/** Combinations of lacking requirements that are kept per operation. */
const MAX_VARIANTS = 64;

/** The error of an empty place; `@` in its path stands for the elements of a list. */
export function unauthorised(path: readonly string[], lacking: readonly Requirement[] = []): GraphQLError {
  const scopes = scopesFor(lacking);
  const extensions = { code: 'UNAUTHORIZED_FIELD_OR_TYPE', ...(scopes && { scopes }) };
  return new GraphQLError('Unauthorized field or type', { path, extensions });
}

/** Reads a validated operation of any kind. Throws BAD_REQUEST or LIMIT_EXCEEDED for one that cannot be filtered. */
export function protectedOperation(
  schema: GraphQLSchema,
  rules: AccessRules,
  document: DocumentNode,
  operationName: string | undefined,
): ProtectedOperation {
  const original = inlineFragments(document, selectedOperation(document, operationName));
  const found = new Set<Requirement>();
  filterOperation(schema, original, (coordinate) => {
    for (const requirement of rules.requirementsOf(coordinate)) found.add(requirement);
    return false;
  });
  const requirements = [...found];
  const named = requirements.flatMap((each) => (each.kind === 'policies' ? each.anyOf.flat() : []));
  const variants: BoundedCache<string, Variant> = createBoundedCache(MAX_VARIANTS);
  return {
    original,
    requirements,
    policies: [...new Set(named)],
    without(lacking) {
      const key = lacking.map((requirement) => requirements.indexOf(requirement)).join();
      const variant = variants.get(key) ?? createVariant(schema, rules, original, new Set(lacking));
      variants.set(key, variant);
      return variant;
    },
  };
}

function createVariant(
  schema: GraphQLSchema,
  rules: AccessRules,
  original: InlinedOperation,
  lacking: ReadonlySet<Requirement>,
): Variant {
  const denies: Denies = (coordinate) => rules.requirementsOf(coordinate).some((each) => lacking.has(each));
  const { operation, removed: positions } = filterOperation(schema, original, denies);
  const removed = positions.map((position) => {
    const asked = position.coordinates.flatMap(rules.requirementsOf);
    return {
      ...position,
      error: unauthorised(
        position.path,
        asked.filter((each) => lacking.has(each)),
      ),
    };
  });
  if (!operation) return { left: undefined, removed };
  return {
    left: { operation, document: { kind: Kind.DOCUMENT, definitions: [operation] } },
    removed,
  };
}
