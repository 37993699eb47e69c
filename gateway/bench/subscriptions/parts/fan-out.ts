import { median } from '../../gateway/load/figures.ts';
import { table } from '../../gateway/report.ts';
import { atMost } from '../../gateway/targets.ts';
import { type OpenClient, TRANSPORTS } from '../clients/client.ts';
import { createGathering } from '../clients/gathering.ts';
import { openSubscribers } from '../clients/subscribers.ts';
import { kernelBytes } from '../kernel-memory.ts';
import type { Options, Part } from '../part.ts';
import { keyOf, startContender } from '../servers/commands.ts';

const { websocket, sse, multipart } = TRANSPORTS;

/** Who takes part: a script, its arguments, and how its clients come. */
const FIELD: readonly (readonly [
  label: string,
  script: string,
  args: readonly string[],
  open: OpenClient,
])[] = [
  ["graphql-ws's server", 'graphql-ws.ts', [], websocket],
  ['`ws`, the protocol by hand', 'bare.ts', [], websocket],
  ['`ws`, prebuilt frames', 'bare.ts', ['prebuilt'], websocket],
  ['this gateway, WebSocket', 'gateway.ts', [], websocket],
  ['this gateway, Server-Sent Events', 'gateway.ts', [], sse],
  ['this gateway, multipart', 'gateway.ts', [], multipart],
];
const [GRAPHQL_WS, BARE, , OURS] = FIELD.map(([label]) => label);

/** Connections whose memory is not counted: what the first ones cost is not what each costs. */
const FIRST = 500;
/** Of all connections these hear the event; the others are there. */
const HEARING = 0.9;
const WARM_UP = 5;
const MAX_KILOBYTES = 12;
const MAX_TIMES_BARE = 1.3;
const MAX_TIMES_GRAPHQL_WS = 0.6;

interface Row {
  readonly label: string;
  /** Of the process, for each subscription. */
  readonly kilobytes: number;
  /** Of them in use, the first connections counted too. */
  readonly heldKilobytes: number;
  /** Of the kernel for each connection, of both of its ends. */
  readonly kernelKilobytes: number;
  /** From the event to the last who hears it. */
  readonly ms: number;
  /** CPU time of the server meanwhile. */
  readonly cpuMs: number;
}

/** What a subscription costs while nothing happens, and how long one event takes to all of those that hear it. */
export const fanOut: Part = async (options) => {
  const rows: Row[] = [];
  for (const [label, script, args, open] of FIELD) {
    console.error(`fan-out: ${label}`);
    rows.push({ label, ...(await measure(script, args, open, options)) });
  }
  return { table: tableOf(rows, options), figures: rows, targets: targetsOf(rows) };
};

async function measure(
  script: string,
  args: readonly string[],
  open: OpenClient,
  { connections, events }: Options,
): Promise<Omit<Row, 'label'>> {
  const server = await startContender(script, args);
  const gathering = createGathering();
  const onNext = gathering.arrive;
  const hearing = Math.round(connections * HEARING);
  const heldBefore = await server.heldBytes();
  const first = await openSubscribers(server, open, { count: FIRST, keyOf: () => keyOf(0), onNext });
  const [bytes, kernel] = [await server.bytes(), kernelBytes()];
  const keyOfNth = (n: number) => keyOf(n < hearing - FIRST ? 0 : 1);
  const rest = await openSubscribers(server, open, { count: connections - FIRST, keyOf: keyOfNth, onNext });
  const each = (grown: number) => grown / (connections - FIRST) / 1024;
  const kilobytes = each((await server.bytes()) - bytes);
  const heldKilobytes = ((await server.heldBytes()) - heldBefore) / connections / 1024;
  const kernelKilobytes = each(kernelBytes() - kernel);

  const runs: { ms: number; cpuMs: number }[] = [];
  for (let n = 0; n < WARM_UP + events; n += 1) {
    const all = gathering.all(hearing);
    const [began, cpu] = [performance.now(), server.cpuSeconds()];
    await server.emit(keyOf(0), 1);
    await all;
    runs.push({ ms: performance.now() - began, cpuMs: (server.cpuSeconds() - cpu) * 1_000 });
  }
  for (const crowd of [first, rest]) crowd.leave();
  await server.stop();
  const timed = runs.slice(WARM_UP);
  return {
    ...{ kilobytes, heldKilobytes, kernelKilobytes },
    ms: median(timed.map(({ ms }) => ms)),
    cpuMs: median(timed.map(({ cpuMs }) => cpuMs)),
  };
}

function tableOf(rows: readonly Row[], { connections }: Options): string {
  const hearing = Math.round(connections * HEARING).toLocaleString('en');
  const times = ({ ms }: Row, other: string | undefined) =>
    (ms / (rows.find(({ label }) => label === other)?.ms ?? Number.NaN)).toFixed(2);
  return table(
    [
      `${connections.toLocaleString('en')} subscriptions`,
      ...[
        'KB each',
        'in use',
        'kernel KB, both ends',
        `one event to ${hearing} ms`,
        'CPU ms',
        '× `ws`',
        '× graphql-ws',
      ],
    ],
    rows.map((row) => [
      row.label,
      ...[row.kilobytes, row.heldKilobytes, row.kernelKilobytes].map((value) => value.toFixed(1)),
      ...[row.ms, row.cpuMs].map((value) => value.toFixed(0)),
      ...[times(row, BARE), times(row, GRAPHQL_WS)],
    ]),
  );
}

function targetsOf(rows: readonly Row[]) {
  const of = (wanted: string | undefined) => rows.filter(({ label }) => label === wanted);
  return of(OURS).flatMap((ours) => [
    atMost('KB for each subscription', ours.kilobytes, MAX_KILOBYTES),
    ...of(BARE).map(({ ms }) => atMost('one event to all, × bare `ws`', ours.ms / ms, MAX_TIMES_BARE)),
    ...of(GRAPHQL_WS).map(({ ms }) =>
      atMost('one event to all, × graphql-ws', ours.ms / ms, MAX_TIMES_GRAPHQL_WS),
    ),
  ]);
}
