import { freeze } from '../domain/account/status.ts';
import type { AccountClosed, AccountFrozen } from '../domain/transaction/refusals.ts';
import { type ChangeStatusCall, type ChangeStatusResult, changeStatus } from './changeStatus.ts';
import type { Caller, Services } from './services.ts';

/** Stops all postings to an account, but by those who may override. */
export const freezeAccount = (
  services: Services,
  caller: Caller,
  call: ChangeStatusCall,
): ChangeStatusResult<AccountClosed | AccountFrozen> =>
  changeStatus(services, caller, 'freezeAccount', call, freeze);
