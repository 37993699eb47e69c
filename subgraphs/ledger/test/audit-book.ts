import fc from 'fast-check';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import type { AuditedLedger } from './audit-harness.ts';
import { eur, key, openAccount, openLedger, post, type TestLedger, transfer } from './harness.ts';

/** Something that is recorded: money moves, effective some hours from now; an account freezes; the book closes. */
export const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('post' as const), hours: fc.integer({ min: -9, max: 9 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('freeze' as const, 'close' as const, 'hold' as const) }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

export interface BookRecord {
  readonly seq: number;
  readonly record: string;
  readonly version: number;
  readonly type: string;
}

/** A book that is chained and signed. */
export interface WrittenBook {
  readonly id: string;
  /** Cash, sales, and one that nothing is posted to. */
  readonly accounts: readonly [string, string, string];
  /** What is left of it is promised. */
  readonly hold: string;
  readonly records: readonly BookRecord[];
  /** The numbers of the records that were signed. */
  readonly heads: readonly number[];
}

/** Writes a book with something of all that the ledger records, and these steps. */
export async function writeBook(audited: AuditedLedger, steps: readonly Step[]): Promise<WrittenBook> {
  const { ledger } = audited;
  const chainer = audited.startChainer();
  const id = await openLedger(ledger);
  const cash = await openAccount(ledger, id, 'cash');
  const sales = await openAccount(ledger, id, 'sales', { type: 'REVENUE' });
  const unused = await openAccount(ledger, id, 'unused', { metadata: { b: 1, a: [true, null] } });
  await post(ledger, id, transfer(cash, sales, '1.00'), { reference: 'r1' });
  const hold = await recordAllKinds(ledger, id, cash, sales);
  await audited.untilSigned(id);
  for (const one of steps) await record(ledger, id, [cash, sales, unused], one);
  await post(ledger, id, transfer(cash, sales, '2.00'));
  await audited.untilSigned(id);
  await chainer.stop();
  const heads = (await ledger.services.audit.published('acme', id)).map(({ seq }) => seq);
  return { id, accounts: [cash, sales, unused], hold, records: await recordsOf(ledger, id), heads };
}

/** One of each kind; the hold is captured in part. */
async function recordAllKinds(
  ledger: TestLedger,
  book: string,
  cash: string,
  sales: string,
): Promise<string> {
  const hold = await placeHold(ledger, book, cash, sales);
  await mutate(ledger, 'captureHold', { holdId: hold, amount: eur('1.00'), final: false }, 'hold { id }');
  const released = await placeHold(ledger, book, cash, sales);
  await mutate(ledger, 'releaseHold', { holdId: released }, 'hold { id }');
  await mutate(
    ledger,
    'setFxRate',
    { ledgerId: book, base: 'EUR', quote: 'USD', rate: '1.0850' },
    'fxRate { id }',
  );
  const till = { ledgerId: book, name: 'Till', kind: 'TILL', currency: 'EUR' };
  const cashPointId = await mutate(ledger, 'openCashPoint', till, 'cashPoint { id }');
  const denominations = [{ value: '0.50', count: 3 }];
  await mutate(ledger, 'countCash', { cashPointId, counted: eur('1.50'), denominations }, 'count { id }');
  const lines = [{ amount: eur('1.00'), date: formatInstant(systemClock.now()), reference: 'r1' }];
  await mutate(ledger, 'importStatement', { accountId: cash, lines }, 'reconciliation { id }');
  return hold;
}

const placeHold = (ledger: TestLedger, ledgerId: string, debitAccountId: string, creditAccountId: string) =>
  mutate(
    ledger,
    'placeHold',
    { ledgerId, debitAccountId, creditAccountId, amount: eur('3.00') },
    'hold { id }',
  );

/** Asks for a mutation, which must succeed; the id of what it made. */
async function mutate(ledger: TestLedger, name: string, fields: object, selection: string): Promise<string> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const answer = await ledger.ask<Record<string, Record<string, { id: string }>>>(
    `mutation ($input: ${type}Input!) {
       ${name}(input: $input) { ... on ${type}Success { ${selection} } ... on Error { message } } }`,
    { input: { ...fields, idempotencyKey: key() } },
  );
  const [made] = Object.values(answer[name] ?? {});
  if (!made?.id) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return made.id;
}

async function record(
  ledger: TestLedger,
  book: string,
  [cash, sales, unused]: readonly [string, string, string],
  one: Step,
): Promise<void> {
  switch (one.kind) {
    case 'post': {
      const effectiveAt = formatInstant(hoursFromNow(one.hours));
      await post(ledger, book, transfer(cash, sales, '3.00'), { effectiveAt, description: 'a' });
      break;
    }
    case 'hold':
      await placeHold(ledger, book, cash, sales);
      break;
    case 'freeze':
      await ledger.ask(
        'mutation ($input: FreezeAccountInput!) { freezeAccount(input: $input) { __typename } }',
        {
          input: { accountId: unused, idempotencyKey: key() },
        },
      );
      break;
    case 'close':
      await ledger.ask('mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { __typename } }', {
        input: { ledgerId: book, through: formatInstant(hoursFromNow(-10)), idempotencyKey: key() },
      });
  }
}

const hoursFromNow = (hours: number) => instantOf(systemClock.now() + BigInt(hours) * 3_600_000_000n);

async function recordsOf(ledger: TestLedger, book: string): Promise<BookRecord[]> {
  const { auditTrail } = await ledger.ask<{ auditTrail: { nodes: BookRecord[] } }>(
    'query ($book: ID!) { auditTrail(ledgerId: $book, first: 100) { nodes { seq record version type } } }',
    { book },
  );
  return auditTrail.nodes;
}
