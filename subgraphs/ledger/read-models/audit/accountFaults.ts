import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { JsonObject } from 'platform/kernel/json';
import { type AccountOpened, accountOpened } from '../../contract/events.ts';
import type { AccountStatus } from '../../domain/account/account.ts';
import { evolve, INITIAL_STATUS } from '../../domain/account/status.ts';
import type { AuditFault } from '../../domain/audit/fault.ts';
import { type AuditedBook, faultOf, type Progress } from './verification.ts';

/** Accounts that are compared at once. */
const PAGE = 200;

interface AccountRow {
  readonly id: string;
  readonly ledger_id: string;
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly currency: string;
  readonly overdraft_floor: string | null;
  readonly parent_id: string | null;
  readonly metadata: JsonObject | null;
  readonly status: AccountStatus;
  readonly opened_at: bigint;
  /** Its first event. */
  readonly first_type: string | null;
  readonly first_data: JsonObject;
  readonly first_recorded_at: bigint;
  /** The type of its last event. */
  readonly last_type: string;
  /** One of its events is not in the book. */
  readonly strays: boolean;
  readonly balance_holds: boolean;
  /** Postings on it that were recorded by the last record that holds. */
  readonly postings: bigint;
}

export interface ComparedAccounts {
  /** How far it came: the last account that holds. */
  readonly accounts: NonNullable<Progress['accounts']>;
  readonly fault: AuditFault | undefined;
  readonly complete: boolean;
}

/** Compares the next accounts, by code, with their events, and their balances with their postings. */
export async function compareAccounts(book: AuditedBook, progress: Progress): Promise<ComparedAccounts> {
  const before = progress.accounts ?? { code: '', postings: 0 };
  const rows = await findAccountRows(book, progress, before.code);
  const counted = rows.reduce((sum, { postings }) => sum + Number(postings), before.postings);
  const accounts = { code: rows.at(-1)?.code ?? before.code, postings: counted };
  const fault = rows.map(faultOfAccount).find((found) => found !== undefined);
  return { accounts, fault, complete: rows.length < PAGE };
}

/** One statement, so that what is posted meanwhile does not matter. */
const findAccountRows = ({ reader, ledgerId }: AuditedBook, { recordedAt }: Progress, code: string) =>
  reader.query<AccountRow>(sql`
    select a.*, first.type as first_type, first.data as first_data, first.recorded_at as first_recorded_at,
           stream.last_type, stream.strays, posting.counted as postings,
           coalesce(
             b.debits + b.future_debits = posting.debits and b.credits + b.future_credits = posting.credits
               and b.future_debits = future.debits and b.future_credits = future.credits
               and b.pending_debits = future.pending_debits and b.pending_credits = future.pending_credits
               and posting.debits_ahead = future.debits_ahead and posting.credits_ahead = future.credits_ahead
               and promised.debits = future.pending_debits_ahead and promised.credits = future.pending_credits_ahead
               and coalesce(b.next_change_at <= future.next, future.next is null),
             false
           ) as balance_holds
    from (
      select id, ledger_id, code, name, type, currency, overdraft_floor, parent_id, metadata, status, opened_at
      from account where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and code > ${code}
      order by code limit ${PAGE}
    ) a
    cross join lateral (
      select greatest(last_recorded_at, (extract(epoch from clock_timestamp()) * 1000000)::bigint) as at
      from ledger where tenant_id = ${reader.tenantId} and id = ${ledgerId} offset 0
    ) now
    left join event first on first.tenant_id = ${reader.tenantId} and first.stream = a.id and first.version = 1
    left join balance b on b.tenant_id = ${reader.tenantId} and b.account_id = a.id
    cross join lateral (
      select (array_agg(e.type order by e.version desc))[1] as last_type, bool_or(not exists (
               select from journal j where j.tenant_id = e.tenant_id and j.ledger_id = a.ledger_id
                 and j.recorded_at = e.recorded_at and j.stream = e.stream and j.version = e.version)) as strays
      from event e where e.tenant_id = ${reader.tenantId} and e.stream = a.id
    ) stream
    cross join lateral (
      select count(*) filter (where p.recorded_at <= ${recordedAt}) as counted,
             coalesce(sum(p.debit), 0) as debits, coalesce(sum(p.credit), 0) as credits,
             coalesce(sum(p.debit) filter (where p.effective_at > now.at), 0) as debits_ahead,
             coalesce(sum(p.credit) filter (where p.effective_at > now.at), 0) as credits_ahead
      from posting p where p.tenant_id = ${reader.tenantId} and p.account_id = a.id
    ) posting
    cross join lateral (
      select coalesce(sum(c.debits), 0) as debits, coalesce(sum(c.credits), 0) as credits,
             coalesce(sum(c.pending_debits), 0) as pending_debits,
             coalesce(sum(c.pending_credits), 0) as pending_credits,
             coalesce(sum(c.debits) filter (where c.effective_at > now.at), 0) as debits_ahead,
             coalesce(sum(c.credits) filter (where c.effective_at > now.at), 0) as credits_ahead,
             coalesce(sum(c.pending_debits) filter (where c.effective_at > now.at), 0) as pending_debits_ahead,
             coalesce(sum(c.pending_credits) filter (where c.effective_at > now.at), 0) as pending_credits_ahead,
             min(c.effective_at) as next
      from future_change c where c.tenant_id = ${reader.tenantId} and c.account_id = a.id
    ) future
    cross join lateral (
      select coalesce(sum(p.debits), 0) as debits, coalesce(sum(p.credits), 0) as credits
      from pending p where p.tenant_id = ${reader.tenantId} and p.account_id = a.id and p.expires_at > now.at
    ) promised
    order by a.code`);

function faultOfAccount(row: AccountRow): AuditFault | undefined {
  const named = { stream: row.id, version: 1 };
  const differs = (message: string) => faultOf('TABLE_DIFFERS', named, undefined, message);
  if (row.strays)
    return faultOf('UNCHAINED', named, undefined, 'An event of the account is not in the book.');
  if (!isAsOpened(row)) return differs('The account is not what its events say.');
  if (row.status !== evolve(INITIAL_STATUS, { type: row.last_type })) {
    return differs('The status of the account is not what its events say.');
  }
  return row.balance_holds ? undefined : differs('The balance of the account is not what its postings say.');
}

function isAsOpened(row: AccountRow): boolean {
  if (row.first_type !== accountOpened.type || row.first_recorded_at !== row.opened_at) return false;
  const { overdraftFloor, ...said } = row.first_data as unknown as AccountOpened;
  return isDeepStrictEqual(
    { ...said, floor: overdraftFloor?.minor ?? null },
    {
      ...{ accountId: row.id, ledgerId: row.ledger_id, code: row.code, name: row.name, type: row.type },
      ...{
        currency: row.currency,
        parentId: row.parent_id,
        metadata: row.metadata,
        floor: row.overdraft_floor,
      },
    },
  );
}
