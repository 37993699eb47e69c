import { present } from 'platform/kernel/assert';
import { type Figures, startField, stopField } from '../field.ts';
import { median } from '../load/figures.ts';
import type { Load } from '../load/load.ts';
import type { Part } from '../part.ts';
import { megabytes, ms, table, whole } from '../report.ts';
import { CONTENDERS } from '../servers/contenders.ts';
import { type Memory, watchMemory } from '../servers/memory.ts';
import { atMost, type Target } from '../targets.ts';

const MINUTE: Load = { connections: 50, seconds: 60, varied: true };

/** From the second minute, when everything has been compiled, to the last. */
const GROWTH = 1.1;

interface Minute extends Memory, Pick<Figures, 'perSecond' | 'p99' | 'failures'> {}

/** The deep query at full load for minutes. */
export const soak: Part = async function* (setting, { minutes }) {
  const field = await startField(setting, [CONTENDERS.ours]);
  const { server, run } = present(field[0], 'it was started');
  const all: Minute[] = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    console.error(`soak: minute ${minute} of ${minutes}`);
    const stopWatching = watchMemory(server);
    const { perSecond, p99, failures } = await run('deep', MINUTE);
    all.push({ perSecond, p99, failures, ...typical(await stopWatching()) });
  }
  yield { table: tableOf(all), figures: all, targets: targetsOf(all) };
  await stopField(field);
};

/** Between two collections the heap grows: the least of it is what cannot be collected. */
const typical = (samples: readonly Memory[]): Memory => ({
  heap: Math.min(...samples.map(({ heap }) => heap)),
  resident: median(samples.map(({ resident }) => resident)),
});

function tableOf(minutes: readonly Minute[]): string {
  const head = ['requests/s', 'p99 ms', 'failures', 'heap after a collection, MB', 'resident, MB'];
  const rows = minutes.map(({ perSecond, p99, failures, heap, resident }, n) => [
    `minute ${n + 1}`,
    ...[whole(perSecond), ms(p99), whole(failures), megabytes(heap), megabytes(resident)],
  ]);
  return table(['deep query, varied traffic, 50 connections', ...head], rows);
}

function targetsOf([, second, ...later]: readonly Minute[]): readonly Target[] {
  const last = later.at(-1);
  if (!second || !last) return [];
  return [
    atMost('soak: heap in the last minute, × in the second', last.heap / second.heap, GROWTH),
    atMost('soak: resident memory, the same', last.resident / second.resident, GROWTH),
  ];
}
