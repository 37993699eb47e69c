import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { COMPOSER_VERSION, readSupergraphConfig } from '../config/supergraph-config.ts';
import { writeProject } from './tree.ts';

const read = (yaml: string, env: NodeJS.ProcessEnv = {}) =>
  readSupergraphConfig(join(writeProject({ 'supergraph.yaml': yaml }), 'supergraph.yaml'), env);

const subgraph = (rest: string): string => `subgraphs:\n  books:\n    routing_url: http://x/\n${rest}`;

describe('supergraph.yaml', () => {
  test('is read in the form rover has', () => {
    const config = read(`federation_version: =2.14.4\n${subgraph('    schema: { file: ./books.graphql }')}`);
    expect(config).toMatchObject({
      federation_version: '=2.14.4',
      subgraphs: { books: { routing_url: 'http://x/', schema: { file: './books.graphql' } } },
    });
  });

  test('takes a file, a running subgraph or SDL', () => {
    const config = read(`subgraphs:
  a: { schema: { file: a.graphql } }
  b: { schema: { subgraph_url: "http://127.0.0.1:1/" } }
  c: { schema: { sdl: "type Query { c: Int }" } }`);
    expect(Object.keys(config.subgraphs)).toEqual(['a', 'b', 'c']);
  });

  test('puts in the environment, and the default where it has nothing', () => {
    const yaml = subgraph(`    schema: { file: "\${env.FOLDER:-schemas}/\${env.NAME}.graphql" }`);
    expect(read(yaml, { NAME: 'books' }).subgraphs.books?.schema).toEqual({ file: 'schemas/books.graphql' });
    expect(read(yaml, { NAME: 'b', FOLDER: 'x' }).subgraphs.books?.schema).toEqual({ file: 'x/b.graphql' });
  });

  test('keeps keys it does not know', () => {
    const config = read(`x-team: shop\n${subgraph('    x-owner: ann\n    schema: { file: a.graphql }')}`);
    expect(config).toMatchObject({ 'x-team': 'shop', subgraphs: { books: { 'x-owner': 'ann' } } });
  });

  test.each(['2', 'latest-2', '=2.0.0', '=2.14.4'])('may ask for version %s of the federation', (version) => {
    const config = read(`federation_version: ${version}\n${subgraph('    schema: { sdl: x }')}`);
    expect(config.federation_version).toBe(version);
  });

  test('knows the version of the composer', () => {
    const manifest = join(import.meta.dirname, '../../node_modules/@apollo/composition/package.json');
    expect(JSON.parse(readFileSync(manifest, 'utf8')).version).toBe(COMPOSER_VERSION);
  });

  test.each(['1', '=2.14.5', '=2.15.0', '=3.0.0', '2.14', 'latest', '=2.x'])(
    'cannot ask for version %s of the federation',
    (version) => {
      const yaml = `federation_version: ${version}\n${subgraph('    schema: { sdl: x }')}`;
      expect(() => read(yaml)).toThrow(/:1: "federation_version": expected 2, or =2\.N\.P/);
    },
  );

  test.each([
    [
      'a variable that is not set',
      subgraph(`    schema: { file: "\${env.NOWHERE}" }`),
      /variable NOWHERE is not set/,
    ],
    ['malformed YAML', 'subgraphs: {\n  books: [', /supergraph\.yaml:2: /],
    ['a subgraph without a schema', subgraph(''), /supergraph\.yaml:3: "subgraphs\.books\.schema": /],
    [
      'a schema from nowhere',
      subgraph('    schema: { path: x }'),
      /:4: "subgraphs\.books\.schema": expected one of file/,
    ],
    ['a name the composer cannot take', 'subgraphs:\n  "a b": { schema: { sdl: x } }', /subgraphs\.a b/],
    ['no subgraph at all', 'subgraphs: {}', /:1: "subgraphs": expected at least one subgraph/],
  ])('%s is an error that names the place', (_, yaml, message) => {
    expect(() => read(yaml)).toThrow(message);
  });

  test('a file that is not there is an error that names it', () => {
    expect(() => readSupergraphConfig('/nowhere/supergraph.yaml')).toThrow(
      '/nowhere/supergraph.yaml: cannot be read',
    );
  });
});
