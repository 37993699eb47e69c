import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ExecutionResult } from 'graphql';
import { pino } from 'pino';
import { type Actor, verified } from 'platform/auth/actor';
import { trustedKeys } from 'platform/auth/service-keys';
import { createEventStore } from 'platform/event-store/store';
import { createExecute } from 'platform/graphql/execute';
import { buildSchema } from 'platform/graphql/subgraph-schema';
import type { TenantId } from 'platform/kernel/ids';
import { createMetrics } from 'platform/telemetry/metrics';
import type { Database } from 'platform/tenancy/database';
import { type TestDatabase, testDatabase } from 'platform/testing/postgres';
import { createContext } from '../context.ts';
import { LEDGER_EVENTS } from '../contract/events.ts';
import { resolvers } from '../resolvers/resolvers.ts';
import { ledgerDatabase } from '../storage/database.ts';
import { createBookWriter } from '../storage/writer/bookWriter.ts';
import type { Services } from '../use-cases/services.ts';

/** The ledger on a fresh database, asked through its schema as the gateway asks it; without relay and consumers. */
export interface TestLedger<Opened extends Database = TestDatabase> {
  readonly database: Opened;
  readonly services: Services;
  ask<Data = Record<string, never>>(query: string, variables?: object, actor?: Actor): Promise<Data>;
  execute(query: string, variables?: object, actor?: Actor): Promise<ExecutionResult>;
  close(): Promise<void>;
}

export const actorOf = (tenant: string, scopes = ['ledger:read', 'ledger:write']): Actor =>
  verified({ id: `user-of-${tenant}`, tenantId: tenant as TenantId, scopes: new Set(scopes), kind: 'user' });

export const acme = actorOf('acme');
export const globex = actorOf('globex');

export const startTestLedger = async (): Promise<TestLedger> => ledgerOn(await testDatabase(ledgerDatabase));

/** Nothing is signed, and there is no bus. */
const UNSIGNED: Services['audit'] = { trusted: trustedKeys({ keys: [] }), published: async () => [] };

/** The same on a database that is open, which it closes in the end. */
export function ledgerOn<Opened extends Database>(database: Opened, audit = UNSIGNED): TestLedger<Opened> {
  const writer = createBookWriter(database);
  const store = createEventStore({ source: 'ledger', events: LEDGER_EVENTS });
  const { unitOfWork, reader } = database;
  const services: Services = { unitOfWork, reader, store, writer, audit };
  const schema = buildSchema(join(import.meta.dirname, '../schema'), resolvers);
  const run = createExecute({
    name: 'ledger',
    schema,
    createContext: createContext(services),
    logger: pino({ level: 'error' }),
    metrics: createMetrics(),
  });
  const execute: TestLedger<Opened>['execute'] = (query, variables = {}, actor = acme) =>
    run({ query, variables: variables as Record<string, unknown> }, actor);
  return {
    database,
    services,
    execute,
    ask: async <Data>(query: string, variables?: object, actor?: Actor) => {
      const { data, errors } = await execute(query, variables, actor);
      if (errors) throw new Error(`${errors[0]?.message} ${JSON.stringify(errors)}`);
      return data as Data;
    },
    close: async () => {
      await writer.close();
      await database.close();
    },
  };
}

export const key = (): string => randomUUID();

/** Until it is so late by the database's clock, which decides what counts by now. */
export const until = ({ database }: TestLedger, at: string) =>
  database.system.query('select pg_sleep_until($1)', [at]);

export const eur = (amount: string) => ({ amount, currency: 'EUR' });

interface Opened {
  readonly ledger?: { readonly id: string };
  readonly account?: { readonly id: string };
}

export async function openLedger(ledger: Pick<TestLedger<Database>, 'ask'>, actor = acme): Promise<string> {
  const { openLedger: result } = await ledger.ask<{ openLedger: Opened }>(
    `mutation ($input: OpenLedgerInput!) { openLedger(input: $input) { ... on OpenLedgerSuccess { ledger { id } } } }`,
    { input: { name: 'Book', idempotencyKey: key() } },
    actor,
  );
  return result.ledger?.id ?? '';
}

export async function openAccount(
  ledger: Pick<TestLedger<Database>, 'ask'>,
  ledgerId: string,
  code: string,
  more: object = {},
  actor = acme,
): Promise<string> {
  const input = {
    ledgerId,
    code,
    name: code,
    type: 'ASSET',
    currency: 'EUR',
    idempotencyKey: key(),
    ...more,
  };
  const { openAccount: result } = await ledger.ask<{ openAccount: Opened }>(
    `mutation ($input: OpenAccountInput!) {
       openAccount(input: $input) { __typename ... on OpenAccountSuccess { account { id } } ... on Error { message } } }`,
    { input },
    actor,
  );
  if (!result.account) throw new Error(JSON.stringify(result));
  return result.account.id;
}

export interface PostResult {
  readonly __typename: string;
  readonly code?: string;
  readonly path?: string[];
  readonly transaction?: { readonly id: string; readonly recordedAt: string; readonly effectiveAt: string };
  readonly [field: string]: unknown;
}

const POST = `
  mutation ($input: PostTransactionInput!) {
    postTransaction(input: $input) {
      __typename
      ... on PostTransactionSuccess { transaction { id recordedAt effectiveAt } }
      ... on Error { message code path }
      ... on PeriodClosed { closedThrough }
      ... on AccountClosed { accountId }
      ... on AccountFrozen { accountId }
      ... on InsufficientFunds { accountId available { amount } requested { amount } }
      ... on UnbalancedTransaction { currency difference { amount } }
      ... on CurrencyMismatch { expected actual }
    }
  }`;

/** Moves an amount from `credit` to `debit`; `more` is merged into the input. */
export const transfer = (debit: string, credit: string, amount: string, currency = 'EUR') => [
  { accountId: debit, direction: 'DEBIT', amount: { amount, currency } },
  { accountId: credit, direction: 'CREDIT', amount: { amount, currency } },
];

export async function post(
  ledger: TestLedger<Database>,
  ledgerId: string,
  postings: object[],
  more: object = {},
  actor = acme,
): Promise<PostResult> {
  const input = { ledgerId, postings, idempotencyKey: key(), ...more };
  return (await ledger.ask<{ postTransaction: PostResult }>(POST, { input }, actor)).postTransaction;
}

export interface BalanceResult {
  readonly posted: string;
  readonly available: string;
  readonly debits: string;
  readonly credits: string;
  readonly asOf: { readonly effectiveAt: string; readonly recordedAt: string };
}

export async function balance(
  ledger: TestLedger<Database>,
  id: string,
  at: object | null = null,
): Promise<BalanceResult> {
  const { account } = await ledger.ask<{ account: { balance: Record<string, { amount: string }> } }>(
    `query ($id: ID!, $at: AsOfInput) {
       account(id: $id) {
         balance(at: $at) {
           posted { amount } available { amount } debits { amount } credits { amount }
           asOf { effectiveAt recordedAt } } } }`,
    { id, at },
  );
  const { asOf, ...amounts } = account.balance;
  const texts = Object.fromEntries(Object.entries(amounts).map(([name, money]) => [name, money.amount]));
  return { ...texts, asOf } as unknown as BalanceResult;
}
