import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from './process.ts';

/** Bytes. */
export interface Memory {
  readonly heap: number;
  readonly resident: number;
}

const INTERVAL_MS = 500;
const HEAP = /^nodejs_heap_size_used_bytes (\S+)$/m;

/** Looks at a gateway's memory twice a second until the function that is returned is called, which returns the samples. */
export function watchMemory({ url, residentBytes }: Server): () => Promise<readonly Memory[]> {
  const samples: Memory[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    while (!stop.signal.aborted) {
      const metrics = await (await fetch(new URL('/metrics', url))).text();
      samples.push({ heap: Number(HEAP.exec(metrics)?.[1]), resident: residentBytes() });
      await sleep(INTERVAL_MS, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  return async () => {
    stop.abort();
    await watching;
    return samples;
  };
}
