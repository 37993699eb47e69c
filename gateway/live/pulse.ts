/** Calls each of its members again and again, once in every interval, not all at the same time. */
export interface Pulse<T> {
  add(member: T): void;
  remove(member: T): void;
  close(): void;
}

const SLOTS = 32;

/** One timer for all: as many timers would take memory, and wake the process for each. */
export function createPulse<T>(intervalMs: number, beat: (member: T) => void): Pulse<T> {
  const slots = Array.from({ length: SLOTS }, () => new Set<T>());
  let added = 0;
  let turn = 0;
  const ticking = setInterval(() => {
    turn = (turn + 1) % SLOTS;
    for (const member of slots[turn] ?? []) beat(member);
  }, intervalMs / SLOTS);
  return {
    add: (member) => void slots[added++ % SLOTS]?.add(member),
    remove(member) {
      for (const slot of slots) if (slot.delete(member)) return;
    },
    close: () => clearInterval(ticking),
  };
}
