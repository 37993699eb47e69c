import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

/** A variable of an operation, and the types of all that may be sent in it. */
export interface SentTypes {
  readonly variable: VariableDefinitionNode;
  readonly types: ReadonlySet<string>;
}

const fieldTypes = (type: GraphQLNamedType): GraphQLNamedType[] =>
  isInputObjectType(type) ? Object.values(type.getFields()).map((field) => getNamedType(field.type)) : [];

function typesWithin(type: GraphQLNamedType): ReadonlySet<string> {
  const found = new Set([type]);
  for (const next of found) for (const inner of fieldTypes(next)) found.add(inner);
  return new Set([...found].map(({ name }) => name));
}

/** The variables of a document's operations, through all levels of their inputs. */
export const sentTypes = (api: GraphQLSchema, { definitions }: DocumentNode): SentTypes[] =>
  definitions
    .flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? (node.variableDefinitions ?? []) : []))
    .flatMap((variable) => {
      const type = typeFromAST(api, variable.type);
      return type ? [{ variable, types: typesWithin(getNamedType(type)) }] : [];
    });
