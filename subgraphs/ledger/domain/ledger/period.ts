import { formatInstant, type Instant } from 'platform/kernel/clock';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { periodClosed as closedMessage, periodReopened as reopenedMessage } from '../../contract/events.ts';
import { type PeriodClosed, periodClosed } from '../transaction/refusals.ts';
import type { Ledger } from './ledger.ts';

type PeriodChange = typeof closedMessage.type | typeof reopenedMessage.type;

/** The type of the event; none when the book is as it shall be. */
export type PeriodDecision<R> = Result<PeriodChange | undefined, R>;

type Closing = Pick<Ledger, 'closedThrough'>;

/** Closes the book through an instant. Closed periods only grow by it. */
export const close = ({ closedThrough }: Closing, through: Instant): PeriodDecision<PeriodClosed> =>
  closedThrough !== undefined && through <= closedThrough
    ? refuse(periodClosed(closedThrough, ['input', 'through']))
    : ok(closedMessage.type);

/** Opens what lies after an instant. What is open stays so. */
export const reopen = ({ closedThrough }: Closing, through: Instant): PeriodDecision<never> =>
  ok(closedThrough !== undefined && through < closedThrough ? reopenedMessage.type : undefined);

/** The event that says so. */
export const periodEvent = (type: PeriodChange, { id }: Pick<Ledger, 'id'>, through: Instant) => ({
  type,
  data: { ledgerId: id as string, closedThrough: formatInstant(through) },
});
