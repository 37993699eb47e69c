import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { hashInput } from 'platform/graphql/input-hash';
import { formatInstant, instantOf, parseInstant } from 'platform/kernel/clock';
import {
  acme,
  actorOf,
  eur,
  globex,
  key,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;
let admin: pg.Client;

beforeAll(async () => {
  ledger = await startTestLedger();
  admin = new pg.Client({ connectionString: ledger.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await ledger.close();
});

const NOWHERE = 'acct_01990000-0000-7000-8000-000000000000';

const january = (day: number): string => `2024-01-${String(day).padStart(2, '0')}T00:00:00.000000Z`;
const JANUARY = { from: january(1), to: '2024-02-01T00:00:00.000000Z' };

const line = (reference: string | null, amount: string, day: number, more: object = {}) => ({
  ...{ reference, amount: eur(amount), date: january(day) },
  ...more,
});

interface Side {
  readonly number: number;
}
interface Connection<Node> {
  readonly totalCount: number;
  readonly nodes: Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
interface Reconciliation {
  readonly id: string;
  readonly status: string;
  readonly asOf: { readonly effectiveAt: string; readonly recordedAt: string };
  readonly matches: Connection<{ line: Side; transaction: { id: string }; rule: string }>;
  readonly breaks: Connection<{
    reason: string;
    line: Side | null;
    transaction: { id: string } | null;
    difference: { amount: string };
  }>;
  readonly [field: string]: unknown;
}
interface Imported {
  readonly __typename: string;
  readonly reconciliation?: Reconciliation;
  readonly [field: string]: unknown;
}

const RECONCILIATION = `
  fragment Found on Reconciliation {
    id status from to dateWindowDays lineCount matchedCount breakCount recordedAt
    account { id } asOf { effectiveAt recordedAt } openingBalance { amount } closingBalance { amount }
    matches(first: $first) {
      totalCount nodes { line { number } transaction { id } rule } pageInfo { hasNextPage endCursor } }
    breaks(first: $first, after: $after) {
      totalCount
      nodes { reason line { number } transaction { id } difference { amount } }
      pageInfo { hasNextPage endCursor } } }`;

const IMPORT = `
  mutation ($input: ImportStatementInput!, $first: Int, $after: Cursor) {
    importStatement(input: $input) {
      __typename
      ... on ImportStatementSuccess { reconciliation { ...Found } }
      ... on Error { code path }
      ... on UnknownAccount { accountId }
      ... on CurrencyMismatch { expected actual }
    } } ${RECONCILIATION}`;

async function importLines(
  accountId: string,
  lines: object[],
  more: object = {},
  actor = acme,
): Promise<Imported> {
  const input = { accountId, lines, idempotencyKey: key(), ...more };
  return (await ledger.ask<{ importStatement: Imported }>(IMPORT, { input }, actor)).importStatement;
}

async function reconcile(accountId: string, lines: object[], more: object = {}): Promise<Reconciliation> {
  const { reconciliation, ...refusal } = await importLines(accountId, lines, more);
  if (!reconciliation) throw new Error(JSON.stringify(refusal));
  return reconciliation;
}

const find = async (id: string, more: object = {}, actor = acme): Promise<Reconciliation | null> =>
  (
    await ledger.ask<{ reconciliation: Reconciliation | null }>(
      `query ($id: ID!, $first: Int, $after: Cursor) { reconciliation(id: $id) { ...Found } } ${RECONCILIATION}`,
      { id, ...more },
      actor,
    )
  ).reconciliation;

/** `line transaction rule`, with the transactions as they were posted: 0 for the first. */
const matched = ({ matches }: Reconciliation, posted: readonly string[]) =>
  matches.nodes.map(({ line: { number }, transaction, rule }) =>
    [number, posted.indexOf(transaction.id), rule].join(' '),
  );

const broken = ({ breaks }: Reconciliation, posted: readonly string[]) =>
  breaks.nodes.map(({ line: side, transaction, reason, difference }) =>
    [side?.number ?? '-', transaction ? posted.indexOf(transaction.id) : '-', reason, difference.amount].join(
      ' ',
    ),
  );

async function openBook() {
  const book = await openLedger(ledger);
  const bank = await openAccount(ledger, book, 'bank');
  const owed = await openAccount(ledger, book, 'owed', { type: 'LIABILITY' });
  const posted: string[] = [];
  const move = async (reference: string | null, cents: number, day: number): Promise<void> => {
    const amount = (Math.abs(cents) / 100).toFixed(2);
    const postings = cents > 0 ? transfer(bank, owed, amount) : transfer(owed, bank, amount);
    const more = { reference, effectiveAt: january(day) };
    posted.push((await post(ledger, book, postings, more)).transaction?.id ?? '');
  };
  return { book, bank, owed, posted, move };
}

describe('a statement', () => {
  test('that says what the book says is matched', async () => {
    const { bank, posted, move } = await openBook();
    await move('INV-1', 1_000, 5);
    await move(null, -250, 8);
    const found = await reconcile(
      bank,
      [line('INV-1', '10.00', 6), line('BANK-7', '-2.50', 7, { description: 'Fee', externalId: 'E-1' })],
      { ...JANUARY, openingBalance: eur('0'), closingBalance: eur('7.50') },
    );
    expect(matched(found, posted)).toEqual(['1 0 REFERENCE_AND_AMOUNT', '2 1 AMOUNT_AND_DATE']);
    expect(found).toMatchObject({
      ...{ status: 'MATCHED', lineCount: 2, matchedCount: 2, breakCount: 0, dateWindowDays: 3, ...JANUARY },
      account: { id: bank },
      asOf: { effectiveAt: '2024-01-31T23:59:59.999999Z' },
      openingBalance: { amount: '0.00' },
      closingBalance: { amount: '7.50' },
      breaks: { totalCount: 0, nodes: [] },
    });
    expect(await find(found.id)).toEqual(found);
  });

  test('that says something else is answered by breaks with their reasons', async () => {
    const { bank, posted, move } = await openBook();
    await move('SAME', 1_000, 5);
    await move('OTHER-AMOUNT', 900, 6);
    await move('LATE', 700, 25);
    await move('NOT-THERE', 300, 10);
    const found = await reconcile(
      bank,
      [
        line('SAME', '10.00', 5),
        line('OTHER-AMOUNT', '9.50', 6),
        line('LATE', '7.00', 7),
        line('UNKNOWN', '-1.00', 9),
        line('SAME', '10.00', 5, { externalId: 'E-1' }),
        line('AGAIN', '10.00', 5, { externalId: 'E-1' }),
      ],
      { ...JANUARY, openingBalance: eur('1'), closingBalance: eur('30') },
    );
    expect(matched(found, posted)).toEqual(['1 0 REFERENCE_AND_AMOUNT']);
    expect(broken(found, posted)).toEqual([
      '- - OPENING_BALANCE_DIFFERS 1.00',
      '- - BALANCE_DIFFERS 1.00',
      '2 1 AMOUNT_DIFFERS 0.50',
      '3 2 DATE_OUTSIDE_WINDOW 0.00',
      '4 - MISSING_IN_LEDGER -1.00',
      '5 - MISSING_IN_LEDGER 10.00',
      '6 - DUPLICATE_LINE 10.00',
      '- 3 MISSING_IN_STATEMENT -3.00',
    ]);
    expect(found).toMatchObject({ status: 'BREAKS', matchedCount: 1, breakCount: 8 });
  });

  test('is read on the account’s normal side', async () => {
    const { owed, posted, move } = await openBook();
    await move('A', 1_000, 5);
    const found = await reconcile(owed, [line('A', '10.00', 5)], { closingBalance: eur('10.00') });
    expect([matched(found, posted), found.status]).toEqual([['1 0 REFERENCE_AND_AMOUNT'], 'MATCHED']);
  });

  test('reaches from its first line through its last when it says nothing else', async () => {
    const { bank, posted, move } = await openBook();
    for (const day of [4, 5, 6, 7]) await move(null, 100 + day, day);
    const found = await reconcile(bank, [line(null, '9.00', 5), line(null, '9.00', 6)]);
    expect([found.from, found.to]).toEqual([january(5), '2024-01-06T00:00:00.000001Z']);
    expect(broken(found, posted).slice(2)).toEqual([
      '- 1 MISSING_IN_STATEMENT -1.05',
      '- 2 MISSING_IN_STATEMENT -1.06',
    ]);
  });

  test('is compared within the days that it asks for', async () => {
    const { bank, posted, move } = await openBook();
    await move(null, 500, 10);
    const lines = [line(null, '5.00', 5)];
    expect(broken(await reconcile(bank, lines), posted)).toEqual(['1 - MISSING_IN_LEDGER 5.00']);
    expect((await reconcile(bank, lines, { dateWindowDays: 5 })).status).toBe('MATCHED');
  });

  test('keeps the postings of one transaction on the account apart', async () => {
    const { book, bank, owed } = await openBook();
    const postings = [...transfer(bank, owed, '1'), ...transfer(bank, owed, '1')];
    await post(ledger, book, postings, { effectiveAt: january(5), reference: 'R' });
    const found = await reconcile(bank, [line('R', '1', 5), line('R', '1', 5), line('R', '1', 5)]);
    expect([found.matchedCount, found.breakCount]).toEqual([2, 1]);
  });
});

describe('what is known when a statement is imported', () => {
  test('is what it is compared with for ever: later postings need another import', async () => {
    const { bank, posted, move } = await openBook();
    const lines = [line('A', '10.00', 5)];
    const before = await reconcile(bank, lines);
    await move('A', 1_000, 5);
    expect(await find(before.id)).toEqual(before);
    expect(broken(before, posted)).toEqual(['1 - MISSING_IN_LEDGER 10.00']);
    const after = await reconcile(bank, lines);
    expect(after.status).toBe('MATCHED');
    expect(broken(await reconcile(bank, lines), posted)).toEqual(['1 0 DUPLICATE_LINE 10.00']);
  });

  test('is told by its point of view, from which the balance is the one it was compared with', async () => {
    const { bank, move } = await openBook();
    await move('A', 1_000, 5);
    const { asOf } = await reconcile(bank, [line('A', '10', 5)], { ...JANUARY, closingBalance: eur('10') });
    await move('B', 500, 6);
    const { account } = await ledger.ask<{ account: { balance: { posted: { amount: string } } } }>(
      'query ($id: ID!, $at: AsOfInput) { account(id: $id) { balance(at: $at) { posted { amount } } } }',
      { id: bank, at: asOf },
    );
    expect(account.balance.posted.amount).toBe('10.00');
  });

  test('was matched once: a posting has no line in a second statement', async () => {
    const { bank, posted, move } = await openBook();
    await move('A', 1_000, 5);
    await reconcile(bank, [line('A', '10', 5, { externalId: 'E-1' })]);
    const second = await reconcile(bank, [line('A', '10', 5, { externalId: 'E-2' })]);
    expect(broken(second, posted)).toEqual(['1 - MISSING_IN_LEDGER 10.00']);
    await expect(
      admin.query('insert into reconciliation_match select * from reconciliation_match'),
    ).rejects.toThrow('duplicate key');
  });

  test('is matched once by statements that race', async () => {
    const { bank, move } = await openBook();
    await move('A', 1_000, 5);
    const racing = ['E-1', 'E-2', 'E-3', 'E-4'].map((externalId) =>
      reconcile(bank, [line('A', '10', 5, { externalId })]),
    );
    const counts = (await Promise.all(racing)).map(({ matchedCount }) => matchedCount);
    expect(counts.sort()).toEqual([0, 0, 0, 1]);
  });
});

describe('an import', () => {
  test('is an event without the lines, which are bound to it by their hash', async () => {
    const { bank, book } = await openBook();
    const found = await reconcile(bank, [
      line('A', '-10.00', 5, { description: 'J. Doe', externalId: 'E-1' }),
    ]);
    const { rows } = await admin.query('select type, data from event where stream = $1', [found.id]);
    const lines = await admin.query(
      `select number, reference, minor, date, description, external_id as "externalId"
       from external_line where reconciliation_id = $1`,
      [found.id],
    );
    expect(JSON.stringify(rows)).not.toContain('Doe');
    expect(rows).toEqual([
      {
        type: 'ledger.reconciliation.statement-imported.v1',
        data: {
          ...{ reconciliationId: found.id, ledgerId: book, accountId: bank },
          ...{ from: found.from, to: found.to, knownAt: found.asOf.recordedAt, dateWindowDays: 3 },
          ...{ openingBalance: null, closingBalance: null, lineCount: 1, matchedCount: 0, breakCount: 1 },
          linesHash: hashInput({ lines: lines.rows }).toString('hex'),
        },
      },
    ]);
    const journal = await admin.query('select 1 from journal where stream = $1', [found.id]);
    expect(journal.rows).toHaveLength(1);
  });

  test('is only added to', async () => {
    const { bank, move } = await openBook();
    await move('A', 1_000, 5);
    await reconcile(bank, [line('A', '10', 5), line('B', '10', 5)]);
    for (const table of ['reconciliation', 'external_line', 'reconciliation_match', 'reconciliation_break']) {
      await expect(admin.query(`delete from ${table}`)).rejects.toThrow('append-only');
    }
  });

  test('is nobody else’s', async () => {
    const { bank } = await openBook();
    const found = await reconcile(bank, [line('A', '10', 5)]);
    expect(await find(found.id, {}, globex)).toBeNull();
    expect((await importLines(bank, [line('A', '10', 5)], {}, globex)).__typename).toBe('UnknownAccount');
  });

  test('is in the account’s list, the last first; its breaks come page after page', async () => {
    const { bank, owed } = await openBook();
    const lines = [1, 2, 3].map((day) => line('A', `${day}`, day));
    const first = await reconcile(bank, lines);
    const second = await reconcile(bank, lines);
    await reconcile(owed, lines);
    const list = async (after?: string) =>
      (
        await ledger.ask<{ reconciliations: Connection<{ id: string }> }>(
          `query ($id: ID!, $after: Cursor) { reconciliations(accountId: $id, first: 1, after: $after) {
             totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
          { id: bank, after },
        )
      ).reconciliations;
    const [newest] = [await list()];
    const oldest = await list(newest.pageInfo.endCursor);
    expect([...newest.nodes, ...oldest.nodes].map(({ id }) => id)).toEqual([second.id, first.id]);
    expect([newest.totalCount, oldest.pageInfo.hasNextPage]).toEqual([2, false]);
    const page = await find(first.id, { first: 2 });
    const rest = await find(first.id, { first: 2, after: page?.breaks.pageInfo.endCursor });
    const numbers = [page, rest].flatMap((half) => half?.breaks.nodes.map((node) => node.line?.number));
    expect(numbers).toEqual([1, 2, 3]);
  });
});

describe('importing is refused', () => {
  test('under a key that was used with another input; with the same it is the first answer', async () => {
    const { bank, move } = await openBook();
    const idempotencyKey = key();
    const first = await importLines(bank, [line('A', '10.00', 5)], { idempotencyKey });
    await move('A', 1_000, 5);
    expect(await importLines(bank, [line('A', '10.0', 5)], { idempotencyKey })).toEqual(first);
    expect(await importLines(bank, [line('A', '10.01', 5)], { idempotencyKey })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
  });

  test('for an account that does not exist', async () => {
    expect(await importLines(NOWHERE, [line('A', 'x', 5)])).toEqual({
      __typename: 'UnknownAccount',
      code: 'UNKNOWN_ACCOUNT',
      path: ['input', 'accountId'],
      accountId: NOWHERE,
    });
  });

  test.each([
    ['zero', '0.00'],
    ['malformed', '1,00'],
    ['of too many decimals', '1.001'],
    ['out of range', '9'.repeat(30)],
  ])('with an amount that is %s', async (_name, amount) => {
    const { bank } = await openBook();
    const lines = [{ ...line('A', '1', 5), amount: { amount: '1', currency: 'USD' } }, line('A', amount, 5)];
    expect(await importLines(bank, lines)).toEqual({
      __typename: 'InvalidAmount',
      code: 'INVALID_AMOUNT',
      path: ['input', 'lines', '1', 'amount'],
    });
  });

  test('with a balance that is no amount', async () => {
    const { bank } = await openBook();
    expect(await importLines(bank, [line('A', '1', 5)], { closingBalance: eur('?') })).toMatchObject({
      __typename: 'InvalidAmount',
      path: ['input', 'closingBalance'],
    });
  });

  test('in another currency than the account’s', async () => {
    const { bank } = await openBook();
    const dollars = { amount: '1', currency: 'USD' };
    expect(await importLines(bank, [{ ...line('A', '1', 5), amount: dollars }])).toEqual({
      __typename: 'CurrencyMismatch',
      code: 'CURRENCY_MISMATCH',
      path: ['input', 'lines', '0', 'amount', 'currency'],
      ...{ expected: 'EUR', actual: 'USD' },
    });
    expect(await importLines(bank, [line('A', '1', 5)], { openingBalance: dollars })).toMatchObject({
      path: ['input', 'openingBalance', 'currency'],
    });
  });

  test.each<[string, () => { lines?: object[]; more?: object }, string[]]>([
    ['without a line', () => ({ lines: [] }), ['lines']],
    ['with 1,001 lines', () => ({ lines: Array(1_001).fill(line('A', '1', 5)) }), ['lines']],
    ['with a negative date window', () => ({ more: { dateWindowDays: -1 } }), ['dateWindowDays']],
    ['with a date window of 32 days', () => ({ more: { dateWindowDays: 32 } }), ['dateWindowDays']],
    ['with a line before the window', () => ({ more: { from: january(6) } }), ['lines', '0', 'date']],
    ['with a line at the window’s end', () => ({ more: { to: january(5) } }), ['lines', '0', 'date']],
    ['with a window from the year 0', () => ({ more: { from: '0001-01-01T00:00:00Z' } }), ['from']],
    ['with a window to the year 9999', () => ({ more: { to: '9999-01-01T00:00:00Z' } }), ['to']],
    [
      'with a date in the year 9999',
      () => ({ lines: [line('A', '1', 5, { date: '9999-01-01T00:00:00Z' })] }),
      ['lines', '0', 'date'],
    ],
    ...(['reference', 'description', 'externalId'] as const).map(
      (field): [string, () => { lines: object[] }, string[]] => [
        `with a ${field} that is too long`,
        () => ({ lines: [line('A', '1', 5), line('A', '1', 5, { [field]: 'x'.repeat(1_001) })] }),
        ['lines', '1', field],
      ],
    ),
  ])('%s, as bad input', async (_name, asked, path) => {
    const { bank } = await openBook();
    const { lines = [line('A', '1', 5)], more = {} } = asked();
    const input = { accountId: bank, lines, idempotencyKey: key(), ...more };
    const { errors } = await ledger.execute(IMPORT, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', ...path] });
    const { rows } = await admin.query('select 1 from reconciliation where account_id = $1', [bank]);
    expect(rows).toHaveLength(0);
  });

  test('without the scope', async () => {
    const { bank } = await openBook();
    const reader = actorOf('acme', ['ledger:read']);
    await expect(importLines(bank, [line('A', '1', 5)], {}, reader)).rejects.toThrow('FORBIDDEN');
  });
});

test('1,000 lines find their postings among 100,000', async () => {
  const { bank, book } = await openBook();
  const start = parseInstant(january(1)) ?? 0n;
  await admin.query(
    `with moved as (select n, $1::bigint + n as at from generate_series(1, 100000) n),
     added as (
       insert into transaction (tenant_id, ledger_id, recorded_at, id, effective_at, reference)
       select 'acme', $2, 1 + n, 'txn_' || $2 || n, at, 'R-' || n from moved)
     insert into posting (tenant_id, account_id, recorded_at, n, effective_at, debit, credit)
     select 'acme', $3, 1 + n, 0, at, 100 + n % 5000, 0 from moved`,
    [start, book, bank],
  );
  const lines = Array.from({ length: 1_000 }, (_, index) => {
    const n = 1 + index * 100;
    const amount = ((100 + (n % 5_000)) / 100).toFixed(2);
    const date = formatInstant(instantOf(BigInt(start) + BigInt(n)));
    return line(index % 2 ? `R-${n}` : null, amount, 1, { date });
  });
  const found = await ledger.ask<{ importStatement: { reconciliation: object } }>(
    `mutation ($input: ImportStatementInput!) { importStatement(input: $input) {
       ... on ImportStatementSuccess { reconciliation { matchedCount breakCount } } } }`,
    { input: { accountId: bank, lines, ...JANUARY, idempotencyKey: key() } },
  );
  expect(found.importStatement.reconciliation).toEqual({ matchedCount: 1_000, breakCount: 99_000 });
});
