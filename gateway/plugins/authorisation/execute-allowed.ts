import type { ExecutionResult, GraphQLError } from 'graphql';
import { variableErrors } from 'platform/graphql/variables';
import { dataOf } from '../../executor/answer.ts';
import type { Execute, OperationRequest } from '../../executor/execute.ts';
import { booleanVariables, holds } from '../../operations/conditions.ts';
import type { InlinedOperation } from '../../operations/inline-fragments.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import type { Denies, RemovedPosition } from './filter.ts';
import { type ProtectedOperation, unauthorised } from './operation.ts';
import type { Requirement } from './requirements.ts';
import { type Path, shapeData } from './shape.ts';
import { visibleErrors } from './visible-errors.ts';

/** How a caller stands to the rules. */
export interface Standing {
  readonly denies: Denies;
  /** Of the operation's requirements. */
  readonly lacking: readonly Requirement[];
  readonly rejectUnauthorised: boolean;
}

/** Executes of an operation what the caller may have, and makes the answer to the whole of it. */
export async function executeAllowed(
  next: Execute,
  state: SupergraphState,
  request: OperationRequest,
  operation: ProtectedOperation,
  standing: Standing,
): Promise<ExecutionResult> {
  if (standing.lacking.length > 0) return executeLeft(next, state, request, operation, standing);
  const result = await next(state, { ...request, authorised: true });
  // Nothing that was selected is lacking, but keys that were fetched along may be.
  const { errors } = result;
  return errors
    ? { ...result, errors: visibleErrors(state.schema, operation.original, errors, [], standing.denies) }
    : result;
}

async function executeLeft(
  next: Execute,
  state: SupergraphState,
  request: OperationRequest,
  operation: ProtectedOperation,
  { denies, lacking, rejectUnauthorised }: Standing,
): Promise<ExecutionResult> {
  const { original } = operation;
  const { left, removed } = operation.without(lacking);
  const isTrue = booleanVariables(original, request.variables ?? {});
  const empty = removed.filter(({ conditions }) => holds(conditions, isTrue));
  const refused = empty.map(({ error }) => error);
  const isRejected = rejectUnauthorised ? empty.length > 0 : changesUnseen(original, empty);
  if (isRejected) return { errors: onePerPlace(refused), data: null };

  const result = left
    ? await next(state, { ...request, document: left.document, authorised: true })
    : withoutFetching(state, request, original);
  const { errors = [], ...rest } = result;
  const data = dataOf(result);
  const shaped = data && shapeData(state.schema, original, data, isTrue, denies);
  const hidden = shaped?.hidden ?? [];
  const seen = left ? visibleErrors(state.schema, left.operation, errors, hidden, denies) : errors;
  if (data === undefined) return { ...rest, errors: seen };
  const all = [...seen, ...onePerPlace(refused, hidden)];
  const shown = rejectUnauthorised && hidden.length > 0 ? null : (shaped?.data ?? null);
  return { ...rest, data: shown, ...(all.length > 0 && { errors: all }) };
}

/** Whoever is answered `data: null` believes that nothing was changed, and does it again. */
const changesUnseen = ({ operation }: InlinedOperation, empty: readonly RemovedPosition[]): boolean =>
  operation === 'mutation' && empty.some(({ isVital }) => isVital);

/** Nothing is left: only variables that do not fit could still be at fault. */
function withoutFetching(
  { schema }: SupergraphState,
  { variables = {} }: OperationRequest,
  { variableDefinitions = [] }: InlinedOperation,
): ExecutionResult {
  const errors = variableErrors(schema, variableDefinitions, variables);
  return errors ? { errors } : { data: {} };
}

/** Also of hidden objects, `@` standing for the elements of a list. */
function onePerPlace(
  refused: readonly GraphQLError[],
  hidden: readonly Path[] = [],
): readonly GraphQLError[] {
  const errors = new Map(refused.map((error) => [error.path?.join('\n'), error]));
  for (const path of hidden) {
    const place = path.map((key) => (typeof key === 'number' ? '@' : key));
    const key = place.join('\n');
    errors.set(key, errors.get(key) ?? unauthorised(place));
  }
  return [...errors.values()];
}
