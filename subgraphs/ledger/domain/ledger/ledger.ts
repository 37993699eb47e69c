import type { Instant } from 'platform/kernel/clock';
import { ledgerOpened } from '../../contract/events.ts';
import type { LedgerId } from '../account/account.ts';

export const MAX_NAME_LENGTH = 200;

/** A book. */
export interface Ledger {
  readonly id: LedgerId;
  readonly name: string;
  readonly openedAt: Instant;
  /** Nothing effective at or before it is recorded any more. */
  readonly closedThrough: Instant | undefined;
}

/** The event that says so: opening a book cannot be refused. */
export const ledgerOpenedEvent = (id: LedgerId, name: string) => ({
  type: ledgerOpened.type,
  data: { ledgerId: id, name },
});

/** One batch of a book is in flight across all processes: the advisory lock by this name is held until it commits. */
export const bookLockName = (tenantId: string, ledgerId: string): string => `book/${tenantId}/${ledgerId}`;
