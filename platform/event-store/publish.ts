import type { BusEvent } from '../bus/port.ts';
import type { RecordedEvent } from './events.ts';

/** A stored event as the bus carries it: the same id, type and data. */
export const toBusEvent = (source: string, event: RecordedEvent): BusEvent => ({
  id: event.id,
  source,
  type: event.type,
  subject: event.stream,
  tenantId: event.tenantId,
  time: event.recordedAt,
  effectiveAt: event.effectiveAt,
  data: event.data,
  ...event.cause,
});
