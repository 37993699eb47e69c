/** Gives the events and then waits until it is ended; an error among them is thrown. */
export function eventSource<Event>(
  events: readonly (Event | Error)[],
  onEnd: () => void,
): AsyncIterableIterator<Event> {
  const over = Promise.withResolvers<IteratorReturnResult<undefined>>();
  const left = [...events];
  return {
    async next() {
      const event = left.shift();
      if (event instanceof Error) throw event;
      return event === undefined ? over.promise : { done: false, value: event };
    },
    async return() {
      onEnd();
      over.resolve({ done: true, value: undefined });
      return over.promise;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
