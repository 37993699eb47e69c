import {
  type ArgumentNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  type NamedTypeNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

/**
 * `@requires(fields: "price(currency: EUR)")` asks for a field with arguments. The planner joins such a field with any
 * other selection of the same name at the same place, whatever its arguments: the client's, or another `@requires`. So
 * each of these fields gets a name of its own in the supergraph that is planned on, as a field without arguments.
 */
export interface RequiredArguments {
  /** The supergraph to plan on. */
  readonly sdl: string;
  /** The fields that stand for others, by their names. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** The stand-ins that a subgraph's field, or what stands in for it, requires, at any depth. */
  readonly requiredBy: (subgraph: string, type: string, field: string) => ReadonlySet<string>;
}

export interface StandIn {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

/** The supergraph as it is when no `@requires` asks for a field with arguments. */
export function separateRequiredArguments(sdl: string): RequiredArguments {
  const document = parse(sdl, { noLocation: true });
  const supergraph = readSupergraph(document);
  const standIns = new Map<string, StandIn>();
  const places = new Map<string, Set<string>>();
  const required = new Map<string, ReadonlySet<string>>();
  const definitions = document.definitions.map((definition) =>
    isComposite(definition) ? withStandIns(definition) : definition,
  );
  if (standIns.size === 0) return { sdl, standIns, requiredBy: () => NONE };
  return {
    sdl: print({ ...document, definitions: definitions.map((definition) => declared(definition)) }),
    standIns,
    requiredBy: (subgraph, type, field) =>
      required.get(`${subgraph} ${type}.${standIns.get(field)?.field ?? field}`) ?? NONE,
  };

  /** Replaces fields with arguments in what the fields of a type require. */
  function withStandIns(type: CompositeNode): CompositeNode {
    const fields = type.fields?.map((field) => ({
      ...field,
      directives: field.directives?.map((directive) => replaceIn(directive, type.name.value, field)) ?? [],
    }));
    return { ...type, fields } as CompositeNode;
  }

  function replaceIn(directive: DirectiveNode, type: string, field: FieldDefinitionNode): DirectiveNode {
    const requires = textArgument(directive, 'requires');
    if (directive.name.value !== 'join__field' || requires === undefined) return directive;
    const used = new Set<string>();
    const set = replaceInSet(selectionSetOf(requires), type, used);
    const subgraph = supergraph.subgraphs.get(enumArgument(directive, 'graph') ?? '');
    required.set(`${subgraph} ${type}.${field.name.value}`, used);
    return used.size === 0 ? directive : withText(directive, 'requires', fieldSetText(set));
  }

  function replaceInSet(set: SelectionSetNode, type: string, used: Set<string>): SelectionSetNode {
    return {
      ...set,
      selections: set.selections.map((selection) => replaceInSelection(selection, type, used)),
    };
  }

  function replaceInSelection(selection: SelectionNode, type: string, used: Set<string>): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? type;
      return { ...selection, selectionSet: replaceInSet(selection.selectionSet, condition, used) };
    }
    const definition = supergraph.fieldsOf(type)?.find(({ name }) => name.value === selection.name.value);
    if (!definition) return selection;
    const inner = selection.selectionSet;
    const selectionSet = inner && replaceInSet(inner, namedType(definition.type), used);
    const name = definition.arguments?.length ? standInFor(selection, type) : selection.name.value;
    if (name !== selection.name.value) used.add(name);
    return {
      kind: Kind.FIELD,
      name: { kind: Kind.NAME, value: name },
      ...(selectionSet && { selectionSet }),
    };
  }

  function standInFor({ name: { value: field }, arguments: given = [] }: FieldNode, type: string): string {
    const text = given
      .map((argument) => print(argument))
      .sort()
      .join();
    const known = [...standIns].find(
      ([, standIn]) =>
        standIn.field === field &&
        standIn.arguments
          .map((argument) => print(argument))
          .sort()
          .join() === text,
    );
    const name = known?.[0] ?? `${field}__required_${standIns.size}`;
    standIns.set(name, { field, arguments: given });
    for (const owner of supergraph.selfAndImplementations(type)) {
      const names = places.get(owner) ?? new Set();
      places.set(owner, names.add(name));
    }
    return name;
  }

  /** Declares the stand-ins of a type, each as the field that it stands for. */
  function declared(definition: DefinitionNode): DefinitionNode {
    if (!isComposite(definition)) return definition;
    const added = [...(places.get(definition.name.value) ?? [])].flatMap((name) => {
      const field = definition.fields?.find((known) => known.name.value === standIns.get(name)?.field);
      return field ? [{ ...field, name: { kind: Kind.NAME, value: name }, arguments: [] } as const] : [];
    });
    return { ...definition, fields: [...(definition.fields ?? []), ...added] } as DefinitionNode;
  }
}

const NONE: ReadonlySet<string> = new Set();

type CompositeNode = Extract<
  DefinitionNode,
  { kind: Kind.OBJECT_TYPE_DEFINITION | Kind.INTERFACE_TYPE_DEFINITION }
>;

const isComposite = (node: DefinitionNode): node is CompositeNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

function readSupergraph({ definitions }: DocumentNode) {
  const types = new Map(definitions.filter(isComposite).map((type) => [type.name.value, type]));
  const subgraphs = new Map<string, string>();
  for (const definition of definitions)
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph')
      for (const { name, directives = [] } of definition.values ?? [])
        for (const directive of directives) subgraphs.set(name.value, textArgument(directive, 'name') ?? '');
  return {
    /** Names of subgraphs by their values of the enum join__Graph. */
    subgraphs,
    fieldsOf: (type: string) => types.get(type)?.fields,
    selfAndImplementations: (type: string) => [
      type,
      ...[...types.values()]
        .filter(({ interfaces = [] }) => interfaces.some(({ name }) => name.value === type))
        .map(({ name }) => name.value),
    ],
  };
}

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? (type as NamedTypeNode).name.value : namedType(type.type);

/** The selections of a field set, which is written without its braces. */
export function selectionSetOf(fieldSet: string): SelectionSetNode {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fieldSet}" is no field set`);
  return operation.selectionSet;
}

const fieldSetText = (set: SelectionSetNode): string => print(set).slice(1, -1).replace(/\s+/g, ' ').trim();

const argumentOf = ({ arguments: given = [] }: DirectiveNode, name: string) =>
  given.find((argument) => argument.name.value === name)?.value;

function textArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function enumArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

const withText = (directive: DirectiveNode, name: string, text: string): DirectiveNode => ({
  ...directive,
  arguments: (directive.arguments ?? []).map((argument) =>
    argument.name.value === name ? { ...argument, value: { kind: Kind.STRING, value: text } } : argument,
  ) as NonNullable<DirectiveNode['arguments']>,
});
