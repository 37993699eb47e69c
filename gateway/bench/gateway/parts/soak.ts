import { present } from 'platform/kernel/assert';
import { startField, stopField } from '../field.ts';
import { median } from '../load/figures.ts';
import type { Load } from '../load/load.ts';
import type { Part } from '../part.ts';
import { megabytes, ms, table, whole } from '../report.ts';
import { CONTENDERS } from '../servers/contenders.ts';
import { type Memory, watchMemory } from '../servers/memory.ts';

const MINUTE: Load = { connections: 50, seconds: 60, varied: true };
const HEAD = ['requests/s', 'p99 ms', 'failures', 'heap after a collection, MB', 'resident, MB'];

/** The deep query at full load for minutes. */
export const soak: Part = async function* (setting, { minutes }) {
  const field = await startField(setting, [CONTENDERS.ours]);
  const { server, run } = present(field[0], 'it was started');
  const figures = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    console.error(`soak: minute ${minute} of ${minutes}`);
    const stopWatching = watchMemory(server);
    const { perSecond, p99, failures } = await run('deep', MINUTE);
    figures.push({ minute, perSecond, p99, failures, ...summary(await stopWatching()) });
  }
  const rows = figures.map(({ minute, perSecond, p99, failures, leastHeap, resident }) => [
    `minute ${minute}`,
    ...[whole(perSecond), ms(p99), whole(failures), megabytes(leastHeap), megabytes(resident)],
  ]);
  yield { table: table(['deep query, varied traffic, 50 connections', ...HEAD], rows), figures };
  await stopField(field);
};

/** Between two collections the heap grows: the least of it is what cannot be collected. */
const summary = (samples: readonly Memory[]) => ({
  leastHeap: Math.min(...samples.map(({ heap }) => heap)),
  resident: median(samples.map(({ resident }) => resident)),
});
