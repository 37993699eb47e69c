import type { Choices } from 'gateway/test/fuzz/choices';
import {
  DirectiveLocation,
  doTypesOverlap,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isSpecifiedDirective,
  OperationTypeNode,
} from 'graphql';

type InputValue = GraphQLArgument | GraphQLInputField;

const MAX_DEPTH = 3;

/** What is asked so far of one operation. */
interface Writing {
  readonly schema: GraphQLSchema;
  readonly choices: Choices;
  readonly variables: string[];
  /** Makes names that nothing else has. */
  readonly next: () => number;
}

const isRequired = (value: InputValue): boolean => isRequiredArgument(value as GraphQLArgument);

/** A variable that fits, as strict as its place or stricter, or looser where a default allows it. */
function variable(writing: Writing, { type, defaultValue }: InputValue): string {
  const { choices, variables, next } = writing;
  const name = `$v${next()}`;
  const loose = isNonNullType(type) && defaultValue !== undefined && choices.chance(0.5) ? type.ofType : type;
  const strict = !isNonNullType(loose) && choices.chance(0.3) ? `${loose}!` : `${loose}`;
  variables.push(`${name}: ${strict}`);
  return name;
}

function objectLiteral(writing: Writing, type: GraphQLInputType): string {
  if (!isInputObjectType(type)) return '{}';
  const fields = Object.values(type.getFields());
  if (type.isOneOf) {
    const field = writing.choices.pick(fields);
    return `{ ${field.name}: ${nonNullLiteral(writing, field.type)} }`;
  }
  const sent = fields.filter((field) => isRequired(field) || writing.choices.chance(0.5));
  return `{ ${sent.map((field) => `${field.name}: ${valueFor(writing, field)}`).join(', ')} }`;
}

function nonNullLiteral(writing: Writing, type: GraphQLInputType): string {
  const { choices } = writing;
  if (isListType(type)) {
    const item = literal(writing, type.ofType);
    return choices.chance(0.5) || item === 'null' ? `[${item}]` : item;
  }
  if (isEnumType(type)) return choices.pick(type.getValues()).name;
  if (isInputObjectType(type)) return objectLiteral(writing, type);
  return String(type) === 'String' ? '"s"' : '1';
}

function literal(writing: Writing, type: GraphQLInputType): string {
  if (isNonNullType(type)) return nonNullLiteral(writing, type.ofType);
  return writing.choices.chance(0.2) ? 'null' : nonNullLiteral(writing, type);
}

const valueFor = (writing: Writing, value: InputValue): string =>
  writing.choices.chance(0.4) ? variable(writing, value) : literal(writing, value.type);

function argumentList(writing: Writing, args: readonly GraphQLArgument[]): string {
  const sent = args.filter((arg) => isRequired(arg) || writing.choices.chance(0.5));
  const list = sent.map((arg) => `${arg.name}: ${valueFor(writing, arg)}`);
  return list.length > 0 ? `(${list.join(', ')})` : '';
}

/** Zero to two uses of a directive that may stand here. */
function directives(writing: Writing, location: DirectiveLocation): string {
  const { schema, choices } = writing;
  const usable = schema
    .getDirectives()
    .filter((own) => !isSpecifiedDirective(own) && own.locations.includes(location));
  return choices
    .some(usable, 0.2)
    .flatMap((own) => (own.isRepeatable && choices.chance(0.5) ? [own, own] : [own]))
    .map((own) => ` @${own.name}${argumentList(writing, own.args)}`)
    .join('');
}

function fieldSelection(writing: Writing, field: GraphQLField<unknown, unknown>, depth: number): string {
  const type = getNamedType(field.type);
  const inner = isCompositeType(type) ? ` ${selectionSet(writing, type, depth + 1)}` : '';
  const alias = `x${writing.next()}`;
  return `${alias}: ${field.name}${argumentList(writing, field.args)}${directives(writing, DirectiveLocation.FIELD)}${inner}`;
}

/** Types that a fragment may be on here. */
const conditionsOn = ({ schema }: Writing, type: GraphQLCompositeType): GraphQLCompositeType[] =>
  Object.values(schema.getTypeMap())
    .filter(isCompositeType)
    .filter((other) => !other.name.startsWith('__') && doTypesOverlap(schema, type, other));

function fragment(writing: Writing, type: GraphQLCompositeType, depth: number): string {
  const condition = writing.choices.pick(conditionsOn(writing, type));
  const used = directives(writing, DirectiveLocation.INLINE_FRAGMENT);
  return `... on ${condition.name}${used} ${selectionSet(writing, condition, depth + 1)}`;
}

function selectionSet(writing: Writing, type: GraphQLCompositeType, depth: number): string {
  if (depth > MAX_DEPTH) return '{ __typename }';
  const fields = 'getFields' in type ? writing.choices.some(Object.values(type.getFields()), 0.6) : [];
  const selections = fields.map((field) => fieldSelection(writing, field, depth));
  const fragments = writing.choices.chance(0.4) ? [fragment(writing, type, depth)] : [];
  return `{ ${['__typename', ...selections, ...fragments].join(' ')} }`;
}

/**
 * An operation that the schema takes. Each field has an alias of its own: whether two that share a name may stand
 * together is another question (`diff/field-shape-differs`).
 */
export function randomOperation(schema: GraphQLSchema, choices: Choices): string {
  let names = 0;
  const writing: Writing = { schema, choices, variables: [], next: () => names++ };
  const isMutation = schema.getMutationType() && choices.chance(0.3);
  const operation = isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY;
  const root = schema.getRootType(operation);
  if (!root) return '{ __typename }';
  const used = isMutation ? '' : directives(writing, DirectiveLocation.QUERY);
  const body = selectionSet(writing, root, 0);
  const { variables } = writing;
  return `${operation} Asked${variables.length > 0 ? `(${variables.join(', ')})` : ''}${used} ${body}`;
}
