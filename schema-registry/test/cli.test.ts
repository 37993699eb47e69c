import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { main } from '../cli.ts';
import { writeProject } from './tree.ts';

const COMPOSED = 'schema-registry/composed';

describe('schema-registry compose', () => {
  let printed: string[] = [];

  beforeEach(() => {
    printed = [];
    const print = (text: unknown) => printed.push(String(text)) > 0;
    jest.spyOn(console, 'error').mockImplementation(print);
    jest.spyOn(process.stdout, 'write').mockImplementation(print);
    jest.spyOn(process.stderr, 'write').mockImplementation(print);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const run = (folder: string, ...args: string[]) =>
    main(['compose', '--config', join(folder, 'supergraph.yaml'), ...args]);

  test('writes bundles, supergraph, API schema and event schemas, and the check agrees', async () => {
    const folder = writeProject();
    expect(await run(folder)).toBe(0);
    for (const file of [
      'books.graphql',
      'supergraph.graphql',
      'api.graphql',
      'events/books.book.sold.v1.json',
    ]) {
      expect(existsSync(join(folder, COMPOSED, file))).toBe(true);
    }
    expect(await run(folder, '--check')).toBe(0);
  });

  test('--check fails when a schema has changed, names the files and writes nothing', async () => {
    const folder = writeProject();
    await run(folder);
    appendFileSync(
      join(folder, 'subgraphs/books/schema/Query.graphql'),
      'extend type Query { books: [Book!] }\n',
    );
    expect(await run(folder, '--check')).toBe(1);
    expect(printed.join('\n')).toContain(`${COMPOSED}/supergraph.graphql error drift`);
    expect(readFileSync(join(folder, COMPOSED, 'supergraph.graphql'), 'utf8')).not.toContain(
      'books: [Book!]',
    );
  });

  test('--check fails on a file that no schema makes; composing removes it', async () => {
    const folder = writeProject();
    await run(folder);
    const stale = join(folder, COMPOSED, 'events/books.book.lost.v1.json');
    writeFileSync(stale, '{}');
    expect(await run(folder, '--check')).toBe(1);
    expect(await run(folder)).toBe(0);
    expect(existsSync(stale)).toBe(false);
    expect(printed).toContain(`deleted ${COMPOSED}/events/books.book.lost.v1.json`);
  });

  test('--output writes only the supergraph', async () => {
    const folder = writeProject();
    expect(await run(folder, '--output', join(folder, 'out.graphql'))).toBe(0);
    expect(readFileSync(join(folder, 'out.graphql'), 'utf8')).toContain('@join__graph');
    expect(existsSync(join(folder, COMPOSED))).toBe(false);
  });

  test('--output - prints it', async () => {
    expect(await run(writeProject(), '--output', '-')).toBe(0);
    expect(printed.join('\n')).toContain('@join__graph');
  });

  test('problems in the schemas: exit code 1, and a line with file, line, rule and fix', async () => {
    const folder = writeProject({
      'subgraphs/books/schema/Mutation.graphql': 'type Mutation { burn: Boolean }',
    });
    expect(await run(folder)).toBe(1);
    expect(printed).toContain(
      'subgraphs/books/schema/Mutation.graphql:1 error lint/mutation-without-authorisation Mutation.burn: ' +
        'anybody may call this mutation (add one of @authenticated, @requiresScopes, @policy)',
    );
  });

  test('wrong input: exit code 2 and one line', async () => {
    expect(await main(['compose', '--config', '/nowhere.yaml'])).toBe(2);
    expect(printed).toEqual(['/nowhere.yaml: cannot be read (ENOENT).']);
  });

  test('wrong usage: exit code 2', async () => {
    expect(await main(['compose', '--nonsense'])).toBe(2);
    expect(await main(['nonsense'])).toBe(2);
  });

  test('--help: exit code 0, and every option', async () => {
    expect(await main(['compose', '--help'])).toBe(0);
    for (const option of ['--config', '--check', '--output', 'Exit codes'])
      expect(printed.join('')).toContain(option);
  });
});
