import { narrow } from './narrow.ts';
import type { Caller, Services } from './services.ts';
import { type TransferCashCall, transferCash } from './transferCash.ts';

/** In the order of precedence. */
const REFUSALS = [
  'IdempotencyConflict',
  'UnknownCashPoint',
  'UnknownAccount',
  'InvalidAmount',
  'CurrencyMismatch',
  'PeriodClosed',
  'AccountClosed',
  'AccountFrozen',
  'InsufficientFunds',
] as const;

/** Cash comes in from an account. */
export const depositCash = async (services: Services, caller: Caller, call: TransferCashCall) =>
  narrow(await transferCash(services, caller, 'depositCash', call), REFUSALS);
