import {
  COMMANDS,
  openAccountCommand,
  openLedgerCommand,
  postTransactionCommand,
} from '@subgraph/ledger/contract/events';
import { signCommand } from 'platform/auth/command-signature';
import type { ServiceKey } from 'platform/auth/service-keys';
import type { BusEvent } from 'platform/bus/port';
import type { MessageDeclaration } from 'platform/event-store/contract';
import type { RecordedEvent } from 'platform/event-store/events';
import { newId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import { enqueue } from 'platform/outbox/outbox';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { type PaymentCaptured, paymentCaptured } from '../contract/events.ts';
import type { EnsuredMapping } from '../storage/stores/accountMappings.ts';
import { following } from './cause.ts';

const LEDGER_NAME = 'Payments';

/** The right with which the ledger acts for the payment's actor. */
const SCOPES = ['ledger:write'];

/**
 * Asks the ledger to post captured money: clearing is debited, revenue credited. On first use it is asked to open
 * book and accounts before. All commands of a book are of one aggregate, so that they arrive in this order.
 */
export async function bookCapture(
  uow: UnitOfWork,
  key: ServiceKey,
  captured: RecordedEvent,
  mapping: EnsuredMapping,
): Promise<void> {
  for (const { declaration, data } of commands(paymentCaptured.data.parse(captured.data), mapping)) {
    const command = {
      id: newId('cmd'),
      source: key.name,
      type: declaration.type,
      subject: mapping.ledgerId,
      tenantId: uow.tenantId,
      time: captured.recordedAt,
      effectiveAt: captured.effectiveAt,
      data: declaration.data.parse(data) as JsonObject,
      ...following(captured),
    };
    const event: BusEvent = { ...command, signature: await signCommand(key, command, SCOPES) };
    enqueue(uow, { topic: COMMANDS, aggregateId: mapping.ledgerId, event });
  }
}

interface Command {
  readonly declaration: MessageDeclaration;
  readonly data: object;
}

const commands = (captured: PaymentCaptured, mapping: EnsuredMapping): Command[] => [
  ...(mapping.isNewBook ? [openLedger(mapping)] : []),
  ...(mapping.isNewCurrency ? openAccounts(mapping, captured.amount.currency) : []),
  postTransaction(mapping, captured),
];

const openLedger = ({ ledgerId }: EnsuredMapping): Command => ({
  declaration: openLedgerCommand,
  data: { ledgerId, name: LEDGER_NAME },
});

const openAccounts = (mapping: EnsuredMapping, currency: string): Command[] => [
  openAccount(mapping.clearingAccountId, 'Clearing', 'ASSET', mapping, currency),
  openAccount(mapping.revenueAccountId, 'Revenue', 'REVENUE', mapping, currency),
];

const openAccount = (
  accountId: string,
  name: string,
  type: 'ASSET' | 'REVENUE',
  { ledgerId }: EnsuredMapping,
  currency: string,
): Command => ({
  declaration: openAccountCommand,
  data: {
    accountId,
    ledgerId,
    code: `${name.toLowerCase()}:${currency}`,
    name: `${name} ${currency}`,
    type,
    currency,
  },
});

const postTransaction = (
  { ledgerId, clearingAccountId, revenueAccountId }: EnsuredMapping,
  { paymentId, transactionId, amount }: PaymentCaptured,
): Command => ({
  declaration: postTransactionCommand,
  data: {
    transactionId,
    ledgerId,
    postings: [
      { accountId: clearingAccountId, direction: 'DEBIT', amount },
      { accountId: revenueAccountId, direction: 'CREDIT', amount },
    ],
    effectiveAt: null,
    description: 'Payment captured',
    reference: paymentId,
  },
});
