import { type ChangeHoldCall, changeHold } from './changeHold.ts';
import { narrow } from './narrow.ts';
import type { Caller, Services } from './services.ts';

/** In the order of precedence. */
const REFUSALS = ['IdempotencyConflict', 'UnknownHold', 'HoldExpired', 'HoldAlreadySettled'] as const;

/** Gives back what remains of a hold. */
export async function releaseHold(services: Services, caller: Caller, call: ChangeHoldCall) {
  const outcome = await changeHold(services, caller, 'releaseHold', call, (terms) => ({
    kind: 'releaseHold',
    ledgerId: terms.ledgerId,
    terms,
  }));
  return narrow(outcome, REFUSALS);
}
