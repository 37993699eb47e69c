import type { DocumentNode, OperationTypeNode } from 'graphql';
import { type Field, isObjectDefinition, rootFieldsOf, rootTypeName, typesOf } from './definitions.ts';
import { importedNames } from './imported-names.ts';

export const AUTHORISATION = ['@authenticated', '@requiresScopes', '@policy'];

/** Root fields that do not say who may ask for them, neither themselves nor by the whole type. */
export function unguardedFields(document: DocumentNode, operation: `${OperationTypeNode}`): Field[] {
  const names = importedNames(document, AUTHORISATION);
  const isGuarded = ({ directives = [] }: { directives?: readonly { name: { value: string } }[] }) =>
    directives.some(({ name }) => names.has(name.value));
  const root = rootTypeName(document, operation);
  const types = typesOf(document).filter(isObjectDefinition);
  if (types.some((node) => node.name.value === root && isGuarded(node))) return [];
  return rootFieldsOf(document, operation).filter(({ field }) => !isGuarded(field));
}
