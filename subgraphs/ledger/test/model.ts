import fc from 'fast-check';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import { eur, key, openAccount, openLedger, type TestLedger, transfer } from './harness.ts';
import { type Answer, type Mutation, mutate } from './mutate.ts';

/** A book to be written to at random, and what there is by now to reverse, to capture and to release. */
export interface ModelBook {
  readonly id: string;
  /** In EUR: the book's own, a customer's (floor 0), one with credit (floor −5.00), that of the till. */
  readonly euros: readonly string[];
  /** In USD: what there is, and what was earned. */
  readonly dollars: readonly [string, string];
  readonly till: string;
  readonly transactions: string[];
  readonly holds: string[];
}

export async function openModelBook(ledger: TestLedger): Promise<ModelBook> {
  const id = await openLedger(ledger);
  const open = (code: string, more: object = {}) => openAccount(ledger, id, code, more);
  const till = { ledgerId: id, name: 'Till', kind: 'TILL', currency: 'EUR' };
  const { cashPoint } = await mutate(ledger.ask, 'openCashPoint', till);
  return {
    id,
    euros: [
      await open('bank'),
      await open('customer', { type: 'LIABILITY', overdraftFloor: eur('0') }),
      await open('credit', { type: 'LIABILITY', overdraftFloor: eur('-5') }),
      cashPoint?.account.id ?? '',
    ],
    dollars: [
      await open('dollars', { currency: 'USD' }),
      await open('sales', { currency: 'USD', type: 'REVENUE' }),
    ],
    till: cashPoint?.id ?? '',
    ...{ transactions: [], holds: [] },
  };
}

/** What somebody asks of a book; the input is made when it is asked. */
export interface Command {
  readonly mutation: Mutation;
  readonly inputFor: (book: ModelBook) => object;
}

/** Asks, and remembers what there is now. A refusal is an answer; an error is thrown. */
export async function run(ledger: TestLedger, book: ModelBook, command: Command): Promise<Answer> {
  const answer = await mutate(ledger.ask, command.mutation, command.inputFor(book));
  for (const { transaction, hold } of [answer, ...(answer.results ?? [])]) {
    if (transaction) book.transactions.push(transaction.id);
    if (hold) book.holds.push(hold.id);
  }
  return answer;
}

const luck = fc.nat();
const cents = fc.integer({ min: 1, max: 2_000 });
/** Now, or within a day before or after. */
const seconds = fc.option(fc.integer({ min: -90_000, max: 90_000 }), { nil: undefined });

const money = (minor: number, currency = 'EUR') => ({ amount: (minor / 100).toFixed(2), currency });
const inMs = (ms: number) => formatInstant(instantOf(systemClock.now() + BigInt(ms) * 1_000n));
const effective = (s: number | undefined) => (s === undefined ? {} : { effectiveAt: inMs(s * 1_000) });
const pick = (items: readonly string[], at: number): string => items[at % items.length] ?? 'none';

/** Two different accounts. */
const pair = fc.tuple(luck, luck).map(([from, step]) => (book: ModelBook) => ({
  from: pick(book.euros, from),
  to: pick(book.euros, from + 1 + (step % (book.euros.length - 1))),
}));

const transaction = fc
  .record({ pair, cents, seconds })
  .map(({ pair: accountsOf, cents: minor, seconds: s }) => (book: ModelBook) => {
    const { from, to } = accountsOf(book);
    return { ledgerId: book.id, postings: transfer(to, from, money(minor).amount), ...effective(s) };
  });

const command = <Parts>(
  mutation: Mutation,
  parts: fc.Arbitrary<Parts>,
  inputFor: (book: ModelBook, parts: Parts) => object,
): fc.Arbitrary<Command> => parts.map((drawn) => ({ mutation, inputFor: (book) => inputFor(book, drawn) }));

const POSTINGS = [
  command('postTransaction', transaction, (book, of) => of(book)),
  command('postTransaction', fc.tuple(transaction, cents), (book, [of, minor]) => {
    const { postings, ...rest } = of(book);
    return { ...rest, postings: [...postings, ...transfer(...book.dollars, money(minor).amount, 'USD')] };
  }),
  command(
    'postTransactions',
    fc.tuple(fc.array(transaction, { minLength: 1, maxLength: 4 }), fc.boolean()),
    (book, [all, atomic]) => ({
      atomic,
      transactions: all.map((of) => ({ ...of(book), idempotencyKey: key() })),
    }),
  ),
  command(
    'reverseTransaction',
    fc.tuple(luck, fc.constantFrom('NOW', 'ORIGINAL')),
    ({ transactions }, [at, effectiveAt]) => ({ transactionId: pick(transactions, at), effectiveAt }),
  ),
];

const HOLDS = [
  command('placeHold', fc.tuple(pair, cents, fc.constantFrom(20, 90_000_000)), (book, [of, minor, ms]) => {
    const { from, to } = of(book);
    const accounts = { debitAccountId: to, creditAccountId: from };
    return { ledgerId: book.id, ...accounts, amount: money(minor), expiresAt: inMs(ms) };
  }),
  command('captureHold', fc.tuple(luck, fc.option(cents), fc.boolean()), ({ holds }, [at, minor, final]) => ({
    holdId: pick(holds, at),
    ...(minor === null ? {} : { amount: money(minor) }),
    final,
  })),
  command('releaseHold', luck, ({ holds }, at) => ({ holdId: pick(holds, at) })),
];

const CASH = [
  command('depositCash', cents, ({ till, euros }, minor) => ({
    cashPointId: till,
    accountId: euros[0],
    amount: money(minor),
  })),
  command('withdrawCash', cents, ({ till, euros }, minor) => ({
    cashPointId: till,
    accountId: euros[0],
    amount: money(minor),
  })),
  command('countCash', cents, ({ till }, minor) => ({ cashPointId: till, counted: money(minor) })),
  command('exchange', fc.tuple(cents, fc.constantFrom('0', '0.01')), (book, [minor, spread]) => ({
    ledgerId: book.id,
    ...{ fromAccountId: book.euros[0], toAccountId: book.dollars[0] },
    ...{ sell: money(minor), rate: '1.0837', spread },
  })),
];

const LIFE = [
  command('openAccount', fc.uuid(), ({ id }, code) => ({
    ...{ ledgerId: id, code, name: code, type: 'EXPENSE', currency: 'EUR' },
  })),
  ...(['freezeAccount', 'unfreezeAccount', 'closeAccount', 'reopenAccount'] as const).map((mutation) =>
    command(mutation, luck, ({ euros }, at) => ({ accountId: pick(euros, at) })),
  ),
  ...(['closePeriod', 'reopenPeriod'] as const).map((mutation) =>
    command(mutation, fc.integer({ min: 1, max: 25 }), ({ id }, hours) => ({
      ledgerId: id,
      through: inMs(-3_600_000 * hours),
    })),
  ),
];

/** Every command that changes a book. What is frozen or closed is often opened again, so that the others have a chance. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.oneof(...POSTINGS) },
  { weight: 7, arbitrary: fc.oneof(...HOLDS) },
  { weight: 4, arbitrary: fc.oneof(...CASH) },
  { weight: 2, arbitrary: fc.oneof(...LIFE) },
);

/** What succeeds in the model again and again; to be closed, an account must happen to be empty. */
export const MUTATIONS: readonly Mutation[] = [
  ...['postTransaction', 'postTransactions', 'reverseTransaction', 'placeHold', 'captureHold'],
  ...['releaseHold', 'depositCash', 'withdrawCash', 'countCash', 'exchange', 'openAccount'],
  ...['freezeAccount', 'unfreezeAccount', 'reopenAccount', 'closePeriod', 'reopenPeriod'],
] as Mutation[];
