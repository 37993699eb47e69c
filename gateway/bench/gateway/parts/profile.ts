import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { present } from 'platform/kernel/assert';
import { startField, stopField } from '../field.ts';
import { percent, table, whole } from '../report.ts';
import { BARE, ours } from '../servers/ours.ts';
import type { Setting } from '../setting.ts';
import { type CallFrame, type CpuProfile, functionOf, roomOf, selfTimes } from './self-times.ts';
import type { Workload } from './workloads.ts';

const ROOMS = 20;
const FUNCTIONS = 40;

/** Profiles this gateway under a workload. Returns what took the time, by package and by function, and the profile's file. */
export async function profile(
  setting: Setting,
  { query, connections, varied, delayMs, title }: Workload,
  { seconds, folder }: { readonly seconds: number; readonly folder: string },
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const before = new Set(readdirSync(folder));
  const command = ours(BARE, ['--cpu-prof', `--cpu-prof-dir=${resolve(folder)}`]);
  const field = await startField(setting, [{ label: 'this gateway', command }]);
  setting.subgraphs.setDelay(delayMs);
  const began = performance.now();
  const { perSecond } = await present(field[0], 'it was started').run(query, {
    connections,
    varied,
    seconds,
  });
  await stopField(field);
  setting.subgraphs.setDelay(0);
  const left = readdirSync(folder).find((file) => !before.has(file));
  const file = join(folder, present(left, 'the gateway left its profile'));
  const recorded: CpuProfile = JSON.parse(readFileSync(file, 'utf8'));
  const lastMs = performance.now() - began;
  const tableOf = (head: string, nameOf: (frame: CallFrame) => string, shown: number): string => {
    const times = selfTimes(recorded, lastMs, nameOf).slice(0, shown);
    return table(
      [head, 'of the time'],
      times.map(({ name, share }) => [name, percent(share, 1)]),
    );
  };
  const heading = `${title}, at ${whole(perSecond)} requests/s`;
  return [tableOf(heading, roomOf, ROOMS), tableOf('functions', functionOf, FUNCTIONS), file].join('\n\n');
}
