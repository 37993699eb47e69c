import type { Json, JsonObject } from 'platform/kernel/json';

/** A whole schema: `$ref`s lead to places in it. */
export interface SchemaDocument {
  readonly side: 'writer' | 'reader' | 'name';
  readonly root: Json;
}

/** A schema at its place in a document: true, false or keywords. */
export interface SchemaNode {
  readonly document: SchemaDocument;
  /** JSON pointer (RFC 6901) from the root: `/properties/amount`. */
  readonly pointer: string;
  readonly schema: Json;
}

/** A node whose schema is neither true nor false. */
export interface KeywordNode extends SchemaNode {
  readonly schema: JsonObject;
}

export const rootOf = (document: SchemaDocument): SchemaNode => ({
  document,
  pointer: '',
  schema: document.root,
});

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const hasKeywords = (node: SchemaNode): node is KeywordNode => isObject(node.schema);

export const escapeSegment = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON pointer in its steps. */
export const segmentsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The node that many steps below; none when nothing is there. */
export function below(node: SchemaNode, ...path: readonly string[]): SchemaNode | undefined {
  let { schema } = node as { schema: Json | undefined };
  for (const segment of path) {
    if (Array.isArray(schema)) schema = schema[Number(segment)];
    else schema = isObject(schema) && Object.hasOwn(schema, segment) ? schema[segment] : undefined;
  }
  if (schema === undefined) return undefined;
  const pointer = path.map((segment) => `/${escapeSegment(segment)}`).join('');
  return { document: node.document, pointer: node.pointer + pointer, schema };
}

/** The members of a keyword that holds schemas, in a list or by name. */
export function members(node: KeywordNode, keyword: string): SchemaNode[] {
  const value = node.schema[keyword];
  if (Array.isArray(value)) return value.flatMap((_, index) => below(node, keyword, String(index)) ?? []);
  return isObject(value) ? Object.keys(value).flatMap((name) => below(node, keyword, name) ?? []) : [];
}

const LOCAL_REFERENCE = /^#(\/([^%]|%[0-9a-f]{2})*)?$/i;

/** Where a `$ref` of the node leads: `#` and `#/pointer` are followed, nothing else is. */
export function referenced({ document, schema }: KeywordNode): SchemaNode | undefined {
  const { $ref } = schema;
  if (typeof $ref !== 'string' || !LOCAL_REFERENCE.test($ref)) return undefined;
  return below(rootOf(document), ...segmentsOf(decodeURIComponent($ref.slice(1))));
}

/** Whether two schemas say the same, word by word and without references that may lead elsewhere. */
export const sameWords = (a: Json, b: Json): boolean =>
  canonical(a) === canonical(b) && !/"\$(ref|dynamicRef)":/.test(canonical(a));

/** As JSON text with the keys in order. */
export const canonical = (value: Json | undefined): string =>
  JSON.stringify(value, (_, inner) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(byKey)) : inner,
  ) ?? '';

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
