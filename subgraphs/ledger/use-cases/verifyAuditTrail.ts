import { requireScope } from 'platform/auth/scopes';
import { badInput, notFound } from 'platform/errors/errors';
import { beginning, decodeProgress, type Verification } from '../read-models/audit/verification.ts';
import { verifyBook } from '../read-models/audit/verify.ts';
import { isKnown } from '../storage/audit/chainEnd.ts';
import type { Caller, Services } from './services.ts';

/** Half of what the gateway waits for a subgraph: a page that has begun is finished. */
const PATIENCE_MS = 5_000;

/**
 * Verifies a book, or goes on with it after a cursor. Fails with NOT_FOUND for a book that does not exist, and with
 * BAD_USER_INPUT for a cursor that is none.
 */
export async function verifyAuditTrail(
  { reader: readerOf, audit }: Services,
  { actor }: Pick<Caller, 'actor'>,
  ledgerId: string,
  after: string | null | undefined,
): Promise<Verification> {
  requireScope(actor, 'ledger:read');
  const deadline = performance.now() + PATIENCE_MS;
  const reader = readerOf(actor.tenantId);
  const from = after == null ? beginning({ reader, ledgerId }) : decodeProgress(after);
  if (!from) throw badInput('"after" is not a cursor of a verification.', ['after']);
  if (!(await isKnown(reader, ledgerId))) throw notFound('There is no book of that id.');
  const published = await audit.published(actor.tenantId, ledgerId);
  const book = { reader, ledgerId, trusted: audit.trusted, published };
  return verifyBook(book, from, () => performance.now() >= deadline);
}
