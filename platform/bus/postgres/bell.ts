/** Tells a waiting reader that there is something new. Rung while nobody waits, it is heard by the next wait. */
export interface Bell {
  ring(): void;
  /** Resolves when rung, or after `timeoutMs`. */
  heard(timeoutMs: number): Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let wake = (): void => {};
  return {
    ring: () => {
      rung = true;
      wake();
    },
    heard: async (timeoutMs) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}
