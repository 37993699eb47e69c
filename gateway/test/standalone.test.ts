import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { present } from 'platform/kernel/assert';
import { federation } from './federation.ts';
import { sender } from './send.ts';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

/** Another project's services, over HTTP, and its supergraph. */
const products = {
  typeDefs:
    'type Query { product(id: ID!): Product } type Product @key(fields: "id") { id: ID! name: String }',
  resolvers: { Query: { product: (_: never, { id }: { id: string }) => ({ id, name: `Product ${id}` }) } },
};
const reviews = {
  typeDefs: `type Product @key(fields: "id") {
    id: ID! stars: Float notes: String @requiresScopes(scopes: [["notes:read"]])
  }`,
  resolvers: { Product: { stars: () => 4.5, notes: () => 'a secret note' } },
};
const shop = federation({ products, reviews });

const servers: Server[] = [];
let folder: string;
let gateway: ChildProcess;
let output = '';
let url: string;

async function serve(name: string): Promise<string> {
  const schema = present(shop.schemas.get(name), 'a subgraph of the shop');
  const server = createServer(async (request, response) => {
    const { query, variables } = (await json(request)) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const answer = await graphql({ schema, source: query, variableValues: variables });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'standalone-'));
  let sdl = shop.supergraphSdl;
  for (const name of ['products', 'reviews'])
    sdl = sdl.replaceAll(`http://${name}.invalid/`, await serve(name));
  writeFileSync(join(folder, 'supergraph.graphql'), sdl);
  const { PATH } = process.env;
  const args = [MAIN, '--supergraph', 'supergraph.graphql', '--port', '0'];
  gateway = spawn(process.execPath, args, { cwd: folder, env: { PATH } });
  for (const stream of [gateway.stdout, gateway.stderr]) stream?.on('data', (text) => (output += text));
  while (!output.includes('Serving')) await once(present(gateway.stdout, 'it is piped'), 'data');
  url = present(output.match(/http:\S+(?=\/graphql)/)?.[0], 'it says where it serves');
});
afterAll(async () => {
  gateway.kill('SIGTERM');
  await once(gateway, 'close');
  for (const server of servers) server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

test('serves a supergraph that it has never seen, from an empty folder, with nothing else running', async () => {
  expect(await sender({ url })({ query: '{ product(id: 7) { name stars } }' })).toMatchObject({
    status: 200,
    body: { data: { product: { name: 'Product 7', stars: 4.5 } } },
  });
});

test('refuses protected fields, whatever token comes', async () => {
  const send = sender({ url }, { authorization: 'Bearer whatever' });
  const { body } = await send({ query: '{ product(id: 7) { name notes } }' });
  expect(body.data).toEqual({ product: { name: 'Product 7', notes: null } });
  expect(body.errors).toMatchObject([
    { path: ['product', 'notes'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
  ]);
});

test('is ready, healthy and measured', async () => {
  for (const path of ['/health', '/ready', '/metrics']) expect((await fetch(url + path)).status).toBe(200);
});

test('says in its log what it does without, and writes nothing to the folder', () => {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('no authentication is configured: protected fields are refused'),
    ]),
  );
  expect(readdirSync(folder)).toEqual(['supergraph.graphql']);
});
