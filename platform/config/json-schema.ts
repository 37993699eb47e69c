import { z } from 'zod';

/** The part of JSON Schema (2020-12) that describes configurations. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  /** Each is a whole value, fit for a file. */
  readonly examples?: readonly unknown[];
  /** A secret: never shown again. */
  readonly writeOnly?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What a file may say, before defaults are filled in. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;

const REFERENCE: JsonSchema = { type: 'string', pattern: '\\$\\{env\\.' };
const READ_FROM_TEXT: ReadonlySet<unknown> = new Set(['integer', 'number', 'boolean']);

/**
 * The JSON Schema that an editor checks a file by. There a number or a boolean may be `${env.NAME:-default}`, which is
 * filled in before the real check.
 */
export const editorSchemaOf = (schema: z.ZodType): object =>
  z.toJSONSchema(schema, {
    io: 'input',
    override({ jsonSchema }) {
      if (!READ_FROM_TEXT.has(jsonSchema.type)) return;
      const { type, minimum, maximum, exclusiveMinimum, ...notes } = jsonSchema;
      const bounds = { minimum, maximum, exclusiveMinimum };
      const value = Object.fromEntries(
        Object.entries({ type, ...bounds }).filter(([, bound]) => bound !== undefined),
      );
      for (const name of Object.keys(jsonSchema)) delete jsonSchema[name];
      Object.assign(jsonSchema, notes, { anyOf: [value, REFERENCE] });
    },
  });
