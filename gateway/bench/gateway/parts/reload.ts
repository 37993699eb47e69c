import { setTimeout as sleep } from 'node:timers/promises';
import { present } from 'platform/kernel/assert';
import { type Figures, startField, stopField } from '../field.ts';
import type { Load } from '../load/load.ts';
import type { Part } from '../part.ts';
import { FIGURES, figureCells, ms, table } from '../report.ts';
import { CONTENDERS } from '../servers/contenders.ts';
import { atMost, type Target } from '../targets.ts';

const WINDOW: Load = { connections: 50, seconds: 10, varied: true };
const RELOADS = 3;
const BEFORE_RELOAD_MS = 3_000;
const POLL_MS = 50;
const P99_GROWTH = 2;

interface Window {
  readonly title: string;
  readonly figures: Figures;
  /** From when the supergraph was there until it was served. */
  readonly servedAfterMs?: number;
}

/** The deep query at full load: ten seconds as it is, then ten in which another supergraph takes over, and again. */
export const reload: Part = async function* (setting) {
  const field = await startField(setting, [CONTENDERS.ours]);
  const { server, run } = present(field[0], 'it was started');
  console.error('reload: before');
  const windows: Window[] = [{ title: 'before', figures: await run('deep', WINDOW) }];
  for (let edition = 1; edition <= RELOADS; edition += 1) {
    console.error(`reload ${edition} of ${RELOADS}`);
    const supergraph = setting.compose({ edition });
    const running = run('deep', WINDOW);
    await sleep(BEFORE_RELOAD_MS);
    setting.publish(supergraph);
    const servedAfterMs = await untilServed(server.url, edition);
    windows.push({ title: `reload ${edition}`, figures: await running, servedAfterMs });
  }
  yield { table: tableOf(windows), figures: windows, targets: targetsOf(windows) };
  await stopField(field);
};

function tableOf(windows: readonly Window[]): string {
  const rows = windows.map(({ title, figures, servedAfterMs }) => [
    title,
    ...figureCells(figures),
    ms(figures.max),
    servedAfterMs === undefined ? '' : ms(servedAfterMs),
  ]);
  return table(
    ['deep query, varied traffic, 50 connections', ...FIGURES, 'longest ms', 'served after ms'],
    rows,
  );
}

function targetsOf(windows: readonly Window[]): readonly Target[] {
  const failures = windows.reduce((sum, { figures }) => sum + figures.failures, 0);
  const [before = 0, ...during] = windows.map(({ figures }) => figures.p99);
  return [
    atMost('reload: failed requests', failures, 0),
    atMost('reload: the worst p99, × before', Math.max(...during) / before, P99_GROWTH),
  ];
}

/** Milliseconds until the gateway knows the edition's field. */
async function untilServed(url: string, edition: number): Promise<number> {
  const began = performance.now();
  const body = JSON.stringify({ query: `{ topProducts { edition${edition} } }` });
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const isKnown = async () => (await fetch(url, { method: 'POST', headers, body })).ok;
  while (!(await isKnown())) await sleep(POLL_MS);
  return performance.now() - began;
}
