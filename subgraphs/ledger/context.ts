import { createLoader, type Loader } from 'platform/dataloader/dataloader';
import type { SubgraphCall } from 'platform/graphql/execute';
import { newId, type TenantId } from 'platform/kernel/ids';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Account } from './domain/account/account.ts';
import type { Ledger } from './domain/ledger/ledger.ts';
import type { RecordedTransaction, TransactionId } from './domain/transaction/transaction.ts';
import type { Balance, PointOfView } from './read-models/balance/balance.ts';
import { readBalances } from './read-models/balance/read.ts';
import { findReversals, findTransactions } from './read-models/transactions/find.ts';
import { findAccounts } from './storage/stores/accounts.ts';
import { findLedgers } from './storage/stores/ledgers.ts';
import type { Caller, Services } from './use-cases/services.ts';

/** What the resolvers of one request share. */
export interface Context extends Caller {
  readonly services: Services;
  readonly ledgers: Loader<string, Ledger>;
  readonly accounts: Loader<string, Account>;
  readonly transactions: Loader<string, RecordedTransaction>;
  /** Reversed transaction → the transaction that reversed it. */
  readonly reversals: Loader<string, TransactionId>;
  /** The balance of an account from a point of view: one batch per point of view. */
  readonly balance: (accountId: string, at: PointOfView) => Promise<Balance | null>;
  /** The request's variables as they were sent. */
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

export const createContext =
  (services: Services) =>
  ({ actor, request }: SubgraphCall): Context => {
    const requestId = request.requestId ?? newId('req');
    return {
      actor,
      cause: {
        actor: actor.id,
        correlationId: requestId,
        causationId: requestId,
        ...(request.traceparent ? { traceparent: request.traceparent } : {}),
      },
      services,
      ...loadersOf(services.reader(actor.tenantId)),
      balance: balanceLoaders(services, actor.tenantId),
      variables: request.variables,
    };
  };

const loadersOf = (reader: Reader) => ({
  ledgers: createLoader(async (ids: readonly string[]) =>
    byId(await findLedgers(reader, ids), ({ id }) => id),
  ),
  accounts: createLoader(async (ids: readonly string[]) =>
    byId(await findAccounts(reader, ids), ({ id }) => id),
  ),
  transactions: createLoader(async (ids: readonly string[]) =>
    byId(await findTransactions(reader, ids), ({ transactionId }) => transactionId),
  ),
  reversals: createLoader((ids: readonly string[]) => findReversals(reader, ids)),
});

function balanceLoaders(services: Services, tenantId: TenantId): Context['balance'] {
  const loaders = new Map<string, Loader<string, Balance>>();
  return (accountId, at) => {
    const view = `${at.effectiveAt ?? ''}/${at.recordedAt ?? ''}`;
    const loader =
      loaders.get(view) ??
      createLoader((ids: readonly string[]) => readBalances(services, tenantId, ids, at));
    loaders.set(view, loader);
    return loader.load(accountId);
  };
}

const byId = <Value>(values: readonly Value[], idOf: (value: Value) => string): ReadonlyMap<string, Value> =>
  new Map(values.map((value) => [idOf(value), value]));
