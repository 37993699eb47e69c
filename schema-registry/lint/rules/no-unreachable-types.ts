import { type DocumentNode, isTypeDefinitionNode, Kind } from 'graphql';
import {
  isInputDefinition,
  isObjectDefinition,
  isOutputDefinition,
  namedTypeOf,
  rootTypeNames,
  type TypeDefinition,
  typesOf,
} from '../definitions.ts';
import { importedNames } from '../imported-names.ts';
import type { LintRule } from '../rule.ts';

/** Types that a definition leads to. */
function leadsTo(node: TypeDefinition): string[] {
  if (isOutputDefinition(node)) {
    const fields = (node.fields ?? []).flatMap(({ type, arguments: args = [] }) => [
      type,
      ...args.map((arg) => arg.type),
    ]);
    return [...fields.map(namedTypeOf), ...(node.interfaces ?? []).map(({ name }) => name.value)];
  }
  if (isInputDefinition(node)) return (node.fields ?? []).map(({ type }) => namedTypeOf(type));
  if (node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_EXTENSION)
    return (node.types ?? []).map(({ name }) => name.value);
  return [];
}

/** What other subgraphs can reach, whatever this one does: entities, shared types, extensions; and directives' arguments. */
function startsOf(document: DocumentNode): string[] {
  const names = importedNames(document, ['@key', '@shareable', '@interfaceObject']);
  const reachable = typesOf(document).filter(
    (node) => !isTypeDefinitionNode(node) || node.directives?.some(({ name }) => names.has(name.value)),
  );
  const directives = document.definitions.filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION);
  return [
    ...rootTypeNames(document),
    ...reachable.map(({ name }) => name.value),
    ...directives.flatMap(({ arguments: args = [] }) => args.map(({ type }) => namedTypeOf(type))),
  ];
}

function reachableFrom(document: DocumentNode): ReadonlySet<string> {
  const types = typesOf(document);
  const reached = new Set(startsOf(document));
  for (const name of reached) {
    const definitions = types.filter((node) => node.name.value === name);
    const implementers = types.filter(
      (node) => isObjectDefinition(node) && node.interfaces?.some((type) => type.name.value === name),
    );
    for (const next of [...definitions.flatMap(leadsTo), ...implementers.map((node) => node.name.value)])
      reached.add(next);
  }
  return reached;
}

/** Every type can be reached from a root type or an entity. Scalars may stand ready for others to use. */
export const noUnreachableTypes: LintRule = {
  name: 'no-unreachable-types',
  severity: 'warning',
  why: 'A type that nothing leads to cannot be used, and has to be kept all the same.',
  fix: 'remove it, or use it',
  check: ({ document }) => {
    const reached = reachableFrom(document);
    return document.definitions
      .filter(isTypeDefinitionNode)
      .filter(({ kind, name }) => kind !== Kind.SCALAR_TYPE_DEFINITION && !reached.has(name.value))
      .map(({ name }) => ({ coordinate: name.value, message: 'nothing leads to this type', node: name }));
  },
};
