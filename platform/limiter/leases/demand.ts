/** How much is asked for in a time. */
export interface Demand {
  add(quantity: number): void;
  /** What is expected in so many milliseconds, from what was asked for of late. Asking begins a new measurement. */
  expectedIn(durationMs: number, nowMs: number): number;
}

/** A measurement has at least this part of the time that is asked about, so that one request is no flood. */
const SHORTEST = 0.2;

/** The latest measurement counts as much as all before it. */
export function createDemand(startMs: number): Demand {
  let asked = 0;
  let sinceMs = startMs;
  let perMs: number | undefined;
  return {
    add(quantity) {
      asked += quantity;
    },
    expectedIn(durationMs, nowMs) {
      const measured = asked / Math.max(nowMs - sinceMs, durationMs * SHORTEST);
      perMs = perMs === undefined ? measured : (perMs + measured) / 2;
      asked = 0;
      sinceMs = nowMs;
      return perMs * durationMs;
    },
  };
}
