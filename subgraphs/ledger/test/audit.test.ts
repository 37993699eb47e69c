import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import pg from 'pg';
import {
  beginning,
  decodeProgress,
  encodeProgress,
  type Progress,
} from '../read-models/audit/verification.ts';
import { verifyBook } from '../read-models/audit/verify.ts';
import { type AuditedLedger, startAuditedLedger } from './audit-harness.ts';
import { acme, actorOf, globex, key, openAccount, openLedger, post, transfer } from './harness.ts';

let audited: AuditedLedger;
beforeAll(async () => {
  audited = await startAuditedLedger();
});
afterAll(() => audited.close());

interface TrailRecord {
  readonly seq: number;
  readonly hash: string;
  readonly previousHash: string;
  readonly [field: string]: unknown;
}

interface Trail {
  readonly nodes: readonly TrailRecord[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}

const TRAIL = `
  query ($book: ID!, $first: Int, $after: Cursor) {
    auditTrail(ledgerId: $book, first: $first, after: $after) {
      nodes {
        seq record version type data actor correlationId causationId effectiveAt recordedAt hash previousHash }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }`;

const trail = async (book: string, page: object = {}, actor = actorOf('acme')): Promise<Trail> =>
  (await audited.ledger.ask<{ auditTrail: Trail }>(TRAIL, { book, ...page }, actor)).auditTrail;

/** A book with two accounts and some transactions. */
async function openBook(transactions = 3): Promise<{ book: string; cash: string; sales: string }> {
  const { ledger } = audited;
  const book = await openLedger(ledger);
  const cash = await openAccount(ledger, book, 'cash');
  const sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  for (let n = 1; n <= transactions; n += 1) await post(ledger, book, transfer(cash, sales, `${n}.00`));
  return { book, cash, sales };
}

async function close(book: string): Promise<void> {
  const input = { ledgerId: book, through: '2020-01-01T00:00:00Z', idempotencyKey: key() };
  await audited.ledger.ask(
    'mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { __typename } }',
    {
      input,
    },
  );
}

test('the trail has all that was recorded in a book, in order, and what was hashed can be hashed again', async () => {
  const chainer = audited.startChainer();
  const { book, cash, sales } = await openBook(2);
  await close(book);
  await audited.untilSigned(book);
  const { nodes, totalCount, pageInfo } = await trail(book);
  expect(totalCount).toBe(6);
  expect(pageInfo.hasNextPage).toBe(false);
  expect(nodes.map(({ type }) => type)).toEqual([
    'ledger.book.opened.v1',
    'ledger.account.opened.v1',
    'ledger.account.opened.v1',
    'ledger.transaction.posted.v1',
    'ledger.transaction.posted.v1',
    'ledger.book.period-closed.v1',
  ]);
  expect(nodes.map(({ record }) => record)).toMatchObject([book, cash, sales, {}, {}, book]);
  let previous = createHash('sha256').update(`acme/${book}`).digest('hex');
  for (const [index, { hash, previousHash, ...record }] of nodes.entries()) {
    expect(record.seq).toBe(index + 1);
    expect(previousHash).toBe(previous);
    previous = createHash('sha256')
      .update(Buffer.from(previousHash, 'hex'))
      .update(canonicalize(record) ?? '')
      .digest('hex');
    expect(hash).toBe(previous);
  }
  await chainer.stop();
});

test('its pages fit together', async () => {
  const chainer = audited.startChainer();
  const { book } = await openBook(4);
  await audited.untilSigned(book);
  const whole = await trail(book);
  const first = await trail(book, { first: 3 });
  const second = await trail(book, { first: 3, after: first.pageInfo.endCursor });
  expect([...first.nodes, ...second.nodes]).toEqual(whole.nodes.slice(0, 6));
  expect(second.pageInfo.hasNextPage).toBe(true);
  await chainer.stop();
});

test('an untouched book is verified through its last record', async () => {
  const chainer = audited.startChainer();
  const { book } = await openBook();
  await close(book);
  await audited.untilSigned(book);
  const last = (await trail(book)).nodes.at(-1);
  expect(await audited.verify(book)).toEqual({
    ok: true,
    checked: 7,
    verifiedThrough: last?.recordedAt,
    complete: true,
    endCursor: null,
    firstFault: null,
  });
  await chainer.stop();
});

test('what is not chained yet is no fault', async () => {
  const { book } = await openBook();
  expect(await audited.verify(book)).toMatchObject({
    ok: true,
    checked: 0,
    verifiedThrough: null,
    complete: true,
  });
});

test('heads keep their distance, and the last record is signed in the end', async () => {
  const patient = audited.startChainer(60_000);
  const { book, cash, sales } = await openBook(3);
  await chained(book, 6);
  await post(audited.ledger, book, transfer(cash, sales, '9.00'));
  await chained(book, 7);
  await patient.stop();
  const impatient = audited.startChainer();
  await audited.untilSigned(book);
  const heads = await audited.ledger.services.audit.published('acme', book);
  const [first, second] = heads;
  expect(heads).toHaveLength(2);
  expect(first).toMatchObject({ previousSeq: 0 });
  expect(second).toMatchObject({ seq: 7, previousSeq: first?.seq });
  await impatient.stop();
});

/** Waits until so many records of the book are chained. */
async function chained(book: string, records: number): Promise<void> {
  while ((await trail(book, { first: 1 })).totalCount < records) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a chainer that is killed is succeeded: no record is left out, none is chained twice', async () => {
  const { ledger } = audited;
  const chainers = [audited.startChainer(), audited.startChainer()];
  const { book, cash, sales } = await openBook(0);
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(Array.from({ length: 40 }, () => post(ledger, book, transfer(cash, sales, '1.00'))));
    await audited.endLead();
  }
  await audited.untilSigned(book);
  expect(await audited.verify(book)).toMatchObject({ ok: true, checked: 163 });
  await audited.untilLeading(1);
  for (const chainer of chainers) await chainer.stop();
});

test('a transaction that commits late, after others with later instants are chained, is not passed over', async () => {
  const { ledger } = audited;
  const chainer = audited.startChainer();
  const { book, cash, sales } = await openBook(1);
  const other = await openBook(1);
  await audited.untilSigned(book);
  const slow = new pg.Client({ connectionString: ledger.database.adminUrl });
  await slow.connect();
  await slow.query('begin');
  await slow.query('select from balance where account_id = $1 for update', [cash]);
  const posting = post(ledger, book, transfer(cash, sales, '5.00'));
  await somebodyWaits(slow);
  await post(ledger, other.book, transfer(other.cash, other.sales, '1.00'));
  await chained(other.book, 5);
  await slow.query('rollback');
  await slow.end();
  const late = (await posting).transaction;
  await audited.untilSigned(book);
  expect((await trail(book)).nodes.at(-1)).toMatchObject({ seq: 5, record: late?.id });
  const chainedBefore = (await trail(other.book)).nodes.at(-1)?.recordedAt;
  expect(String(late?.recordedAt) < String(chainedBefore)).toBe(true);
  expect(await audited.verify(book)).toMatchObject({ ok: true, checked: 5 });
  await chainer.stop();
});

async function somebodyWaits(client: pg.Client): Promise<void> {
  const waiting = `select from pg_locks l join pg_stat_activity a using (pid)
                   where not l.granted and a.datname = current_database()`;
  while ((await client.query(waiting)).rowCount === 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('while postings are being committed, a book is verified as it stands', async () => {
  const { ledger } = audited;
  const chainer = audited.startChainer();
  const { book, cash, sales } = await openBook(1);
  const wave = () =>
    Promise.all(
      Array.from({ length: 20 }, () =>
        post(ledger, book, transfer(cash, sales, '1.00'), { effectiveAt: '2020-01-01T00:00:00Z' }),
      ),
    );
  for (let round = 0; round < 10; round += 1) {
    const posting = wave();
    expect(await audited.verify(book)).toMatchObject({ ok: true, firstFault: null });
    await posting;
  }
  await chainer.stop();
});

test('a verification goes on where it stopped, from its cursor', async () => {
  const { ledger } = audited;
  const chainer = audited.startChainer();
  const { book } = await openBook(3);
  await audited.untilSigned(book);
  const start = encodeProgress(
    beginning({ reader: ledger.services.reader(actorOf('acme').tenantId), ledgerId: book }),
  );
  expect(decodeProgress(start)).toMatchObject({ seq: 0 });
  expect(await audited.verify(book, start)).toEqual(await audited.verify(book));
  await chainer.stop();
});

test('a head that is signed while a verification rests is no fault', async () => {
  const { ledger } = audited;
  const patient = audited.startChainer(60_000);
  const { book, cash, sales } = await openBook(3);
  await chained(book, 6);
  await post(ledger, book, transfer(cash, sales, '9.00'));
  await chained(book, 7);
  await patient.stop();
  const reader = ledger.services.reader(acme.tenantId);
  const { trusted, published } = ledger.services.audit;
  const verifyOn = async (from: Progress, isOver: () => boolean) =>
    verifyBook({ reader, ledgerId: book, trusted, published: await published('acme', book) }, from, isOver);
  let pages = 0;
  const rested = await verifyOn(beginning({ reader, ledgerId: book }), () => pages++ > 0);
  const chainer = audited.startChainer();
  await audited.untilSigned(book);
  await post(ledger, book, transfer(cash, sales, '9.00'));
  await audited.untilSigned(book);
  expect(await verifyOn(rested.progress, () => false)).toMatchObject({ fault: undefined, complete: true });
  await chainer.stop();
});

test('another tenant’s book does not exist', async () => {
  const { book } = await openBook(0);
  const { errors } = await audited.ledger.execute(
    'query ($book: ID!) { verifyAuditTrail(ledgerId: $book) { ok } }',
    { book },
    globex,
  );
  expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await trail(book, {}, globex)).nodes).toEqual([]);
});

test.each([
  ['verifyAuditTrail(ledgerId: $book) { ok }', 'FORBIDDEN', ['ledger:write']],
  ['auditTrail(ledgerId: $book) { totalCount }', 'FORBIDDEN', ['ledger:write']],
  ['verifyAuditTrail(ledgerId: $book, after: "x") { ok }', 'BAD_USER_INPUT', ['ledger:read']],
  ['auditTrail(ledgerId: $book, after: "x") { totalCount }', 'BAD_USER_INPUT', ['ledger:read']],
])('%s is refused with %s', async (field, code, scopes) => {
  const { book } = await openBook(0);
  const query = `query ($book: ID!) { ${field} }`;
  const { errors } = await audited.ledger.execute(query, { book }, actorOf('acme', scopes));
  expect(errors?.[0]?.extensions.code).toBe(code);
});
