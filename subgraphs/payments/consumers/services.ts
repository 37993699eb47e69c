import type { ConsumerOptions } from 'platform/bus/consumer';
import type { Services } from '../use-cases/services.ts';

/** What this subgraph's consumers run on. */
export interface ConsumerServices
  extends Pick<ConsumerOptions, 'bus' | 'database' | 'logger' | 'metrics' | 'retry'> {
  readonly services: Services;
}
