import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NameNode,
  type OperationTypeNode,
  type StringValueNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

/** The definition of a type, field, argument, value or directive, as far as all of them are alike. */
export interface DefinitionNode {
  readonly kind: string;
  readonly name: NameNode;
  readonly description?: StringValueNode | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

export type Located = readonly [coordinate: string, node: DefinitionNode];

type TypeNode = TypeDefinitionNode | TypeExtensionNode;

const ROOTS: Readonly<Record<OperationTypeNode, string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};

/** What composition calls the root types, by the names that the document gives them. */
function rootNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const operations = definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION
      ? (node.operationTypes ?? [])
      : [],
  );
  return new Map(operations.map(({ operation, type }) => [type.name.value, ROOTS[operation]]));
}

const isTypeNode = (node: { readonly kind: string }): node is TypeNode =>
  /^(Scalar|Object|Interface|Union|Enum|InputObject)Type(Definition|Extension)$/.test(node.kind);

function fieldNodes(type: string, field: FieldDefinitionNode): Located[] {
  const coordinate = `${type}.${field.name.value}`;
  const args = field.arguments ?? [];
  return [[coordinate, field], ...args.map((arg): Located => [`${coordinate}(${arg.name.value}:)`, arg])];
}

function partsOf(node: TypeNode, type: string): Located[] {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return (node.fields ?? []).flatMap((field) => fieldNodes(type, field));
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return (node.fields ?? []).map((field) => [`${type}.${field.name.value}`, field]);
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return (node.values ?? []).map((value) => [`${type}.${value.name.value}`, value]);
    default:
      return [];
  }
}

/** Everything that a document defines, by schema coordinate; root types go by the names that composition gives them. */
export function definitionsOf(document: DocumentNode): Located[] {
  const roots = rootNames(document);
  return document.definitions.flatMap((node): Located[] => {
    if (node.kind === Kind.DIRECTIVE_DEFINITION) return [[`@${node.name.value}`, node]];
    if (!isTypeNode(node)) return [];
    const type = roots.get(node.name.value) ?? node.name.value;
    return [[type, node], ...partsOf(node, type)];
  });
}
