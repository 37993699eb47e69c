import { type AccountNotEmpty, close } from '../domain/account/status.ts';
import type { AccountClosed, AccountFrozen } from '../domain/transaction/refusals.ts';
import { type ChangeStatusCall, type ChangeStatusResult, changeStatus } from './changeStatus.ts';
import type { Caller, Services } from './services.ts';

/** Ends an account that has nothing left. */
export const closeAccount = (
  services: Services,
  caller: Caller,
  call: ChangeStatusCall,
): ChangeStatusResult<AccountClosed | AccountFrozen | AccountNotEmpty> =>
  changeStatus(services, caller, 'closeAccount', call, close);
