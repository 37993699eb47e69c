/** A bounded number of things at once, and a bounded number that wait for their turn. */
export interface Slots {
  /** Resolves with the function that gives the slot back; rejects with `SlotsExhausted` when too many wait. */
  acquire(): Promise<() => void>;
}

export class SlotsExhausted extends Error {
  override readonly name = 'SlotsExhausted';
}

export function createSlots(size: number, maxWaiting: number): Slots {
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
      if (taken < size) {
        taken += 1;
        return Promise.resolve(give());
      }
      if (waiting.length >= maxWaiting) return Promise.reject(new SlotsExhausted('too many wait'));
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
