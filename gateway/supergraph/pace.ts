import { setTimeout as pause } from 'node:timers/promises';

/** Called between the pieces of work that takes long. */
export type Pace = () => Promise<void>;

/** Gives requests as much time as the piece before has taken from them. Does not keep the process alive. */
export function halfTime(): Pace {
  let begunAt = performance.now();
  return async () => {
    await pause(performance.now() - begunAt, undefined, { ref: false });
    begunAt = performance.now();
  };
}

/** While there are no requests. */
export const fullTime: Pace = async () => {};

/** Does all pieces of a work. */
export async function paced<Result>(pieces: Generator<undefined, Result>, pace: Pace): Promise<Result> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
    await pace();
  }
}
