import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type NameNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** A document as it is planned. */
export interface PlannedDocument {
  readonly document: DocumentNode;
  /** The response name of a field of the client's document in the planned one. */
  readonly plannedName: (node: FieldNode) => string;
  /** A response name or variable of the planned document in the client's. */
  readonly clientName: (planned: string) => string;
}

/**
 * Renames the aliases that would be in the planner's way. To join subgraphs it selects fields beside the client's
 * (keys, what `@requires` asks for) by their own names, and takes `{ id: name }` for the key `id`: the entity would be
 * asked for by the wrong value. So no alias may be the name of a field. Nor may one be the name of a property that
 * every object has. Variables are left as they are, but for one.
 */
export function planNames(schema: GraphQLSchema, document: DocumentNode): PlannedDocument {
  const fields = fieldNames(schema);
  const prefix = unusedPrefix(document);
  const plannedName = ({ alias, name }: FieldNode): string => {
    const response = alias?.value ?? name.value;
    const isOwn = response === name.value;
    const collides =
      response in Object.prototype || (!isOwn && (fields.has(response) || response.startsWith('__')));
    return collides ? prefix + response : response;
  };
  const planned = visit(document, {
    Field(node) {
      const value = plannedName(node);
      if (value === (node.alias?.value ?? node.name.value)) return undefined;
      return { ...node, alias: named(value) };
    },
    Variable: ({ name, ...node }) =>
      RESERVED.test(name.value) ? { ...node, name: named(prefix + name.value) } : undefined,
    SelectionSet: (node, _key, parent) => (isEmptied(node, parent) ? SOME_FIELD : undefined),
  });
  return {
    document: planned,
    plannedName,
    clientName: (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name),
  };
}

/** The variables of the planner: what a subgraph is asked for entities by, and with what of their contexts. */
const RESERVED = /^(representations$|contextualArgument_)/;

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });

/** An object of which nothing is left is asked for all the same: it may be null. */
const isEmptied = (
  { selections }: SelectionSetNode,
  parent: ASTNode | readonly ASTNode[] | undefined,
): boolean =>
  selections.length === 0 && !(parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION);

const SOME_FIELD: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: named('__typename') }],
};

const names = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** Every name that a field has anywhere in the schema. */
function fieldNames(schema: GraphQLSchema): ReadonlySet<string> {
  const known = names.get(schema);
  if (known) return known;
  const found = new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      'getFields' in type ? Object.keys(type.getFields()) : [],
    ),
  );
  names.set(schema, found);
  return found;
}

function unusedPrefix(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Name: ({ value }) => void used.add(value) });
  let prefix = '_as_';
  while ([...used].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;
  return prefix;
}
