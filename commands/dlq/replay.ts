import { setTimeout as sleep } from 'node:timers/promises';
import { type DeadLetterFilter, replayDeadLetters, replayProgress } from 'platform/bus/dead-letters';
import type { DeadLetterStore } from './dead-letter-stores.ts';

const POLL_MS = 500;
/** How long it is watched without any change. */
const PATIENCE_MS = 30_000;

/**
 * Marks the dead letters for replay; the consumers that run handle them, in order with what is parked behind them.
 * `watch` stays until that is done.
 */
export async function replay(
  stores: readonly DeadLetterStore[],
  filter: DeadLetterFilter,
  { watch, print }: { readonly watch: boolean; readonly print: (line: string) => void },
): Promise<void> {
  const marked = await Promise.all(stores.map(({ pool }) => replayDeadLetters(pool, filter)));
  const count = marked.reduce((sum, size) => sum + size, 0);
  if (count === 0) {
    print('No dead letters to replay.');
    return;
  }
  print(`Dead letters to be replayed: ${count}.`);
  if (watch) await watchProgress(stores, filter, print);
  else print('No supergraph is running: its consumers will handle them after the next start.');
}

async function watchProgress(
  stores: readonly DeadLetterStore[],
  filter: DeadLetterFilter,
  print: (line: string) => void,
): Promise<void> {
  let last = '';
  for (let changedAt = Date.now(); Date.now() - changedAt < PATIENCE_MS; ) {
    const progress = await Promise.all(stores.map(({ pool }) => replayProgress(pool, filter)));
    const sum = (of: 'replaying' | 'parked' | 'dead') =>
      progress.reduce((total, part) => total + part[of], 0);
    const line = `${sum('replaying')} to replay, ${sum('parked')} parked, ${sum('dead')} dead letters`;
    if (line !== last) {
      print(line);
      last = line;
      changedAt = Date.now();
    }
    if (sum('replaying') === 0 && (sum('parked') === 0 || sum('dead') > 0)) return;
    await sleep(POLL_MS);
  }
  print('Nothing has changed for a while: do the consumers run? Their log tells.');
}
