import { badInput } from 'platform/errors/errors';
import { refusalMember } from 'platform/graphql/errors';
import { type MoneyInput, parseMoneyInput, parseNonZeroMoney } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { type Instant, instantOf } from 'platform/kernel/clock';
import {
  DEFAULT_DATE_WINDOW_DAYS,
  MAX_DATE_WINDOW_DAYS,
  MAX_EXTERNAL_ID_LENGTH,
  MAX_LINES,
} from '../../domain/reconciliation/reconciliation.ts';
import type { RequestedLine } from '../../domain/reconciliation/requested.ts';
import { MAX_DESCRIPTION_LENGTH, MAX_REFERENCE_LENGTH } from '../../domain/transaction/transaction.ts';
import type {
  ExternalLineInput,
  ImportStatementInput,
  MutationResolvers,
} from '../../generated/resolvers.ts';
import { type ImportStatement, importStatement as run } from '../../use-cases/importStatement.ts';
import { optionalText, requireEffectiveTime } from '../parse.ts';

export const importStatement: MutationResolvers['importStatement'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const { idempotencyKey } = input;
  const sent = inputBeforeDefaults(info, context.variables);
  const imported = await run(context.services, context, {
    ...{ command: parse(input), idempotencyKey, input: sent },
  });
  if (!imported.ok) return refusalMember(imported.error);
  return { __typename: 'ImportStatementSuccess', reconciliation: imported.value };
};

function parse(input: ImportStatementInput): ImportStatement {
  const { accountId, lines, openingBalance, closingBalance } = input;
  if (lines.length < 1 || lines.length > MAX_LINES) {
    throw badInput(`"lines" must have 1 to ${MAX_LINES} entries.`, ['input', 'lines']);
  }
  const balance = (field: string, money: MoneyInput | null | undefined) =>
    money ? parseMoneyInput(money, ['input', field]) : undefined;
  return {
    accountId,
    lines: lines.map(parseLine),
    ...windowOf(input),
    dateWindowDays: parseDateWindow(input.dateWindowDays),
    openingBalance: balance('openingBalance', openingBalance),
    closingBalance: balance('closingBalance', closingBalance),
  };
}

function parseLine(line: ExternalLineInput, index: number): RequestedLine {
  const path = ['input', 'lines', String(index)];
  return {
    reference: optionalText(line.reference, 'reference', MAX_REFERENCE_LENGTH, path),
    amount: parseNonZeroMoney(line.amount, [...path, 'amount']),
    date: requireEffectiveTime(line.date, [...path, 'date']),
    description: optionalText(line.description, 'description', MAX_DESCRIPTION_LENGTH, path),
    externalId: optionalText(line.externalId, 'externalId', MAX_EXTERNAL_ID_LENGTH, path),
  };
}

function parseDateWindow(days: number | null | undefined): number {
  const parsed = days ?? DEFAULT_DATE_WINDOW_DAYS;
  if (parsed >= 0 && parsed <= MAX_DATE_WINDOW_DAYS) return parsed;
  throw badInput(`"dateWindowDays" must be 0 to ${MAX_DATE_WINDOW_DAYS}.`, ['input', 'dateWindowDays']);
}

/** The window that is asked for, with all lines in it. */
function windowOf({ lines, from, to }: ImportStatementInput): {
  readonly from: Instant;
  readonly to: Instant;
} {
  const dates = lines.map(({ date }) => date);
  const first = dates.reduce((a, b) => (b < a ? b : a));
  const last = dates.reduce((a, b) => (b > a ? b : a));
  const window = { from: from ?? first, to: to ?? instantOf(last + 1n) };
  requireEffectiveTime(window.from, ['input', 'from']);
  requireEffectiveTime(instantOf(window.to - 1n), ['input', 'to']);
  const outside = dates.findIndex((date) => date < window.from || date >= window.to);
  if (outside < 0) return window;
  throw badInput('"date" must be in the statement’s window.', ['input', 'lines', String(outside), 'date']);
}
