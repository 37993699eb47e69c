import { type ErrorCode, PlatformError } from 'platform/errors/errors';
import type { SubgraphError } from '../../data-source/data-source.ts';
import { isTooDeep } from '../depth.ts';
import { type FetchError, isObject, type Path, type Run } from '../run.ts';
import { createCoverage } from '../shape/coverage.ts';
import { withoutTypes } from './path-steps.ts';
import type { Place } from './places.ts';
import type { PlanContext } from './plan-context.ts';
import type { Selected } from './selected.ts';

/** Tells the client what a fetch did not bring, at the places of the answer that it was for. */
export interface Problems {
  /** The subgraph could not be asked: one error for each field of the fetch. */
  unanswered(run: Run, error: unknown): void;
  /** What the subgraph gave is no answer to what it was asked. */
  misanswered(run: Run): void;
  /** An error of the subgraph; its path begins at each of the given ones. None: it told no path that we know. */
  told(run: Run, error: SubgraphError, starts: readonly Path[], rest: Path): void;
  /** The errors that were told are why there is nothing at these places. */
  nulled(run: Run, starts: readonly Path[]): void;
  /** Objects that it could not ask for. Those of which an error told so already lack its fields for the same reason. */
  unasked(run: Run, starts: readonly Path[]): void;
}

/** `places`: where the fetch is at work. Nothing is told of those where it found nothing to ask for. */
export function createProblems(
  service: string,
  selected: Selected,
  { clientName }: PlanContext,
  places: readonly Place[],
): Problems {
  const names = [...selected.leaves, ...selected.inner.keys()]
    .filter((name) => !name.startsWith('__'))
    .map(clientName);

  const pathsIn = (run: Run): readonly Path[] =>
    places.filter((place) => place.targetsOf(run).length > 0).map(({ path }) => toClient(withoutTypes(path)));

  function everywhere(run: Run, code: ErrorCode, message: string): void {
    const extensions = { code, serviceName: service };
    for (const path of pathsIn(run))
      for (const name of names) run.errors.push({ message, path: [...path, name], extensions });
  }

  function toClient(steps: Path): Path {
    return steps.map((step) => (typeof step === 'string' ? clientName(step) : step));
  }

  return {
    unanswered(run, error) {
      run.onFailure(service, error);
      if (error instanceof PlatformError) everywhere(run, error.code, error.message);
      else everywhere(run, 'SUBGRAPH_UNAVAILABLE', `The service ${service} is unavailable.`);
    },
    misanswered: (run) =>
      everywhere(run, 'SUBGRAPH_RESPONSE_INVALID', `The service ${service} gave no valid answer.`),
    told(run, error, starts, rest) {
      const asked = askedPart(rest, selected);
      const paths = starts.map((start) => toClient([...start, ...asked])).filter(({ length }) => length > 0);
      for (const known of paths.length > 0 ? paths : pathsIn(run).map(somewhere))
        run.errors.push(asFetchError(error, known, service));
    },
    nulled: (run, starts) => addNulled(run, starts.map(toClient)),
    unasked(run, starts) {
      const isTold = createCoverage([...run.errors, ...run.nulled.map((path) => ({ path }))]);
      addNulled(run, starts.map(toClient).filter(isTold));
    },
  };

  function addNulled(run: Run, objects: readonly Path[]): void {
    for (const path of objects) for (const name of names) run.nulled.push([...path, name]);
  }

  /** As near as can be said without a path. */
  function somewhere(path: Path): Path | undefined {
    const [only] = names;
    if (names.length === 1 && only !== undefined) return [...path, only];
    return path.length > 0 ? path : undefined;
  }
}

/** An error of a subgraph, with whatever its extensions are. */
export const asFetchError = (
  { message, extensions }: SubgraphError,
  path: Path | undefined,
  service: string,
): FetchError => ({
  message: typeof message === 'string' && message !== '' ? message : `The service ${service} failed.`,
  path,
  extensions: { ...asObject(extensions), serviceName: service },
});

const asObject = (value: unknown): object => (isObject(value) && !isTooDeep(value) ? value : {});

/** More steps than these lead nowhere. */
const MAX_STEPS = 200;

/** A path up to what the subgraph was not asked for. */
function askedPart(path: Path, selected: Selected): Path {
  let at: Selected | undefined = selected;
  for (const [depth, step] of path.slice(0, MAX_STEPS).entries()) {
    if (typeof step === 'number') continue;
    const inner: Selected | undefined = at?.inner.get(step);
    if (!inner && !at?.leaves.has(step)) return path.slice(0, depth);
    at = inner;
  }
  return path.slice(0, MAX_STEPS);
}

/** The path of a subgraph's error, when it is one. */
export function pathOf({ path }: SubgraphError): Path | undefined {
  const isPath =
    Array.isArray(path) && path.every((step) => typeof step === 'string' || Number.isInteger(step));
  return isPath && path.length > 0 ? path : undefined;
}
