/** Keeps the entries that were used last. */
export interface BoundedCache<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  /** The one that was used last is last. */
  values(): Iterable<Value>;
  readonly size: number;
}

/** The entries together weigh at most `capacity`; by default each weighs 1. One that is heavier alone is not kept. */
export function createBoundedCache<Key, Value>(
  capacity: number,
  weightOf: (key: Key, value: Value) => number = () => 1,
): BoundedCache<Key, Value> {
  const entries = new Map<Key, Value>();
  let weight = 0;

  function remove(key: Key): void {
    const value = entries.get(key);
    if (value === undefined) return;
    weight -= weightOf(key, value);
    entries.delete(key);
  }

  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      remove(key);
      entries.set(key, value);
      weight += weightOf(key, value);
      while (weight > capacity) remove(entries.keys().next().value as Key);
    },
    delete: remove,
    values: () => entries.values(),
    get size() {
      return entries.size;
    },
  };
}
