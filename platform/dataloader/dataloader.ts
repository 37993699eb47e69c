import DataLoader from 'dataloader';

/** Keys in one batch, unless said otherwise: one query with so many binds is still a quick one. */
export const DEFAULT_MAX_BATCH = 500;

export interface Loader<Key, Value> {
  /** The value of the key; null when there is none. */
  load(key: Key): Promise<Value | null>;
  /** Values in the order of the keys. */
  loadMany(keys: readonly Key[]): Promise<readonly (Value | null)[]>;
  /** Forgets what it loaded: something was written. */
  clear(): void;
}

/**
 * Gathers the keys that are asked for in one turn of the event loop into one `fetch`, and asks for each key once.
 *
 * One per request, in the request's context, never on a singleton: it remembers what it loaded, and what a request
 * may see is decided by its tenant's row-level security. A shared loader would show one tenant the rows of another.
 *
 * `fetch` opens one unit of work per batch. It returns what it found by key; keys must compare by value (strings).
 * When it rejects, every key of the batch fails.
 *
 * @example const accounts = createLoader((ids: readonly AccountId[]) => unitOfWork(tenantId, (uow) => accountsById(uow, ids)));
 */
export function createLoader<Key extends string, Value>(
  fetch: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  maxBatch: number = DEFAULT_MAX_BATCH,
): Loader<Key, Value> {
  const loader = new DataLoader<Key, Value | null>(
    async (keys) => {
      const found = await fetch(keys);
      return keys.map((key) => found.get(key) ?? null);
    },
    { maxBatchSize: maxBatch },
  );
  return {
    load: (key) => loader.load(key),
    loadMany: (keys) => Promise.all(keys.map((key) => loader.load(key))),
    clear: () => void loader.clearAll(),
  };
}
