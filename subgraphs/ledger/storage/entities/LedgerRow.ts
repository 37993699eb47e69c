import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A book's row. */
export const LedgerRow = defineEntity({
  name: 'LedgerRow',
  tableName: 'ledger',
  properties: {
    tenantId: p.string().primary(),
    id: p.string().primary(),
    name: p.string(),
    openedAt: p.bigint(),
    /** No transaction of the book is recorded later. */
    lastRecordedAt: p.bigint(),
  },
});

export type LedgerRow = InferEntity<typeof LedgerRow>;
