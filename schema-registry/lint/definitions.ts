import {
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type EnumTypeExtensionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputObjectTypeExtensionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type OperationTypeNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  type TypeNode,
} from 'graphql';

export type TypeDefinition = TypeDefinitionNode | TypeExtensionNode;
export type ObjectDefinition = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;
export type OutputDefinition = ObjectDefinition | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode;
export type InputDefinition = InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode;
export type EnumDefinition = EnumTypeDefinitionNode | EnumTypeExtensionNode;

/** Definitions and extensions of types. */
export const typesOf = (document: DocumentNode): TypeDefinition[] =>
  document.definitions.filter((node) => isTypeDefinitionNode(node) || isTypeExtensionNode(node));

export const isObjectDefinition = (node: TypeDefinition): node is ObjectDefinition =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;

export const isOutputDefinition = (node: TypeDefinition): node is OutputDefinition =>
  isObjectDefinition(node) ||
  node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
  node.kind === Kind.INTERFACE_TYPE_EXTENSION;

export const isInputDefinition = (node: TypeDefinition): node is InputDefinition =>
  node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;

export const isEnumDefinition = (node: TypeDefinition): node is EnumDefinition =>
  node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_EXTENSION;

const ROOTS: Readonly<Record<OperationTypeNode, string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};

/** The name of a root type, which a schema definition may change. */
export function rootTypeName(document: DocumentNode, operation: `${OperationTypeNode}`): string {
  for (const node of document.definitions) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    const root = node.operationTypes?.find((type) => type.operation === operation);
    if (root) return root.type.name.value;
  }
  return ROOTS[operation];
}

export const rootTypeNames = (document: DocumentNode): ReadonlySet<string> =>
  new Set(
    (['query', 'mutation', 'subscription'] as const).map((operation) => rootTypeName(document, operation)),
  );

/** A field and the type it stands in. */
export interface Field {
  readonly type: string;
  readonly field: FieldDefinitionNode;
  readonly coordinate: string;
}

export const fieldsOf = (document: DocumentNode): Field[] =>
  typesOf(document)
    .filter(isOutputDefinition)
    .flatMap(({ name: { value: type }, fields = [] }) =>
      fields.map((field) => ({ type, field, coordinate: `${type}.${field.name.value}` })),
    );

/** The fields of a root type. */
export const rootFieldsOf = (document: DocumentNode, operation: `${OperationTypeNode}`): Field[] => {
  const root = rootTypeName(document, operation);
  return fieldsOf(document).filter(({ type }) => type === root);
};

/** The name within lists and non-nulls. */
export const namedTypeOf = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);

export const isList = (type: TypeNode): boolean =>
  type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
