import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
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

function compileMembers(
  selections: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[],
  types: TypeNames,
): Members {
  const parts = selections.map((selection): Members => {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      const inner = compileMembers(selection.selections, inFragment(rewrites, typeCondition, types), types);
      return typeCondition ? onType(types.within(typeCondition), inner) : inner;
    }
    return compileField(selection, rewrites, types);
  });
  return (object) => {
    let text = '';
    for (const part of parts) {
      const member = part(object);
      if (member === null) return null;
      if (member !== '') text = text === '' ? member : `${text},${member}`;
    }
    return text;
  };
}

const onType =
  (names: ReadonlySet<string>, inner: Members): Members =>
  (object) =>
    names.has(object.__typename as string) ? inner(object) : '';

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

const writeLeaf = (value: unknown): string => JSON.stringify(value);

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

/** The rewrites that go on inside a fragment; those of the fields here stay. */
const inFragment = (
  rewrites: readonly FetchDataRewrite[],
  condition: string | undefined,
  types: TypeNames,
): readonly FetchDataRewrite[] =>
  rewrites.flatMap((rewrite) => {
    const [first = ''] = rewrite.path;
    if (!first.startsWith(FRAGMENT)) return [rewrite];
    const applies = !condition || types.within(first.slice(FRAGMENT.length)).has(condition);
    return applies ? [{ ...rewrite, path: rewrite.path.slice(1) }] : [];
  });

const inside = (rewrites: readonly FetchDataRewrite[]): readonly FetchDataRewrite[] =>
  rewrites.flatMap((rewrite) =>
    rewrite.path.length > 1 ? [{ ...rewrite, path: rewrite.path.slice(1) }] : [],
  );
