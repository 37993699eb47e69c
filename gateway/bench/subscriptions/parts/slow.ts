import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../gateway/load/figures.ts';
import { megabytes, ms, table } from '../../gateway/report.ts';
import { atMost } from '../../gateway/targets.ts';
import { openSocket } from '../clients/client.ts';
import { openSubscribers } from '../clients/subscribers.ts';
import type { Part } from '../part.ts';
import { keyOf, startContender } from '../servers/commands.ts';
import { timeIn } from '../servers/tick.ts';

const READERS = 10;
const STOPPED = 5;
/** So that what waits is soon more than the buffers of the sockets hold. */
const EVENT_BYTES = 5_000;
const RATE = 400;
const SETTLE_MS = 1_000;
const MAX_TIMES = 1.5;

interface Row {
  readonly stop: boolean;
  readonly times: readonly number[];
  readonly cut: number;
  readonly grownBytes: number;
}

/** Some are timed, beside others that read as they do, then beside others that stop reading. */
export const slow: Part = async ({ seconds }) => {
  const rows = [await measure(false, seconds), await measure(true, seconds)];
  const [without = Number.NaN, beside = Number.NaN] = rows.map(({ times }) => quantile(times, 0.95));
  return {
    table: tableOf(rows),
    figures: rows.map(({ times, ...row }) => ({ ...row, p95: quantile(times, 0.95) })),
    targets: [
      atMost(
        'p95 of those that read, beside clients that stopped, × beside such that read',
        beside / without,
        MAX_TIMES,
      ),
    ],
  };
};

async function measure(stop: boolean, seconds: number): Promise<Row> {
  console.error(`slow: ${stop ? STOPPED : 'none'} stop reading`);
  const server = await startContender('gateway.ts', [`${EVENT_BYTES}`]);
  const times: number[] = [];
  const onNext = (message: Buffer) => times.push(Date.now() - timeIn(message));
  const listening = { keyOf: () => keyOf(0) };
  const readers = await openSubscribers(server, openSocket, { ...listening, count: READERS, onNext });
  const others = await openSubscribers(server, openSocket, {
    ...listening,
    count: STOPPED,
    onNext: () => {},
  });
  await server.pace(1, RATE, 1);
  times.length = 0;
  const before = await server.bytes();
  if (stop) for (const { socket } of others.clients) socket.pause();
  await server.pace(1, RATE, seconds);
  await sleep(SETTLE_MS);
  const row = {
    ...{ stop, times },
    cut: READERS + STOPPED - (await server.open()),
    grownBytes: (await server.bytes()) - before,
  };
  for (const crowd of [readers, others]) crowd.leave();
  await server.stop();
  return row;
}

const tableOf = (rows: readonly Row[]): string =>
  table(
    [
      `${READERS} read ${RATE} events/s of ${EVENT_BYTES / 1_000} kB`,
      ...['heard', 'p50 ms', 'p95 ms', 'p99 ms', 'cut with SLOW_CONSUMER', 'memory grown MB'],
    ],
    rows.map(({ stop, times, cut, grownBytes }) => [
      `beside ${STOPPED} that ${stop ? 'stopped' : 'read too'}`,
      times.length.toLocaleString('en'),
      ...[0.5, 0.95, 0.99].map((q) => ms(quantile(times, q))),
      ...[`${cut}`, megabytes(grownBytes)],
    ]),
  );
