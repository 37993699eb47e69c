import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import type { Manifest } from '../trusted-documents/manifest.ts';
import { followManifest, type ManifestFile } from '../trusted-documents/manifest-file.ts';

let folder: string;
let file: string;
let followed: ManifestFile;
let changed: PromiseWithResolvers<Manifest>;
let logged: PromiseWithResolvers<string>;

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'performance'] });
  folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  file = join(folder, 'manifest.json');
  writeFileSync(file, '{"1":"{ a }"}');
  const logger = pino({ level: 'error' }, { write: (line: string) => logged.resolve(line) });
  logged = Promise.withResolvers();
  changed = Promise.withResolvers();
  followed = await followManifest(file, { onChange: (manifest) => changed.resolve(manifest), logger });
  await changed.promise;
  changed = Promise.withResolvers();
});
afterEach(() => {
  followed.close();
  jest.useRealTimers();
  rmSync(folder, { recursive: true });
});

test('a manifest that has grown is taken up while the gateway runs', async () => {
  writeFileSync(file, '{"1":"{ a }","2":"{ b }"}');
  jest.advanceTimersByTime(5_000);
  await changed.promise;
  expect(followed.get().textOf('2')).toBe('{ b }');
});

test('one that does not load is logged, and the one before serves on', async () => {
  writeFileSync(file, '{"1":');
  jest.advanceTimersByTime(5_000);
  expect(await logged.promise).toContain('those before serve on');
  expect(followed.get().textOf('1')).toBe('{ a }');
});
