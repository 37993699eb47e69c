import { present } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Account, AccountId, LedgerId } from '../domain/account/account.ts';
import { type HouseAccount, isHouseAccount } from '../domain/account/house.ts';
import type { AccountCodeTaken } from '../domain/account/open.ts';
import { findAccountsByCode } from '../storage/stores/accounts.ts';
import { recordAccount } from './openAccount.ts';
import type { Caller, Services } from './services.ts';

/** The id of one of the house accounts that were asked for. */
export type HouseAccountIds = (account: HouseAccount) => AccountId;

/**
 * The book's own accounts, opened where they are missing: of several callers at once one opens them. Refused
 * when an account of another type or currency has the code of one.
 */
export async function houseAccounts(
  services: Services,
  caller: Caller,
  ledgerId: LedgerId,
  wanted: readonly HouseAccount[],
): Promise<Result<HouseAccountIds, AccountCodeTaken>> {
  const { tenantId } = caller.actor;
  const codes = wanted.map(({ code }) => code);
  const find = () => findAccountsByCode(services.reader(tenantId), ledgerId, codes);
  const found = await find();
  if (found.length === wanted.length) return checked(found, wanted);
  const missing = wanted.filter(({ code }) => !found.some((account) => account.code === code));
  await services.unitOfWork(tenantId, async (uow) => {
    // Refused when somebody else has opened it meanwhile: then it is there.
    for (const account of missing) await recordAccount(services, uow, caller, opening(ledgerId, account));
  });
  return checked(await find(), wanted);
}

const opening = (ledgerId: LedgerId, account: HouseAccount) => ({
  ...account,
  accountId: newId('acct'),
  ledgerId,
  overdraftFloor: undefined,
  parentId: undefined,
  metadata: null,
});

function checked(
  found: readonly Account[],
  wanted: readonly HouseAccount[],
): Result<HouseAccountIds, AccountCodeTaken> {
  const accounts = new Map(found.map((account) => [account.code, account]));
  const accountOf = ({ code }: HouseAccount) => present(accounts.get(code), `${code} is open`);
  const taken = wanted.find((house) => !isHouseAccount(accountOf(house), house));
  return taken ? refuse(codeTaken(taken)) : ok((house) => accountOf(house).id);
}

const codeTaken = ({ code, type, currency }: HouseAccount): AccountCodeTaken => ({
  type: 'AccountCodeTaken',
  message: `The account ${code} of the ledger is not one of the type ${type} in ${currency}.`,
  path: ['input', 'ledgerId'],
});
