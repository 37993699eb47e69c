import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';

const HIDDEN = '[redacted]';

/** A checked configuration to be shown: what its schema calls a secret (`writeOnly`) is left out. */
export const redacted = <Schema extends z.ZodType>(schema: Schema, value: z.infer<Schema>): unknown =>
  redact(jsonSchemaOf(schema), value);

function redact(schema: JsonSchema, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (schema.writeOnly) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => redact(schema.items ?? {}, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, redact(schemaOf(schema, name), item)]),
  );
}

function schemaOf({ properties, additionalProperties, anyOf = [] }: JsonSchema, name: string): JsonSchema {
  const own = properties?.[name];
  if (own) return own;
  if (typeof additionalProperties === 'object') return additionalProperties;
  const candidates = anyOf.map((alternative) => schemaOf(alternative, name));
  return candidates.find(({ writeOnly }) => writeOnly) ?? candidates[0] ?? {};
}
