import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import type { Finding } from '../../findings.ts';
import { importedNames } from '../imported-names.ts';
import type { LintRule } from '../rule.ts';

const AUTHORISATION = ['@authenticated', '@requiresScopes', '@policy'];

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const isObject = (node: { kind: string }): node is ObjectNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;

/** The mutation type's name, which a schema definition may change. */
function mutationTypeOf(document: DocumentNode): string {
  for (const node of document.definitions) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    const mutation = node.operationTypes?.find(({ operation }) => operation === 'mutation');
    if (mutation) return mutation.type.name.value;
  }
  return 'Mutation';
}

function finding(type: string, { name, loc }: FieldDefinitionNode): Finding {
  return {
    rule: 'lint/mutation-without-authorisation',
    severity: 'error',
    coordinate: `${type}.${name.value}`,
    message: 'anybody may call this mutation',
    file: loc?.source.name,
    line: name.loc?.startToken.line,
    fix: `add one of ${AUTHORISATION.join(', ')}`,
  };
}

/** Every mutation says who may call it, on the field or on the whole type. */
export const mutationWithoutAuthorisation: LintRule = ({ document }) => {
  const names = importedNames(document, AUTHORISATION);
  const guarded = (node: ObjectNode | FieldDefinitionNode) =>
    node.directives?.some(({ name }) => names.has(name.value)) ?? false;
  const mutationType = mutationTypeOf(document);
  const types = document.definitions.filter(isObject).filter(({ name }) => name.value === mutationType);
  if (types.some(guarded)) return [];
  return types
    .flatMap(({ fields = [] }) => fields)
    .filter((field) => !guarded(field))
    .map((field) => finding(mutationType, field));
};
