import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { eur, key, openAccount, openLedger, transfer } from './harness.ts';
import { type KillableLedger, startKillableLedger, Unanswered } from './killable-ledger.ts';
import { expectLawsToHold, expectSameAnswers, noteAnswers } from './laws.ts';
import { type Answer, type Mutation, mutate } from './mutate.ts';

/** Law 8. `npm run test:nightly` has the long form. */
const ROUNDS = process.env.NIGHTLY === '1' ? 20 : 3;
const CALLERS = 32;
/** By then somebody has captured and reversed. */
const BEFORE = 4 * CALLERS;
const AFTER = CALLERS;
const RETRY_MS = 50;
const POLL_MS = 10;
const ROUND_TIMEOUT_MS = 180_000;

let ledger: KillableLedger;
beforeAll(async () => {
  ledger = await startKillableLedger();
}, ROUND_TIMEOUT_MS);
afterAll(() => ledger.close(), ROUND_TIMEOUT_MS);

interface Book {
  readonly id: string;
  readonly cash: string;
  /** Its floor is 0. */
  readonly customer: string;
}

async function openBook(): Promise<Book> {
  const id = await openLedger(ledger);
  const cash = await openAccount(ledger, id, 'cash');
  const customer = { type: 'LIABILITY', overdraftFloor: eur('0') };
  return { id, cash, customer: await openAccount(ledger, id, 'customer', customer) };
}

interface Acknowledged {
  readonly mutation: Mutation;
  readonly input: object;
  readonly answer: Answer;
}

/** As callers do: the same key again until it is answered. */
async function insist(mutation: Mutation, asked: object): Promise<Acknowledged> {
  const input = { ...asked, idempotencyKey: key() };
  for (;;) {
    try {
      return { mutation, input, answer: await mutate(ledger.ask, mutation, input) };
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      await sleep(RETRY_MS);
    }
  }
}

/** What one caller does, one after the other: a customer pays in, and spends; some of it is taken back. */
async function* oneCaller({ id, cash, customer }: Book): AsyncGenerator<Acknowledged> {
  const accounts = { debitAccountId: customer, creditAccountId: cash };
  for (;;) {
    const paid = await insist('postTransaction', { ledgerId: id, postings: transfer(cash, customer, '10') });
    yield paid;
    const held = await insist('placeHold', { ledgerId: id, ...accounts, amount: eur('7') });
    yield held;
    const holdId = held.answer.hold?.id;
    if (holdId) yield insist('captureHold', { holdId, amount: eur('3'), final: false });
    yield insist('reverseTransaction', { transactionId: paid.answer.transaction?.id });
    if (holdId) yield insist('captureHold', { holdId });
  }
}

interface Load {
  /** So far. */
  readonly acknowledged: readonly Acknowledged[];
  /** Until so many more are acknowledged. */
  goesOn(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** So many callers until told to stop, each with one call after the other: whenever it is, all have one under way. */
function underLoad(books: readonly Book[]): Load {
  let stopped = false;
  const acknowledged: Acknowledged[] = [];
  const callers = Array.from({ length: CALLERS }, async (_, n) => {
    for await (const one of oneCaller(books[n % books.length] as Book)) {
      acknowledged.push(one);
      if (stopped) return;
    }
  });
  const done = Promise.all(callers);
  return {
    acknowledged,
    goesOn: async (count) => {
      const enough = acknowledged.length + count;
      while (acknowledged.length < enough) await Promise.race([sleep(POLL_MS), done]);
    },
    stop: async () => {
      stopped = true;
      await done;
    },
  };
}

async function round(killed: () => Promise<void>): Promise<void> {
  const books = [await openBook(), await openBook()];
  const ids = books.map(({ id }) => id);
  const load = underLoad(books);
  await load.goesOn(BEFORE);
  const notes = await Promise.all(ids.map((id) => noteAnswers(ledger, id)));
  await killed();
  await load.goesOn(AFTER);
  await load.stop();
  const { acknowledged } = load;
  await asAdmin(async (admin) => {
    await everythingIsThereOnce(admin, ids, acknowledged);
    await expectLawsToHold({ ask: ledger.ask, events: admin }, ids);
  });
  await expectSameAnswers(ledger, notes);
}

/** What was acknowledged is there, with the same result under its key; nothing else is. */
async function everythingIsThereOnce(
  admin: pg.Client,
  ids: readonly string[],
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  const again = acknowledged.map(({ mutation, input }) => ({ mutation, input }));
  for (let next = again.splice(0, CALLERS), n = 0; next.length > 0; next = again.splice(0, CALLERS)) {
    const answers = await Promise.all(next.map(({ mutation, input }) => mutate(ledger.ask, mutation, input)));
    for (const answer of answers) expect(answer).toEqual(acknowledged[n++]?.answer);
  }
  const { rows } = await admin.query<{ id: string }>(
    'select id from transaction where ledger_id = any($1) union all select id from hold where ledger_id = any($1)',
    [ids],
  );
  const known = acknowledged.flatMap(({ mutation, answer }) => [
    ...(answer.transaction ? [answer.transaction.id] : []),
    ...(mutation === 'placeHold' && answer.hold ? [answer.hold.id] : []),
  ]);
  expect(rows.map(({ id }) => id).sort()).toEqual(known.sort());
}

async function asAdmin(work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: ledger.adminUrl, types: bigintTypes() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

const rounds = Array.from({ length: ROUNDS }, (_, n) => n + 1);

describe(`while ${CALLERS} callers post, hold, capture and reverse, all acknowledged is there once and all laws hold`, () => {
  test.each(rounds)(
    'after kill -9 of the ledger, round %i',
    () => round(ledger.killLedger),
    ROUND_TIMEOUT_MS,
  );

  test.each(rounds)(
    'after kill -9 of PostgreSQL, round %i',
    () => round(ledger.killPostgres),
    ROUND_TIMEOUT_MS,
  );
});
