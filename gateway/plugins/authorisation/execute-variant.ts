import { type ExecutionResult, GraphQLError } from 'graphql';
import { variableErrors } from 'platform/graphql/variables';
import { dataOf } from '../../executor/answer.ts';
import type { Execute, OperationRequest } from '../../executor/execute.ts';
import { booleanVariables, holds } from '../../operations/conditions.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import type { ProtectedOperation, Variant } from './operation.ts';
import { type Path, shapeData } from './shape.ts';
import { visibleErrors } from './visible-errors.ts';

export interface VariantOptions {
  readonly operation: ProtectedOperation;
  readonly variant: Variant;
  readonly rejectUnauthorised: boolean;
}

/** Executes what is left of an operation, and makes the answer to the original one out of its result. */
export async function executeVariant(
  next: Execute,
  state: SupergraphState,
  request: OperationRequest,
  { operation: { original }, variant, rejectUnauthorised }: VariantOptions,
): Promise<ExecutionResult> {
  const { left, removed, denies } = variant;
  const isTrue = booleanVariables(original, request.variables ?? {});
  const places = removed.filter(({ conditions }) => holds(conditions, isTrue)).map(({ path }) => path);
  if (rejectUnauthorised && places.length > 0) return { errors: unauthorised(places), data: null };

  const result = left
    ? await next(state, { ...request, document: left.document, authorised: true })
    : withoutFetching(state, request, original);
  const { errors = [], ...rest } = result;
  const data = dataOf(result);
  const shaped = data && shapeData(state.schema, original, data, isTrue, denies);
  const hidden = shaped?.hidden ?? [];
  const seen = left ? visibleErrors(state.schema, left.operation, errors, hidden, denies) : errors;
  if (data === undefined) return { ...rest, errors: seen };
  const all = [...seen, ...unauthorised([...places, ...hidden.map(placeOf)])];
  const shown = rejectUnauthorised && hidden.length > 0 ? null : (shaped?.data ?? null);
  return { ...rest, data: shown, ...(all.length > 0 && { errors: all }) };
}

/** Nothing is left: only variables that do not fit could still be at fault. */
function withoutFetching(
  { schema }: SupergraphState,
  { variables = {} }: OperationRequest,
  { variableDefinitions = [] }: ProtectedOperation['original'],
): ExecutionResult {
  const errors = variableErrors(schema, variableDefinitions, variables);
  return errors ? { errors } : { data: {} };
}

/** `@` stands for the elements of a list. */
const placeOf = (path: Path): readonly string[] => path.map((key) => (typeof key === 'number' ? '@' : key));

/** One error per place. */
function unauthorised(places: readonly (readonly string[])[]): readonly GraphQLError[] {
  const distinct = new Map(places.map((path) => [path.join('\n'), path]));
  return [...distinct.values()].map(
    (path) =>
      new GraphQLError('Unauthorized field or type', {
        path,
        extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
      }),
  );
}
