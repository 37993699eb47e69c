import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { run } from './run.ts';
import { emptyProject, writeProject } from './tree.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@tag"])';

let folder: string;
beforeAll(() => {
  folder = emptyProject();
});

const file = (name: string, sdl: string): string => {
  writeFileSync(join(folder, name), sdl);
  return join(folder, name);
};

/** Rule and coordinate of what was found, and the exit code. */
async function diff(before: string, after: string) {
  const { code, stdout } = await run(
    'diff',
    ...[file('before.graphql', before), file('after.graphql', after)],
    ...['--format', 'json'],
  );
  const { findings } = JSON.parse(stdout);
  return {
    code,
    found: findings.map(({ rule, coordinate }: Record<string, string>) => `${rule} ${coordinate}`),
  };
}

describe('diff of files', () => {
  test('of an API, with the directives that operations use', async () => {
    expect(
      await diff(
        'directive @live on QUERY\ntype Query { a: Int }',
        'directive @live on FIELD\ntype Query { a: Int }',
      ),
    ).toEqual({
      code: 1,
      found: ['diff/directive-location-removed @live', 'diff/directive-location-added @live'],
    });
  });

  test('of a subgraph', async () => {
    const before = `${LINK}\ntype Query { a: A }\ntype A @key(fields: "id") { id: ID! b: Int }`;
    expect(await diff(before, before.replace(' b: Int', ''))).toEqual({
      code: 1,
      found: ['diff/field-removed A.b'],
    });
  });

  test('of a subgraph that has no query of its own', async () => {
    const before = `${LINK}\ntype A @key(fields: "id") { id: ID! b: Int }`;
    expect(await diff(before, before.replace(' b: Int', ''))).toEqual({
      code: 1,
      found: ['diff/field-removed A.b'],
    });
  });

  test('of a subgraph of federation 1', async () => {
    const before = 'extend type Query { a: A }\ntype A @key(fields: "id") { id: ID! b: Int }';
    expect(await diff(before, before.replace(' b: Int', ' b: Int c: Int'))).toMatchObject({ code: 0 });
  });

  test('of a file with itself is nothing', async () => {
    expect(await diff('type Query { a: Int }', 'type Query { a: Int }')).toEqual({ code: 0, found: [] });
  });

  test('of supergraphs, and of what is published', async () => {
    const project = writeProject();
    const config = ['--config', join(project, 'supergraph.yaml')];
    await run('publish', ...config);
    const supergraph = join(project, 'schema-registry/published/supergraph.graphql');
    expect(await run('diff', 'published', supergraph, ...config)).toEqual({
      code: 0,
      stdout: 'passed: nothing found, compared with published\n',
      stderr: '',
    });
  });

  test('with published, when nothing is, is wrong input', async () => {
    const config = ['--config', join(writeProject(), 'supergraph.yaml')];
    expect(await run('diff', 'published', 'published', ...config)).toMatchObject({
      code: 2,
      stderr: 'published: nothing is published yet\n',
    });
  });
});
