import type { Client } from '@client/typescript/client';
import { TrialBalanceDocument } from '@client/typescript/documents';
import { ClientError } from '@client/typescript/errors';
import { Command, InvalidArgumentError } from 'commander';
import { stopwatch } from 'platform/local-stack/stack';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { connect } from './connect.ts';
import { openBook } from './seed/book.ts';
import { countTill, fillTill } from './seed/cash.ts';
import { BEGINNING } from './seed/company/calendar.ts';
import { yearOf } from './seed/company/year.ts';
import { inLanes } from './seed/lanes.ts';
import { loadMonth } from './seed/month.ts';
import { order } from './seed/orders.ts';
import { pay } from './seed/payments.ts';

interface Options {
  readonly tenant: string;
  readonly transactions: number;
  readonly payments: number;
}

const MAX_COUNT = 1_000_000;
const ORDERS = 30;
const SCOPES = ['ledger:read', 'ledger:write', 'payments:read', 'payments:write'];

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= MAX_COUNT) return value;
  throw new InvalidArgumentError(`Expected a number from 0 to ${MAX_COUNT}.`);
}

const command = new Command('seed')
  .description(
    'Loads the year 2025 of a coffee roaster, and payments, through the API of the running supergraph. ' +
      'Again: finds what is there.',
  )
  .option('--tenant <name>', 'the tenant', 'demo')
  .option(
    '--transactions <count>',
    'about how many, 500 or more; each number is a book of its own',
    count,
    5_000,
  )
  .option('--payments <count>', 'how many', count, 50)
  .parse();

await runCommand(async () => {
  const { tenant, transactions, payments } = command.opts<Options>();
  const client = await connect(tenant, 'seed', SCOPES);
  try {
    await loadCompany(client, transactions);
    await inLanes('payments', [...Array(payments).keys()], (n) => pay(client, n));
    console.log(`${payments} payments`);
  } catch (error) {
    throw error instanceof ClientError ? new StartupError(`${error.code}: ${error.message}`) : error;
  } finally {
    await client.close();
  }
});

async function loadCompany(client: Client, transactions: number): Promise<void> {
  const seconds = stopwatch();
  const book = await openBook(client, 'Kestrel Coffee', `seed-${transactions}`);
  console.log(`Book ${book.ledgerId}`);
  await fillTill(book, BEGINNING);
  for (const month of yearOf(transactions)) {
    await loadMonth(book, month);
    const state = month.closedThrough ? 'closed' : 'open';
    console.log(`${month.name}: ${month.entries.length} transactions, ${state}, after ${seconds()} s`);
  }
  await countTill(book);
  await inLanes('orders', [...Array(ORDERS).keys()], (n) => order(book, n));
  console.log(`${ORDERS} orders paid in advance`);
  const { trialBalance } = await client.query(TrialBalanceDocument, { ledgerId: book.ledgerId });
  for (const { currency, debits, credits } of trialBalance.currencies)
    console.log(`Trial balance, ${currency}: debits ${debits.amount}, credits ${credits.amount}`);
}
