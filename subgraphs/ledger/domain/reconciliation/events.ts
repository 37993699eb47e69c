import { formatInstant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { moneyOf, moneyToWire } from 'platform/kernel/money';
import { statementImported } from '../../contract/events.ts';
import type { Reconciliation } from './reconciliation.ts';

/** `ledger.reconciliation.statement-imported.v1` */
export const statementImportedEvent = (
  reconciliation: Omit<Reconciliation, 'recordedAt'>,
  currency: CurrencyCode,
  linesHash: string,
) => {
  const { id, ledgerId, accountId, from, to, knownAt, ...rest } = reconciliation;
  const { dateWindowDays, lineCount, matchedCount, breakCount } = rest;
  const money = (minor: bigint | null) => (minor === null ? null : moneyToWire(moneyOf(minor, currency)));
  return {
    type: statementImported.type,
    data: {
      ...{ reconciliationId: id as string, ledgerId: ledgerId as string, accountId: accountId as string },
      ...{ from: formatInstant(from), to: formatInstant(to), knownAt: formatInstant(knownAt) },
      openingBalance: money(rest.openingBalance),
      closingBalance: money(rest.closingBalance),
      ...{ linesHash, dateWindowDays, lineCount, matchedCount, breakCount },
    },
  };
};
