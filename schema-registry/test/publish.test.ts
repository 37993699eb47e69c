import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from './run.ts';
import { writeProject } from './tree.ts';

const PUBLISHED = 'schema-registry/published';
const QUERY = 'subgraphs/books/schema/Query.graphql';

const inProject = (folder: string, command: string, ...args: string[]) =>
  run(command, ...args, '--config', join(folder, 'supergraph.yaml'));

async function publishedProject(): Promise<string> {
  const folder = writeProject();
  expect(await inProject(folder, 'publish')).toMatchObject({ code: 0 });
  return folder;
}

const addField = (folder: string, name: string): void =>
  appendFileSync(join(folder, QUERY), `extend type Query { ${name}: Int }\n`);

const historyFiles = (folder: string): string[] => readdirSync(join(folder, PUBLISHED, 'history'));

describe('publish', () => {
  test('writes SDL, supergraph, event schemas and a record of it', async () => {
    const folder = await publishedProject();
    for (const file of [
      'supergraph.yaml',
      'supergraph.graphql',
      'api.graphql',
      'subgraphs/books.graphql',
      'subgraphs/books-live.graphql',
      'subgraphs/authors.graphql',
      'events/books.book.sold.v1/1.json',
    ]) {
      expect(existsSync(join(folder, PUBLISHED, file))).toBe(true);
    }
    expect(historyFiles(folder)).toEqual([expect.stringMatching(/^0001-[0-9a-f]{12}\.json$/)]);
  });

  test('makes a folder that is a project of its own', async () => {
    const folder = await publishedProject();
    const config = join(folder, PUBLISHED, 'supergraph.yaml');
    const { code, stdout } = await run('compose', '--config', config, '--output', '-');
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(join(folder, PUBLISHED, 'supergraph.graphql'), 'utf8'));
  });

  test('of what is published already changes nothing', async () => {
    const folder = await publishedProject();
    const again = await inProject(folder, 'publish');
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('version 1 is this already') });
    expect(historyFiles(folder)).toHaveLength(1);
  });

  test('of a change is the next version, and touches only the files that differ', async () => {
    const folder = await publishedProject();
    const authors = statSync(join(folder, PUBLISHED, 'subgraphs/authors.graphql')).mtimeMs;
    addField(folder, 'more');
    expect(await inProject(folder, 'publish')).toMatchObject({ code: 0 });
    expect(historyFiles(folder)).toHaveLength(2);
    expect(statSync(join(folder, PUBLISHED, 'subgraphs/authors.graphql')).mtimeMs).toBe(authors);
    expect(existsSync(join(folder, PUBLISHED, 'events/books.book.sold.v1/2.json'))).toBe(false);
  });

  test('of what does not compose changes nothing', async () => {
    const folder = await publishedProject();
    appendFileSync(join(folder, QUERY), 'extend type Query { book(id: Int): Int }\n');
    expect(await inProject(folder, 'publish', '--accept-breaking', 'we must')).toMatchObject({ code: 1 });
    expect(historyFiles(folder)).toHaveLength(1);
  });

  test('of what breaks clients needs a reason, which the history keeps', async () => {
    const folder = await publishedProject();
    const path = join(folder, 'subgraphs/books/schema/Book.graphql');
    writeFileSync(path, readFileSync(path, 'utf8').replace('  price: Money!\n', ''));
    expect(await inProject(folder, 'publish')).toMatchObject({ code: 1 });
    expect(await inProject(folder, 'publish', '--accept-breaking', ' ')).toMatchObject({ code: 2 });
    expect(historyFiles(folder)).toHaveLength(1);
    expect(await inProject(folder, 'publish', '--accept-breaking', 'nobody has it')).toMatchObject({
      code: 0,
    });
    const { stdout } = await inProject(folder, 'history', '2');
    expect(stdout).toContain('accepted because: nobody has it');
    expect(stdout).toContain('breaking diff/field-removed Book.price: ');
  });

  test('with --expect: who comes second is told to check again', async () => {
    const folder = await publishedProject();
    addField(folder, 'mine');
    const { code, stderr } = await inProject(folder, 'publish', '--expect', '0');
    expect(code).toBe(1);
    expect(stderr).toContain('another publish came first: check again');
    expect(historyFiles(folder)).toHaveLength(1);
    expect(await inProject(folder, 'publish', '--expect', '1')).toMatchObject({ code: 0 });
  });

  test('leaves no lock behind, and waits for nobody who holds it', async () => {
    const folder = await publishedProject();
    const lock = join(folder, PUBLISHED, '.publishing');
    expect(existsSync(lock)).toBe(false);
    writeFileSync(lock, '');
    addField(folder, 'more');
    const { code, stderr } = await inProject(folder, 'publish');
    expect(code).toBe(2);
    expect(stderr).toContain('a publish is under way');
  });
});

describe('a published folder that is not as publish left it', () => {
  const refused = async (folder: string) => {
    const { code, stderr } = await inProject(folder, 'check');
    return { code, stderr: stderr.trim() };
  };

  test('changed by hand', async () => {
    const folder = await publishedProject();
    appendFileSync(join(folder, PUBLISHED, 'supergraph.graphql'), '\n');
    expect(await refused(folder)).toEqual({
      code: 2,
      stderr: expect.stringContaining(`${PUBLISHED}: is not version 1 as it was published`),
    });
  });

  test('but the line endings of a checkout do not count', async () => {
    const folder = await publishedProject();
    const file = join(folder, PUBLISHED, 'subgraphs/books.graphql');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    expect((await refused(folder)).code).toBe(0);
  });

  test('one version from two branches', async () => {
    const folder = await publishedProject();
    const [name = ''] = historyFiles(folder);
    const entry = readFileSync(join(folder, PUBLISHED, 'history', name), 'utf8');
    writeFileSync(join(folder, PUBLISHED, 'history/0001-000000000000.json'), entry);
    expect((await refused(folder)).stderr).toContain('version 1 was published twice, by two branches');
  });

  test('merged by git from two branches that published: no conflict, and refused', async () => {
    const folder = await publishedProject();
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: folder,
        stdio: 'pipe',
      });
    const publishOn = async (branch: string, path: string, sdl: string) => {
      git('checkout', '-q', '-b', branch, 'main');
      appendFileSync(join(folder, path), sdl);
      expect(await inProject(folder, 'publish')).toMatchObject({ code: 0 });
      git('add', '-A');
      git('commit', '-qm', branch);
    };
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-qm', 'all');
    await publishOn('one', QUERY, 'extend type Query { aa: Int }\n');
    await publishOn(
      'other',
      'subgraphs/authors/schema/Author.graphql',
      'enum Zz { A }\nextend type Author { z: Zz }\n',
    );
    git('merge', '-q', '--no-edit', 'one');
    expect((await refused(folder)).stderr).toContain('version 2 was published twice, by two branches');
    git('checkout', '-q', 'one', '--', PUBLISHED);
    rmSync(join(folder, PUBLISHED), { recursive: true });
    git('restore', '--source', 'one', '--', PUBLISHED);
    expect(await inProject(folder, 'publish')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('version 3 is published'),
    });
  });

  test('a version that follows none', async () => {
    const folder = await publishedProject();
    const [name = ''] = historyFiles(folder);
    const path = join(folder, PUBLISHED, 'history', name);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"version": 1', '"version": 3'));
    expect((await refused(folder)).stderr).toContain('version 3 does not follow another');
  });

  test('a record that cannot be read', async () => {
    const folder = await publishedProject();
    writeFileSync(join(folder, PUBLISHED, 'history', historyFiles(folder)[0] ?? ''), '{');
    expect((await refused(folder)).stderr).toMatch(/0001-[0-9a-f]{12}\.json: is not a record of a publish/);
  });
});

describe('history', () => {
  test('has the newest first', async () => {
    const folder = await publishedProject();
    addField(folder, 'more');
    await inProject(folder, 'publish', '--by', 'ann');
    const { code, stdout } = await inProject(folder, 'history');
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^ {3}2 {2}\d{4}-.*ann/),
      expect.stringMatching(/^ {3}1 {2}\d{4}-.* {2}the first$/),
    ]);
  });

  test('tells all of one version', async () => {
    const folder = await publishedProject();
    const { stdout } = await inProject(folder, 'history', '1');
    expect(stdout).toMatch(/sha256:[0-9a-f]{64}/);
  });

  test('of a version that is not there is wrong input', async () => {
    const folder = await publishedProject();
    expect(await inProject(folder, 'history', '7')).toMatchObject({
      code: 2,
      stderr: 'there is no version 7: the newest is 1\n',
    });
  });

  test('is empty when nothing is published', async () => {
    expect(await inProject(writeProject(), 'history')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
