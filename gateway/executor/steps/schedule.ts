import type { Run, Step } from '../run.ts';

/** A step, and what must be done before it: the indices of earlier stages. */
export interface Stage {
  readonly step: Step;
  readonly waitsFor: readonly number[];
}

/** Runs each stage as soon as those are done that it waits for. */
export function schedule(stages: readonly Stage[]): Step {
  const [only] = stages;
  if (only && stages.length === 1) return only.step;
  const counts = stages.map(({ waitsFor }) => waitsFor.length);
  const followers = stages.map((_, index) =>
    stages.flatMap(({ waitsFor }, follower) => (waitsFor.includes(index) ? [follower] : [])),
  );
  const first = counts.flatMap((count, index) => (count === 0 ? [index] : []));
  return (run) => new Promise((resolve, reject) => start(run, resolve, reject));

  function start(run: Run, resolve: () => void, reject: (bug: unknown) => void): void {
    const missing = [...counts];
    let open = stages.length;
    first.forEach(begin);

    function begin(index: number): void {
      const done = (stages[index] as Stage).step(run);
      if (done) done.then(() => end(index)).catch(reject);
      else end(index);
    }

    function end(index: number): void {
      open -= 1;
      if (open === 0) resolve();
      for (const follower of followers[index] as number[]) {
        (missing[follower] as number) -= 1;
        if (missing[follower] === 0) begin(follower);
      }
    }
  }
}
