import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** All that there is. The second time waits for what the first frees in another thread. */
export function collectGarbage(): void {
  gc();
  gc();
}
