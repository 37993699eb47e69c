import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { percent, table } from '../../gateway/report.ts';
import { TRANSPORTS } from '../clients/client.ts';
import { openSubscribers } from '../clients/subscribers.ts';
import { kernelBytes } from '../kernel-memory.ts';
import type { Part } from '../part.ts';
import { type Contender, keyOf, startContender } from '../servers/commands.ts';

/** Connections before those that are measured. */
const FIRST = 500;
/** Longer than a keep-alive and a cursor are apart. */
const IDLE_S = 20;

interface Row {
  readonly transport: string;
  readonly kilobytes: number;
  readonly kernelKilobytes: number;
  readonly descriptors: number;
  /** CPU of opening one: connection, token, operation. */
  readonly openingMs: number;
  /** Share of a CPU that all of them take while nothing happens. */
  readonly idleCpu: number;
  /** Longest and sum of what collecting garbage took meanwhile, opening included. */
  readonly gcMs: number;
}

/** What connections cost an instance, each of them with one subscription that hears nothing. */
export const capacity: Part = async ({ connections }) => {
  const rows: Row[] = [];
  for (const transport of ['websocket', 'sse'] as const) rows.push(await measure(transport, connections));
  return { table: tableOf(rows, connections), figures: rows, targets: [] };
};

async function measure(transport: 'websocket' | 'sse', connections: number): Promise<Row> {
  console.error(`capacity: ${transport}`);
  const server = await startContender('gateway.ts');
  const listening = { keyOf, onNext: () => {} };
  const first = await openSubscribers(server, TRANSPORTS[transport], { ...listening, count: FIRST });
  const before = await standOf(server);
  const rest = await openSubscribers(server, TRANSPORTS[transport], {
    ...listening,
    count: connections - FIRST,
  });
  const opened = server.cpuSeconds();
  const after = await standOf(server);
  const idleFrom = server.cpuSeconds();
  await sleep(IDLE_S * 1_000);
  const idleCpu = (server.cpuSeconds() - idleFrom) / IDLE_S;
  for (const crowd of [first, rest]) crowd.leave();
  await server.stop();
  const each = (grown: number) => grown / (connections - FIRST);
  return {
    transport,
    kilobytes: each(after.bytes - before.bytes) / 1024,
    kernelKilobytes: each(after.kernel - before.kernel) / 1024,
    descriptors: each(after.descriptors - before.descriptors),
    openingMs: each(opened - before.cpuSeconds) * 1_000,
    idleCpu,
    gcMs: (after.gcSeconds - before.gcSeconds) * 1_000,
  };
}

const GC_SUM = /^nodejs_gc_duration_seconds_sum\{[^}]*\} (\S+)$/gm;

async function standOf(server: Contender) {
  const bytes = await server.bytes();
  const metrics = await (await fetch(new URL('/metrics', server.url))).text();
  return {
    bytes,
    kernel: kernelBytes(),
    descriptors: readdirSync(`/proc/${server.pid}/fd`).length,
    cpuSeconds: server.cpuSeconds(),
    gcSeconds: [...metrics.matchAll(GC_SUM)].reduce((sum, [, seconds]) => sum + Number(seconds), 0),
  };
}

const tableOf = (rows: readonly Row[], connections: number): string =>
  table(
    [
      `${connections.toLocaleString('en')} connections`,
      ...['KB each', 'kernel KB each, both ends', 'descriptors each', 'CPU ms to open one'],
      ...['CPU of all while idle', 'GC ms in all'],
    ],
    rows.map(({ transport, kilobytes, kernelKilobytes, descriptors, openingMs, idleCpu, gcMs }) => [
      transport,
      ...[kilobytes, kernelKilobytes, descriptors].map((value) => value.toFixed(1)),
      ...[openingMs.toFixed(2), percent(idleCpu, 1), gcMs.toFixed(0)],
    ]),
  );
