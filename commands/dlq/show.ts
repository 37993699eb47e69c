import { showDeadLetter } from 'platform/bus/dead-letters';
import { StartupError } from 'platform/local-stack/startup-error';
import type { DeadLetterStore } from './dead-letter-stores.ts';

/** Everything that is kept of an event, as JSON: attributes, data, the error with its stack. */
export async function show(
  stores: readonly DeadLetterStore[],
  eventId: string,
  print: (line: string) => void,
): Promise<void> {
  const kept = (await Promise.all(stores.map(({ pool }) => showDeadLetter(pool, eventId)))).flat();
  if (kept.length === 0)
    throw new StartupError(`No consumer keeps ${eventId}: "npm run dlq -- list" shows all.`);
  for (const { headers, body, offset, seq, error, ...rest } of kept) {
    const event = { headers: JSON.parse(headers), data: JSON.parse(body) };
    print(JSON.stringify({ ...rest, offset: offset.toString(), seq: seq.toString(), ...event }, null, 2));
    print(error ?? 'parked: it has not been tried');
  }
}
