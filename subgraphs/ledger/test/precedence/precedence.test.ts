import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { key, startTestLedger, type TestLedger } from '../harness.ts';
import { type Mutation, mutate } from '../mutate.ts';
import { makers } from './makers.ts';
import type { Make } from './world.ts';

let ledger: TestLedger;
let admin: pg.Client;
let make: Record<Mutation, Make>;
beforeAll(async () => {
  ledger = await startTestLedger();
  admin = new pg.Client({ connectionString: ledger.database.adminUrl });
  await admin.connect();
  make = await makers(ledger, admin);
});
afterAll(async () => {
  await admin.end();
  await ledger.close();
});

interface Documented {
  readonly mutation: Mutation;
  /** In the order of precedence. */
  readonly refusals: readonly string[];
}

const OWN: ReadonlySet<string> = new Set(
  readdirSync(join(import.meta.dirname, '../../resolvers/Mutation')).map((file) => basename(file, '.ts')),
);

/** The table of docs/errors.md: the mutations of the ledger. */
const DOCUMENTED: readonly Documented[] = readFileSync(
  join(import.meta.dirname, '../../../../docs/errors.md'),
  'utf8',
)
  .split('\n')
  .flatMap((line) => {
    const [, mutation, list = ''] = /^\| `(\w+)` \| (.*`IdempotencyConflict`.*) \|$/.exec(line) ?? [];
    const refusals = [...list.matchAll(/`(\w+)`/g)].map(([, refusal]) => refusal as string);
    return mutation && OWN.has(mutation) ? [{ mutation: mutation as Mutation, refusals }] : [];
  });

const NOTHING_THERE = 'what is not there is in no state';
const ONE_STATUS = 'an account, and a hold, has one status';

/** Pairs that cannot apply at once, and why. */
const IMPOSSIBLE: readonly (readonly [
  mutations: readonly Mutation[],
  one: string,
  others: readonly string[],
  reason: string,
])[] = [
  [
    ['freezeAccount', 'unfreezeAccount', 'closeAccount', 'reopenAccount'],
    'UnknownAccount',
    ['AccountClosed', 'AccountFrozen', 'AccountNotEmpty'],
    NOTHING_THERE,
  ],
  [['freezeAccount', 'closeAccount'], 'AccountClosed', ['AccountFrozen', 'AccountNotEmpty'], ONE_STATUS],
  [
    ['reverseTransaction'],
    'UnknownTransaction',
    [
      'InvalidAmount',
      'PeriodClosed',
      'AccountClosed',
      'AccountFrozen',
      'InsufficientFunds',
      'AlreadyReversed',
    ],
    NOTHING_THERE,
  ],
  [
    ['captureHold', 'releaseHold'],
    'UnknownHold',
    [
      'CurrencyMismatch',
      'PeriodClosed',
      'AccountClosed',
      'AccountFrozen',
      'HoldExpired',
      'HoldAlreadySettled',
      'HoldAmountExceeded',
    ],
    NOTHING_THERE,
  ],
  [['captureHold', 'releaseHold'], 'HoldExpired', ['HoldAlreadySettled'], ONE_STATUS],
  [['closePeriod'], 'UnknownLedger', ['PeriodClosed'], NOTHING_THERE],
  [['openCashPoint', 'openAccount', 'exchange'], 'UnknownLedger', ['AccountCodeTaken'], NOTHING_THERE],
  [['depositCash'], 'UnknownAccount', ['InsufficientFunds'], NOTHING_THERE],
  [
    ['countCash'],
    'UnknownCashPoint',
    ['AccountCodeTaken', 'PeriodClosed', 'AccountClosed', 'AccountFrozen', 'InsufficientFunds'],
    NOTHING_THERE,
  ],
];

const isPossible = (mutation: Mutation, first: string, second: string): boolean =>
  !IMPOSSIBLE.some(
    ([mutations, one, others]) => mutations.includes(mutation) && one === first && others.includes(second),
  );

/** What a mutation answers when all of these apply; asked again under its key, it answers the same. */
async function answerTo({ mutation, refusals }: Documented, applied: readonly string[]): Promise<string> {
  const idempotencyKey = key();
  const input = { ...(await make[mutation]((refusal) => applied.includes(refusal))), idempotencyKey };
  if (applied.includes('IdempotencyConflict')) {
    // Another input: one to which something else applies.
    const other = refusals.slice(1).find((refusal) => !applied.includes(refusal));
    const before = await make[mutation]((refusal) => refusal === other);
    await mutate(ledger.ask, mutation, { ...before, idempotencyKey });
  }
  const answer = await mutate(ledger.ask, mutation, input);
  expect(await mutate(ledger.ask, mutation, input)).toEqual(answer);
  return answer.__typename;
}

test('the table of docs/errors.md has every mutation of the ledger', () => {
  expect(DOCUMENTED.map(({ mutation }) => mutation).sort()).toEqual(Object.keys(make).sort());
});

describe.each(DOCUMENTED)('$mutation', (documented) => {
  const { mutation, refusals } = documented;

  test('succeeds where nothing is wrong', async () => {
    expect(await answerTo(documented, [])).toMatch(/Success$/);
  });

  test.each(refusals)('is refused by %s', async (refusal) => {
    expect(await answerTo(documented, [refusal])).toBe(refusal);
  });

  const pairs = refusals.flatMap((first, index) =>
    refusals.slice(index + 1).map((second) => [first, second] as const),
  );
  const possible = pairs.filter(([first, second]) => isPossible(mutation, first, second));

  if (possible.length > 0)
    test.each(possible)('is refused by %s before %s', async (first, second) => {
      expect(await answerTo(documented, [first, second])).toBe(first);
    });
});
