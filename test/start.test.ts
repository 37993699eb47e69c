import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort } from 'platform/local-stack/ports';
import { commandLine } from 'platform/local-stack/processes';
import type { Child } from 'platform/local-stack/state';
import { startableSubgraphs } from '../topology/subgraphs.ts';
import { startSupergraph } from './support/supergraph.ts';

const ROOT = resolve(import.meta.dirname, '..');
const TIMEOUT_MS = 300_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const runs = ({ pid }: Child): boolean => commandLine(pid) !== '';

/** Runs main.ts to its end; answers its exit code and its complaint. */
async function start(environment: NodeJS.ProcessEnv, ...args: string[]) {
  const port = String(await freePort());
  const { status, stderr } = spawnSync(process.execPath, ['main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, PORT: port, LOCAL_STACK_DIR: folder, ...environment },
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  return { status, complaint: stderr.trim() };
}

describe('npm start says in one line what to do when', () => {
  test('a subgraph of supergraph.yaml is gone', () => {
    const subgraph = (url: string) => `{ routing_url: "${url}", schema: { file: a.graphql } }`;
    const yaml = `subgraphs:\n  shop: ${subgraph('http://shop/')}\n  shop-live: ${subgraph('events:shop')}\n`;
    writeFileSync(join(folder, 'supergraph.yaml'), yaml);
    mkdirSync(join(folder, 'subgraphs/shop'), { recursive: true });
    expect(() => startableSubgraphs(folder)).toThrow(
      /^supergraph\.yaml: subgraphs\.shop: there is no subgraphs\/shop\/compose\.ts: restore it, or take shop out/,
    );
    writeFileSync(join(folder, 'subgraphs/shop/compose.ts'), '');
    expect(startableSubgraphs(folder)).toEqual(['shop']);
  });

  test('its port is in use', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as { port: number };
    expect(await start({ PORT: String(port) })).toEqual({
      status: 1,
      complaint: `Port ${port} is in use: stop what uses it, or choose another one with PORT=….`,
    });
    server.close();
  });

  test('PORT is no port', async () => {
    expect(await start({ PORT: 'http' })).toEqual({
      status: 1,
      complaint: 'PORT is "http": expected a number from 1 to 65535.',
    });
  });

  test('TOPOLOGY is unknown', async () => {
    expect(await start({ TOPOLOGY: 'many' })).toEqual({
      status: 1,
      complaint: 'TOPOLOGY is "many": expected "single" or "processes".',
    });
  });

  test('the data folder is broken', async () => {
    mkdirSync(join(folder, 'embedded/postgres/cluster'), { recursive: true });
    writeFileSync(join(folder, 'embedded/postgres/password'), 'secret');
    const { status, complaint } = await start({});
    expect(status).toBe(1);
    expect(complaint).toMatch(
      /^PostgreSQL cannot use .*: restore the folder from a backup, or move it away to begin empty\.$/,
    );
  });

  test('there is no Java', async () => {
    writeFileSync(join(folder, 'java'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
    const { status, complaint } = await start({ PATH: `${folder}:${process.env.PATH}` }, '--full');
    expect(status).toBe(1);
    expect(complaint).toBe(
      'Kafka needs Java 17 or newer, and there is no working "java" here: install it, or name brokers in KAFKA_BROKERS.',
    );
  });

  test(
    'a process of its own ends before all is ready',
    async () => {
      const failing = `if (process.argv[1]?.includes('subgraphs/quotas')) process.exit(3)`;
      const NODE_OPTIONS = `--import="data:text/javascript,${encodeURIComponent(failing)}"`;
      const { status, complaint } = await start({ TOPOLOGY: 'processes', NODE_OPTIONS });
      expect(status).toBe(1);
      expect(complaint).toMatch(
        /^quotas \(process \d+, ended with code 3\) has gone before all was ready: see above\.$/,
      );
    },
    TIMEOUT_MS,
  );
});

describe('npm start', () => {
  test(
    'ends all, and says which was lost, when one of its processes goes',
    async () => {
      const supergraph = await startSupergraph({ mode: 'embedded', topology: 'processes' });
      try {
        const { children } = supergraph.state();
        const { pid } = children.find(({ command }) => command.includes('ledger')) as Child;
        const { code, printed } = await supergraph.killChild(pid);
        expect(code).toBe(1);
        expect(printed).toMatch(
          new RegExp(`\nledger \\(process ${pid}, ended by SIGKILL\\) has gone: stopping\\.\n$`),
        );
        expect(children.some(runs)).toBe(false);
      } finally {
        await supergraph.dispose();
      }
    },
    TIMEOUT_MS,
  );

  test(
    'refuses the folder of a supergraph that runs, and ends what one left that was killed alone',
    async () => {
      const supergraph = await startSupergraph({ mode: 'embedded', topology: 'processes' });
      try {
        const { pid, children } = supergraph.state();
        const second = await start({ LOCAL_STACK_DIR: supergraph.folder });
        expect(second).toMatchObject({
          status: 1,
          complaint: expect.stringMatching(`^Process ${pid} already uses`),
        });
        await supergraph.kill();
        expect(children.every(runs)).toBe(true);
        await supergraph.start();
        expect(children.some(runs)).toBe(false);
      } finally {
        await supergraph.dispose();
      }
    },
    TIMEOUT_MS,
  );

  test(
    'ends what one left that was killed while it started',
    async () => {
      const supergraph = await startSupergraph({ mode: 'embedded', topology: 'processes' });
      try {
        const before = supergraph.state();
        await supergraph.signal('SIGTERM');
        const starting = expect(supergraph.start()).rejects.toThrow('did not become ready');
        let { pid, children } = before;
        while (pid === before.pid || children.length === 0) {
          await sleep(1);
          ({ pid, children } = supergraph.state());
        }
        await supergraph.kill();
        await starting;
        await supergraph.start();
        expect(children.some(runs)).toBe(false);
      } finally {
        await supergraph.dispose();
      }
    },
    TIMEOUT_MS,
  );
});
