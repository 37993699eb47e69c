import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const REGISTRY = join(import.meta.dirname, '..');
const DOCUMENTATION = readFileSync(join(REGISTRY, '../docs/schema-rules.md'), 'utf8');

const sources = (folder: string): string[] =>
  readdirSync(join(REGISTRY, folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.includes('test'),
  );

/** Every id that the code of a folder names. */
const idsIn = (folder: string, id: RegExp): string[] =>
  sources(folder).flatMap((name) =>
    [...readFileSync(join(REGISTRY, folder, name), 'utf8').matchAll(id)].map(([, found]) => found ?? ''),
  );

const IDS = [
  ...idsIn('lint/rules', /^ {2}name: '([a-z-]+)',$/gm).map((name) => `lint/${name}`),
  ...idsIn('lint', /'(lint\/[a-z-]+)'/g),
  ...idsIn('event-schemas', /'(event\/[a-z-]+)'/g),
  ...idsIn('event-sources', /'(event-source\/[a-z-]+)'/g),
];

test('there are many rules', () => {
  expect(new Set(IDS).size).toBeGreaterThan(50);
});

test.each([...new Set(IDS)])('%s is documented', (id) => {
  expect(DOCUMENTATION).toContain(`\`${id}\``);
});
