import { present } from 'platform/kernel/assert';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Account } from '../domain/account/account.ts';
import { type IdentifiedLine, identify } from '../domain/reconciliation/identity.ts';
import { reachOf } from '../domain/reconciliation/pairs.ts';
import { type ComparedBalance, type Outcome, reconcile } from '../domain/reconciliation/reconcile.ts';
import type { ExternalStatement } from '../domain/reconciliation/requested.ts';
import { balancesAsOf } from '../read-models/balance/asOf.ts';
import { readView } from '../read-models/balance/view.ts';
import { findCompared, findMatchedBefore, lockAccount } from '../storage/stores/reconciliation/compared.ts';

export interface StatementToCompare extends ExternalStatement {
  /** [from, to) of effective time, with all lines in it. */
  readonly from: Instant;
  readonly to: Instant;
  readonly dateWindowDays: number;
}

export interface ComparedStatement {
  /** Nothing is recorded at or before it any more. */
  readonly knownAt: Instant;
  readonly lines: readonly IdentifiedLine[];
  readonly outcome: Outcome;
}

/** Compares a statement with the book as it is known now; other statements of the account wait. */
export async function compareStatement(
  uow: UnitOfWork,
  account: Account,
  { from, to, dateWindowDays, opening, closing, ...statement }: StatementToCompare,
): Promise<ComparedStatement> {
  await lockAccount(uow, account.id);
  const view = present(await readView(uow, account.ledgerId, {}), 'an account has a book');
  const knownAt = view.recordedAt;
  const lines = identify(statement.lines);
  const window = { account, ...reachOf(lines, dateWindowDays), knownAt };
  const postings = await findCompared(uow, window, lines);
  const outcome = reconcile({
    ...{ lines, postings, dateWindowDays },
    matchedBefore: await findMatchedBefore(uow, account, lines),
    opening: await compareBalance(uow, account, opening, from, knownAt),
    closing: await compareBalance(uow, account, closing, to, knownAt),
  });
  return { knownAt, lines, outcome };
}

/** What was posted before `end`, beside what the statement says, if it says anything. */
async function compareBalance(
  uow: UnitOfWork,
  { id }: Account,
  statement: bigint | undefined,
  end: Instant,
  recordedAt: Instant,
): Promise<ComparedBalance | undefined> {
  if (statement === undefined) return undefined;
  const balances = await balancesAsOf(uow, [id], { effectiveAt: instantOf(end - 1n), recordedAt });
  return { statement, book: present(balances.get(id), 'an account has a balance').posted.minor };
}
