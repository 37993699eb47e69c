import type { FetchDataKeyRenamer } from '@apollo/query-planner';
import { isObject, type Json, type Path, type Run, readerOf, type Variables } from '../run.ts';
import type { Place } from './places.ts';
import type { TypeNames } from './plan-context.ts';

/** Objects that a fetch asks for with the same values of what is around them. */
export interface Part {
  readonly contexts: Variables;
  readonly targets: Json[];
}

/** Reads a value by way of the objects that an object stands in, the outermost first and itself last. */
type Read = (around: readonly Json[]) => unknown;

const UP = '..';
const FRAGMENT = '... on ';

/**
 * Compiles what a fetch takes from around its objects (`@fromContext`): a variable for each value. It is given once in
 * a request, so the objects are parted by the values. The first renamer of a name that finds a value counts: a context
 * may be set by several types.
 */
export function compileContexts(
  renamers: readonly FetchDataKeyRenamer[],
  place: Place,
  types: TypeNames,
): (run: Run, targets: readonly Json[]) => readonly Part[] {
  const readers = renamers.map(({ path, renameKeyTo }) => ({
    name: renameKeyTo,
    read: compileRead(path, types),
  }));
  return (run, targets) => {
    const paths = place.pathsOf(run, new Set(targets));
    const parts = new Map<string, Part>();
    for (const target of targets) {
      const around = objectsOn(run.root, paths.get(target)?.[0] ?? []);
      const contexts: Json = {};
      for (const { name, read } of readers) if (contexts[name] === undefined) contexts[name] = read(around);
      const key = JSON.stringify(contexts);
      const part = parts.get(key) ?? { contexts, targets: [] };
      part.targets.push(target);
      parts.set(key, part);
    }
    return [...parts.values()];
  };
}

function compileRead(path: readonly string[], types: TypeNames): Read {
  const levels = path.filter((step) => step === UP).length;
  const readInside = compileInside(
    path.filter((step) => step !== UP),
    types,
  );
  return (around) => readInside(around.at(-1 - levels));
}

function compileInside(path: readonly string[], types: TypeNames): (value: unknown) => unknown {
  const [step, ...rest] = path;
  if (step === undefined) return (value) => value;
  const inner = compileInside(rest, types);
  const names = step.startsWith(FRAGMENT) ? types.within(step.slice(FRAGMENT.length)) : undefined;
  const read = readerOf(step);
  return function inside(value): unknown {
    if (Array.isArray(value)) return value.map(inside);
    if (!isObject(value)) return value === null ? null : undefined;
    if (!names) return inner(read(value));
    return names.has(value.__typename as string) ? inner(value) : undefined;
  };
}

/** The objects that a path leads through, with the root and the last. */
function objectsOn(root: Json, path: Path): readonly Json[] {
  const objects = [root];
  let value: unknown = root;
  for (const step of path) {
    value = (value as Json)[step];
    if (isObject(value)) objects.push(value);
  }
  return objects;
}
