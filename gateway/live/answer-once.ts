import { beginLifetime, type Lifetime } from '../lifetime.ts';
import type { Operation } from './outlet.ts';

/** A query or a mutation: its one answer, as JSON, is made when it starts. Cancelled, what is done for it ends. */
export function answerOnce(answer: (lifetime: Lifetime) => Promise<string>, deadlineMs: number): Operation {
  const lifetime = beginLifetime(deadlineMs);
  let isCancelled = false;
  return {
    start(outlet) {
      const sent = answer(lifetime).then((text) => {
        if (!isCancelled) outlet.next(text, undefined);
      });
      const end = (error?: unknown) => {
        lifetime.end();
        if (!isCancelled) outlet.end(error);
      };
      sent.then(() => end(), end);
    },
    resume: () => {},
    cancel() {
      isCancelled = true;
      lifetime.abandon();
      lifetime.end();
    },
  };
}
