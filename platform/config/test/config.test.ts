import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, loadConfig } from '../config.ts';

const SCHEMA = z.strictObject({
  port: z.int().min(0).max(65_535).default(4000),
  host: z.string().default('127.0.0.1'),
  limits: z.strictObject({ depth: z.int().default(10) }).default({ depth: 10 }),
  subgraphs: z.array(z.strictObject({ name: z.string(), url: z.url() })).default([]),
});

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'config-'));
  file = join(dir, 'gateway.yaml');
});
afterEach(() => rm(dir, { recursive: true }));

async function load(yaml: string, env: Record<string, string> = {}, overrides: Record<string, string> = {}) {
  await writeFile(file, yaml);
  return loadConfig(SCHEMA, { file, env, overrides });
}

/** How a file refers to the environment. */
const ref = (variable: string): string => `\${env.${variable}}`;

const messageOf = async (loading: Promise<unknown>): Promise<string> => {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigError);
  const { message } = error as ConfigError;
  expect(message).not.toContain('\n');
  return message.replace(`${dir}/`, '');
};

test('without a file there are the defaults', () => {
  expect(loadConfig(SCHEMA, { env: {} })).toMatchObject({ port: 4000, limits: { depth: 10 } });
});

test('an empty file is the defaults, too', async () => {
  expect(await load('# nothing\n')).toMatchObject({ port: 4000 });
});

describe('the environment', () => {
  test('fills in what the file leaves to it', async () => {
    const yaml = `port: ${ref('PORT:-4001')}\nhost: "${ref('HOST:-0.0.0.0')}"\n`;
    expect(await load(yaml)).toMatchObject({ port: 4001, host: '0.0.0.0' });
    expect(await load(yaml, { PORT: '4002', HOST: '::1' })).toMatchObject({ port: 4002, host: '::1' });
  });

  test('an empty variable counts as absent', async () => {
    expect(await load(`port: ${ref('PORT:-4001')}\n`, { PORT: '' })).toMatchObject({ port: 4001 });
  });

  test('fills in parts of a text', async () => {
    expect(await load(`host: ${ref('NAME')}.internal\n`, { NAME: 'a' })).toMatchObject({
      host: 'a.internal',
    });
  });

  test('is never read as structure', async () => {
    expect(await load(`host: ${ref('HOST')}\n`, { HOST: 'a\nport: 1' })).toMatchObject({
      host: 'a\nport: 1',
      port: 4000,
    });
  });

  test('stays text in quotes', async () => {
    expect(await load(`host: "${ref('HOST')}"\n`, { HOST: '4000' })).toMatchObject({ host: '4000' });
  });

  test('wins over the file where it is an override', async () => {
    const overrides = { PORT: 'port', DEPTH: 'limits.depth' };
    expect(await load('port: 1\n', { PORT: '2', DEPTH: '3' }, overrides)).toMatchObject({
      port: 2,
      limits: { depth: 3 },
    });
  });
});

test('each fault has its line, in the order of the file', async () => {
  const unsorted =
    'subgraphs:\n  - url: nowhere\n    name: 7\nlimits: { detph: 3, widht: 4 }\n\n\n\n\n\nport: many\n';
  await expect(load(unsorted)).rejects.toThrow(
    [
      `${file}:2: "subgraphs.0.url": Invalid URL.`,
      `${file}:3: "subgraphs.0.name": expected string, received number.`,
      `${file}:4: unknown key "limits.detph".`,
      `${file}:4: unknown key "limits.widht".`,
      `${file}:10: "port": expected number, received string.`,
    ].join('\n'),
  );
});

test('each variable that is not set has its line', async () => {
  await expect(load(`port: ${ref('PORT')}\nhost: ${ref('A')}.${ref('B')}\n`)).rejects.toThrow(
    ['1', '2', '2']
      .map(
        (line, index) => `${file}:${line}: the environment variable ${['PORT', 'A', 'B'][index]} is not set.`,
      )
      .join('\n'),
  );
});

describe('one line says what is wrong, and where:', () => {
  test('a wrong type', async () => {
    expect(await messageOf(load('host: a\nport: many\n'))).toBe(
      'gateway.yaml:2: "port": expected number, received string.',
    );
  });

  test('a wrong type deep inside', async () => {
    const yaml = 'subgraphs:\n  - name: a\n    url: http://a\n  - name: b\n    url: nowhere\n';
    expect(await messageOf(load(yaml))).toBe('gateway.yaml:5: "subgraphs.1.url": Invalid URL.');
  });

  test('a missing key, at its parent', async () => {
    expect(await messageOf(load('subgraphs:\n  - name: a\n'))).toBe(
      'gateway.yaml:2: "subgraphs.0.url": expected string, received undefined.',
    );
  });

  test('an unknown key', async () => {
    expect(await messageOf(load('limits:\n  detph: 3\n'))).toBe(
      'gateway.yaml:2: unknown key "limits.detph".',
    );
  });

  test('a variable that is not set', async () => {
    expect(await messageOf(load(`host: a\nport: ${ref('PORT')}\n`))).toBe(
      'gateway.yaml:2: the environment variable PORT is not set.',
    );
  });

  test('an override of the wrong type', async () => {
    expect(await messageOf(load('port: 1\n', { PORT: 'x' }, { PORT: 'port' }))).toBe(
      'environment variable PORT: "port": expected number, received string.',
    );
  });

  test('broken YAML', async () => {
    expect(await messageOf(load('a: 1\nb: [\n'))).toMatch(/^gateway\.yaml:\d: /);
  });

  test('a file that is not there', async () => {
    await expect(
      messageOf(Promise.resolve().then(() => loadConfig(SCHEMA, { file, env: {} }))),
    ).resolves.toBe('gateway.yaml: cannot be read (ENOENT).');
  });

  test('secrets are not repeated', async () => {
    expect(await messageOf(load(`port: ${ref('SECRET')}\n`, { SECRET: 'hunter2' }))).not.toContain('hunter2');
  });
});
