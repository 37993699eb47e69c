import type { ExecutionResult } from 'graphql';

/** An event on its way to one subscriber. */
export interface StreamItem {
  /** Where to resume after this event. */
  readonly cursor: () => string;
  /** Resolves the subscriber's selection, once however often it is called. Never rejects. */
  readonly result: () => Promise<ExecutionResult>;
}

export interface StreamOptions {
  /** Items that may wait; one more, and the subscriber is too slow. */
  readonly capacity: number;
  /** The next items that are resolved while the subscriber still takes earlier ones. */
  readonly readAhead: number;
  /** Called before an item is taken, which it may prevent by `fail`. */
  readonly onTake: () => void;
  /** Called when an item is handed to the reader. */
  readonly onHand: () => void;
  /** Called once when the stream is over for whatever reason: stop feeding it. */
  readonly onEnd: () => void;
  /** Called when at most a quarter of the capacity waits. */
  readonly onDrained: () => void;
}

/** What a transport reads: pull one result, send it, pull the next. One `next` at a time. */
export interface EventStream extends AsyncIterableIterator<ExecutionResult, undefined> {
  next(): Promise<IteratorResult<ExecutionResult, undefined>>;
  return(): Promise<IteratorReturnResult<undefined>>;
  throw(error: unknown): Promise<never>;
  /** False when it is full: the item was not taken. */
  push(item: StreamItem): boolean;
  /** Drops what waits; the reader gets `error` after the result in hand. */
  fail(error: Error): void;
  isFull(): boolean;
  /** Items that wait. */
  waiting(): number;
  /** Everything pushed has been sent and the reader waits for more. */
  isIdle(): boolean;
  /** The cursor of the last item that the reader took. */
  taken(): string | undefined;
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * A bounded queue between the events and one reader. It is written by hand and not as an async generator, because a
 * generator that waits cannot be ended from outside: it would stay with all it holds until its next event.
 */
export function createEventStream(options: StreamOptions): EventStream {
  const { capacity, readAhead, onTake, onHand, onEnd, onDrained } = options;
  let queue: StreamItem[] = [];
  let reader: PromiseWithResolvers<IteratorResult<ExecutionResult, undefined>> | undefined;
  let state: 'open' | 'failed' | 'over' = 'open';
  let failure: Error | undefined;
  let last: StreamItem | undefined;

  const end = (next: 'failed' | 'over') => {
    if (state === 'open') onEnd();
    state = next;
    queue = [];
  };
  const hand = async (item: StreamItem): Promise<IteratorResult<ExecutionResult, undefined>> => {
    last = item;
    onHand();
    const value = await item.result();
    return state === 'over' ? DONE : { done: false, value };
  };
  const failed = (): Promise<never> => {
    state = 'over';
    return Promise.reject(failure);
  };

  return {
    push(item) {
      if (state !== 'open' || queue.length >= capacity) return false;
      if (reader) {
        reader.resolve(hand(item));
        reader = undefined;
        return true;
      }
      queue.push(item);
      if (queue.length <= readAhead) void item.result();
      return true;
    },
    next() {
      if (queue.length > 0) onTake();
      const item = queue.shift();
      if (item) {
        if (queue.length >= readAhead) void queue[readAhead - 1]?.result();
        if (queue.length <= capacity / 4) onDrained();
        return hand(item);
      }
      if (state === 'failed') return failed();
      if (state === 'over') return Promise.resolve(DONE);
      reader = Promise.withResolvers();
      return reader.promise;
    },
    async return() {
      end('over');
      reader?.resolve(DONE);
      reader = undefined;
      return DONE;
    },
    throw(error) {
      end('over');
      return Promise.reject(error);
    },
    fail(error) {
      if (state !== 'open') return;
      failure = error;
      end('failed');
      reader?.resolve(failed());
      reader = undefined;
    },
    isFull: () => queue.length >= capacity,
    waiting: () => queue.length,
    isIdle: () => state === 'open' && reader !== undefined,
    taken: () => last?.cursor(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
