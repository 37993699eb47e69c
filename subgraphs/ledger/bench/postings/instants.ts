/** Of rows that are not the writer's: they lie before all of its own, and are never the same. */
let next = BigInt(Date.now() - 86_400_000) * 1000n;

export function nextInstant(): bigint {
  next += 1n;
  return next;
}
