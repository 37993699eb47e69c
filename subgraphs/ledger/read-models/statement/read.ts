import { badInput } from 'platform/errors/errors';
import {
  type Connection,
  connectionOf,
  type Page,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import { present } from 'platform/kernel/assert';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import { add, type Money, moneyOf, subtract } from 'platform/kernel/money';
import type { Account, Direction } from '../../domain/account/account.ts';
import type { AsOf, PointOfView } from '../balance/balance.ts';
import type { Books } from '../balance/settle.ts';
import { settledView } from '../balance/view.ts';
import { continuedView, endOf, type StatementWindow, statementLines } from './cursor.ts';
import { countLines, type LineRow, readLines } from './lines.ts';
import { readSums } from './sums.ts';
import type { StatementView } from './view.ts';

/** What moved on an account in [from, to) of effective time. */
export interface Statement {
  readonly from: Instant;
  readonly to: Instant;
  /** The account's balance as of it is `closing`. */
  readonly asOf: AsOf;
  readonly opening: Money;
  readonly closing: Money;
  readonly lines: StatementLineConnection;
}

export interface StatementLine {
  readonly transactionId: string;
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  readonly n: number;
  readonly direction: Direction;
  readonly amount: Money;
  /** After this line, on the normal side. */
  readonly balance: Money;
}

export type StatementLineConnection = Connection<StatementLine>;

export interface StatementArguments extends PageArguments {
  readonly from: Instant;
  readonly to: Instant;
  readonly at?: PointOfView | null;
}

type StatementPage = Page<Parameters<typeof statementLines.encode>[0]>;

/** Fails with BAD_USER_INPUT for an empty window, a recordedAt in the future, and a cursor of another statement. */
export async function readStatement(
  books: Books,
  tenantId: TenantId,
  account: Account,
  { from, to, at, ...pageArguments }: StatementArguments,
): Promise<Statement> {
  if (from >= to) throw badInput('"to" must be later than "from".', ['to']);
  const page = parsePage(pageArguments, statementLines);
  const window = { accountId: account.id, from, to, at: at ?? {} };
  const { end, recordedAt } = viewOf(window, page);
  const settled = present(
    await settledView(books, tenantId, account.ledgerId, { recordedAt }),
    'an account has a book',
  );
  const view = { account, from: from < end ? from : end, end, recordedAt: settled.recordedAt };
  const after = page.after && ([page.after[5], page.after[6], page.after[7]] as const);
  const reader = books.reader(tenantId);
  const [sums, rows] = await Promise.all([
    readSums(reader, view, after),
    readLines(reader, view, after, page.limit + 1),
  ]);
  const money = (minor: bigint): Money => moneyOf(minor, account.currency);
  return {
    from,
    to,
    asOf: { effectiveAt: instantOf(end - 1n), recordedAt: view.recordedAt },
    opening: money(sums.opening),
    closing: money(sums.closing),
    lines: connectionOf({
      rows: withBalances(rows, account, money(sums.before)),
      page,
      keys: statementLines,
      keyOf: keyOf(window, view),
      count: () => countLines(reader, view),
    }),
  };
}

const viewOf = (window: StatementWindow, { after }: StatementPage) =>
  after ? continuedView(after, window) : { end: endOf(window), recordedAt: window.at.recordedAt };

const keyOf =
  ({ accountId, from, to }: StatementWindow, { end, recordedAt }: StatementView) =>
  (line: StatementLine) =>
    [accountId, from, to, end, recordedAt, line.effectiveAt, line.recordedAt, BigInt(line.n)] as const;

/** The lines, each with the balance after it; `before` is the balance before the first. */
function withBalances(rows: readonly LineRow[], account: Account, before: Money): StatementLine[] {
  let balance = before;
  return rows.map((row) => {
    const debit = BigInt(row.debit);
    const direction = debit > 0n ? 'DEBIT' : 'CREDIT';
    const amount = moneyOf(debit > 0n ? debit : BigInt(row.credit), account.currency);
    balance = direction === account.normalSide ? add(balance, amount) : subtract(balance, amount);
    return {
      transactionId: row.transaction_id,
      effectiveAt: instantOf(row.effective_at),
      recordedAt: instantOf(row.recorded_at),
      n: row.n,
      direction,
      amount,
      balance,
    };
  });
}
