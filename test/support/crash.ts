import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@client/typescript/client';
import {
  CreatePaymentDocument,
  TransactionsDocument,
  type TransactionsQuery,
} from '@client/typescript/documents';
import { type Book, post } from './books.ts';

/** What the callers know of their keys: acknowledged with this id, or (undefined) sent and never answered. */
export type Answers = Map<string, string | undefined>;

type Call = (key: string) => Promise<string>;

export const postOnce =
  (client: Client, book: Book): Call =>
  async (key) => {
    const result = await post(client, book, '1.00', { idempotencyKey: key, reference: key });
    if (result.__typename !== 'PostTransactionSuccess') throw new Error(result.code);
    return result.transaction.id;
  };

export const payOnce =
  (client: Client): Call =>
  async (key) => {
    const amount = { amount: '1.00', currency: 'EUR' };
    const { createPayment } = await client.mutate(CreatePaymentDocument, {
      input: { amount, confirm: true, idempotencyKey: key },
    });
    if (createPayment.__typename !== 'CreatePaymentSuccess') throw new Error(createPayment.code);
    return createPayment.payment.id;
  };

/** So many callers, each with one call after another until one fails; adds what comes. Resolves when all have failed. */
export async function callUntilFailure(
  answers: Answers,
  callers: number,
  prefix: string,
  call: Call,
): Promise<void> {
  const caller = async (number: number) => {
    for (let n = 0; ; n++) {
      const key = `${prefix}-${number}-${n}`;
      answers.set(key, undefined);
      try {
        answers.set(key, await call(key));
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
}

export const acknowledged = (answers: Answers): string[] =>
  [...answers.values()].filter((id) => id !== undefined);

/** Repeats what was never answered, with the same keys, as a client must. Answers the ids of all. */
export async function repeatUnanswered(answers: Answers, call: Call): Promise<string[]> {
  const calls = [...answers].map(async ([key, id]) => id ?? call(key));
  return Promise.all(calls);
}

/** Every transaction of the book, page by page. */
export async function allTransactions(client: Client, { ledgerId }: Book) {
  const all: TransactionsQuery['transactions']['nodes'][number][] = [];
  let page: TransactionsQuery['transactions']['pageInfo'] = { hasNextPage: true, endCursor: null };
  while (page.hasNextPage) {
    const { transactions } = await client.query(TransactionsDocument, {
      ledgerId,
      first: 100,
      after: page.endCursor,
    });
    all.push(...transactions.nodes);
    page = transactions.pageInfo;
  }
  return all;
}

/** Asks until the answer is as it should be, or it has been too long; answers the last. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isIt: (answer: T) => boolean,
  timeoutMs: number,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isIt(answer) || performance.now() > deadline) return answer;
    await sleep(50);
  }
}
