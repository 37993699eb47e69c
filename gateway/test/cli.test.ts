import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { federation } from './federation.ts';

const MAIN = join(import.meta.dirname, '..', 'main.ts');
let folder: string;
let supergraph: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  supergraph = join(folder, 'supergraph.graphql');
  const { supergraphSdl } = federation({ one: { typeDefs: 'type Query { hello: String @authenticated }' } });
  await writeFile(supergraph, supergraphSdl);
});
afterAll(() => rm(folder, { recursive: true }));

function start(args: readonly string[]): { child: ChildProcess; output: () => string } {
  const env = { ...process.env, LOG_LEVEL: 'silent', DATABASE_URL: '', KAFKA_BROKERS: '' };
  const child = spawn(process.execPath, [MAIN, ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  return { child, output: () => output };
}

async function run(...args: string[]): Promise<{ code: number; output: string }> {
  const { child, output } = start(args);
  const [code] = (await once(child, 'close')) as [number];
  return { code, output: output() };
}

async function config(text: string): Promise<string> {
  const file = join(folder, 'gateway.yaml');
  await writeFile(file, text);
  return file;
}

test('--help names the options and the environment', async () => {
  const { code, output } = await run('--help');
  expect(code).toBe(0);
  const options = ['--supergraph', '--port', '--host', '--config', '--validate-config', '--print-config'];
  for (const word of [...options, 'KAFKA_BROKERS', 'LOG_LEVEL', 'Examples:', 'docs/gateway-config.md'])
    expect(output).toContain(word);
});

describe('one line and exit code 1 for', () => {
  const oneLine = /^[^\n]+\n$/;

  test('no supergraph', async () => {
    const { code, output } = await run();
    expect([code, output]).toEqual([1, '--supergraph is missing: name a file or a URL (see --help).\n']);
  });

  test('a supergraph that is not there', async () => {
    const { code, output } = await run('--supergraph', join(folder, 'none'));
    expect(code).toBe(1);
    expect(output).toMatch(oneLine);
    expect(output).toContain('cannot be read (ENOENT)');
  });

  test('an unknown key in gateway.yaml, with its place', async () => {
    const { code, output } = await run(
      '--config',
      await config('limits:\n  depht: 5\n'),
      '--supergraph',
      supergraph,
    );
    expect(code).toBe(1);
    expect(output).toMatch(/^.*gateway\.yaml:2: unknown key "limits\.depht"\.\n$/);
  });

  test('a value of the wrong kind in gateway.yaml', async () => {
    const { code, output } = await run(
      '--config',
      await config('cost:\n  maximum: many\n'),
      '--validate-config',
    );
    expect(code).toBe(1);
    expect(output).toMatch(/^.*gateway\.yaml:2: "cost\.maximum": expected number.*\n$/);
  });

  test('a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, output } = await run('--supergraph', supergraph, '--port', String(port));
    other.close();
    expect(code).toBe(1);
    expect(output).toMatch(oneLine);
    expect(output).toContain(`Port ${port} on 127.0.0.1 is in use`);
  });
});

test('a port that is none is refused', async () => {
  const { code, output } = await run('--supergraph', supergraph, '--port', '99999');
  expect(code).toBe(1);
  expect(output).toContain('expected a number from 0 to 65535');
});

test('--validate-config: says that a configuration is valid', async () => {
  const file = await config('cost: { maximum: 500 }\nheaders:\n  - propagate: x-tenant\n');
  const { code, output } = await run('--config', file, '--validate-config');
  expect([code, output]).toEqual([0, `${file} is valid.\n`]);
});

test('--validate-config: tells all that is wrong, each with its line', async () => {
  const file = await config('limits:\n  depht: 5\ncost:\n  maximum: many\n');
  const { code, output } = await run('--config', file, '--validate-config');
  expect(code).toBe(1);
  expect(output.match(/gateway\.yaml:\d+: (unknown key )?"[\w.]+"/g)).toEqual([
    'gateway.yaml:2: unknown key "limits.depht"',
    'gateway.yaml:4: "cost.maximum"',
  ]);
});

test('--print-config: what is in effect, without secrets', async () => {
  const file = await config('cost: { maximum: 500 }\nlive: { cursorSecrets: [a-secret-of-sixteen] }\n');
  const { code, output } = await run('--config', file, '--print-config');
  expect(code).toBe(0);
  expect(parse(output)).toMatchObject({
    cost: { maximum: 500, expose: true },
    live: { cursorSecrets: '[redacted]' },
    limits: { depth: 20 },
  });
});

test('with nothing but --supergraph: it serves, refuses protected fields, and ends on a signal', async () => {
  const { child, output } = start(['--supergraph', supergraph, '--port', '0']);
  while (!output().includes('Serving')) await once(child.stdout as never, 'data');
  const url = output().match(/http:\S+/)?.[0] ?? '';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
    body: '{"query":"{ hello }"}',
  });
  expect(await response.json()).toMatchObject({
    data: { hello: null },
    errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
  });
  child.kill('SIGTERM');
  expect((await once(child, 'close'))[0]).toBe(0);
});
