import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { directivesOf, fieldSetsOf, has, textsOf } from './directives.ts';

/** A field as one subgraph declares it. */
export interface Definition {
  readonly subgraph: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** The subgraph answers it whoever asks: it is neither @external nor overridden by another subgraph. */
  readonly isLive: boolean;
  readonly requires: SelectionSetNode | undefined;
  readonly provides: SelectionSetNode | undefined;
}

/** By the type's name in the subgraph (a root's: Query or Mutation), then by the field's. */
export type Definitions = ReadonlyMap<string, ReadonlyMap<string, Definition>>;

/** All that the subgraphs declare, by subgraph. */
export function definitionsOf(schemas: ReadonlyMap<string, GraphQLSchema>): ReadonlyMap<string, Definitions> {
  const taken = takenFields(schemas);
  return new Map(
    [...schemas].map(([subgraph, schema]) => {
      const isTaken = (type: string, field: string) => taken.has(`${subgraph} ${type}.${field}`);
      const types = ownTypes(schema).map((type) => {
        const name = rootName(schema, type);
        return [name, fieldDefinitions(subgraph, type, (field) => isTaken(name, field))] as const;
      });
      return [subgraph, new Map(types)];
    }),
  );
}

function fieldDefinitions(
  subgraph: string,
  type: GraphQLObjectType,
  isTaken: (field: string) => boolean,
): ReadonlyMap<string, Definition> {
  const keyFields = topFields(fieldSetsOf(directivesOf(type), 'key'));
  return new Map(
    ownFields(type).map((field) => {
      const directives = field.astNode?.directives ?? [];
      // Federation 1 marks the keys of an extended type @external: they are answered all the same.
      const isExternal = has(directives, 'external') && !keyFields.has(field.name);
      const [requires] = fieldSetsOf(directives, 'requires');
      const [provides] = fieldSetsOf(directives, 'provides');
      const isLive = !isExternal && !isTaken(field.name);
      return [field.name, { subgraph, field, isLive, requires, provides }];
    }),
  );
}

/** Fields that another subgraph overrides, as `subgraph Type.field`. With a label both of them answer. */
function takenFields(schemas: ReadonlyMap<string, GraphQLSchema>): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const schema of schemas.values())
    for (const type of ownTypes(schema))
      for (const { name, astNode } of ownFields(type)) {
        const directives = astNode?.directives ?? [];
        if (textsOf(directives, 'override', 'label').length > 0) continue;
        for (const from of textsOf(directives, 'override', 'from'))
          taken.add(`${from} ${rootName(schema, type)}.${name}`);
      }
  return taken;
}

/** The API's name of a root type, which a subgraph may call as it likes. */
export function rootName(schema: GraphQLSchema, type: { readonly name: string }): string {
  if (type.name === schema.getQueryType()?.name) return 'Query';
  return type.name === schema.getMutationType()?.name ? 'Mutation' : type.name;
}

const isOwn = ({ name }: { readonly name: string }): boolean => !name.startsWith('_');

/** Object types without those of introspection and federation. */
const ownTypes = (schema: GraphQLSchema): readonly GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter(isObjectType).filter(isOwn);

const ownFields = (type: GraphQLObjectType) => Object.values(type.getFields()).filter(isOwn);

const topFields = (sets: readonly SelectionSetNode[]): ReadonlySet<string> =>
  new Set(
    sets.flatMap(({ selections }) => selections.map((node) => ('name' in node ? node.name.value : ''))),
  );
