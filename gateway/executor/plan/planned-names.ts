import { type DocumentNode, type FieldNode, type GraphQLSchema, Kind, visit } from 'graphql';

/** A document as it is planned. */
export interface PlannedDocument {
  readonly document: DocumentNode;
  /** The response name of a field of the client's document in the planned one. */
  readonly plannedName: (node: FieldNode) => string;
  /** A response name of the planned document in the client's. */
  readonly clientName: (planned: string) => string;
}

/**
 * Renames the aliases that would be in the planner's way. To join subgraphs it selects fields beside the client's
 * (keys, what `@requires` asks for) by their own names, and takes `{ id: name }` for the key `id`: the entity would be
 * asked for by the wrong value. So no alias may be the name of a field. Nor may one be the name of a property that
 * every object has.
 */
export function planNames(schema: GraphQLSchema, document: DocumentNode): PlannedDocument {
  const fields = fieldNames(schema);
  const responseNames = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void responseNames.add(alias?.value ?? name.value) });
  const prefix = unusedPrefix(responseNames);
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
      return { ...node, alias: { kind: Kind.NAME, value } };
    },
  });
  return {
    document: planned,
    plannedName,
    clientName: (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name),
  };
}

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

function unusedPrefix(responseNames: ReadonlySet<string>): string {
  let prefix = '_as_';
  while ([...responseNames].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;
  return prefix;
}
