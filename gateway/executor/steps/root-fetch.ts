import type { Json, Run, Step } from '../run.ts';
import { ask } from './ask.ts';
import { compileMerge } from './merge.ts';
import { withoutTypes } from './path-steps.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlannedFetch } from './planned-fetches.ts';
import { createProblems, pathOf } from './problems.ts';
import { compileRequest } from './request.ts';
import { compileRewrites } from './rewrites.ts';

/** A fetch of root fields; also of those that stand below (`type Paid { query: Query }`). */
export function compileRootFetch({ node, selected, path }: PlannedFetch, context: PlanContext): Step {
  const place = context.places.at(path);
  const request = compileRequest(node, context);
  const merge = compileMerge(selected, context.types);
  const rewrite = compileRewrites(node.outputRewrites ?? [], context.types);
  const problems = createProblems(node.serviceName, selected, context, [place]);

  async function fetch(run: Run, targets: readonly Json[]): Promise<void> {
    const given = await ask(run, node.serviceName, request.with(run.variables), problems);
    if (!given) return;
    const { data, errors } = given;
    for (const error of errors) {
      const told = pathOf(error);
      problems.told(run, error, told ? [withoutTypes(path)] : [], told ?? []);
    }
    if (!data) {
      if (errors.length === 0) problems.misanswered(run);
      else problems.nulled(run, [withoutTypes(path)]);
      return;
    }
    rewrite(data);
    targets.forEach((target, index) => {
      merge(target, index === 0 ? data : structuredClone(data));
    });
  }

  return (run) => {
    const targets = path.length === 0 ? [run.root] : place.targetsOf(run);
    return targets.length === 0 ? undefined : fetch(run, targets);
  };
}
