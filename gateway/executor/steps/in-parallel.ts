import type { Run, Step } from '../run.ts';

/** Steps that do not wait for each other as one. */
export function inParallel(steps: readonly Step[]): Step {
  return (run: Run) => {
    const running = steps.map((step) => step(run)).filter((step) => step !== undefined);
    return running.length < 2 ? running[0] : all(running);
  };
}

async function all(running: readonly Promise<void>[]): Promise<void> {
  await Promise.all(running);
}
