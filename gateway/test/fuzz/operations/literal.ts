import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';

type Write = (type: GraphQLInputType, value: unknown) => string;

/** A value as a document has it; `below` writes the items of lists and the fields of input objects. */
export function literal(type: GraphQLInputType, value: unknown, below: Write = literal): string {
  if (isNonNullType(type)) return literal(type.ofType, value, below);
  if (value === null) return 'null';
  if (isEnumType(type)) return String(value);
  // The only item in place of its list: no variable of the item's type may stand there.
  if (isListType(type) && !Array.isArray(value)) return literal(type.ofType, value);
  if (isListType(type)) return `[${(value as unknown[]).map((item) => below(type.ofType, item)).join(', ')}]`;
  if (!isInputObjectType(type)) return jsonLiteral(value);
  const types = type.getFields();
  const fields = Object.entries(value as object).flatMap(([name, field]) => {
    const declared = types[name];
    return declared ? [`${name}: ${below(declared.type, field)}`] : [];
  });
  return `{${fields.join(', ')}}`;
}

/** JSON, but that the names of an object have no quotes. */
function jsonLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${jsonLiteral(field)}`);
  return `{${fields.join(', ')}}`;
}
