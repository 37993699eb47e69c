import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { present } from 'platform/kernel/assert';
import { startField, stopField } from '../field.ts';
import { percent, table, whole } from '../report.ts';
import { BARE, ours } from '../servers/ours.ts';
import type { Setting } from '../setting.ts';
import { selfTimes } from './self-times.ts';
import type { Workload } from './workloads.ts';

const SHOWN = 40;

/** Profiles this gateway under a workload. Returns a table of the functions that took most time themselves. */
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
  const times = selfTimes(JSON.parse(readFileSync(file, 'utf8')), performance.now() - began);
  const rows = times.slice(0, SHOWN).map(({ name, share, place }) => [name, percent(share, 1), place]);
  return `${table([title, `at ${whole(perSecond)} requests/s`, 'where'], rows)}\n\n${file}`;
}
