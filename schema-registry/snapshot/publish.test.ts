import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PUBLISHED } from './history.ts';
import { publish } from './publish.ts';
import { readSnapshot } from './read-snapshot.ts';

const PUBLISHER = { publishedAt: '2026-01-01T00:00:00.000Z', changes: {}, summary: [] };
const NOTHING = { files: new Map<string, string>() };
const api = (sdl: string) => new Map([['api.graphql', sdl]]);
const emptyFolder = () => mkdtempSync(join(tmpdir(), 'schema-registry-'));

test('of two who publish on the same version, the second changes nothing', () => {
  const folder = emptyFolder();
  expect(publish(folder, NOTHING, api('first'), PUBLISHER)?.version).toBe(1);
  expect(publish(folder, NOTHING, api('second'), PUBLISHER)).toBeUndefined();
  expect(readFileSync(join(folder, PUBLISHED, 'api.graphql'), 'utf8')).toBe('first');
  expect(readSnapshot(folder)?.head.version).toBe(1);
});

test('each version follows the one it was made of, and files that are gone go', () => {
  const folder = emptyFolder();
  publish(folder, NOTHING, api('first'), PUBLISHER);
  const before = readSnapshot(folder) ?? NOTHING;
  publish(folder, before, new Map([['supergraph.graphql', 'second']]), PUBLISHER);
  const after = readSnapshot(folder);
  expect(after?.head.version).toBe(2);
  expect([...(after?.files ?? [])]).toEqual([['supergraph.graphql', 'second']]);
});
