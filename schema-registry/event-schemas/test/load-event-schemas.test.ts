import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSupergraphConfig } from '../../config/supergraph-config.ts';
import { writeProject } from '../../test/tree.ts';
import { loadEventSchemas } from '../load-event-schemas.ts';

const CONFIG = `subgraphs:
  books: { schema: { file: books.graphql } }
  shop: { schema: { file: shop.graphql }, x-events: shop/events }
`;
const SOLD = '{\n  "x-topic": "shop.order.v1",\n  "properties": {\n    "id": { "type": "string" }\n  }\n}';

const load = (files: Readonly<Record<string, string>>) => {
  const folder = writeProject({
    'supergraph.yaml': CONFIG,
    'shop/events/shop.order.placed.v1.json': SOLD,
    ...files,
  });
  return loadEventSchemas(readSupergraphConfig(join(folder, 'supergraph.yaml')));
};

describe('event schemas', () => {
  test('come from contracts and from folders of JSON Schema files', async () => {
    const loaded = await load({});
    expect(loaded.map(({ type, file, lineOf }) => [type, `${file}:${lineOf?.('')}`])).toEqual([
      ['books.book.sold.v1', 'subgraphs/books/contract/events.ts:5'],
      ['shop.order.placed.v1', 'shop/events/shop.order.placed.v1.json:1'],
    ]);
  });

  test('of files know the line of every place in them', async () => {
    const [, placed] = await load({});
    expect(
      ['/x-topic', '/properties/id/type', '/properties/gone'].map((pointer) => placed?.lineOf?.(pointer)),
    ).toEqual([2, 4, 3]);
  });

  test.each([
    [
      'a type of two owners, with both places',
      { 'shop/events/books.book.sold.v1.json': '{}' },
      'shop/events/books.book.sold.v1.json:1: books.book.sold.v1 is declared already, at subgraphs/books/contract/events.ts:5',
    ],
    ['a file that is no JSON', { 'shop/events/a.v1.json': '{\n}\nx' }, 'shop/events/a.v1.json:3: is no JSON'],
    [
      'a schema that is none',
      { 'shop/events/a.v1.json': '[]' },
      'a.v1.json:1: expected a JSON Schema that is an object',
    ],
    [
      'a schema that is malformed',
      { 'shop/events/a.v1.json': '{ "type": "text" }' },
      'a.v1.json:1: /type must be',
    ],
    [
      'a draft that reads keywords otherwise',
      { 'shop/events/a.v1.json': '{ "$schema": "http://json-schema.org/draft-07/schema#" }' },
      'a.v1.json:1: "$schema": expected https://json-schema.org/draft/2020-12/schema',
    ],
    [
      'a folder that is not there',
      { 'supergraph.yaml': CONFIG.replace('shop/events', 'nowhere') },
      'nowhere: cannot be read',
    ],
  ])('refuses %s', async (_, files, message) => {
    await expect(load(files as Record<string, string>)).rejects.toThrow(message);
  });
});
