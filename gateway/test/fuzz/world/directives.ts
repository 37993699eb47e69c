import {
  type ConstDirectiveNode,
  type FieldNode,
  type GraphQLNamedType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

type Directives = readonly ConstDirectiveNode[];

/** Of a type and its extensions. */
export const directivesOf = (type: GraphQLNamedType): Directives =>
  [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);

export const has = (directives: Directives, name: string): boolean =>
  directives.some((directive) => directive.name.value === name);

/** The arguments of this name, all text, of all directives of this name. */
export function textsOf(directives: Directives, name: string, argument: string): readonly string[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .flatMap(({ arguments: args = [] }) =>
      args.flatMap((arg) =>
        arg.name.value === argument && arg.value.kind === Kind.STRING ? [arg.value.value] : [],
      ),
    );
}

/** The selections of @key, @requires or @provides. */
export const fieldSetsOf = (directives: Directives, name: string): readonly SelectionSetNode[] =>
  textsOf(directives, name, 'fields').map(parseFieldSet);

function parseFieldSet(fields: string): SelectionSetNode {
  const [operation] = parse(`{${fields}}`, { noLocation: true }).definitions;
  return (operation as OperationDefinitionNode).selectionSet;
}

/** The fields of a selection that apply to an object, fragments opened. */
export function fieldsFor(
  { selections }: SelectionSetNode,
  applies: (typeCondition: string) => boolean,
): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = selection.typeCondition?.name.value;
    return !condition || applies(condition) ? fieldsFor(selection.selectionSet, applies) : [];
  });
}
