import { expect } from '@jest/globals';
import { formatInstant, instantOf, parseInstant } from 'platform/kernel/clock';
import type { Ask } from './mutate.ts';
import { balanceAt, grownBy, type ReplayedAccount, type ReplayedBook, sumOf } from './replay.ts';

/** Where to look: at so many instants of each kind. */
const SAMPLES = 4;
/** Of one statement so many lines are compared, the first ones; of a book so many holds, the last ones. */
const LINES = 100;

const ACCOUNT = `
  query ($id: ID!, $at: AsOfInput!, $window: WindowInput!, $from: DateTime!, $to: DateTime!) {
    account(id: $id) {
      balance(at: $at) {
        posted { minor } available { minor } debits { minor } credits { minor }
        pendingDebits { minor } pendingCredits { minor } }
      volumes(window: $window) { debits { minor } credits { minor } net { minor } }
      statement(from: $from, to: $to, at: $at, first: ${LINES}) {
        opening { minor } closing { minor } lines { nodes { recordedAt balance { minor } } } } } }`;

const CURRENT = `
  query ($id: ID!) {
    account(id: $id) {
      balance {
        posted { minor } available { minor } debits { minor } credits { minor }
        pendingDebits { minor } pendingCredits { minor } asOf { effectiveAt recordedAt } } } }`;

const HOLDS = `
  query ($book: ID!) {
    holds(ledgerId: $book, first: ${LINES}) { nodes { id status captured { minor } } } }`;

const BOOK = `
  query ($book: ID!, $at: AsOfInput!) {
    trialBalance(ledgerId: $book, at: $at) { currencies { currency debits { minor } credits { minor } } } }`;

type Amounts = Readonly<Record<string, { readonly minor: string }>>;

interface AsOfText {
  readonly effectiveAt: string;
  readonly recordedAt: string;
}

interface HoldAnswer {
  readonly id: string;
  readonly status: string;
  readonly captured: { readonly minor: string };
}

interface AccountAnswer {
  readonly balance: Amounts;
  readonly volumes: Amounts;
  readonly statement: {
    readonly opening: { readonly minor: string };
    readonly closing: { readonly minor: string };
    readonly lines: { readonly nodes: { recordedAt: string; balance: { minor: string } }[] };
  };
}

/** Law 5: balances, volumes, statements and the trial balance are what the events say, at sampled instants of both times. */
export async function expectAnswersOf(ask: Ask, book: string, replayed: ReplayedBook): Promise<void> {
  const { accounts } = replayed;
  const lines = accounts.flatMap((account) => account.lines);
  const promises = accounts.flatMap((account) => account.promises);
  const recorded = distinct([...lines, ...promises].map(({ recordedAt }) => recordedAt));
  const ends = distinct(promises.flatMap(({ expiresAt }) => [expiresAt - 1n, expiresAt]));
  const effective = distinct([
    ...sample(distinct(lines.map(({ effectiveAt }) => effectiveAt))),
    ...sample(recorded),
    ...sample(ends),
  ]);
  await holdsAreRight(ask, book, replayed);
  for (const account of accounts) await currentBalanceIsRight(ask, account);
  const known = sample(recorded);
  for (const [index, effectiveAt] of effective.entries()) {
    const from = effective[index - 1] ?? 0n;
    const recordedAt = known[index % known.length] as bigint;
    await Promise.all([
      trialBalanceIsZero(ask, book, effectiveAt, recordedAt),
      ...accounts.map((account) => accountIsRight(ask, account, from, effectiveAt, recordedAt)),
    ]);
  }
}

const distinct = (instants: readonly bigint[]): bigint[] =>
  [...new Set(instants)].sort((a, b) => (a < b ? -1 : 1));

/** The first, the last, and some between, evenly. */
const sample = (instants: readonly bigint[]): bigint[] =>
  instants.length <= SAMPLES
    ? [...instants]
    : Array.from(
        { length: SAMPLES },
        (_, n) => instants[Math.floor((n * (instants.length - 1)) / (SAMPLES - 1))] as bigint,
      );

const text = (at: bigint): string => formatInstant(instantOf(at));

async function trialBalanceIsZero(ask: Ask, book: string, effectiveAt: bigint, recordedAt: bigint) {
  const at = { effectiveAt: text(effectiveAt), recordedAt: text(recordedAt) };
  const { trialBalance } = await ask<{ trialBalance: { currencies: Record<string, { minor: string }>[] } }>(
    BOOK,
    { book, at },
  );
  for (const { debits, credits } of trialBalance.currencies) expect(debits).toEqual(credits);
}

async function accountIsRight(
  ask: Ask,
  replayed: ReplayedAccount,
  from: bigint,
  to: bigint,
  recordedAt: bigint,
): Promise<void> {
  const { account } = await ask<{ account: AccountAnswer }>(ACCOUNT, {
    id: replayed.id,
    at: { effectiveAt: text(to), recordedAt: text(recordedAt) },
    window: { effectiveFrom: text(from), effectiveTo: text(to), recordedTo: text(recordedAt) },
    ...{ from: text(from), to: text(to) },
  });
  expect({ id: replayed.id, to, recordedAt, ...minorsOf(account.balance) }).toEqual({
    ...{ id: replayed.id, to, recordedAt },
    ...balanceAt(replayed, to, recordedAt),
  });
  const inWindow = replayed.lines.filter((line) => line.effectiveAt >= from && line.effectiveAt < to);
  const moved = inWindow.filter((line) => line.recordedAt < recordedAt);
  expect(minorsOf(account.volumes)).toEqual({ ...sumOf(moved), net: grownBy(replayed, moved) });
  expect(statementOf(account)).toEqual(expectedStatement(replayed, from, to, recordedAt));
}

/** From the row on which the next command is decided. */
async function currentBalanceIsRight(ask: Ask, replayed: ReplayedAccount): Promise<void> {
  const { account } = await ask<{ account: { balance: Amounts & { asOf: AsOfText } } }>(CURRENT, {
    id: replayed.id,
  });
  const { asOf, ...amounts } = account.balance;
  const [effectiveAt, recordedAt] = [parseInstant(asOf.effectiveAt), parseInstant(asOf.recordedAt)];
  expect({ id: replayed.id, asOf, ...minorsOf(amounts) }).toEqual({
    ...{ id: replayed.id, asOf },
    ...balanceAt(replayed, effectiveAt ?? 0n, recordedAt ?? 0n),
  });
}

/** The last ones placed; what the clock alone has ended is not in the events. */
async function holdsAreRight(ask: Ask, book: string, { holds: replayed }: ReplayedBook): Promise<void> {
  const { holds } = await ask<{ holds: { nodes: HoldAnswer[] } }>(HOLDS, { book });
  expect(holds.nodes).toHaveLength(Math.min(replayed.size, LINES));
  for (const { id, status, captured } of holds.nodes) {
    const hold = replayed.get(id);
    const sum = hold?.captures.reduce((total, { minor }) => total + minor, 0n);
    expect({ id, captured: BigInt(captured.minor), status: status === 'EXPIRED' ? 'HELD' : status }).toEqual({
      ...{ id, captured: sum, status: hold?.status },
    });
  }
}

const minorsOf = (amounts: Amounts) =>
  Object.fromEntries(Object.entries(amounts).map(([name, { minor }]) => [name, BigInt(minor)]));

const statementOf = ({ statement: { opening, closing, lines } }: AccountAnswer) => ({
  opening: BigInt(opening.minor),
  closing: BigInt(closing.minor),
  lines: lines.nodes.map((line) => ({ recordedAt: line.recordedAt, balance: BigInt(line.balance.minor) })),
});

function expectedStatement(account: ReplayedAccount, from: bigint, to: bigint, recordedAt: bigint) {
  const known = account.lines.filter((line) => line.recordedAt <= recordedAt && line.effectiveAt < to);
  const before = known.filter(({ effectiveAt }) => effectiveAt < from);
  const inside = known.filter(({ effectiveAt }) => effectiveAt >= from);
  // The sort is stable: of one transaction the postings stay in order.
  inside.sort((a, b) => Number(a.effectiveAt - b.effectiveAt || a.recordedAt - b.recordedAt));
  const opening = grownBy(account, before);
  let held = opening;
  const lines = inside.map((line) => {
    held += grownBy(account, [line]);
    return { recordedAt: text(line.recordedAt), balance: held };
  });
  return { opening, closing: held, lines: lines.slice(0, LINES) };
}
