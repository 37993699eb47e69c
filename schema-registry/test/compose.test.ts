import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compose } from '../compose/artifacts.ts';
import { readSupergraphConfig } from '../config/supergraph-config.ts';
import { PROJECT, writeProject } from './tree.ts';

const composeProject = (changes: Readonly<Record<string, string>> = {}) =>
  compose(readSupergraphConfig(join(writeProject(changes), 'supergraph.yaml')));

async function composed(changes?: Readonly<Record<string, string>>) {
  const result = await composeProject(changes);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function findings(changes: Readonly<Record<string, string>>) {
  const result = await composeProject(changes);
  return result.ok ? [] : result.error;
}

const SDL = 'type Query { extra: Int }';

describe('bundles', () => {
  test('hold the shared SDL and the schema files by name, without the event graph', async () => {
    const { artifacts } = await composed();
    const books = artifacts.get('schema-registry/composed/books.graphql');
    expect(books?.match(/^# .*\.graphql$/gm)).toEqual([
      '# platform/graphql/shared.graphql',
      '# subgraphs/books/schema/Book.graphql',
      '# subgraphs/books/schema/Query.graphql',
    ]);
  });

  test('of an event graph hold live.graphql alone', async () => {
    const { artifacts } = await composed();
    const live = artifacts.get('schema-registry/composed/books-live.graphql');
    expect(live?.match(/^# .*\.graphql$/gm)).toEqual(['# subgraphs/books/schema/live.graphql']);
  });

  test('are the same each time', async () => {
    expect([...(await composed()).artifacts]).toEqual([...(await composed()).artifacts]);
  });
});

describe('composition', () => {
  test('joins the subgraphs under their routing URLs', async () => {
    const { supergraphSdl } = await composed();
    expect(supergraphSdl).toContain(
      'BOOKS @join__graph(name: "books", url: "http://127.0.0.1:4001/graphql")',
    );
    expect(supergraphSdl).toContain('BOOKS_LIVE @join__graph(name: "books-live", url: "events:books")');
  });

  test('gives clients a schema without federation', async () => {
    const { apiSdl } = await composed();
    expect(apiSdl).not.toMatch(/join__|link__|_Any|@key/);
    expect(Object.keys(buildSchema(apiSdl).getQueryType()?.getFields() ?? {}).sort()).toEqual([
      'author',
      'book',
    ]);
  });

  test('takes SDL from the configuration, from a file and from a running subgraph', async () => {
    const server = createServer((_, response) => {
      response.end(JSON.stringify({ data: { _service: { sdl: 'type Query { running: Int }' } } }));
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as AddressInfo;
    const { apiSdl } = await composed({
      'supergraph.yaml': `subgraphs:
  a: { routing_url: "http://a/", schema: { sdl: "type Query { inline: Int }" } }
  b: { routing_url: "http://b/", schema: { file: b.graphql } }
  c: { routing_url: "http://c/", schema: { subgraph_url: "http://127.0.0.1:${port}/" } }`,
      'b.graphql': 'type Query { filed: Int }',
    }).finally(() => server.close());
    const fields = Object.keys(buildSchema(apiSdl).getQueryType()?.getFields() ?? {});
    expect(fields.sort()).toEqual(['filed', 'inline', 'running']);
  });

  test('hints do not fail it, and name the file', async () => {
    const { hints } = await composed({
      'subgraphs/books/schema/Book.graphql': '"One." type Book @key(fields: "id") { id: ID! }',
      'subgraphs/authors/schema/Book.graphql': '"Two." type Book @key(fields: "id") { id: ID! }',
    });
    expect(hints[0]).toMatchObject({ severity: 'warning', file: expect.stringContaining('.graphql') });
  });
});

describe('what stands in the way is named by source file and line', () => {
  test('syntax errors, of all files at once', async () => {
    const found = await findings({
      'subgraphs/books/schema/Book.graphql': 'type Book {\n  id: ID!!\n}',
      'subgraphs/authors/schema/Author.graphql': 'typ Author { id: ID! }',
    });
    expect(found).toMatchObject([
      { rule: 'syntax', file: 'subgraphs/books/schema/Book.graphql', line: 2 },
      { rule: 'syntax', file: 'subgraphs/authors/schema/Author.graphql', line: 1 },
    ]);
  });

  test('an invalid subgraph', async () => {
    const found = await findings({
      'subgraphs/books/schema/Book.graphql': '\ntype Book @key(fields: "isbn") { id: ID! }',
    });
    expect(found[0]).toMatchObject({
      rule: 'composition/KEY_INVALID_FIELDS',
      file: 'subgraphs/books/schema/Book.graphql',
      line: 2,
    });
  });

  test('subgraphs that contradict each other, with the other places in words', async () => {
    const found = await findings({
      'subgraphs/authors/schema/Book.graphql': '\n\ntype Book @key(fields: "id") {\n  id: Int!\n}',
    });
    expect(found[0]).toMatchObject({ rule: 'composition/FIELD_TYPE_MISMATCH', line: expect.any(Number) });
    expect(`${found[0]?.file} ${found[0]?.message}`).toContain('subgraphs/authors/schema/Book.graphql');
  });

  test('a `@link` at which the composer throws', async () => {
    const found = await findings({
      'subgraphs/books/schema/link.graphql': 'extend schema @link(url: "nonsense", import: ["@x"])',
    });
    expect(found[0]?.rule).toMatch(/^composition\//);
  });

  test('a mutation without authorisation', async () => {
    const found = await findings({
      'subgraphs/books/schema/Mutation.graphql': 'type Mutation {\n  burn: Boolean\n}',
    });
    expect(found).toMatchObject([
      {
        rule: 'lint/mutation-without-authorisation',
        coordinate: 'Mutation.burn',
        file: 'subgraphs/books/schema/Mutation.graphql',
        line: 2,
      },
    ]);
  });
});

test('an event graph that its events cannot feed does not compose', async () => {
  const live = PROJECT['subgraphs/books/schema/live.graphql'];
  const found = await findings({
    'subgraphs/books/schema/live.graphql': live.replace('books.book.sold.v1', 'books.book.lost.v1'),
  });
  expect(found).toMatchObject([
    {
      rule: 'event-source/unknown-type',
      coordinate: 'Subscription.bookSold',
      file: 'subgraphs/books/schema/live.graphql',
      line: 12,
    },
  ]);
});

describe('input that cannot be worked with', () => {
  test.each([
    ['an SDL file that is not there', '{ file: nowhere.graphql }', 'nowhere.graphql: cannot be read'],
    [
      'a subgraph that does not answer',
      '{ subgraph_url: "http://127.0.0.1:1/" }',
      'http://127.0.0.1:1/: no SDL from it',
    ],
  ])('%s', async (_, schema, message) => {
    const yaml = `subgraphs:\n  a: { routing_url: "http://a/", schema: ${schema} }`;
    await expect(composeProject({ 'supergraph.yaml': yaml })).rejects.toThrow(message);
  });

  test('an own subgraph that does not say where its bundle goes', async () => {
    const yaml = `subgraphs:\n  books: { routing_url: "http://a/", schema: { sdl: "${SDL}" } }`;
    await expect(composeProject({ 'supergraph.yaml': yaml })).rejects.toThrow(
      'subgraphs.books.schema: expected file',
    );
  });
});

describe('event schemas', () => {
  test('are made of what each contract exports, by type', async () => {
    const { artifacts } = await composed();
    const schema = JSON.parse(artifacts.get('schema-registry/composed/events/books.book.sold.v1.json') ?? '');
    expect(schema).toMatchObject({
      $id: 'books.book.sold.v1',
      'x-topic': 'books.book.v1',
      properties: { bookId: { type: 'string' } },
      required: ['bookId'],
    });
  });
});
