import { existsSync } from 'node:fs';
import type { Client } from '@client/typescript/client';
import { TrialBalanceDocument } from '@client/typescript/documents';
import { ClientError } from '@client/typescript/errors';
import { present } from 'platform/kernel/assert';
import { stopwatch } from 'platform/local-stack/stack';
import { StartupError } from 'platform/local-stack/startup-error';
import { connect } from '../connect.ts';
import { type Chart, type FileAccount, readAccounts } from './import/accounts.ts';
import { type BookAccount, openAccount, openBook, readChart, settleStatus } from './import/book.ts';
import { postAll } from './import/post.ts';
import { collectProblems } from './import/problems.ts';
import { readTransactions } from './import/transactions.ts';

export interface ImportOptions {
  readonly ledger?: string;
  readonly name?: string;
  readonly tenant: string;
  readonly accounts?: string;
  readonly transactions?: string;
  readonly dryRun?: true;
  readonly override?: true;
}

/** The files are not valid, and nothing was written. */
const EXIT_INVALID = 2;
const REPORT_EVERY_MS = 1_000;

/** What is valid as a whole, and how much of it there is. */
interface Contents {
  readonly accounts: readonly FileAccount[];
  readonly chart: Chart;
  readonly transactions: number;
}

/** Checks the files as a whole, then opens accounts and posts. What an earlier run did is not done again. */
export async function runImport(options: ImportOptions): Promise<void> {
  checkOptions(options);
  const { tenant, ledger, dryRun, override } = options;
  const needsApi = ledger !== undefined || !dryRun;
  const scopes = ['ledger:read', 'ledger:write', ...(override ? ['ledger:override'] : [])];
  const client = needsApi ? await connect(tenant, 'import', scopes) : undefined;
  try {
    const book: Chart = client && ledger ? await readChart(client, ledger) : new Map();
    const contents = await check(options, book);
    if (!contents) return;
    console.log(`Valid: ${contents.accounts.length} accounts, ${contents.transactions} transactions.`);
    if (client && !dryRun) await load(client, options, contents);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    throw new StartupError(
      `${error.code}: ${error.message}. What is done stays: the same command goes on from there.`,
    );
  } finally {
    await client?.close();
  }
}

function checkOptions({ ledger, name, accounts, transactions }: ImportOptions): void {
  if ((ledger === undefined) === (name === undefined)) {
    throw new StartupError('Into which book? Name either --ledger or --name.');
  }
  if (!accounts && !transactions) throw new StartupError('What? Name --accounts, --transactions or both.');
  if (name !== undefined && !accounts) throw new StartupError('A book that is new needs --accounts.');
  for (const file of [accounts, transactions]) {
    if (file && !existsSync(file)) throw new StartupError(`There is no file ${file}.`);
  }
}

/** Undefined when something is wrong, which has been said then. */
async function check(options: ImportOptions, book: Chart): Promise<Contents | undefined> {
  const problems = collectProblems();
  const accounts = options.accounts ? await readAccounts(options.accounts, book, problems) : [];
  const chart: Chart = new Map([...book, ...accounts.map((account) => [account.code, account] as const)]);
  let transactions = 0;
  if (options.transactions) {
    for await (const _transaction of readTransactions(options.transactions, chart, problems))
      transactions += 1;
  }
  if (problems.count() === 0) return { accounts, chart, transactions };
  for (const line of problems.lines()) console.error(line);
  console.error(`${problems.count()} problems: nothing was imported.`);
  process.exitCode = EXIT_INVALID;
  return undefined;
}

async function load(client: Client, options: ImportOptions, contents: Contents): Promise<void> {
  const seconds = stopwatch();
  const ledgerId = options.ledger ?? (await openBook(client, present(options.name, 'one of both is named')));
  console.log(`Book ${ledgerId}`);
  const chart = new Map(await readChart(client, ledgerId));
  const opened = await openMissing(client, ledgerId, contents.accounts, chart);
  console.log(
    `${opened} accounts opened, ${contents.accounts.length - opened} were there, after ${seconds()} s`,
  );
  if (options.transactions) {
    const transactions = readTransactions(options.transactions, contents.chart, collectProblems());
    await withProgress(contents.transactions, (onPosted) =>
      postAll({ client, ledgerId, chart, transactions, onPosted }),
    );
    console.log(`${contents.transactions} transactions are posted after ${seconds()} s`);
  }
  for (const account of contents.accounts) {
    await settleStatus(client, account, present(chart.get(account.code), 'it was opened').id);
  }
  await sayTrialBalance(client, ledgerId);
}

/** Adds to the chart what it lacks, parents first. Answers how many. */
async function openMissing(
  client: Client,
  ledgerId: string,
  accounts: readonly FileAccount[],
  chart: Map<string, BookAccount>,
): Promise<number> {
  let opened = 0;
  for (const account of accounts) {
    const { code, parentCode } = account;
    if (chart.has(code)) continue;
    const parentId = parentCode === undefined ? undefined : chart.get(parentCode)?.id;
    chart.set(code, await openAccount(client, ledgerId, account, parentId));
    opened += 1;
  }
  return opened;
}

async function withProgress(
  total: number,
  work: (onDone: (count: number) => void) => Promise<void>,
): Promise<void> {
  let done = 0;
  const progress = setInterval(() => console.log(`transactions: ${done} of ${total}`), REPORT_EVERY_MS);
  try {
    await work((count) => {
      done += count;
    });
  } finally {
    clearInterval(progress);
  }
}

async function sayTrialBalance(client: Client, ledgerId: string): Promise<void> {
  const { trialBalance } = await client.query(TrialBalanceDocument, { ledgerId });
  for (const { currency, debits, credits } of trialBalance.currencies)
    console.log(`Trial balance, ${currency}: debits ${debits.amount}, credits ${credits.amount}`);
}
