import { expect } from '@jest/globals';
import { expectAnswersOf } from './answers.ts';
import { verify } from './audit-harness.ts';
import type { Ask } from './mutate.ts';
import { balanceAt, type EventReader, type ReplayedBook, replayBook } from './replay.ts';

/** A ledger whose books are judged, and who reads its events. */
export interface Judged {
  readonly ask: Ask;
  readonly events: EventReader;
}

/**
 * That all laws hold in these books, now that nobody writes: those of `expectBookToBeSound`, and 7 (audit chain). Law 4
 * is judged by `noteAnswers` and `expectSameAnswers`. Waits for the chainer, which must be running.
 */
export async function expectLawsToHold(judged: Judged, bookIds: readonly string[]): Promise<void> {
  for (const id of bookIds) {
    await expectBookToBeSound(judged, id);
    await auditTrailIsSound(judged, id);
  }
}

/** Laws 1 (zero-sum), 2 (floors), 5 (read models against replayed events), 6 (reversals and holds). */
export async function expectBookToBeSound({ ask, events }: Judged, id: string): Promise<void> {
  const book = await replayBook(events, id);
  everyTransactionIsZeroSum(book);
  nothingIsThereTwice(book);
  noFloorIsCrossed(book);
  everyReversalIsTheOpposite(book);
  noHoldIsExceeded(book);
  await expectAnswersOf(ask, id, book);
}

function everyTransactionIsZeroSum({ transactions }: ReplayedBook): void {
  const uneven = transactions.filter(({ postings }) => {
    const sums = new Map<string, bigint>();
    for (const { direction, amount } of postings) {
      const signed = BigInt(amount.minor) * (direction === 'DEBIT' ? 1n : -1n);
      sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + signed);
    }
    return [...sums.values()].some((sum) => sum !== 0n);
  });
  expect(uneven).toEqual([]);
}

/** Each transaction once, and each at an instant of its own. */
function nothingIsThereTwice({ transactions }: ReplayedBook): void {
  expect(new Set(transactions.map(({ id }) => id)).size).toBe(transactions.length);
  expect(new Set(transactions.map(({ recordedAt }) => recordedAt)).size).toBe(transactions.length);
}

/** At every instant at which something was recorded on the account; between two of them `available` only grows. */
function noFloorIsCrossed({ accounts }: ReplayedBook): void {
  for (const account of accounts) {
    const { id, floor } = account;
    if (floor === undefined) continue;
    for (const { recordedAt } of [...account.lines, ...account.promises]) {
      const { available } = balanceAt(account, recordedAt, recordedAt);
      expect({ id, recordedAt, isBelow: available < floor }).toEqual({ id, recordedAt, isBelow: false });
    }
  }
}

function everyReversalIsTheOpposite({ transactions }: ReplayedBook): void {
  const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  const reversals = transactions.filter(({ reverses }) => reverses !== null);
  expect(new Set(reversals.map(({ reverses }) => reverses)).size).toBe(reversals.length);
  for (const { reverses, postings } of reversals) {
    const undone = postings.map(({ direction, ...posting }) => ({
      ...posting,
      direction: direction === 'DEBIT' ? 'CREDIT' : 'DEBIT',
    }));
    expect(undone).toEqual(byId.get(reverses ?? '')?.postings);
  }
}

/** What was captured was promised then, and is posted by a transaction of the hold. */
function noHoldIsExceeded({ holds, transactions }: ReplayedBook): void {
  const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  for (const [id, { total, expiresAt, captures, remaining }] of holds) {
    const captured = captures.reduce((sum, { minor }) => sum + minor, 0n);
    expect({ id, exceeded: captured + remaining > total }).toEqual({ id, exceeded: false });
    for (const { transactionId, minor, at } of captures) {
      expect(at < expiresAt).toBe(true);
      const { hold, postings } = byId.get(transactionId) ?? {};
      expect({ hold, minors: postings?.map(({ amount }) => BigInt(amount.minor)) }).toEqual({
        hold: { id },
        minors: [minor, minor],
      });
    }
  }
}

const POLL_MS = 50;
const CHAINED_WITHIN_MS = 60_000;

async function auditTrailIsSound(judged: Judged, book: string): Promise<void> {
  await untilChained(judged, book);
  let after: string | null = null;
  do {
    const verified = await verify(judged, book, after ?? undefined);
    expect(verified).toMatchObject({ ok: true, firstFault: null });
    after = verified.complete ? null : verified.endCursor;
  } while (after !== null);
}

async function untilChained({ events }: Judged, book: string): Promise<void> {
  const deadline = performance.now() + CHAINED_WITHIN_MS;
  while (performance.now() < deadline) {
    const { rowCount } = await events.query(
      `select from ledger l join audit_chain c on c.ledger_id = l.id and c.through >= l.last_recorded_at
       where l.id = $1`,
      [book],
    );
    if (rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error('the chainer did not catch up');
}

/** An answer, and the question with the point of view that it was given from. */
interface Noted {
  readonly variables: object;
  readonly answer: unknown;
}

const ALL = `
  query ($book: ID!, $at: AsOfInput) {
    trialBalance(ledgerId: $book, at: $at) {
      asOf { effectiveAt recordedAt }
      currencies { currency debits { minor } credits { minor } }
      accounts(first: 100) { nodes {
        debits { minor } credits { minor }
        account { id balance(at: $at) {
          posted { minor } available { minor } pendingDebits { minor } pendingCredits { minor } } } } } } }`;

/** Law 4: what is answered now of a book, to be compared with the answer later. It may be written to meanwhile. */
export async function noteAnswers({ ask }: Pick<Judged, 'ask'>, book: string): Promise<Noted> {
  const { trialBalance } = await ask<{ trialBalance: { asOf: object } }>(
    'query ($book: ID!) { trialBalance(ledgerId: $book) { asOf { effectiveAt recordedAt } } }',
    { book },
  );
  const variables = { book, at: trialBalance.asOf };
  return { variables, answer: await ask(ALL, variables) };
}

/** Law 4: a past answer never changes. */
export async function expectSameAnswers(
  { ask }: Pick<Judged, 'ask'>,
  notes: readonly Noted[],
): Promise<void> {
  for (const { variables, answer } of notes) expect(await ask(ALL, variables)).toEqual(answer);
}
