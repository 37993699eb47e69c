import { reopen } from '../domain/account/status.ts';
import type { AccountFrozen } from '../domain/transaction/refusals.ts';
import { type ChangeStatusCall, type ChangeStatusResult, changeStatus } from './changeStatus.ts';
import type { Caller, Services } from './services.ts';

/** Opens a closed account again. */
export const reopenAccount = (
  services: Services,
  caller: Caller,
  call: ChangeStatusCall,
): ChangeStatusResult<AccountFrozen> => changeStatus(services, caller, 'reopenAccount', call, reopen);
