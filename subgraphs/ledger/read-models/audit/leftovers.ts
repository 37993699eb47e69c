import { type RawBuilder, sql } from 'kysely';
import type { AuditFault, FaultReason } from '../../domain/audit/fault.ts';
import { type AuditedBook, faultOf, type Progress } from './verification.ts';

/** What must not be there, or be missing, in a book whose records hold. */
interface Leftover {
  readonly reason: FaultReason;
  readonly message: string;
  /** Finds the first such thing. */
  readonly find: (book: AuditedBook, progress: Progress) => RawBuilder<{ stream: string; version: number }>;
}

/** Looks for what no record led to: it reads all of the book once more, but in the database alone. */
export async function findLeftovers(book: AuditedBook, progress: Progress): Promise<AuditFault | undefined> {
  const { postings, accounts } = progress;
  const isCounted = postings === accounts?.postings;
  for (const { reason, message, find } of isCounted ? ROWS : [...ROWS, EXTRA_POSTING]) {
    const [row] = await book.reader.query(find(book, progress));
    if (row) return faultOf(reason, row, undefined, message);
  }
  return undefined;
}

const LEDGER: Leftover = {
  reason: 'TABLE_DIFFERS',
  message: 'The book is not what its events say.',
  find: ({ reader, ledgerId }) => sql`
    select ${ledgerId}::text as stream, 1 as version
    where not exists (
      select from ledger l join event e on e.tenant_id = l.tenant_id and e.stream = l.id and e.version = 1
      where l.tenant_id = ${reader.tenantId} and l.id = ${ledgerId}
        and l.name = e.data->>'name' and l.opened_at = e.recorded_at)`,
};

const MISSING_ACCOUNT: Leftover = {
  reason: 'TABLE_DIFFERS',
  message: 'The account has no row.',
  find: ({ reader, ledgerId }, { recordedAt }) => sql`
    select j.stream, j.version from journal j
    where j.tenant_id = ${reader.tenantId} and j.ledger_id = ${ledgerId} and j.recorded_at <= ${recordedAt}
      and j.version = 1 and j.stream like 'acct\\_%'
      and not exists (
        select from account a where a.tenant_id = j.tenant_id and a.id = j.stream and a.ledger_id = j.ledger_id)
    order by j.recorded_at limit 1`,
};

const EXTRA_PERIOD: Leftover = {
  reason: 'TABLE_DIFFERS',
  message: 'A period of the book is none that was recorded.',
  find: ({ reader, ledgerId }, { recordedAt }) => sql`
    select p.ledger_id as stream, null as version from period p
    where p.tenant_id = ${reader.tenantId} and p.ledger_id = ${ledgerId} and p.recorded_at <= ${recordedAt}
      and not exists (
        select from journal j where j.tenant_id = p.tenant_id and j.ledger_id = p.ledger_id
          and j.recorded_at = p.recorded_at and j.stream = p.ledger_id)
    order by p.recorded_at limit 1`,
};

const EXTRA_HOLD: Leftover = {
  reason: 'TABLE_DIFFERS',
  message: 'The hold was never placed.',
  find: ({ reader, ledgerId }, { recordedAt }) => sql`
    select h.id as stream, null as version from hold h
    where h.tenant_id = ${reader.tenantId} and h.ledger_id = ${ledgerId} and h.placed_at <= ${recordedAt}
      and not exists (
        select from journal j where j.tenant_id = h.tenant_id and j.ledger_id = h.ledger_id
          and j.recorded_at = h.placed_at and j.stream = h.id)
    order by h.placed_at limit 1`,
};

/** How it stands, by the last of its events, which must be in the book. */
const CHANGED_HOLD: Leftover = {
  reason: 'TABLE_DIFFERS',
  message: 'The hold does not stand as its events say.',
  find: ({ reader, ledgerId }) => sql`
    select h.id as stream, h.version from hold h
    left join lateral (
      select e.version, e.data, e.recorded_at from event e
      where e.tenant_id = h.tenant_id and e.stream = h.id order by e.version desc limit 1
    ) last on true
    where h.tenant_id = ${reader.tenantId} and h.ledger_id = ${ledgerId}
      and (h.version = last.version and h.captured = (last.data->'captured'->>'minor')::numeric
           and coalesce(h.settled_as, 'HELD') = last.data->>'status'
           and h.settled_at is not distinct from case when last.data->>'status' <> 'HELD' then last.recorded_at end
           and exists (
             select from journal j where j.tenant_id = h.tenant_id and j.ledger_id = h.ledger_id
               and j.recorded_at = last.recorded_at and j.stream = h.id and j.version = last.version)) is not true
    order by h.placed_at limit 1`,
};

const EXTRA_PROMISE: Leftover = {
  reason: 'TABLE_DIFFERS',
  message: 'Something is promised by no step of the hold.',
  find: ({ reader, ledgerId }, { recordedAt }) => sql`
    select p.hold_id as stream, null as version
    from account a join pending p on p.tenant_id = a.tenant_id and p.account_id = a.id
    where a.tenant_id = ${reader.tenantId} and a.ledger_id = ${ledgerId} and p.recorded_at <= ${recordedAt}
      and not exists (
        select from journal j where j.tenant_id = a.tenant_id and j.ledger_id = a.ledger_id
          and j.recorded_at = p.recorded_at and j.stream = p.hold_id)
    order by p.recorded_at limit 1`,
};

/** Counting finds that there is one; this, which takes longer, where. */
const EXTRA_POSTING: Leftover = {
  reason: 'TABLE_DIFFERS',
  message: 'A posting is in no transaction.',
  find: ({ reader, ledgerId }, { recordedAt }) => sql`
    select coalesce(t.id, p.account_id) as stream, 1 as version
    from account a join posting p on p.tenant_id = a.tenant_id and p.account_id = a.id
    left join transaction t
      on t.tenant_id = a.tenant_id and t.ledger_id = a.ledger_id and t.recorded_at = p.recorded_at
    left join event e on e.tenant_id = t.tenant_id and e.stream = t.id and e.version = 1
    where a.tenant_id = ${reader.tenantId} and a.ledger_id = ${ledgerId} and p.recorded_at <= ${recordedAt}
      and e.data->'postings'->p.n->>'accountId' is distinct from p.account_id
    order by p.recorded_at limit 1`,
};

const ROWS = [LEDGER, MISSING_ACCOUNT, EXTRA_PERIOD, EXTRA_HOLD, CHANGED_HOLD, EXTRA_PROMISE];
