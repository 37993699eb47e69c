import type { Json } from 'platform/kernel/json';
import { accepts } from './accepts.ts';
import { type JsonType, typeOf } from './json-type.ts';
import {
  hasKeywords,
  isObject,
  type KeywordNode,
  members,
  referenced,
  type SchemaNode,
} from './schema-node.ts';
import { Unprovable } from './unprovable.ts';

/**
 * A part of what schemas together accept: values of one type for which all of `nodes` hold. The parts cover all that is
 * accepted, and may cover more: of `oneOf` that one alone holds is dropped, and `not`, `if` and what is not known.
 */
export interface Shape {
  readonly type: JsonType;
  /** Numbers without a fraction. */
  readonly integer: boolean;
  readonly nodes: readonly KeywordNode[];
  /** All the values, where they can be counted. */
  readonly values?: readonly Json[];
  /** Where the schemas stand. */
  readonly pointer: string;
}

/** Ways in which the unions of a schema can be combined. */
const MAX_ALTERNATIVES = 256;
const TYPES: readonly JsonType[] = ['null', 'boolean', 'object', 'array', 'number', 'string'];

type Alternative = readonly KeywordNode[];

function combined(left: readonly Alternative[], right: readonly Alternative[]): Alternative[] {
  if (left.length * right.length > MAX_ALTERNATIVES) throw new Unprovable('too many unions at one place');
  return left.flatMap((a) => right.map((b) => [...a, ...b]));
}

/** What has to hold together, in each of the ways the unions allow. `seen`: references on the way, so that none is a circle. */
function alternatives(node: SchemaNode, seen: ReadonlySet<string>): Alternative[] {
  if (node.schema === false) return [];
  if (!hasKeywords(node)) return [[]];
  const all = [referenced(node), ...members(node, 'allOf')].filter((part) => part !== undefined);
  let found: Alternative[] = [[node]];
  for (const part of all) found = combined(found, unfold(part, seen));
  for (const keyword of ['anyOf', 'oneOf'].filter((name) => Array.isArray(node.schema[name]))) {
    found = combined(
      found,
      members(node, keyword).flatMap((part) => unfold(part, seen)),
    );
  }
  return found;
}

function unfold(node: SchemaNode, seen: ReadonlySet<string>): Alternative[] {
  const key = node.document.side + node.pointer;
  return seen.has(key) ? [[]] : alternatives(node, new Set(seen).add(key));
}

const declaredTypes = ({ schema }: KeywordNode): readonly Json[] | undefined => {
  const { type } = schema;
  return type === undefined ? undefined : Array.isArray(type) ? type : [type as Json];
};

const allows = (node: KeywordNode, type: JsonType): boolean => {
  const declared = declaredTypes(node);
  return !declared || declared.includes(type) || (type === 'number' && declared.includes('integer'));
};

const wantsInteger = (node: KeywordNode): boolean => {
  const declared = declaredTypes(node);
  return declared?.includes('integer') === true && !declared.includes('number');
};

/** The values named by `const` or `enum`, and those of the types that have few. */
function countedValues(type: JsonType, nodes: Alternative): readonly Json[] | undefined {
  for (const { schema } of nodes) {
    if (schema.const !== undefined) return [schema.const];
    if (Array.isArray(schema.enum)) return schema.enum;
  }
  if (type === 'null') return [null];
  return type === 'boolean' ? [false, true] : undefined;
}

/** What may refuse null, true or false and is not taken apart here. */
const JUDGED = ['const', 'enum', 'not', 'if', 'oneOf'];

const isTried = (type: JsonType, { schema }: KeywordNode): boolean =>
  (type !== 'null' && type !== 'boolean') || JUDGED.some((keyword) => schema[keyword] !== undefined);

function shapeOf(type: JsonType, nodes: Alternative, pointer: string): Shape[] {
  const tried = nodes.filter((node) => isTried(type, node));
  const values = countedValues(type, nodes)?.filter(
    (value) => typeOf(value) === type && tried.every((node) => accepts(node, value)),
  );
  if (values?.length === 0) return [];
  return [{ type, integer: type === 'number' && nodes.some(wantsInteger), nodes, values, pointer }];
}

/** Parts that cover all that every one of the schemas accepts; none at all when types and values leave nothing. */
export function shapesOf(nodes: readonly SchemaNode[], pointer: string): Shape[] {
  let together: Alternative[] = [[]];
  for (const node of nodes) together = combined(together, unfold(node, new Set()));
  return together.flatMap((alternative) =>
    TYPES.filter((type) => alternative.every((node) => allows(node, type))).flatMap((type) =>
      shapeOf(type, alternative, pointer),
    ),
  );
}

/** What the schemas of a part say under a keyword. */
export const said = ({ nodes }: Pick<Shape, 'nodes'>, keyword: string): Json[] =>
  nodes.flatMap(({ schema }) => (schema[keyword] === undefined ? [] : [schema[keyword]]));

export const saidNumbers = (shape: Pick<Shape, 'nodes'>, keyword: string): number[] =>
  said(shape, keyword).filter((value) => typeof value === 'number');

/** Names that an object of the part always has. */
export const requiredNames = (shape: Pick<Shape, 'nodes'>): ReadonlySet<string> =>
  new Set(said(shape, 'required').flatMap((names) => (Array.isArray(names) ? names : [])) as string[]);

/** Names that the schemas of a part speak of. */
export const declaredNames = (shape: Pick<Shape, 'nodes'>): string[] =>
  said(shape, 'properties').flatMap((properties) => (isObject(properties) ? Object.keys(properties) : []));
