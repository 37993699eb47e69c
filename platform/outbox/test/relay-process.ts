import { pino } from 'pino';
import { messagesOf } from '../../bus/chunks.ts';
import type { Bus, TopicDeclaration } from '../../bus/port.ts';
import { startRelay } from '../relay.ts';

/** What the process is told, as JSON in its first argument. */
export interface RelayProcess {
  readonly systemUrl: string;
  readonly topic: TopicDeclaration;
  readonly bus:
    | { readonly kind: 'postgres'; readonly postgresUrl: string; readonly database: string }
    | { readonly kind: 'kafka'; readonly brokers: readonly string[] };
}

const logger = pino({ level: 'silent' });

async function openBus({ bus }: RelayProcess): Promise<Bus> {
  if (bus.kind === 'kafka') {
    const { openKafkaBus } = await import('../../bus/kafka/bus.ts');
    return openKafkaBus({ brokers: bus.brokers, clientId: 'relay-process', logger });
  }
  const { openPostgresBus } = await import('../../bus/postgres/bus.ts');
  return openPostgresBus({ ...bus, logger });
}

/** Brings half of the first batch of several to the bus, and gets no further. */
const stuckHalfway = (bus: Bus): Bus => ({
  ...bus,
  publishChunks: async (chunks) => {
    const messages = chunks.flatMap(messagesOf);
    if (messages.length === 1) return bus.publish(messages);
    await bus.publish(messages.slice(0, messages.length / 2));
    console.log('halfway');
    await new Promise(() => {});
  },
});

const options = JSON.parse(process.argv[2] ?? '{}') as RelayProcess;
const urls = { app: '', system: options.systemUrl };
const bus = stuckHalfway(await openBus(options));
const relay = startRelay({ database: { urls }, bus, topics: [options.topic], logger });
while (!relay.isLeader()) await new Promise((resolve) => setTimeout(resolve, 20));
console.log('leading');
