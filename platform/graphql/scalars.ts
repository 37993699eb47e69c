import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { assert } from '../kernel/assert.ts';
import { formatInstant, type Instant, parseInstant } from '../kernel/clock.ts';
import type { Json } from '../kernel/json.ts';
import { isStorableText } from './text.ts';

/** Bounds of what a caller may send. */
export const MAX_JSON_DEPTH = 16;
export const MAX_JSON_CHARS = 16_384;
export const MAX_CURSOR_CHARS = 1_024;

const INTEGER = /^-?\d{1,39}$/;

const invalid = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** An `Instant` inside, RFC 3339 in UTC with microseconds outside. */
export const DateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  serialize: (value) => {
    assert(typeof value === 'bigint', 'a DateTime is an Instant');
    return formatInstant(value as Instant);
  },
  parseValue: (value) => {
    const instant = typeof value === 'string' ? parseInstant(value) : undefined;
    if (instant === undefined)
      throw invalid('DateTime: expected RFC 3339, such as 2026-11-21T13:04:40.123456Z.');
    return instant;
  },
});

/** An integer of any size: a string outside, so that no client rounds it. */
export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  serialize: (value) => {
    assert(typeof value === 'bigint', 'a BigInt is a bigint');
    return value.toString();
  },
  parseValue: parseBigInt,
  parseLiteral: (node) => parseBigInt('value' in node ? node.value : undefined),
});

function parseBigInt(value: unknown): bigint {
  if (typeof value === 'string' && INTEGER.test(value)) return BigInt(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw invalid('BigInt: expected an integer as a string, such as "1234".');
}

/** Opaque; what it means is known to whoever handed it out. */
export const Cursor = new GraphQLScalarType<string, string>({
  name: 'Cursor',
  serialize: String,
  parseValue: (value) => {
    if (typeof value === 'string' && value.length <= MAX_CURSOR_CHARS) return value;
    throw invalid('Cursor: expected one that the API handed out.');
  },
});

/** Any JSON value within MAX_JSON_DEPTH and MAX_JSON_CHARS. */
export const JSONScalar = new GraphQLScalarType<Json, Json>({
  name: 'JSON',
  serialize: (value) => value as Json,
  parseValue: checkJson,
  parseLiteral: (node, variables) => {
    checkDepth(node, 0);
    return checkJson(valueFromASTUntyped(node, variables));
  },
});

function checkJson(value: unknown): Json {
  if (!isJson(value, 0)) {
    throw invalid(
      `JSON: expected a JSON value at most ${MAX_JSON_DEPTH} levels deep, without NUL characters.`,
    );
  }
  if (JSON.stringify(value).length > MAX_JSON_CHARS) {
    throw invalid(`JSON: at most ${MAX_JSON_CHARS} characters.`);
  }
  return value;
}

function isJson(value: unknown, depth: number): value is Json {
  if (depth > MAX_JSON_DEPTH) return false;
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return isStorableText(value);
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  if (typeof value !== 'object') return false;
  return Object.entries(value).every(([key, item]) => isStorableText(key) && isJson(item, depth + 1));
}

/** Before anything recurses into a literal. */
function checkDepth(node: ValueNode, depth: number): void {
  if (depth > MAX_JSON_DEPTH) throw invalid(`JSON: at most ${MAX_JSON_DEPTH} levels deep.`);
  if (node.kind === Kind.LIST) for (const item of node.values) checkDepth(item, depth + 1);
  if (node.kind === Kind.OBJECT) for (const field of node.fields) checkDepth(field.value, depth + 1);
}

/** Every subgraph's scalars, as a resolver map has them. */
export const scalars = { DateTime, BigInt: BigIntScalar, Cursor, JSON: JSONScalar };
