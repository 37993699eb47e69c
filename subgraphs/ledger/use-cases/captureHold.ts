import type { InvalidAmount } from 'platform/graphql/money';
import { newId } from 'platform/kernel/ids';
import type { Money } from 'platform/kernel/money';
import type { Result } from 'platform/kernel/result';
import { type ChangeHoldCall, changeHold } from './changeHold.ts';
import { mayOverride } from './mayOverride.ts';
import { narrow } from './narrow.ts';
import type { Caller, Services } from './services.ts';

export interface CaptureHoldCall extends ChangeHoldCall {
  /** Greater than zero, or why it is not an amount; none: all that remains. */
  readonly amount: Result<Money, InvalidAmount> | undefined;
  readonly final: boolean;
}

/** In the order of precedence. */
const REFUSALS = [
  'IdempotencyConflict',
  'UnknownHold',
  'InvalidAmount',
  'CurrencyMismatch',
  'PeriodClosed',
  'AccountClosed',
  'AccountFrozen',
  'HoldExpired',
  'HoldAlreadySettled',
  'HoldAmountExceeded',
] as const;

/** Posts what a hold promises. */
export async function captureHold(services: Services, caller: Caller, call: CaptureHoldCall) {
  const outcome = await changeHold(services, caller, 'captureHold', call, (terms) => ({
    kind: 'captureHold',
    ledgerId: terms.ledgerId,
    terms,
    transactionId: newId('txn'),
    amount: call.amount,
    final: call.final,
    mayOverride: mayOverride(caller.actor),
  }));
  return narrow(outcome, REFUSALS);
}
