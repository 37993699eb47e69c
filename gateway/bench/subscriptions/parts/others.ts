import { createMatchIndex } from '../../../live/match-index.ts';
import { median } from '../../gateway/load/figures.ts';
import { table } from '../../gateway/report.ts';
import { atMost } from '../../gateway/targets.ts';
import { openSocket } from '../clients/client.ts';
import { openSubscribers } from '../clients/subscribers.ts';
import type { Part } from '../part.ts';
import { type Contender, keyOf, startContender } from '../servers/commands.ts';
import { TENANT, TICKED, TOPIC } from '../servers/supergraph.ts';

const SUBSCRIBERS = [100, 1_000, 10_000];
const INDEXED = [...SUBSCRIBERS, 100_000];
const NOBODYS = 'nobody’s';
const EVENTS = 5_000;
const ROUNDS = 7;
const WARM_UP = 50_000;
const MAX_GROWTH = 1.5;

/** Microseconds for an event that none of them hears. */
interface Row {
  readonly subscribers: number;
  /** CPU of the whole gateway, from its bus. */
  readonly gateway: number | undefined;
  /** To find out in the index that nobody is to hear it. */
  readonly index: number;
}

/** What an event costs whom it does not concern: by how many subscribe to something else. */
export const others: Part = async () => {
  const server = await startContender('gateway.ts');
  await server.emit(NOBODYS, WARM_UP);
  microsOfFinding(WARM_UP);
  const rows: Row[] = [];
  let open = 0;
  for (const subscribers of INDEXED) {
    console.error(`others: ${subscribers}`);
    const from = open;
    if (subscribers <= Math.max(...SUBSCRIBERS)) {
      const [count, keyOfNth] = [subscribers - from, (n: number) => keyOf(from + n)];
      await openSubscribers(server, openSocket, { count, keyOf: keyOfNth, onNext: () => {} });
      open = subscribers;
    }
    rows.push({
      subscribers,
      gateway: open === subscribers ? await microsOfEvent(server) : undefined,
      index: microsOfFinding(subscribers),
    });
  }
  await server.stop();
  return { table: tableOf(rows), figures: rows, targets: targetsOf(rows) };
};

async function microsOfEvent(server: Contender): Promise<number> {
  const runs: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1) runs.push((await server.emit(NOBODYS, EVENTS)) / EVENTS);
  return median(runs);
}

function microsOfFinding(subscribers: number): number {
  const index = createMatchIndex<number>();
  const rule = { argument: 'key', operator: '=', path: ['key'] } as const;
  const source = { field: 'ticked', topic: TOPIC, types: new Set([TICKED]), match: [rule] };
  for (let n = 0; n < subscribers; n += 1)
    index.add({ tenantId: TENANT, source, criteria: [{ rule, value: keyOf(n) }] }, n);
  const event = { tenantId: TENANT, type: TICKED, data: { key: NOBODYS } };
  const runs = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    for (let n = 0; n < EVENTS; n += 1) index.find(event);
    return ((performance.now() - began) * 1_000) / EVENTS;
  });
  return median(runs);
}

const tableOf = (rows: readonly Row[]): string =>
  table(
    ['subscribers of other keys', 'µs of CPU for an event', 'of them in the index'],
    rows.map(({ subscribers, gateway, index }) => [
      subscribers.toLocaleString('en'),
      gateway?.toFixed(1) ?? '',
      index.toFixed(2),
    ]),
  );

function targetsOf(rows: readonly Row[]) {
  const growth = (figures: readonly (number | undefined)[]) => {
    const known = figures.filter((figure) => figure !== undefined);
    return (known.at(-1) ?? Number.NaN) / (known[0] ?? Number.NaN);
  };
  return [
    atMost(
      'CPU for an event, 10,000 of other keys, × 100',
      growth(rows.map(({ gateway }) => gateway)),
      MAX_GROWTH,
    ),
    atMost(
      'finding nobody, 100,000 of other keys, × 100',
      growth(rows.map(({ index }) => index)),
      MAX_GROWTH,
    ),
  ];
}
