import type { EntityManager } from '@mikro-orm/postgresql';
import type { RawBuilder } from 'kysely';
import type { TenantId } from '../kernel/ids.ts';

/** Runs statements that see one tenant's rows only. */
export interface Reader {
  readonly tenantId: TenantId;
  /** Runs hand-written SQL (kysely's `sql` tag, real binds). Integers of 8 bytes come as bigint. */
  query<Row>(statement: RawBuilder<Row>): Promise<Row[]>;
}

/**
 * One short transaction of one tenant: row-level security shows and accepts only that tenant's rows. One per use
 * case or DataLoader batch; nothing outside the database is called while it is open.
 */
export interface UnitOfWork extends Reader {
  readonly em: EntityManager;
  /** Runs as the last of the transaction, when everything else has been written and all locks are held. */
  beforeCommit(action: () => Promise<void>): void;
  /** Wakes whoever listens on `channel`, after the commit only. A wake-up may be lost: listeners poll too. */
  wakeUp(channel: string): void;
}

/** Opens units of work. A rejection of `work` rolls all of it back. */
export type RunUnitOfWork = <T>(tenantId: TenantId, work: (uow: UnitOfWork) => Promise<T>) => Promise<T>;
