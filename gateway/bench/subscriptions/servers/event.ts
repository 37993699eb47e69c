import type { BusEvent } from 'platform/bus/port';
import { systemClock } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import { TENANT, TICKED } from './supergraph.ts';

export const eventOf = (data: JsonObject): BusEvent => ({
  id: newId('evt'),
  source: 'bench',
  type: TICKED,
  subject: 'tick',
  tenantId: TENANT,
  actor: 'bench',
  time: systemClock.now(),
  effectiveAt: systemClock.now(),
  correlationId: 'bench',
  causationId: 'bench',
  data,
});
