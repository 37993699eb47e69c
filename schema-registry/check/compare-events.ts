import type { JsonObject } from 'platform/kernel/json';
import type { Baseline } from '../baseline/baseline.ts';
import { checkEventSchemas } from '../event-schemas/check-event-schemas.ts';
import type { EventModes } from '../event-schemas/compatibility-mode.ts';
import type { EventSchema } from '../event-schemas/event-schema.ts';
import type { Finding } from '../findings.ts';

const parsed = (text: string): JsonObject => JSON.parse(text);

/** What the events' schemas change for those who have been written or read by the published ones. */
export function compareEvents(
  current: readonly EventSchema[],
  published: Baseline['events'],
  modes: EventModes,
): Finding[] {
  const history = [...published].map(([type, texts]) => [type, texts.map(parsed)] as const);
  return checkEventSchemas({ published: new Map(history), current, modes });
}
