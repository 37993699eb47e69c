import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@client/typescript/client';
import { PaymentDocument } from '@client/typescript/documents';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Book, balance, openBook } from './support/books.ts';
import { call } from './support/call.ts';
import {
  type Answers,
  acknowledged,
  allTransactions,
  callUntilFailure,
  eventually,
  payOnce,
  postOnce,
  repeatUnanswered,
} from './support/crash.ts';
import { describeMode } from './support/modes.ts';
import { startSupergraph, type TestSupergraph } from './support/supergraph.ts';

const CALLERS = 20;
const PAYERS = 4;
/** So many of each caller are acknowledged, on average, before the kill. */
const CALLS_EACH = 10;
const POLL_MS = 1;
const TIMEOUT_MS = 300_000;
const SAGA_TIMEOUT_MS = 60_000;

for (const mode of ['embedded', 'full'] as const) {
  const describeIt = await describeMode(mode);

  describeIt(`kill -9 of the whole process group while ${CALLERS} callers post: ${mode}`, () => {
    let supergraph: TestSupergraph;
    let client: Client;
    let book: Book;
    const posted: Answers = new Map();
    const paid: Answers = new Map();

    beforeAll(async () => {
      supergraph = await startSupergraph({ mode });
      client = await supergraph.client('acme');
      book = await openBook(client);
      const posting = callUntilFailure(posted, CALLERS, 'post', postOnce(client, book));
      const paying = callUntilFailure(paid, PAYERS, 'pay', payOnce(client));
      while (acknowledged(posted).length < CALLERS * CALLS_EACH) await sleep(POLL_MS);
      while (acknowledged(paid).length < PAYERS * CALLS_EACH) await sleep(POLL_MS);
      await supergraph.signal('SIGKILL');
      await Promise.all([posting, paying]);
      await supergraph.start();
    }, TIMEOUT_MS);
    afterAll(() => supergraph?.dispose());

    test('something was acknowledged, and something was under way', () => {
      const answered = acknowledged(posted).length;
      expect(answered).toBeGreaterThan(CALLERS);
      expect(answered).toBeLessThan(posted.size);
    });

    test('every acknowledged transaction is there once, and a repeated one is not there twice', async () => {
      const ids = await repeatUnanswered(posted, postOnce(client, book));
      const found = await allTransactions(client, book);
      expect(found.map(({ id }) => id).sort()).toEqual(ids.sort());
      expect(found.map(({ reference }) => reference).sort()).toEqual([...posted.keys()].sort());
    });

    test('the trial balance is zero', async () => {
      const total = `${posted.size}.00`;
      expect(await balance(client, book.cash)).toBe(total);
      expect(await balance(client, book.sales)).toBe(total);
    });

    test(
      'every payment is captured, and booked once',
      async () => {
        const ids = await repeatUnanswered(paid, payOnce(client));
        const payments = await Promise.all(ids.map(settled));
        expect(payments.map((payment) => payment?.settlement.status)).toEqual(ids.map(() => 'SETTLED'));
        const booked = payments.map((payment) => payment?.ledgerTransaction?.id);
        expect(new Set(booked).size).toBe(ids.length);
        const [first] = booked;
        expect(await totalOfBook(first as string)).toBe(`${ids.length}.00`);
      },
      TIMEOUT_MS,
    );

    const settled = (id: string) =>
      eventually(
        async () => (await client.query(PaymentDocument, { id })).payment,
        (payment) => payment?.settlement.status === 'SETTLED' && payment.ledgerTransaction !== null,
        SAGA_TIMEOUT_MS,
      );

    /** What the account has that a payment's transaction debits. */
    async function totalOfBook(transactionId: string): Promise<unknown> {
      const query = `query ($id: ID!) { transaction(id: $id) { postings { account { balance { posted { amount } } } } } }`;
      const authorization = `Bearer ${await supergraph.token('acme', 'alice')}`;
      const { body } = await call(supergraph.url, query, { authorization }, { id: transactionId });
      const data = body.data as {
        transaction: { postings: { account: { balance: { posted: { amount: string } } } }[] };
      };
      return data.transaction.postings[0]?.account.balance.posted.amount;
    }
  });
}
