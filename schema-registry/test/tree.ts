import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@authenticated"])
`;

/** A small project laid out like this repository: two subgraphs that share a type, and an event graph. */
export const PROJECT = {
  'supergraph.yaml': `federation_version: =2.14.4
subgraphs:
  books:
    routing_url: http://127.0.0.1:4001/graphql
    schema:
      file: schema-registry/composed/books.graphql
  books-live:
    routing_url: events:books
    schema:
      file: schema-registry/composed/books-live.graphql
  authors:
    routing_url: http://127.0.0.1:4002/graphql
    schema:
      file: schema-registry/composed/authors.graphql
`,
  'platform/graphql/shared.graphql': `${LINK}
type Money @shareable {
  amount: String!
}
`,
  'subgraphs/books/schema/Query.graphql': `type Query {
  book(id: ID!): Book
}
`,
  'subgraphs/books/schema/Book.graphql': `type Book @key(fields: "id") {
  id: ID!
  price: Money!
}
`,
  'subgraphs/books/schema/live.graphql': `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.12"
    import: ["@key", "@shareable", "@authenticated", "@composeDirective"]
  )
  @link(url: "https://open-supergraph.org/live/v1.0", import: ["@eventSource"])
  @composeDirective(name: "@eventSource")

directive @eventSource(topic: String!, types: [String!]!, match: [String!]) on FIELD_DEFINITION

type Subscription {
  bookSold: BookSold @authenticated @eventSource(topic: "books.book.v1", types: ["books.book.sold.v1"])
}

type BookSold {
  bookId: ID!
}

type Book @key(fields: "id", resolvable: false) {
  id: ID!
}
`,
  'subgraphs/books/contract/events.ts': `import { z } from 'zod';

const topic = { name: 'books.book.v1', partitions: 1, retentionMs: 1000, writers: 'one' };

export const bookSold = { type: 'books.book.sold.v1', topic, data: z.strictObject({ bookId: z.string() }) };
`,
  'subgraphs/authors/schema/Author.graphql': `type Author @key(fields: "id") {
  id: ID!
  name: String!
}

type Query {
  author(id: ID!): Author
}
`,
} as const;

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export const emptyProject = (): string => mkdtempSync(join(tmpdir(), 'schema-registry-'));

/** Writes a project to a folder of its own; `changes` replaces files or adds some. Returns the folder. */
export function writeProject(changes: Readonly<Record<string, string>> = {}): string {
  const folder = emptyProject();
  writeFiles(folder, { ...PROJECT, ...changes });
  symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  return folder;
}
