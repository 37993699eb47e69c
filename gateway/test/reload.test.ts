import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { federation, type TestFederation } from './federation.ts';
import { startTestGateway, type TestGateway } from './start.ts';

let release: (value: string) => void = () => {};
const version = (field: string, more = ''): TestFederation =>
  federation({
    one: {
      typeDefs: `type Query { ${field}: String slow: String ${more} }`,
      resolvers: {
        Query: {
          [field]: () => field,
          slow: () =>
            new Promise<string>((resolve) => {
              release = resolve;
            }),
        },
      },
    },
  });
const first = version('first');
const second = version('second');
const broken = second.supergraphSdl.replace('type Query', 'type Quer');
const sealed = second.supergraphSdl.replace(
  'schema\n',
  'schema\n  @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)\n  @link(url: "https://example.com/seal/v1.0", for: SECURITY)\n',
);

let folder: string;
let file: string;
let gateway: TestGateway | undefined;

const put = async (sdl: string) => {
  await writeFile(`${file}.new`, sdl);
  await rename(`${file}.new`, file);
};
const fieldsOf = async ({ ask }: TestGateway) => {
  const { body } = await ask('{ __schema { queryType { fields { name } } } }');
  const { __schema } = body.data as unknown as { __schema: { queryType: { fields: { name: string }[] } } };
  return __schema.queryType.fields.map(({ name }) => name);
};
const isUpToDate = async ({ get }: TestGateway) =>
  (await get('/metrics')).text.includes('gateway_supergraph_up_to_date 1');

/** Both versions' subgraph: it answers whichever field it is asked for. */
const local = first.subgraphs;

async function start(options: Parameters<typeof startTestGateway>[0]): Promise<TestGateway> {
  gateway = await startTestGateway(options);
  return gateway;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  file = join(folder, 'supergraph.graphql');
  await put(first.supergraphSdl);
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
  await rm(folder, { recursive: true });
});

describe('from a file', () => {
  test('a new supergraph takes the place of the old one', async () => {
    const running = await start({ supergraph: { file }, localSubgraphs: local });
    expect(await fieldsOf(running)).toEqual(['first', 'slow']);
    await put(second.supergraphSdl);
    await eventually(async () => (await fieldsOf(running)).includes('second'));
    expect((await running.ask('{ first }')).status).toBe(400);
  });

  test.each([
    ['is not valid', broken],
    ['has a security feature that is not known', sealed],
    ['is empty', ''],
  ])('one that %s: the old one serves on, a metric says so, until a good one comes', async (_name, sdl) => {
    const running = await start({ supergraph: { file }, localSubgraphs: local });
    expect(await isUpToDate(running)).toBe(true);
    await put(sdl);
    await eventually(async () => !(await isUpToDate(running)));
    expect((await running.ask('{ first }')).body.data).toEqual({ first: 'first' });
    expect((await running.get('/ready')).status).toBe(200);
    await put(second.supergraphSdl);
    await eventually(() => isUpToDate(running));
    expect(await fieldsOf(running)).toContain('second');
  });

  test('a file that is gone: the old one serves on', async () => {
    const running = await start({ supergraph: { file }, localSubgraphs: local });
    await rm(file);
    await eventually(async () => !(await isUpToDate(running)));
    expect((await running.ask('{ first }')).body.data).toEqual({ first: 'first' });
  });

  test('a request in flight ends on the supergraph it began on', async () => {
    const running = await start({ supergraph: { file }, localSubgraphs: local });
    const answer = running.ask('{ slow first }');
    await eventually(async () => first.calls.some(({ query }) => query.includes('slow')));
    await put(second.supergraphSdl);
    await eventually(async () => (await fieldsOf(running)).includes('second'));
    release('done');
    expect((await answer).body.data).toEqual({ slow: 'done', first: 'first' });
  });

  test('the first one must load: one line says why not', async () => {
    await put(broken);
    await expect(startTestGateway({ supergraph: { file } })).rejects.toThrow(
      /^The supergraph does not load: .+$/,
    );
    await expect(startTestGateway({ supergraph: { file: `${file}.none` } })).rejects.toThrow(
      /^The supergraph .* cannot be read \(ENOENT\)\.$/,
    );
  });
});

test('from a URL: asked again with its ETag, replaced when that changes', async () => {
  let sdl = first.supergraphSdl;
  const statuses: number[] = [];
  const registry = createServer((request, response) => {
    const etag = `"${sdl.length}"`;
    const status = request.headers['if-none-match'] === etag ? 304 : 200;
    statuses.push(status);
    response.writeHead(status, { etag }).end(status === 200 ? sdl : undefined);
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/supergraph`;
  const config = { supergraph: { pollIntervalMs: 50 } };
  const running = await start({ supergraph: { url }, localSubgraphs: local, config });
  await eventually(async () => statuses.includes(304));
  sdl = second.supergraphSdl;
  await eventually(async () => (await fieldsOf(running)).includes('second'));
  registry.closeAllConnections();
  registry.close();
  await eventually(async () => !(await isUpToDate(running)));
  expect(await fieldsOf(running)).toContain('second');
});
