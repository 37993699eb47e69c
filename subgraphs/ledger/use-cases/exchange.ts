import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, parseIdempotencyKey } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import { present } from 'platform/kernel/assert';
import type { Instant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { ok, type Result } from 'platform/kernel/result';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../domain/account/account.ts';
import { fxClearing, fxSpread } from '../domain/account/house.ts';
import type { AccountCodeTaken } from '../domain/account/open.ts';
import type { BookRefusal } from '../domain/book/entry.ts';
import {
  type ExchangeOrder,
  type ExchangeRefusal,
  exchangePostings,
  type Market,
  priceExchange,
} from '../domain/fx/price.ts';
import type { FxRate } from '../domain/fx/rate.ts';
import type { Particulars, PostTransaction } from '../domain/transaction/transaction.ts';
import { findAccounts } from '../storage/stores/accounts.ts';
import { findRateAsOf } from '../storage/stores/fxRates.ts';
import { ledgerExists } from '../storage/stores/ledgers.ts';
import type { Receipt } from '../storage/writer/request.ts';
import { houseAccounts } from './houseAccounts.ts';
import { inFieldsOf } from './inFieldsOf.ts';
import { mayOverride } from './mayOverride.ts';
import { narrow } from './narrow.ts';
import { type KeyedCall, refuseUnderKey } from './refuseUnderKey.ts';
import type { Caller, Services } from './services.ts';

export interface ExchangeCall extends KeyedCall {
  readonly order: ExchangeOrder;
  readonly particulars: Particulars;
}

const MUTATION = 'exchange';

/** In the order of precedence. */
const REFUSALS = [
  'IdempotencyConflict',
  'UnknownLedger',
  'UnknownAccount',
  'InvalidAmount',
  'CurrencyMismatch',
  'SameCurrency',
  'RateUnavailable',
  'AccountCodeTaken',
  'PeriodClosed',
  'AccountClosed',
  'AccountFrozen',
  'InsufficientFunds',
] as const;

/** Of which fields of the input the first postings are made; the others are on accounts of the house. */
const FIELDS = [
  { accountId: 'fromAccountId', amount: 'sell' },
  { accountId: 'toAccountId', amount: 'sell' },
];

type ExchangeOutcome = Result<
  Receipt,
  ExchangeRefusal | AccountCodeTaken | BookRefusal | IdempotencyConflict
>;

/**
 * Sells an amount of one account and buys in another one's currency. Priced before the book is locked, at the rate
 * that is known then: terms of accounts and rates are never changed, and the transaction says which rate it was.
 */
export async function exchange(services: Services, caller: Caller, call: ExchangeCall) {
  const { actor, cause } = caller;
  requireScope(actor, 'ledger:write');
  const key = parseIdempotencyKey(call.idempotencyKey);
  const priced = await price(services, caller, call);
  const outcome: ExchangeOutcome = priced.ok
    ? await services.writer.post({
        tenantId: actor.tenantId,
        command: {
          kind: 'postTransaction',
          ...call.particulars,
          ...priced.value,
          reverses: null,
          mayOverride: mayOverride(actor),
        },
        claim: { mutation: MUTATION, key, inputHash: hashInput(call.input) },
        cause,
        answerRefusal: false,
      })
    : await refuseUnderKey(services, caller, MUTATION, call, priced.error);
  return narrow(inFieldsOf(outcome, FIELDS), REFUSALS);
}

type PricedExchange = Pick<PostTransaction, 'ledgerId' | 'postings' | 'exchange'>;

async function price(
  services: Services,
  caller: Caller,
  { order, particulars }: ExchangeCall,
): Promise<Result<PricedExchange, ExchangeRefusal | AccountCodeTaken>> {
  const market = await readMarket(services.reader(caller.actor.tenantId), order, particulars.effectiveAt);
  const priced = priceExchange(order, market);
  if (!priced.ok) return priced;
  const { sold, bought, spread } = priced.value;
  const [soldClearing, boughtClearing] = [fxClearing(sold.currency), fxClearing(bought.currency)];
  const keptBack = spread.minor > 0n ? fxSpread(spread.currency) : undefined;
  const ledgerId = order.ledgerId as LedgerId;
  const wanted = [soldClearing, boughtClearing, ...(keptBack ? [keptBack] : [])];
  const house = await houseAccounts(services, caller, ledgerId, wanted);
  if (!house.ok) return house;
  const postings = exchangePostings(priced.value, {
    from: present(market.from, 'what was priced has both accounts'),
    to: present(market.to, 'what was priced has both accounts'),
    soldClearing: house.value(soldClearing),
    boughtClearing: house.value(boughtClearing),
    spread: keptBack && house.value(keptBack),
  });
  return ok({ ledgerId, postings, exchange: priced.value });
}

async function readMarket(reader: Reader, order: ExchangeOrder, at: Instant | undefined): Promise<Market> {
  const { ledgerId, fromAccountId, toAccountId } = order;
  const [exists, accounts] = await Promise.all([
    ledgerExists(reader, ledgerId),
    findAccounts(reader, [fromAccountId, toAccountId]),
  ]);
  const from = accounts.find(({ id }) => id === fromAccountId);
  const to = accounts.find(({ id }) => id === toAccountId);
  const asks = order.rate === undefined && from && to;
  return {
    ledgerExists: exists,
    from,
    to,
    storedRate: asks ? await findStoredRate(reader, ledgerId, from.currency, to.currency, at) : undefined,
  };
}

/** That of the pair itself, or else of the inverse pair. */
const findStoredRate = async (
  reader: Reader,
  ledgerId: string,
  sold: CurrencyCode,
  bought: CurrencyCode,
  effectiveAt: Instant | undefined,
): Promise<FxRate | undefined> =>
  (await findRateAsOf(reader, { ledgerId, base: sold, quote: bought, effectiveAt })) ??
  (await findRateAsOf(reader, { ledgerId, base: bought, quote: sold, effectiveAt }));
