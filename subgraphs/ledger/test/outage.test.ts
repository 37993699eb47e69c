import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from 'platform/kernel/ids';
import { type RunningPostgres, startPostgres } from 'platform/local-stack/postgres';
import { type Database, openDatabase } from 'platform/tenancy/database';
import { adminUrl } from 'platform/tenancy/roles';
import { bookLockName } from '../domain/ledger/ledger.ts';
import { ledgerDatabase } from '../storage/database.ts';
import { createBookWriter } from '../storage/writer/bookWriter.ts';
import type { BookRequest } from '../storage/writer/request.ts';
import { acme, key, ledgerOn, openAccount, openLedger, type TestLedger, transfer } from './harness.ts';
import { expectBookToBeSound } from './laws.ts';

/** A server of its own, which these tests stop and whose sessions they end. */
let folder: string;
let server: RunningPostgres;
let ledger: TestLedger<Database>;
let admin: pg.Pool;

const start = (port?: number) =>
  startPostgres({ dataDir: folder, settings: { fsync: 'off' }, ...(port ? { port } : {}) });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outage-'));
  server = await start();
  ledger = ledgerOn(await openDatabase({ ...ledgerDatabase, postgresUrl: server.url }));
  admin = new pg.Pool({ connectionString: adminUrl(server.url, 'ledger'), max: 1, idleTimeoutMillis: 0 });
  admin.on('error', () => {});
}, 60_000);
afterAll(async () => {
  await ledger.close();
  await admin.end();
  await server.stop();
  rmSync(folder, { recursive: true });
});

interface Book {
  readonly id: string;
  readonly cash: string;
  readonly sales: string;
}

async function openBook(): Promise<Book> {
  const id = await openLedger(ledger);
  return {
    id,
    cash: await openAccount(ledger, id, 'cash'),
    sales: await openAccount(ledger, id, 'sales', { type: 'REVENUE' }),
  };
}

const POST = `mutation ($input: PostTransactionInput!) {
  postTransaction(input: $input) { ... on PostTransactionSuccess { transaction { id } } } }`;

/** Posts one unit; the id when it is acknowledged, the code when the request fails. */
async function postOne({ id, cash, sales }: Book, idempotencyKey: string): Promise<string> {
  const input = { ledgerId: id, postings: transfer(cash, sales, '1'), idempotencyKey };
  const { data, errors } = await ledger.execute(POST, { input });
  if (errors) return String(errors[0]?.extensions.code);
  return (data as { postTransaction: { transaction: { id: string } } }).postTransaction.transaction.id;
}

/** As callers do: the same key again until it is acknowledged. Returns the transaction's id. */
async function insist(book: Book): Promise<string> {
  const idempotencyKey = key();
  for (;;) {
    const answer = await postOne(book, idempotencyKey);
    if (answer.startsWith('txn_')) return answer;
    expect(answer).toBe('SERVICE_UNAVAILABLE');
    await sleep(100);
  }
}

const CALLERS = 32;

/** So many callers post, one after the other each, until told to stop. Resolves with what was acknowledged. */
function underLoad(books: readonly Book[]): { stop(): Promise<string[]> } {
  let stopped = false;
  const acknowledged: string[] = [];
  const callers = Array.from({ length: CALLERS }, async (_, n) => {
    while (!stopped) acknowledged.push(await insist(books[n % books.length] as Book));
  });
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(callers);
      return acknowledged;
    },
  };
}

/** Everything acknowledged is there once, nothing else is, and all of it adds up. */
async function expectSound(books: readonly Book[], acknowledged: readonly string[]): Promise<void> {
  const accounts = books.flatMap(({ cash, sales }) => [cash, sales]);
  const { rows: recorded } = await admin.query<{ id: string }>(
    'select id from transaction where ledger_id = any($1)',
    [books.map(({ id }) => id)],
  );
  expect(recorded.map(({ id }) => id).sort()).toEqual([...acknowledged].sort());
  const { rows: totals } = await admin.query(
    'select sum(debit) - sum(credit) as difference, sum(debit)::int as debits from posting where account_id = any($1)',
    [accounts],
  );
  expect(totals).toEqual([{ difference: '0', debits: acknowledged.length * 100 }]);
  for (const { id } of books) await expectBookToBeSound({ ask: ledger.ask, events: admin }, id);
}

/** Sessions of the writer: they alone commit in lower case by themselves, or are within a batch. */
const WRITERS = `
  select pid from pg_stat_activity
  where usename = 'ledger_app' and datname = 'ledger' and query in ('begin', 'commit')`;

const sessions = async (): Promise<number> => {
  const { rows } = await admin.query(
    `select 1 from pg_stat_activity where usename = 'ledger_app' and datname = 'ledger'`,
  );
  return rows.length;
};

describe('while 32 callers post, everything acknowledged is there once and adds up', () => {
  test('when the sessions of the writer are ended again and again', async () => {
    const books = [await openBook(), await openBook(), await openBook()];
    const load = underLoad(books);
    for (let round = 0; round < 40; round += 1) {
      await admin.query(`select pg_terminate_backend(pid) from (${WRITERS}) as writer`);
      await sleep(25);
    }
    const acknowledged = await load.stop();
    await expectSound(books, acknowledged);
    expect(await sessions()).toBeLessThanOrEqual(4 + 16);
  }, 60_000);

  test('when the server is restarted', async () => {
    const books = [await openBook(), await openBook()];
    const load = underLoad(books);
    const port = Number(new URL(server.url).port);
    for (let round = 0; round < 2; round += 1) {
      await sleep(300);
      if (round === 0) await server.stop();
      else {
        process.kill(server.pid, 'SIGQUIT');
        await server.exited;
      }
      await sleep(300);
      server = await start(port);
    }
    await sleep(300);
    await expectSound(books, await load.stop());
  }, 60_000);
});

describe('a caller is not kept waiting', () => {
  const request = (ledgerId: string): BookRequest => ({
    tenantId: acme.tenantId,
    command: {
      kind: 'postTransaction',
      transactionId: newId('txn'),
      ledgerId: ledgerId as BookRequest['command']['ledgerId'],
      postings: [],
      effectiveAt: undefined,
      description: null,
      reference: null,
      metadata: null,
      reverses: null,
      mayOverride: false,
    },
    claim: { mutation: 'postTransaction', key: key(), inputHash: Buffer.alloc(32) },
    cause: { actor: 'alice', correlationId: 'req', causationId: 'req' },
    answerRefusal: false,
  });

  /** A writer whose server takes connections and says nothing. */
  async function writerOnSilence() {
    const sockets = new Set<{ destroy(): void }>();
    const silent = createServer((socket) => sockets.add(socket.on('error', () => {})));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const app = `postgres://a:b@127.0.0.1:${port}/ledger`;
    const writer = createBookWriter({ ...ledger.database, urls: { app, system: app } });
    const close = async () => {
      await writer.close();
      for (const socket of sockets) socket.destroy();
      silent.close();
    };
    return { writer, close };
  }

  test('by a server that does not answer', async () => {
    const { writer, close } = await writerOnSilence();
    await expect(writer.post(request('ldg_1'))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await close();
  });

  test('by a queue without end, over however many books', async () => {
    const { writer, close } = await writerOnSilence();
    const waiting = Array.from({ length: 10_000 }, (_, n) => writer.post(request(`ldg_${n}`)));
    const settled = Promise.allSettled(waiting);
    await expect(writer.post(request('ldg_x'))).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: 'Too many transactions are waiting.',
    });
    const codes = (await settled).map((result) => (result.status === 'rejected' ? result.reason.code : ''));
    expect(new Set(codes)).toEqual(new Set(['SERVICE_UNAVAILABLE']));
    await close();
  });

  test('by another process that holds the book and hangs', async () => {
    const book = await openBook();
    await admin.query('begin');
    await admin.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      bookLockName(acme.tenantId, book.id),
    ]);
    expect(await postOne(book, key())).toBe('SERVICE_UNAVAILABLE');
    await admin.query('rollback');
    expect(await postOne(book, key())).toMatch(/^txn_/);
  });

  test('by another book whose account is named by mistake', async () => {
    const [mine, other] = [await openBook(), await openBook()];
    await admin.query('begin');
    await admin.query('select from balance where account_id = $1 for update', [other.cash]);
    const input = {
      ledgerId: mine.id,
      postings: transfer(mine.cash, other.cash, '1'),
      idempotencyKey: key(),
    };
    const answer = await ledger.execute(
      'mutation ($input: PostTransactionInput!) { postTransaction(input: $input) { __typename } }',
      { input },
    );
    expect(answer).toMatchObject({
      data: { postTransaction: { __typename: 'UnknownAccount' } },
    });
    await admin.query('rollback');
  });
});
