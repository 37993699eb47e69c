import { assert } from '../kernel/assert.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { RecordedEvent } from './events.ts';

/** How an old version of an event becomes the next one: old type → new type and data. Stored rows are never touched. */
export type Upcasters = Readonly<
  Record<string, { readonly to: string; readonly upcast: (data: JsonObject) => JsonObject }>
>;

/** More steps than any event has versions: a cycle is a bug. */
const MAX_STEPS = 50;

/** The event in the newest version of its type. */
export function upcast(upcasters: Upcasters, event: RecordedEvent): RecordedEvent {
  let current = event;
  for (let step = 0; ; step += 1) {
    const next = upcasters[current.type];
    if (!next) return current;
    assert(step < MAX_STEPS, `the upcasters of ${event.type} form a cycle`);
    current = { ...current, type: next.to, data: next.upcast(current.data) };
  }
}
