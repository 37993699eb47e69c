import { idempotent } from 'platform/graphql/idempotency';
import type { OpenAccountCommand } from '../contract/events.ts';
import type { AccountId, LedgerId } from '../domain/account/account.ts';
import type { Command } from './command.ts';
import { recordAccount } from './openAccount.ts';
import type { Services } from './services.ts';

/**
 * Opens an account for another service, which made its id. Nobody waits for the answer: a refusal is a fault, and not
 * stored, so that the command can be replayed when its cause is gone.
 */
export async function takeOpenAccount(services: Services, command: Command): Promise<void> {
  const { event, actor } = command;
  const data = event.data as OpenAccountCommand;
  const call = { mutation: 'command:openAccount', key: event.id, input: data, actor };
  await services.unitOfWork(actor.tenantId, (uow) =>
    idempotent(uow, call, async () => {
      const opened = await recordAccount(services, uow, command, {
        accountId: data.accountId as AccountId,
        ledgerId: data.ledgerId as LedgerId,
        code: data.code,
        name: data.name,
        type: data.type,
        currency: data.currency,
        overdraftFloor: undefined,
        parentId: undefined,
        metadata: null,
      });
      if (!opened.ok) throw new Error(`the account was not opened: ${opened.error.message}`);
      return opened;
    }),
  );
}
