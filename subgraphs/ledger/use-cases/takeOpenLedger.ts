import { idempotent } from 'platform/graphql/idempotency';
import { ok } from 'platform/kernel/result';
import type { OpenLedgerCommand } from '../contract/events.ts';
import type { LedgerId } from '../domain/account/account.ts';
import type { Command } from './command.ts';
import { recordLedger } from './openLedger.ts';
import type { Services } from './services.ts';

/** Opens a book for another service, which made its id. */
export async function takeOpenLedger(services: Services, command: Command): Promise<void> {
  const { event, actor } = command;
  const data = event.data as OpenLedgerCommand;
  const call = { mutation: 'command:openLedger', key: event.id, input: data, actor };
  await services.unitOfWork(actor.tenantId, (uow) =>
    idempotent(uow, call, async () => {
      await recordLedger(services, uow, command, data.ledgerId as LedgerId, data.name);
      return ok(null);
    }),
  );
}
