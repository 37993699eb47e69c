import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { MAX_FILE_BYTES } from '../read-text.ts';
import { run } from './run.ts';
import { writeProject } from './tree.ts';

const subgraph = (schema: string): string => `subgraphs:\n  shop:\n    schema: ${schema}\n`;
const SDL = 'type Query {\n  shop: Int\n}\n';

let folder: string;
beforeAll(() => {
  folder = writeProject({ 'supergraph.yaml': subgraph('{ file: shop.graphql }'), 'shop.graphql': SDL });
});

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** Exit code 2, nothing on standard output, and the one message. */
async function refused(command: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(command, ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trim();
}

const withConfig = (yaml: string, ...args: string[]) =>
  refused('check', '--config', write('other.yaml', yaml), ...args);

const propose = (file: string, ...args: string[]) =>
  refused(
    'check',
    ...['--config', join(folder, 'supergraph.yaml'), '--subgraph', 'shop', '--schema', file, ...args],
  );

describe('a configuration', () => {
  test('that is not there', async () => {
    expect(await refused('check', '--config', '/nowhere/supergraph.yaml')).toBe(
      '/nowhere/supergraph.yaml: cannot be read (ENOENT).',
    );
  });

  test('that is no YAML', async () => {
    expect(await withConfig('subgraphs: {\n  shop: [')).toMatch(/other\.yaml:2: /);
  });

  test('of a federation version that there is not', async () => {
    expect(await withConfig(`federation_version: =9.9.9\n${subgraph('{ sdl: x }')}`)).toMatch(
      /other\.yaml:1: "federation_version": expected .*2\.14\.4/,
    );
  });

  test.each([
    ['authors', 'subgraphs/authors', 'subgraphs/authors/schema'],
    ['books-live', 'subgraphs/books/schema/live.graphql', 'subgraphs/books/schema/live.graphql'],
  ])('that names %s, whose %s is gone', async (name, gone, missing) => {
    const project = writeProject();
    const config = ['--config', join(project, 'supergraph.yaml')];
    expect(await run('compose', ...config)).toMatchObject({ code: 0 });
    rmSync(join(project, gone), { recursive: true });
    const message = `supergraph.yaml: subgraphs.${name}: there is no ${missing}: restore it, or take ${name} out of supergraph.yaml`;
    expect(await refused('compose', ...config)).toBe(message);
    expect(await refused('check', ...config)).toBe(message);
  });

  test('with a variable that is not set', async () => {
    expect(await withConfig(subgraph(`{ file: "\${env.NOWHERE_AT_ALL}" }`))).toMatch(
      /other\.yaml:3: the environment variable NOWHERE_AT_ALL is not set\./,
    );
  });

  test('with a schema file that is not there', async () => {
    expect(await withConfig(subgraph('{ file: nowhere.graphql }'))).toBe(
      'nowhere.graphql: cannot be read (ENOENT)',
    );
  });

  test('with a subgraph that does not answer', async () => {
    expect(await withConfig(subgraph('{ subgraph_url: "http://127.0.0.1:1/" }'))).toBe(
      'http://127.0.0.1:1/: no SDL from it',
    );
  });
});

describe('a schema', () => {
  test('that is not there', async () => {
    expect(await propose('/nowhere.graphql')).toBe('/nowhere.graphql: cannot be read (ENOENT)');
  });

  test('that is a folder', async () => {
    expect(await propose(folder)).toMatch(/cannot be read \(EISDIR\)$/);
  });

  test('that is no GraphQL: the line, and only that', async () => {
    expect(await propose(write('broken.graphql', 'type Query {\n  shop: Int!!\n}'))).toBe(
      'broken.graphql:2 error syntax: Syntax Error: Expected Name, found "!".',
    );
  });

  test('that is empty', async () => {
    expect(await propose(write('empty.graphql', ''))).toMatch(/^empty\.graphql:1 error syntax: /);
  });

  test('of 10 MB', async () => {
    const large = write('large.graphql', `${SDL}# ${'x'.repeat(10 * 1024 * 1024)}`);
    expect(await propose(large)).toBe(`${large}: has more than ${MAX_FILE_BYTES} bytes`);
  });

  test('with a syntax error: the same of compose, lint and diff', async () => {
    const broken = write('broken.graphql', 'type Query {');
    const config = write('other.yaml', subgraph('{ file: broken.graphql }'));
    for (const command of ['compose', 'lint', 'publish'])
      expect(await refused(command, '--config', config)).toMatch(/^broken\.graphql:1 error syntax: /);
    expect(await refused('diff', broken, broken)).toMatch(/broken\.graphql:1 error syntax: /);
  });
});

describe('usage', () => {
  test('an unknown subgraph, with the name that was meant', async () => {
    const config = join(folder, 'supergraph.yaml');
    const message = 'there is no subgraph shpo. Did you mean "shop"?';
    const schema = join(folder, 'shop.graphql');
    expect(await refused('check', '--config', config, '--subgraph', 'shpo', '--schema', schema)).toBe(
      message,
    );
    expect(await refused('lint', '--config', config, '--subgraph', 'shpo')).toBe(message);
    expect(await refused('lint', '--config', config, '--subgraph', 'zzz')).toBe(
      'there is no subgraph zzz. There are: shop.',
    );
  });

  test('a subgraph without its schema, and the other way round', async () => {
    const config = join(folder, 'supergraph.yaml');
    expect(await refused('check', '--config', config, '--subgraph', 'shop')).toMatch(/go together/);
    expect(await refused('check', '--config', config, '--schema', config)).toMatch(/go together/);
  });

  test('a format that there is not', async () => {
    expect(await propose(join(folder, 'shop.graphql'), '--format', 'xml')).toMatch(
      /argument 'xml' is invalid\. Allowed choices are text, json, markdown, github, sarif/,
    );
  });

  test('--against a file that is not there', async () => {
    expect(await propose(join(folder, 'shop.graphql'), '--against', '/nowhere.graphql')).toBe(
      '/nowhere.graphql: cannot be read (ENOENT)',
    );
  });

  test('--against a file that does not compose', async () => {
    const before = write('before.graphql', 'type Query { shop: Nothing }');
    expect(await propose(join(folder, 'shop.graphql'), '--against', before)).toMatch(
      /^before\.graphql: does not compose\n/,
    );
  });

  test('--against published, when nothing is', async () => {
    expect(await propose(join(folder, 'shop.graphql'), '--against', 'published')).toMatch(
      /nothing is published there$/,
    );
  });

  test('versions that are no number', async () => {
    expect(await refused('history', 'one')).toMatch(/Expected the number of a version/);
    expect(await refused('publish', '--expect', 'one')).toMatch(/Expected the number of a version/);
  });
});
