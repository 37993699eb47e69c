import { type Cluster, Kafka, logLevel, PartitionAssigners } from 'kafkajs';
import type { Logger } from 'pino';
import { quietTimers } from './quiet-timers.ts';

const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Together about two seconds: then the caller learns of it, and tries again at his own pace. */
const RETRY = { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5 };

/** A client that is quiet: what matters of its troubles comes out as rejections, the rest is for debugging. */
export function createClient(brokers: readonly string[], clientId: string, logger: Logger): Kafka {
  quietTimers();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: RETRY,
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, log: { message, timestamp: _, logger: __, ...details } }) =>
        logger.debug({ ...details, namespace }, `kafkajs: ${message}`),
  });
}

/**
 * Connections of their own to the cluster, for reading without a group. kafkajs hands them to a consumer's
 * partition assigners; this consumer is never started, so that the broker does not hear of its group.
 */
export function clusterOf(kafka: Kafka): Cluster {
  let captured: Cluster | undefined;
  kafka.consumer({
    groupId: 'never-joined',
    allowAutoTopicCreation: false,
    partitionAssigners: [
      (config) => {
        captured = config.cluster;
        return PartitionAssigners.roundRobin(config);
      },
    ],
  });
  if (!captured) throw new Error('kafkajs made no cluster');
  return captured;
}
