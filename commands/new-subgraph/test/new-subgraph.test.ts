import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readSupergraphConfig } from 'schema-registry/config/supergraph-config';
import { scratchRepository } from './scratch-repository.ts';

const NAME = 'gift-cards';
const TSCONFIG = { extends: './tsconfig.json', include: [`subgraphs/${NAME}/**/*.ts`] };
const JEST_CONFIG = 'export { default } from "./jest.config.mjs";';

/** Types and tests of a whole subgraph are checked by their real tools. */
jest.setTimeout(120_000);

describe('npm run new-subgraph', () => {
  let folder = '';

  const run = (program: string, ...args: readonly string[]) => {
    const bin = program === 'node' ? process.execPath : join(folder, 'node_modules/.bin', program);
    const { status, stdout, stderr } = spawnSync(bin, args, { cwd: folder, encoding: 'utf8' });
    return { status, output: `${stdout}${stderr}` };
  };
  const create = (...args: readonly string[]) =>
    run('node', 'commands/new-subgraph.ts', ...args, '--no-install');

  beforeAll(() => {
    folder = scratchRepository();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('writes a subgraph that composes with the others', () => {
    const { status, output } = create(NAME);
    expect([status, output]).toEqual([
      0,
      expect.stringContaining(`subgraphs/${NAME} is part of the supergraph`),
    ]);
    const supergraph = readFileSync(join(folder, 'schema-registry/composed/supergraph.graphql'), 'utf8');
    expect(supergraph).toContain('createGiftCard(input: CreateGiftCardInput!)');
  });

  test('its lint and format are in order', () => {
    expect(run('biome', 'check', '--error-on-warnings', `subgraphs/${NAME}`)).toMatchObject({ status: 0 });
  });

  test('its imports go the right way', () => {
    const { output } = run('depcruise', '--config', '.dependency-cruiser.cjs', '.');
    expect(output.split('\n').filter((line) => line.includes(NAME))).toEqual([]);
  });

  test('its types are in order', () => {
    writeFileSync(join(folder, 'tsconfig.new.json'), JSON.stringify(TSCONFIG));
    const { output } = run('tsc', '-p', 'tsconfig.new.json');
    expect(output.split('\n').filter((line) => line.includes(NAME))).toEqual([]);
  });

  test('its tests pass, on a real database', () => {
    writeFileSync(join(folder, 'jest.new.config.mjs'), JEST_CONFIG);
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const tests = [
      'node_modules/jest/bin/jest.js',
      '-c',
      'jest.new.config.mjs',
      '--globalSetup=',
      '--globalTeardown=',
    ];
    const { status, output } = run('node', ...flags, ...tests, '-w', '1', `subgraphs/${NAME}`);
    expect([status, output]).toEqual([0, expect.stringContaining('12 passed')]);
  });

  test('its port is its own', () => {
    const { subgraphs } = readSupergraphConfig(join(folder, 'supergraph.yaml'));
    const url = subgraphs[NAME]?.routing_url;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:41\d\d\/graphql$/);
    expect(Object.values(subgraphs).filter(({ routing_url }) => routing_url === url)).toHaveLength(1);
  });

  test.each([
    ['a subgraph that is there', ['ledger'], 'There is a subgraph ledger already.'],
    ['a type that is there', ['books', '--entity', 'Ledger'], 'The API has a Ledger already'],
    ['a name that is none', ['Gift_Cards'], '"Gift_Cards" is no name for a subgraph'],
    ['the name of an event graph', ['books-live'], '"books-live" is no name for a subgraph'],
    ['a type that is none', ['books', '--entity', 'a book'], '"a book" is no name for a type'],
    ['a reserved word', ['orders'], '"order" is a reserved word'],
  ])('%s is refused in one line, and nothing is written', (_, args, message) => {
    const { status, output } = create(...args);
    expect([status, output.trim().split('\n')]).toEqual([1, [expect.stringContaining(message)]]);
    expect(existsSync(join(folder, 'subgraphs/books'))).toBe(false);
  });
});
