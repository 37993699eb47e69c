import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Chart, type FileAccount, readAccounts } from '../import/accounts.ts';
import { collectProblems, MAX_PROBLEMS } from '../import/problems.ts';
import { type FileTransaction, readTransactions } from '../import/transactions.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILE = join(folder, 'file.csv');

/** A problem's line without the name of the file. */
const without = (line: string): string => line.replace(`${FILE}:`, '');

async function accounts(text: string, book: Chart = new Map()) {
  writeFileSync(FILE, text);
  const problems = collectProblems();
  const read: FileAccount[] = await readAccounts(FILE, book, problems);
  return { read, problems: problems.lines().map(without) };
}

const CHART: Chart = new Map([
  ['bank', { type: 'ASSET', currency: 'EUR' }],
  ['sales', { type: 'REVENUE', currency: 'EUR' }],
  ['dollars', { type: 'ASSET', currency: 'USD' }],
]);

async function transactions(text: string) {
  writeFileSync(FILE, text);
  const problems = collectProblems();
  const read: FileTransaction[] = [];
  for await (const transaction of readTransactions(FILE, CHART, problems)) read.push(transaction);
  return { read, problems: problems.lines().map(without) };
}

describe('a chart of accounts', () => {
  const HEADER = 'code,name,type,currency,overdraftFloor,parentCode,metadata,status';

  test('is read with parents before their children', async () => {
    const { read, problems } = await accounts(
      `${HEADER}\n1010,Till,ASSET,EUR,-5,1000,"{""a"":1}",FROZEN\n1000,Cash,ASSET,EUR,,,,\n`,
    );
    expect(problems).toEqual([]);
    expect(read.map(({ code }) => code)).toEqual(['1000', '1010']);
    expect(read[1]).toEqual({
      ...{ line: 2, code: '1010', name: 'Till', type: 'ASSET', currency: 'EUR', status: 'FROZEN' },
      overdraftFloor: { amount: '-5.00', currency: 'EUR' },
      parentCode: '1000',
      metadata: { a: 1 },
    });
  });

  test.each([
    ['a code', 'a b,N,ASSET,EUR,,,,', '2 code: 1 to 64 of letters, digits and . : _ -'],
    ['a name', 'a,,ASSET,EUR,,,,', '2 name: 1 to 200 characters'],
    ['a type', 'a,N,BANK,EUR,,,,', '2 type: "BANK" is none of ASSET, LIABILITY, EQUITY, REVENUE, EXPENSE'],
    ['a currency', 'a,N,ASSET,XYZ,,,,', '2 currency: "XYZ" is no currency of ISO 4217'],
    ['a floor', 'a,N,ASSET,EUR,1.001,,,', '2 overdraftFloor: EUR has 2 decimals'],
    ['a parent', 'a,N,ASSET,EUR,,b,,', '2 parentCode: no account "b"'],
    ['itself as parent', 'a,N,ASSET,EUR,,a,,', '2 parentCode: it is below itself'],
    ['metadata', 'a,N,ASSET,EUR,,,[1],', '2 metadata: not a JSON object'],
    ['a status', 'a,N,ASSET,EUR,,,,GONE', '2 status: "GONE" is none of OPEN, FROZEN, CLOSED'],
    ['a code twice', 'a,N,ASSET,EUR,,,,\na,N,ASSET,EUR,,,,', '3 code: "a" is there twice'],
    ['too few fields', 'a,N', '2: 2 fields instead of 8'],
  ])('with %s that is wrong is told where', async (_name, rows, problem) => {
    expect((await accounts(`${HEADER}\n${rows}\n`)).problems).toEqual([problem]);
  });

  test('must be that of the book where the book has one', async () => {
    const { problems } = await accounts('code,name,type,currency\nbank,Bank,EXPENSE,USD\n', CHART);
    expect(problems).toEqual([
      '2 type: the book has this account as ASSET',
      '2 currency: the book has this account in EUR',
    ]);
  });

  test.each([
    ['', '1: empty: the first line names the columns'],
    ['code,name,type\n', '1 currency: the column is missing'],
    ['code,name,type,currency,code\n', '1 code: the column is there twice'],
  ])('with the header %j is told so', async (text, problem) => {
    expect((await accounts(text)).problems).toEqual([problem]);
  });

  test('with a column that nobody knows is told which there are', async () => {
    const { problems } = await accounts('code,name,type,currency,colour\n');
    expect(problems[0]).toContain('1 colour: no such column: they are code, name,');
  });
});

describe('transactions', () => {
  const HEADER =
    'transactionId,effectiveAt,accountCode,direction,amount,currency,reference,description,metadata';
  const rows = (...lines: string[]) => [HEADER, ...lines, ''].join('\r\n');

  test('are the rows that follow each other, which need not repeat what the first one says', async () => {
    const { read, problems } = await transactions(
      rows(
        't1,2025-01-31,bank,DEBIT,1.5,EUR,R-1,"Sale, with ""comma""","{""a"":1}"',
        't1,,sales,CREDIT,1.50,EUR,,,',
        't2,2025-01-31T12:00:00Z,bank,CREDIT,2,EUR,,,',
        't2,2025-01-31T12:00:00Z,sales,DEBIT,2,EUR,,,',
      ),
    );
    expect(problems).toEqual([]);
    expect(read.map(({ line }) => line)).toEqual([2, 4]);
    expect(read[0]).toEqual({
      ...{ line: 2, transactionId: 't1', effectiveAt: '2025-01-31T00:00:00Z' },
      ...{ reference: 'R-1', description: 'Sale, with "comma"', metadata: { a: 1 } },
      postings: [
        { accountCode: 'bank', direction: 'DEBIT', amount: { amount: '1.50', currency: 'EUR' } },
        { accountCode: 'sales', direction: 'CREDIT', amount: { amount: '1.50', currency: 'EUR' } },
      ],
    });
  });

  const SALES = 't,,sales,CREDIT,1,EUR,,,';
  test.each([
    ['an account', 't,,till,DEBIT,1,EUR,,,', '2 accountCode: no account "till"'],
    ['a direction', 't,,bank,IN,1,EUR,,,', '2 direction: "IN" is none of DEBIT, CREDIT'],
    ['an amount', 't,,bank,DEBIT,"1,00",EUR,,,', '2 amount: "1,00" is not an amount such as 12.34'],
    [
      'a time',
      't,31.1.2025,bank,DEBIT,1,EUR,,,',
      '2 effectiveAt: "31.1.2025" is neither 2025-01-31T12:00:00Z nor 2025-01-31',
    ],
    ['a year', 't,9999-01-01,bank,DEBIT,1,EUR,,,', '2 effectiveAt: not from 1970 to 100 years ahead'],
    ['a reference', `t,,bank,DEBIT,1,EUR,${'x'.repeat(201)},,`, '2 reference: at most 200 characters'],
    [
      'a reference of two lines',
      't,,bank,DEBIT,1,EUR,"A\nB",,',
      '2 reference: a line break or another control character',
    ],
    ['metadata', 't,,bank,DEBIT,1,EUR,,,x', '2 metadata: not a JSON object'],
    [
      'too much metadata',
      `t,,bank,DEBIT,1,EUR,,,"{""a"":""${'x'.repeat(16_384)}""}"`,
      '2 metadata: JSON: at most 16384 characters.',
    ],
    ['a sum', 't,,bank,DEBIT,2,EUR,,,', '2 amount: debits and credits in EUR differ'],
    ['both sides', 't,,sales,DEBIT,1,EUR,,,', '2 accountCode: the account "sales" is on both sides'],
  ])('with %s that is wrong are told where', async (_name, row, problem) => {
    expect((await transactions(rows(row, SALES))).problems).toEqual([problem]);
  });

  test('are told everything that is wrong at once', async () => {
    const { problems } = await transactions(
      rows(
        ',,bank,DEBIT,1,EUR,,,',
        't,,dollars,DEBIT,1,EUR,A,,',
        't,,sales,CREDIT,-1,EUR,B,,',
        'u,,bank,DEBIT,1,EUR,,,',
        'u,,sales,CREDIT,1,EUR,,,',
        't,,bank,DEBIT,1,EUR,,,',
        't,,sales,CREDIT,1,EUR,,,',
      ),
    );
    expect(problems).toEqual([
      '2 transactionId: 1 to 100 characters',
      '2 transactionId: a transaction has 2 to 200 postings',
      '2 amount: debits and credits in EUR differ',
      '4 reference: not the same as in the transaction’s first row',
      '3 currency: the account is kept in USD',
      '4 amount: must be greater than zero',
      '3 amount: debits and credits in EUR differ',
      '7 transactionId: it was there before: its rows must follow each other',
    ]);
  });

  test('of too many postings are told so, and not held', async () => {
    const many = Array.from(
      { length: 300 },
      (_, n) => `t,,${n % 2 ? 'sales' : 'bank'},${n % 2 ? 'CREDIT' : 'DEBIT'},1,EUR,,,`,
    );
    expect((await transactions(rows(...many))).problems[0]).toBe(
      '2 transactionId: a transaction has 2 to 200 postings',
    );
  });

  test('with more problems than anybody reads are told how many', async () => {
    const { problems } = await transactions(rows(...Array(100).fill('t,,till,DEBIT,1,EUR,,,')));
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems.at(-1)).toMatch(/^… and \d+ more\.$/);
  });
});
