import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { schemaFiles, subgraphTypeDefs } from '../subgraph-schema.ts';
import { alice, notesSubgraph, SCHEMA_DIR } from './notes.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'schema-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('the shared SDL comes first, then the files by name; the event graph stays apart', () => {
  expect(schemaFiles(SCHEMA_DIR).map((file) => basename(file))).toEqual(['shared.graphql', 'notes.graphql']);
});

test('a syntax error names file and line', async () => {
  await writeFile(join(dir, 'broken.graphql'), 'type Query {\n  a: \n}\n');
  expect(() => subgraphTypeDefs(dir)).toThrow(
    expect.objectContaining({
      source: expect.objectContaining({ name: join(dir, 'broken.graphql') }),
      locations: [{ line: 3, column: 1 }],
    }),
  );
});

test('the schema is a federated subgraph', async () => {
  const { data } = await notesSubgraph().execute({ query: '{ _service { sdl } }' }, alice);
  expect(JSON.stringify(data)).toContain('@key(fields: \\"id\\")');
});
