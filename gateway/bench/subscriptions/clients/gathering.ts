/** Counts what arrives until all that is expected has. */
export interface Gathering {
  arrive(): void;
  /** Resolves when so many have arrived since the last one was expected. */
  all(count: number): Promise<void>;
}

export function createGathering(): Gathering {
  let arrived = 0;
  let expected = 0;
  let waiting: PromiseWithResolvers<void> | undefined;
  return {
    arrive() {
      arrived += 1;
      if (arrived === expected) waiting?.resolve();
    },
    all(count) {
      arrived = 0;
      expected = count;
      waiting = Promise.withResolvers();
      return waiting.promise;
    },
  };
}
