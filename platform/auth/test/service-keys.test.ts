import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServiceKeys } from '../service-keys.ts';

let dir: string;
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'keys-')), 'keys');
});
afterEach(() => rm(join(dir, '..'), { recursive: true }));

test('keys are made once and read afterwards', async () => {
  const made = await createServiceKeys(dir, ['gateway', 'ledger']);
  const read = await createServiceKeys(dir, ['gateway', 'ledger']);
  expect(read.jwks).toEqual(made.jwks);
});

test('private keys are their owner’s alone', async () => {
  await createServiceKeys(dir, ['gateway']);
  const [file = ''] = await readdir(dir);
  expect((await stat(join(dir, file))).mode & 0o777).toBe(0o600);
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
});

test('what is published has no private part', async () => {
  const { jwks } = await createServiceKeys(dir, ['gateway']);
  expect(jwks.keys).toEqual([expect.not.objectContaining({ d: expect.anything() })]);
});

test('processes that start together end with the same keys', async () => {
  const opened = await Promise.all(Array.from({ length: 10 }, () => createServiceKeys(dir, ['gateway'])));
  expect(new Set(opened.map(({ jwks }) => JSON.stringify(jwks))).size).toBe(1);
  expect(await readdir(dir)).toHaveLength(1);
});

test('a file that is no key is named in one line', async () => {
  await createServiceKeys(dir, ['gateway']);
  const file = join(dir, 'gateway.private.jwk.json');
  await writeFile(file, 'oops');
  await expect(createServiceKeys(dir, ['gateway'])).rejects.toThrow(
    `${file} is not a key: remove it, and a new one is made.`,
  );
});

test('a service whose key was not opened has none', async () => {
  const keys = await createServiceKeys(dir, ['gateway']);
  expect(() => keys.keyOf('ledger')).toThrow('no key was opened for the service "ledger"');
});
