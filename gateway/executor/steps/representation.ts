import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { isTooDeep } from '../depth.ts';
import { quote } from '../quote.ts';
import { isObject, type Json, readerOf } from '../run.ts';
import type { TypeNames } from './plan-context.ts';

/** The representation of an entity as JSON; undefined for an object that lacks what is required of it. */
export type Represent = (object: Json) => string | undefined;

/** Adds members to an object's text; null when something required is not there. Empty when nothing applies. */
type Members = (object: Json) => string | null;

/**
 * Compiles what a fetch requires of an object into a writer of its representation. A field that did not come makes the
 * representation impossible; a field that is null does not.
 */
export function compileRepresentation(
  required: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[],
  types: TypeNames,
): Represent {
  const members = compileMembers(required, rewrites, types);
  return (object) => {
    const text = typeof object.__typename === 'string' ? members(object) : null;
    return text ? `{${text}}` : undefined;
  };
}

/** Fragments are put in place for each type that comes, so that a field stands once and its rewrites hold for it. */
function compileMembers(
  selections: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[],
  types: TypeNames,
): Members {
  if (!selections.some(isFragment))
    return compileFields(fieldsOn(undefined, selections, types), rewrites, types);
  const byType = new Map<unknown, Members>();
  return (object) => {
    const type = object.__typename;
    const known = byType.get(type);
    if (known) return known(object);
    const made = compileFields(fieldsOn(type, selections, types), rewritesOn(type, rewrites, types), types);
    // Only a type that is meant is kept: a subgraph may say anything.
    if (selections.some((each) => isFragment(each) && isOn(type, each.typeCondition, types)))
      byType.set(type, made);
    return made(object);
  };
}

type Fragment = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

const isFragment = (node: QueryPlanSelectionNode): node is Fragment => node.kind === 'InlineFragment';

/** The fields of an object of one type, those of the same name joined. */
function fieldsOn(
  type: unknown,
  selections: readonly QueryPlanSelectionNode[],
  types: TypeNames,
): readonly Field[] {
  const fields = new Map<string, Field>();
  const collect = (all: readonly QueryPlanSelectionNode[]): void => {
    for (const selection of all) {
      if (selection.kind === 'Field') {
        const name = selection.alias ?? selection.name;
        fields.set(name, joined(fields.get(name), selection));
      } else if (isOn(type, selection.typeCondition, types)) collect(selection.selections);
    }
  };
  collect(selections);
  return [...fields.values()];
}

const isOn = (type: unknown, condition: string | undefined, types: TypeNames): boolean =>
  condition === undefined || types.within(condition).has(type as string);

const joined = (known: Field | undefined, field: Field): Field =>
  known?.selections && field.selections
    ? { ...known, selections: [...known.selections, ...field.selections] }
    : (known ?? field);

function compileFields(
  fields: readonly Field[],
  rewrites: readonly FetchDataRewrite[],
  types: TypeNames,
): Members {
  const parts = fields.map((field) => compileField(field, rewrites, types));
  return (object) => {
    let text = '';
    for (const part of parts) {
      const member = part(object);
      if (member === null) return null;
      text = text === '' ? member : `${text},${member}`;
    }
    return text;
  };
}

type Field = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;

function compileField(
  { name, alias, selections }: Field,
  rewrites: readonly FetchDataRewrite[],
  types: TypeNames,
): Members {
  const source = alias ?? name;
  const own = rewrites.filter(({ path }) => path[0] === source);
  const last = own.filter(({ path }) => path.length === 1);
  const set = last.find((rewrite) => rewrite.kind === 'ValueSetter');
  const rename = last.find((rewrite) => rewrite.kind === 'KeyRenamer');
  const prefix = `${JSON.stringify(rename?.renameKeyTo ?? name)}:`;
  const read = readerOf(source);
  if (set) {
    const constant = prefix + JSON.stringify(set.setValueTo);
    return (object) => (read(object) === undefined ? null : constant);
  }
  const inner = selections && compileMembers(selections, inside(own), types);
  const write = inner ? (value: unknown) => writeNested(value, inner) : writeLeaf;
  return (object) => {
    const value = read(object);
    const text = value === undefined ? null : write(value);
    return text === null ? null : prefix + text;
  };
}

function writeLeaf(value: unknown): string | null {
  if (typeof value === 'string') return quote(value);
  return isTooDeep(value) ? null : JSON.stringify(value);
}

function writeNested(value: unknown, members: Members): string | null {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const items = value.map((item) => writeNested(item, members));
    return items.includes(null) ? null : `[${items.join()}]`;
  }
  const text = isObject(value) ? members(value) : null;
  return text === null ? null : `{${text}}`;
}

const FRAGMENT = '... on ';

/** The rewrites of an object of one type: those of the fragments that it is in, and those of any object. */
const rewritesOn = (
  type: unknown,
  rewrites: readonly FetchDataRewrite[],
  types: TypeNames,
): readonly FetchDataRewrite[] =>
  rewrites.flatMap((rewrite) => {
    const [first = ''] = rewrite.path;
    if (!first.startsWith(FRAGMENT)) return [rewrite];
    const applies = isOn(type, first.slice(FRAGMENT.length), types);
    return applies ? [{ ...rewrite, path: rewrite.path.slice(1) }] : [];
  });

const inside = (rewrites: readonly FetchDataRewrite[]): readonly FetchDataRewrite[] =>
  rewrites.flatMap((rewrite) =>
    rewrite.path.length > 1 ? [{ ...rewrite, path: rewrite.path.slice(1) }] : [],
  );
