import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, parseIdempotencyKey } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import { newId } from 'platform/kernel/ids';
import type { Money } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { overShort } from '../domain/account/house.ts';
import type { AccountCodeTaken } from '../domain/account/open.ts';
import type { BookRefusal } from '../domain/book/entry.ts';
import type { CountCash, Denomination } from '../domain/cash/cashCount.ts';
import { type UnknownCashPoint, unknownCashPoint } from '../domain/cash/cashPoint.ts';
import {
  type CurrencyMismatch,
  currencyMismatch,
  type InvalidAmount,
} from '../domain/transaction/refusals.ts';
import { findCashPoints } from '../storage/stores/cashPoints.ts';
import type { Receipt } from '../storage/writer/request.ts';
import { houseAccounts } from './houseAccounts.ts';
import { inFieldsOf } from './inFieldsOf.ts';
import { mayOverride } from './mayOverride.ts';
import { narrow } from './narrow.ts';
import { type KeyedCall, refuseUnderKey } from './refuseUnderKey.ts';
import type { Caller, Services } from './services.ts';

export interface CountCashCall extends KeyedCall {
  readonly cashPointId: string;
  /** Not below zero. */
  readonly counted: Result<Money, InvalidAmount>;
  readonly denominations: readonly Denomination[] | null;
  readonly description: string | null;
}

const MUTATION = 'countCash';

/** In the order of precedence. */
const REFUSALS = [
  'IdempotencyConflict',
  'UnknownCashPoint',
  'InvalidAmount',
  'CurrencyMismatch',
  'AccountCodeTaken',
  'PeriodClosed',
  'AccountClosed',
  'AccountFrozen',
  'InsufficientFunds',
] as const;

/** The difference is posted on the cash point's account first, then on one of the house. */
const FIELDS = [{ accountId: 'cashPointId', amount: 'counted' }];

type Unasked = UnknownCashPoint | InvalidAmount | CurrencyMismatch | AccountCodeTaken;
type CountCashOutcome = Result<Receipt, Unasked | BookRefusal | IdempotencyConflict>;

/** Records what was counted. What ought to be there is read, and the difference posted, under the book's lock. */
export async function countCash(services: Services, caller: Caller, call: CountCashCall) {
  const { actor, cause } = caller;
  requireScope(actor, 'ledger:write');
  const key = parseIdempotencyKey(call.idempotencyKey);
  const command = await commandOf(services, caller, call);
  const outcome: CountCashOutcome = command.ok
    ? await services.writer.post({
        tenantId: actor.tenantId,
        command: command.value,
        claim: { mutation: MUTATION, key, inputHash: hashInput(call.input) },
        cause,
        answerRefusal: false,
      })
    : await refuseUnderKey(services, caller, MUTATION, call, command.error);
  return narrow(inFieldsOf(outcome, FIELDS), REFUSALS);
}

/** What a cash point is never changes, so it is read before the book is locked. */
async function commandOf(
  services: Services,
  caller: Caller,
  { cashPointId, counted, denominations, description }: CountCashCall,
): Promise<Result<CountCash, Unasked>> {
  const [point] = await findCashPoints(services.reader(caller.actor.tenantId), [cashPointId]);
  if (!point) return refuse(unknownCashPoint(cashPointId, 'cashPointId'));
  if (!counted.ok) return counted;
  if (counted.value.currency !== point.currency) {
    return refuse(currencyMismatch(point.currency, counted.value.currency, ['input', 'counted']));
  }
  const house = await houseAccounts(services, caller, point.ledgerId, [overShort(point.currency)]);
  if (!house.ok) return house;
  return ok({
    kind: 'countCash',
    ...{ id: newId('count'), transactionId: newId('txn'), ledgerId: point.ledgerId, point },
    ...{ counted: counted.value, denominations, description },
    overShortAccountId: house.value(overShort(point.currency)),
    mayOverride: mayOverride(caller.actor),
  });
}
