import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type WrittenBook, writeBook } from '@subgraph/ledger/test/audit-book';
import { type AuditedLedger, startAuditedLedger } from '@subgraph/ledger/test/audit-harness';
import pg from 'pg';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { verifyBooks } from '../verify/books.ts';
import type { OpenedLedger } from '../verify/open.ts';

let audited: AuditedLedger;
let opened: OpenedLedger;
let first: WrittenBook;
let second: WrittenBook;

const connect = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString, types: bigintTypes() });
  await client.connect();
  return client;
};

beforeAll(async () => {
  audited = await startAuditedLedger();
  first = await writeBook(audited, []);
  second = await writeBook(audited, []);
  const { database, services } = audited.ledger;
  opened = {
    system: await connect(database.urls.system),
    app: await connect(database.urls.app),
    trusted: services.audit.trusted,
    bus: audited.bus,
  };
});
afterAll(async () => {
  await opened.system.end();
  await opened.app.end();
  await audited.close();
});

async function run(which: Parameters<typeof verifyBooks>[1] = {}): Promise<{ ok: boolean; lines: string[] }> {
  const lines: string[] = [];
  return { ok: await verifyBooks(opened, which, (line) => lines.push(line)), lines };
}

describe('The verification of all books', () => {
  test('says of each that it is as it was recorded', async () => {
    const length = first.records.length;
    expect(await run()).toEqual({
      ok: true,
      lines: [
        `${first.id} of acme: ${length} records, as recorded`,
        `${second.id} of acme: ${length} records, as recorded`,
        '2 books, all as recorded.',
      ],
    });
  });

  test('names the first fault, and goes on with the next book', async () => {
    const [record] = first.records;
    await audited.admin.query(`update event set actor = 'mallory' where stream = $1`, [record?.record]);
    const { ok, lines } = await run();
    expect(ok).toBe(false);
    expect(lines).toEqual([
      `${first.id} of acme: 0 records, CHANGED ${first.id} (number 1, version 1): The event is not what was hashed.`,
      expect.stringContaining('as recorded'),
      '2 books, 1 not as recorded.',
    ]);
  });

  test('is of one book, or of one tenant, when that is asked', async () => {
    expect((await run({ ledger: second.id })).lines).toHaveLength(2);
    await expect(run({ tenant: 'globex' })).rejects.toThrow('There is no such book.');
  });
});

test('the command helps', async () => {
  const command = resolve(import.meta.dirname, '../../ledger.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'verify', '--help']);
  expect(stdout).toContain('--ledger <id>');
});
