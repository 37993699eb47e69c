import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFiles } from './tree.ts';

const ROOT = join(import.meta.dirname, '../..');
const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`;
const TIMEOUT_MS = 120_000;

const AUTHORS = 'type Query {\n  author(id: ID!): Author\n}\n\ntype Author {\n  id: ID!\n  name: String\n}\n';
const CONTRACT = `import { z } from 'zod';

interface Topic { readonly name: string }
const topic: Topic = { name: 'authors.author.v1' };
export const named = { type: 'authors.author.named.v1', topic, data: z.strictObject({ name: z.string() }) };
`;

const project = mkdtempSync(join(tmpdir(), 'schema-registry-installed-'));

/** Packs, and installs the tarball in an empty project that may not ask any registry. */
function install(): void {
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: join(ROOT, 'schema-registry'),
    env: { ...process.env, PATH },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('[')));
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], {
    cwd: project,
    env: { ...process.env, PATH },
    stdio: 'ignore',
  });
}

beforeAll(() => {
  install();
  symlinkSync(join(ROOT, 'node_modules/zod'), join(project, 'node_modules/zod'));
  writeFiles(project, {
    'supergraph.yaml': `federation_version: =2.14.4
subgraphs:
  writers: { routing_url: "http://w/", schema: { file: writers.graphql } }
  authors: { routing_url: "http://a/", schema: { sdl: "type Query { count: Int }" } }
`,
    'writers.graphql': AUTHORS,
    'changed.graphql': AUTHORS.replace('  name: String\n', ''),
    'subgraphs/authors/contract/events.ts': CONTRACT,
  });
}, TIMEOUT_MS);
afterAll(() => rmSync(project, { recursive: true }));

/** Runs the installed command; what it prints, and its exit code. */
function registry(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/schema-registry', args, {
    cwd: project,
    env: { ...process.env, PATH, NODE_PATH: '' },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

describe('installed in another project', () => {
  test('explains itself', () => {
    const { code, stdout } = registry('--help');
    expect(code).toBe(0);
    for (const command of ['compose', 'check', 'lint', 'diff', 'events', 'publish', 'history'])
      expect(stdout).toContain(`  ${command} `);
  });

  test('composes', () => {
    const { code, stdout } = registry('compose', '--output', '-');
    expect(code).toBe(0);
    expect(stdout).toContain('@join__graph(name: "writers", url: "http://w/")');
  });

  test('publishes, reading contracts in TypeScript, and tells its history', () => {
    expect(registry('publish')).toMatchObject({ code: 0 });
    expect(registry('history').stdout).toMatch(/^ {3}1 {2}/);
    expect(registry('events', 'check')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('compared with version 1 (published)'),
    });
  });

  test('checks: 0 when all is well, 1 when clients break, 2 when the input is wrong', () => {
    const check = (schema: string) => registry('check', '--subgraph', 'writers', '--schema', schema);
    expect(check('writers.graphql')).toMatchObject({ code: 0 });
    const broken = check('changed.graphql');
    expect(broken).toMatchObject({ code: 1, stderr: '' });
    expect(broken.stdout).toContain('Author.name\n  breaking  diff/field-removed  changed.graphql:5');
    expect(check('nowhere.graphql')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'nowhere.graphql: cannot be read (ENOENT)\n',
    });
  });

  test('lints and compares files', () => {
    expect(registry('lint')).toMatchObject({ code: 0 });
    expect(registry('diff', 'writers.graphql', 'writers.graphql')).toMatchObject({ code: 0 });
    expect(registry('diff', 'writers.graphql', 'changed.graphql', '--format', 'sarif')).toMatchObject({
      code: 1,
    });
  });
});
