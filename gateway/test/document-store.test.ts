import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createDocumentStore, MAX_DOCUMENT_CHARS, MAX_DOCUMENTS } from '../http/document-store.ts';

const small = parse('{ a }', { noLocation: true });

test('keeps a document until it is deleted', async () => {
  const store = createDocumentStore();
  await store.set('hash', small);
  expect(await store.get('hash')).toBe(small);
  await store.delete('hash');
  expect(await store.get('hash')).toBeUndefined();
});

test('keeps so many, however small they are: those that were used last', async () => {
  const store = createDocumentStore();
  for (let n = 0; n <= MAX_DOCUMENTS; n += 1) await store.set(String(n), small);
  expect(await store.get('0')).toBeUndefined();
  expect(await store.get('1')).toBe(small);
});

test('does not keep a long one', async () => {
  const store = createDocumentStore();
  await store.set('long', parse(`{ ${'a '.repeat(MAX_DOCUMENT_CHARS / 20)} }`, { noLocation: true }));
  expect(await store.get('long')).toBeUndefined();
});
