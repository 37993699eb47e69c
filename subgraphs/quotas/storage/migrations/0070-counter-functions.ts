import type { Migration } from 'platform/tenancy/migrations';
import { FUNCTIONS } from './0050-counters.ts';

/** The functions as they are now, where they were made before. */
export const counterFunctionsMigration: Migration = {
  name: '0070-counter-functions',
  up: () => [FUNCTIONS],
};
