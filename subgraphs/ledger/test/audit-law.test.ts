import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import { type AuditedLedger, startAuditedLedger } from './audit-harness.ts';
import { key, openAccount, openLedger, post, transfer } from './harness.ts';
import { type Tampering, tamperingWith } from './tampering.ts';

/** Law 7: any edit, deletion, reorder, truncation or rewritten chain is found, and the first record that is wrong is named. */
let audited: AuditedLedger;
beforeAll(async () => {
  audited = await startAuditedLedger();
});
afterAll(() => audited.close());

/** Something that is recorded: money moves, effective some hours from now; an account freezes; the book closes. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('post' as const), hours: fc.integer({ min: -9, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('freeze' as const, 'close' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface Book {
  readonly id: string;
  readonly accounts: readonly string[];
  readonly records: readonly BookRecord[];
  /** The numbers of the records that were signed. */
  readonly heads: readonly number[];
}

interface BookRecord {
  readonly seq: number;
  readonly record: string;
  readonly version: number;
  readonly type: string;
}

async function writeBook(steps: readonly Step[]): Promise<Book> {
  const { ledger } = audited;
  const chainer = audited.startChainer();
  const id = await openLedger(ledger);
  const cash = await openAccount(ledger, id, 'cash');
  const sales = await openAccount(ledger, id, 'sales', { type: 'REVENUE' });
  const other = await openAccount(ledger, id, 'other', {
    type: 'EXPENSE',
    metadata: { b: 1, a: [true, null] },
  });
  await post(ledger, id, transfer(cash, sales, '1.00'));
  await audited.untilSigned(id);
  for (const one of steps) await record(id, [cash, sales, other], one);
  await post(ledger, id, transfer(cash, sales, '2.00'));
  await audited.untilSigned(id);
  await chainer.stop();
  const heads = await ledger.services.audit.published('acme', id);
  return {
    id,
    accounts: [cash, sales, other],
    records: await recordsOf(id),
    heads: heads.map(({ seq }) => seq),
  };
}

async function record(book: string, [cash = '', sales = '', other = '']: string[], one: Step): Promise<void> {
  const { ledger } = audited;
  if (one.kind === 'post') {
    const at = instantOf(systemClock.now() + BigInt(one.hours) * 3_600_000_000n);
    await post(ledger, book, transfer(cash, sales, '3.00'), {
      effectiveAt: formatInstant(at),
      description: 'a',
    });
  } else if (one.kind === 'freeze') {
    const input = { accountId: other, idempotencyKey: key() };
    await ledger.ask(
      'mutation ($input: FreezeAccountInput!) { freezeAccount(input: $input) { __typename } }',
      {
        input,
      },
    );
  } else {
    const through = formatInstant(instantOf(systemClock.now() - 36_000_000_000n));
    const input = { ledgerId: book, through, idempotencyKey: key() };
    await ledger.ask('mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { __typename } }', {
      input,
    });
  }
}

async function recordsOf(book: string): Promise<BookRecord[]> {
  const { auditTrail } = await audited.ledger.ask<{ auditTrail: { nodes: BookRecord[] } }>(
    'query ($book: ID!) { auditTrail(ledgerId: $book, first: 100) { nodes { seq record version type } } }',
    { book },
  );
  return auditTrail.nodes;
}

/** Does something to a book, with some luck to some record, and says what must be found. */
type Attack = (tampering: Tampering, book: Book, luck: number) => Promise<object>;

const pick = <T>(items: readonly T[], luck: number): T => items[luck % items.length] as T;

const posted = ({ records }: Book) => records.filter(({ type }) => type === 'ledger.transaction.posted.v1');

const where = 'stream = $1 and version = $2';

const fault = (reason: string, { seq, record, version }: BookRecord) => ({ reason, seq, record, version });

const ATTACKS: Readonly<Record<string, Attack>> = {
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
    const edit = pick(
      ['debits = debits + 1', 'credits = credits + 1', 'future_debits = future_debits + 1'],
      luck,
    );
    await run(`update balance set ${edit} where account_id = $1`, account);
    return { reason: 'TABLE_DIFFERS', record: account };
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
const firstUnsigned = ({ heads }: Book, seq: number): number =>
  Math.max(0, ...heads.filter((head) => head < seq)) + 1;

test('whatever is done to a book, it is found, and the first record that is wrong is named', async () => {
  const lucks = fc.array(fc.nat(), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), lucks, async (steps, luck) => {
      const book = await writeBook(steps);
      const tampering = await tamperingWith(audited.admin, book.id);
      for (const [name, attack] of Object.entries(ATTACKS)) {
        for (const one of luck) {
          const expected = await attack(tampering, book, one);
          expect({ name, ...(await audited.verify(book.id)) }).toMatchObject({
            name,
            ok: false,
            firstFault: expected,
          });
          await tampering.restore();
        }
      }
      expect(await audited.verify(book.id)).toMatchObject({ ok: true, checked: book.records.length });
    }),
    { numRuns: 4 },
  );
}, 240_000);
