import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Instant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type {
  CaptureMethod,
  PaymentId,
  PaymentStatus,
  SettlementStatus,
  TransactionId,
} from '../../domain/payment/state.ts';

/** A payment as lists and queries show it: a projection of its events (read-models/payments/projection.ts). */
export const PaymentRow = defineEntity({
  name: 'PaymentRow',
  tableName: 'payment',
  properties: {
    tenantId: p.string().primary(),
    id: p.string().$type<PaymentId>().primary(),
    currency: p.string().$type<CurrencyCode>(),
    /** Minor units. */
    amount: p.decimal('string'),
    /** Minor units. */
    captured: p.decimal('string'),
    status: p.string().$type<PaymentStatus>(),
    captureMethod: p.string().$type<CaptureMethod>(),
    description: p.text().nullable(),
    declineCode: p.string().nullable(),
    settlementStatus: p.string().$type<SettlementStatus>(),
    settledAt: p.bigint().$type<Instant>().nullable(),
    refusalCode: p.string().nullable(),
    /** The link to the ledger: known from the moment when the ledger is asked. */
    transactionId: p.string().$type<TransactionId>().nullable(),
    createdAt: p.bigint().$type<Instant>(),
    updatedAt: p.bigint().$type<Instant>(),
  },
});

export type PaymentRow = InferEntity<typeof PaymentRow>;
