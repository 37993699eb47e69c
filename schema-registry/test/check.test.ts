import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Finding } from '../findings.ts';
import type { Report } from '../report.ts';
import { run } from './run.ts';
import { writeProject } from './tree.ts';

const WRITERS = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@authenticated"])

"Who writes."
type Author @key(fields: "id") {
  id: ID!
  name: String!
}

type Query {
  "The author of that id." author(id: ID!): Author
}
`;
const CONFIG = `subgraphs:
  writers: { routing_url: "http://w/", schema: { file: writers.graphql } }
  titles: { routing_url: "http://t/", schema: { file: titles.graphql } }
`;
const FILES = {
  'supergraph.yaml': CONFIG,
  'writers.graphql': WRITERS,
  'titles.graphql': `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
type Author @key(fields: "id") { id: ID! books: [String!]! }
`,
  'clients/operations/Author.graphql': 'query Author {\n  author(id: "1") {\n    name\n  }\n}\n',
};

const edit = (from: string, to: string): string => {
  expect(WRITERS).toContain(from);
  return WRITERS.replace(from, to);
};

let folder: string;
let published: string;
beforeAll(async () => {
  folder = writeProject(FILES);
  published = writeProject(FILES);
  expect(await run('publish', '--config', join(published, 'supergraph.yaml'))).toMatchObject({ code: 0 });
});

const schemaFile = join(import.meta.dirname, '../check-result.schema.json');
const isCheckResult = new Ajv2020().compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

/** Every report here is as its JSON Schema says. */
async function check(...args: string[]): Promise<{ code: number; report: Report }> {
  const { code, stdout, stderr } = await run('check', '--format', 'json', ...args);
  expect(stderr).toBe('');
  const report = JSON.parse(stdout);
  isCheckResult(report);
  expect(isCheckResult.errors ?? []).toEqual([]);
  return { code, report };
}

function propose(sdl: string, ...args: string[]) {
  const file = join(folder, 'proposed.graphql');
  writeFileSync(file, sdl);
  const config = join(folder, 'supergraph.yaml');
  return check('--config', config, '--subgraph', 'writers', '--schema', file, ...args);
}

const found = (rule: string, rest: Partial<Finding>) =>
  expect.objectContaining({ findings: expect.arrayContaining([expect.objectContaining({ rule, ...rest })]) });

describe('a change of one subgraph', () => {
  test('that only adds is in order', async () => {
    const { code, report } = await propose(edit('name: String!', 'name: String!\n  born: Int'));
    expect({ code, ok: report.ok }).toEqual({ code: 0, ok: true });
  });

  test('that breaks clients fails: rule, coordinate, place, and the operation that it breaks', async () => {
    const { code, report } = await propose(edit('  name: String!\n', ''));
    expect(code).toBe(1);
    expect(report).toEqual(
      found('diff/field-removed', {
        severity: 'breaking',
        coordinate: 'Author.name',
        file: 'proposed.graphql',
        line: 5,
      }),
    );
    expect(JSON.stringify(report)).toContain('clients/operations/Author.graphql');
  });

  test('that the lint refuses fails', async () => {
    const { code, report } = await propose(`${WRITERS}type Mutation {\n  burn: Int\n}\n`);
    expect(code).toBe(1);
    expect(report).toEqual(
      found('lint/mutation-without-authorisation', {
        coordinate: 'Mutation.burn',
        file: 'proposed.graphql',
        line: 14,
      }),
    );
  });

  test('that does not compose fails, and says that it does not', async () => {
    const { code, report } = await propose(edit('id: ID!\n', 'id: Int!\n'));
    expect(code).toBe(1);
    expect(report.composition).toEqual({ ok: false, hints: [] });
    expect(report).toEqual(found('composition/FIELD_TYPE_MISMATCH', { severity: 'error' }));
  });

  test('is compared with what is configured, where nothing is published', async () => {
    const { report } = await propose(WRITERS);
    expect(report).toMatchObject({ against: 'the configured schemas', findings: [] });
  });

  test('is compared with the SDL that --against names, of the subgraph or of a supergraph', async () => {
    const without = edit('  name: String!\n', '');
    const before = join(folder, 'before.graphql');
    writeFileSync(before, without);
    expect((await propose(without, '--against', before)).report).not.toEqual(found('diff/field-removed', {}));
    const supergraph = join(published, 'schema-registry/published/supergraph.graphql');
    const { code, report } = await propose(without, '--against', supergraph);
    expect(code).toBe(1);
    expect(report).toEqual(found('diff/field-removed', { coordinate: 'Author.name' }));
  });

  test('is composed with the others as they are published', async () => {
    const changed = writeProject({
      ...FILES,
      'titles.graphql': FILES['titles.graphql'].replace('[String!]!', '[String]'),
    });
    await run('publish', '--config', join(changed, 'supergraph.yaml'));
    writeFileSync(join(changed, 'titles.graphql'), 'not SDL at all');
    const { code, report } = await check(
      '--config',
      join(changed, 'supergraph.yaml'),
      '--subgraph',
      'writers',
      '--schema',
      join(changed, 'writers.graphql'),
    );
    expect(code).toBe(0);
    expect(report).toMatchObject({ against: 'version 1 (published)', findings: [] });
  });
});

describe('a change of the working tree', () => {
  const checkTree = (root: string) => check('--config', join(root, 'supergraph.yaml'));

  test('is compared with what is published', async () => {
    const tree = writeProject(FILES);
    await run('publish', '--config', join(tree, 'supergraph.yaml'));
    expect((await checkTree(tree)).report).toMatchObject({ ok: true, against: 'version 1 (published)' });
    writeFileSync(join(tree, 'writers.graphql'), edit('  name: String!\n', ''));
    const { code, report } = await checkTree(tree);
    expect(code).toBe(1);
    expect(report).toEqual(found('diff/field-removed', { file: 'writers.graphql', line: 5 }));
    expect(report.notes).toEqual([expect.stringContaining('no data of who uses what')]);
  });

  test('is linted and composed when nothing is published, and the report says so', async () => {
    const { code, report } = await checkTree(writeProject(FILES));
    expect({ code, ok: report.ok }).toEqual({ code: 0, ok: true });
    expect(report.notes).toEqual(['nothing is published yet: there was nothing to compare with']);
  });

  test('that a committed operation does not survive fails, also when nothing is published', async () => {
    const tree = writeProject(FILES);
    appendFileSync(join(tree, 'clients/operations/Author.graphql'), '# more\n');
    writeFileSync(join(tree, 'writers.graphql'), edit('  name: String!\n', ''));
    const { code, report } = await checkTree(tree);
    expect(code).toBe(1);
    expect(report).toEqual(
      found('operation/invalid', { file: 'clients/operations/Author.graphql', line: 3 }),
    );
  });

  test('in a published project of this layout is judged by source file and line', async () => {
    const tree = writeProject();
    await run('publish', '--config', join(tree, 'supergraph.yaml'));
    const path = join(tree, 'subgraphs/books/schema/Book.graphql');
    writeFileSync(path, readFileSync(path, 'utf8').replace('  price: Money!\n', ''));
    expect((await checkTree(tree)).report).toEqual(
      found('diff/field-removed', { file: 'subgraphs/books/schema/Book.graphql', line: 1 }),
    );
  });
});
