import { createLoader, type Loader } from 'platform/dataloader/dataloader';
import type { SubgraphCall } from 'platform/graphql/execute';
import { newId } from 'platform/kernel/ids';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Account } from './domain/account/account.ts';
import type { CashCount } from './domain/cash/cashCount.ts';
import type { CashPoint } from './domain/cash/cashPoint.ts';
import type { FxRate } from './domain/fx/rate.ts';
import type { HoldState } from './domain/hold/hold.ts';
import type { Ledger } from './domain/ledger/ledger.ts';
import type { RecordedTransaction, TransactionId } from './domain/transaction/transaction.ts';
import type { Balance, PointOfView } from './read-models/balance/balance.ts';
import { readBalances } from './read-models/balance/read.ts';
import { findCaptures } from './read-models/holds/captures.ts';
import { findReversals, findTransactions } from './read-models/transactions/find.ts';
import { readVolumes, type Volumes } from './read-models/volumes/read.ts';
import type { Window } from './read-models/within.ts';
import { findAccounts } from './storage/stores/accounts.ts';
import { findCashCounts, findLastCounts } from './storage/stores/cashCounts.ts';
import { findCashPoints } from './storage/stores/cashPoints.ts';
import { findFxRates } from './storage/stores/fxRates.ts';
import { findHolds } from './storage/stores/holds.ts';
import { findLedgers } from './storage/stores/ledgers.ts';
import type { Caller, Services } from './use-cases/services.ts';

/** What the resolvers of one request share. */
export interface Context extends Caller {
  readonly services: Services;
  readonly ledgers: Loader<string, Ledger>;
  readonly accounts: Loader<string, Account>;
  readonly transactions: Loader<string, RecordedTransaction>;
  readonly fxRates: Loader<string, FxRate>;
  readonly holds: Loader<string, HoldState>;
  /** Hold → the transactions that captured it, in order. */
  readonly captures: Loader<string, readonly string[]>;
  readonly cashPoints: Loader<string, CashPoint>;
  readonly cashCounts: Loader<string, CashCount>;
  /** Cash point → its last count. */
  readonly lastCounts: Loader<string, CashCount>;
  /** Reversed transaction → the transaction that reversed it. */
  readonly reversals: Loader<string, TransactionId>;
  /** The balance of an account from a point of view: one batch per point of view. */
  readonly balance: LoadView<PointOfView, Balance>;
  /** What moved on an account in a window: one batch per window. */
  readonly volumes: LoadView<Window, Volumes>;
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
      balance: loadersByView(nameOfPoint, (ids, at) => readBalances(services, actor.tenantId, ids, at)),
      volumes: loadersByView(nameOfWindow, (ids, window) =>
        readVolumes(services, actor.tenantId, ids, window),
      ),
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
  fxRates: createLoader(async (ids: readonly string[]) =>
    byId(await findFxRates(reader, ids), ({ id }) => id),
  ),
  holds: createLoader(async (ids: readonly string[]) => byId(await findHolds(reader, ids), ({ id }) => id)),
  captures: createLoader((ids: readonly string[]) => findCaptures(reader, ids)),
  cashPoints: createLoader(async (ids: readonly string[]) =>
    byId(await findCashPoints(reader, ids), ({ id }) => id),
  ),
  cashCounts: createLoader(async (ids: readonly string[]) =>
    byId(await findCashCounts(reader, ids), ({ id }) => id),
  ),
  lastCounts: createLoader(async (ids: readonly string[]) =>
    byId(await findLastCounts(reader, ids), ({ cashPointId }) => cashPointId),
  ),
  reversals: createLoader((ids: readonly string[]) => findReversals(reader, ids)),
});

interface LoadView<View, Value> extends Pick<Loader<string, Value>, 'clear'> {
  (id: string, view: View): Promise<Value | null>;
}

/** A loader for each view that is asked for. */
function loadersByView<View, Value>(
  nameOf: (view: View) => string,
  read: (ids: readonly string[], view: View) => Promise<ReadonlyMap<string, Value>>,
): LoadView<View, Value> {
  const loaders = new Map<string, Loader<string, Value>>();
  const load = (id: string, view: View) => {
    const name = nameOf(view);
    const loader = loaders.get(name) ?? createLoader((ids: readonly string[]) => read(ids, view));
    loaders.set(name, loader);
    return loader.load(id);
  };
  return Object.assign(load, { clear: () => loaders.clear() });
}

const nameOfPoint = ({ effectiveAt, recordedAt }: PointOfView): string =>
  `${effectiveAt ?? ''}/${recordedAt ?? ''}`;

const nameOfWindow = ({ effectiveFrom, effectiveTo, recordedFrom, recordedTo }: Window): string =>
  [effectiveFrom, effectiveTo, recordedFrom, recordedTo].map((end) => end ?? '').join('/');

const byId = <Value>(values: readonly Value[], idOf: (value: Value) => string): ReadonlyMap<string, Value> =>
  new Map(values.map((value) => [idOf(value), value]));
