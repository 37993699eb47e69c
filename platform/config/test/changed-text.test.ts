import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { changedText } from '../changed-text.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changed-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the text at first, then only when it has changed, also when the file is replaced', async () => {
  const file = join(folder, 'file');
  await writeFile(file, 'one');
  const read = changedText(file);
  expect(await read()).toBe('one');
  expect(await read()).toBeUndefined();
  await writeFile(join(folder, 'next'), 'two');
  await rename(join(folder, 'next'), file);
  expect(await read()).toBe('two');
});

test('a file that cannot be read rejects, and is read when it is back', async () => {
  const file = join(folder, 'file');
  const read = changedText(file);
  await expect(read()).rejects.toMatchObject({ code: 'ENOENT' });
  await writeFile(file, 'there');
  expect(await read()).toBe('there');
});
