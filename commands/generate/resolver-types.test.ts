import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { resolverTypes } from './resolver-types.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@authenticated"])
  scalar DateTime
  scalar BigInt
  type Money { minor: BigInt! }
  type Book @key(fields: "id") @authenticated { id: ID!, price: Money!, printedAt: DateTime }
  type Query { book(id: ID!): Book }
  type Gone { message: String! }
  union Answer = Book | Gone
  enum Cover { HARD SOFT }
`;

describe('resolver types', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'resolver-types-'));
    mkdirSync(join(folder, 'schema'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const typesWith = (mappers?: object): Promise<string> => {
    if (mappers) writeFileSync(join(folder, 'schema/mappers.json'), JSON.stringify(mappers));
    return resolverTypes(folder, SDL);
  };

  test("use the platform's scalars and money, and the subgraph's context", async () => {
    const types = await typesWith();
    expect(types).toContain("import type { Instant } from 'platform/kernel/clock';");
    expect(types).toContain("import type { Money as MoneyModel } from 'platform/kernel/money';");
    expect(types).toContain("import type { Context } from '../context.ts';");
    expect(types).toContain('BigInt: { input: bigint; output: bigint; }');
  });

  test('give resolvers the types that the subgraph maps', async () => {
    const types = await typesWith({
      Book: './domain/book/book.ts#Book',
      Gone: '@subgraph/other/contract/gone#Gone',
    });
    expect(types).toContain("import type { Book as BookModel } from '../domain/book/book.ts';");
    expect(types).toContain("import type { Gone as GoneModel } from '@subgraph/other/contract/gone';");
    expect(types).toContain('Book: ResolverTypeWrapper<BookModel>');
  });

  test('know that entities are resolved by reference', async () => {
    expect(await typesWith()).toContain('__resolveReference?:');
  });

  test('ask for __typename in union members, so that nobody writes type resolvers', async () => {
    expect(await typesWith()).toMatch(/Gone & \{ __typename: 'Gone' \}/);
  });

  test('are erasable: enums are unions of text', async () => {
    const types = await typesWith();
    expect(types).toMatch(/export type Cover =\s*\| 'HARD'\s*\| 'SOFT'/);
    expect(types).not.toMatch(/^(export )?(enum|namespace|import [^t])/m);
  });

  test('a mapper without a type is refused by name', async () => {
    await expect(async () => typesWith({ Book: './domain/book.ts' })).rejects.toThrow(
      /mappers\.json:1: "Book"/,
    );
  });
});
