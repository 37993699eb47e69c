import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import { ok, type Result } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { AccountCodeTaken } from '../domain/account/open.ts';
import {
  type CashPoint,
  type CashPointId,
  cashAccount,
  cashPointOpenedEvent,
  type OpenCashPoint,
} from '../domain/cash/cashPoint.ts';
import type { InvalidAmount, UnknownLedger } from '../domain/transaction/refusals.ts';
import { findCashPoints, insertCashPoint } from '../storage/stores/cashPoints.ts';
import { appendToBook } from '../storage/stores/journal.ts';
import { narrow } from './narrow.ts';
import { recordAccount } from './openAccount.ts';
import type { KeyedCall } from './refuseUnderKey.ts';
import type { Caller, Services } from './services.ts';

export interface OpenCashPointCall extends KeyedCall {
  readonly command: OpenCashPoint;
}

/** In the order of precedence, after `IdempotencyConflict`. */
type OpenCashPointRefusal = UnknownLedger | InvalidAmount | AccountCodeTaken;

/** Opens a place where cash is kept, and its account. */
export async function openCashPoint(
  services: Services,
  caller: Caller,
  { command, idempotencyKey: key, input }: OpenCashPointCall,
): Promise<Result<CashPoint, OpenCashPointRefusal | IdempotencyConflict>> {
  const { actor } = caller;
  requireScope(actor, 'ledger:write');
  const opened = await services.unitOfWork(actor.tenantId, (uow) =>
    idempotent(uow, { mutation: 'openCashPoint', key, input, actor }, () =>
      recordCashPoint(services, uow, caller, command),
    ),
  );
  if (!opened.ok) return opened;
  const [point] = await findCashPoints(services.reader(actor.tenantId), [opened.value]);
  return ok(present(point, 'what was opened is there'));
}

async function recordCashPoint(
  services: Services,
  uow: UnitOfWork,
  caller: Caller,
  command: OpenCashPoint,
): Promise<Result<CashPointId, OpenCashPointRefusal>> {
  const { id, ledgerId } = command;
  const account = await recordAccount(services, uow, caller, cashAccount(command));
  if (!account.ok) return narrow(account, ['UnknownLedger', 'InvalidAmount', 'AccountCodeTaken']);
  const [recorded] = await appendToBook(services.store, uow, {
    ledgerId,
    stream: id,
    expectedVersion: 0,
    events: [cashPointOpenedEvent(command)],
    cause: caller.cause,
  });
  await insertCashPoint(uow, command, present(recorded, 'one event was appended').recordedAt);
  return ok(id);
}
