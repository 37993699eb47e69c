import type pg from 'pg';
import type { RecordedEvent } from './events.ts';

/** A read model that is a fold of events. Written with the events in one transaction; this is its other way, from the log. */
export interface Projection {
  /** How `npm run replay -- NAME` calls it. */
  readonly name: string;
  /** What it writes: locked against writers while it is rebuilt. */
  readonly tables: readonly string[];
  /** Takes everything out, as the system role. */
  readonly clear: (client: pg.ClientBase) => Promise<void>;
  /** Applies events, in the order in which they were recorded. */
  readonly apply: (client: pg.ClientBase, events: readonly RecordedEvent[]) => Promise<void>;
}
