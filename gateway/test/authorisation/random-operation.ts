import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql';
import { present } from 'platform/kernel/assert';

const MAX_DEPTH = 5;
const MAX_SELECTIONS = 4;
const CONDITIONS = ['', '', '', '', ' @include(if: $yes)', ' @include(if: $no)', ' @skip(if: $no)'];

/** The variables of the operations. */
export const variables = { yes: true, no: false };

/**
 * A query that a list of numbers chooses: fields, aliases, fragments of every kind, conditions. It knows the type of
 * every object. It may be invalid where aliases clash.
 */
export function randomOperation(schema: GraphQLSchema, numbers: readonly number[]): string {
  let next = 0;
  const choose = <Choice>(choices: readonly Choice[]): Choice =>
    choices[(numbers[next++] ?? 0) % choices.length] as Choice;
  const types = Object.values(schema.getTypeMap()).filter(isCompositeType);
  const query = present(schema.getQueryType(), 'there are queries');
  return `query ($yes: Boolean!, $no: Boolean!) ${selectionSet(query, 0)}`;

  function selectionSet(type: GraphQLCompositeType, depth: number): string {
    if (depth === MAX_DEPTH) return '{ __typename }';
    const count = choose(Array.from({ length: MAX_SELECTIONS }, (_, index) => index + 1));
    const chosen = Array.from({ length: count }, () => selection(type, depth));
    return `{ __typename ${chosen.join(' ')} }`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    if (isUnionType(type) || choose([false, false, true])) return fragment(type, depth);
    const field = choose(Object.values(type.getFields()));
    const returned = getNamedType(field.type);
    const alias = choose(['', '', '', `x_${field.name}: `, 'name: ']);
    const below = isCompositeType(returned) ? selectionSet(returned, depth + 1) : '';
    return `${alias}${field.name}${choose(CONDITIONS)} ${below}`;
  }

  function fragment(type: GraphQLCompositeType, depth: number): string {
    const matching = types.filter((each) =>
      possibleTypes(each).some((one) => possibleTypes(type).includes(one)),
    );
    const on = choose([undefined, ...matching]);
    return `...${on ? ` on ${on.name}` : ''}${choose(CONDITIONS)} ${selectionSet(on ?? type, depth + 1)}`;
  }

  function possibleTypes(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  }
}
