import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isTransient } from '../../errors/transient.ts';
import { ABANDON_MS } from '../../kernel/availability.ts';
import { type RunningPostgres, startPostgres } from '../../local-stack/postgres.ts';
import { hang } from '../../testing/hang.ts';
import { type Heartbeat, openHeartbeat } from '../heartbeat.ts';

/** Long enough for a machine that is busy. */
const SILENCE_MS = 500;
const POLL_MS = 20;

let folder: string;
let postgres: RunningPostgres;
let heartbeat: Heartbeat;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heartbeat-'));
  postgres = await startPostgres({ dataDir: folder, durable: false });
  heartbeat = openHeartbeat(postgres.url, SILENCE_MS);
});
afterAll(async () => {
  await heartbeat.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('Work that is slow is waited for while the server answers, and its failure is its own', async () => {
  const slow = () => sleep(2 * SILENCE_MS, 'done');
  expect(await heartbeat.whileItBeats(slow)).toBe('done');
  const failing = () => Promise.reject(new Error('its own'));
  await expect(heartbeat.whileItBeats(failing)).rejects.toThrow('its own');
  expect(heartbeat.isBeating()).toBe(true);
});

test('A server that may be silent for longer than a call is waited for that long', async () => {
  const patient = openHeartbeat(postgres.url, 3 * ABANDON_MS);
  const goOn = hang(postgres.pid);
  const hanging = async () => {
    await sleep(1.5 * ABANDON_MS); // real time: beats are under way meanwhile
    goOn();
    return 'done';
  };
  expect(await patient.whileItBeats(hanging)).toBe('done');
  await patient.close();
});

test('Nobody waits for a server that is silent, nor begins anything there until it goes on', async () => {
  let begun = 0;
  const never = () => {
    begun += 1;
    return new Promise<never>(() => {});
  };
  const goOn = hang(postgres.pid);
  const failures = [];
  for (let n = 0; n < 2; n++)
    failures.push(await heartbeat.whileItBeats(never).catch((error: unknown) => error));
  expect(failures).toMatchObject([{ name: 'DatabaseSilent' }, { name: 'DatabaseSilent' }]);
  expect(failures.every(isTransient)).toBe(true);
  expect(begun).toBe(1);
  goOn();
  while (!heartbeat.isBeating()) await sleep(POLL_MS);
  expect(await heartbeat.whileItBeats(async () => 'done')).toBe('done');
});
