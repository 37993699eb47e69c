import type { ExecutionResult } from 'graphql';
import { beginLifetime, type Lifetime } from '../lifetime.ts';

/** An answer as a stream of one, so that its client can end it: a promise would run on after `complete`. */
export function answerOnce(
  answer: (lifetime: Lifetime) => Promise<ExecutionResult>,
  deadlineMs: number,
): AsyncIterableIterator<ExecutionResult> {
  const lifetime = beginLifetime(deadlineMs);
  const ended = Promise.withResolvers<typeof DONE>();
  let given: Promise<ExecutionResult> | undefined;

  const give = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    given = answer(lifetime).finally(lifetime.end);
    return { done: false, value: await given };
  };
  return {
    next: () => (given ? Promise.resolve(DONE) : Promise.race([give(), ended.promise])),
    async return() {
      lifetime.abandon();
      lifetime.end();
      ended.resolve(DONE);
      return DONE;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };
