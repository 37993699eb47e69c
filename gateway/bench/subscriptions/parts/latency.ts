import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from 'platform/local-stack/kafka';
import { quantile } from '../../gateway/load/figures.ts';
import { ms, percent, table } from '../../gateway/report.ts';
import { GATEWAY_CPU, OTHER_CPU, pinTo } from '../../gateway/servers/process.ts';
import { atMost } from '../../gateway/targets.ts';
import { openSocket } from '../clients/client.ts';
import { openSubscribers } from '../clients/subscribers.ts';
import type { Options, Part } from '../part.ts';
import { type Contender, keyOf, startContender } from '../servers/commands.ts';
import { timeIn } from '../servers/tick.ts';

const SUBSCRIBERS = 1_000;
const MAX_P95_MS = 100;
const WARM_UP_S = 3;

/** Nothing is measured alone here: the database, Kafka, the ledger, the gateway and the clients share them. */
const BOTH = [GATEWAY_CPU, OTHER_CPU];

const POSTED = `subscription ($key: ID) {
  transactionPosted(accountId: $key) { cursor occurredAt transaction { id } }
}`;
const OCCURRED = '"occurredAt":"';
const INSTANT_CHARS = 27;

/** `occurredAt` is `recordedAt`, which is taken before the commit. */
function recordedIn(message: Buffer): number {
  const at = message.indexOf(OCCURRED) + OCCURRED.length;
  return Date.parse(message.toString('latin1', at, at + INSTANT_CHARS));
}

interface Row {
  readonly label: string;
  readonly times: readonly number[];
  /** The server's share of its CPU. */
  readonly cpu: number;
}

/** So many events a second, each heard by one of so many subscribers: from the ledger over Kafka, and pushed by a bare server. */
export const latency: Part = async (options) => {
  pinTo(...BOTH);
  const rows = [await overKafka(options), await pushed(options)];
  pinTo(OTHER_CPU);
  const [ours] = rows.map(({ times }) => quantile(times, 0.95));
  return {
    table: tableOf(rows, options),
    figures: rows.map(({ times, ...row }) => ({
      ...row,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
    })),
    targets: [
      atMost('commit in the ledger to the client over Kafka, p95 ms', ours ?? Number.NaN, MAX_P95_MS),
    ],
  };
};

async function overKafka(options: Options): Promise<Row> {
  console.error('latency: commit to client over Kafka');
  const dataDir = mkdtempSync(join(tmpdir(), 'subscriptions-bench-'));
  const kafka = await startKafka({ dataDir });
  const [broker = ''] = kafka.brokers;
  const ledger = await startContender('ledger.ts', [broker, `${SUBSCRIBERS}`], BOTH);
  const gateway = await startContender('gateway-on-kafka.ts', [broker], BOTH);
  const accounts = ledger.keys ?? [];
  const listening = { query: POSTED, keyOf: (n: number) => accounts[n] ?? '', timeOf: recordedIn };
  const row = await timed('ledger, relay, Kafka, this gateway', gateway, ledger, listening, options);
  for (const server of [gateway, ledger]) await server.stop();
  await kafka.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return row;
}

async function pushed(options: Options): Promise<Row> {
  console.error('latency: bare push');
  const server = await startContender('bare.ts', [], BOTH);
  const row = await timed(
    'bare `ws`, pushed by its own process',
    server,
    server,
    { keyOf, timeOf: timeIn },
    options,
  );
  await server.stop();
  return row;
}

interface Timing {
  readonly query?: string;
  readonly keyOf: (n: number) => string;
  readonly timeOf: (message: Buffer) => number;
}

async function timed(
  label: string,
  server: Contender,
  source: Contender,
  { timeOf, ...listening }: Timing,
  { rate, seconds }: Options,
): Promise<Row> {
  let times: number[] = [];
  const onNext = (message: Buffer) => times.push(Date.now() - timeOf(message));
  const crowd = await openSubscribers(server, openSocket, { ...listening, count: SUBSCRIBERS, onNext });
  await source.pace(SUBSCRIBERS, rate, WARM_UP_S);
  times = [];
  const cpu = server.cpuSeconds();
  await source.pace(SUBSCRIBERS, rate, seconds);
  const row = { label, times, cpu: (server.cpuSeconds() - cpu) / seconds };
  crowd.leave();
  return row;
}

const tableOf = (rows: readonly Row[], { rate }: Options): string =>
  table(
    [
      `${rate} events/s, ${SUBSCRIBERS} subscribers`,
      'events',
      ...['p50', 'p95', 'p99'].map((name) => `${name} ms`),
      'CPU',
    ],
    rows.map(({ label, times, cpu }) => [
      label,
      times.length.toLocaleString('en'),
      ...[0.5, 0.95, 0.99].map((q) => ms(quantile(times, q))),
      percent(cpu),
    ]),
  );
