const LANES = 8;
const REPORT_EVERY_MS = 1_000;

/** Does the work for each item, a few at a time and begun in their order, and says how far it is. */
export async function inLanes<Item, Result>(
  what: string,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  let done = 0;
  const progress = setInterval(() => console.log(`${what}: ${done} of ${items.length}`), REPORT_EVERY_MS);
  const lane = async () => {
    for (let n = next++; n < items.length; n = next++) {
      results[n] = await work(items[n] as Item);
      done += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    clearInterval(progress);
  }
  return results;
}
