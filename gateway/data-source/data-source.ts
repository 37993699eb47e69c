import type { GraphQLDataSource } from '@apollo/gateway';
import { type DocumentNode, type FieldNode, Kind, parse, type SelectionNode } from 'graphql';
import type { ErrorCode } from 'platform/errors/errors';
import type { GatewayContext } from '../context.ts';

/** One operation of a query plan on its way to a subgraph. */
export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly SubgraphError[] | undefined;
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Reaches a subgraph. Rejects when it cannot be reached or does not answer as GraphQL does. */
export type Fetch = (operation: SubgraphOperation, context: GatewayContext) => Promise<SubgraphResponse>;

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = Awaited<ReturnType<GraphQLDataSource['process']>>;

/**
 * A data source for the executor. When the fetch rejects, each field it was to bring becomes null with an error of
 * `code` that names its path; fields of other subgraphs are not affected. `onFailure` hears the reason.
 */
export function createDataSource(
  fetch: Fetch,
  failure: { readonly code: ErrorCode; readonly message: string },
  onFailure: (error: unknown, context: GatewayContext) => void,
): GraphQLDataSource {
  return {
    async process({ request, context }: ProcessOptions): Promise<ProcessResult> {
      const operation = {
        query: request.query ?? '',
        operationName: request.operationName,
        variables: request.variables ?? {},
      };
      try {
        return (await fetch(operation, context as GatewayContext)) as ProcessResult;
      } catch (error) {
        onFailure(error, context as GatewayContext);
        const { code, message } = failure;
        const errors = fetchedNames(operation.query).map((name) => ({
          message,
          path: [name],
          extensions: { code },
        }));
        return { errors } as unknown as ProcessResult;
      }
    },
  };
}

/** Response names that a fetch brings to the place it is made for: its root fields, or those of its entities. */
function fetchedNames(query: string): readonly string[] {
  const document = parse(query, { noLocation: true });
  const [operation] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const roots = fieldsOf(operation.selectionSet.selections, document);
  const entities = roots.filter(({ name }) => name.value === '_entities');
  const fields =
    entities.length > 0
      ? entities.flatMap((field) => fieldsOf(field.selectionSet?.selections, document))
      : roots;
  return [...new Set(fields.filter(isData).map(({ alias, name }) => alias?.value ?? name.value))];
}

const isData = ({ name }: FieldNode): boolean => !name.value.startsWith('__');

function fieldsOf(selections: readonly SelectionNode[] = [], document: DocumentNode): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet.selections, document);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? fieldsOf(fragment.selectionSet.selections, document)
      : [];
  });
}
