/** Who listens, by key. */
export interface Subscribers<T> {
  add(key: string, subscriber: T): () => void;
  of(key: string): Iterable<T>;
  readonly size: number;
}

export function createSubscribers<T>(): Subscribers<T> {
  const keys = new Map<string, Set<T>>();
  let size = 0;
  return {
    add(key, subscriber) {
      const subscribers = keys.get(key) ?? new Set();
      keys.set(key, subscribers.add(subscriber));
      size += 1;
      return () => {
        size -= 1;
        subscribers.delete(subscriber);
      };
    },
    of: (key) => keys.get(key) ?? [],
    get size() {
      return size;
    },
  };
}
