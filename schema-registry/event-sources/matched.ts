import type { EventSchema } from '../event-schemas/event-schema.ts';
import { type EventSource, type Match, matchOf } from './event-source.ts';
import { dataOf, type EventValue, valueAt } from './event-value.ts';
import { feedsOf } from './rule.ts';

/** A match rule and what it is compared with in one type of event. */
export interface Matched {
  readonly source: EventSource;
  readonly rule: Match;
  readonly event: EventSchema;
  /** Undefined: the event has no such path. */
  readonly value?: EventValue;
}

/** Every match rule of the sources, with every event it is applied to. */
export const matchedOf = (sources: readonly EventSource[], events: readonly EventSchema[]): Matched[] =>
  sources.flatMap((source) =>
    feedsOf(source, events).flatMap((event) => {
      const data = dataOf(event);
      const rules = source.match.flatMap((text) => matchOf(text) ?? []);
      return rules.map((rule) => ({ source, rule, event, value: valueAt(data, rule.path) }));
    }),
  );
