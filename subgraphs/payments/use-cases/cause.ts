import type { BusEvent } from 'platform/bus/port';
import type { Cause, RecordedEvent } from 'platform/event-store/events';

/** What follows from an event of ours: on behalf of whom it happened, in the same correlation. */
export const following = ({ id, cause }: RecordedEvent): Cause => ({ ...cause, causationId: id });

/** What follows from an event that came over the bus. */
export const answering = ({ id, actor, correlationId, traceparent }: BusEvent): Cause => ({
  actor,
  correlationId,
  causationId: id,
  ...(traceparent ? { traceparent } : {}),
});
