import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Client } from '@client/typescript/client';
import {
  ChartOfAccountsDocument,
  TransactionsDocument,
  TrialBalanceDocument,
} from '@client/typescript/documents';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSupergraph, type TestSupergraph } from './support/supergraph.ts';

const ROOT = resolve(import.meta.dirname, '..');
const TENANT = 'demo';
const TIMEOUT_MS = 120_000;
const TRANSACTIONS = 600;
/** Enough for a killed import not to have ended. */
const SALES = 3_000;

let supergraph: TestSupergraph;
let client: Client;
let seeded: string;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const environment = () => ({ ...process.env, LOCAL_STACK_DIR: supergraph.folder });

/** The command as a person runs it. */
const ledger = (...args: string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, ['commands/ledger.ts', ...args], {
    cwd: ROOT,
    env: environment(),
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  );

const bookIn = (text: string): string => /ldg_[\w-]+/.exec(text)?.[0] ?? '';

beforeAll(async () => {
  supergraph = await startSupergraph({ mode: 'embedded' });
  client = await supergraph.client(TENANT);
  seeded = bookIn(
    await supergraph.command('seed', '--transactions', String(TRANSACTIONS), '--payments', '0'),
  );
}, TIMEOUT_MS);
afterAll(() => supergraph?.dispose());

/** All that a trial balance says of the accounts, by code. */
async function trialBalance(ledgerId: string): Promise<object> {
  const { trialBalance: found } = await client.query(TrialBalanceDocument, { ledgerId, first: 100 });
  return {
    currencies: found.currencies,
    accounts: found.accounts.nodes.map(({ account, ...sums }) => ({ code: account.code, ...sums })),
  };
}

async function chart(ledgerId: string): Promise<object[]> {
  const { accounts } = await client.query(ChartOfAccountsDocument, { ledgerId, first: 100 });
  return accounts.nodes.map(({ id: _id, ...account }) => account);
}

async function countOf(ledgerId: string): Promise<number> {
  let count = 0;
  let after: string | null | undefined;
  do {
    const { transactions } = await client.query(TransactionsDocument, { ledgerId, first: 100, after });
    count += transactions.nodes.length;
    after = transactions.pageInfo.hasNextPage ? transactions.pageInfo.endCursor : null;
  } while (after);
  return count;
}

const exported = (name: string): string => join(supergraph.folder, name);

async function exportBook(ledgerId: string, name: string) {
  const ended = await ledger('export', '--ledger', ledgerId, '--what', 'all', '--out', exported(name));
  expect(ended).toMatchObject({ code: 0, stdout: '' });
  return {
    accounts: join(exported(name), 'accounts.csv'),
    transactions: join(exported(name), 'transactions.csv'),
  };
}

const importArguments = (
  name: string,
  { accounts, transactions }: Record<'accounts' | 'transactions', string>,
) => ['import', '--name', name, '--accounts', accounts, '--transactions', transactions] as const;

/** A till that has a floor, so that batch comes after batch. */
function writeSales(count: number) {
  const folder = exported('sales');
  mkdirSync(folder);
  const files = { accounts: join(folder, 'accounts.csv'), transactions: join(folder, 'transactions.csv') };
  writeFileSync(
    files.accounts,
    'code,name,type,currency,overdraftFloor\ntill,Till,ASSET,EUR,0\nsales,Sales,REVENUE,EUR,\n',
  );
  const rows = Array.from({ length: count }, (_, n) => `${n},till,DEBIT,1,EUR\n${n},sales,CREDIT,1,EUR\n`);
  writeFileSync(files.transactions, `transactionId,accountCode,direction,amount,currency\n${rows.join('')}`);
  return files;
}

async function bookPrintedBy({ stdout }: ChildProcess): Promise<string> {
  let printed = '';
  while (!printed.includes('accounts opened')) printed += (await once(stdout as Readable, 'data')).join('');
  stdout?.resume();
  return bookIn(printed);
}

const hasTransactions = async (ledgerId: string): Promise<boolean> =>
  (await client.query(TransactionsDocument, { ledgerId, first: 1 })).transactions.nodes.length > 0;

describe('npm run ledger', () => {
  test(
    'exports a book that imports as another with the same chart and balances',
    async () => {
      const files = await exportBook(seeded, 'book');
      const { code, stdout, stderr } = await ledger(...importArguments('Copy', files));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const copy = bookIn(stdout);
      expect(copy).not.toBe(seeded);
      expect(await trialBalance(copy)).toEqual(await trialBalance(seeded));
      expect(await chart(copy)).toEqual(await chart(seeded));
      expect(await countOf(copy)).toBe(await countOf(seeded));
    },
    TIMEOUT_MS,
  );

  test(
    'says the same of the copy as of the book, but for ids and when it was recorded',
    async () => {
      const { stdout } = await ledger(...importArguments('Copy', await exportBook(seeded, 'book')));
      const again = await exportBook(bookIn(stdout), 'copy');
      const withoutIds = (file: string) =>
        readFileSync(file, 'utf8')
          .split('\r\n')
          .map((line) => line.replace(/^txn_[^,]*/, '').replace(/,[^,]*,[^,]*$/, ''))
          .sort();
      expect(withoutIds(again.transactions)).toEqual(withoutIds(join(exported('book'), 'transactions.csv')));
    },
    TIMEOUT_MS,
  );

  test(
    'goes on with an import that was killed, and doubles nothing',
    async () => {
      const files = writeSales(SALES);
      const killed = spawn(process.execPath, ['commands/ledger.ts', ...importArguments('Killed', files)], {
        ...{ cwd: ROOT, env: environment(), stdio: ['ignore', 'pipe', 'ignore'] },
      });
      const gone = once(killed, 'exit');
      const book = await bookPrintedBy(killed);
      while (killed.exitCode === null && !(await hasTransactions(book)));
      killed.kill('SIGKILL');
      await gone;
      const { code, stdout } = await ledger(...importArguments('Killed', files));
      expect([code, bookIn(stdout)]).toEqual([0, book]);
      expect(await countOf(book)).toBe(SALES);
      expect(await trialBalance(book)).toMatchObject({ currencies: [{ debits: { amount: `${SALES}.00` } }] });
    },
    TIMEOUT_MS,
  );

  test(
    'exports JSON Lines to the standard output, with nothing else on it',
    async () => {
      const { stdout, stderr } = await ledger(
        ...['export', '--ledger', seeded, '--format', 'jsonl', '--what', 'all', '--out', '-'],
      );
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { kind: string; recordedAt: string });
      const transactions = lines.filter(({ kind }) => kind === 'transaction');
      expect(lines.filter(({ kind }) => kind === 'account')).toHaveLength((await chart(seeded)).length);
      expect(transactions).toHaveLength(await countOf(seeded));
      const recorded = transactions.map(({ recordedAt }) => recordedAt);
      expect(recorded).toEqual([...recorded].sort());
      expect(stderr).toContain(`${transactions.length} transactions`);
    },
    TIMEOUT_MS,
  );

  test('says all that is wrong with the files, ends with 2, and imports nothing', async () => {
    const folder = exported('wrong');
    mkdirSync(folder);
    const accounts = join(folder, 'accounts.csv');
    const transactions = join(folder, 'transactions.csv');
    writeFileSync(accounts, 'code,name,type,currency\nbank,Bank,ASSET,EURO\nsales,Sales,REVENUE,EUR\n');
    writeFileSync(
      transactions,
      'transactionId,accountCode,direction,amount,currency\n1,bank,DEBIT,1,EUR\n1,sales,CREDIT,2,EUR\n',
    );
    const { code, stderr } = await ledger(...importArguments('Wrong', { accounts, transactions }));
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      `${accounts}:2 currency: "EURO" is no currency of ISO 4217`,
      `${transactions}:2 currency: the account is kept in EURO`,
      `${transactions}:2 amount: debits and credits in EUR differ`,
      '3 problems: nothing was imported.',
    ]);
  });

  test(
    'imports into a book that is there, only what it lacks',
    async () => {
      const file = exported('more.csv');
      const { accounts } = await exportBook(seeded, 'book');
      const [first, second] = (await chart(seeded)) as { code: string; currency: string }[];
      writeFileSync(
        file,
        `transactionId,accountCode,direction,amount,currency\n1,${first?.code},DEBIT,1,EUR\n1,${second?.code},CREDIT,1,EUR\n`,
      );
      const before = await countOf(seeded);
      const args = ['import', '--ledger', seeded, '--accounts', accounts, '--transactions', file];
      expect((await ledger(...args, '--dry-run')).stdout).toContain('1 transactions.');
      expect(await countOf(seeded)).toBe(before);
      for (let times = 0; times < 2; times += 1) expect((await ledger(...args)).code).toBe(0);
      expect(await countOf(seeded)).toBe(before + 1);
    },
    TIMEOUT_MS,
  );

  test.each([
    [['export', '--ledger', 'ldg_none'], 'The tenant "demo" has no book ldg_none.'],
    [['export', '--ledger', 'x', '--what', 'all'], 'A CSV file has one table'],
    [['import', '--accounts', 'x'], 'Into which book?'],
    [['import', '--name', 'x'], 'What? Name --accounts'],
    [['import', '--name', 'x', '--transactions', 'x'], 'needs --accounts'],
    [['import', '--name', 'x', '--accounts', 'none.csv'], 'There is no file none.csv.'],
  ])('%j: says in one line what to do', async (args, said) => {
    const { code, stderr } = await ledger(...args);
    expect([code, stderr.trim().split('\n').length]).toEqual([1, 1]);
    expect(stderr).toContain(said);
  });

  test('does not export another tenant’s book', async () => {
    const { code, stderr } = await ledger('export', '--ledger', seeded, '--tenant', 'globex');
    expect([code, stderr]).toEqual([1, `The tenant "globex" has no book ${seeded}.\n`]);
  });

  test('leaves no unfinished file', () => {
    expect(readdirSync(exported('book'))).toEqual(['accounts.csv', 'transactions.csv']);
  });
});
