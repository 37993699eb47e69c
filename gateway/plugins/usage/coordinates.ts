import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  separateOperations,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { present } from 'platform/kernel/assert';

/**
 * What an operation of a valid document uses of a schema, by the document alone. A variable may give any field of its
 * type, so it uses them all.
 */
export function coordinatesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string,
): readonly string[] {
  const used = new Set<string>();
  const types = new TypeInfo(schema);
  const field = () => `${types.getParentType()?.name}.${types.getFieldDef()?.name}`;
  visit(
    operationOf(document, operationName),
    visitWithTypeInfo(types, {
      // Introspection is no part of the schema.
      Field: ({ name }) => (name.value.startsWith('__') ? false : void used.add(field())),
      Directive: () => false,
      VariableDefinition({ type: node }) {
        const type = typeFromAST(schema, node);
        if (isInputType(type)) addInput(type, used);
        return false;
      },
      Argument: ({ name }) => void used.add(`${field()}(${name.value}:)`),
      ObjectField: ({ name }) => void used.add(`${inputName(types.getParentInputType())}.${name.value}`),
      EnumValue: () => void used.add(inputName(types.getInputType())),
    }),
  );
  return [...used].sort();
}

/** The operation with the fragments that it reaches, and nothing else. */
const operationOf = (document: DocumentNode, name: string): DocumentNode => {
  const operations = separateOperations(document);
  return present(operations[name] ?? Object.values(operations)[0], 'a validated document has an operation');
};

const inputName = (type: GraphQLInputType | null | undefined): string =>
  present(getNamedType(type), 'a valid value has a type').name;

function addInput(type: GraphQLInputType, used: Set<string>): void {
  const named = getNamedType(type);
  if (isEnumType(named)) used.add(named.name);
  if (!isInputObjectType(named)) return;
  for (const field of Object.values(named.getFields())) {
    const coordinate = `${named.name}.${field.name}`;
    if (used.has(coordinate)) continue;
    used.add(coordinate);
    addInput(field.type, used);
  }
}
