import type { RequiredEntityData } from '@mikro-orm/core';
import type pg from 'pg';
import type { RecordedEvent } from 'platform/event-store/events';
import type { Projection } from 'platform/event-store/projection';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { PaymentRow } from '../../storage/entities/PaymentRow.ts';
import { changesOf, type RowChanges } from './changes.ts';

/** Writes the events of one payment to its row, in the unit of work that appends them. */
export async function project(uow: UnitOfWork, events: readonly RecordedEvent[]): Promise<void> {
  const { tenantId, id, ...changes } = changesOf(events);
  if (isNew(changes)) {
    await uow.em.insert(PaymentRow, { tenantId, id, ...changes } as RequiredEntityData<PaymentRow>);
    return;
  }
  await uow.em.nativeUpdate(PaymentRow, { tenantId, id }, changes);
}

/** The same from the log: `npm run replay -- payments`. */
export const paymentsProjection: Projection = {
  name: 'payments',
  tables: ['payment'],
  clear: async (client) => {
    await client.query('delete from payment');
  },
  apply: async (client, events) => {
    const byPayment = Map.groupBy(events, ({ tenantId, stream }) => `${tenantId}/${stream}`);
    for (const history of byPayment.values()) await write(client, changesOf(history));
  },
};

const isNew = (changes: RowChanges): boolean => changes.createdAt !== undefined;

async function write(client: pg.ClientBase, changes: RowChanges): Promise<void> {
  const columns = Object.keys(changes).map(columnOf);
  const values = Object.values(changes);
  const places = columns.map((_, index) => `$${index + 1}`);
  await client.query(
    isNew(changes)
      ? `insert into payment (${columns.join()}) values (${places.join()})`
      : `update payment set (${columns.join()}) = row (${places.join()}) where tenant_id = $1 and id = $2`,
    values,
  );
}

/** As MikroORM names them. */
const columnOf = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
