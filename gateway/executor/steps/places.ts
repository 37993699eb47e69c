import { isTooDeep } from '../depth.ts';
import { isObject, type Json, type Path, type Run, readerOf } from '../run.ts';
import { typesOf, withoutTypes } from './path-steps.ts';
import type { PlannedFetch } from './planned-fetches.ts';
import type { Selected } from './selected.ts';

/** A place of the answer where subgraphs meet: the objects there are completed by fetches for entities. */
export interface Place {
  /** Steps from the root (path-steps.ts). */
  readonly path: readonly string[];
  /** The objects there, each once. */
  targetsOf(run: Run): readonly Json[];
  /** Where in the answer the given objects stand; one may stand in several places. */
  pathsOf(run: Run, objects: ReadonlySet<Json>): ReadonlyMap<Json, readonly Path[]>;
}

export interface Places {
  at(path: readonly string[]): Place;
  /**
   * True where equal objects are one and the same: what is made of one (its text, for example) holds for all.
   * `names` are the response names that lead there.
   */
  isShared(names: readonly string[]): boolean;
  /** True when some fetch brings something there. */
  readonly brings: (names: readonly string[]) => boolean;
  /** True when other fetches too bring something into the objects that this one brings to the place. */
  meetsOthers(path: readonly string[], selected: Selected): boolean;
}

/** More paths than that of one object are not told: an error names some of them. */
const MAX_PATHS_PER_OBJECT = 1_000;

/**
 * The places of one plan. Where a single fetch brings all of an object but entity fields, and of it only leaves, equal
 * objects will stay equal whatever is fetched for them: they become one object, asked for, merged and written once.
 */
export function createPlaces(fetches: readonly PlannedFetch[]): Places {
  const tuples = findTuples(fetches);
  const bringers = countBringers(fetches);
  const brought = namesBrought(fetches);
  const places = new Map<string, Place & { readonly index: number }>();

  function make(path: readonly string[]): Place & { readonly index: number } {
    const index = places.size;
    const compiled = path.map((step) => typesOf(step) ?? step);
    const tuple = tuples.get(namesIn(path).join('.'));
    const around = [...places.values()]
      .filter((place) => place.path.length < path.length && startsWith(path, place.path))
      .sort((a, b) => b.path.length - a.path.length);

    function find(run: Run): readonly Json[] {
      const nearest = around.find((place) => run.targets[place.index] !== undefined);
      const from = nearest ? run.targets[nearest.index] : undefined;
      const rest = compiled.slice(nearest?.path.length ?? 0);
      const found = collector(tuple);
      for (const start of from ?? [run.root]) walk(start, [start], 0, rest, 0, found.add);
      return found.objects;
    }

    return {
      index,
      path,
      targetsOf(run) {
        const known = run.targets[index] ?? find(run);
        run.targets[index] = known;
        return known;
      },
      pathsOf: (run, objects) => pathsOf(run.root, compiled, objects),
    };
  }

  return {
    at(path) {
      const key = path.join('.');
      const place = places.get(key) ?? make(path);
      places.set(key, place);
      return place;
    },
    brings: (names) => brought.has(names.join('.')),
    isShared: (names) => tuples.has(names.join('.')),
    meetsOthers: (path, { inner }) =>
      [...inner.keys()].some((name) => (bringers.get([...namesIn(path), name].join('.')) ?? 0) > 1),
  };
}

const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((step, index) => path[index] === step);

const namesIn = (path: readonly string[]): readonly string[] =>
  withoutTypes(path).filter((step) => step !== '@');

/** The places that one fetch alone brings, with nothing but leaves: by names, with the names of the leaves. */
function findTuples(fetches: readonly PlannedFetch[]): ReadonlyMap<string, readonly string[]> {
  const tuples = new Map<string, readonly string[] | undefined>();
  const add = (names: readonly string[], { inner }: Selected): void => {
    for (const [name, selected] of inner) {
      const key = [...names, name].join('.');
      tuples.set(key, tuples.has(key) || selected.inner.size > 0 ? undefined : [...selected.leaves]);
      add([...names, name], selected);
    }
  };
  for (const { path, selected } of fetches) add(namesIn(path), selected);
  for (const [key, tuple] of tuples) if (!tuple?.includes('__typename')) tuples.delete(key);
  for (const key of dependingOnPlace(fetches)) tuples.delete(key);
  return tuples as ReadonlyMap<string, readonly string[]>;
}

/** Everything on the way to objects for which it matters where they stand. */
const dependingOnPlace = (fetches: readonly PlannedFetch[]): readonly string[] =>
  fetches
    .filter(({ dependsOnPlace }) => dependsOnPlace)
    .map(({ path }) => namesIn(path))
    .flatMap((names) => names.map((_, index) => names.slice(0, index + 1).join('.')));

/** Everything that the fetches bring, by the names that lead there. */
function namesBrought(fetches: readonly PlannedFetch[]): ReadonlySet<string> {
  const brought = new Set<string>();
  const add = (names: readonly string[], { leaves, inner }: Selected): void => {
    for (const name of [...leaves, ...inner.keys()]) brought.add([...names, name].join('.'));
    for (const [name, selected] of inner) add([...names, name], selected);
  };
  for (const { path, selected } of fetches) add(namesIn(path), selected);
  return brought;
}

/** How many fetches bring something into the objects at a place. */
function countBringers(fetches: readonly PlannedFetch[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { path, selected } of fetches)
    for (const name of selected.inner.keys()) count([...namesIn(path), name].join('.'));
  dependingOnPlace(fetches).forEach(count);
  return counts;
}

type Visit = (object: Json, holder: Json | unknown[], key: string | number) => void;

/** To a field, to the elements of a list (`@`), or on with objects of these types. */
type CompiledStep = string | ReadonlySet<string>;

/** Calls `visit` for each object at the path, with what holds it. */
function walk(
  value: unknown,
  holder: Json | unknown[],
  key: string | number,
  path: readonly CompiledStep[],
  depth: number,
  visit: Visit,
): void {
  const step = path[depth];
  if (step === undefined) {
    if (isObject(value)) visit(value, holder, key);
  } else if (step === '@') {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index += 1)
      walk(value[index], value, index, path, depth + 1, visit);
  } else if (isObject(value)) {
    if (typeof step === 'string') walk(value[step], value, step, path, depth + 1, visit);
    else if (step.has(value.__typename as string)) walk(value, holder, key, path, depth + 1, visit);
  }
}

/** Collects objects; with a tuple, equal ones become the first of them, also where they are held. */
function collector(tuple: readonly string[] | undefined): { readonly objects: Json[]; readonly add: Visit } {
  const objects: Json[] = [];
  if (!tuple) return { objects, add: (object) => void objects.push(object) };
  const first = new Map<string, Json>();
  const readers = tuple.map(readerOf);
  return {
    objects,
    add(object, holder, key) {
      let text = '';
      for (const read of readers) text += textOf(read(object));
      const known = first.get(text);
      if (known) (holder as Json)[key] = known;
      else {
        first.set(text, object);
        objects.push(object);
      }
    },
  };
}

/** Different values have different texts, also next to each other; those that nothing is made of have one. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return `${value.length}:${value}`;
  if (typeof value !== 'object') return `p${String(value)};`;
  return isTooDeep(value) ? 'd;' : `o${JSON.stringify(value)};`;
}

function pathsOf(root: Json, path: readonly CompiledStep[], objects: ReadonlySet<Json>) {
  const paths = new Map<Json, Path[]>();
  const visit = (value: unknown, depth: number, taken: Path): void => {
    const step = path[depth];
    if (step === undefined) {
      if (!isObject(value) || !objects.has(value)) return;
      const known = paths.get(value) ?? [];
      if (known.length < MAX_PATHS_PER_OBJECT) known.push(taken);
      paths.set(value, known);
    } else if (step === '@') {
      if (!Array.isArray(value)) return;
      for (const [index, element] of value.entries()) visit(element, depth + 1, [...taken, index]);
    } else if (isObject(value)) {
      if (typeof step === 'string') visit(value[step], depth + 1, [...taken, step]);
      else if (step.has(value.__typename as string)) visit(value, depth + 1, taken);
    }
  };
  visit(root, 0, []);
  return paths;
}
