import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSupergraph, type TestSupergraph } from './support/supergraph.ts';

const ROOT = join(import.meta.dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The fenced blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text ?? '');

let supergraph: TestSupergraph;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  supergraph = await startSupergraph({ mode: 'embedded' });
  environment = { ...process.env, LOCAL_STACK_DIR: supergraph.folder };
});
afterAll(() => supergraph.dispose());

const shell = (script: string): string =>
  execFileSync('bash', ['-c', script.replaceAll('http://127.0.0.1:4000/graphql', supergraph.url)], {
    cwd: ROOT,
    env: environment,
    encoding: 'utf8',
  });

describe('the README', () => {
  const [start = '', payment = '', both = ''] = blocks('sh');
  const [paid, booked] = blocks('json').map((text) => JSON.parse(text) as unknown);
  const token = payment.split('\n\n')[0] ?? '';

  test('starts with the two commands that start it', () => {
    expect(start.trim()).toBe('npm ci && npm start');
  });

  test('has a first query that gives the answer it shows, once and again', () => {
    expect(JSON.parse(shell(payment))).toEqual(paid);
    expect(JSON.parse(shell(payment))).toEqual(paid);
  });

  test('has a second query, over both domains, that gives the answer it shows', async () => {
    let answer: unknown;
    for (let tries = 0; tries < 200; tries += 1) {
      answer = JSON.parse(shell(`${token}\n${both}`));
      if (JSON.stringify(answer) === JSON.stringify(booked)) break;
      await sleep(100);
    }
    expect(answer).toEqual(booked);
  });

  const commands = [...README.matchAll(/^\| (`npm .*?) \|/gm)]
    .flatMap(([, cell]) => [...(cell ?? '').matchAll(/`npm (?:run )?([a-z:-]+)/g)])
    .map(([, name]) => name ?? '');

  test('lists commands', () => {
    expect(commands.length).toBeGreaterThan(10);
  });

  test.each(commands)('lists npm run %s, which explains itself', (name) => {
    expect(shell(`npm run --silent ${name} -- --help`)).toContain('Usage:');
  });

  test('links to files that exist', () => {
    const links = [...README.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path ?? '');
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
