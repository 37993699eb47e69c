import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandAs, postgresUser } from '../postgres-user.ts';

const user = postgresUser();

/** Looks for itself as initdb looks for postgres, then says who runs it. */
const PROGRAM = '#!/bin/sh\ntest -x "$0" && id -u\n';

(user ? describe : describe.skip)('as root, PostgreSQL’s programs run as the system user', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'postgres-user-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['an open', 0o755],
    ['a closed', 0o700],
  ])('below %s folder', (_, mode) => {
    const place = join(folder, String(mode));
    mkdirSync(place, { mode });
    const path = join(place, 'program');
    writeFileSync(path, PROGRAM, { mode: 0o755 });
    const { program, args, uid, gid } = commandAs(user, path, [], [path]);
    expect(spawnSync(program, args, { uid, gid, encoding: 'utf8' }).stdout).toBe(`${user?.uid}\n`);
  });
});
