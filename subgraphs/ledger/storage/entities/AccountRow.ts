import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { JsonObject } from 'platform/kernel/json';
import type { AccountStatus, AccountType } from '../../domain/account/account.ts';

/** An account's row: its terms, without its balance. */
export const AccountRow = defineEntity({
  name: 'AccountRow',
  tableName: 'account',
  properties: {
    tenantId: p.string().primary(),
    id: p.string().primary(),
    ledgerId: p.string(),
    code: p.string(),
    name: p.string(),
    type: p.string().$type<AccountType>(),
    currency: p.string(),
    /** Minor units. */
    overdraftFloor: p.decimal('string').nullable(),
    parentId: p.string().nullable(),
    status: p.string().$type<AccountStatus>(),
    metadata: p.json().$type<JsonObject>().nullable(),
    openedAt: p.bigint(),
  },
});

export type AccountRow = InferEntity<typeof AccountRow>;
