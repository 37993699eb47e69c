import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { createMetrics } from 'platform/telemetry/metrics';
import { gatewayConfig } from '../../config.ts';
import type { LocalSubgraph } from '../../data-source/in-process.ts';
import { type GatewayOptions, type RunningGateway, startGateway } from '../../gateway.ts';
import { type Handler, startHttpServer } from '../../test/http-server.ts';
import { quiet } from '../../test/quiet.ts';
import { type Log, listen, listening, openLog, type Received, verifyToken } from './fixture.ts';
import { openTestBus } from './stage.ts';
import { EVENT_STREAM, heard, MULTIPART, openStream, resultsOf } from './stream-client.ts';
import { composeSdl, localSubgraphs } from './supergraph.ts';

const bus = await openTestBus();
let log: Log;
let gateway: RunningGateway;

const start = async (options: Omit<GatewayOptions, 'port' | 'logger' | 'metrics'>) => {
  gateway = await startGateway({
    localSubgraphs,
    bus,
    cursorSecrets: ['a secret of the tests'],
    tokenVerifier: verifyToken,
    ...options,
    port: 0,
    logger: quiet,
    metrics: createMetrics(),
  });
};
const at = () => ({ url: `${gateway.url.replace('http', 'ws')}/graphql` });
const begun = async (query: string): Promise<Received> => {
  const received = listen(at(), query);
  await listening(received);
  return received;
};

interface Posted {
  readonly __typename: string;
  readonly transaction: { readonly id: string; readonly payment: { readonly status: string } | null };
}
const postedIn = (data: unknown): Posted => (data as { transactionPosted: Posted }).transactionPosted;
const idsIn = (events: readonly unknown[]) => events.map((event) => postedIn(event).transaction.id);

beforeEach(async () => {
  log = await openLog(bus);
});
afterEach(() => gateway.close());

describe('while supergraphs come and go under load', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = async (sdl: string) => {
    await writeFile(join(folder, 'new'), sdl);
    await rename(join(folder, 'new'), join(folder, 'supergraph.graphql'));
  };
  const takesOver = async (sdl: string) => {
    const before = gateway.supergraph.get();
    await put(sdl);
    await eventually(() => gateway.supergraph.get() !== before);
  };
  /** A type has another name, and a field more. */
  const renamed = (sdl: string) =>
    sdl
      .replaceAll('TransactionPostedEvent', 'PostedTransaction')
      .replace('occurredAt: DateTime!', 'occurredAt: DateTime! ledgerId: ID!');

  const QUERY = 'subscription { transactionPosted { __typename transaction { id payment { status } } } }';

  /** Publishes, never far ahead of what was heard, until it is told to end; then resolves with the ids of all. */
  function publishing(heard: () => number) {
    const ids: string[] = [];
    let isEnding = false;
    const running = (async () => {
      while (!isEnding) {
        const batch = Array.from({ length: 5 }, (_, i) => `txn_${ids.length + i}`);
        await bus.publish(batch.map((id) => log.next({ transaction: { id } })));
        ids.push(...batch);
        await eventually(() => heard() > ids.length - 100);
      }
    })();
    return {
      async end() {
        isEnding = true;
        await running;
        return ids;
      },
    };
  }

  test('subscriptions over every transport go on, without a gap or an error, and events are answered by the new one', async () => {
    const versions = [composeSdl(log.topic), composeSdl(log.topic, renamed)] as const;
    await put(versions[0]);
    await start({
      supergraph: { file: join(folder, 'supergraph.graphql') },
      config: gatewayConfig.parse({ supergraph: { pollIntervalMs: 20 } }),
    });
    const sockets = [await begun(QUERY), await begun(QUERY)];
    const streams = [
      await openStream(at(), { query: QUERY, accept: EVENT_STREAM }),
      await openStream(at(), { query: QUERY, accept: MULTIPART }),
    ];
    const load = publishing(() => Math.min(...sockets.map(({ events }) => events.length)));
    for (const version of [versions[1], versions[0], versions[1]]) await takesOver(version);
    const ids = (await load.end()).sort();
    await eventually(() => sockets.every(({ events }) => events.length >= ids.length));
    for (const streamed of streams) await heard(streamed, ids.length);

    for (const { events, errors } of sockets) {
      expect(idsIn(events).sort()).toEqual(ids);
      expect(errors).toEqual([]);
    }
    for (const streamed of streams) {
      const results = resultsOf(streamed);
      expect(idsIn(results.map(({ data }) => data)).sort()).toEqual(ids);
      expect(results.flatMap(({ errors = [] }) => errors)).toEqual([]);
    }
    const names = sockets[0]?.events.map((event) => postedIn(event).__typename);
    expect(new Set(names)).toEqual(new Set(['TransactionPostedEvent', 'PostedTransaction']));
    for (const { stop } of sockets) stop();
    for (const { leave } of streams) leave();
  });

  test('an operation that does not fit the new one ends with BAD_USER_INPUT; one that only fits it begins', async () => {
    await put(composeSdl(log.topic));
    await start({
      supergraph: { file: join(folder, 'supergraph.graphql') },
      config: gatewayConfig.parse({ supergraph: { pollIntervalMs: 20 } }),
    });
    const old = await begun(
      'subscription { transactionPosted { ... on TransactionPostedEvent { cursor } } }',
    );
    await takesOver(composeSdl(log.topic, renamed));
    const recent = await begun('subscription { transactionPosted { ledgerId } }');
    await log.publish({});
    expect(await old.ended).toEqual({ code: 'BAD_USER_INPUT', cursor: expect.any(String) });
    await eventually(() => recent.events.length === 1);
    expect(recent.events).toEqual([{ transactionPosted: { ledgerId: 'ldg_1' } }]);
    recent.stop();
  });
});

test('while a subgraph restarts its fields are null with an error; then they are served again', async () => {
  const { payments, ...others } = Object.fromEntries(localSubgraphs) as Record<string, LocalSubgraph>;
  const serve: Handler = async (_request, response, body) => {
    const answer = await payments?.execute(JSON.parse(body), undefined);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  const server = await startHttpServer(serve);
  await start({
    supergraph: { sdl: composeSdl(log.topic) },
    localSubgraphs: new Map(Object.entries(others)),
    config: gatewayConfig.parse({ subgraphs: { payments: { url: server.url, breaker: { openMs: 50 } } } }),
  });
  const received = await begun(
    'subscription { transactionPosted { transaction { id description payment { status } } } }',
  );
  const last = () => (received.events.length > 0 ? postedIn(received.events.at(-1)).transaction : undefined);
  const publishUntil = (isSo: () => boolean) =>
    eventually(async () => {
      await log.publish({ transaction: { id: 'txn_1' } });
      return isSo();
    });
  const whole = { id: 'txn_1', description: 'about txn_1', payment: { status: 'SETTLED' } };

  await publishUntil(() => last()?.payment !== undefined);
  expect(last()).toEqual(whole);
  server.answerWith((request) => request.socket.destroy());
  await publishUntil(() => last()?.payment === null);
  expect(last()).toEqual({ ...whole, payment: null });
  expect(received.errors[0]).toMatchObject({
    path: ['transactionPosted', 'transaction', 'payment'],
    extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
  });
  server.answerWith(serve);
  await publishUntil(() => last()?.payment != null);
  expect(last()).toEqual(whole);
  received.stop();
  await server.close();
});
