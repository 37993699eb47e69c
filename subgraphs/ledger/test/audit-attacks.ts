import { expect } from '@jest/globals';
import type { BookRecord, WrittenBook } from './audit-book.ts';
import type { Tampering } from './tampering.ts';

/** Does something to a book, with some luck to some record, and says what must be found. */
export type Attack = (tampering: Tampering, book: WrittenBook, luck: number) => Promise<object>;

const pick = <T>(items: readonly T[], luck: number): T => items[luck % items.length] as T;

const posted = ({ records }: WrittenBook) =>
  records.filter(({ type }) => type === 'ledger.transaction.posted.v1');

const where = 'stream = $1 and version = $2';

const fault = (reason: string, { seq, record, version }: BookRecord) => ({ reason, seq, record, version });

export const ATTACKS: Readonly<Record<string, Attack>> = {
  'an event is deleted': async ({ run }, { records }, luck) => {
    const target = pick(records, luck);
    await run(`delete from event where ${where}`, target.record, target.version);
    return fault('MISSING', target);
  },
  'a transaction is deleted with all that belongs to it': async ({ run }, book, luck) => {
    const target = pick(posted(book), luck);
    await run(
      'delete from posting p using transaction t where t.id = $1 and p.recorded_at = t.recorded_at',
      target.record,
    );
    await run('delete from transaction where id = $1', target.record);
    await run('delete from event where stream = $1', target.record);
    return fault('MISSING', target);
  },
  'a record is taken out of the book, and its event stays': async ({ run }, { records }, luck) => {
    const target = pick(records, luck);
    await run('delete from transaction where id = $1', target.record);
    await run(`delete from journal where ${where}`, target.record, target.version);
    return fault('MISSING', target);
  },
  'an event is edited': async ({ run }, { records }, luck) => {
    const target = pick(records, luck);
    const edit = pick(
      [
        `data = (data::jsonb || '{"forged": true}')::json`,
        `actor = 'mallory'`,
        'effective_at = effective_at - 1',
        'recorded_at = recorded_at + 1',
        `type = 'ledger.book.opened.v2'`,
        `causation_id = ''`,
        'effective_at = 9223372036854775807',
      ],
      luck,
    );
    await run(`update event set ${edit} where ${where}`, target.record, target.version);
    return fault('CHANGED', target);
  },
  'what two transactions say is swapped': async ({ run }, book, luck) => {
    const [first = book.records[0], last] = [posted(book).at(0), pick(posted(book).slice(1), luck)];
    await run(
      `update event e set data = other.data from event other
       where (e.stream, other.stream) in (($1, $2), ($2, $1))`,
      first?.record,
      last.record,
    );
    return { reason: 'CHANGED', seq: first?.seq, record: first?.record };
  },
  'two transactions change places': async ({ run }, book, luck) => {
    const [first, last] = [posted(book).at(0), pick(posted(book).slice(1), luck)];
    for (const [table, id] of [
      ['transaction', 'id'],
      ['event', 'stream'],
    ]) {
      await run(
        `update ${table} set recorded_at = -recorded_at where ${id} in ($1, $2)`,
        first?.record,
        last.record,
      );
      await run(
        `update ${table} t set recorded_at = -other.recorded_at from ${table} other
         where (t.${id}, other.${id}) in (($1, $2), ($2, $1))`,
        first?.record,
        last.record,
      );
    }
    return { reason: 'REORDERED', seq: first?.seq, record: first?.record };
  },
  'a transaction is put into the past': async ({ run }, book) => {
    const last = posted(book).at(-1);
    await run(
      `update transaction set recorded_at = (select recorded_at + 1 from journal where stream = $2 and version = 1)
       where id = $1`,
      last?.record,
      book.accounts[0],
    );
    return { reason: 'REORDERED', seq: last?.seq, record: last?.record };
  },
  'a transaction is slipped in': async ({ run }, book, luck) => {
    const target = pick(posted(book), luck);
    const forged = `txn_${target.record.slice(4, -2)}ff`;
    await run(
      `insert into event select tenant_id, $2, version, id, type, data, effective_at, recorded_at - 1, actor,
                                correlation_id, causation_id, traceparent from event where stream = $1`,
      target.record,
      forged,
    );
    await run(
      `insert into transaction select tenant_id, ledger_id, recorded_at - 1, $2, effective_at
       from transaction where id = $1`,
      target.record,
      forged,
    );
    return { reason: 'UNCHAINED', seq: null, record: forged };
  },
  'the last records are deleted, with the chain': async (tampering, { records }, luck) => {
    const left = 1 + (luck % (records.length - 1));
    await truncate(tampering, records.slice(left));
    return { reason: 'TRUNCATED', seq: left + 1 };
  },
  'the last records are deleted, with chain and heads': async (tampering, { id, records }, luck) => {
    const left = 1 + (luck % (records.length - 1));
    await truncate(tampering, records.slice(left));
    await tampering.run('delete from audit_head where ledger_id = $1 and seq > $2', id, left);
    return { reason: 'TRUNCATED', seq: left + 1 };
  },
  'the chain is written anew after an edit': async ({ run, rewriteChain }, book, luck) => {
    const target = pick(book.records, luck);
    await run(`update event set actor = 'mallory' where ${where}`, target.record, target.version);
    await rewriteChain();
    return { reason: 'HEAD_MISMATCH', seq: firstUnsigned(book, target.seq) };
  },
  'the chain is written anew after an edit, and the heads since are deleted': async (
    tampering,
    book,
    luck,
  ) => {
    const target = pick(book.records, luck);
    const { run, rewriteChain } = tampering;
    await run(`update event set actor = 'mallory' where ${where}`, target.record, target.version);
    await rewriteChain();
    await run('delete from audit_head where ledger_id = $1 and seq >= $2', book.id, target.seq);
    return { reason: 'HEAD_MISMATCH', seq: firstUnsigned(book, target.seq) };
  },
  'the chain is written anew after a transaction was deleted': async (tampering, book, luck) => {
    const target = pick(posted(book), luck);
    await tampering.run('delete from transaction where id = $1', target.record);
    await tampering.rewriteChain();
    await tampering.run('delete from audit_head where ledger_id = $1 and seq >= $2', book.id, target.seq);
    return target.seq === book.records.length
      ? { reason: 'TRUNCATED', seq: target.seq }
      : { reason: expect.stringMatching(/HEAD_MISMATCH|TRUNCATED/), seq: expect.any(Number) };
  },
  'a link is edited': async ({ run }, book, luck) => {
    const target = pick(book.records, luck);
    await run(
      `update audit_segment
       set hashes = overlay(hashes placing sha256('forged') from ($2::int - first_seq::int) * 32 + 1)
       where ledger_id = $1 and $2::int >= first_seq and $2::int < first_seq + cardinality(streams)`,
      book.id,
      target.seq,
    );
    return fault('CHANGED', target);
  },
  'links are deleted': async ({ run }, book, luck) => {
    const target = pick(book.records, luck);
    await run(
      'delete from audit_segment where ledger_id = $1 and first_seq + cardinality(streams) > $2',
      book.id,
      target.seq,
    );
    return { reason: 'TRUNCATED', seq: expect.any(Number), record: expect.any(String) };
  },
  'a head is deleted': async ({ run }, book, luck) => {
    const seq = pick(book.heads, luck);
    await run('delete from audit_head where ledger_id = $1 and seq = $2', book.id, seq);
    return fault('HEAD_MISSING', book.records[seq - 1] as BookRecord);
  },
  'a head is edited': async ({ run }, book, luck) => {
    const seq = pick(book.heads, luck);
    await run(
      `update audit_head set statement = statement || 'x' where ledger_id = $1 and seq = $2`,
      book.id,
      seq,
    );
    return fault('HEAD_MISMATCH', book.records[seq - 1] as BookRecord);
  },
  'a posting is edited': async ({ run }, book, luck) => {
    const target = pick(posted(book), luck);
    const edit = pick(
      ['debit = p.debit + 1', 'credit = p.credit + 1', 'effective_at = p.effective_at + 1'],
      luck,
    );
    await run(
      `update posting p set ${edit} from transaction t where t.id = $1 and p.recorded_at = t.recorded_at and p.n = 0`,
      target.record,
    );
    return fault('TABLE_DIFFERS', target);
  },
  'a posting is deleted': async ({ run }, book, luck) => {
    const target = pick(posted(book), luck);
    await run(
      'delete from posting p using transaction t where t.id = $1 and p.recorded_at = t.recorded_at and p.n = 1',
      target.record,
    );
    return fault('TABLE_DIFFERS', target);
  },
  'a posting of nothing is added': async ({ run }, book, luck) => {
    const target = pick(posted(book), luck);
    await run(
      `insert into posting select tenant_id, $2, recorded_at, 0, effective_at, 0, 0 from transaction where id = $1`,
      target.record,
      book.accounts[2],
    );
    return { reason: 'TABLE_DIFFERS', record: target.record };
  },
  'a transaction’s row is edited': async ({ run }, book, luck) => {
    const target = pick(posted(book), luck);
    await run(`update transaction set reference = 'forged' where id = $1`, target.record);
    return fault('TABLE_DIFFERS', target);
  },
  'a balance is edited': async ({ run }, { accounts }, luck) => {
    const account = pick(accounts, luck);
    const column = pick(['debits', 'credits', 'future_debits', 'pending_credits'], luck);
    await run(`update balance set ${column} = ${column} + 1 where account_id = $1`, account);
    return { reason: 'TABLE_DIFFERS', record: account };
  },
  'a hold is edited': async ({ run }, { hold }, luck) => {
    const edit = pick(
      ['amount = amount + 1', 'captured = captured + 1', `settled_as = 'CAPTURED'`, 'version = 9'],
      luck,
    );
    await run(`update hold set ${edit} where id = $1`, hold);
    return { reason: 'TABLE_DIFFERS', record: hold };
  },
  'what a hold promises is edited': async ({ run }, { hold }, luck) => {
    const edit = pick(['credits = credits - 1', 'debits = debits + 1', `hold_id = 'hold_x'`], luck);
    await run(`update pending set ${edit} where hold_id = $1`, hold);
    return { reason: 'TABLE_DIFFERS', record: hold, version: 1 };
  },
  'a hold is added': async ({ run }, { hold }) => {
    await run(
      `insert into hold select tenant_id, 'hold_x', ledger_id, debit_account_id, credit_account_id, currency, amount,
                               captured, placed_at + 1, expires_at, null, null, null, null, version
       from hold where id = $1`,
      hold,
    );
    return { reason: 'TABLE_DIFFERS', record: 'hold_x' };
  },
  'the end of a hold is put off': async ({ run }, { accounts }) => {
    await run('update future_change set effective_at = effective_at + 1 where account_id = $1', accounts[0]);
    await run('update balance set next_change_at = null where account_id = $1', accounts[0]);
    return { reason: 'TABLE_DIFFERS', record: accounts[0] };
  },
  'a rate, a cash point, a count or a reconciliation is edited': async ({ run }, { records }, luck) => {
    const [type, table, edit] = pick(
      [
        ['ledger.fx-rate.set.v1', 'fx_rate', 'rate = 2'],
        ['ledger.cash-point.opened.v1', 'cash_point', `kind = 'ATM'`],
        ['ledger.cash-point.counted.v1', 'cash_count', 'counted = 7'],
        ['ledger.cash-point.counted.v1', 'cash_count', `denominations = '[]'`],
        ['ledger.reconciliation.statement-imported.v1', 'reconciliation', 'break_count = 7'],
      ],
      luck,
    ) as [string, string, string];
    const target = records.find((record) => record.type === type) as BookRecord;
    await run(`update ${table} set ${edit} where id = $1`, target.record);
    return fault('TABLE_DIFFERS', target);
  },
  'an account is edited': async ({ run }, { accounts }, luck) => {
    const account = pick(accounts, luck);
    const edit = pick(
      [`name = 'forged'`, `status = 'CLOSED'`, 'overdraft_floor = -7', `metadata = '{"a": 2}'`],
      luck,
    );
    await run(`update account set ${edit} where id = $1`, account);
    return { reason: 'TABLE_DIFFERS', record: account };
  },
  'an account is deleted': async ({ run }, { accounts }) => {
    await run('delete from account where id = $1', accounts[2]);
    return { reason: 'TABLE_DIFFERS', record: accounts[2] };
  },
  'an account is unfrozen by an event that is not in the book': async ({ run }, { accounts }) => {
    await run(
      `insert into event select tenant_id, stream, 99, id, 'ledger.account.closed.v1', data, effective_at, recorded_at,
                                actor, correlation_id, causation_id from event where stream = $1 and version = 1`,
      accounts[0],
    );
    await run(`update account set status = 'CLOSED' where id = $1`, accounts[0]);
    return { reason: 'UNCHAINED', record: accounts[0] };
  },
  'a period is added': async ({ run }, { id }) => {
    await run('insert into period select tenant_id, id, opened_at + 1, 0 from ledger where id = $1', id);
    return { reason: 'TABLE_DIFFERS', record: id };
  },
  'the book is renamed': async ({ run }, { id }) => {
    await run(`update ledger set name = 'forged' where id = $1`, id);
    return { reason: 'TABLE_DIFFERS', record: id };
  },
};

async function truncate({ run, rewriteChain }: Tampering, records: readonly BookRecord[]): Promise<void> {
  for (const { record, version } of records) {
    await run(
      'delete from posting p using transaction t where t.id = $1 and p.recorded_at = t.recorded_at',
      record,
    );
    await run('delete from transaction where id = $1', record);
    await run(`delete from journal where ${where}`, record, version);
    await run(`delete from event where ${where}`, record, version);
    await run('delete from account where id = $1 and $2 = 1', record, version);
  }
  await rewriteChain();
}

/** The first record after the last head that a forgery of the record `seq` leaves as it is. */
const firstUnsigned = ({ heads }: WrittenBook, seq: number): number =>
  Math.max(0, ...heads.filter((head) => head < seq)) + 1;
