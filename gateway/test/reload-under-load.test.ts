import { createHash } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { federation } from './federation.ts';
import { startHttpServer } from './http-server.ts';
import { startTestGateway, type TestGateway } from './start.ts';

const CLIENTS = 10;
const REQUESTS = 3_000;

/** Versions of a supergraph; each one answers `{ same }`, whichever field it has besides. */
const versions = ['a', 'b', 'c', 'd'].map((field) =>
  federation({
    one: {
      typeDefs: `type Query { same: String ${field}: String }`,
      resolvers: { Query: { same: () => new Promise((resolve) => setImmediate(resolve, 'same')) } },
    },
  }),
);
const sdls = versions.map(({ supergraphSdl }) => supergraphSdl);
const BROKEN = 'type Quer';

type Put = (sdl: string) => Promise<void>;

test('from a file: no request fails while supergraphs come and go, broken ones between', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  const file = join(folder, 'supergraph.graphql');
  const put: Put = async (sdl) => {
    await writeFile(`${file}.new`, sdl);
    await rename(`${file}.new`, file);
  };
  await put(sdls[0] ?? '');
  await reloadUnderLoad({ file }, put);
  await rm(folder, { recursive: true });
});

test('from a URL with ETag: the same', async () => {
  let served = sdls[0] ?? '';
  const statuses = new Set<number>();
  const registry = await startHttpServer((request, response) => {
    const etag = `"${idOf(served)}"`;
    const status = request.headers['if-none-match'] === etag ? 304 : 200;
    statuses.add(status);
    response.writeHead(status, { etag }).end(status === 200 ? served : undefined);
  });
  await reloadUnderLoad({ url: registry.url }, async (sdl) => {
    served = sdl;
  });
  expect(statuses).toEqual(new Set([200, 304]));
  await registry.close();
});

const idOf = (sdl: string): string => createHash('sha256').update(sdl).digest('hex');

async function reloadUnderLoad(supergraph: { file: string } | { url: string }, put: Put): Promise<void> {
  const gateway = await startTestGateway({
    supergraph,
    localSubgraphs: versions[0]?.subgraphs ?? new Map(),
    config: { supergraph: { pollIntervalMs: 20 } },
  });
  const load = keepAsking(gateway);
  for (const sdl of [...sdls.slice(1), ...sdls]) {
    await put(BROKEN);
    expect(await statusWhen(gateway, ({ upToDate }) => !upToDate)).toMatchObject({
      upToDate: false,
      problem: 'The newest does not load.',
    });
    await put(sdl);
    await statusWhen(gateway, ({ serving, upToDate }) => upToDate && serving === idOf(sdl));
  }
  expect(await load.end()).toEqual([]);
  await gateway.close();
}

/** Asks and asks, until enough was asked and it is told to end: with everything that was no answer. */
function keepAsking({ ask }: TestGateway) {
  const failed: unknown[] = [];
  let asked = 0;
  let isEnding = false;
  const client = async () => {
    while (!isEnding || asked < REQUESTS) {
      asked += 1;
      const { status, body } = await ask('{ same }').catch((error) => ({ status: 0, body: error }));
      if (status !== 200 || body.data?.same !== 'same') failed.push({ status, body });
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  return {
    async end() {
      isEnding = true;
      await Promise.all(clients);
      return failed;
    },
  };
}

interface Status {
  readonly serving: string;
  readonly upToDate: boolean;
}

/** What `/ready` says once it is so; it is 200 all the time. */
async function statusWhen({ get }: TestGateway, isSo: (status: Status) => boolean): Promise<Status> {
  for (;;) {
    const { status, text } = await get('/ready');
    expect(status).toBe(200);
    const { supergraph } = JSON.parse(text).details;
    if (isSo(supergraph)) return supergraph;
    await sleep(5);
  }
}
