import type { Migration } from 'platform/tenancy/migrations';
import { FUNCTIONS } from './0050-counters.ts';

/** Who sweeps locks first what it deletes, and that takes a right to update; and the functions as they are now. */
export const counterSweepMigration: Migration = {
  name: '0080-counter-sweep',
  up: ({ system }) => [`grant update (idle_at) on counter to ${system}`, FUNCTIONS],
};
