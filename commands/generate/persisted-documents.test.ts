import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseManifest } from 'gateway/plugins/trusted-documents/manifest';
import { type DocumentNode, parse, print } from 'graphql';
import * as documents from '../../clients/typescript/documents.ts';
import { grownManifest, PERSISTED_DOCUMENTS } from './persisted-documents.ts';

const file = (name: string, text: string) => ({
  path: `clients/operations/${name}.graphql`,
  document: parse(text),
});
const entries = (manifest: string) => JSON.parse(manifest).operations;

describe('the manifest', () => {
  test('names each document by the SHA-256 of its text', () => {
    expect(entries(grownManifest(undefined, [file('A', 'mutation A { a }')]))).toEqual([
      {
        id: '7bb61df0bb279b509d199df069a98545a84bee80154242adf46d603a43d72309',
        name: 'A',
        type: 'mutation',
        body: 'mutation A {\n  a\n}',
      },
    ]);
  });

  test('keeps what a changed operation was before', () => {
    const before = grownManifest(undefined, [file('A', 'query A { a }')]);
    const after = grownManifest(before, [file('A', 'query A { a b }')]);
    expect(entries(after)).toHaveLength(2);
    expect(entries(after)).toEqual(expect.arrayContaining(entries(before)));
  });

  test('only grows, whatever becomes of the operations, and is the same when nothing does', () => {
    const operation = fc
      .tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('a', 'b', 'a b'))
      .map(([name, fields]) => file(name, `query ${name} { ${fields} }`));
    fc.assert(
      fc.property(fc.array(fc.array(operation)), (versions) => {
        let manifest = grownManifest(undefined, []);
        for (const operations of versions) {
          const grown = grownManifest(manifest, operations);
          for (const entry of entries(manifest)) expect(entries(grown)).toContainEqual(entry);
          expect(grownManifest(grown, operations)).toBe(grown);
          manifest = grown;
        }
      }),
    );
  });

  test('that is committed has every document as the typed client sends it', () => {
    const path = join(import.meta.dirname, '../..', PERSISTED_DOCUMENTS);
    const { trusts } = parseManifest(readFileSync(path, 'utf8'));
    const sent = Object.entries(documents).map(([name, document]) => [name, print(document as DocumentNode)]);
    expect(sent.length).toBeGreaterThan(40);
    expect(sent.filter(([, text]) => !trusts(text as string))).toEqual([]);
  });
});
