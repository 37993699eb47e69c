import { narrow } from './narrow.ts';
import type { Caller, Services } from './services.ts';
import { type TransferCashCall, transferCash } from './transferCash.ts';

/** In the order of precedence. */
const REFUSALS = [
  'IdempotencyConflict',
  'UnknownCashPoint',
  'InvalidAmount',
  'CurrencyMismatch',
  'PeriodClosed',
  'AccountClosed',
  'AccountFrozen',
  'InsufficientFunds',
] as const;

/** Cash is carried from one cash point to another. */
export const moveCash = async (services: Services, caller: Caller, call: TransferCashCall) =>
  narrow(await transferCash(services, caller, 'moveCash', call), REFUSALS);
