import {
  type DefinitionNode,
  type DocumentNode,
  executeSync,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { Json, Variables } from '../run.ts';
import { collectFields, type Selections } from './fields.ts';

/** Answers what an operation asks of the schema itself, into the data under the planned names. */
export type Introspect = (root: Json, variables: Variables) => void;

/** Undefined for an operation that does not ask for the schema. */
export function compileIntrospection(
  operation: OperationDefinitionNode,
  selections: Selections,
  plannedName: (node: FieldNode) => string,
): Introspect | undefined {
  const { schema, fragments } = selections;
  const type = schema.getRootType(operation.operation);
  const fields = type ? [...collectFields(selections, type, [operation.selectionSet]).values()] : [];
  const asked = fields.filter(([{ name }]) => name.value === '__schema' || name.value === '__type');
  if (asked.length === 0) return undefined;
  const document = documentOf(operation, asked.flat(), [...fragments.values()]);
  return (root, variables) => {
    const { data } = executeSync({ schema, document, variableValues: { ...variables } });
    for (const [node] of asked) root[plannedName(node)] = data?.[node.alias?.value ?? node.name.value];
  };
}

/** An operation of the given fields alone. */
function documentOf(
  operation: OperationDefinitionNode,
  selections: readonly FieldNode[],
  fragments: readonly DefinitionNode[],
): DocumentNode {
  const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
  const used = new Set<string>();
  visit(
    {
      kind: Kind.DOCUMENT,
      definitions: [{ ...operation, selectionSet, variableDefinitions: [] }, ...fragments],
    },
    {
      Variable: ({ name }) => void used.add(name.value),
    },
  );
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet, ...(variableDefinitions && { variableDefinitions }) },
      ...fragments,
    ],
  };
}
