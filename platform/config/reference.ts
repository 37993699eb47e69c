import { stringify } from 'yaml';
import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';

/** One key of a configuration, as its documentation shows it. */
export interface ConfigKey {
  /** `limits.depth`; `<name>` stands for any key, `[]` for an element of a list. */
  readonly path: string;
  readonly type: string;
  /** YAML; undefined when there is none. */
  readonly default: string | undefined;
  readonly required: boolean;
  readonly description: string | undefined;
}

/** Markdown: a chapter for each key at the top of a configuration, with all keys below it and its examples. */
export const configReference = (schema: z.ZodType): string =>
  Object.entries(jsonSchemaOf(schema).properties ?? {})
    .map(([name, property]) => chapter(name, property))
    .join('\n');

/** All keys that hold a value. */
export const configKeys = (schema: z.ZodType): readonly ConfigKey[] => {
  const { properties = {}, required } = jsonSchemaOf(schema);
  return Object.entries(properties).flatMap(([name, property]) => keysOf(name, property, required));
};

function chapter(name: string, property: JsonSchema): string {
  const rows = keysOf(name, property).map(
    ({ path, type, default: value, required, description = '' }) =>
      `| \`${path}\` | ${type} | ${required ? 'required' : value === undefined ? '' : `\`${value}\``} | ${description} |`,
  );
  const examples = (property.examples ?? []).map(
    (example) => `\`\`\`yaml\n${stringify({ [name]: example })}\`\`\`\n`,
  );
  const table = ['| key | type | default | meaning |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
  return [
    `## ${name}\n`,
    ...(isLeaf(property) ? [] : [`${property.description ?? ''}\n`]),
    table,
    ...examples,
  ].join('\n');
}

function keysOf(path: string, schema: JsonSchema, required: readonly string[] = []): readonly ConfigKey[] {
  const inner = innerKeys(path, schema);
  if (inner.length > 0) return inner;
  return [
    {
      path,
      type: typeOf(schema),
      default: schema.default === undefined ? undefined : JSON.stringify(schema.default),
      required: required.includes(path.slice(path.lastIndexOf('.') + 1)),
      description: schema.description,
    },
  ];
}

/** The keys below one; a key of several alternatives is told once. */
function innerKeys(path: string, schema: JsonSchema): readonly ConfigKey[] {
  const { properties = {}, required, additionalProperties, items, anyOf = [] } = schema;
  const keys = [
    ...Object.entries(properties).flatMap(([name, property]) =>
      keysOf(`${path}.${name}`, property, required),
    ),
    ...(typeof additionalProperties === 'object' && !isLeaf(additionalProperties)
      ? innerKeys(`${path}.<name>`, additionalProperties)
      : []),
    ...(items && !isLeaf(items) ? innerKeys(`${path}[]`, items) : []),
    ...anyOf.flatMap((alternative) => innerKeys(path, alternative)),
  ];
  return keys.filter((key, index) => keys.findIndex((other) => other.path === key.path) === index);
}

/** True when there are no keys with names of their own below. */
const isLeaf = (schema: JsonSchema): boolean => innerKeys('', schema).length === 0;

function typeOf(schema: JsonSchema): string {
  const { type, anyOf, enum: values, const: only, items, additionalProperties, format } = schema;
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (only !== undefined) return `\`${only}\``;
  if (type === 'array') return `list of ${typeOf(items ?? {})}${count(schema)}`;
  if (type === 'object')
    return `map of ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'keys'}`;
  if (type === 'integer' || type === 'number') return `${type}${range(schema)}`;
  if (type === 'string') return `${format === 'uri' ? 'URL' : 'text'}${form(schema)}`;
  return type ?? 'any';
}

/** Without the bounds of all integers in JavaScript. */
function range({ type, minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  const from = exclusiveMinimum !== undefined && type === 'integer' ? exclusiveMinimum + 1 : minimum;
  const to = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (exclusiveMinimum !== undefined && type === 'number')
    return ` > ${exclusiveMinimum}${to === undefined ? '' : `, ≤ ${to}`}`;
  if (from === undefined || from === Number.MIN_SAFE_INTEGER) return to === undefined ? '' : ` ≤ ${to}`;
  return to === undefined ? ` ≥ ${from}` : ` ${from}–${to}`;
}

const form = ({ pattern, minLength, format }: JsonSchema): string =>
  [
    pattern && format !== 'uri' ? ` like \`${pattern.replaceAll('|', '\\|')}\`` : '',
    minLength ? ` of ${minLength} or more characters` : '',
  ].join('');

const count = ({ minItems, maxItems }: JsonSchema): string =>
  [minItems ? `, ${minItems} or more` : '', maxItems ? `, at most ${maxItems}` : ''].join('');
