import { reopen } from '../domain/ledger/period.ts';
import { type ChangePeriodCall, type ChangePeriodResult, changePeriod } from './changePeriod.ts';
import type { Caller, Services } from './services.ts';

/** Opens again what lies after an instant. */
export const reopenPeriod = (
  services: Services,
  caller: Caller,
  call: ChangePeriodCall,
): ChangePeriodResult<never> => changePeriod(services, caller, 'reopenPeriod', call, reopen);
