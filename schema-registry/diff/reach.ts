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

type Types = readonly GraphQLNamedType[];

interface Next {
  readonly received: Types;
  readonly sent: Types;
  /** What a fragment may be on where the type stands, though no field may return it. */
  readonly beside: Types;
}

type Beside = ReadonlyMap<string, Types>;

/** Objects and the abstract types that they are in, each by the other's name. */
function besides(schema: GraphQLSchema): Beside {
  const beside = new Map<string, GraphQLNamedType[]>();
  const add = (name: string, type: GraphQLNamedType) => {
    const known = beside.get(name);
    if (known) known.push(type);
    else beside.set(name, [type]);
  };
  for (const scope of Object.values(schema.getTypeMap()).filter(isAbstractType))
    for (const member of schema.getPossibleTypes(scope)) {
      add(member.name, scope);
      add(scope.name, member);
    }
  return beside;
}

const typesOf = (elements: readonly Pick<GraphQLArgument, 'type'>[]): GraphQLNamedType[] =>
  elements.map(({ type }) => getNamedType(type));

/** What can be named where the type can. */
function nextOf(type: GraphQLNamedType, beside: Types = []): Next {
  if (isInputObjectType(type))
    return { received: [], sent: typesOf(Object.values(type.getFields())), beside: [] };
  if (!isObjectType(type) && !isInterfaceType(type)) return { received: [], sent: [], beside };
  const fields = Object.values(type.getFields());
  return {
    received: fields.map((field) => getNamedType(field.type)),
    sent: fields.flatMap(({ args }) => typesOf(args)),
    beside: [...beside, ...type.getInterfaces()],
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
  const beside = besides(schema);
  for (const type of found) {
    const next = nextOf(type, beside.get(type.name));
    for (const { name } of next.received) received.add(name);
    for (const { name } of next.sent) sent.add(name);
    for (const other of [...next.received, ...next.sent, ...next.beside]) found.add(other);
  }
  return { reachable: new Set([...found].map(({ name }) => name)), received, sent };
}
