import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type NameNode,
  type ObjectValueNode,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { hasInterfaceObjects } from './interface-objects.ts';

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
 * every object has. Variables are left as they are, but for one. Where a subgraph knows an interface as an object only, a
 * name has one meaning: of its types together the planner asks for what is asked of single ones.
 */
export function planNames(schema: GraphQLSchema, document: DocumentNode): PlannedDocument {
  const fields = fieldNames(schema);
  const prefix = unusedPrefix(document);
  const ways = hasInterfaceObjects(schema) ? waysOf(document) : undefined;
  const plannedName = (node: FieldNode): string => {
    const { alias, name } = node;
    const response = alias?.value ?? name.value;
    const way = ways?.get(response)?.indexOf(meaningOf(node)) ?? 0;
    if (way > 0) return `${prefix}${way}_${response}`;
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
    clientName: (name) => (name.startsWith(prefix) ? name.slice(prefix.length).replace(/^\d+_/, '') : name),
  };
}

/** What each response name means anywhere in the document. */
function waysOf(document: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, string[]>();
  visit(document, {
    Field(node) {
      const response = node.alias?.value ?? node.name.value;
      const known = ways.get(response) ?? [];
      const meaning = meaningOf(node);
      if (!known.includes(meaning)) known.push(meaning);
      ways.set(response, known);
    },
  });
  return ways;
}

/** A field with its arguments; in whatever order they and their members are, it is the same text. */
const meaningOf = ({ name, arguments: given = [] }: FieldNode): string =>
  `${name.value} ${given.map((argument) => print(visit(argument, { ObjectValue: { leave: inOrder } }))).sort()}`;

const inOrder = (value: ObjectValueNode): ObjectValueNode => ({
  ...value,
  fields: value.fields.toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1)),
});

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
