import { isObject, type Json, readerOf } from '../run.ts';
import type { TypeNames } from './plan-context.ts';
import type { Selected } from './selected.ts';

/** Puts what a subgraph gave into an object of the answer. Takes over what the source holds. */
export type Merge = (target: Json, source: Json) => void;

/**
 * Compiles the merge of what a fetch selects: nothing that was not selected gets in. Objects that are there already
 * are merged, lists of the same length by index. `__typename` stays what it is once it names an object type: a
 * subgraph that knows an entity by its interface alone (`@interfaceObject`) calls it so.
 */
export function compileMerge({ leaves, inner }: Selected, types: TypeNames): Merge {
  const parts: Merge[] = [];
  if (leaves.has('__typename')) parts.push(mergeTypename(types));
  for (const name of leaves) if (name !== '__typename') parts.push(mergeLeaf(name));
  for (const [name, selected] of inner) parts.push(mergeInner(name, compileMerge(selected, types)));
  return (target, source) => {
    for (const part of parts) part(target, source);
  };
}

const mergeTypename =
  (types: TypeNames): Merge =>
  (target, source) => {
    if (source.__typename === undefined) return;
    if (typeof target.__typename !== 'string' || !types.isObject(target.__typename))
      target.__typename = source.__typename;
  };

function mergeLeaf(name: string): Merge {
  const read = readerOf(name);
  return (target, source) => {
    const value = read(source);
    if (value !== undefined) target[name] = value;
  };
}

function mergeInner(name: string, merge: Merge): Merge {
  const read = readerOf(name);
  return (target, source) => {
    const value = read(source);
    if (value !== undefined) target[name] = merged(read(target), value, merge);
  };
}

function merged(known: unknown, value: unknown, merge: Merge): unknown {
  if (known === undefined || known === null) return value;
  if (Array.isArray(known) && Array.isArray(value)) {
    if (known.length !== value.length) return value;
    value.forEach((item, index) => {
      known[index] = merged(known[index], item, merge);
    });
    return known;
  }
  if (!isObject(known) || !isObject(value)) return value;
  merge(known, value);
  return known;
}
