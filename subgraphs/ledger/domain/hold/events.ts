import { formatInstant } from 'platform/kernel/clock';
import { moneyToWire } from 'platform/kernel/money';
import { holdCaptured, holdPlaced, holdReleased } from '../../contract/events.ts';
import type { HoldChange } from '../book/entry.ts';
import { capturedOf, remainingOf } from './hold.ts';

/** The event of a step. */
export function holdEvent({ step, hold, amount, overridden, transactionId, recordedAt }: HoldChange) {
  const data = {
    hold: { id: hold.id as string },
    ledgerId: hold.ledgerId as string,
    accountIds: [hold.debitAccountId as string, hold.creditAccountId as string],
    total: moneyToWire(hold.amount),
    placedAt: formatInstant(hold.placedAt),
    expiresAt: formatInstant(hold.expiresAt),
    amount: moneyToWire(amount),
    status: hold.settled?.as ?? ('HELD' as const),
    captured: moneyToWire(capturedOf(hold)),
    remaining: moneyToWire(remainingOf(hold, recordedAt)),
    ...(overridden ? { overridden: true as const } : {}),
  };
  switch (step) {
    case 'placed': {
      const { description, reference } = hold;
      return { type: holdPlaced.type, data: { ...data, description, reference } };
    }
    case 'captured':
      return { type: holdCaptured.type, data: { ...data, transaction: { id: transactionId as string } } };
    case 'released':
      return { type: holdReleased.type, data };
  }
}
