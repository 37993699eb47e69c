import {
  buildSchema,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  printSchema,
  type TypeNode,
  visit,
} from 'graphql';

/** A schema each of whose fields may be null, so that no error hides another. */
export function withoutNonNull(schema: GraphQLSchema): GraphQLSchema {
  const strip = (type: TypeNode): TypeNode => {
    if (type.kind === Kind.NON_NULL_TYPE) return strip(type.type);
    return type.kind === Kind.LIST_TYPE ? { ...type, type: strip(type.type) } : type;
  };
  const document = visit(parse(printSchema(schema)), {
    FieldDefinition: (field) => ({ ...field, type: strip(field.type) }),
  });
  return buildSchema(print(document));
}
