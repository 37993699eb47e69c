import { unfreeze } from '../domain/account/status.ts';
import type { AccountClosed } from '../domain/transaction/refusals.ts';
import { type ChangeStatusCall, type ChangeStatusResult, changeStatus } from './changeStatus.ts';
import type { Caller, Services } from './services.ts';

/** Lets a frozen account take postings again. */
export const unfreezeAccount = (
  services: Services,
  caller: Caller,
  call: ChangeStatusCall,
): ChangeStatusResult<AccountClosed> => changeStatus(services, caller, 'unfreezeAccount', call, unfreeze);
