/** A bounded number of things at once; who comes later waits for his turn. */
export interface Slots {
  /** Resolves with the function that gives the slot back. */
  acquire(): Promise<() => void>;
}

export function createSlots(size: number): Slots {
  const waiting: ((release: () => void) => void)[] = [];
  let taken = 0;
  const give = (): (() => void) => {
    let given = true;
    return () => {
      if (!given) return;
      given = false;
      const next = waiting.shift();
      if (next) next(give());
      else taken -= 1;
    };
  };
  return {
    acquire() {
      if (taken === size) return new Promise((resolve) => waiting.push(resolve));
      taken += 1;
      return Promise.resolve(give());
    },
  };
}
