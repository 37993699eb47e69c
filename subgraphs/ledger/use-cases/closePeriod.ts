import { close } from '../domain/ledger/period.ts';
import type { PeriodClosed } from '../domain/transaction/refusals.ts';
import { type ChangePeriodCall, type ChangePeriodResult, changePeriod } from './changePeriod.ts';
import type { Caller, Services } from './services.ts';

/** Closes a book through an instant: nothing effective by then is recorded any more. */
export const closePeriod = (
  services: Services,
  caller: Caller,
  call: ChangePeriodCall,
): ChangePeriodResult<PeriodClosed> => changePeriod(services, caller, 'closePeriod', call, close);
