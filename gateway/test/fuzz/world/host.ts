import {
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';
import type { LocalSubgraph } from '../../../data-source/in-process.ts';
import { rootName } from './definitions.ts';
import { fieldsFor } from './directives.ts';
import { isRef, type Ref, ROOTS } from './ref.ts';
import { checkInputs, findEntity, type Representation } from './representations.ts';
import type { World } from './world.ts';

/** An object on its way through a subgraph's resolvers. */
interface Held {
  readonly ref: Ref;
  /** What the gateway sent, when it asked for the object as an entity. */
  readonly representation?: Representation;
  /** What @provides lets the subgraph answer here although it is @external. */
  readonly provided: readonly SelectionSetNode[];
}

/**
 * A subgraph that answers from the world, and only what it is to be asked for: a field that a right plan never takes
 * from it fails. What @requires asks for it has from the representation alone.
 */
export function hostSubgraph(name: string, schema: GraphQLSchema, world: World): LocalSubgraph {
  const { facts } = world;
  takeOver(schema);

  const entity = (representation: Representation): Held | null => {
    const ref = findEntity(world, name, representation);
    return ref && { ref, representation, provided: [] };
  };

  const fieldResolver: GraphQLFieldResolver<Held | undefined, unknown> = (held, args, _context, info) => {
    const { fieldName, parentType } = info;
    if (fieldName === '_entities') return args.representations.map(settled(entity));
    const type = rootName(schema, parentType);
    const { ref, representation, provided }: Held = held ?? { ref: ROOTS[type as 'Query'], provided: [] };
    const definition = facts.definition(name, type, fieldName);
    const here = provided
      .flatMap((set) => fieldsFor(set, (condition) => facts.isA(ref.type, condition)))
      .filter((field) => field.name.value === fieldName);
    if (!definition.isLive && here.length === 0)
      throw new GraphQLError(`${name} is not to be asked for ${type}.${fieldName}`);
    if (definition.requires && !isProvided(provided, definition.requires))
      checkInputs(world, ref, representation, definition.requires);
    const below = [definition.provides, ...here.map(({ selectionSet }) => selectionSet)].filter(
      (set) => set !== undefined,
    );
    const hold = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(hold);
      return isRef(value) ? { ref: value, provided: below } : value;
    };
    return hold(world.answer(ref, fieldName, args));
  };

  /** An interface object has the name by which it was asked for. */
  const typeResolver = ({ ref, representation }: Held): string =>
    schema.getType(ref.type) ? ref.type : String(representation?.__typename);

  return {
    async execute({ query, operationName, variables }) {
      const document = parse(query);
      const errors = validate(schema, document);
      if (errors.length > 0) return { errors };
      return execute({
        schema,
        document,
        operationName,
        variableValues: variables,
        fieldResolver,
        typeResolver,
      });
    },
  };
}

/** An entity that cannot be found is an error of its own, in its place. */
const settled =
  (find: (representation: Representation) => Held | null) =>
  (representation: Representation): Held | null | Error => {
    try {
      return find(representation);
    } catch (error) {
      return error as Error;
    }
  };

/** Whether @provides lets the subgraph have all of this here. */
const isProvided = (provided: readonly SelectionSetNode[], set: SelectionSetNode): boolean =>
  fieldsFor(set, () => true).every(({ name, selectionSet }) => {
    const here = provided.flatMap((each) => fieldsFor(each, () => true));
    const same = here.filter((field) => field.name.value === name.value);
    const below = same.flatMap((field) => field.selectionSet ?? []);
    return same.length > 0 && (!selectionSet || isProvided(below, selectionSet));
  });

/** The schema's own resolvers would look for `__resolveReference`. */
function takeOver(schema: GraphQLSchema): void {
  const entities = schema.getQueryType()?.getFields()._entities;
  if (entities) delete entities.resolve;
  const entity = schema.getType('_Entity');
  if (entity && 'resolveType' in entity) entity.resolveType = undefined;
}
