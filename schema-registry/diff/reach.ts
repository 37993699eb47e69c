import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** What an operation can come upon, by the names of types. */
export interface Reach {
  /** Types that an operation can name: of fields and arguments, members, and interfaces, from the root types on. */
  readonly reachable: ReadonlySet<string>;
  /** Types of fields. */
  readonly received: ReadonlySet<string>;
  /** Types of arguments and of the fields of inputs. */
  readonly sent: ReadonlySet<string>;
}

interface Next {
  readonly received: readonly GraphQLNamedType[];
  readonly sent: readonly GraphQLNamedType[];
  readonly beside: readonly GraphQLNamedType[];
}

const typesOf = (elements: readonly Pick<GraphQLArgument, 'type'>[]): GraphQLNamedType[] =>
  elements.map(({ type }) => getNamedType(type));

/** What can be named where the type can. */
function nextOf(type: GraphQLNamedType, schema: GraphQLSchema): Next {
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  if (isInputObjectType(type))
    return { received: [], sent: typesOf(Object.values(type.getFields())), beside: [] };
  if (!isObjectType(type) && !isInterfaceType(type)) return { received: [], sent: [], beside: possible };
  const fields = Object.values(type.getFields());
  return {
    received: fields.map((field) => getNamedType(field.type)),
    sent: fields.flatMap(({ args }) => typesOf(args)),
    beside: [...possible, ...type.getInterfaces()],
  };
}

/** Where nothing is reached from a query, as in a part of a schema, everything is. `isEntity`: others reach it. */
function startsOf(schema: GraphQLSchema, isEntity: (type: string) => boolean): GraphQLNamedType[] {
  const types = Object.values(schema.getTypeMap());
  if (!schema.getQueryType()) return types;
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return [...roots.flatMap((root) => root ?? []), ...types.filter(({ name }) => isEntity(name))];
}

export function reachOf(schema: GraphQLSchema, isEntity: (type: string) => boolean): Reach {
  const ofDirectives = schema.getDirectives().flatMap(({ args }) => typesOf(args));
  const found = new Set([...startsOf(schema, isEntity), ...ofDirectives]);
  const received = new Set<string>();
  const sent = new Set(ofDirectives.map(({ name }) => name));
  for (const type of found) {
    const next = nextOf(type, schema);
    for (const { name } of next.received) received.add(name);
    for (const { name } of next.sent) sent.add(name);
    for (const other of [...next.received, ...next.sent, ...next.beside]) found.add(other);
  }
  return { reachable: new Set([...found].map(({ name }) => name)), received, sent };
}
