import {
  type ASTNode,
  type ConstDirectiveNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type SelectionNode,
} from 'graphql';
import { assert } from 'platform/kernel/assert';
import type { SupergraphState } from '../../supergraph/state.ts';
import { type DirectiveNames, directiveNames, type Requirement, requirementsIn } from './requirements.ts';

/** What a supergraph asks of the caller, by coordinate: `Type` to see an object, `Type.field` to select a field. */
export interface AccessRules {
  /** All of them must be fulfilled. Equal requirements are the same object. */
  requirementsOf(coordinate: string): readonly Requirement[];
}

const NONE: readonly Requirement[] = [];
const JOIN_IDENTITY = 'https://specs.apollo.dev/join';

/**
 * Compiles the rules. A field asks what is written on it and on the type it returns; with `@requires` also what
 * its inputs ask, through any number of steps, because its value is made of theirs. (Composition by Apollo checks
 * that; a supergraph from elsewhere may not.) Throws when a rule cannot be read.
 */
export function compileAccessRules(state: SupergraphState): AccessRules {
  const compiler = createCompiler(state);
  const rules = new Map<string, readonly Requirement[]>();
  for (const type of Object.values(state.supergraphSchema.getTypeMap())) {
    add(rules, type.name, compiler.ofType(type));
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields()))
      add(rules, `${type.name}.${field.name}`, compiler.ofField(type, field));
  }
  return { requirementsOf: (coordinate) => rules.get(coordinate) ?? NONE };
}

function add(
  rules: Map<string, readonly Requirement[]>,
  coordinate: string,
  found: ReadonlySet<Requirement>,
): void {
  if (found.size > 0) rules.set(coordinate, [...found]);
}

function createCompiler(state: SupergraphState) {
  const schema = state.supergraphSchema;
  const names = directiveNames(state);
  const joinField = state.supergraph.schema.coreFeatures
    ?.getByIdentity(JOIN_IDENTITY)
    ?.directiveNameInSchema('field');
  const intern = createInterner();
  const compiled = new Map<string, ReadonlySet<Requirement>>();

  const ofType = (type: GraphQLNamedType): ReadonlySet<Requirement> =>
    new Set(intern(requirementsOn(type, names)));

  function ofField(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
  ): ReadonlySet<Requirement> {
    const coordinate = `${parent.name}.${field.name}`;
    const known = compiled.get(coordinate);
    if (known) return known;
    const found = new Set([...intern(requirementsOn(field, names)), ...ofType(getNamedType(field.type))]);
    // Registered before its inputs are read, so that inputs that require each other come to an end.
    compiled.set(coordinate, found);
    for (const join of joinsOf(field, joinField)) {
      for (const requirement of ofInputs(parent, join)) found.add(requirement);
      if (join.arguments?.length === 0)
        for (const requirement of ofInterfaceObject(parent, field)) found.add(requirement);
    }
    return found;
  }

  function ofInputs(parent: GraphQLCompositeType, join: ConstDirectiveNode): Iterable<Requirement> {
    const requires = join.arguments?.find(({ name }) => name.value === 'requires')?.value;
    if (requires?.kind !== Kind.STRING) return NONE;
    const [definition] = parse(`{ ${requires.value} }`, { noLocation: true }).definitions;
    assert(definition?.kind === Kind.OPERATION_DEFINITION, 'a field set is a selection set');
    return ofSelections(parent, definition.selectionSet.selections);
  }

  function* ofSelections(
    parent: GraphQLCompositeType,
    selections: readonly SelectionNode[],
  ): Iterable<Requirement> {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) yield* ofInput(parent, selection);
      if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
      const type = selection.typeCondition
        ? compositeType(schema, selection.typeCondition.name.value)
        : parent;
      yield* ofType(type);
      yield* ofSelections(type, selection.selectionSet.selections);
    }
  }

  /** What one input asks, on every type it may be read from. */
  function* ofInput(parent: GraphQLCompositeType, input: FieldNode): Iterable<Requirement> {
    for (const type of [parent, ...(isAbstractType(parent) ? schema.getPossibleTypes(parent) : [])]) {
      const field = isUnionType(type) ? undefined : type.getFields()[input.name.value];
      if (!field) continue;
      yield* ofType(type);
      yield* ofField(type, field);
      const returned = getNamedType(field.type);
      if (input.selectionSet && isCompositeType(returned))
        yield* ofSelections(returned, input.selectionSet.selections);
    }
  }

  /** `@join__field` without arguments: the value comes through an interface object, with its requirements. */
  function* ofInterfaceObject(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
  ): Iterable<Requirement> {
    if (!isObjectType(parent)) return;
    for (const face of parent.getInterfaces()) {
      const source = face.getFields()[field.name];
      if (source) yield* intern(requirementsOn(source, names));
    }
  }

  return { ofType, ofField };
}

interface Documented {
  readonly astNode?: (ASTNode & { readonly directives?: readonly ConstDirectiveNode[] }) | null | undefined;
  readonly extensionASTNodes?: readonly (ASTNode & { readonly directives?: readonly ConstDirectiveNode[] })[];
}

const directivesOn = (element: Documented): readonly ConstDirectiveNode[] =>
  [element.astNode, ...(element.extensionASTNodes ?? [])].flatMap((node) => node?.directives ?? []);

const requirementsOn = (element: Documented, names: DirectiveNames): readonly Requirement[] =>
  requirementsIn(directivesOn(element), names);

const joinsOf = (field: Documented, joinField: string | undefined): readonly ConstDirectiveNode[] =>
  directivesOn(field).filter(({ name }) => name.value === joinField);

function compositeType(schema: GraphQLSchema, name: string): GraphQLCompositeType {
  const type = schema.getType(name);
  assert(isCompositeType(type), `${name} has fields`);
  return type;
}

/** Makes equal requirements one object, so that each is judged once. */
function createInterner(): (requirements: readonly Requirement[]) => readonly Requirement[] {
  const known = new Map<string, Requirement>();
  return (requirements) =>
    requirements.map((requirement) => {
      const key = JSON.stringify(requirement);
      const same = known.get(key) ?? requirement;
      known.set(key, same);
      return same;
    });
}
