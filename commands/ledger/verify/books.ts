import { publishedHeads } from '@subgraph/ledger/read-models/audit/publishedHeads';
import {
  type AuditedBook,
  beginning,
  type Verification,
} from '@subgraph/ledger/read-models/audit/verification';
import { verifyBook } from '@subgraph/ledger/read-models/audit/verify';
import type { TenantId } from 'platform/kernel/ids';
import { StartupError } from 'platform/local-stack/startup-error';
import { queryOn } from 'platform/tenancy/statements';
import type { OpenedLedger } from './open.ts';

/** All of them, unless it says which. */
export interface WhichBooks {
  readonly ledger?: string;
  readonly tenant?: string;
}

interface Book {
  readonly id: string;
  readonly tenant: TenantId;
  readonly records: bigint;
}

/** How often long work says how far it is. */
const PROGRESS_MS = 2_000;

/** Verifies books, all of them or some, and prints what they were found to be. False when something is wrong. */
export async function verifyBooks(
  opened: OpenedLedger,
  which: WhichBooks,
  print: (line: string) => void,
): Promise<boolean> {
  if (!opened.bus) print('Kafka does not run: heads on the bus are not compared.');
  const books = await findBooks(opened, which);
  let faults = 0;
  for (const book of books) {
    const { fault, progress } = await verifyWhole(opened, book, print);
    if (fault) faults += 1;
    const version = fault?.version ? `, version ${fault.version}` : '';
    const place = fault?.seq ? ` (number ${fault.seq}${version})` : '';
    const found = fault ? `${fault.reason} ${fault.record ?? ''}${place}: ${fault.message}` : 'as recorded';
    print(`${book.id} of ${book.tenant}: ${progress.seq} records, ${found}`);
  }
  const count = `${books.length} ${books.length === 1 ? 'book' : 'books'}`;
  print(`${count}, ${faults === 0 ? 'all as recorded' : `${faults} not as recorded`}.`);
  return faults === 0;
}

/** A book that has only a chain left is a book too. */
async function findBooks({ system }: OpenedLedger, { ledger, tenant }: WhichBooks): Promise<Book[]> {
  const { rows } = await system.query<Book>(
    `select id, tenant_id as tenant, coalesce(max(seq), 0) as records
     from (select tenant_id, id, 0 as seq from ledger
           union all select tenant_id, ledger_id, seq from audit_chain) as known
     where ($1::text is null or id = $1) and ($2::text is null or tenant_id = $2)
     group by tenant_id, id order by tenant_id, id`,
    [ledger, tenant],
  );
  if (rows.length === 0 && (ledger ?? tenant)) throw new StartupError('There is no such book.');
  return rows;
}

async function verifyWhole(
  { app, bus, trusted }: OpenedLedger,
  { id, tenant, records }: Book,
  print: (line: string) => void,
): Promise<Verification> {
  await app.query(`select set_config('app.tenant_id', $1, false)`, [tenant]);
  const reader = { tenantId: tenant, query: queryOn(app) };
  const published = bus ? await publishedHeads(bus, trusted)(tenant, id) : [];
  const book: AuditedBook = { reader, ledgerId: id, trusted, published };
  for (let progress = beginning(book); ; ) {
    const pauseAt = performance.now() + PROGRESS_MS;
    const verification = await verifyBook(book, progress, () => performance.now() >= pauseAt);
    if (verification.complete) return verification;
    progress = verification.progress;
    print(`${id}: ${progress.seq} of ${records} records${progress.accounts ? ', comparing accounts' : ''}`);
  }
}
