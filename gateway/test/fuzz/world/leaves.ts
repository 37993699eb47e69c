import { type GraphQLLeafType, isEnumType } from 'graphql';
import { hash, pickBy } from './hash.ts';

const INTS = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)];
const FLOATS = [0.5, -1e21, 3, 1e-7, 2 ** 53];
const STRINGS = ['', 'é😀', '"\\\n\u2028', '__proto__', 'null', '0'];
/** As text, for JSON has members that an object literal cannot have. */
const JSONS = [
  '{"a":{"b":[1,null,{"c":"x"}]}}',
  '[]',
  '[[1,"2"],{"__typename":"Query"}]',
  '"text"',
  '12345678901',
  'false',
  '{"__proto__":{"polluted":true},"constructor":1}',
];
/** Among the values that a seed gives, so many per cent are odd ones. */
const ODD_PER_CENT = 30;

/** A value as it stands in JSON. `enumValues` are those that every subgraph concerned knows. */
export function leafValue(type: GraphQLLeafType, seed: string, enumValues: readonly string[]): unknown {
  if (isEnumType(type)) return pickBy(seed, enumValues);
  const number = hash(seed);
  const isOdd = hash(`${seed}|odd`) % 100 < ODD_PER_CENT;
  switch (type.name) {
    case 'Int':
      return isOdd ? pickBy(seed, INTS) : (number % 2000) - 1000;
    case 'Float':
      return isOdd ? pickBy(seed, FLOATS) : number / 1024;
    case 'Boolean':
      return number % 2 === 0;
    case 'String':
      return isOdd ? pickBy(seed, STRINGS) : number.toString(36);
    case 'ID':
      return number.toString(36);
    default:
      return JSON.parse(pickBy(seed, JSONS));
  }
}

/** Of a key: as its type says, and different for each entity. */
export const keyValue = (type: GraphQLLeafType, seed: string): unknown =>
  type.name === 'Int' ? hash(seed) >>> 1 : `${seed.split('|').slice(0, 2).join('-')}`;
