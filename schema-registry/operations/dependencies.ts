import {
  type ASTNode,
  type DocumentNode,
  type FragmentSpreadNode,
  type GraphQLSchema,
  getNamedType,
  Kind,
  TypeInfo,
  type TypeNode,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What one node of an operation depends on, by schema coordinates. */
export interface Dependencies {
  /** What the node itself names, and what it is of. */
  readonly own: readonly string[];
  /** How the coordinates of what must be sent with it begin: `Query.book(`. */
  readonly parts: readonly string[];
  /** What the nodes around it depend on, nearest first. */
  readonly around: readonly string[];
}

type Named = Pick<Dependencies, 'own' | 'parts'>;

const names = (...types: readonly ({ readonly name: string } | null | undefined)[]): string[] =>
  types.flatMap((type) => (type ? [type.name] : []));

const namedType = (info: TypeInfo) => getNamedType(info.getInputType() ?? info.getType() ?? undefined);

/** Where the argument stands: on a field, or on a directive. */
function argumentCoordinate(info: TypeInfo): string {
  const directive = info.getDirective();
  const argument = info.getArgument()?.name;
  return directive
    ? `@${directive.name}(${argument}:)`
    : `${info.getParentType()?.name}.${info.getFieldDef()?.name}(${argument}:)`;
}

/** What the node names in the schema that `info` stands in. */
function namedBy(node: ASTNode, info: TypeInfo): Named {
  const type = names(namedType(info));
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return { own: type, parts: [] };
    case Kind.FIELD: {
      const field = `${info.getParentType()?.name}.${node.name.value}`;
      return { own: [field, ...type], parts: [`${field}(`] };
    }
    case Kind.ARGUMENT:
      return { own: [argumentCoordinate(info), ...type], parts: [] };
    case Kind.DIRECTIVE:
      return { own: [`@${node.name.value}`], parts: [`@${node.name.value}(`] };
    case Kind.INLINE_FRAGMENT:
    case Kind.FRAGMENT_DEFINITION:
      return { own: [...type, ...names(info.getParentType())], parts: [] };
    case Kind.NAMED_TYPE:
      return { own: [node.name.value], parts: [] };
    case Kind.OBJECT:
      return { own: type, parts: type.map((name) => `${name}.`) };
    case Kind.OBJECT_FIELD:
      return {
        own: [`${getNamedType(info.getParentInputType() ?? undefined)?.name}.${node.name.value}`],
        parts: [],
      };
    case Kind.ENUM:
      return { own: [...type.map((name) => `${name}.${node.value}`), ...type], parts: [] };
    default:
      return { own: [], parts: [] };
  }
}

const conditionsIn = ({ definitions }: DocumentNode): ReadonlyMap<string, string> =>
  new Map(
    definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.typeCondition.name.value]] : [],
    ),
  );

/** A spread names the type of its fragment, and the type that it is spread on. */
function spread(
  { name }: FragmentSpreadNode,
  conditions: ReadonlyMap<string, string>,
  info: TypeInfo,
): Named {
  const condition = conditions.get(name.value);
  return { own: [...(condition ? [condition] : []), ...names(namedType(info))], parts: [] };
}

/** A variable depends on the places where it is used: those that its type must fit. */
function withUses(found: Map<ASTNode, Dependencies>, document: DocumentNode): void {
  const uses = Map.groupBy(found, ([node]) => (node.kind === Kind.VARIABLE ? node.name.value : undefined));
  const enter = (definition: VariableDefinitionNode): false => {
    const places = uses.get(definition.variable.name.value)?.flatMap(([, { around }]) => around) ?? [];
    for (const node of [definition, namedTypeIn(definition.type)]) {
      const known = found.get(node);
      if (known) found.set(node, { ...known, around: [...places, ...known.around] });
    }
    return false;
  };
  visit(document, { VariableDefinition: { enter } });
}

const namedTypeIn = (type: TypeNode): TypeNode =>
  type.kind === Kind.NAMED_TYPE ? type : namedTypeIn(type.type);

/** What each node of a document depends on in the API that it was written for. */
export function dependenciesOf(
  api: GraphQLSchema,
  document: DocumentNode,
): ReadonlyMap<ASTNode, Dependencies> {
  const found = new Map<ASTNode, Dependencies>();
  const around: (readonly string[])[] = [];
  const info = new TypeInfo(api);
  const conditions = conditionsIn(document);
  const enter = (node: ASTNode): void => {
    const named = node.kind === Kind.FRAGMENT_SPREAD ? spread(node, conditions, info) : namedBy(node, info);
    found.set(node, { ...named, around: around.toReversed().flat() });
    around.push(named.own);
  };
  const leave = (): void => {
    around.pop();
  };
  visit(document, visitWithTypeInfo(info, { enter, leave }));
  withUses(found, document);
  return found;
}
