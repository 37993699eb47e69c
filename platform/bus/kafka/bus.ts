import type { Logger } from 'pino';
import type { Bus, Subscription } from '../port.ts';
import { createClient } from './client.ts';
import { consumeGroup, type KafkaParts } from './group.ts';
import { createPublisher } from './publisher.ts';
import { ranges } from './ranges.ts';
import { tailTopic } from './tail.ts';
import { ensureTopics, existingTopics } from './topics.ts';

export interface KafkaBusOptions {
  /** `host:port` of some brokers of the cluster. */
  readonly brokers: readonly string[];
  /** Who we are, for the broker's log. */
  readonly clientId: string;
  readonly logger: Logger;
}

const HEALTH_TIMEOUT_MS = 3_000;

/** The bus on Apache Kafka. Rejects when no broker can be reached. */
export async function openKafkaBus({ brokers, clientId, logger }: KafkaBusOptions): Promise<Bus> {
  const kafka = createClient(brokers, clientId, logger);
  const admin = kafka.admin();
  await admin.connect();
  const parts: KafkaParts = { kafka, admin, logger };
  const publisher = createPublisher(kafka, admin);
  const running = new Set<Subscription>();
  const track = (subscription: Subscription): Subscription => {
    running.add(subscription);
    return { ...subscription, stop: () => subscription.stop().finally(() => running.delete(subscription)) };
  };
  const shutDown = async (): Promise<void> => {
    await Promise.all([...running].map((subscription) => subscription.stop()));
    await publisher.close();
    await admin.disconnect();
  };
  let closed: Promise<void> | undefined;

  return {
    kind: 'kafka',
    publish: publisher.publish,
    publishChunks: publisher.publishChunks,
    ensureTopics: (topics) => ensureTopics(kafka, admin, topics),
    existingTopics: (names) => existingTopics(admin, names),
    consume: (group) => track(consumeGroup(parts, group)),
    tail: (tail) => track(tailTopic(parts, tail)),
    ranges: (topic) => ranges(parts, topic),
    healthy: () =>
      Promise.race([
        admin.describeCluster().then(
          ({ brokers: alive }) => alive.length > 0,
          () => false,
        ),
        new Promise<boolean>((resolve) => setTimeout(resolve, HEALTH_TIMEOUT_MS, false).unref()),
      ]),
    close: () => {
      closed ??= shutDown();
      return closed;
    },
  };
}
