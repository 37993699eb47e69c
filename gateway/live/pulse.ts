/** Calls what is added to it again and again, each once in every interval, not all at the same time. */
export interface Pulse {
  /** Returns the function that ends it. */
  add(beat: () => void): () => void;
  close(): void;
}

const SLOTS = 32;

/** One timer for all: as many timers would take memory, and wake the process for each. */
export function createPulse(intervalMs: number): Pulse {
  const slots = Array.from({ length: SLOTS }, () => new Set<() => void>());
  let added = 0;
  let turn = 0;
  const ticking = setInterval(() => {
    turn = (turn + 1) % SLOTS;
    for (const beat of slots[turn] ?? []) beat();
  }, intervalMs / SLOTS);
  return {
    add(beat) {
      const slot = slots[added++ % SLOTS] as Set<() => void>;
      slot.add(beat);
      return () => void slot.delete(beat);
    },
    close: () => clearInterval(ticking),
  };
}
