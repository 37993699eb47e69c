/** Bytes that may be held at once by all who share it. */
export interface ByteBudget {
  /** False, and nothing taken, when so many are not left. */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
  readonly used: number;
}

export function createByteBudget(maximum: number): ByteBudget {
  let used = 0;
  return {
    take(bytes) {
      if (used + bytes > maximum) return false;
      used += bytes;
      return true;
    },
    giveBack(bytes) {
      used -= bytes;
    },
    get used() {
      return used;
    },
  };
}
