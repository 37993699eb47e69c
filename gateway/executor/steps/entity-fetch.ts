import type { Run, Step, Variables } from '../run.ts';
import { all } from './all.ts';
import { compileContexts } from './contexts.ts';
import { compileEntities, type Targets } from './entities.ts';
import type { Joined } from './join.ts';
import type { Place } from './places.ts';
import type { PlanContext } from './plan-context.ts';

/**
 * A fetch of entities for the objects at some places of the answer. Objects with the same representation are asked for
 * once; those that lack something that not all of it requires are asked for the rest (plan/parts.ts).
 */
export function compileEntityFetch(fetches: Joined, context: PlanContext): Step {
  const [{ node, selected }] = fetches;
  const { parts = [], contextRewrites } = node;
  const places = fetches.map(({ path }) => context.places.at(path));
  const copies = fetches.some(({ path }) => context.places.meetsOthers(path, selected));
  const whole = compileEntities(node, places, copies, context);
  const inParts = parts.map((part) => compileEntities(part, places, copies, context));

  function fetch(run: Run, targets: Targets, contexts?: Variables): Promise<void> | undefined {
    const { entities, lacking } = whole.represent(targets);
    const asked = whole.ask(run, entities, contexts);
    if (!lacking) return asked;
    whole.leave(run, lacking);
    if (inParts.length === 0) return asked;
    return all([asked, ...inParts.map((part) => part.ask(run, part.represent(lacking).entities, contexts))]);
  }

  if (!contextRewrites)
    return (run) =>
      fetch(
        run,
        places.map((place) => place.targetsOf(run)),
      );
  const [place] = places as [Place];
  const divide = compileContexts(contextRewrites, place, context.types);
  return (run) =>
    all(divide(run, place.targetsOf(run)).map(({ targets, contexts }) => fetch(run, [targets], contexts)));
}
