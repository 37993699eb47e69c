import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import { present } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Account } from '../domain/account/account.ts';
import { statementImportedEvent } from '../domain/reconciliation/events.ts';
import type { Reconciliation, ReconciliationId } from '../domain/reconciliation/reconciliation.ts';
import { type RequestedStatement, readStatementIn } from '../domain/reconciliation/requested.ts';
import type { CurrencyMismatch, InvalidAmount, UnknownAccount } from '../domain/transaction/refusals.ts';
import { findReconciliation } from '../read-models/reconciliation/find.ts';
import { findAccounts } from '../storage/stores/accounts.ts';
import { appendToBook } from '../storage/stores/journal.ts';
import { lockBook } from '../storage/stores/ledgers.ts';
import { insertFindings, insertReconciliation } from '../storage/stores/reconciliation/record.ts';
import { compareStatement, type StatementToCompare } from './compareStatement.ts';
import type { Caller, Services } from './services.ts';

export interface ImportStatement
  extends RequestedStatement,
    Pick<StatementToCompare, 'from' | 'to' | 'dateWindowDays'> {
  readonly accountId: string;
}

export interface ImportStatementCall {
  readonly command: ImportStatement;
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** Imports a statement from outside, and records where it and the book differ. */
export async function importStatement(
  services: Services,
  caller: Caller,
  { command, idempotencyKey: key, input }: ImportStatementCall,
): Promise<Result<Reconciliation, IdempotencyConflict | UnknownAccount | InvalidAmount | CurrencyMismatch>> {
  const { actor } = caller;
  requireScope(actor, 'ledger:write');
  const call = { mutation: 'importStatement', key, input, actor };
  const imported = await services.unitOfWork(actor.tenantId, (uow) =>
    idempotent<ReconciliationId, UnknownAccount | InvalidAmount | CurrencyMismatch>(uow, call, async () => {
      const [account] = await findAccounts(uow, [command.accountId]);
      if (!account) return refuse(unknown(command.accountId));
      const statement = readStatementIn(account.currency, command);
      if (!statement.ok) return statement;
      return ok(await record(services, uow, caller, account, { ...command, ...statement.value }));
    }),
  );
  if (!imported.ok) return imported;
  const found = await findReconciliation(services.reader(actor.tenantId), imported.value);
  return ok(present(found, 'what was imported is there'));
}

/**
 * Compares without the book's lock: what is recorded by `knownAt` changes no more. Only the event, which comes last,
 * has postings wait for it.
 */
async function record(
  { store }: Services,
  uow: UnitOfWork,
  { cause }: Caller,
  account: Account,
  statement: StatementToCompare,
): Promise<ReconciliationId> {
  const { from, to, dateWindowDays, opening, closing } = statement;
  const { knownAt, lines, outcome } = await compareStatement(uow, account, statement);
  const id = newId('rec');
  const window = { account, from, to, knownAt };
  const reconciliation = {
    ...{ id, ledgerId: account.ledgerId, accountId: account.id, from, to, dateWindowDays, knownAt },
    openingBalance: opening ?? null,
    closingBalance: closing ?? null,
    lineCount: lines.length,
    matchedCount: outcome.matches.length,
    breakCount: await insertFindings(uow, id, window, lines, outcome),
  };
  const linesHash = hashInput({ lines: statement.lines }).toString('hex');
  const events = [statementImportedEvent(reconciliation, account.currency, linesHash)];
  const { ledgerId } = account;
  await lockBook(uow, ledgerId);
  const recorded = await appendToBook(store, uow, {
    ledgerId,
    stream: id,
    expectedVersion: 0,
    events,
    cause,
  });
  const { recordedAt } = present(recorded[0], 'one event was appended');
  await insertReconciliation(uow, { ...reconciliation, recordedAt });
  return id;
}

const unknown = (accountId: string): UnknownAccount => ({
  type: 'UnknownAccount',
  message: 'There is no such account.',
  path: ['input', 'accountId'],
  accountId,
});
