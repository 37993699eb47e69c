import type { Logger } from 'pino';
import type { Bus } from './port.ts';

export interface OpenBusOptions {
  /** The PostgreSQL server, as a user that may create roles and databases. */
  readonly postgresUrl: string;
  /** When named, the bus is Kafka, else PostgreSQL. */
  readonly kafkaBrokers?: readonly string[];
  /** Who we are, for the broker's log. */
  readonly clientId: string;
  readonly logger: Logger;
}

/** Opens the bus that the configuration means; the other adapter is not even loaded. */
export async function openBus({ postgresUrl, kafkaBrokers, clientId, logger }: OpenBusOptions): Promise<Bus> {
  if (kafkaBrokers) {
    const { openKafkaBus } = await import('./kafka/bus.ts');
    return openKafkaBus({ brokers: kafkaBrokers, clientId, logger });
  }
  const { openPostgresBus } = await import('./postgres/bus.ts');
  return openPostgresBus({ postgresUrl, logger });
}
