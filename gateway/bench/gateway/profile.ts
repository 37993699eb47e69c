import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { present } from 'platform/kernel/assert';
import { load } from './load/load.ts';
import { percent, table, whole } from './report.ts';
import { BARE, ours } from './servers/ours.ts';
import { dataOf, QUERIES, type Setting } from './setting.ts';
import type { Workload } from './workloads.ts';

/** The part of a V8 CPU profile that is read here. Times are microseconds. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const WARM_UP_S = 3;
const SHOWN = 40;

/** Profiles this gateway under a workload; returns the functions that took most time themselves. */
export async function profile(
  setting: Setting,
  { query, connections, varied, delayMs, name }: Workload,
  { seconds, folder }: { readonly seconds: number; readonly folder: string },
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const before = new Set(readdirSync(folder));
  const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${resolve(folder)}`];
  const gateway = await setting.start({ label: 'profiled', command: ours(BARE, nodeOptions) });
  setting.subgraphs.setDelay(delayMs);
  const target = { url: gateway.url, query: QUERIES[query] };
  const expected = await dataOf(gateway.url, QUERIES[query]);
  await load(target, expected, { connections, varied, seconds: WARM_UP_S });
  const began = performance.now();
  const { perSecond } = await load(target, expected, { connections, varied, seconds });
  await gateway.stop();
  setting.subgraphs.setDelay(0);
  const file = present(
    readdirSync(folder).find((one) => !before.has(one)),
    'the gateway left its profile',
  );
  const text = readFileSync(join(folder, file), 'utf8');
  const rows = selfTimes(JSON.parse(text), (performance.now() - began) * 1000);
  const head = [`${name} (${whole(perSecond)} requests/s while profiled)`, 'of the time', 'where'];
  return `${table(head, rows.slice(0, SHOWN))}\n\n${join(folder, file)}`;
}

/** Function, share and place, of the samples of the last so many microseconds. */
function selfTimes({ nodes, startTime, endTime, samples, timeDeltas }: CpuProfile, last: number): string[][] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, number>();
  let at = startTime;
  let total = 0;
  for (const [n, sample] of samples.entries()) {
    const delta = timeDeltas[n] ?? 0;
    at += delta;
    if (at < endTime - last) continue;
    const { functionName = '', url = '', lineNumber = 0 } = names.get(sample) ?? {};
    const key = `${functionName || '(anonymous)'}\n${shortened(url)}:${lineNumber + 1}`;
    times.set(key, (times.get(key) ?? 0) + delta);
    total += delta;
  }
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([key, time]) => {
      const [name = '', place = ''] = key.split('\n');
      return [name, percent(time / total, 1), place];
    });
}

const shortened = (url: string): string =>
  url.replace(/^file:\/\/.*?\/(?=node_modules|gateway|platform)/, '');
