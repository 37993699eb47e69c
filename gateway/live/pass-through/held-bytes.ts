/** Of what may wait for one subscriber; a message that comes before it is reached is taken, however long it is. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;

/** The bytes of the messages that wait for a subscriber, as they came from the subgraph. */
export interface HeldBytes {
  /** Nothing more may wait. */
  isFull(): boolean;
  add(bytes: number): void;
  /** The message that has waited longest waits no more. */
  removeFirst(): void;
}

export function createHeldBytes(): HeldBytes {
  const sizes: number[] = [];
  let total = 0;
  return {
    isFull: () => total > MAX_HELD_BYTES,
    add(bytes) {
      sizes.push(bytes);
      total += bytes;
    },
    removeFirst() {
      total -= sizes.shift() ?? 0;
    },
  };
}
