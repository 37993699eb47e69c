/** This gateway over a bus in its own process: `gateway.ts [BYTES]`, of the text of each event. */
import { createMemoryBus } from './memory-bus.ts';
import { startMeasured } from './start.ts';
import { supergraphSdl } from './supergraph.ts';
import { tickOf } from './tick.ts';

const [bytes] = process.argv.slice(2);
const bus = createMemoryBus();

await startMeasured(supergraphSdl(), bus, (key, count) => {
  for (let n = 0; n < count; n += 1) bus.emit({ ...tickOf(key, bytes ? Number(bytes) : undefined) });
});
