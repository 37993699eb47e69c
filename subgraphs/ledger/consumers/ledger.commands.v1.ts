import type { Logger } from 'pino';
import { verifyCommand } from 'platform/auth/command-signature';
import { requireScope } from 'platform/auth/scopes';
import type { TrustedKeys } from 'platform/auth/service-keys';
import { type Consumer, startConsumer } from 'platform/bus/consumer';
import type { BatchHandler, Outcome } from 'platform/bus/consuming/mode';
import type { Bus, BusEvent } from 'platform/bus/port';
import type { Cause } from 'platform/event-store/events';
import { messageValidator, type Validate } from 'platform/event-store/validation';
import type { Database } from 'platform/tenancy/database';
import type { Registry } from 'prom-client';
import {
  COMMANDS,
  LEDGER_COMMANDS,
  openAccountCommand,
  openLedgerCommand,
  postTransactionCommand,
} from '../contract/events.ts';
import type { Command } from '../use-cases/command.ts';
import type { Services } from '../use-cases/services.ts';
import { takeOpenAccount } from '../use-cases/takeOpenAccount.ts';
import { takeOpenLedger } from '../use-cases/takeOpenLedger.ts';
import { takePostTransaction } from '../use-cases/takePostTransaction.ts';

export interface CommandsOptions {
  readonly bus: Bus;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly services: Services;
  readonly trusted: TrustedKeys;
}

/** Consumes the commands of other services, one group for all instances. */
export const consumeCommands = ({ services, trusted, ...options }: CommandsOptions): Consumer =>
  startConsumer({
    ...options,
    group: 'ledger.commands',
    topics: [COMMANDS],
    handleBatch: ledgerCommands(services, trusted),
  });

/**
 * Takes the commands of other services, each once by its id. Commands of one book stay in order: what opens a book or
 * an account is done before the next is taken, and postings wait in the writer's queue of that book, so that a batch of
 * commands is a batch of postings.
 */
export function ledgerCommands(services: Services, trusted: TrustedKeys): BatchHandler {
  const validate = messageValidator(LEDGER_COMMANDS);
  return async (events) => {
    const failed = new Map<string, unknown>();
    const outcomes: Promise<Outcome>[] = [];
    for (const event of events) {
      const earlier = failed.get(event.subject);
      const outcome: Promise<Outcome> = earlier
        ? Promise.resolve({ error: earlier })
        : take(services, trusted, validate, event).catch((error: unknown) => ({ error }));
      outcomes.push(outcome);
      if (event.type === postTransactionCommand.type) continue;
      const settled = await outcome;
      if (settled !== 'done') failed.set(event.subject, settled.error);
    }
    return Promise.all(outcomes);
  };
}

async function take(
  services: Services,
  trusted: TrustedKeys,
  validate: Validate,
  event: BusEvent,
): Promise<Outcome> {
  const actor = await verifyCommand(trusted, 'ledger', event);
  requireScope(actor, 'ledger:write');
  validate(event.type, event.data);
  const command: Command = { event, actor, cause: causeOf(event) };
  switch (event.type) {
    case openLedgerCommand.type:
      await takeOpenLedger(services, command);
      break;
    case openAccountCommand.type:
      await takeOpenAccount(services, command);
      break;
    case postTransactionCommand.type:
      await takePostTransaction(services, command);
      break;
  }
  return 'done';
}

const causeOf = ({ id, actor, correlationId, traceparent }: BusEvent): Cause => ({
  actor,
  correlationId,
  causationId: id,
  ...(traceparent ? { traceparent } : {}),
});
