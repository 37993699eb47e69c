import { createClient } from '@client/typescript/client';
import { ClientError } from '@client/typescript/errors';
import { Command, InvalidArgumentError } from 'commander';
import { openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { stopwatch } from 'platform/local-stack/stack';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { currentMode, keysFolder, runningState } from 'platform/local-stack/state';
import { openBook, pay, post } from './seed/demo.ts';

interface Options {
  readonly tenant: string;
  readonly transactions: number;
  readonly payments: number;
}

const MAX_COUNT = 1_000_000;
const LANES = 8;
const REPORT_EVERY_MS = 1_000;
const SCOPES = ['ledger:read', 'ledger:write', 'payments:read', 'payments:write'];

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= MAX_COUNT) return value;
  throw new InvalidArgumentError(`Expected a number from 0 to ${MAX_COUNT}.`);
}

const command = new Command('seed')
  .description('Loads a demo tenant through the API of the running supergraph. Again: finds what is there.')
  .option('--tenant <name>', 'the tenant', 'demo')
  .option('--transactions <count>', 'how many', count, 1_000)
  .option('--payments <count>', 'how many', count, 50)
  .parse();

await runCommand(async () => {
  const { tenant, transactions, payments } = command.opts<Options>();
  const client = await connect(tenant);
  const book = await openBook(client);
  console.log(`Book ${book.ledgerId} with ${book.accountIds.size} accounts`);
  await inLanes('transactions', transactions, (n) => post(client, book, n));
  await inLanes('payments', payments, (n) => pay(client, n));
  await client.close();
});

async function connect(tenant: string) {
  const mode = currentMode();
  const state = runningState(mode);
  if (!state) throw new StartupError('No supergraph is running here: "npm start" first.');
  const issuer = await openDevelopmentIssuer(keysFolder(mode));
  const token = await issuer.signDevelopmentToken({ tenant, actor: 'seed', scopes: SCOPES });
  return createClient({ url: state.gatewayUrl, token });
}

/** Does 0 to `total - 1`, a few at a time, and says how far it is. */
async function inLanes(what: string, total: number, work: (n: number) => Promise<void>): Promise<void> {
  const seconds = stopwatch();
  let next = 0;
  const progress = setInterval(() => console.log(`${what}: ${next} of ${total}`), REPORT_EVERY_MS);
  const lane = async () => {
    for (let n = next++; n < total; n = next++) await work(n);
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } catch (error) {
    throw error instanceof ClientError ? new StartupError(`${what}: ${error.code}, ${error.message}`) : error;
  } finally {
    clearInterval(progress);
  }
  console.log(`${what}: ${total} after ${seconds()} s`);
}
